"""Whose jobs they are: what clients would have done otherwise, and what is left of it in zone, county and around."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, PercentFormatter

from sim.output import captions
from sim.output.charts.bars import BAR, FRAME_CM, LABEL_CELLS, ROW_CM, effect_words, entitle, finish
from sim.output.charts.paths import tick
from sim.output.numerals import Estimate, Scale, scale_of, whole_percent
from sim.output.results import NET, Results
from sim.output.style import BLUE, HATCHES, INK, LILAC, MARKERS, ORANGE, PALE, PLUM, TEAL, Page
from sim.output.typesetting import balanced
from sim.output.words import joined, say, within

PARTS = {
    "came anyway": (PALE, HATCHES[0]),
    "sooner, larger or longer": (BLUE, HATCHES[0]),
    "from the county": (ORANGE, HATCHES[1]),
    "from the neighbours": (LILAC, HATCHES[3]),
    "from further away": (TEAL, HATCHES[2]),
    "still undecided": ("white", HATCHES[5]),
    "would not exist": (PLUM, HATCHES[4]),
}
Filed = Mapping[tuple[str, str, str], Any]
PERIMETERS = ("zone", "county", "county and neighbours")
WRITTEN_FROM = 0.09
LEGEND_COLUMNS = 2


def additionality_data(results: Results, scenario: str) -> pd.DataFrame:
    """The parts of the gross and the nets of every package asked, in the order of the question."""
    rows = results.at_the_end(results.additionality)
    rows = rows[rows["scenario"] == scenario]
    shown = (rows["perimeter"] == "of gross") | rows["part"].isin(("gross", "net"))
    rows = rows[shown & (rows["perimeter"] != "people")]
    order = {name: at for at, name in enumerate(results.packages)}
    return rows.sort_values("package", key=lambda column: column.map(order), kind="stable")


def draw_additionality(results: Results, scenario: str, lang: str) -> Page:
    """Above, the gross job-years of clients by what they would have done; below, what is net in each perimeter."""
    data = additionality_data(results, scenario)
    packages = list(dict.fromkeys(data["package"]))
    filed = {(row["package"], row["perimeter"], row["part"]): row for row in data.to_dict("records")}
    caption = joined(
        lang,
        say(
            "caption additionality",
            lang,
            month=captions.end_month(results, lang),
            confidence=captions.confidence(results, lang),
            n=captions.pairs(results, scenario),
        ),
        captions.tail(results, scenario, lang, money=False),
    )
    drawn = [part for part in PARTS if any(filed[name, "of gross", part]["estimate"] for name in packages)]
    handles = [_patch(part, lang) for part in drawn]
    rows = -(-len(handles) // LEGEND_COLUMNS)
    heights = [len(packages) * ROW_CM + FRAME_CM, len(packages) * len(PERIMETERS) * 0.62 * ROW_CM + FRAME_CM]
    page = Page(say("additionality title", lang), caption, sum(heights), legend_rows=rows)
    page.legend(handles, LEGEND_COLUMNS)
    upper, lower = page.figure.subplots(2, 1, height_ratios=heights)
    _draw_gross(upper, results, filed, packages, lang)
    _draw_nets(lower, results, filed, packages, lang)
    return page


def _patch(part: str, lang: str) -> Patch:
    colour, hatch = PARTS[part]
    return Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.6, label=say(f"part {part}", lang))


def _scale(results: Results, rows: Sequence[Mapping[str, Any]], lang: str) -> Scale:
    largest = max(abs(float(row["estimate"])) for row in rows)
    return scale_of("job-years", results.indicator_unit(NET, lang), largest, lang)


def _draw_gross(panel: Any, results: Results, filed: Filed, packages: Sequence[str], lang: str) -> None:
    gross = [filed[package, "zone", "gross"] for package in packages]
    scale = _scale(results, gross, lang)
    labels = []
    for at, (package, row) in enumerate(zip(packages, gross, strict=True)):
        left = 0.0
        for part, (colour, hatch) in PARTS.items():
            share = float(filed[package, "of gross", part]["estimate"]) / max(float(row["estimate"]), 1e-9)
            panel.barh(at, share, BAR, left=left, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.6)
            if share >= WRITTEN_FROM:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
                middle = left + share / 2
                panel.text(middle, at, whole_percent(share, lang), ha="center", va="center", fontsize=7, bbox=box)
            left += share
        sure = Estimate.of(row, scale)
        words = say("estimate", lang, value=sure.text, lo=sure.bounds[0], hi=sure.bounds[1])
        labels.append(_label(results.package_label(package, lang), say("gross of", lang, value=words, unit=scale.unit)))
    finish(panel, labels, say("gross axis", lang))
    panel.set_xlim(0, 1)
    panel.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    entitle(panel, say("gross panel", lang))


def _draw_nets(panel: Any, results: Results, filed: Filed, packages: Sequence[str], lang: str) -> None:
    rows = [filed[package, each, "net"] for package in packages for each in PERIMETERS]
    scale, labels = _scale(results, rows, lang), []
    for at, row in enumerate(rows):
        estimate, place = Estimate.of(row, scale), at % len(PERIMETERS)
        colour = (BLUE, TEAL, PLUM)[place]
        panel.plot([estimate.lo, estimate.hi], [at, at], color=colour, linewidth=2.0, solid_capstyle="butt")
        face = colour if estimate.sign else "white"
        panel.plot([estimate.value], [at], MARKERS[place], color=colour, markerfacecolor=face, markersize=6)
        name = say(f"perimeter {PERIMETERS[place]}", lang)
        first = results.package_label(packages[at // len(PERIMETERS)], lang) if place == 0 else ""
        of = say("of package", lang, package=first, what=within(name, lang)) if first else name
        labels.append(_label(of, effect_words(estimate, lang)))
    finish(panel, labels, say("difference axis", lang, unit=scale.unit))
    panel.xaxis.set_major_formatter(FuncFormatter(tick))
    panel.tick_params(axis="y", labelsize=6.5)
    entitle(panel, say("net panel", lang))


def _label(name: str, words: str) -> str:
    return "\n".join([*balanced(name, LABEL_CELLS + 4), *balanced(words, LABEL_CELLS + 8)])
