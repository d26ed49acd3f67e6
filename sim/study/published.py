"""The baseline beside published figures: what was reported, and whether the model's range holds it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import numpy as np

from sim.indicators import INDICATORS
from sim.study.effects import Row
from sim.study.experiment import BASELINE
from sim.study.lived import Lived

BESIDE = (
    *("scenario", "indicator", "month", "unit", "p05", "p25", "p50", "p75", "p95"),
    *("figure_low", "figure_high", "source", "inside"),
)
FILE = "published.csv"


@dataclass(frozen=True)
class Figure:
    """A published figure, or the two ends of what was published."""

    indicator: str
    month: int
    low: float
    high: float
    source: str


def published() -> list[Figure]:
    """The published figures that travel with the program."""
    file = resources.files("data") / FILE
    if not file.is_file():
        return []
    rows = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    return [
        Figure(
            row["indicator"],
            int(row["month"]),
            float(row["figure_low"]),
            float(row["figure_high"] or row["figure_low"]),
            row["source"],
        )
        for row in rows
    ]


def baseline(lived: Lived) -> Iterator[Row]:
    """Every figure of a document that the baseline's lives reach, beside what they give."""
    experiment = lived.experiment
    for name, scenario in experiment.scenarios.items():
        measured = set(lived.measured(name))
        targets = [Figure(t.indicator, t.at_month, t.value, t.value, t.source) for t in scenario.targets]
        for figure in [*targets, *published()]:
            if figure.indicator not in measured or figure.month > experiment.months:
                continue
            values = lived.at(name, BASELINE, figure.indicator, figure.month)
            known = values[np.isfinite(values)]
            if len(known):
                yield _beside(name, figure, known)


def _beside(scenario: str, figure: Figure, known: np.ndarray) -> Row:
    p05, p25, p50, p75, p95 = (float(value) for value in np.percentile(known, (5, 25, 50, 75, 95)))
    return {
        "scenario": scenario,
        "indicator": figure.indicator,
        "month": figure.month,
        "unit": INDICATORS[figure.indicator].unit["en"],
        **{"p05": p05, "p25": p25, "p50": p50, "p75": p75, "p95": p95},
        "figure_low": figure.low,
        "figure_high": figure.high,
        "source": figure.source,
        "inside": "yes" if p05 <= figure.high and figure.low <= p95 else "no",
    }
