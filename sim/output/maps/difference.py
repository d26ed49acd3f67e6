"""Where two land plans of the same month differ: what goes on in one and not in the other, and in which."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Patch, PathPatch

from sim.output import captions
from sim.output.maps.ground import draw_roads, draw_scale, draw_villages, frame
from sim.output.maps.looks import tint
from sim.output.maps.plan import INNER_CM, Plans, calendar_year, close_up, height_cm
from sim.output.maps.shapes import mask_of, outline_of_mask
from sim.output.numerals import numeral
from sim.output.results import BASELINE, Results
from sim.output.style import BLUE, INK, ORANGE, Page
from sim.output.words import joined, say

# What goes on on a cell, from nothing to most: the higher of two is what the other plan lacks there.
NOTHING, LAID_OUT, IDLE, BUILDING, WORKING = range(5)
LEVELS = {LAID_OUT: "laid out", IDLE: "idle", BUILDING: "building", WORKING: "working"}
LEVEL_OF_STATE = {
    **{"producing": WORKING, "factory": WORKING, "town": WORKING, "shops": WORKING},
    **{"building": BUILDING, "factory under way": BUILDING, "idle": IDLE, "bare": IDLE},
    **{"waiting": LAID_OUT, "bank": LAID_OUT, "cut off": LAID_OUT, "green": LAID_OUT},
}
MORE, LESS = "more", "less"
HUES = {MORE: BLUE, LESS: ORANGE}
WHITE = {LAID_OUT: 0.78, IDLE: 0.6, BUILDING: 0.35, WORKING: 0.0}
HATCHES = {
    MORE: {LAID_OUT: "", IDLE: "/////", BUILDING: "||||", WORKING: ""},
    LESS: {LAID_OUT: "", IDLE: "\\\\\\\\\\", BUILDING: "----", WORKING: "xxxx"},
}
ALIKE = "#D2D2D2"


def level_of(plan: Mapping[str, Any]) -> np.ndarray:
    """What goes on on each cell of a plan."""
    levels = np.full((plan["window"][1], plan["window"][0]), NOTHING)
    for piece in ({"state": "bank", "where": plan["roads"]}, *plan["ground"], *plan["plots"]):
        if piece["state"] in LEVEL_OF_STATE:
            levels[mask_of(piece["where"], plan["window"])] = LEVEL_OF_STATE[piece["state"]]
    return levels


def differences(plan: Mapping[str, Any], baseline: Mapping[str, Any]) -> dict[tuple[str, int], np.ndarray]:
    """For each side and level the cells where that side has it and the other has less; empty where plans are alike."""
    ours, theirs = level_of(plan), level_of(baseline)
    found = {
        (side, level): (high == level) & (low < level)
        for side, high, low in ((MORE, ours, theirs), (LESS, theirs, ours))
        for level in LEVELS
    }
    return {key: mask for key, mask in found.items() if mask.any()}


def difference_month(results: Results, plans: Plans, baseline: Plans) -> int | None:
    """The month of the question if both plans were kept then, else the last month that both have."""
    both = {int(month) for month in plans} & {int(month) for month in baseline}
    return results.at_month if results.at_month in both else max(both, default=None)


def difference_data(plans: Plans, baseline: Plans, month: int) -> pd.DataFrame:
    """How many mu each side has of what the other lacks; a cell is a mu."""
    found = differences(plans[str(month)], baseline[str(month)])
    rows = [
        {
            "month": month,
            "only_in": "package" if side == MORE else BASELINE,
            "what": name,
            "mu": _mu(found, side, level),
        }
        for side in (MORE, LESS)
        for level, name in LEVELS.items()
    ]
    return pd.DataFrame(rows)


def draw_difference(
    results: Results, scenario: str, package: str, plans: Plans, baseline: Plans, month: int, lang: str
) -> Page:
    """The largest package's plan against the baseline's, in one colour what it has more, in another what it lacks."""
    plan, other = plans[str(month)], baseline[str(month)]
    found = differences(plan, other)
    label = results.package_label(package, lang)
    caption = joined(
        lang,
        say("caption difference", lang, month=captions.calendar_month(results, month, lang)),
        captions.tail(results, scenario, lang, money=False, error=False),
    )
    title = say("difference title", lang, package=label, year=calendar_year(results, month))
    handles = _legend(found, lang)
    page = Page(title, caption, height_cm(plan, INNER_CM), legend_rows=math.ceil(len(handles) / 2))
    page.legend(handles, 2)
    close_up(page)
    panel = page.figure.subplots()
    draw_villages(panel, plan)
    _draw_alike(panel, plan, other)
    draw_roads(panel, plan)
    draw_roads(panel, other)
    for (side, level), mask in found.items():
        panel.add_patch(PathPatch(outline_of_mask(mask), **_paint(side, level), zorder=5))
    frame(panel, plan, lang)
    draw_scale(panel, plan, lang)
    return page


def _draw_alike(panel: Any, plan: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    """What both plans have alike is grey: a background by which one finds one's way."""
    ours = level_of(plan)
    alike = (ours == level_of(other)) & (ours > NOTHING)
    if alike.any():
        panel.add_patch(PathPatch(outline_of_mask(alike), facecolor=ALIKE, edgecolor="none", zorder=3))


def _paint(side: str, level: int) -> dict[str, Any]:
    paint = {"facecolor": tint(HUES[side], WHITE[level]), "hatch": HATCHES[side][level]}
    return {**paint, "edgecolor": INK, "linewidth": 0.4}


def _legend(found: Mapping[tuple[str, int], np.ndarray], lang: str) -> list[Any]:
    """Left what the package has more, right what it lacks, with the mu of each."""
    heads: list[Any] = [Patch(alpha=0, label=say(f"only {side}", lang)) for side in (MORE, LESS)]
    areas = [
        Patch(**_paint(side, level), label=_area(name, _mu(found, side, level), lang))
        for level, name in sorted(LEVELS.items(), reverse=True)
        for side in (MORE, LESS)
    ]
    return [*heads, *areas, Patch(facecolor=ALIKE, edgecolor="none", label=say("alike", lang))]


def _area(level: str, mu: int, lang: str) -> str:
    return say("level area", lang, what=say(f"level {level}", lang), mu=numeral(mu, 0))


def _mu(found: Mapping[tuple[str, int], np.ndarray], side: str, level: int) -> int:
    return int(found[side, level].sum()) if (side, level) in found else 0
