"""Who pays whom over the life, and what the county's purse takes and spends by the year: without and with packages."""

from collections.abc import Iterator

import numpy as np

from sim.books import FUND, KIND_LABELS, KINDS, PLATFORM, SECTOR_LABELS, SECTORS_OF_BOOKS, TREASURY
from sim.indicators.budget import ASIDE
from sim.indicators.flows import FEN, KIND, PAYEE, PAYER, YEAR_END
from sim.study.effects import Row
from sim.study.experiment import BASELINE
from sim.study.lived import Lived

FLOWS = (
    *("scenario", "package", "kind", "payer", "payee", "unit", "baseline", "mean", "estimate", "lo", "hi"),
    *("confidence", "n"),
)
BUDGET = (
    *("scenario", "package", "month", "side", "kind", "unit", "baseline", "mean", "estimate", "lo", "hi"),
    *("confidence", "n"),
)
INCOME, SPENDING, BALANCE = "income", "spending", "balance"
PURSE = (TREASURY, PLATFORM, FUND)
FEN_PER_WAN_YUAN = 1_000_000
SECTORS = len(SECTORS_OF_BOOKS)


def flows(lived: Lived) -> Iterator[Row]:
    """The baseline's payments, then those of each package that was asked, beside those of the same replicates without.

    Constant yuan, not discounted, from the first day to the end of the life.
    """
    shape = (len(KINDS), SECTORS, SECTORS)
    for scenario, package, with_it, without in _pairs(lived):
        before, paid = (
            np.array([_summed(rows, shape, (rows[:, KIND], rows[:, PAYER], rows[:, PAYEE])) for rows in arm])
            for arm in (without, with_it)
        )
        for kind, payer, payee in np.argwhere(((paid != 0) | (before != 0)).any(axis=0)):
            where = (slice(None), kind, payer, payee)
            yield {
                **{"scenario": scenario, "package": package, "kind": KINDS[kind]},
                **{"payer": SECTORS_OF_BOOKS[payer], "payee": SECTORS_OF_BOOKS[payee]},
                **_compared(lived, package, before[where], paid[where]),
            }


def budget(lived: Lived) -> Iterator[Row]:
    """What treasury, platform and funds together take from others and pay to them, by kind and year, and the balance.

    Left out are payments among the three, general revenue and services, and principal that comes and goes, as they
    are from `fiscal_npv`. Constant yuan, not discounted.
    """
    for scenario, package, with_it, without in _pairs(lived):
        ends = sorted({int(end) for rows in without for end in rows[:, YEAR_END]})
        before, paid = (np.array([_purse(rows, ends) for rows in arm]) for arm in (without, with_it))
        for at, end in enumerate(ends):
            year = {"scenario": scenario, "package": package, "month": end}
            for side, name in enumerate((INCOME, SPENDING)):
                for kind in np.flatnonzero(((paid[:, side, at] != 0) | (before[:, side, at] != 0)).any(axis=0)):
                    found = _compared(lived, package, before[:, side, at, kind], paid[:, side, at, kind])
                    yield {**year, "side": name, "kind": KINDS[kind], **found}
            balances = (arm[:, 0, at].sum(axis=1) - arm[:, 1, at].sum(axis=1) for arm in (before, paid))
            yield {**year, "side": BALANCE, "kind": "all", **_compared(lived, package, *balances)}


def _pairs(lived: Lived) -> Iterator[tuple[str, str, list[np.ndarray], list[np.ndarray]]]:
    """The baseline beside itself, then every package asked beside the baseline, in every world that has both."""
    for scenario in lived.experiment.scenarios:
        without = lived.flows(scenario, BASELINE)
        for package in (BASELINE, *(each.name for each in lived.experiment.asked)) if without else ():
            yield scenario, package, without if package == BASELINE else lived.flows(scenario, package), without


def _purse(rows: np.ndarray, ends: list[int]) -> np.ndarray:
    """Taken and paid by the purse as a whole in one life, by year and kind, in wan yuan."""
    pays, takes = np.isin(rows[:, PAYER], PURSE), np.isin(rows[:, PAYEE], PURSE)
    counted = ~np.isin(rows[:, KIND], ASIDE)
    sides = [rows[counted & takes & ~pays], rows[counted & pays & ~takes]]
    shape = (len(ends), len(KINDS))
    return np.array([_summed(side, shape, (np.searchsorted(ends, side[:, YEAR_END]), side[:, KIND])) for side in sides])


def _summed(rows: np.ndarray, shape: tuple[int, ...], where: tuple[np.ndarray, ...]) -> np.ndarray:
    """The money of rows in wan yuan, added up at their places; whole fen until the end."""
    total = np.zeros(shape, np.int64)
    np.add.at(total, where, rows[:, FEN])
    return total / FEN_PER_WAN_YUAN


def _compared(lived: Lived, package: str, before: np.ndarray, paid: np.ndarray) -> Row:
    row = {"unit": "wan yuan", "baseline": float(before.mean()), "mean": float(paid.mean()), "n": len(paid)}
    if package == BASELINE:
        return row
    found = lived.interval(paid - before)
    confidence = lived.experiment.precision.confidence
    return {**row, "estimate": found.estimate, "lo": found.lo, "hi": found.hi, "confidence": confidence}


def names_of_books() -> dict[str, dict[str, dict[str, str]]]:
    """What kinds of payment and sectors are called, for whoever reads the tables without the model."""
    return {"kinds": dict(KIND_LABELS), "sectors": dict(SECTOR_LABELS)}
