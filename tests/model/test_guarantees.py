"""Guarantees, banks' belief, bridges and gambles: known answers (T18, T22, T25; E15, E18, E20 to E23)."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from small_worlds import demo, every_policy, three_policies

from sim.actors.fund import COMPANY, FUND_TABLE, MUTUAL
from sim.books import BRIDGE_AT
from sim.foundations.mathematics import normal_density, normal_share
from sim.foundations.numbers import numbers_table
from sim.foundations.rules import first_row
from sim.indicators import live
from sim.markets.bridging import close_bridges
from sim.markets.bundles import Lending
from sim.markets.credit import under_guarantee
from sim.markets.gambling import owners_payoff
from sim.markets.membership import worth_being_member
from sim.markets.risk import bank_accepts
from sim.markets.waterfall import loss_shares, split_by_shares
from sim.policies.bridge_fund import BridgeFund
from sim.policies.guarantee_fund import GuaranteeFund
from sim.scenario import Event
from sim.zone import Zone

SQUEEZE = (Event(kind="credit_squeeze", share=-0.3, from_month=13, months=36),)


def by_largest_remainder(amount: int, shares: list[float]) -> list[int]:
    """The same split in exact fractions, written another way: sort the remainders, give the rest to the largest."""
    exact = [Fraction(amount) * Fraction(share) for share in shares]
    parts = [int(each) for each in exact]
    order = sorted(range(len(shares)), key=lambda at: (-(exact[at] - parts[at]), at))
    for at in order[: amount - sum(parts)]:
        parts[at] += 1
    return parts


@given(st.integers(0, 10**12), st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_a_loss_is_split_to_the_last_fen(amount: int, weights: list[int]) -> None:
    """T25: shares of hundredths, so that floats and fractions agree about the remainders but for the last digit."""
    total = max(1, sum(weights)) * 2
    fund = FUND_TABLE.rows(1)
    cover = weights[0] / total
    fund["province_share"], fund["county_share"], fund["insurer_share"] = (each / total for each in weights[1:])
    shares = loss_shares(first_row(fund), cover)
    parts = split_by_shares(amount, shares)
    assert parts.sum() == amount
    assert (parts >= 0).all()
    assert np.all(np.abs(parts - amount * shares) < 1.0 + 1e-3)
    assert np.abs(parts - by_largest_remainder(amount, shares.tolist())).sum() <= 2


@given(
    st.floats(1, 1e9),
    st.floats(0, 1e9),
    st.floats(0.05, 0.95),
    st.floats(0, 1e9),
)
def test_what_a_guarantee_opens_is_the_most_that_collateral_allows(demand, line, cover, room) -> None:
    """E15 by search: no split of the loan between covered and uncovered that the line carries lends more."""
    total, guaranteed = under_guarantee(demand, line, cover, room)
    assert total <= demand + 1e-6
    assert guaranteed <= min(total, room) * (1 + 1e-9) + 1e-6
    assert total <= line + cover * guaranteed + 1e-6 * max(1.0, total)
    searched = max(
        min(demand, line + cover * tried) for tried in np.linspace(0, min(room, demand), 2001) if tried <= demand
    )
    reachable = min(searched, line / (1 - cover)) if line < demand else demand
    assert total >= min(reachable, searched) - 1e-3 * max(1.0, demand)


def test_a_bank_lends_to_more_risk_the_more_it_believes_is_covered() -> None:
    numbers = first_row(numbers_table({}))

    def most_risk(covered: float) -> float:
        return max(risk for risk in np.linspace(0, 1, 2001) if bank_accepts(risk, covered, 0.0487, numbers))

    # (1 - p)(r + 3 % - 3 %) = p 0.6 (1 - c) + 1 %, solved for p.
    for covered in (0.0, 0.4, 0.8):
        expected = (0.0487 - 0.01) / (0.0487 + 0.6 * (1 - covered))
        assert most_risk(covered) == pytest.approx(expected, abs=1e-3)


def test_belief_moves_a_fifth_of_the_way_to_what_was_seen() -> None:
    """E20 in closed form: after n months with claims paid in time 1 - 0.8^n (1 - start); late ones take it back."""
    zone = Zone(demo(), three_policies(), 1, 12)
    bank, start = zone.banks[0], 0.9
    agent = next(each for each in zone.institutions if getattr(each, "at", None) == 0)
    for n in range(1, 6):
        bank.called[COMPANY] = 100
        agent._believe()
        assert bank.belief[COMPANY] == pytest.approx(1 - 0.8**n * (1 - start))
    before = float(bank.belief[COMPANY])
    bank.called[:] = 0
    agent._believe()
    assert bank.belief[COMPANY] == before
    bank.unpaid[COMPANY], zone.funds[COMPANY].unpaid_months = 1, 2
    for n in range(1, 6):
        agent._believe()
        assert bank.belief[COMPANY] == pytest.approx(before * 0.8**n)


def test_banks_stop_new_guarantees_for_cause_and_take_them_again_after_a_clean_year() -> None:
    zone = Zone(demo(), three_policies(), 1, 12)
    fund = next(each for each in zone.institutions if getattr(each, "kind", None) == COMPANY)
    row = zone.funds[COMPANY]
    row.open, row.outstanding, row.leverage_cap, row.claims_12 = 1, 10**8, 5.0, 0.06 * 10**8
    zone.fund_cash = zone.holder(6)
    zone.fund_cash.balance = 10**9
    fund._judge()
    assert row.suspended == 1
    row.claims_12 = 0.04 * 10**8
    for month in range(1, 13):
        assert row.suspended == 1, month
        fund._judge()
    assert row.suspended == 0


def test_the_fee_that_breaks_even_is_risk_times_loss_times_cover() -> None:
    """T22: independent loans, constant risk, no run: claims a year are PD x cover of the loans less recoveries."""
    rng = np.random.default_rng(5)
    risk, cover, recovered, loans, years = 0.03, 0.8, 0.25, 4000, 60
    fund = FUND_TABLE.rows(1)
    shares = loss_shares(first_row(fund), cover)
    claims = 0
    for _ in range(years):
        for _ in range(rng.binomial(loans, risk)):
            claims += int(split_by_shares(100_000, shares)[0])
    fee = claims * (1 - recovered) / (100_000 * loans * years)
    spread = 4 * cover * (1 - recovered) * np.sqrt(risk / loans / years)
    assert fee == pytest.approx(risk * cover * (1 - recovered), abs=spread)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bridges_lose_nothing_while_banks_keep_their_word(seed: int) -> None:
    """3.11: breach 0, no loss, though public and mutual bridges are lent and firms fail."""
    keep = {"bridge.breach_normal": 0.0, "bridge.breach_squeeze": 0.0, "exit.other_causes_month": 0.0012}
    zone = Zone(demo(events=SQUEEZE), every_policy(), seed, 60, keep)
    for _ in range(60):
        zone.step()
    assert zone.bridge[0].turned > 0
    assert zone.bridge[0].lost == 0


def test_what_a_closing_firm_cannot_repay_of_a_bridge_is_the_lenders_loss() -> None:
    """T9: a bridge that ends neither by renewal nor by own cash is lost, and the lender's books say so."""
    zone = Zone(demo(), (), 1, 12)
    firm, bridge = first_row(zone.firms[:1]), first_row(zone.bridge)
    tables = zone.tables()
    rows = [each if len(each) > 1 or at in (1, 2, 3, 5) else first_row(each) for at, each in enumerate(tables)]
    lending = Lending(*rows)
    firm.balance, firm.bridge, firm.bridge_source, bridge.lent = 300, 1000, BRIDGE_AT, 1000
    firm.private_debt = 500
    before = int(zone.holders["balance"][BRIDGE_AT])
    close_bridges(firm, lending)
    assert zone.holders["balance"][BRIDGE_AT] - before == 300
    assert (bridge.lost, bridge.lent, firm.bridge, firm.private_debt, firm.balance) == (700, 0, 0, 0, 0)


def test_a_bridge_fund_replaces_private_money_and_costs_a_fraction() -> None:
    fund = (BridgeFund(pay_wan_yuan_per_year=2000, start_month=1, years=1, single_name_share=1.0),)
    without, with_fund = (live(demo(), arm, 2, 60).series for arm in ((), fund))
    assert with_fund["bridged"][-1] > 0
    assert with_fund["private_loans"].sum() < without["private_loans"].sum()


def test_members_stay_while_the_line_is_worth_the_risk() -> None:
    """E21: the stake at which spread and bridges pay for the expected loss, solved by hand."""
    numbers = first_row(numbers_table({}))
    zone = Zone(demo(), (), 1, 12)
    firm = first_row(zone.firms[:1])
    funds = FUND_TABLE.rows(1)
    fund = first_row(funds)
    fund.multiple, fund.base_fee, fund.bridging, fund.stakes = 5.0, 0.01, 0, 1_000_000
    firm.member_of = MUTUAL
    stake = 100_000
    real = numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation
    saved = (12 * 0.04 - real - 0.01) / 12 * 0.5 * 5.0 * stake
    limit = saved / 1.5 / (stake / 1_000_000)
    for claims, stays in ((0.99 * limit, True), (1.01 * limit, False)):
        fund.claims_12 = claims
        assert worth_being_member(firm, stake, 0.0, fund, numbers) is stays


def test_an_owner_without_debts_does_not_gamble_and_one_under_water_does() -> None:
    """E22: the risky course has a lower mean and twice the spread; only limited liability makes it worth its price."""

    def gains(debt: float, pledged: float) -> float:
        return owners_payoff(99.0, 20.0, debt, pledged) - owners_payoff(100.0, 10.0, debt, pledged)

    assert gains(0.0, 0.0) == pytest.approx(-1.0, abs=1e-3)
    assert gains(100.0, 0.0) > 0
    assert gains(90.0, 500.0) < 0 < gains(90.0, 0.0)
    # At debt = mean the option is worth sd / sqrt(2 pi).
    assert owners_payoff(100.0, 10.0, 100.0, 0.0) == pytest.approx(10 / np.sqrt(2 * np.pi))


@given(st.floats(-8, 8))
def test_the_normal_share_is_that_of_the_tables(z: float) -> None:
    assert normal_share(z) == pytest.approx(stats.norm.cdf(z), abs=1e-7)
    assert normal_density(z) == pytest.approx(stats.norm.pdf(z), rel=1e-9)


def test_leaders_who_decide_everything_guarantee_more_and_lose_more() -> None:
    """Directed share 1: nobody is looked at, so at least as many loans are guaranteed over the first months."""
    terms = {"pay_wan_yuan_per_year": 500.0, "start_month": 1, "years": 3.0, "leverage_cap": 15}
    granted = {0.0: 0.0, 1.0: 0.0}
    for share in granted:
        for seed in (1, 2, 3):
            lived = live(demo(), (GuaranteeFund(**terms, directed_share=share),), seed, 60)
            granted[share] += lived.series["guarantees_granted"][-1]
    assert granted[1.0] > granted[0.0]
