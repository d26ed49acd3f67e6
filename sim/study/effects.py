"""What each package changes: paired differences from the baseline, and how each indicator is spread."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.indicators import INDICATORS
from sim.study.bootstrap import agreement, bca_interval, means_of_each
from sim.study.calendar import year_ends
from sim.study.comparisons import adjusted, joint_confidence, primary
from sim.study.experiment import BASELINE, Experiment
from sim.study.intervals import mean_interval, t_statistic
from sim.study.lived import Lived, defined

Row = dict[str, Any]
EFFECTS = (
    *("scenario", "package", "outcome", "month", "unit", "kind", "baseline", "estimate", "lo", "hi"),
    *("confidence", "n", "sync", "method", "lo_bootstrap", "hi_bootstrap", "agreement"),
    *("p", "p_adjusted", "lo_simultaneous", "hi_simultaneous", "comparisons"),
)
SUMMARY = (
    *("scenario", "package", "indicator", "month", "unit", "kind", "n", "mean", "sd"),
    *("p05", "p25", "p50", "p75", "p95"),
)
QUANTILES = (5, 25, 50, 75, 95)


def months_of_interest(experiment: Experiment) -> list[int]:
    """The ends of years, and the month that the question is about."""
    return sorted({*year_ends(experiment.months), experiment.at_month})


def effects(lived: Lived) -> Iterator[Row]:
    """The effect of every package on every outcome, on the same replicates with and without it."""
    experiment = lived.experiment
    claims = _claims(lived)
    for scenario in experiment.scenarios:
        for package in experiment.packages:
            sync = lived.sync(scenario, package)[0]
            gains = _gains(lived, scenario, package)
            means = means_of_each([gain.values for gain in gains])
            for gain, resampled in zip(gains, means, strict=True):
                found = lived.interval(gain.values)
                primary_one = _is_primary(experiment, gain.outcome, gain.month)
                yield {
                    "scenario": scenario,
                    "package": package,
                    "outcome": gain.outcome,
                    "month": gain.month,
                    "unit": INDICATORS[gain.outcome].unit["en"],
                    "kind": INDICATORS[gain.outcome].kind,
                    "baseline": float(np.mean(gain.without)) if len(gain.without) else None,
                    "estimate": found.estimate,
                    "lo": found.lo,
                    "hi": found.hi,
                    "confidence": experiment.precision.confidence,
                    "n": found.n,
                    "sync": sync,
                    "method": lived.way.name,
                    **_bootstrapped(gain.values, resampled, experiment.precision.confidence),
                    **(claims.get((scenario, package), {}) if primary_one else {}),
                }


def _is_primary(experiment: Experiment, outcome: str, month: int) -> bool:
    return outcome == primary(experiment) and month == experiment.at_month


@dataclass(frozen=True)
class Gain:
    """What a package adds to an outcome in each replicate, and what there is without it."""

    outcome: str
    month: int
    values: np.ndarray
    without: np.ndarray


def _gains(lived: Lived, scenario: str, package: str) -> list[Gain]:
    return [
        Gain(
            outcome,
            month,
            *defined(lived.gain(scenario, package, outcome, month), lived.at(scenario, BASELINE, outcome, month)),
        )
        for outcome in lived.experiment.outcomes
        for month in months_of_interest(lived.experiment)
    ]


def _bootstrapped(gain: np.ndarray, means: np.ndarray, confidence: float) -> Row:
    """The bootstrap's interval, and whether it agrees with Student's at the same number of replicates."""
    lo, hi = bca_interval(gain, means, confidence)
    return {
        "lo_bootstrap": lo,
        "hi_bootstrap": hi,
        "agreement": agreement(gain, mean_interval(gain, confidence), lo, hi),
    }


def _claims(lived: Lived) -> dict[tuple[str, str], Row]:
    """What may be claimed of all asked packages at once: the outcome and month of the question, in every world."""
    experiment, way = lived.experiment, lived.way
    outcome, month, confidence = primary(experiment), experiment.at_month, experiment.precision.confidence
    p_values, joint = {}, {}
    comparisons = len(experiment.scenarios) * len(experiment.asked)
    for scenario in experiment.scenarios:
        for package in experiment.asked:
            key = scenario, package.name
            (gain,) = defined(lived.gain(*key, outcome, month))
            found = mean_interval(gain, joint_confidence(confidence, comparisons), way.critical)
            p_values[key] = way.p_value(t_statistic(found), found.n, confidence) if found.n > 1 else np.nan
            joint[key] = found
    p_adjusted = adjusted(p_values)
    return {
        key: {
            "p": p_values[key],
            "p_adjusted": p_adjusted.get(key),
            "lo_simultaneous": found.lo,
            "hi_simultaneous": found.hi,
            "comparisons": comparisons,
        }
        for key, found in joint.items()
    }


def summary(lived: Lived) -> Iterator[Row]:
    """How each indicator is spread over the replicates: outcomes every month, all others at the ends of years."""
    experiment = lived.experiment
    ends = months_of_interest(experiment)
    for scenario in experiment.scenarios:
        for package in (BASELINE, *experiment.packages):
            for indicator in lived.measured(scenario):
                months = range(experiment.months + 1) if indicator in experiment.outcomes else ends
                values = lived.of_month(scenario, package, indicator)
                for month in months:
                    known = values[:, month][np.isfinite(values[:, month])]
                    if len(known):
                        yield _spread(scenario, package, indicator, month, known)


def _spread(scenario: str, package: str, indicator: str, month: int, known: np.ndarray) -> Row:
    quantiles = np.percentile(known, QUANTILES)
    return {
        "scenario": scenario,
        "package": package,
        "indicator": indicator,
        "month": month,
        "unit": INDICATORS[indicator].unit["en"],
        "kind": INDICATORS[indicator].kind,
        "n": len(known),
        "mean": float(np.mean(known)),
        "sd": float(np.std(known, ddof=1)) if len(known) > 1 else None,
        **{f"p{level:02d}": float(value) for level, value in zip(QUANTILES, quantiles, strict=True)},
    }
