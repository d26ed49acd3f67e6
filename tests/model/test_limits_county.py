"""Idle land counted, and the month in which debt is full (T33, T34)."""

import math

import numpy as np
import pytest
from small_worlds import demo

from sim.actors.debt import BOND, STANDING_LOAN
from sim.actors.firm import LANDED
from sim.policies.platform_borrowing import PlatformBorrowing
from sim.scenario import Scenario
from sim.zone import Zone

FEN_PER_WAN_YUAN = 1_000_000


def test_idle_plots_are_as_many_as_projects_without_money() -> None:
    """T33: no reclaim, nothing asked beyond need, bare land worth nothing: the count of idle plots is that of stalls.

    A stall: own money below the share that banks want of the owner, or credit refused this month.
    """
    off = {"reclaim.usual_effort": 0.0, "land.ask_median": 1.0, "land.ask_sd": 0.1, "holding.sale_cost": 50.0}
    world = demo(pipeline={"leads_per_month": 4.0}, zone={"approved_mu_per_year": 400.0})
    zone, idle = Zone(world, (), 3, 120, off), 0
    for _ in range(120):
        zone.step()
        waiting = zone.firms[(zone.firms["stage"] == LANDED) & (zone.month - zone.firms["since"] >= 12)]
        own = waiting["wealth"] + waiting["land_paid"]
        poor = own < zone.numbers[0].bank_own_share * (waiting["capital_plan"] + waiting["land_paid"])
        assert np.count_nonzero(poor | (waiting["refused"] > 0)) == len(waiting)
        idle += len(waiting)
    assert idle > 0


def _no_land_is_sold(debt_wan_yuan: float) -> Scenario:
    """Nobody comes, nothing is serviced, and the platform has cash enough to serve what it owes."""
    return demo(
        firms={"producing": 0, "workers": 0},
        pipeline={"intent": 0, "contract": 0, "landed": 0, "leads_per_month": 0.0},
        zone={"works_wan_yuan_per_year": 0.0},
        public={"platform_debt_wan_yuan": debt_wan_yuan, "platform_cash_wan_yuan": 20_000},
        works=(),
    )


@pytest.mark.parametrize("yearly", [300.0, 700.0])
def test_debt_reaches_its_ceiling_in_the_month_that_was_foretold(yearly: float) -> None:
    """T34: with no land sold the ceiling stands still; bonds fill it year by year, and the last one is cut short."""
    policy = PlatformBorrowing(borrow_wan_yuan_per_year=yearly, start_month=1, years=6, bank_share=0, bond_share=1)
    zone = Zone(_no_land_is_sold(100.0), (policy,), 1, 72, {"land.bank_target_mu": 0.0})
    standing, loan = 100 * FEN_PER_WAN_YUAN, round(yearly * FEN_PER_WAN_YUAN)
    ceiling = math.floor(0.5 * zone.land[0].bank / 100 * zone.numbers[0].commercial_price_mu)
    binds = 12 * ((ceiling - standing) // loan) + 1
    assert 1 < binds < 72
    for month in range(1, 73):
        zone.step()
        bonds = int(zone.debts["principal"][zone.debts["kind"] == BOND].sum())
        assert zone.debts["principal"][zone.debts["kind"] == STANDING_LOAN].sum() == standing
        assert abs(bonds - min(loan * (1 + (month - 1) // 12), ceiling - standing)) <= 1, month
        assert (bonds + standing < ceiling - 1) is (month < binds)
