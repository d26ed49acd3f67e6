"""Ten times as many fen for everything: the same firms, people and land (test T16)."""

import numpy as np
import pytest
from small_worlds import demo, three_policies

from sim.actors.firm import PRODUCING
from sim.zone import Zone

MONTHS = 48
# Payments are whole fen and land is bought in whole hundredths of a mu, so the tenfold world is not the same to the
# last digit: what follows from sums of money is near, what is counted is the same.
NEAR = 1e-3


def counted(zone: Zone) -> dict[str, float]:
    """What does not depend on the unit of money."""
    firms = zone.firms[zone.firms["stage"] == PRODUCING]
    return {
        "firms": len(firms),
        "jobs": int(firms["workers"].sum()),
        "county jobs": int(zone.county_pool["workers"][0]),
        "tenants": int((firms["floor_m2"] > 0).sum()),
        "floor": int(zone.floor_market["built_m2"][0]),
        "free floor": int(zone.floor_market["free_m2"][0]),
        "guarantees": int(zone.funds["granted"][0]),
        "trainees": int(zone.school["enrolled_total"][0]),
    }


def measured(zone: Zone, scale: float) -> np.ndarray:
    """Sums of money and land, brought back to the old unit."""
    firms = zone.firms
    money = (firms["output"].sum(), firms["balance"].sum(), firms["debt"].sum(), zone.environment["wage"][0])
    land = (zone.land["transferred"][0], zone.land["bank"][0], zone.land["approved_total"][0])
    return np.array([*(float(sum_) / scale for sum_ in money), *map(float, land)])


@pytest.mark.parametrize("seed", [1, 2])
def test_a_tenfold_currency_changes_nothing_that_is_counted(seed: int) -> None:
    """T16: money ten times in all numbers, terms and the scenario: the same counts, and sums ten times as large."""
    one, ten = (Zone(demo(), three_policies(), seed, MONTHS, money_scale=scale) for scale in (1.0, 10.0))
    for month in range(1, MONTHS + 1):
        one.step()
        ten.step()
        assert counted(one) == counted(ten), f"month {month}"
        assert np.allclose(measured(one, 1.0), measured(ten, 10.0), rtol=NEAR), f"month {month}"
