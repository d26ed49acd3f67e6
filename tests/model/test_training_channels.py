"""Schools, bases, orders: known answers (T29, E30, E31) and what happens without checks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import demo

from sim.actors.school import ORDER, chosen_quality, profit_of_quality
from sim.indicators import live
from sim.markets.bases import worth_training
from sim.policies.branch_school import BranchSchool
from sim.policies.order_class import OrderClass
from sim.policies.private_training import PrivateTraining
from sim.scenario import Event
from sim.zone import Zone


@pytest.mark.parametrize(("subsidy", "switch"), [(0.0, 0.0273), (0.5, 0.0607)])
def test_firms_train_below_the_quit_rate_at_which_the_gain_no_longer_pays(subsidy: float, switch: float) -> None:
    """T29: half of 200 yuan a month kept, 3,000 yuan a head, 0.6 % a month: 2.7 %, and 6.1 % with half subsidised."""
    kept, cost, discount = 0.5 * 200.0, 3000.0, 0.006
    # Present value of the gain while the trained stay, month by month, against the cost.
    for rate in (0.9 * switch, 1.1 * switch):
        pays = sum(kept * (1 - rate - discount) ** month for month in range(4000)) > cost * (1 - subsidy)
        assert worth_training(kept, rate, discount, cost, subsidy) is pays
    assert switch == pytest.approx(kept / (cost * (1 - subsidy)) - discount, abs=5e-4)


@given(st.floats(0, 1), st.floats(0, 2e6), st.floats(1e4, 3e5))
def test_a_private_school_chooses_the_quality_that_earns_most(check: float, penalty: float, cost: float) -> None:
    """E31 by search over a grid."""
    best = chosen_quality(check, penalty, cost)
    grid = [profit_of_quality(quality, 1e5, check, penalty, 3e4, cost) for quality in np.linspace(0, 1, 501)]
    assert profit_of_quality(best, 1e5, check, penalty, 3e4, cost) >= max(grid) - 1e-6 * max(1.0, abs(max(grid)))


def test_without_checks_certificates_are_hollow_and_with_them_they_are_not() -> None:
    terms = {"pay_wan_yuan_per_year": 30.0, "start_month": 2, "years": 4.0}
    unchecked, checked = (
        live(demo(), (PrivateTraining(**terms, check_share=share, penalty_yuan=20_000),), 1, 60).series
        for share in (0.0, 1.0)
    )
    assert unchecked["private_certificates"][-1] > 50
    assert unchecked["hollow_certificates"][-1] == unchecked["private_certificates"][-1]
    assert checked["private_certificates"][-1] > 0
    assert checked["hollow_certificates"][-1] == 0


def test_firms_that_keep_nothing_of_the_gain_do_not_train() -> None:
    """Off-switch, and the usual world beside it, where some train and others take the trained."""
    off = live(demo(), (), 1, 72, {"base.kept_share": 0.0}).series
    usual = live(demo(), (), 1, 72).series
    assert off["trained_in_firms"][-1] == 0
    assert usual["trained_in_firms"][-1] > 0


def test_orders_are_cancelled_when_demand_falls() -> None:
    policy = OrderClass(pay_wan_yuan_per_year=200, start_month=1, years=6)
    slump = (Event(kind="export_shock", share=-0.7, from_month=20, months=20),)
    calm = sum(_cancelled(demo(), policy, seed) for seed in (1, 2, 3))
    hit = sum(_cancelled(demo(events=slump), policy, seed) for seed in (1, 2, 3))
    assert hit > calm


def _cancelled(scenario, policy, seed: int) -> float:
    zone = Zone(scenario, (policy,), seed, 60)
    for _ in range(60):
        zone.step()
    assert zone.school[ORDER].graduated_total > 0
    return float(zone.school[ORDER].cancelled_total / zone.school[ORDER].graduated_total)


def test_a_branch_school_takes_two_years_to_build_and_two_to_teach() -> None:
    series = live(demo(), (BranchSchool(pay_wan_yuan_per_year=300, start_month=1, years=1),), 1, 84).series
    first = int(np.argmax(series["branch_graduates"] > 0))
    assert 25 + 23 <= first <= 25 + 26
    assert series["public_outlay"][-1] > 0
