"""Whose job-years they are: the effect split by trade and size of the firm, and by where the people came from."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from sim.output import captions
from sim.output.charts.rows import (
    LABEL_CELLS,
    draw_dot,
    entitle,
    finish,
    legend_labels,
    looks_of,
    shown_words,
    strongest,
)
from sim.output.numerals import Estimate, Scale, plain
from sim.output.results import NET, Results
from sim.output.style import Look, Page
from sim.output.typesetting import balanced
from sim.output.words import joined, say

MOST_PACKAGES = 4
FRAME_CM = 1.75
MARK_CM = 0.25  # between the marks of two packages in one group


def group_data(results: Results, scenario: str) -> pd.DataFrame:
    """The groups of the packages shown."""
    rows = results.at_the_end(results.table("groups"))
    shown = strongest(results, scenario, MOST_PACKAGES)
    return rows[(rows["scenario"] == scenario) & rows["package"].isin(shown)]


def draw_groups(results: Results, scenario: str, lang: str) -> Page:
    """A panel a split, a row a group with its level in the baseline, a mark a package."""
    data = group_data(results, scenario)
    package_looks = looks_of(results, [name for name in results.asked_packages if name in set(data["package"])])
    splits = {by: list(rows["group"].unique()) for by, rows in data.groupby("by", sort=False)}
    heights = [len(groups) * _row_cm(len(package_looks)) + FRAME_CM for groups in splits.values()]
    caption = joined(
        lang,
        say("caption groups", lang, **captions.frame(results, scenario, lang)),
        shown_words(results, list(package_looks), lang),
        captions.tail(results, scenario, lang, money=False),
    )
    labels = legend_labels(results, package_looks, lang)
    handles = [
        Line2D([], [], color=look.colour, marker=look.marker, markersize=5, linewidth=2, label=labels[name])
        for name, look in package_looks.items()
    ]
    page = Page(say("groups title", lang), caption, sum(heights), legend_rows=-(-len(handles) // 2))
    page.legend(handles, 2)
    panels = page.figure.subplots(len(splits), 1, squeeze=False, height_ratios=heights, sharex=True)[:, 0]
    unit = results.indicator_unit(NET, lang)
    for panel, (by, groups) in zip(panels, splits.items(), strict=True):
        rows = data[data["by"] == by]
        _draw_split(panel, rows, groups, package_looks)
        finish(panel, [_label(rows[rows["group"] == group], str(group), lang) for group in groups], "")
        panel.tick_params(labelbottom=True)
        entitle(panel, say(f"split {by!s}", lang))
    panels[-1].set_xlabel(say("difference axis", lang, unit=unit))
    return page


def _row_cm(marks: int) -> float:
    return max(marks * MARK_CM + 0.2, 0.95)


def _label(rows: pd.DataFrame, group: str, lang: str) -> str:
    level = say("baseline at", lang, level=plain(float(rows["baseline"].iloc[0])))
    return "\n".join([*balanced(say(f"group {group}", lang), LABEL_CELLS), level])


def _draw_split(panel: Any, rows: pd.DataFrame, groups: Sequence[str], package_looks: dict[str, Look]) -> None:
    apart = MARK_CM / _row_cm(len(package_looks))
    for row in rows.to_dict("records"):
        place = list(package_looks).index(row["package"]) - (len(package_looks) - 1) / 2
        at = groups.index(row["group"]) + apart * place
        draw_dot(panel, at, Estimate.of(row, Scale(1, "")), package_looks[row["package"]], size=5, ends=0.07)
