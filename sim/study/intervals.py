"""Intervals: how far off a mean, or a ratio of two means, may be after so many replicates."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import special


@dataclass(frozen=True)
class Interval:
    """A mean of paired differences with its Student interval; unbounded below two replicates."""

    estimate: float
    lo: float
    hi: float
    n: int
    sd: float

    @property
    def half_width(self) -> float:
        """How far the interval reaches to either side."""
        return (self.hi - self.lo) / 2

    @property
    def clear(self) -> bool:
        """Whether zero lies outside the interval."""
        return self.lo > 0 or self.hi < 0


def t_value(confidence: float, n: int) -> float:
    """The Student quantile of a two-sided interval of n values."""
    return float(special.stdtrit(n - 1, (1 + confidence) / 2))


def mean_interval(values: np.ndarray, confidence: float) -> Interval:
    """The mean of independent values and its t interval."""
    n = len(values)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, math.nan)
    mean = float(np.mean(values))
    if n == 1:
        return Interval(mean, math.nan, math.nan, 1, math.nan)
    sd = float(np.std(values, ddof=1))
    half = t_value(confidence, n) * sd / math.sqrt(n)
    return Interval(mean, mean - half, mean + half, n, sd)


def needed(sd: float, half_width: float, confidence: float) -> int:
    """The fewest replicates whose interval is no wider than asked, if the spread stays as it is."""
    n = max(2, math.floor((float(special.ndtri((1 + confidence) / 2)) * sd / half_width) ** 2))
    while t_value(confidence, n) * sd / math.sqrt(n) > half_width:
        n += 1
    return n


def ratio_interval(above: np.ndarray, below: np.ndarray, confidence: float) -> tuple[float, float, float]:
    """The ratio of two paired means with Fieller's interval; needs a lower mean that is clear of zero."""
    n = len(above)
    top, bottom = float(np.mean(above)), float(np.mean(below))
    if n < 2:
        return top / bottom, math.nan, math.nan
    spread = np.cov(above, below, ddof=1) / n
    t2 = t_value(confidence, n) ** 2
    a = bottom**2 - t2 * float(spread[1, 1])
    b = top * bottom - t2 * float(spread[0, 1])
    c = top**2 - t2 * float(spread[0, 0])
    root = math.sqrt(max(b * b - a * c, 0.0))
    return top / bottom, (b - root) / a, (b + root) / a
