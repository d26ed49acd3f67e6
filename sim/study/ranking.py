"""Which package beats which, how surely, and in how many lives; and how far the draws of two arms were the same."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from scipy import special

from sim.indicators import INDICATORS
from sim.study.bootstrap import means_of_each
from sim.study.effects import Row
from sim.study.experiment import BASELINE
from sim.study.intervals import Interval, t_statistic
from sim.study.lived import Lived, defined

RANKING = (
    *("scenario", "outcome", "month", "unit", "first", "second", "n", "share_above", "share_equal"),
    *("probability", "probability_bootstrap", "estimate", "lo", "hi", "confidence", "method"),
)
SYNC = ("scenario", "package", "decision", "share", "n")


def ranking(lived: Lived) -> Iterator[Row]:
    """Every two of the packages asked, and each against the baseline, at the month of the question."""
    experiment, month = lived.experiment, lived.experiment.at_month
    names = [*(package.name for package in experiment.asked), BASELINE]
    for scenario in experiment.scenarios:
        pairs = [(outcome, *pair) for outcome in experiment.outcomes for pair in combinations(names, 2)]
        differences = [_difference(lived, scenario, *pair) for pair in pairs]
        means = means_of_each(differences)
        for (outcome, first, second), difference, resampled in zip(pairs, differences, means, strict=True):
            yield {
                "scenario": scenario,
                "outcome": outcome,
                "month": month,
                "unit": INDICATORS[outcome].unit["en"],
                "first": first,
                "second": second,
                "confidence": experiment.precision.confidence,
                "method": lived.way.name,
                **_compared(lived, difference, resampled),
            }


def _difference(lived: Lived, scenario: str, outcome: str, first: str, second: str) -> np.ndarray:
    month = lived.experiment.at_month
    one, other = defined(lived.at(scenario, first, outcome, month), lived.at(scenario, second, outcome, month))
    return one - other


def _compared(lived: Lived, difference: np.ndarray, resampled: np.ndarray) -> Row:
    found = lived.interval(difference)
    if not found.n:
        return {"n": 0}
    return {
        "n": found.n,
        "share_above": float(np.mean(difference > 0)),
        "share_equal": float(np.mean(difference == 0)),
        "probability": probability_above(found),
        "probability_bootstrap": share_above(resampled),
        "estimate": found.estimate,
        "lo": found.lo,
        "hi": found.hi,
    }


def probability_above(found: Interval) -> float | None:
    """How probable it is that the mean difference lies above zero, with a flat prior on mean and log spread."""
    if found.n < 2:
        return None
    t = t_statistic(found)
    return 0.5 + np.sign(t) / 2 if np.isinf(t) else float(special.stdtr(found.n - 1, t))


def share_above(resampled: np.ndarray) -> float | None:
    """The share of resampled means above zero; those at zero count half."""
    if not len(resampled):
        return None
    return float(np.mean(resampled > 0) + np.mean(resampled == 0) / 2)


def sync_by_decision(lived: Lived) -> Iterator[Row]:
    """For each decision the share of draws that a package's arm and the baseline both used."""
    for scenario in lived.experiment.scenarios:
        for package in lived.experiment.packages:
            for decision, share in lived.sync_by_decision(scenario, package).items():
                n = len(lived.keys(scenario, package))
                yield {"scenario": scenario, "package": package, "decision": decision, "share": share, "n": n}
