"""Many packages at once: p values and intervals that hold for all of them together."""

from collections.abc import Sequence

import numpy as np

from sim.study.experiment import Experiment


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p values: the chance of any false claim among all stays below the level that is claimed."""
    count = len(p_values)
    order = sorted(range(count), key=lambda at: p_values[at])
    adjusted = [0.0] * count
    largest = 0.0
    for place, at in enumerate(order):
        largest = max(largest, min(1.0, (count - place) * p_values[at]))
        adjusted[at] = largest
    return adjusted


def joint_confidence(confidence: float, comparisons: int) -> float:
    """How sure each of several intervals must be for all to hold together as surely as asked (Bonferroni)."""
    return 1 - (1 - confidence) / max(1, comparisons)


def primary(experiment: Experiment) -> str:
    """The outcome that the question is about: that of its precision, else the first."""
    asked = experiment.precision.outcome
    return asked if asked in experiment.outcomes else experiment.outcomes[0]


def adjusted(p_values: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Holm's adjustment over all worlds and packages in which there is a p value."""
    known = {key: p for key, p in p_values.items() if np.isfinite(p)}
    return dict(zip(known, holm(list(known.values())), strict=True))
