"""Who gains and who loses: groups in and around the zone, each by what it cares for."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.patches import Patch

from sim.output import captions
from sim.output.charts.heat import HATCH, Cell, draw_cells, mixed, named
from sim.output.charts.rows import LEGEND_CELLS, looks_of, short_names, shown_words, strongest
from sim.output.numerals import Estimate, Scale, known, numeral, plain, scale_of
from sim.output.results import Results
from sim.output.style import BLUE, INK, ORANGE, Page
from sim.output.typesetting import shortened
from sim.output.words import joined, listing, say

MOST_PACKAGES = 4
ROW_CM, FRAME_CM = 0.92, 0.9
LABEL_CELLS = 32
LOOKS = {"gains": ("▲", BLUE, 0.32, False), "loses": ("▼", ORANGE, 0.5, True), "not clear": ("○", BLUE, 0.0, False)}
SAME = "="


def winners_data(results: Results, scenario: str) -> pd.DataFrame:
    """The groups and their changes under the packages shown; without packages or groups, nothing."""
    rows = results.at_the_end(results.table("winners"))
    shown = strongest(results, scenario, MOST_PACKAGES)
    return rows[(rows["scenario"] == scenario) & rows["package"].isin(shown) & (rows["n"] > 0)]


def draw_winners(results: Results, scenario: str, lang: str) -> Page:
    """A row a group with its level in the baseline, a column a package: the verdict, the change, its interval."""
    data = winners_data(results, scenario)
    packages = [name for name in results.asked_packages if name in set(data["package"])]
    moved = data.groupby("who", sort=False)["verdict"].apply(lambda found: bool((found != "no change").any()))
    groups, still = [str(who) for who in moved.index[moved]], [str(who) for who in moved.index[~moved]]
    package_looks = looks_of(results, packages)
    cells: dict[tuple[int, int], Cell] = {}
    labels = []
    for at, who in enumerate(groups):
        rows = data[data["who"] == who].to_dict("records")
        scale = _scale(results, rows, lang)
        labels.append(_label(rows[0], scale, lang))
        cells |= {(at, packages.index(row["package"])): _cell(row, scale) for row in rows}
    caption = joined(
        lang,
        say("caption winners", lang, **captions.frame(results, scenario, lang)),
        say("caption unmoved", lang, names=listing([say(f"who {who}", lang) for who in still], lang)) if still else "",
        shown_words(results, packages, lang),
        captions.tail(results, scenario, lang, money=True),
    )
    packages_named = list(short_names(results, package_looks, lang, LEGEND_CELLS).values())
    letters = [look.letter for look in package_looks.values()]
    handles = [*named(list(zip(letters, packages_named, strict=True))), *(_entry(verdict, lang) for verdict in LOOKS)]
    rows_of_legend = -(-len(handles) // 2)
    page = Page(say("winners title", lang), caption, len(groups) * ROW_CM + FRAME_CM, legend_rows=rows_of_legend)
    page.legend(handles, 2)
    draw_cells(page.figure.subplots(), cells, labels, letters)
    return page


def _scale(results: Results, rows: Sequence[Any], lang: str) -> Scale:
    sizes = [abs(row[name]) for row in rows for name in ("estimate", "baseline") if known(row[name])]
    unit = results.indicator_unit(rows[0]["indicator"], lang)
    return scale_of(str(rows[0]["unit"]), unit, max(sizes, default=0.0), lang)


def _label(row: Any, scale: Scale, lang: str) -> str:
    level = f"{plain(row['baseline'] * scale.factor)} {scale.unit}".strip()
    name = shortened(say(f"who {row['who']}", lang), LABEL_CELLS)
    return f"{name}\n{say('baseline at', lang, level=level)}"


def _cell(row: Any, scale: Scale) -> Cell:
    if row["verdict"] not in LOOKS:
        return Cell(SAME)
    sign, colour, shade, hatched = LOOKS[row["verdict"]]
    change = Estimate.of(row, scale)
    plus = "+" if change.value > 0 else ""
    width = numeral((change.hi - change.lo) / 2, change.places)
    return Cell(f"{sign} {plus}{change.text}\n±{width}", shade, hatched, colour)


def _entry(verdict: str, lang: str) -> Patch:
    sign, colour, shade, hatched = LOOKS[verdict]
    face = mixed(colour, shade)
    hatch = HATCH if hatched else ""
    label = f"{sign} {say(f'verdict {verdict}', lang)}"
    return Patch(facecolor=face, hatch=hatch, edgecolor=INK, linewidth=0.6, label=label)
