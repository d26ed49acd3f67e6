"""Where the zone's land is: used, idle, on offer, cut off and in approval, without and with the largest package."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.output import captions
from sim.output.charts import stacks
from sim.output.charts.paths import finish_panel
from sim.output.charts.stacks import Part
from sim.output.results import BASELINE, Results
from sim.output.style import BLUE, INK, ORANGE, PALE, TEAL, WIDTH_CM, Look, Page
from sim.output.words import say

PARTS = (
    Part("land idle", ("idle_land",)),
    Part("land used", ("land_held",), ("idle_land",)),
    Part("land bank", ("land_bank",)),
    Part("land cut off", ("land_cut_off",)),
)
# Lives of before it was measured do not have it.
IN_APPROVAL = Part("land in approval", ("land_in_approval",))
LOOKS = {
    "land idle": Look(ORANGE, "-", "", "////", "A"),
    "land used": Look(BLUE, "-", "", "", "B"),
    "land bank": Look(PALE, "-", "", "", "C"),
    "land cut off": Look(TEAL, "-", "", "xxxx", "D"),
    "land in approval": Look("white", "-", "", "....", "E"),
}
LINES = {"bare_land": "land bare", "land_queue": "land queue"}
ARMS = (Look(INK, "-", "", "", "0"), Look(ORANGE, (0, (5, 2)), "o", "", "A"))
PANEL_CM, LINE_CM = 6.6, 4.2
LEGEND_COLUMNS = 2


def land_data(results: Results, scenario: str) -> pd.DataFrame:
    """The stacked parts, and the two lines that are no parts of them."""
    measured = set(results.summary["indicator"])
    parts = (*PARTS, *([IN_APPROVAL] if "land_in_approval" in measured else []))
    data = stacks.stacked_data(results, scenario, parts)
    if data.empty:
        return data
    lines = [
        {"scenario": scenario, "package": package, "month": month, "part": word, "unit": "mu", "mean": mean}
        for package in stacks.arms(results, scenario)
        for indicator, word in LINES.items()
        for month, mean in stacks.means(results, scenario, package, indicator).items()
    ]
    return pd.concat([data, pd.DataFrame(lines, columns=list(data.columns))], ignore_index=True)


def draw_land(results: Results, scenario: str, lang: str) -> Page:
    """Stacked areas of both arms on one scale, idle land at the bottom; what is wanted or kept bare as lines."""
    data = land_data(results, scenario)
    drawn = stacks.looks_drawn(data, LOOKS)
    handles = stacks.legend_of_parts(drawn, {name: say(name, lang) for name in drawn})
    keys = ("land title clear", "land title unclear", "land title")
    title, compared = stacks.finding(results, scenario, "idle_land", lang, keys)
    told = say("caption land", lang, n=captions.lives(results, scenario))
    caption = stacks.caption(results, scenario, lang, told, compared)
    lines = [word for word in LINES.values() if data.loc[data["part"] == word, "mean"].any()]
    heights = [PANEL_CM, *([LINE_CM] if lines else [])]
    page = Page(title, caption, sum(heights), legend_rows=-(-len(handles) // LEGEND_COLUMNS))
    page.legend(handles, LEGEND_COLUMNS)
    packages, unit = stacks.arms(results, scenario), results.indicator_unit("land_held", lang)
    # Two lines need two panels, one a word, however many arms there are.
    across = max(len(packages), 2)
    grid = page.figure.add_gridspec(len(heights), across, height_ratios=heights)
    first = page.figure.add_subplot(grid[0, 0] if len(packages) > 1 else grid[0, :])
    others = [page.figure.add_subplot(grid[0, at], sharey=first) for at in range(1, len(packages))]
    stacks.draw_arms(dict(zip(packages, [first, *others], strict=True)), results, data, drawn, unit, lang)
    for at, word in enumerate(lines):
        _draw_lines(
            page.figure.add_subplot(grid[1, at]), results, data[data["part"] == word], packages, word, unit, lang
        )
    return page


def _draw_lines(
    panel: Any, results: Results, rows: pd.DataFrame, packages: Sequence[str], word: str, unit: str, lang: str
) -> None:
    """Both arms as lines: the baseline dark and whole, the package dashed with marks."""
    for package, look in zip(packages, ARMS, strict=False):
        arm = rows[rows["package"] == package]
        years = [results.calendar(month) for month in arm["month"]]
        label = stacks.arm_label(results, package, lang) if package == BASELINE else say("largest package", lang)
        panel.plot(
            *(years, arm["mean"]), color=look.colour, linestyle=look.dash, marker=look.marker, markersize=3, label=label
        )
    finish_panel(panel, results, say("with unit", lang, label=say(word, lang), unit=unit), WIDTH_CM / 2 - 1.2)
    panel.set_ylim(0, None)
    if len(packages) > 1:
        panel.legend(fontsize=7.5, handlelength=2.4, borderaxespad=0.1, loc="upper left")
        panel.set_ylim(0, 1.45 * panel.get_ylim()[1])
