"""Intervals: how far off a mean, or a ratio of two means, may be after so many replicates."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

Critical = Callable[[float, int], float]


@dataclass(frozen=True)
class Interval:
    """A mean of paired differences with its interval; unbounded below two replicates."""

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


def mean_interval(values: np.ndarray, confidence: float, critical: Critical = t_value) -> Interval:
    """The mean of independent values and its interval: Student's, or one that another critical value makes."""
    n = len(values)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, math.nan)
    mean = float(np.mean(values))
    if n == 1:
        return Interval(mean, math.nan, math.nan, 1, math.nan)
    sd = float(np.std(values, ddof=1))
    half = half_width(sd, n, confidence, critical)
    return Interval(mean, mean - half, mean + half, n, sd)


def half_width(sd: float, n: int, confidence: float, critical: Critical) -> float:
    """How far the interval of a mean reaches; without bound where the critical value is, however small the spread."""
    reach = critical(confidence, n)
    return reach * sd / math.sqrt(n) if math.isfinite(reach) else math.inf


def t_statistic(found: Interval) -> float:
    """The mean in standard errors: infinite where values are equal and not zero; undefined below two values."""
    if found.n < 2:
        return math.nan
    if found.sd == 0:
        return math.copysign(math.inf, found.estimate) if found.estimate else 0.0
    return found.estimate * math.sqrt(found.n) / found.sd


def needed(sd: float, half: float, confidence: float, critical: Critical = t_value) -> int:
    """The fewest replicates whose interval is no wider than asked, if the spread stays as it is."""
    too_few, enough = 1, 2
    while half_width(sd, enough, confidence, critical) > half:
        too_few, enough = enough, 2 * enough
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if half_width(sd, middle, confidence, critical) > half:
            too_few = middle
        else:
            enough = middle
    return enough


def ratio_interval(
    above: np.ndarray, below: np.ndarray, confidence: float, critical: Critical = t_value
) -> tuple[float, float, float]:
    """The ratio of two paired means with Fieller's interval; needs a lower mean that is clear of zero."""
    n = len(above)
    top, bottom = float(np.mean(above)), float(np.mean(below))
    if n < 2:
        return top / bottom, math.nan, math.nan
    spread = np.cov(above, below, ddof=1) / n
    t2 = critical(confidence, n) ** 2
    a = bottom**2 - t2 * float(spread[1, 1])
    b = top * bottom - t2 * float(spread[0, 1])
    c = top**2 - t2 * float(spread[0, 0])
    root = math.sqrt(max(b * b - a * c, 0.0))
    return top / bottom, (b - root) / a, (b + root) / a
