"""An experiment: worlds times packages, what is measured, and how precisely."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.policies import POLICIES, Policy
from sim.scenario import Scenario, Words
from sim.study.orders import MOST_ARMS, arms_of
from sim.study.question import Budget, Precision
from sim.study.uncertain import Range

if TYPE_CHECKING:
    from sim.study.shards import Shard
    from sim.study.study import Study

BASELINE = "baseline"
TOGETHER = "+"


@dataclass(frozen=True)
class Measure:
    """The smallest part that an effect is split among: an included package, or one policy."""

    name: str
    label: Words
    entries: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Package:
    """Policies together: measures, under one name."""

    name: str
    label: Words
    measures: tuple[Measure, ...]
    added: bool = False
    present_value: float | None = None

    @property
    def parts(self) -> frozenset[str]:
        """The names of its measures: two packages with the same parts are the same arm."""
        return frozenset(measure.name for measure in self.measures)


@dataclass(frozen=True)
class Arm:
    """One package in one world."""

    scenario: str
    package: str
    policies: tuple[Policy, ...]


@dataclass(frozen=True)
class Experiment:
    """A question that can be run. `Experiment.load(file).run()` gives a study."""

    name: str
    kind: str
    question: Words
    scenarios: Mapping[str, Scenario]
    packages: Mapping[str, Package]
    policies: Mapping[tuple[str, str], tuple[Policy, ...]]
    months: int
    outcomes: tuple[str, ...]
    precision: Precision
    analyses: tuple[str, ...] = ("effects",)
    attribution_arms: int = MOST_ARMS
    budget: Budget | None = None
    uncertain: tuple[Range, ...] = ()
    settings: tuple[str, ...] = ()
    resolved: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, file: str | Path, settings: Sequence[str] = (), years: float | None = None) -> "Experiment":
        """Read and check a file; raises `InputWrong` with every mistake in it."""
        from sim.study.files import load

        return load(Path(file), settings, years)

    @property
    def at_month(self) -> int:
        """The month that the question is about."""
        return min(self.precision.at_month or self.months, self.months)

    @property
    def arms(self) -> list[Arm]:
        """Every world with every package, the baseline of each first."""
        return list(self._arms())

    def _arms(self) -> Iterator[Arm]:
        for scenario in self.scenarios:
            for package in (BASELINE, *self.packages):
                yield Arm(scenario, package, self.policies[scenario, package])

    @property
    def asked(self) -> list[Package]:
        """The packages that the file names."""
        return [package for package in self.packages.values() if not package.added]

    @property
    def largest(self) -> Package | None:
        """The package with most measures; the first of those."""
        return max(self.asked, key=lambda package: len(package.measures), default=None)

    def run(
        self,
        out: str | Path | None = None,
        replicates: int | None = None,
        seed: int = 1,
        workers: int | None = None,
        executor: Executor | None = None,
        fresh: bool = False,
        shard: "Shard | None" = None,
        retry_failed: bool = False,
    ) -> "Study":
        """Live all lives that the precision asks for, or one share of them, store them, and write the tables."""
        from sim.study.study import run_study

        folder = Path(out) if out else None
        return run_study(self, folder, replicates, seed, workers, executor, fresh, None, shard, retry_failed)


def with_subsets(packages: Mapping[str, Package], most_arms: int = MOST_ARMS) -> dict[str, Package]:
    """The packages, and those subsets of their measures that the attribution needs and that are not there yet."""
    complete = dict(packages)
    known = {package.parts for package in packages.values()}
    for package in packages.values():
        for parts in arms_of([measure.name for measure in package.measures], most_arms):
            if parts and parts not in known:
                known.add(parts)
                measures = tuple(measure for measure in package.measures if measure.name in parts)
                name = TOGETHER.join(measure.name for measure in measures)
                complete[name] = Package(name, joined([m.label for m in measures]), measures, added=True)
    return complete


def joined(labels: Sequence[Words]) -> Words:
    """Labels of things that are done together."""
    return Words(en=" + ".join(each.en for each in labels), zh="+".join(each.zh for each in labels))


def label_of(entries: Sequence[Mapping[str, Any]]) -> Words:
    """What policies that are done together are called."""
    labels = [POLICIES[entry["use"]].label for entry in entries if entry.get("use") in POLICIES]
    return joined([Words(**label) for label in labels])
