"""Lives of an experiment's arms, watched more closely than indicators do: people on the coast, plots, every firm."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from experiments.replications.watched import FirmsOfYear, watchers
from sim.indicators import INDICATORS
from sim.indicators.life import Watch
from sim.study.experiment import BASELINE, Arm, Experiment
from sim.study.lives import seed_of
from sim.zone import Zone

MASTER = 1
YEAR = 12


@dataclass(frozen=True)
class Life:
    """What is kept of one life: monthly series from month 0, and every producing firm at the end of each year."""

    series: dict[str, np.ndarray]
    firms: dict[int, np.ndarray]


def live_closely(experiment: Experiment, arm: Arm, replicate: int) -> Life:
    """One life of an arm, on the seed that all arms of a replicate share."""
    scenario, months = experiment.scenarios[arm.scenario], experiment.months
    zone = Zone(scenario, arm.policies, seed_of(MASTER, replicate), months)
    watch, census, others = Watch(zone), FirmsOfYear(zone), watchers(zone)
    series = {name: np.full(months + 1, np.nan) for name in (*experiment.outcomes, *others)}
    firms = {}
    for month in range(months + 1):
        if month > 0:
            zone.step()
            watch.look()
            census.month_ends()
        for name in experiment.outcomes:
            series[name][month] = INDICATORS[name].measure(watch)
        for name, look in others.items():
            series[name][month] = look()
        if month > 0 and month % YEAR == 0:
            firms[month] = census.year_ends()
    return Life(series, firms)


@dataclass
class Lives:
    """All lives of an experiment. Months are those of the file: of a shortened life the same share is taken."""

    experiment: Experiment
    whole_months: int
    lives: dict[tuple[str, str], list[Life]] = field(default_factory=dict)

    @property
    def replicates(self) -> int:
        """How many lives every arm has."""
        return len(next(iter(self.lives.values())))

    def of(self, scenario: str, package: str = BASELINE) -> list[Life]:
        """The lives of one arm, in the order of their replicates."""
        return self.lives[scenario, package]

    def month(self, month: int) -> int:
        """A month of the file in these lives."""
        return (
            month
            if self.experiment.months == self.whole_months
            else month * self.experiment.months // self.whole_months
        )

    def at(self, name: str, month: int, scenario: str, package: str = BASELINE) -> np.ndarray:
        """A series at a month, one value a replicate."""
        return np.array([life.series[name][self.month(month)] for life in self.of(scenario, package)])

    def mean(self, name: str, first: int, last: int, scenario: str, package: str = BASELINE) -> np.ndarray:
        """The mean of a series over months, the last one included, one value a replicate; gaps do not count."""
        values = np.array(
            [life.series[name][self.month(first) : self.month(last) + 1] for life in self.of(scenario, package)]
        )
        seen = np.isfinite(values)
        count = seen.sum(axis=1)
        return np.where(count > 0, np.where(seen, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)

    def gain(self, name: str, month: int, scenario: str, package: str) -> np.ndarray:
        """With the package less without it, on the same replicates."""
        return self.at(name, month, scenario, package) - self.at(name, month, scenario)

    def gain_of_mean(self, name: str, first: int, last: int, scenario: str, package: str) -> np.ndarray:
        """The same for means over months."""
        return self.mean(name, first, last, scenario, package) - self.mean(name, first, last, scenario)

    def of_firms(self, measure: Callable[[dict[int, np.ndarray]], float], scenario: str) -> np.ndarray:
        """A measure of the firms of each life without a package."""
        return np.array([measure(life.firms) for life in self.of(scenario)])


def live_all(experiment: Experiment, whole_months: int, replicates: int) -> Lives:
    """Every arm, replicate by replicate; says on standard error how far it has come."""
    found = Lives(experiment, whole_months)
    total = len(experiment.arms) * replicates
    for replicate in range(1, replicates + 1):
        for arm in experiment.arms:
            found.lives.setdefault((arm.scenario, arm.package), []).append(live_closely(experiment, arm, replicate))
            done = sum(len(each) for each in found.lives.values())
            print(f"\r{experiment.name}: {done} of {total} lives \033[K", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found
