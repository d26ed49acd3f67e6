"""Where each number of a report comes from: what is written must be a cell of the results, digit by digit."""

import csv
import json
import math
import re
import sys
from contextlib import suppress
from pathlib import Path

from sim.output import numerals
from sim.output.report import annex
from sim.output.report.blocks import Grid, Picture, resolved
from sim.output.report.compose import report_of
from sim.output.words import language

NUMBER = re.compile("\u2212?\\d[\\d\u202f]*(?:\\.\\d+)?")
FACTORS = (1.0, 100.0, 1e-2, 1e-4, 1e-5, 1e4)


def numbers_said(text):
    """The numbers that a text says, as they are written."""
    return NUMBER.findall(text)


def cells_of(folder: Path):
    """Every number of the tables and of the manifest, to the last bit."""
    values = set()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    with suppress(ValueError):
                        values.add(float(cell))
    waiting = [json.loads((folder / "manifest.json").read_text(encoding="utf-8"))]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict | list):
            waiting += list(each.values()) if isinstance(each, dict) else each
        elif isinstance(each, int | float) and not isinstance(each, bool):
            values.add(float(each))
    return values


def traced_numbers(results, lang, monkeypatch):
    """A report, and the numbers in it that no cell of the results explains.

    A spy on the one function that writes numbers keeps what it was given: each value must be a cell, in the unit
    of the table or of the reader, or a month as years. What the texts of the language say themselves, and what the
    asker, the labels and the sources say in words, is no number of the report's own.
    """
    written, strange = set(), []
    cells = cells_of(results.folder)
    scaled = {round_off(sign * cell * factor) for cell in cells for factor in FACTORS for sign in (1, -1)}
    scaled |= {round_off(cell / 12) for cell in cells}
    plain = numerals.numeral

    def spy(value, places):
        text = plain(value, places)
        written.update(numbers_said(text))
        if numerals.known(value) and round_off(value) not in scaled and value not in counts(results):
            strange.append((value, text))
        return text

    for name, module in list(sys.modules.items()):
        if name.startswith("sim.output") and getattr(module, "numeral", None) is plain:
            monkeypatch.setattr(module, "numeral", spy)
    document = report_of(results, lang)
    own = set(numbers_said(" ".join(language(lang).words.values())))
    own |= set(numbers_said(json.dumps(results.manifest, ensure_ascii=False)))
    own |= {str(int(results.calendar(month))) for month in range(results.at_month + 1)} | {
        str(month) for month in range(1, 13)
    }
    own |= {said for item in annex.STRESS for said in numbers_said(item)}
    hashes = (results.manifest.get("files") or {}).values()
    own |= {said for each in hashes for said in numbers_said(each[: annex.HASH_LETTERS])}
    own |= set(numbers_said(" ".join(results.additionality["usual_source"].dropna().unique())))
    own |= set(numbers_said(" ".join(map(str, results.table("baseline")["source"].dropna().unique()))))
    for block in document.blocks:
        # What stands below a figure was said by the figure; its numbers are in the figure's own table.
        if not isinstance(block, Picture):
            for text in texts(block):
                plain_text = resolved(text, lambda _: "").replace(results.run_id, "")
                strange += [(None, said) for said in numbers_said(plain_text) if said not in written | own]
    return document, strange


def texts(block):
    """What a part of a report says."""
    if isinstance(block, Grid):
        return [block.title, *block.heads, *(cell for row in block.rows for cell in row), block.note, block.source]
    return list(block.items) if hasattr(block, "items") else [block.text]


def counts(results):
    """What is counted rather than read: packages, scenarios, changed numbers."""
    return set(range(max(len(results.asked_packages), len(results.scenarios)) + 1))


def round_off(value):
    """A number as far as two ways of multiplying it agree."""
    return float(f"{value:.12g}") if math.isfinite(value) else value
