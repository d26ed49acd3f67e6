"""What an indicator is, and the list of all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["stock", "flow", "cumulative", "share"]


@dataclass(frozen=True)
class Indicator:
    """One measured thing: its column name, labels, unit, whether it is a stock or a flow, and what it means."""

    name: str
    label: dict[str, str]
    unit: dict[str, str]
    kind: Kind
    definition: str
    measure: Callable[[Any], float]


INDICATORS: dict[str, Indicator] = {}


def indicator(
    *, en: str, zh: str, unit: str, unit_zh: str, kind: Kind
) -> Callable[[Callable[[Any], float]], Callable[[Any], float]]:
    """Declare an indicator: the function's name is the column, its docstring the definition."""

    def declare(measure: Callable[[Any], float]) -> Callable[[Any], float]:
        name = measure.__name__
        if name in INDICATORS:
            raise ValueError(f"indicator {name!r} is declared twice")
        INDICATORS[name] = Indicator(
            name, {"en": en, "zh": zh}, {"en": unit, "zh": unit_zh}, kind, (measure.__doc__ or "").strip(), measure
        )
        return measure

    return declare
