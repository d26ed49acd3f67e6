"""Each instrument works through its channel and no other: where the channel is shut, only money moves."""

import numpy as np
import pytest
from small_worlds import demo, differing, same_series, three_policies

from sim.indicators import live
from sim.policies.public_training import PublicTraining
from sim.scenario import SECTORS
from sim.zone import Zone

MONTHS = 60
SEEDS = (1, 2)
FACTORIES, GUARANTEE, TRAINING = three_policies()
COST = {"public_outlay", "public_cost", "fiscal_npv"}
# A fund that is founded is also believed in to some degree.
FUND = {"fund_net_assets", "leverage", "bank_belief"}
# Nobody needs a loan: owners have all the capital. Their money is paid in once; a firm at work that runs out
# of cash would still ask a bank, under guarantee too. So nobody asks for working capital or adds posts.
RICH = {"outside.wealth_multiple": 1000.0, "firm.liquidity_months": 0.0, "expansion.full_months": 1000.0}
UNWANTED = {f"{trade}.accepts_factory": 0.0 for trade in SECTORS}
SKILL_IS_NOTHING = {"firm.skill_exponent": 0.0, "firm.skilled_premium": 0.0}


@pytest.mark.parametrize("seed", SEEDS)
def test_among_unlimited_own_funds_the_guarantee_moves_nothing_but_money(seed: int) -> None:
    """T18: firms of the first day included, if nobody asks for working capital or adds posts."""
    without, with_fund = (live(demo(), arm, seed, MONTHS, RICH).series for arm in ((), (GUARANTEE,)))
    assert set(differing(without, with_fund)) == COST | FUND
    assert with_fund["guarantees_granted"][-1] == 0


def test_without_firms_of_the_first_day_unlimited_own_funds_alone_are_enough() -> None:
    """Owners of the first day have paid in already; those who come later bring all that they will ever need."""
    scenario = demo(firms={"producing": 0, "workers": 0})
    rich = {"outside.wealth_multiple": 1000.0}
    without, with_fund = (live(scenario, arm, 1, 36, rich).series for arm in ((), (GUARANTEE,)))
    assert without["jobs"][-1] > 0
    assert set(differing(without, with_fund)) <= COST | FUND


def test_with_their_usual_funds_the_guarantee_moves_jobs() -> None:
    without, with_fund = (live(demo(), arm, 1, MONTHS).series for arm in ((), (GUARANTEE,)))
    assert {"jobs", "output", "loans"} <= set(differing(without, with_fund))


@pytest.mark.parametrize("seed", SEEDS)
def test_where_no_trade_takes_a_floor_factories_stay_empty_and_move_nobody(seed: int) -> None:
    """What remains: blocks take land and the platform's money, so land must be ample; the land developed differs."""
    scenario = demo(zone={"serviced_bank_mu": 1000.0, "planned_km2": 5.0})
    without, with_blocks = (live(scenario, arm, seed, MONTHS, UNWANTED).series for arm in ((), (FACTORIES,)))
    assert with_blocks["tenants"].max() == 0
    assert with_blocks["factory_floor"][-1] > without["factory_floor"][-1]
    assert with_blocks["vacancy"][-1] == 1.0
    land = {
        "land_bank",
        "land_approved",
        "built_area",
        "density",
        "platform_cash",
        "factory_floor",
        "undelivered",
        "debt_to_ceiling",
    }
    assert set(differing(without, with_blocks)) - COST <= land


@pytest.mark.parametrize("seed", SEEDS)
def test_where_skill_is_nothing_what_is_taught_changes_nothing(seed: int) -> None:
    """What remains of training then: who is in class looks for no job, and firms like a certificate in an applicant."""
    one, other = (
        live(demo(), (TRAINING,), seed, MONTHS, {**SKILL_IS_NOTHING, "training.gain": gain}).series
        for gain in (0.0, 0.3)
    )
    assert one["graduates"][-1] > 0
    same_series(one, other)


def test_where_skill_is_nothing_a_head_is_a_head() -> None:
    zone = Zone(demo(), (TRAINING,), 1, 36, SKILL_IS_NOTHING)
    for _ in range(36):
        zone.step()
        at_work = zone.firms[zone.producing()]
        assert np.array_equal(at_work["effective"][at_work["wage_bill"] > 0], _staff_at_payday(zone))


def _staff_at_payday(zone: Zone) -> np.ndarray:
    at_work = zone.firms[zone.producing()]
    return at_work["workers"][at_work["wage_bill"] > 0].astype(float)


def test_where_skill_counts_what_is_taught_moves_output() -> None:
    one, other = (live(demo(), (TRAINING,), 1, MONTHS, {"training.gain": gain}).series for gain in (0.07, 0.17))
    assert {"output", "jobs"} <= set(differing(one, other))


def test_a_course_nobody_hears_of_gives_all_its_money_back() -> None:
    policy = PublicTraining(pay_wan_yuan_per_year=30, start_month=1, years=2)
    without, unheard = (live(demo(), arm, 1, 36, {"training.hears_month": 0.0}).series for arm in ((), (policy,)))
    assert set(differing(without, unheard)) == {"undelivered"}
