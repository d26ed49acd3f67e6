"""In which orders the measures of a package are thought to come, and which arms that takes: settled before any life.

Few measures: all subsets are lived, and the split is exact. Many: orders are drawn, each with its reverse, until the
arms run out. The draw depends on the names of the measures alone, so every run of a question has the same arms.
"""

from collections.abc import Sequence
from itertools import combinations

from sim.study.chance import generator

Parts = frozenset[str]
Order = tuple[str, ...]
MOST_ARMS = 64
FEWEST_PAIRS = 2


def subsets(measures: Sequence[str]) -> list[Parts]:
    """Every choice among the measures, from none to all."""
    return [frozenset(some) for size in range(len(measures) + 1) for some in combinations(measures, size)]


def is_exact(count: int, most_arms: int) -> bool:
    """Whether all subsets of so many measures are lived."""
    return 2**count <= most_arms


def fewest_arms(count: int) -> int:
    """How many arms so many measures need at least: all subsets, or two pairs of orders with their sampling error."""
    ends = 2 + 2 * count
    inner = 2 * FEWEST_PAIRS * max(0, count - 3)
    return min(2**count, ends + inner)


def drawn_orders(measures: Sequence[str], most_arms: int) -> list[tuple[Order, Order]]:
    """Orders in which the measures come, each with its reverse, as many as their arms allow."""
    names = sorted(measures)
    luck = generator("orders of " + ", ".join(names))
    arms = _ends(names)
    pairs: list[tuple[Order, Order]] = []
    while True:
        order = tuple(names[at] for at in luck.permutation(len(names)))
        pair = order, order[::-1]
        more = arms | {part for each in pair for part in _steps(each)}
        if len(more) > most_arms:
            return pairs
        arms = more
        pairs.append(pair)


def arms_of(measures: Sequence[str], most_arms: int) -> list[Parts]:
    """The subsets that are lived: all, or each measure alone, all but each, and those that the drawn orders pass."""
    if is_exact(len(measures), most_arms):
        return subsets(measures)
    passed = _ends(measures)
    for pair in drawn_orders(measures, most_arms):
        passed |= {part for order in pair for part in _steps(order)}
    return sorted(passed, key=lambda parts: (len(parts), sorted(parts)))


def _ends(measures: Sequence[str]) -> set[Parts]:
    whole = frozenset(measures)
    return {frozenset(), whole, *(frozenset({each}) for each in measures), *(whole - {each} for each in measures)}


def _steps(order: Order) -> list[Parts]:
    return [frozenset(order[:length]) for length in range(len(order) + 1)]
