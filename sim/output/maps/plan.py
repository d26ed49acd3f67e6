"""The land plan as a planner would draw it: roads, plots by sector and state, factory blocks, the town."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.output import captions
from sim.output.numerals import known, numeral
from sim.output.results import Results
from sim.output.style import BLUE, INK, LILAC, ORANGE, PLUM, TEAL, WIDTH_CM, Page
from sim.output.words import joined, say

SECTOR_COLOURS = {"garment": LILAC, "food": TEAL, "electronics": BLUE, "machinery": PLUM, "materials": ORANGE}
STATES = ("producing", "building", "idle", "waiting", "bank", "approval", "factory", "town", "shops")
YEARS = (0, 5, 10, 15)
PLAIN = "#8C8C8C"
GROUND = "#F7F6F1"
LINE = 0.5
LETTER_SHARE = 0.03  # of the window's width: on a smaller plot a letter would not be read
ABOVE = 0.035  # of the window's width: how far above the plan its scale stands


def plan_months(plans: Mapping[str, Any]) -> list[int]:
    """The months drawn: years 0, 5, 10 and 15 where they were kept, else up to four of those that were."""
    kept = sorted(int(month) for month in plans)
    chosen = [12 * year for year in YEARS if 12 * year in kept]
    return chosen if len(chosen) > 1 else kept[:: max(1, math.ceil(len(kept) / 4))]


def draw_plans(results: Results, scenario: str, package: str, plans: Mapping[str, Any], label: str, lang: str) -> Page:
    """One package's land plan at a few years, all on the same scale."""
    months = plan_months(plans)
    across = 2 if len(months) > 1 else 1
    rows = math.ceil(len(months) / across)
    window = _window([plans[str(month)] for month in months])
    panel_cm = (WIDTH_CM - 0.6) / across * min(window[1] / window[0], 1.3) + 0.75
    handles = _legend(lang)
    caption = joined(
        lang,
        say("caption plan", lang, package=label, built=_built(results, months, plans, lang)),
        captions.tail(results, scenario, lang, money=False, error=False),
    )
    page = Page(
        say("plan title", lang, package=label), caption, rows * panel_cm, legend_rows=math.ceil(len(handles) / 3)
    )
    page.legend(handles, 3)
    panels = list(page.figure.subplots(rows, across, squeeze=False).flat)
    for at, (panel, month) in enumerate(zip(panels, months, strict=False)):
        _draw_plan(panel, plans[str(month)], window, lang)
        panel.set_title(_year(results, month, lang), fontsize=8.5)
        if at == 0:
            _scale_bar(panel, window, lang)
            _north(panel, window, lang)
    for panel in panels[len(months) :]:
        panel.remove()
    return page


def plan_data(by_month: Mapping[str, Any]) -> pd.DataFrame:
    """The plots of the months that are drawn, one row each."""
    columns = ["month", "name", "state", "sector", "idle", "x", "y", "w", "h"]
    rows = [
        {"month": month, **{name: plot.get(name) for name in columns[1:]}}
        for month in plan_months(by_month)
        for plot in by_month[str(month)].get("plots", [])
    ]
    return pd.DataFrame(rows, columns=columns)


def _window(plans: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    return max(plan["window_m"][0] for plan in plans), max(plan["window_m"][1] for plan in plans)


def _year(results: Results, month: int, lang: str) -> str:
    key = "end of" if month else "start of"
    return say(key, lang, year=_calendar_year(results, month), years=tidy(month / 12))


def tidy(value: float) -> str:
    """A number of years, with a decimal only where it needs one."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


def _calendar_year(results: Results, month: int) -> int:
    """The year in which a month lies; the start state belongs to the year that begins."""
    return math.floor(results.calendar(max(month - 1, 0)) + 1e-9)


def _built(results: Results, months: Sequence[int], plans: Mapping[str, Any], lang: str) -> str:
    levels = [
        say("built", lang, year=_calendar_year(results, month), mu=numeral(plans[str(month)]["built_mu"], 0))
        for month in months
        if known(plans[str(month)].get("built_mu"))
    ]
    return say("comma", lang).join(levels) or "–"


def _legend(lang: str) -> list[Any]:
    sectors: list[Any] = [
        Patch(
            facecolor=colour,
            edgecolor=INK,
            linewidth=LINE,
            label=say("lettered", lang, letter=say(f"letter {name}", lang), sector=say(f"sector {name}", lang)),
        )
        for name, colour in SECTOR_COLOURS.items()
    ]
    states = [
        Patch(**_paint(state, BLUE), label=say(f"state {state}", lang)) for state in STATES if state != "producing"
    ]
    road = Line2D([], [], color="#B5AFA3", linewidth=3, label=say("roads", lang))
    return [*sectors, *states, road]


def _paint(state: str, colour: str) -> dict[str, Any]:
    """How a plot of a state is painted: never by colour alone."""
    paints: dict[str, dict[str, Any]] = {
        "producing": {"facecolor": colour, "edgecolor": INK},
        "building": {"facecolor": tint(colour, 0.7), "edgecolor": colour, "linewidth": 1.0},
        "idle": {"facecolor": tint(colour, 0.55), "edgecolor": INK, "hatch": "//////"},
        "waiting": {"facecolor": "white", "edgecolor": colour, "hatch": "\\\\\\"},
        "bank": {"facecolor": "#E4E4E4", "edgecolor": "#BBBBBB"},
        "factory": {"facecolor": "white", "edgecolor": INK, "hatch": "......", "linewidth": 1.1},
        "cut off": {"facecolor": "#E4E4E4", "edgecolor": INK, "linestyle": (0, (2, 2))},
        "approval": {"facecolor": "#EFEFEF", "edgecolor": INK, "linestyle": (0, (2, 2))},
        "town": {"facecolor": "#EADFCB", "edgecolor": "#CBBFA8"},
        "shops": {"facecolor": "#F3D9A4", "edgecolor": INK, "hatch": "xx"},
    }
    return {"linewidth": LINE} | paints.get(state, paints["bank"])


def tint(colour: str, white: float) -> tuple[float, float, float]:
    """A colour mixed with so much white."""
    red, green, blue = to_rgb(colour)
    return (red + (1 - red) * white, green + (1 - green) * white, blue + (1 - blue) * white)


def _draw_plan(panel: Any, plan: Mapping[str, Any], window: tuple[float, float], lang: str) -> None:
    panel.add_patch(Rectangle((0, 0), *window, facecolor=GROUND, edgecolor=INK, linewidth=0.8))
    for x0, y0, x1, y1, *_ in plan.get("roads", []):
        panel.plot([x0, x1], [y0, y1], color="#B5AFA3", linewidth=1.6, solid_capstyle="butt", zorder=1.5)
    for plot in plan.get("plots", []):
        _draw_plot(panel, plot, window, lang)
    panel.set_xlim(-0.005 * window[0], 1.005 * window[0])
    panel.set_ylim(-0.005 * window[1], 1.005 * window[1])
    panel.set_aspect("equal")
    panel.set_axis_off()


def _draw_plot(panel: Any, plot: Mapping[str, Any], window: tuple[float, float], lang: str) -> None:
    sector, state = plot.get("sector"), str(plot.get("state"))
    colour = SECTOR_COLOURS.get(str(sector), PLAIN)
    shown = "idle" if plot.get("idle") else state
    panel.add_patch(Rectangle((plot["x"], plot["y"]), plot["w"], plot["h"], **_paint(shown, colour), zorder=2))
    large = min(plot["w"], plot["h"]) >= LETTER_SHARE * window[0]
    if large and sector in SECTOR_COLOURS and shown in ("producing", "building"):
        panel.text(
            plot["x"] + plot["w"] / 2,
            plot["y"] + plot["h"] / 2,
            say(f"letter {sector}", lang),
            ha="center",
            va="center_baseline",
            fontsize=5.5,
            color="white" if shown == "producing" and sector in ("electronics", "machinery") else INK,
            zorder=3,
        )


def _scale_bar(panel: Any, window: tuple[float, float], lang: str) -> None:
    """A bar of a round length near a sixth of the window, above its upper right corner."""
    length = max(step for step in (100, 200, 250, 500, 1000, 2000, 5000) if step <= max(window[0] / 5, 100))
    right, y = 0.86 * window[0], window[1] + ABOVE * window[0]
    for half, face in ((0, INK), (1, "white")):
        left = right - length + half * length / 2
        bar = Rectangle((left, y), length / 2, 0.014 * window[0], facecolor=face, edgecolor=INK, linewidth=0.6)
        bar.set_clip_on(False)
        panel.add_patch(bar)
    words = say("metres", lang, metres=length) if length < 1000 else say("kilometres", lang, kilometres=length // 1000)
    panel.text(right - length - 0.015 * window[0], y + 0.007 * window[0], words, ha="right", va="center", fontsize=7)


def _north(panel: Any, window: tuple[float, float], lang: str) -> None:
    """Up is north, said beside the scale bar."""
    x, foot, head = 0.98 * window[0], window[1] + 0.015 * window[0], window[1] + 0.075 * window[0]
    panel.plot([x, x], [foot, head], color=INK, linewidth=1, clip_on=False)
    panel.plot([x], [head], marker="^", markersize=4, color=INK, clip_on=False)
    panel.text(x - 0.025 * window[0], (foot + head) / 2, say("north", lang), ha="right", va="center", fontsize=7)
