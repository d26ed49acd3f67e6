"""The Shapley split of an effect: what each measure adds, averaged over the orders in which they could have come."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import factorial

import numpy as np

from sim.study.intervals import Interval, t_value
from sim.study.lived import Lived
from sim.study.orders import Order, Parts, drawn_orders, is_exact, subsets

Values = Mapping[Parts, np.ndarray]


@dataclass(frozen=True)
class Share:
    """A measure's part of an effect in every replicate; the standard error that drawing few orders adds to its mean."""

    values: np.ndarray
    sampling_error: float = 0.0
    pairs: int = 0

    def interval(self, lived: Lived) -> Interval:
        """The mean with its interval: luck of the lives and luck of the orders together."""
        found = lived.interval(self.values)
        if not self.pairs:
            return found
        reach = t_value(lived.experiment.precision.confidence, self.pairs)
        half = math.hypot(found.half_width, reach * self.sampling_error)
        return replace(found, lo=found.estimate - half, hi=found.estimate + half)


def shapley(values: Values, measures: Sequence[str]) -> dict[str, np.ndarray]:
    """What each measure adds, averaged over all orders in which they could have come."""
    count = len(measures)
    shares = {}
    for measure in measures:
        total = np.zeros(len(values[frozenset()]))
        for others in subsets([each for each in measures if each != measure]):
            weight = factorial(len(others)) * factorial(count - len(others) - 1) / factorial(count)
            total += weight * (values[others | {measure}] - values[others])
        shares[measure] = total
    return shares


def sampled_shapley(values: Values, pairs: Sequence[tuple[Order, Order]]) -> dict[str, Share]:
    """The same from drawn orders, each with its reverse: right on average, exact where measures do not interact.

    In every drawn order the steps add up to the whole effect, so the shares do too.
    """
    found: dict[str, list[np.ndarray]] = {measure: [] for measure in pairs[0][0]}
    for order, reverse in pairs:
        one, other = _steps(values, order), _steps(values, reverse)
        for measure, steps in found.items():
            steps.append((one[measure] + other[measure]) / 2)
    return {measure: _averaged(np.array(steps)) for measure, steps in found.items()}


def _steps(values: Values, order: Order) -> dict[str, np.ndarray]:
    return {
        measure: values[frozenset(order[: at + 1])] - values[frozenset(order[:at])] for at, measure in enumerate(order)
    }


def _averaged(steps: np.ndarray) -> Share:
    count, n = steps.shape
    by_pair = steps.mean(axis=1) if n else np.zeros(count)
    error = float(np.std(by_pair, ddof=1)) / math.sqrt(count) if count > 1 else math.inf
    return Share(steps.mean(axis=0), error, count)


def split(values: Values, measures: Sequence[str], most_arms: int) -> dict[str, Share]:
    """The split of an effect among a package's measures: exact where all subsets were lived, else sampled."""
    if is_exact(len(measures), most_arms):
        return {measure: Share(share) for measure, share in shapley(values, measures).items()}
    sampled = sampled_shapley(values, drawn_orders(measures, most_arms))
    return {measure: sampled[measure] for measure in measures}


def orders_told(measures: Sequence[str], most_arms: int) -> str:
    """How many orders a split is averaged over."""
    return "all" if is_exact(len(measures), most_arms) else str(2 * len(drawn_orders(measures, most_arms)))
