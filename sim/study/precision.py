"""How sure the answer is, how many replicates it would still need, and what independent seeds would have cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.study.experiment import BASELINE, Package
from sim.study.intervals import Interval, mean_interval, needed
from sim.study.lived import Lived, defined
from sim.study.question import Precision
from sim.study.sequential import FIXED, STOPPED, Way

FEWEST_MORE = 4


@dataclass(frozen=True)
class Reached:
    """The precision of one package's effect. Shares are empty where the effect is not told from zero.

    `needed` replicates would do if their number were fixed; `needed_to_stop` until the study stops by itself.
    """

    scenario: str
    package: str
    interval: Interval
    share: float | None
    needed: int | None
    independent_needed: int | None
    needed_to_stop: int | None = None

    def enough(self, asked: Precision) -> bool:
        """Whether the interval is as narrow as asked."""
        if asked.half_width is not None:
            return self.interval.n > 1 and self.interval.half_width <= asked.half_width
        return self.share is not None and self.share <= asked.half_width_share


def reached(lived: Lived, way: Way | None = None) -> list[Reached]:
    """The precision of every package that the question names, in every world; in the way of the tables by default."""
    return [
        _reached(lived, scenario, package, way or lived.way)
        for scenario in lived.experiment.scenarios
        for package in _packages(lived)
    ]


def _packages(lived: Lived) -> list[Package]:
    precision = lived.experiment.precision
    asked = [each for each in lived.experiment.asked if not precision.packages or each.name in precision.packages]
    if precision.of == "interaction":
        return [package for package in asked if len(package.measures) > 1]
    return asked


def _reached(lived: Lived, scenario: str, package: Package, way: Way) -> Reached:
    precision = lived.experiment.precision
    outcome, month = precision.outcome, lived.experiment.at_month
    columns = [lived.at(scenario, name, outcome, month) for name in _arms(lived, package)]
    columns = list(defined(*columns))
    weights = [1.0, -1.0] if len(columns) == 2 else [1.0, *[-1.0] * (len(columns) - 2), len(columns) - 3.0]
    paired = sum(weight * column for weight, column in zip(weights, columns, strict=True))
    interval = mean_interval(np.asarray(paired), precision.confidence, way.critical)
    return of_interval(scenario, package.name, interval, precision, way, _apart(weights, columns))


def _apart(weights: Sequence[float], columns: Sequence[np.ndarray]) -> float | None:
    """The spread that the difference would have if its arms had luck of their own."""
    if len(columns[0]) < 2:
        return None
    return float(np.sqrt(sum(w**2 * np.var(column, ddof=1) for w, column in zip(weights, columns, strict=True))))


def of_interval(
    scenario: str, package: str, interval: Interval, precision: Precision, way: Way, apart: float | None = None
) -> Reached:
    """What an interval says of the precision; `apart` is the spread that unpaired seeds would have given."""
    if interval.n < 2 or not (interval.clear or precision.half_width):
        return Reached(scenario, package, interval, None, None, None)
    goal, confidence = precision.half_width or precision.half_width_share * abs(interval.estimate), precision.confidence
    return Reached(
        scenario,
        package,
        interval,
        interval.half_width / abs(interval.estimate) if interval.clear else None,
        needed(interval.sd, goal, confidence, way.critical),
        None if apart is None else needed(apart, goal, confidence, way.critical),
        needed(interval.sd, goal, confidence, STOPPED.critical),
    )


def _arms(lived: Lived, package: Package) -> list[str]:
    """The arms that the estimate is made of: the package, for an interaction each measure alone, the baseline."""
    if lived.experiment.precision.of == "effect":
        return [package.name, BASELINE]
    alone = {next(iter(each.parts)): name for name, each in lived.experiment.packages.items() if len(each.parts) == 1}
    return [package.name, *(alone[measure.name] for measure in package.measures), BASELINE]


def may_stop_early(precision: Precision) -> bool:
    """Whether the results decide how many replicates there are; where least and most are one, they do not."""
    return precision.most > precision.least


def way_to_stop(precision: Precision) -> Way:
    """The interval that decides whether it is enough: one that may be looked at again and again, if it will be."""
    return STOPPED if may_stop_early(precision) else FIXED


def next_target(found: Sequence[Reached], lived_so_far: int, asked: Precision) -> int:
    """How many replicates to have after the next round; as many as now where that is enough."""
    most = asked.most
    if lived_so_far >= most or not found or all(each.enough(asked) for each in found):
        return lived_so_far
    wanted = max(each.needed if each.needed is not None else most for each in found)
    # The spread of few replicates is a rough guide: never more than twice as many at a time.
    return min(most, max(lived_so_far + FEWEST_MORE, min(wanted, 2 * lived_so_far)))
