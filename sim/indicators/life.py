"""One life of a zone, watched from outside: the world does not know that it is measured."""

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.actors.firm import PRODUCING
from sim.books import HOLDER_NAMES, KINDS
from sim.foundations.luck import DECISIONS
from sim.foundations.money import Overdraft
from sim.foundations.rules import plain_rows
from sim.indicators.flows import Flows
from sim.indicators.indicator import INDICATORS
from sim.indicators.plan import land_plan
from sim.indicators.roster import Roster
from sim.policies import Policy
from sim.scenario import Scenario
from sim.zone import LifeFailed, Zone

SKETCH = 256
YEAR = 12


@dataclass(frozen=True)
class Life:
    """What remains of a life: series from month 0, sketches of draws, land plans, who worked, who paid, its cost."""

    series: dict[str, np.ndarray]
    sketches: dict[str, np.ndarray]
    maps: dict[int, dict[str, Any]]
    roster: dict[str, np.ndarray]
    flows: np.ndarray
    worker_months: int
    seconds: float


class Watch:
    """The zone as an indicator sees it this month, with the running totals of cumulative ones."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self._totals: dict[str, float] = {}
        self._years: dict[str, deque[float]] = {}
        self.look()

    def look(self) -> None:
        """Read the month once, for all indicators."""
        self.people = self.zone.environment["people"][0].astype(float)
        # Plain arrays: a record array would make a record of every column that an indicator asks for.
        firms = self.zone.firms.view(np.ndarray)
        self.stage = firms["stage"]
        self.producing = firms[self.stage == PRODUCING]
        self._fresh: set[str] = set()
        self._seen: dict[str, float] = {}

    def once(self, name: str, measure: Callable[[], float]) -> float:
        """A value that several indicators of a month need, measured for the first of them."""
        if name not in self._seen:
            self._seen[name] = measure()
        return self._seen[name]

    def add(self, name: str, amount: float) -> float:
        """A running total; asked twice in a month it adds once, and month 0 adds nothing."""
        if self.zone.month > 0 and name not in self._fresh:
            self._totals[name] = self._totals.get(name, 0.0) + amount
            self._fresh.add(name)
        return self._totals.get(name, 0.0)

    def total(self, name: str) -> float:
        """A running total as it stands."""
        return self._totals.get(name, 0.0)

    def over_year(self, name: str, amount: float) -> float:
        """A flow's sum over the last twelve months; asked twice in a month it adds once; nan before that."""
        kept, fresh = self._years.setdefault(name, deque(maxlen=YEAR)), f"{name} over a year"
        if self.zone.month > 0 and fresh not in self._fresh:
            kept.append(amount)
            self._fresh.add(fresh)
        return sum(kept) if len(kept) == YEAR else float("nan")

    def year_ago(self, name: str, value: float) -> float:
        """The value of twelve months ago; asked twice in a month it is noted once; nan before that."""
        kept, fresh = self._years.setdefault(name, deque(maxlen=YEAR + 1)), f"{name} of a year ago"
        if fresh not in self._fresh:
            kept.append(value)
            self._fresh.add(fresh)
        return kept[0] if len(kept) == YEAR + 1 else float("nan")

    def plain(self, table: np.recarray) -> Any:
        """A table as a rule wants it."""
        return plain_rows(table)[0]


class Sketches:
    """For each decision, the smallest hashes of the draws used: enough to see how many two arms share."""

    def __init__(self) -> None:
        self._kept: dict[int, np.ndarray] = {}
        self._new: list[tuple[np.ndarray, np.ndarray]] = []

    def add(self, decisions: np.ndarray, hashes: np.ndarray) -> None:
        """Take in a month's sample; samples are merged by the year, which costs a twelfth."""
        self._new.append((decisions, hashes))
        if len(self._new) == YEAR:
            self._merge()

    def _merge(self) -> None:
        if not self._new:
            return
        decisions = np.concatenate([each[0] for each in self._new])
        hashes = np.concatenate([each[1] for each in self._new])
        self._new = []
        for code in np.unique(decisions):
            new = hashes[decisions == code]
            old = self._kept.get(int(code), np.empty(0, np.uint64))
            self._kept[int(code)] = np.unique(np.concatenate([old, new]))[:SKETCH]

    def by_name(self) -> dict[str, np.ndarray]:
        """The sketches under the decisions' names."""
        self._merge()
        return {name: self._kept[each.code] for name, each in sorted(DECISIONS.items()) if each.code in self._kept}


def live(
    scenario: Scenario,
    policies: Sequence[Policy],
    seed: int,
    months: int,
    changes: Mapping[str, float] | None = None,
    maps_at: Sequence[int] = (),
    with_roster: bool = False,
) -> Life:
    """Let a zone live for so many months and keep what the indicators saw. Raises `LifeFailed`."""
    began = time.perf_counter()
    zone = _born(scenario, policies, seed, months, changes)
    watch, sketches, flows = Watch(zone), Sketches(), Flows(zone.ledger, months)
    roster = Roster(zone, months) if with_roster else None
    series = {name: np.full(months + 1, np.nan) for name in INDICATORS}
    maps: dict[int, dict[str, Any]] = {}
    for month in range(months + 1):
        if month > 0:
            _step(zone, month)
            sketches.add(*zone.luck_sample())
        watch.look()
        flows.look(month)
        for name, each in INDICATORS.items():
            series[name][month] = each.measure(watch)
        if roster:
            roster.look()
        if month in maps_at:
            maps[month] = land_plan(zone)
    kept = roster.rows() if roster else {}
    took = (months * len(zone.workers), time.perf_counter() - began)
    return Life(series, sketches.by_name(), maps, kept, flows.rows(), *took)


def _born(
    scenario: Scenario, policies: Sequence[Policy], seed: int, months: int, changes: Mapping[str, float] | None
) -> Zone:
    try:
        return Zone(scenario, policies, seed, months, changes)
    except (ArithmeticError, ValueError, IndexError, LookupError) as error:
        raise LifeFailed(f"first day: {type(error).__name__}: {error}") from error


def _step(zone: Zone, month: int) -> None:
    try:
        zone.step()
    except Overdraft as error:
        raise LifeFailed(f"month {month}: {_overdraft_in_words(error)}") from error
    except (ArithmeticError, ValueError, IndexError, LookupError) as error:
        raise LifeFailed(f"month {month}: {type(error).__name__}: {error}") from error


def _overdraft_in_words(error: Overdraft) -> str:
    what, payer, payee, kind, amount, balance = error.args
    return (
        f"{what}: {_name(payer)} was to pay {amount / 100:,.2f} yuan to {_name(payee)} "
        f"({KINDS[int(kind)].replace('_', ' ')}) and has {balance / 100:,.2f}"
    )


def _name(number: int) -> str:
    """Who has this number: institutions count down from -1, firms and workers count up."""
    return f"the {HOLDER_NAMES[-1 - int(number)]}" if number < 0 else f"number {int(number)}"
