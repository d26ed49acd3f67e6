"""Cells of a report's tables: numbers from the results, written with as many digits as their interval warrants."""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.output.numerals import NOT_KNOWN, Estimate, Scale, decimals, known, numeral, percent, plain
from sim.output.results import Results
from sim.output.words import say


def estimate_cell(row: Mapping[str, Any] | None, scale: Scale, lang: str, value: str = "estimate") -> str:
    """An estimate with its interval; where that crosses zero the word "unclear" stands in place of the estimate."""
    if row is None or not known(row[value]):
        return NOT_KNOWN
    estimate = Estimate.of(row, scale, value)
    if not estimate.has_interval:
        return estimate.text
    # What nothing changes in any life is known to be nothing.
    sure = estimate.sign or estimate.lo == estimate.hi == 0
    return f"{estimate.text if sure else say('unclear', lang)}\n({bounds(estimate, lang)})"


def bounds(estimate: Estimate, lang: str) -> str:
    """Both ends of an interval in words."""
    lo, hi = estimate.bounds
    return say("to", lang, lo=lo, hi=hi)


def spread_cell(row: Mapping[str, Any] | None, scale: Scale, lang: str) -> str:
    """A median with the range of nine lives in ten."""
    if row is None or not known(row["p50"]):
        return NOT_KNOWN
    low, middle, high = (float(row[name]) * scale.factor for name in ("p05", "p50", "p95"))
    places = decimals((high - low) / 2, middle)
    return f"{numeral(middle, places)}\n({say('to', lang, lo=numeral(low, places), hi=numeral(high, places))})"


def share_cell(row: Mapping[str, Any], lang: str, names: Sequence[str] = ("estimate", "lo", "hi")) -> str:
    """A share with its interval, in whole per cent; nothing where the interval has no end."""
    if not all(known(row[name]) for name in names):
        return NOT_KNOWN
    value, lo, hi = (percent(float(row[name]), lang, 0) for name in names)
    return f"{value}\n({say('to', lang, lo=lo, hi=hi)})"


def plain_cell(value: Any, factor: float = 1.0) -> str:
    """A number without an interval."""
    return plain(float(value) * factor) if known(value) else NOT_KNOWN


def unit_label(results: Results, name: str, scale: Scale, lang: str) -> str:
    """An indicator's name with its unit."""
    label = results.indicator_label(name, lang)
    return say("with unit", lang, label=label, unit=scale.unit) if scale.unit else label
