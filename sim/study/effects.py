"""What each package changes: paired differences from the baseline, and how each indicator is spread."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.indicators import INDICATORS
from sim.study.calendar import year_ends
from sim.study.experiment import BASELINE, Experiment
from sim.study.intervals import mean_interval
from sim.study.lived import Lived, defined

Row = dict[str, Any]
EFFECTS = (
    *("scenario", "package", "outcome", "month", "unit", "kind", "baseline", "estimate", "lo", "hi"),
    *("confidence", "n", "sync", "method"),
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
    confidence = experiment.precision.confidence
    for scenario in experiment.scenarios:
        for package in experiment.packages:
            sync = lived.sync(scenario, package)[0]
            for outcome in experiment.outcomes:
                for month in months_of_interest(experiment):
                    gain, without = defined(
                        lived.gain(scenario, package, outcome, month), lived.at(scenario, BASELINE, outcome, month)
                    )
                    found = mean_interval(gain, confidence)
                    yield {
                        "scenario": scenario,
                        "package": package,
                        "outcome": outcome,
                        "month": month,
                        "unit": INDICATORS[outcome].unit["en"],
                        "kind": INDICATORS[outcome].kind,
                        "baseline": float(np.mean(without)) if len(without) else None,
                        "estimate": found.estimate,
                        "lo": found.lo,
                        "hi": found.hi,
                        "confidence": confidence,
                        "n": found.n,
                        "sync": sync,
                        "method": "paired t",
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
