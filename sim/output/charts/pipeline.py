"""The pipeline: how many projects stand at which stage, and what became of those that had signed."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.ticker import PercentFormatter

from sim.output import captions
from sim.output.charts import stacks
from sim.output.charts.bars import entitle, finish
from sim.output.charts.stacks import Part
from sim.output.numerals import plain, whole_percent
from sim.output.results import BASELINE, Results
from sim.output.style import BLUE, INK, LILAC, ORANGE, PALE, TEAL, Look, Page
from sim.output.typesetting import shortened
from sim.output.words import say

PARTS = (
    Part("stage producing", ("firms",)),
    Part("stage building", ("building",)),
    Part("stage landed", ("landed",)),
    Part("stage contracts", ("contracts",)),
    Part("stage intents", ("intents",)),
    Part("stage closed", (), ("closed",)),
)
UNDER_WAY = ("contracts", "landed", "building")
LOOKS = {
    "stage producing": Look(BLUE, "-", "", "", "A"),
    "stage building": Look(TEAL, "-", "", "....", "B"),
    "stage landed": Look(ORANGE, "-", "", "////", "C"),
    "stage contracts": Look(PALE, "-", "", "", "D"),
    "stage intents": Look("white", "-", "", "\\\\\\\\", "E"),
    "stage closed": Look("white", "-", "", "xxxx", "F"),
}
FATES = {
    "fate producing": (BLUE, ""),
    "fate closed": ("white", "xxxx"),
    "fate elsewhere": (LILAC, "////"),
    "fate under way": (PALE, ""),
}
PANEL_CM, FATE_CM, FRAME_CM, BAR = 6.6, 1.3, 3.0, 0.5
LEGEND_COLUMNS = 2
WRITTEN_FROM = 0.07
LABEL_CELLS = 54


def pipeline_data(results: Results, scenario: str) -> pd.DataFrame:
    """Projects by stage at the ends of years, and what became of those signed since the first of them."""
    data = stacks.stacked_data(results, scenario, PARTS)
    rows = [
        {
            "scenario": scenario,
            "package": package,
            "month": data["month"].max(),
            "part": fate,
            "unit": "share of signed",
        }
        | {"mean": share}
        for package in (stacks.arms(results, scenario) if len(data) else ())
        for fate, share in (fates(results, scenario, package) or {}).items()
    ]
    return pd.concat([data, pd.DataFrame(rows, columns=list(data.columns))], ignore_index=True) if rows else data


def fates(results: Results, scenario: str, package: str) -> dict[str, float] | None:
    """Of projects under way at the first year's end or signed since: the shares that began to produce, closed, left.

    Read off the stocks and sums: who began to produce is the rise of producing firms and all that closed from
    production; who closed before is the other part of the closed; who is neither there nor closed went elsewhere.
    """

    def rise(name: str) -> float:
        series = stacks.means(results, scenario, package, name)
        return float(series.iloc[-1] - series.iloc[0])

    def added(name: str) -> float:
        return float(stacks.means(results, scenario, package, name).iloc[1:].sum())

    needed = ("firms", "closed", "exits", "signings", *UNDER_WAY)
    if not all(len(stacks.means(results, scenario, package, name)) > 1 for name in needed):
        return None
    waiting = [stacks.means(results, scenario, package, name) for name in UNDER_WAY]
    at_first, at_last = sum(float(each.iloc[0]) for each in waiting), sum(float(each.iloc[-1]) for each in waiting)
    pool = at_first + added("signings")
    began, gone = rise("firms") + added("exits"), rise("closed") - added("exits")
    found = {"fate producing": began, "fate closed": gone, "fate elsewhere": pool - began - gone - at_last}
    return {name: value / pool for name, value in {**found, "fate under way": at_last}.items()} if pool > 0 else None


def pool_of(results: Results, scenario: str, package: str) -> float:
    """How many projects were under way at the first year's end or signed since, mean over the replicates."""
    waiting = sum(float(stacks.means(results, scenario, package, name).iloc[0]) for name in UNDER_WAY)
    return waiting + float(stacks.means(results, scenario, package, "signings").iloc[1:].sum())


def draw_pipeline(results: Results, scenario: str, lang: str) -> Page:
    """Above, projects by stage in both arms on one scale, the closed below zero; below, what became of the signed."""
    data = pipeline_data(results, scenario)
    packages = stacks.arms(results, scenario)
    drawn = stacks.looks_drawn(data, LOOKS)
    handles = stacks.legend_of_parts(drawn, {name: say(name, lang) for name in drawn})
    found = {package: each for package in packages if (each := fates(results, scenario, package))}
    share = whole_percent(round(found[BASELINE]["fate producing"], 2), lang) if BASELINE in found else ""
    kind = "pipeline title" if len(packages) > 1 else "pipeline title, one arm"
    title = say(kind, lang, share=share) if share else say("pipeline title, no shares", lang)
    told = say("caption pipeline", lang, n=captions.lives(results, scenario))
    caption = stacks.caption(results, scenario, lang, told, say("caption fates", lang) if found else "")
    heights = [PANEL_CM, *([len(found) * FATE_CM + FRAME_CM] if found else [])]
    page = Page(title, caption, sum(heights), legend_rows=-(-len(handles) // LEGEND_COLUMNS))
    page.legend(handles, LEGEND_COLUMNS)
    grid = page.figure.add_gridspec(len(heights), len(packages), height_ratios=heights)
    first = page.figure.add_subplot(grid[0, 0])
    others = [page.figure.add_subplot(grid[0, at], sharey=first) for at in range(1, len(packages))]
    unit = results.indicator_unit("landed", lang)
    stacks.draw_arms(dict(zip(packages, [first, *others], strict=True)), results, data, drawn, unit, lang)
    if found:
        _draw_fates(page.figure.add_subplot(grid[1, :]), results, scenario, found, lang)
    return page


def _draw_fates(
    panel: Any, results: Results, scenario: str, found: Mapping[str, Mapping[str, float]], lang: str
) -> None:
    for at, (package, shares) in enumerate(found.items()):
        left = 0.0
        for fate, (colour, hatch) in FATES.items():
            share, last = shares[fate], left
            label = say(fate, lang) if at == 0 else None
            panel.barh(at, share, BAR, left=left, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.6, label=label)
            left += share
            if share >= WRITTEN_FROM:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
                text = whole_percent(round(share, 2), lang)
                panel.text(last + share / 2, at, text, ha="center", va="center", fontsize=7.5, bbox=box)
        name = shortened(stacks.arm_label(results, package, lang), LABEL_CELLS)
        count = say("projects signed", lang, n=plain(round(pool_of(results, scenario, package))))
        told = say("of package", lang, package=name, what=count)
        panel.text(0, at - BAR / 2 - 0.04, told, ha="left", va="bottom", fontsize=7.5)
    finish(panel, [""] * len(found), say("fates axis", lang))
    panel.set_ylim(len(found) - 0.55, -0.8)
    panel.set_xlim(0, 1)
    panel.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    entitle(panel, say("fates panel", lang))
    panel.legend(loc="upper center", bbox_to_anchor=(0.5, -0.36), ncols=2, fontsize=8, columnspacing=1.0)
