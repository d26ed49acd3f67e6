"""The bootstrap: intervals that suppose no shape of the differences, and whether they agree with Student's."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import special, stats

from sim.study.chance import generator
from sim.study.intervals import Interval

RESAMPLES = 4000
NUMBERS_AT_ONCE = 2_000_000
FEWEST_VALUES = 20
AGREE_WITHIN = 0.2  # of the half width of Student's interval
SKEWED, HEAVY = 1.0, 3.0


def resampled_means(values: np.ndarray) -> np.ndarray:
    """Means of columns over rows drawn anew with replacement: the same draws in every call with so many rows."""
    return np.concatenate([weights @ values for weights in _weights(len(values))])


def means_of_each(columns: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Resampled means of many columns, those of one length at once: drawing is what takes time."""
    places: dict[int, list[int]] = {}
    for at, values in enumerate(columns):
        places.setdefault(len(values), []).append(at)
    means = [np.zeros(0)] * len(columns)
    for length, alike in places.items():
        if length > 1:
            together = resampled_means(np.column_stack([columns[at] for at in alike]))
            for column, at in enumerate(alike):
                means[at] = together[:, column]
    return means


def _weights(n: int) -> Iterator[np.ndarray]:
    """How often each row was drawn in each resample, over the number of rows."""
    luck = generator(f"bootstrap of {n}")
    at_once = max(1, min(RESAMPLES, NUMBERS_AT_ONCE // n))
    for first in range(0, RESAMPLES, at_once):
        count = min(at_once, RESAMPLES - first)
        drawn = luck.integers(0, n, (count, n)) + n * np.arange(count)[:, None]
        yield np.bincount(drawn.ravel(), minlength=count * n).reshape(count, n) / n


def bca_interval(values: np.ndarray, means: np.ndarray, confidence: float) -> tuple[float, float]:
    """Efron's bias-corrected and accelerated interval of a mean from its resampled means."""
    n = len(values)
    if n < 2:
        return np.nan, np.nan
    middle = float(np.mean(values))
    if np.all(values == values[0]):
        return middle, middle
    below = (np.count_nonzero(means < middle) + np.count_nonzero(means <= middle)) / (2 * len(means))
    bias = special.ndtri(min(max(below, 0.5 / len(means)), 1 - 0.5 / len(means)))
    left_out = middle - values  # in proportion to how the mean moves where one value is left out
    acceleration = -np.sum(left_out**3) / (6 * np.sum(left_out**2) ** 1.5)
    tail = bias + special.ndtri(np.array([(1 - confidence) / 2, (1 + confidence) / 2]))
    level = special.ndtr(bias + tail / (1 - acceleration * tail))
    lo, hi = np.quantile(means, level)
    return float(lo), float(hi)


def agreement(values: np.ndarray, student: Interval, lo: float, hi: float) -> str:
    """Whether the bootstrap says what Student's interval says; where not, what about the differences may be why."""
    if len(values) < 2:
        return ""
    # A spread in the last digits alone is none: the interval of such values has no width.
    if student.half_width == 0:
        return "no spread"
    if len(values) < FEWEST_VALUES:
        return "too few to tell"
    clear = lo > 0 or hi < 0
    apart = max(abs(lo - student.lo), abs(hi - student.hi)) / student.half_width
    if apart <= AGREE_WITHIN and clear == student.clear:
        return "agree"
    skewness, tails = float(stats.skew(values)), float(stats.kurtosis(values))
    if abs(skewness) >= SKEWED:
        why = f"skewness {skewness:.1f}"
    elif tails >= HEAVY:
        why = f"excess kurtosis {tails:.1f}"
    else:
        why = f"bounds differ by {apart:.0%} of half the width"
    return why if clear == student.clear else f"zero within one only; {why}"
