"""Whose doing an effect is: split among the measures of a package on every replicate, beside one-in and one-out."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from sim.indicators import INDICATORS
from sim.study.effects import Row, months_of_interest
from sim.study.experiment import BASELINE, Experiment, Package
from sim.study.lived import Lived, defined
from sim.study.orders import Parts, arms_of, subsets
from sim.study.shapley import Share, orders_told, split

ATTRIBUTION = (
    *("scenario", "package", "outcome", "month", "unit", "measure", "estimate", "lo", "hi"),
    *("confidence", "n", "method", "orders", "sampling_error"),
    *("alone", "alone_lo", "alone_hi", "last", "last_lo", "last_hi"),
)
INTERACTIONS = (
    *("scenario", "outcome", "month", "unit", "first", "second", "measure", "estimate", "lo", "hi"),
    *("confidence", "n", "method"),
)


def arms_by_parts(experiment: Experiment) -> dict[Parts, str]:
    """Which arm holds exactly these measures."""
    return {frozenset(): BASELINE, **{package.parts: name for name, package in experiment.packages.items()}}


def shared(experiment: Experiment) -> list[Package]:
    """The packages whose effect has more than one author."""
    return [package for package in experiment.asked if len(package.measures) > 1]


def names_of(package: Package) -> list[str]:
    """The names of a package's measures, in the order of the file."""
    return [measure.name for measure in package.measures]


def values_of(
    lived: Lived, scenario: str, choices: Sequence[Parts], outcomes: Sequence[str], month: int
) -> list[dict[Parts, np.ndarray]]:
    """For each outcome its values under each choice of measures, on the replicates in which all are defined."""
    arms = arms_by_parts(lived.experiment)
    columns = defined(*(lived.at(scenario, arms[each], outcome, month) for outcome in outcomes for each in choices))
    count = len(choices)
    return [dict(zip(choices, columns[at * count : (at + 1) * count], strict=True)) for at in range(len(outcomes))]


def attribution(lived: Lived) -> Iterator[Row]:
    """The effect of every package of several measures, split among them; the shares add up to the effect."""
    experiment = lived.experiment
    for scenario in experiment.scenarios:
        for package in shared(experiment):
            measures, most_arms = names_of(package), experiment.attribution_arms
            choices, orders = arms_of(measures, most_arms), orders_told(measures, most_arms)
            for outcome in experiment.outcomes:
                for month in months_of_interest(experiment):
                    (values,) = values_of(lived, scenario, choices, [outcome], month)
                    for measure, share in split(values, measures, most_arms).items():
                        found = share.interval(lived)
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
                            "confidence": experiment.precision.confidence,
                            "n": found.n,
                            "method": method_of(lived, share),
                            "orders": orders,
                            "sampling_error": share.sampling_error,
                            **_beside(lived, values, measures, measure),
                        }


def method_of(lived: Lived, share: Share) -> str:
    """How a share and its interval were found."""
    return f"Shapley, {lived.way.name}" if not share.pairs else f"Shapley from drawn orders, {lived.way.name}"


def _beside(lived: Lived, values: Mapping[Parts, np.ndarray], measures: Sequence[str], measure: str) -> Row:
    """What a measure does as the only one, and what the package loses without it."""
    whole = frozenset(measures)
    alone = lived.interval(values[frozenset({measure})] - values[frozenset()])
    last = lived.interval(values[whole] - values[whole - {measure}])
    return {
        "alone": alone.estimate,
        "alone_lo": alone.lo,
        "alone_hi": alone.hi,
        "last": last.estimate,
        "last_lo": last.lo,
        "last_hi": last.hi,
    }


def _pairs(experiment: Experiment) -> list[tuple[str, str]]:
    """Every two measures of a package that were lived together without others: all, where the split is exact."""
    arms = arms_by_parts(experiment)
    pairs = {pair: None for package in shared(experiment) for pair in combinations(names_of(package), 2)}
    return [pair for pair in pairs if frozenset(pair) in arms]


def interactions(lived: Lived) -> Iterator[Row]:
    """What every two measures do together beyond the sum of what each does alone."""
    experiment = lived.experiment
    for scenario in experiment.scenarios:
        for first, second in _pairs(experiment):
            for outcome in experiment.outcomes:
                for month in months_of_interest(experiment):
                    (values,) = values_of(lived, scenario, subsets((first, second)), [outcome], month)
                    both, neither = values[frozenset({first, second})], values[frozenset()]
                    excess = both - values[frozenset({first})] - values[frozenset({second})] + neither
                    found = lived.interval(excess)
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
                        "confidence": experiment.precision.confidence,
                        "n": found.n,
                        "method": lived.way.name,
                    }
