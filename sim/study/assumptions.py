"""Every number of the model as a study used it, so that each assumption can be looked up beside the results."""

from collections.abc import Iterator

from sim.foundations.numbers import NUMBERS
from sim.study.effects import Row

ASSUMPTIONS = ("number", "value", "unit", "low", "high", "source")


def assumptions() -> Iterator[Row]:
    """Each number with unit, range and source; its value is the default, what a study changes is in its manifest."""
    for name, each in NUMBERS.items():
        told = {"value": each.value, "unit": each.unit, "low": each.low, "high": each.high, "source": each.source}
        yield {"number": name, **told}


def counted() -> dict[str, int]:
    """How many numbers there are, and for how many of them nobody has published a figure."""
    return {"count": len(NUMBERS), "assumed": sum(each.is_assumption for each in NUMBERS.values())}
