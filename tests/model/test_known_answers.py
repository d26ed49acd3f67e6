"""Small cases whose answer is known beforehand: an empty zone, the learning curve, hiring."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_worlds import demo, three_policies

from sim.actors.fund import FUND_TABLE
from sim.actors.worker import AT_HOME, IN_ZONE
from sim.books import GENERAL_SERVICES
from sim.foundations.numbers import numbers_table
from sim.foundations.rules import first_row
from sim.markets.guarantees import guarantee_room
from sim.zone import Zone

FEN_PER_WAN_YUAN = 1_000_000


def empty_zone():
    """No firm, no project, no investor, nothing under construction; nobody wants land."""
    return demo(
        firms={"producing": 0, "workers": 0},
        pipeline={"intent": 0, "contract": 0, "landed": 0, "leads_per_month": 0.0},
        zone={"works_wan_yuan_per_year": 0.0, "serviced_bank_mu": 80},
        public={"treasury_cash_wan_yuan": 200, "platform_cash_wan_yuan": 0, "general_revenue_wan_yuan_per_year": 1200},
        works=(),
    )


def test_without_leads_there_are_no_firms_and_the_purse_pays_the_fixed_costs_exactly() -> None:
    """T17: no leads: no firms, no tax; the treasury falls by interest and staff of the platform, to the fen."""
    zone = Zone(empty_zone(), (), 1, 60, {"land.bank_target_mu": 0.0})
    numbers, scenario = zone.numbers[0], zone.scenario
    debt = scenario.public.platform_debt_wan_yuan * FEN_PER_WAN_YUAN
    interest = round((numbers.debt_bank_rate - numbers.bank_inflation) / 12 * debt)
    fixed = interest + round(numbers.platform_staff_cost_month)
    revenue = 100 * FEN_PER_WAN_YUAN
    buffer = round(numbers.public_cash_buffer_share * 1200 * FEN_PER_WAN_YUAN / 12)
    cash = 200 * FEN_PER_WAN_YUAN
    for _ in range(60):
        zone.step()
        services = max(0, cash + revenue - fixed - buffer)
        cash = cash + revenue - fixed - services
        assert zone.treasury.balance == cash
        assert zone.platform.balance == 0
        assert zone.ledger["turnover"][0, GENERAL_SERVICES] == services
        assert not zone.producing().any()
        assert (zone.workers["place"] != IN_ZONE).all()
    assert zone.debts["principal"].sum() == debt


def test_learning_closes_half_of_the_gap_in_its_half_life() -> None:
    """T28: whoever stays with a firm above his level: the gap shrinks by the same share each month, without courses."""
    still = {"base.kept_share": 0.0, "knowledge.meet_month": 0.0, "links.teach_month": 0.0, "technology.top": 0.5}
    zone = Zone(demo(), (), 1, 24, still)
    shrinks = 0.5 ** (1.0 / zone.numbers[0].skill_learning_months)
    seen = 0
    for _ in range(24):
        before = zone.workers.copy()
        zone.step()
        after = zone.workers
        stayed = (after["place"] == IN_ZONE) & (after["employer"] == before["employer"]) & (after["tenure"] > 1)
        stayed &= after["tenure"] == before["tenure"] + 1
        aim = zone.firms["vintage"][after["employer"]]
        low = stayed & (before["level"] < aim)
        gap, left = (aim - before["level"])[low], (aim - after["level"])[low]
        assert np.allclose(left, shrinks * gap, rtol=1e-9, atol=1e-12)
        assert np.array_equal(after["level"][stayed & ~low], before["level"][stayed & ~low])
        seen += low.sum()
    assert seen > 100


def test_skill_out_of_the_trade_halves_in_its_half_life_down_to_a_floor() -> None:
    """T28: the half-life of what is not used is ln 2 over the monthly decay."""
    zone = Zone(empty_zone(), (), 1, 80, {"skill.floor": 0.2})
    at_home = zone.workers["place"] == AT_HOME
    start = zone.workers["level"].copy()
    decay, floor = zone.numbers[0].skill_decay_per_month, zone.numbers[0].skill_floor
    for month in range(1, 81):
        zone.step()
        expected = np.maximum(floor, start[at_home] * (1.0 - decay) ** month)
        assert np.allclose(zone.workers["level"][at_home], expected, rtol=1e-12)
    assert math.isclose(math.log(0.5) / math.log(1.0 - decay), math.log(2.0) / decay, rel_tol=0.01)


@pytest.mark.parametrize("seed", [1, 2])
def test_an_employer_hires_no_more_than_it_has_vacancies(seed: int) -> None:
    zone = Zone(demo(), three_policies(), seed, 48)
    hired = 0
    for month in range(1, 49):
        county_before = zone.county_pool.copy()
        zone.step()
        open_to_all = zone.producing()
        new = (zone.workers["place"] == IN_ZONE) & (zone.workers["tenure"] == 1)
        came = np.bincount(zone.workers["employer"][new], minlength=len(zone.firms))
        filled = zone.firms["vacancies"] - zone.firms["open_posts"]
        assert (zone.firms["open_posts"] >= 0).all()
        if month > 1:  # On the first day there are people with no tenure, who are not new.
            assert np.array_equal(came[open_to_all], filled[open_to_all])
            hired += came.sum()
        assert (came[open_to_all] <= zone.firms["vacancies"][open_to_all]).all() or month == 1
        pool = zone.county_pool[0]
        assert 0 <= pool.open_posts <= pool.vacancies
        assert pool.workers <= max(county_before["workers"][0], math.floor(pool.posts))
    assert hired > 50


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    assets=st.floats(-1e9, 1e12),
    outstanding=st.integers(0, 10**12),
    held=st.floats(0, 1e11),
    cap=st.floats(0, 15),
    single=st.floats(0, 0.3),
    margin=st.floats(0.03, 0.1),
)
def test_no_guarantee_passes_a_limit(assets, outstanding, held, cap, single, margin) -> None:
    fund = FUND_TABLE.rows(1)
    fund["open"], fund["outstanding"], fund["leverage_cap"], fund["single_share"] = 1, outstanding, cap, single
    numbers = numbers_table({"fund.margin_share": margin})
    room = guarantee_room(first_row(fund), assets, held, first_row(numbers))
    assert room >= 0.0
    if room > 0.0:
        slack = 1.0 + 1e-9 * abs(assets) * 15
        assert outstanding + room <= cap * assets + slack
        assert held + room <= single * assets + slack
        assert margin * (outstanding + room) <= numbers["fund_margin_leverage_limit"][0] * assets + slack
    fund["suspended"] = 1
    assert guarantee_room(first_row(fund), assets, held, first_row(numbers)) == 0.0


def test_an_outage_does_not_lower_the_load_that_caused_it() -> None:
    """Constant demand for power above the limit gives the same outage month after month, not on and off in turn."""
    never_widened = {"infrastructure.power_start_mw": 0.3, "infrastructure.order_use": 99.0}
    zone = Zone(demo(), (), 1, 60, never_widened)
    seen = []
    for _ in range(60):
        zone.step()
        seen.append((np.count_nonzero(zone.producing()), float(zone.environment[0].outage_share)))
    later = seen[36:]
    steps = [abs(now[1] - then[1]) for then, now in pairwise(later) if now[0] == then[0]]
    assert min(share for _, share in later[:12]) > 0.1, "nothing was rationed, so nothing is shown"
    assert len(steps) > 12
    assert max(steps) < 0.2
