"""Mathematics that gives the same bits everywhere: compiled or plain, on any processor.

A C library's `exp` and `log` change their last bit with the processor, and NumPy's differ from both.
These are built from `+ - * /`, `sqrt`, `floor`, `frexp` and `ldexp` alone, which IEEE arithmetic
fixes exactly. Coefficients: Sun's fdlibm (`log`, `exp`) and Wichura's AS241 (`normal`). Whatever is
no finite answer is refused, since compiled code would carry it on in silence.
"""

import math

import numpy as np
from numba import float64, int64

from sim.foundations.rules import signed_rule

LARGEST_POISSON_MEAN = 700


@signed_rule(float64(float64))
def log(x: float) -> float:
    """The natural logarithm of a positive number, within two units of the last place."""
    if not 0.0 < x <= 1.7976931348623157e308:
        raise ValueError("log of a number that is not positive and finite")
    fraction, exponent = math.frexp(x)
    if fraction < 0.7071067811865476:
        fraction *= 2.0
        exponent -= 1
    k = float(exponent)
    f = fraction - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
    even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
    half_square = 0.5 * f * f
    tail = s * (half_square + odd + even) + k * 1.90821492927058770002e-10
    return k * 6.93147180369123816490e-01 - ((half_square - tail) - f)


@signed_rule(float64(float64))
def exp(x: float) -> float:
    """The exponential, within two units of the last place; 0 far below, refused beyond the largest float."""
    if not x <= 709.782712893384:
        raise OverflowError("exp of a number above 709.78, or of no number")
    if x < -745.2:
        return 0.0
    k = math.floor(1.44269504088896338700 * x + 0.5)
    high = x - k * 6.93147180369123816490e-01
    low = k * 1.90821492927058770002e-10
    r = high - low
    t = r * r
    p = 0.16666666666666602 + t * (
        -2.7777777777015593e-3 + t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))
    )
    c = r - t * p
    return math.ldexp(1.0 - ((low - (r * c) / (2.0 - c)) - high), k)


@signed_rule(float64(float64, float64))
def power(x: float, y: float) -> float:
    """`x` to the power `y` for positive `x`, as exp(y log x): good to some 30 units of the last place."""
    if x == 0.0 and y > 0.0:
        return 0.0
    return exp(y * log(x))


@signed_rule(float64(float64))
def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), from 0 to 1 without overflow at either end."""
    if x >= 0.0:
        return 1.0 / (1.0 + exp(-x))
    small = exp(x)
    return small / (1.0 + small)


@signed_rule(float64(float64))
def normal(u: float) -> float:
    """The standard normal value below which a share `u` lies: one uniform makes one normal (AS241)."""
    if not 0.0 < u < 1.0:
        raise ValueError("normal of a share that is not inside (0, 1)")
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        top = 3.3871328727963666080e0 + r * (
            1.3314166789178437745e2 + r * (1.9715909503065514427e3 + r * (1.3731693765509461125e4
            + r * (4.5921953931549871457e4 + r * (6.7265770927008700853e4
            + r * (3.3430575583588128105e4 + r * 2.5090809287301226727e3)))))
        )  # fmt: skip
        bottom = 1.0 + r * (
            4.2313330701600911252e1 + r * (6.8718700749205790830e2 + r * (5.3941960214247511077e3
            + r * (2.1213794301586595867e4 + r * (3.9307895800092710610e4
            + r * (2.8729085735721942674e4 + r * 5.2264952788528545610e3)))))
        )  # fmt: skip
        return q * top / bottom
    r = math.sqrt(-log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        top = 1.42343711074968357734e0 + r * (
            4.63033784615654529590e0 + r * (5.76949722146069140550e0 + r * (3.64784832476320460504e0
            + r * (1.27045825245236838258e0 + r * (2.41780725177450611770e-1
            + r * (2.27238449892691845833e-2 + r * 7.74545014278341407640e-4)))))
        )  # fmt: skip
        bottom = 1.0 + r * (
            2.05319162663775882187e0 + r * (1.67638483018380384940e0 + r * (6.89767334985100004550e-1
            + r * (1.48103976427480074590e-1 + r * (1.51986665636164571966e-2
            + r * (5.47593808499534494600e-4 + r * 1.05075007164441684324e-9)))))
        )  # fmt: skip
    else:
        r -= 5.0
        top = 6.65790464350110377720e0 + r * (
            5.46378491116411436990e0 + r * (1.78482653991729133580e0 + r * (2.96560571828504891230e-1
            + r * (2.65321895265761230930e-2 + r * (1.24266094738807843860e-3
            + r * (2.71155556874348757815e-5 + r * 2.01033439929228813265e-7)))))
        )  # fmt: skip
        bottom = 1.0 + r * (
            5.99832206555887937690e-1 + r * (1.36929880922735805310e-1 + r * (1.48753612908506148525e-2
            + r * (7.86869131145613259100e-4 + r * (1.84631831751005468180e-5
            + r * (1.42151175831644588870e-7 + r * 2.04426310338993978564e-15)))))
        )  # fmt: skip
    return -top / bottom if q < 0.0 else top / bottom


@signed_rule(float64(float64))
def normal_density(z: float) -> float:
    """The density of the standard normal at `z`."""
    return 0.3989422804014327 * exp(-0.5 * min(z * z, 1400.0))


@signed_rule(float64(float64))
def normal_share(z: float) -> float:
    """The share of a standard normal below `z`, to 1e-7 (Abramowitz and Stegun 26.2.17)."""
    if not -1e300 <= z <= 1e300:
        raise ValueError("normal share of no number")
    t = 1.0 / (1.0 + 0.2316419 * abs(z))
    series = 0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    above = normal_density(z) * t * series
    return 1.0 - above if z >= 0.0 else above


@signed_rule(int64(float64, float64))
def poisson(u: float, mean: float) -> int:
    """How many arrive when `mean` are expected: the least number whose cumulative share reaches `u`."""
    if not 0.0 < u < 1.0:
        raise ValueError("poisson of a share that is not inside (0, 1)")
    if not 0.0 <= mean <= LARGEST_POISSON_MEAN:
        raise ValueError("poisson of a mean that is not from 0 to 700")
    count = 0
    share = exp(-mean)
    reached = share
    while reached < u:
        count += 1
        share *= mean / count
        # Rounding may keep the sum below a share next to one: past the mean, stop where it stands still.
        if count > mean and reached + share == reached:
            return count
        reached += share
    return count


@signed_rule(int64(float64))
def whole(x: float) -> int:
    """The whole number at or below `x`; no number, or one beyond 2^53, is refused."""
    if not -9007199254740992.0 <= x <= 9007199254740992.0:
        raise ValueError("whole of a number beyond 2^53, or of no number")
    return math.floor(x)


@signed_rule(int64(float64))
def fen(x: float) -> int:
    """An amount rounded to whole fen, halves upwards; no number, or one beyond 2^53, is refused."""
    below = whole(x)
    return below + 1 if x - below >= 0.5 else below


@signed_rule(int64[::1](float64[::1]))
def ascending(keys: np.ndarray) -> np.ndarray:
    """The rows of these keys from the smallest to the largest, equal ones in the order in which they came."""
    return np.argsort(keys, kind="mergesort")
