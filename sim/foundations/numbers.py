"""Every number of the model in one record, filled from defaults, scenario, `--set` and samples."""

import difflib
from collections.abc import Mapping

import numpy as np

from sim.foundations.declare import Number

FEN_PER_YUAN = 100
NUMBERS: dict[str, Number] = {}


class UnknownNumber(ValueError):
    """A number that the model does not have; says the nearest one that it has."""


def numbers_of(group: str, **declared: Number) -> None:
    """Declare a group of numbers; `labour.quit_share_per_month` is read as `labour_quit_share_per_month`."""
    for name, each in declared.items():
        path = f"{group}.{name}"
        if path in NUMBERS:
            raise ValueError(f"number {path!r} is declared twice")
        NUMBERS[path] = each


def check_changes(changes: Mapping[str, float]) -> list[str]:
    """What is wrong with changed numbers: names that the model does not have, values that are no numbers."""
    problems = []
    for path, value in changes.items():
        if path not in NUMBERS:
            near = difflib.get_close_matches(path, NUMBERS, 1, 0.5)
            hint = f"; did you mean {near[0]!r}?" if near else f"; groups are {', '.join(groups())}"
            problems.append(f"{path}: unknown number{hint}")
        elif not np.isfinite(value):
            problems.append(f"{path} = {value}: a number is finite")
    return problems


def groups() -> list[str]:
    """The names of all groups of numbers."""
    return sorted({path.split(".")[0] for path in NUMBERS})


def numbers_table(changes: Mapping[str, float] | None = None, money_scale: float = 1.0) -> np.recarray:
    """One row with every number, money in fen; `money_scale` multiplies all money (test T16)."""
    problems = check_changes(changes or {})
    if problems:
        raise UnknownNumber("; ".join(problems))
    dtype = np.dtype([(path.replace(".", "_"), "f8") for path in NUMBERS])
    record = np.zeros(1, dtype).view(np.recarray)
    for path, each in NUMBERS.items():
        value = (changes or {}).get(path, each.value)
        scale = FEN_PER_YUAN * money_scale if each.is_money else 1.0
        record[path.replace(".", "_")] = value * scale
    return record
