"""Which of the uncertain numbers drives an effect: the paired differences laid over what each replicate drew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.indicators import INDICATORS
from sim.study.effects import Row
from sim.study.intervals import Critical
from sim.study.lived import Lived
from sim.study.sequential import FIXED
from sim.study.uncertain import Range

SENSITIVITY = (
    *("scenario", "package", "outcome", "month", "unit", "number", "number_unit", "low", "high"),
    *("at_low", "at_high", "estimate", "lo", "hi", "share_of_variance", "confidence", "n", "method"),
)
LUCK = "(luck)"
SPARE_REPLICATES = 10
ENDS = np.array([0.1, 0.9])


@dataclass(frozen=True)
class Fit:
    """A plane through the effects: what an effect is in the middle, and how steeply it rises with each number."""

    middle: float
    slopes: np.ndarray
    errors: np.ndarray
    luck: float
    freedom: int


def fit(drawn: np.ndarray, effects: np.ndarray) -> Fit | None:
    """Ordinary least squares on columns that are nought in the middle; nothing where they are not told apart."""
    n, count = drawn.shape
    if np.all(effects == effects[0]):
        return Fit(float(effects[0]), np.zeros(count), np.zeros(count), 0.0, n - count - 1)
    rows = np.column_stack([np.ones(n), drawn])
    if np.linalg.matrix_rank(rows) <= count:
        return None
    found, *_ = np.linalg.lstsq(rows, effects, rcond=None)
    freedom = n - count - 1
    luck = float(np.sum((effects - rows @ found) ** 2)) / freedom
    spread = np.diag(np.linalg.inv(rows.T @ rows))
    return Fit(float(found[0]), found[1:], np.sqrt(luck * spread[1:]), luck, freedom)


def variances(found: Fit, drawn: np.ndarray) -> np.ndarray:
    """How much variance each number makes: its slope squared, less what luck adds to that, times its own variance."""
    return np.maximum(0.0, found.slopes**2 - found.errors**2) * np.var(drawn, axis=0, ddof=1)


def sensitivity(lived: Lived) -> Iterator[Row]:
    """For every asked package and outcome, what each uncertain number does to the effect, and what is left to luck."""
    experiment, month = lived.experiment, lived.experiment.at_month
    ranges = lived.draws.ranges
    middles = np.array([each.middle for each in ranges])
    widths = np.array([each.high - each.low for each in ranges])
    for scenario in experiment.scenarios:
        drawn = (lived.draws.values(lived.replicates)[lived.complete[scenario]] - middles) / widths
        for package in experiment.asked:
            for outcome in experiment.outcomes:
                gain = lived.gain(scenario, package.name, outcome, month)
                known = np.isfinite(gain)
                where = {
                    "scenario": scenario,
                    "package": package.name,
                    "outcome": outcome,
                    "month": month,
                    "unit": INDICATORS[outcome].unit["en"],
                    "confidence": experiment.precision.confidence,
                    "n": int(np.count_nonzero(known)),
                }
                yield from ({**where, **row} for row in _of_effect(lived, ranges, drawn[known], gain[known]))


def _of_effect(lived: Lived, ranges: Sequence[Range], drawn: np.ndarray, gain: np.ndarray) -> Iterator[Row]:
    n, needed = len(gain), len(ranges) + SPARE_REPLICATES
    found = fit(drawn, gain) if n >= needed else None
    if found is None:
        why = f"needs {needed} replicates for {len(ranges)} numbers, has {n}" if n < needed else "draws too much alike"
        yield from ({**_number(each), "method": why} for each in ranges)
        return
    method = "OLS on draws, t" if lived.way is FIXED else f"OLS on draws, {lived.way.name}"
    explained = variances(found, drawn)
    total = float(np.sum(explained)) + found.luck
    for at, each in enumerate(ranges):
        share = explained[at] / total if total > 0 else None
        slope = _slope(found, at, each, lived.experiment.precision.confidence, lived.way.critical)
        yield {**_number(each), **slope, "share_of_variance": share, "method": method}
    yield {"number": LUCK, "share_of_variance": found.luck / total if total > 0 else None, "method": method}


def _number(each: Range) -> Row:
    low, high = each.at(ENDS)
    return {"number": each.number, "number_unit": each.unit, "low": float(low), "high": float(high)}


def _slope(found: Fit, at: int, each: Range, confidence: float, critical: Critical) -> Row:
    """The effect at both ends with all other numbers at their middle, and the difference with its interval."""
    low, high = (each.at(ENDS) - each.middle) / (each.high - each.low)
    rise = float(found.slopes[at] * (high - low))
    # One more than the degrees of freedom: the critical values count replicates of a mean.
    half = critical(confidence, found.freedom + 1) * float(found.errors[at] * (high - low)) if found.errors[at] else 0.0
    return {
        "at_low": found.middle + float(found.slopes[at] * low),
        "at_high": found.middle + float(found.slopes[at] * high),
        "estimate": rise,
        "lo": rise - half,
        "hi": rise + half,
    }
