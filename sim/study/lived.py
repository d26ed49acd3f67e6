"""The finished lives of a study as numbers: one row a replicate, the same replicates in every arm of a world."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from sim.indicators import INDICATORS
from sim.study.experiment import BASELINE, Experiment
from sim.study.intervals import Interval, mean_interval
from sim.study.lives import DONE
from sim.study.sequential import FIXED, Way
from sim.study.store import RunKeys, Store

YEAR = 12
SKETCH = 256
ARMS_AT_ONCE = 160


class Lived:
    """What can be read off the replicates that are complete: those in which every arm of a world was lived."""

    def __init__(
        self, experiment: Experiment, store: Store, run_keys: RunKeys, replicates: int, way: Way = FIXED
    ) -> None:
        self.experiment = experiment
        self.way = way
        self.replicates, self.draws = replicates, run_keys.draws
        self._store = store
        finished = store.finished()
        self.complete: dict[str, list[int]] = {}
        self._keys: dict[tuple[str, str], list[str]] = {}
        for scenario in experiment.scenarios:
            arms = [arm for arm in experiment.arms if arm.scenario == scenario]
            keys = {arm.package: [run_keys.of(arm, r) for r in range(replicates)] for arm in arms}
            whole = [r for r in range(replicates) if all(finished.get(own[r]) == DONE for own in keys.values())]
            self.complete[scenario] = whole
            for package, own in keys.items():
                self._keys[scenario, package] = [own[r] for r in whole]
        self.of_month = lru_cache(maxsize=ARMS_AT_ONCE)(self._of_month)
        self.sync_by_decision = lru_cache(maxsize=None)(self._sync_by_decision)

    def keys(self, scenario: str, package: str) -> list[str]:
        """The runs of an arm, one a complete replicate."""
        return self._keys[scenario, package]

    def measured(self, scenario: str) -> list[str]:
        """The indicators that the lives of a world recorded, in the order of their declaration."""
        keys = self._keys[scenario, BASELINE]
        recorded = set(self._store.indicators(keys[0])) if keys else set()
        return [name for name in INDICATORS if name in recorded]

    def _of_month(self, scenario: str, package: str, indicator: str) -> np.ndarray:
        """An indicator in every replicate and month; a flow is the sum of the twelve months that end there."""
        values = self._store.series(self.keys(scenario, package), indicator)
        if not len(values):
            return np.full((0, self.experiment.months + 1), np.nan)
        if INDICATORS[indicator].kind != "flow":
            return values
        yearly = np.full(values.shape, np.nan)
        if values.shape[1] > YEAR:
            windows = np.lib.stride_tricks.sliding_window_view(values[:, 1:], YEAR, axis=1)
            yearly[:, YEAR:] = windows.sum(axis=2)
        return yearly

    def at(self, scenario: str, package: str, indicator: str, month: int) -> np.ndarray:
        """An indicator in every replicate at one month."""
        return self.of_month(scenario, package, indicator)[:, month]

    def gain(self, scenario: str, package: str, indicator: str, month: int) -> np.ndarray:
        """What the package adds in each replicate: the same zone with it, less without it."""
        with_it = self.at(scenario, package, indicator, month)
        return with_it - self.at(scenario, BASELINE, indicator, month)

    def roster(self, scenario: str, package: str, at: int) -> dict[str, np.ndarray]:
        """Who worked when in one complete replicate, counted from 0; empty where it was not kept."""
        return self._store.roster(self.keys(scenario, package)[at])

    def flows(self, scenario: str, package: str) -> list[np.ndarray]:
        """Who paid whom in each complete replicate, year by year: `sim.indicators.flows`."""
        return [self._store.flows(key) for key in self.keys(scenario, package)]

    def months_worked(self, scenario: str, package: str, indicator: str, month: int) -> np.ndarray:
        """A stock's sum over the months up to one, in every replicate: jobs become job-months."""
        return self.of_month(scenario, package, indicator)[:, 1 : month + 1].sum(axis=1)

    def interval(self, values: np.ndarray) -> Interval:
        """The mean of paired differences, with the interval that suits how the number of replicates was chosen."""
        return mean_interval(values, self.experiment.precision.confidence, self.way.critical)

    def sync(self, scenario: str, package: str) -> tuple[float, float, str]:
        """The share of draws that both arms used, over all decisions; the least one, and of which decision."""
        means = self.sync_by_decision(scenario, package)
        if not means:
            return np.nan, np.nan, ""
        least = min(means, key=lambda decision: means[decision])
        return float(np.mean(list(means.values()))), means[least], least

    def _sync_by_decision(self, scenario: str, package: str) -> dict[str, float]:
        """For each decision the share of draws that a package's arm and the baseline both used, over replicates."""
        pairs = zip(self.keys(scenario, BASELINE), self.keys(scenario, package), strict=True)
        by_decision: dict[str, list[float]] = {}
        for one, other in pairs:
            for decision, share in shared_draws(self._store.sketches(one), self._store.sketches(other)).items():
                by_decision.setdefault(decision, []).append(share)
        return {decision: float(np.mean(shares)) for decision, shares in sorted(by_decision.items())}


def shared_draws(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> dict[str, float]:
    """For each decision the share of draws used in either world that both used, from the smallest hashes of each."""
    empty = np.zeros(0, "u8")
    pairs = {each: (one.get(each, empty), other.get(each, empty)) for each in sorted({*one, *other})}
    return {each: _shared(*pair) for each, pair in pairs.items() if len(pair[0]) + len(pair[1])}


def _shared(mine: np.ndarray, theirs: np.ndarray) -> float:
    """Of the smallest hashes in either of two sketches, the share in both. No hash stands twice in a sketch."""
    hashes = np.concatenate([mine, theirs])
    hashes.sort()
    # What stands in both comes twice: of so many hashes, those beyond the different ones are the shared ones.
    (different,) = np.concatenate([[True], hashes[1:] != hashes[:-1]]).nonzero()
    count = min(len(different), SKETCH)
    end = int(different[SKETCH]) if len(different) > SKETCH else len(hashes)
    return (end - count) / count


def defined(*columns: np.ndarray) -> Sequence[np.ndarray]:
    """The same replicates of every column: those in which all are defined."""
    known = np.all([np.isfinite(column) for column in columns], axis=0)
    return [column[known] for column in columns]
