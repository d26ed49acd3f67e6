"""What the replications look at beside the indicators. Looking changes nothing."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.actors.firm import PRODUCING
from sim.actors.worker import AT_HOME, AWAY, IN_COUNTY_JOB, IN_ZONE
from sim.places.land import HELD, SERVICED

FEN_PER_WAN_YUAN = 1_000_000
KEPT = ("number", "trade", "started", "workers", "planned_workers")
CENSUS = np.dtype([*((name, "f8") for name in KEPT), ("sales", "f8")])


class FirmsOfYear:
    """Every producing firm at the end of a year, with what it sold in the year, in wan yuan."""

    def __init__(self, zone: Any) -> None:
        self._zone = zone
        self._sold = np.zeros(len(zone.firms))

    def month_ends(self) -> None:
        """Add the month's sales; the table may have grown by new rows at its end."""
        sales = self._zone.firms["sales"]
        sold = np.zeros(len(sales))
        sold[: len(self._sold)] = self._sold
        self._sold = sold + sales

    def year_ends(self) -> np.ndarray:
        """The census, after which the next year's sales begin at nothing."""
        firms = self._zone.firms.view(np.ndarray)
        here = firms["stage"] == PRODUCING
        found = np.zeros(int(here.sum()), CENSUS)
        for name in KEPT:
            found[name] = firms[name][here]
        found["sales"] = self._sold[here] / FEN_PER_WAN_YUAN
        self._sold = np.zeros(len(self._sold))
        return found


class PlotsTaken:
    """How near to the gate the month's new plots lie among the tracts that were on offer: 0 nearest, 1 farthest."""

    def __init__(self, zone: Any) -> None:
        self._zone = zone
        self._open = self._on_offer()

    def _on_offer(self) -> np.ndarray:
        tracts = self._zone.tracts
        return np.asarray(tracts["steps"][(tracts["state"] == SERVICED) & (tracts["free"] > 0)])

    def __call__(self) -> float:
        """The mean place of the month's plots; nan where none was taken or nothing was on offer."""
        zone, before = self._zone, self._open
        self._open = self._on_offer()
        new = (zone.plots["since"] == zone.month) & (zone.plots["state"] == HELD) & (zone.plots["holder"] >= 0)
        tracts = zone.firms["tract"][zone.plots["holder"][new]]
        steps = zone.tracts["steps"][tracts[tracts >= 0]]
        if zone.month == 0 or len(steps) == 0 or len(before) == 0:
            return float("nan")
        places = [(before < each).mean() + 0.5 * (before == each).mean() for each in steps]
        return float(np.mean(places))


def watchers(zone: Any) -> dict[str, Callable[[], float]]:
    """Measures of a month, by name."""

    def skilled_at(*places: int) -> Callable[[], float]:
        return lambda: float((np.isin(zone.workers["place"], places) & (zone.workers["skill"] == 1)).sum())

    def refused_to_producers() -> float:
        """Credit that producing firms asked for this month and did not get, in wan yuan."""
        return float(zone.firms["refused"][zone.firms["stage"] == PRODUCING].sum()) / FEN_PER_WAN_YUAN

    return {
        "skilled_away": skilled_at(AWAY),
        "skilled_in_zone": skilled_at(IN_ZONE),
        "skilled_in_county": skilled_at(AT_HOME, IN_COUNTY_JOB),
        "refused_to_producers": refused_to_producers,
        "plots_taken": PlotsTaken(zone),
    }
