"""Whether two worlds agree: whole numbers and fen exactly, other numbers to a billionth."""

from collections.abc import Mapping

import numpy as np

RELATIVE = 1e-9


def differences(expected: Mapping[str, np.ndarray], found: Mapping[str, np.ndarray]) -> list[str]:
    """One line for each column of each table that differs, with the first row where it does."""
    lines = []
    for name, table in expected.items():
        for column in table.dtype.names or ():
            line = _difference(table[column], found[name][column])
            if line:
                lines.append(f"{name}.{column} {line}")
    return lines


def _difference(expected: np.ndarray, found: np.ndarray) -> str:
    if np.issubdtype(expected.dtype, np.floating):
        same = np.isclose(found, expected, rtol=RELATIVE, atol=0.0)
    else:
        same = found == expected
    if same.all():
        return ""
    at = tuple(int(index) for index in np.argwhere(~same)[0])
    where = at[0] if len(at) == 1 else at
    return f"row {where}: twin {expected[at]}, zone {found[at]} ({int((~same).sum())} in all)"
