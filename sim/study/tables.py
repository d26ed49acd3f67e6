"""Tables as files: CSV that Excel shows rightly, the same bytes for the same numbers."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.study.store import writing

BOM = "\ufeff"


def cell(value: Any) -> str:
    """A value in its shortest form that reads back as itself; nothing where it is not defined."""
    if value is None:
        return ""
    if isinstance(value, (bool, str)):
        return str(value)
    if isinstance(value, int):
        return str(value)
    number = float(value)
    return repr(number + 0.0) if math.isfinite(number) else ""


def write_table(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Path:
    """Write one table of the results folder."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return write_text(folder, f"{name}.csv", BOM + text.getvalue())


def write_text(folder: Path, name: str, text: str) -> Path:
    """Write one file of the results folder, whole or not at all."""
    path = folder / name
    with writing(folder):
        draft = folder / f".{name}.part"
        draft.write_bytes(text.encode("utf-8"))
        draft.replace(path)
    return path
