"""Whose doing an effect is: split among the measures of a package, exactly, on every replicate."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import factorial

import numpy as np

from sim.indicators import INDICATORS
from sim.study.effects import Row, months_of_interest
from sim.study.experiment import BASELINE, Experiment, Package
from sim.study.intervals import mean_interval
from sim.study.lived import Lived, defined

ATTRIBUTION = (
    *("scenario", "package", "outcome", "month", "unit", "measure", "estimate", "lo", "hi"),
    *("confidence", "n", "method"),
)
INTERACTIONS = (
    *("scenario", "outcome", "month", "unit", "first", "second", "measure", "estimate", "lo", "hi"),
    *("confidence", "n", "method"),
)
Parts = frozenset[str]


def arms_by_parts(experiment: Experiment) -> dict[Parts, str]:
    """Which arm holds exactly these measures."""
    return {frozenset(): BASELINE, **{package.parts: name for name, package in experiment.packages.items()}}


def shared(experiment: Experiment) -> list[Package]:
    """The packages whose effect has more than one author."""
    return [package for package in experiment.asked if len(package.measures) > 1]


def subsets(measures: Sequence[str]) -> list[Parts]:
    """Every choice among the measures, from none to all."""
    return [frozenset(some) for size in range(len(measures) + 1) for some in combinations(measures, size)]


def shapley(values: dict[Parts, np.ndarray], measures: Sequence[str]) -> dict[str, np.ndarray]:
    """What each measure adds, averaged over all orders in which they could have come."""
    count = len(measures)
    shares = {}
    for measure in measures:
        total = np.zeros_like(values[frozenset()])
        for others in subsets([each for each in measures if each != measure]):
            weight = factorial(len(others)) * factorial(count - len(others) - 1) / factorial(count)
            total += weight * (values[others | {measure}] - values[others])
        shares[measure] = total
    return shares


def _values(lived: Lived, scenario: str, measures: Sequence[str], outcome: str, month: int) -> dict[Parts, np.ndarray]:
    arms = arms_by_parts(lived.experiment)
    choices = subsets(measures)
    columns = defined(*(lived.at(scenario, arms[choice], outcome, month) for choice in choices))
    return dict(zip(choices, columns, strict=True))


def attribution(lived: Lived) -> Iterator[Row]:
    """The effect of every package of several measures, split among them; the shares add up to the effect."""
    experiment = lived.experiment
    confidence = experiment.precision.confidence
    for scenario in experiment.scenarios:
        for package in shared(experiment):
            measures = [measure.name for measure in package.measures]
            for outcome in experiment.outcomes:
                for month in months_of_interest(experiment):
                    values = _values(lived, scenario, measures, outcome, month)
                    for measure, share in shapley(values, measures).items():
                        found = mean_interval(share, confidence)
                        yield {
                            "scenario": scenario,
                            "package": package.name,
                            "outcome": outcome,
                            "month": month,
                            "unit": INDICATORS[outcome].unit["en"],
                            "measure": measure,
                            "estimate": found.estimate,
                            "lo": found.lo,
                            "hi": found.hi,
                            "confidence": confidence,
                            "n": found.n,
                            "method": "Shapley, paired t",
                        }


def interactions(lived: Lived) -> Iterator[Row]:
    """What every two measures do together beyond the sum of what each does alone."""
    experiment = lived.experiment
    confidence = experiment.precision.confidence
    pairs = {
        tuple(measure.name for measure in pair): None
        for package in shared(experiment)
        for pair in combinations(package.measures, 2)
    }
    for scenario in experiment.scenarios:
        for first, second in pairs:
            for outcome in experiment.outcomes:
                for month in months_of_interest(experiment):
                    values = _values(lived, scenario, (first, second), outcome, month)
                    both, neither = values[frozenset({first, second})], values[frozenset()]
                    excess = both - values[frozenset({first})] - values[frozenset({second})] + neither
                    found = mean_interval(excess, confidence)
                    yield {
                        "scenario": scenario,
                        "outcome": outcome,
                        "month": month,
                        "unit": INDICATORS[outcome].unit["en"],
                        "first": first,
                        "second": second,
                        "measure": f"{first} x {second}",
                        "estimate": found.estimate,
                        "lo": found.lo,
                        "hi": found.hi,
                        "confidence": confidence,
                        "n": found.n,
                        "method": "paired t",
                    }
