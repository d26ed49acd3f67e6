"""The labour month: the slow twin against the compiled rules, on the same people in the same months."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.timing import Finding, cpu_seconds, ratios

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "reference"))

from labour_tables import twin_of
from labour_zones import SMALL_ZONES, Small

from sim.zone import Zone

MONTHS = 12
USUAL = SMALL_ZONES["as usual"]
SIZES = (
    USUAL,
    replace(USUAL, people=5_000, firms=50, workers=1_500, county_jobs=2_000),
    replace(USUAL, people=20_000, firms=500, workers=8_000, county_jobs=6_000),
)


class Timed(Zone):
    """A zone that notes what its labour market takes, and what the twin takes for the same month just before."""

    def __init__(self, *arguments: Any) -> None:
        self.slow: list[float] = []
        self.compiled: list[float] = []
        super().__init__(*arguments)

    def _people_and_firms_meet(self) -> None:
        twin = twin_of(self)
        self.slow.append(cpu_seconds(twin.step))
        self.compiled.append(cpu_seconds(super()._people_and_firms_meet))

    def _everybody_is_paid(self) -> None:
        self.compiled[-1] += cpu_seconds(super()._everybody_is_paid)


def findings() -> Iterator[Finding]:
    """Nanoseconds of both, and how many times faster the compiled month is, for each size of zone."""
    for small in SIZES:
        zone = Timed(_with_room(small), (), 1, MONTHS + 1)
        for _ in range(MONTHS + 1):
            zone.step()
        slow, compiled = zone.slow[1:], zone.compiled[1:]
        of = f"labour month of {small.people:,} people and {small.firms} firms"
        yield Finding(f"{of}: slow twin", "ns a worker-month", [1e9 * each / small.people for each in slow])
        yield Finding(f"{of}: compiled", "ns a worker-month", [1e9 * each / small.people for each in compiled])
        yield Finding(f"{of}: twin over compiled", "times", ratios(slow, compiled))


def _with_room(small: Small) -> Any:
    """The scenario, with ground enough for so many firms."""
    scenario = small.scenario()
    return scenario.model_copy(update={"zone": scenario.zone.model_copy(update={"planned_km2": 60})})
