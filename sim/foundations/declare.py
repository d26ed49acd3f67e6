"""Declarations: a number of the model, or a column of a table, said once with unit and source."""

import dataclasses
from dataclasses import dataclass
from typing import Any

ASSUMPTION = "assumption"
KINDS_OF_COLUMN = ("i8", "f8", "u8", "i4", "i2", "i1")


@dataclass(frozen=True)
class Number:
    """One number of the model: its value, unit, source and the range that we would believe.

    Numbers in a unit that begins with "yuan" are money: the files state them in yuan, the rules
    read them in fen. `departs` says why a value, or the rule that reads it, is not that of the design note.
    """

    value: float
    unit: str
    source: str
    low: float
    high: float
    meaning: str = ""
    departs: str = ""

    @property
    def is_money(self) -> bool:
        """Whether the number scales when the currency does."""
        return self.unit.startswith("yuan")

    @property
    def is_assumption(self) -> bool:
        """Whether nobody has measured it yet."""
        return self.source == ASSUMPTION or self.source.startswith(ASSUMPTION)


def number(
    value: float, unit: str, source: str, *, low: float, high: float, meaning: str = "", departs: str = ""
) -> Number:
    """Declare a number of the model; its value must lie within its own range."""
    if not low <= value <= high:
        raise ValueError(f"{value} {unit} lies outside its own range {low} to {high}")
    if not unit or not source:
        raise ValueError("a number needs a unit and a source")
    return Number(float(value), unit, source, float(low), float(high), meaning, departs)


def param(value: Any, unit: str, source: str, *, low: float, high: float, meaning: str = "", departs: str = "") -> Any:
    """Declare a field of a policy: a dataclass field that carries unit, source and range."""
    declared = number(value, unit, source, low=low, high=high, meaning=meaning, departs=departs)
    return dataclasses.field(default=value, metadata={"number": declared})


@dataclass(frozen=True)
class Column:
    """One column of a record table: type, unit, meaning, and a shape where a row holds several."""

    kind: str
    unit: str
    meaning: str
    shape: tuple[int, ...] = ()


def column(kind: str, unit: str, meaning: str, shape: tuple[int, ...] = ()) -> Column:
    """Declare a column: NumPy kind (small integers where rows are many), unit ("" for a number), meaning."""
    if kind not in KINDS_OF_COLUMN:
        raise ValueError(f"a column is one of {', '.join(KINDS_OF_COLUMN)}, not {kind!r}")
    return Column(kind, unit, meaning, shape)
