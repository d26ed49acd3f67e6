"""Random small zones in which firms are short of cash, many are guaranteed, and enough of them fail."""

from pathlib import Path
from random import Random

from credit_watched import WatchedZone

from sim.policies import Policy
from sim.policies.bank_information import BankInformation
from sim.policies.bridge_fund import BridgeFund
from sim.policies.guarantee_fund import GuaranteeFund
from sim.policies.guarantee_pool import GuaranteePool
from sim.policies.mutual_guarantee import MutualGuarantee
from sim.scenario import SECTORS, Event, Scenario
from sim.study.files import load

# Where funds look closely, so that it matters whom they know and whom leaders send.
STRICT = {"fund.risk_limit_young": 0.04, "fund.risk_limit_old": 0.02, "fund.signal_noise": 1.0}


def watched_zone(seed: int, months: int) -> WatchedZone:
    """The zone of this seed, with all that its twin needs."""
    chance = Random(seed)
    rows = _scenario(chance), _policies(chance, seed)
    numbers = _numbers(chance) | (STRICT if seed % 12 in (1, 2) else {})
    return WatchedZone(*rows, seed, months, numbers)


def _scenario(chance: Random) -> Scenario:
    demo = load(Path("scenarios/demo.yaml")).scenarios["demo"]
    producing = chance.randint(12, 30)
    parts = {
        "zone": {"planned_km2": 3.0, "built_km2": 0.8},
        "firms": {
            "producing": producing,
            "workers": producing * chance.randint(15, 30),
            "sector_shares": {name: chance.uniform(0.05, 1.0) for name in SECTORS},
            "debt_share_of_equipment": chance.uniform(0.5, 1.0),
            "floors_let_share": chance.choice((0.0, 1.0)),
        },
        "labour": {"reachable_workers": 1500, "county_jobs": 600},
        "public": {"bank_quota_wan_yuan": chance.uniform(800, 12_000)},
    }
    changed = {name: getattr(demo, name).model_copy(update=each) for name, each in parts.items()}
    return demo.model_copy(update={**changed, "events": _events(chance)})


def _events(chance: Random) -> tuple[Event, ...]:
    slump, squeeze = chance.randint(8, 20), chance.randint(8, 24)
    return (
        Event(kind="export_shock", share=-chance.uniform(0.15, 0.5), from_month=slump, months=9),
        Event(kind="credit_squeeze", share=-chance.uniform(0.1, 0.4), from_month=squeeze, months=8),
        Event(kind="anchor_exit", from_month=chance.randint(20, 34)),
    )


def _policies(chance: Random, seed: int) -> tuple[Policy, ...]:
    """Company, mutual and pool in turn, then all three; a bridge fund and fairs beside them or not."""
    funds = (_company(chance), _mutual(chance), _pool(chance))
    chosen = funds if seed % 4 == 0 else (funds[seed % 4 - 1],)
    others = (
        BridgeFund(pay_wan_yuan_per_year=chance.uniform(20, 300), start_month=2, years=2),
        BankInformation(pay_wan_yuan_per_year=chance.uniform(10, 100), start_month=5, years=2),
    )
    return chosen + tuple(each for each in others if chance.random() < 0.5)


def _company(chance: Random) -> GuaranteeFund:
    parts = [chance.uniform(0.05, 1.0) for _ in range(5)]
    cover, province, county, insurer = (round(each / sum(parts), 2) for each in parts[:4])
    return GuaranteeFund(
        pay_wan_yuan_per_year=chance.uniform(15, 100),
        start_month=1,
        years=2,
        leverage_cap=chance.choice((1.0, 15.0)),
        single_name_share=chance.choice((0.3, 1.0)),
        cover=cover,
        province_share=province,
        county_share=county,
        insurer_share=insurer,
        directed_share=chance.choice((0.0, 0.5)),
        volume_weight=chance.uniform(0.5, 0.8),
        recapitalise=chance.choice((0, 1, 2, 2)),
    )


def _mutual(chance: Random) -> MutualGuarantee:
    return MutualGuarantee(
        pay_wan_yuan_per_year=chance.uniform(20, 150),
        start_month=chance.randint(1, 3),
        years=2,
        multiple=chance.uniform(3, 10),
        bridging=1,
        cover=chance.uniform(0.5, 0.9),
        leverage_cap=chance.choice((1.0, 10.0)),
        single_name_share=1.0,
    )


def _pool(chance: Random) -> GuaranteePool:
    return GuaranteePool(
        pay_wan_yuan_per_year=chance.uniform(50, 400),
        start_month=1,
        years=2,
        leverage_cap=chance.choice((1.0, 15.0)),
        group_share=chance.uniform(0.2, 0.8),
        cover=chance.uniform(0.4, 0.8),
        single_name_share=0.3,
    )


def _numbers(chance: Random) -> dict[str, float]:
    """Dear labour, cash that is often short, lenders who take more risk, more failures, and little left to sell."""
    return {
        "labour.base_wage": chance.uniform(1900, 2150),
        "firm.liquidity_months": chance.uniform(1.2, 2.0),
        "bank.cost_share": chance.uniform(0.0, 0.01),
        "bank.loss_given_default": chance.uniform(0.3, 0.6),
        "bank.single_name_share": chance.choice((0.1, 0.5)),
        "bank.young_months": chance.choice((24.0, 60.0)),
        "bank.renewal_constant": chance.uniform(1.0, 2.5),
        "bridge.breach_normal": chance.uniform(0.0, 0.05),
        "exit.other_causes_month": chance.uniform(0.015, 0.035),
        "fund.risk_limit_young": chance.uniform(0.03, 0.4),
        "fund.risk_limit_old": chance.uniform(0.02, 0.4),
        "choice.scrap_equipment": chance.uniform(0.0, 0.1),
        "land.resale_share": chance.uniform(0.0, 0.2),
        "bank.cash_flow_line": chance.uniform(0.35, 1.0),
        "fund.margin_leverage_limit": 1.0,
        "fund.suspension_share": chance.choice((0.05, 1.0)),
        "fund.suspension_leverage": chance.choice((1.5, 100.0)),
        "fund.resume_months": chance.choice((2.0, 12.0)),
        "fund.ruin_months": 1.0,
        "mutual.hears_month": 0.3,
        "mutual.contribution_months": chance.choice((0.05, 0.25)),
    }
