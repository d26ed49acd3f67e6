"""How growth rates and sizes of firms are spread: tents, bells and tails."""

import numpy as np
from scipy import optimize, special

YEAR = 12
LEAST_FIRMS = 10


def moments(values: np.ndarray) -> tuple[float, float]:
    """Skewness and excess kurtosis; nan for too few values."""
    if len(values) < LEAST_FIRMS or values.std() == 0.0:
        return np.nan, np.nan
    z = (values - values.mean()) / values.std()
    return float((z**3).mean()), float((z**4).mean() - 3.0)


def growth_rates(firms: dict[int, np.ndarray], key: str, first: int = 2 * YEAR) -> tuple[np.ndarray, np.ndarray]:
    """Yearly growth of log size less the mean of trade and year, with log size before; firms with two full years."""
    grown, before = [], []
    for month in sorted(firms):
        if month < first or month - YEAR not in firms:
            continue
        old, new = firms[month - YEAR], firms[month]
        _, left, right = np.intersect1d(old["number"], new["number"], return_indices=True)
        old, new = old[left], new[right]
        whole = (old["started"] <= month - 2 * YEAR) & (old[key] > 0) & (new[key] > 0)
        rate, size, trade = np.log(new[key][whole] / old[key][whole]), np.log(old[key][whole]), old["trade"][whole]
        for each in np.unique(trade):
            same = trade == each
            if same.sum() >= LEAST_FIRMS:
                grown.append(rate[same] - rate[same].mean())
                before.append(size[same])
    return (np.concatenate(grown), np.concatenate(before)) if grown else (np.empty(0), np.empty(0))


def tent_over_bell(rates: np.ndarray) -> float:
    """Log likelihood of the best Laplace less that of the best normal, per observation: above 0 is a tent."""
    if len(rates) < LEAST_FIRMS:
        return np.nan
    middle = np.median(rates)
    tent = -np.log(2.0 * np.abs(rates - middle).mean()) - 1.0
    bell = -0.5 * np.log(2.0 * np.pi * rates.var()) - 0.5
    return float(tent - bell)


def deviation(values: np.ndarray) -> float:
    """Standard deviation; nan for too few values."""
    return float(values.std()) if len(values) >= LEAST_FIRMS else np.nan


def subbotin_shape(rates: np.ndarray) -> float:
    """The shape b of the Subbotin density by maximum likelihood: 1 is Laplace, 2 is normal."""
    if len(rates) < LEAST_FIRMS:
        return np.nan
    away = np.abs(rates - np.median(rates))

    def loss(shape: float) -> float:
        width = float((away**shape).mean() ** (1.0 / shape))
        return float(np.log(2.0 * width) + np.log(shape) / shape + special.gammaln(1.0 + 1.0 / shape) + 1.0 / shape)

    return float(optimize.minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded").x)


def slope(x: np.ndarray, y: np.ndarray) -> float:
    """Least squares slope of y on x; nan for too few values."""
    return float(np.polyfit(x, y, 1)[0]) if len(x) >= LEAST_FIRMS and x.std() > 0.0 else np.nan


def volatility_slope(rates: np.ndarray, sizes: np.ndarray, bins: int = 10) -> float:
    """How the log of the spread of growth falls with log size, over bins of equal count."""
    if len(rates) < bins * LEAST_FIRMS:
        return np.nan
    groups = np.array_split(np.argsort(sizes), bins)
    return slope(np.array([sizes[g].mean() for g in groups]), np.log([rates[g].std() for g in groups]))


def log_sizes(firms: dict[int, np.ndarray], key: str, first_day: bool = False) -> np.ndarray:
    """Log size less the trade's mean in the last year; of all firms with a full year, or of those of the first day."""
    last = firms[max(firms)]
    last = last[last[key] > 0]
    last = last[last["started"] <= (0 if first_day else max(firms) - YEAR)]
    sizes = np.log(last[key])
    for trade in np.unique(last["trade"]):
        sizes[last["trade"] == trade] -= sizes[last["trade"] == trade].mean()
    return sizes


def last_sizes(firms: dict[int, np.ndarray], key: str) -> np.ndarray:
    """Sizes of all firms in the last year."""
    return np.asarray(firms[max(firms)][key])
