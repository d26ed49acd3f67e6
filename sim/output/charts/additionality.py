"""Whose jobs they are: what clients would have done otherwise, and what is left of it in zone, county and around."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from sim.output import captions
from sim.output.charts.rows import (
    BAR,
    FRAME_CM,
    LABEL_POINTS,
    draw_dot,
    effect_words,
    entitle,
    finish,
    labelled,
    row_cm,
    shown_words,
    strongest,
)
from sim.output.numerals import Estimate, percent
from sim.output.results import NET, Results
from sim.output.scales import difference_scale
from sim.output.style import BLUE, HATCHES, INK, LILAC, MARKERS, ORANGE, PALE, PLUM, TEAL, Look, Page
from sim.output.words import joined, say, within

PALE_PLUM = "#C796B3"  # dark hatches can be seen on it, in grey too
PARTS = {
    "came anyway": (PALE, HATCHES[0]),
    "sooner, larger or longer": (BLUE, HATCHES[0]),
    "from the county": (ORANGE, HATCHES[1]),
    "from the neighbours": (LILAC, HATCHES[3]),
    "from further away": (TEAL, HATCHES[2]),
    "still undecided": ("white", HATCHES[5]),
    "would not exist": (PALE_PLUM, HATCHES[4]),
}
Filed = Mapping[tuple[str, str, str], Any]
PERIMETERS = {
    "zone": Look(BLUE, "-", MARKERS[0], "", ""),
    "county": Look(TEAL, "-", MARKERS[1], "", ""),
    "county and neighbours": Look(PLUM, "-", MARKERS[2], "", ""),
}
MOST_PACKAGES = 9
APART = 0.25  # of a row, between the marks of two perimeters
WRITTEN_FROM = 0.12
LEGEND_COLUMNS = 2


def additionality_data(results: Results, scenario: str) -> pd.DataFrame:
    """The parts of the gross and the nets of every package asked, in the order of the question."""
    rows = results.at_the_end(results.additionality)
    rows = rows[rows["scenario"] == scenario]
    shown = (rows["perimeter"] == "of gross") | rows["part"].isin(("gross", "net"))
    order = {name: at for at, name in enumerate(strongest(results, scenario, MOST_PACKAGES))}
    rows = rows[shown & (rows["perimeter"] != "people") & rows["package"].isin(order)]
    return rows.sort_values("package", key=lambda column: column.map(order), kind="stable")


def draw_additionality(results: Results, scenario: str, lang: str) -> Page:
    """Above, the gross job-years of clients by what they would have done; below, what is net in each perimeter."""
    data = additionality_data(results, scenario)
    packages = list(dict.fromkeys(data["package"]))
    filed = {(row["package"], row["perimeter"], row["part"]): row for row in data.to_dict("records")}
    caption = joined(
        lang,
        say("caption additionality", lang, **captions.frame(results, scenario, lang)),
        shown_words(results, packages, lang),
        captions.tail(results, scenario, lang, money=False),
    )
    drawn = [part for part in PARTS if any(filed[name, "of gross", part]["estimate"] for name in packages)]
    handles = [*(_patch(part, lang) for part in drawn), *(_mark(perimeter, lang) for perimeter in PERIMETERS)]
    rows = -(-len(handles) // LEGEND_COLUMNS)
    height = len(packages) * row_cm(len(packages)) + FRAME_CM
    page = Page(say("additionality title", lang), caption, 2 * height, legend_rows=rows)
    page.legend(handles, LEGEND_COLUMNS)
    upper, lower = page.figure.subplots(2, 1)
    _draw_gross(upper, results, filed, packages, lang)
    _draw_nets(lower, results, filed, packages, lang)
    return page


def _patch(part: str, lang: str) -> Patch:
    colour, hatch = PARTS[part]
    return Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.6, label=say(f"part {part}", lang))


def _mark(perimeter: str, lang: str) -> Line2D:
    look, words = PERIMETERS[perimeter], say("net in", lang, where=within(say(f"perimeter {perimeter}", lang), lang))
    return Line2D([], [], color=look.colour, marker=look.marker, linewidth=2, markersize=6, label=words)


def _draw_gross(panel: Any, results: Results, filed: Filed, packages: Sequence[str], lang: str) -> None:
    gross = [filed[package, "zone", "gross"] for package in packages]
    scale = difference_scale(results, NET, gross, lang)
    labels = []
    for at, (package, row) in enumerate(zip(packages, gross, strict=True)):
        left = 0.0
        for part, (colour, hatch) in PARTS.items():
            share = float(filed[package, "of gross", part]["estimate"]) / max(float(row["estimate"]), 1e-9)
            panel.barh(at, share, BAR, left=left, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.6)
            if share >= WRITTEN_FROM:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
                look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": LABEL_POINTS, "bbox": box}
                panel.text(left + share / 2, at, percent(share, lang, 0), **look)
            left += share
        sure = Estimate.of(row, scale)
        words = say("estimate", lang, value=sure.text, lo=sure.bounds[0], hi=sure.bounds[1])
        gross_words = say("gross of", lang, value=words, unit="").strip()
        labels.append(labelled(results.package_label(package, lang), gross_words, len(packages)))
    finish(panel, labels, say("gross axis", lang))
    panel.set_xlim(0, 1)
    panel.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    entitle(panel, say("gross panel", lang))


def _draw_nets(panel: Any, results: Results, filed: Filed, packages: Sequence[str], lang: str) -> None:
    """A row a package with a mark for each perimeter; its label says the county's, which the question is about."""
    nets = [[filed[package, each, "net"] for each in PERIMETERS] for package in packages]
    scale = difference_scale(results, NET, [row for own in nets for row in own], lang)
    labels = []
    for at, (package, own) in enumerate(zip(packages, nets, strict=True)):
        estimates = dict(zip(PERIMETERS, (Estimate.of(row, scale) for row in own), strict=True))
        for place, (perimeter, estimate) in enumerate(estimates.items()):
            draw_dot(panel, at + (place - 1) * APART, estimate, PERIMETERS[perimeter], size=5.5, ends=0.08)
        county = say(
            "of package", lang, package=say("perimeter county", lang), what=effect_words(estimates["county"], lang)
        )
        labels.append(labelled(results.package_label(package, lang), county, len(packages)))
    finish(panel, labels, say("difference axis", lang, unit=scale.unit))
    entitle(panel, say("net panel", lang))
