"""In which unit the effects on an outcome are shown together."""

from collections.abc import Sequence
from typing import Any

from sim.output.numerals import Scale, known, scale_of
from sim.output.results import Results


def difference_scale(results: Results, outcome: str, rows: Sequence[Any], lang: str) -> Scale:
    """How differences in an outcome are shown together: by the largest number among them."""
    found = [row for row in rows if row]
    sizes = [abs(row[name]) for row in found for name in ("estimate", "lo", "hi") if known(row[name])]
    unit = str(found[0]["unit"]) if found else ""
    return scale_of(unit, results.indicator_unit(outcome, lang), max(sizes, default=0.0), lang)
