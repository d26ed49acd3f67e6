"""Record tables: one NumPy record array for each population, declared once."""

from typing import Any

import numpy as np

from sim.foundations.declare import Column


class Table:
    """The declaration of a record table: its name, columns and NumPy type."""

    def __init__(self, name: str, columns: dict[str, Column]) -> None:
        self.name = name
        self.columns = columns
        fields = [(key, c.kind, c.shape) if c.shape else (key, c.kind) for key, c in columns.items()]
        self.dtype = np.dtype(fields)  # type: ignore[arg-type]

    def rows(self, count: int) -> np.recarray:
        """So many rows of zeros, as a record array whose rows can be changed in place."""
        return np.zeros(count, self.dtype).view(np.recarray)


TABLES: dict[str, Table] = {}


def table(name: str, **columns: Column) -> Table:
    """Declare a table; a name used twice is refused."""
    if name in TABLES:
        raise ValueError(f"table {name!r} is declared twice")
    TABLES[name] = Table(name, columns)
    return TABLES[name]


def same(left: np.recarray, right: np.recarray) -> bool:
    """Whether two tables agree field by field (padding bytes may differ and mean nothing)."""
    names: tuple[str, ...] = left.dtype.names or ()
    return left.dtype == right.dtype and all(np.array_equal(left[n], right[n], equal_nan=True) for n in names)


class Row:
    """A row in plain mode: fields read as Python numbers, so that pdb and errors speak plainly."""

    __slots__ = ("_record",)

    def __init__(self, record: Any) -> None:
        object.__setattr__(self, "_record", record)

    def __getattr__(self, name: str) -> Any:
        value = self._record[name]
        return value.item() if isinstance(value, np.generic) else value

    def __setattr__(self, name: str, value: Any) -> None:
        self._record[name] = value


class PlainTable:
    """A table in plain mode: indexing and iteration give `Row`s."""

    __slots__ = ("_records",)

    def __init__(self, records: np.recarray) -> None:
        self._records = records

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, at: int) -> Row:
        if at < 0:
            raise IndexError(f"row {at}: -1 means nobody and is no row")
        return Row(self._records[at])

    def __iter__(self) -> Any:
        return (Row(record) for record in self._records)
