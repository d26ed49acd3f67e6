"""Who paid whom, year by year: the ledger's payments by kind, payer's and payee's sector, as a short table."""

from typing import Any

import numpy as np

YEAR_END, KIND, PAYER, PAYEE, FEN = range(5)
COLUMNS = 5
YEAR = 12


class Flows:
    """What is paid from the moment of its making on; what the first day took to open the zone is left out."""

    def __init__(self, ledger: Any, months: int) -> None:
        self._ledger, self._months = ledger, months
        self._before = ledger["paid"][0].copy()
        self._years: list[np.ndarray] = []

    def look(self, month: int) -> None:
        """Note at the end of a year, and of the life, what was paid since the last note."""
        if month == 0 or (month % YEAR and month != self._months):
            return
        now = self._ledger["paid"][0].copy()
        paid = now - self._before
        kind, payer, payee = np.nonzero(paid)
        ends = np.full(len(kind), month)
        self._years.append(np.column_stack([ends, kind, payer, payee, paid[kind, payer, payee]]))
        self._before = now

    def rows(self) -> np.ndarray:
        """One row a year for each kind and pair of sectors between which money moved, with the month of its end."""
        return np.concatenate(self._years or [np.zeros((0, COLUMNS))]).astype(np.int64)
