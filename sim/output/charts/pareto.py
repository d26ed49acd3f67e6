"""Where the trade-off lies: what each package makes against what it costs, and which are outdone by another."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.placing import Point, placed
from sim.output.charts.rows import LABEL_POINTS, legend_labels, looks_of, shown_packages, shown_words, tick
from sim.output.numerals import Estimate, Scale, known, scale_of
from sim.output.results import BASELINE, NET_COST, Results
from sim.output.style import INK, Look, Page
from sim.output.words import joined, say

MOST_PACKAGES = 26
HEIGHT_CM = 9.5
PANEL_POINTS = (270.0, 205.0)  # about how large the panel is, to set letters beside marks
OUTDONE = "#8C8C8C"
COLUMNS = (
    *("scenario", "package", "outcome", "month", "unit", "estimate", "lo", "hi"),
    *("cost", "cost_lo", "cost_hi", "cost_unit", "outdone", "confidence", "n"),
)


def pareto_data(results: Results, scenario: str) -> pd.DataFrame:
    """Effect and net public cost of every package, and whether another, or doing nothing, is as good at no more."""
    found = []
    for name in shown_packages(results, scenario, MOST_PACKAGES):
        effect, cost = results.effect(scenario, name, results.outcome), _cost(results, scenario, name)
        if effect and cost and known(effect["estimate"]) and known(cost["estimate"]):
            money = {"cost": cost["estimate"], "cost_lo": cost["lo"], "cost_hi": cost["hi"], "cost_unit": cost["unit"]}
            found.append({**effect, **money})
    points = [(row["cost"], row["estimate"]) for row in found]
    outdone = dominated([*points, (0.0, 0.0)])
    rows = [{**row, "outdone": lost} for row, lost in zip(found, outdone, strict=False)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _cost(results: Results, scenario: str, package: str) -> Mapping[str, Any] | None:
    """Net public cost with its interval where it was an outcome, else alone."""
    measured = results.effect(scenario, package, NET_COST)
    if measured:
        return measured
    row = results.cost(scenario, package)
    return {"estimate": row[NET_COST], "lo": None, "hi": None, "unit": "wan yuan"} if row else None


def dominated(points: Sequence[tuple[float, float]]) -> list[bool]:
    """For each (cost, effect) whether another costs no more, makes no less, and is better in one of the two."""
    return [
        any(cost <= own and effect >= made and (cost, effect) != (own, made) for cost, effect in points)
        for own, made in points
    ]


def draw_pareto(results: Results, scenario: str, lang: str) -> Page:
    """Marks with whiskers both ways, lettered; the frontier stepped from doing nothing; the outdone open and grey."""
    rows = pareto_data(results, scenario).to_dict("records")
    names = [row["package"] for row in rows]
    package_looks = looks_of(results, names)
    effect_scale, money_scale = _scales(results, rows, lang)
    labels = legend_labels(results, package_looks, lang)
    handles = [_entry(row, package_looks[row["package"]], labels[row["package"]]) for row in rows]
    best = sum(not row["outdone"] for row in rows)
    baselines = captions.baseline_levels(results, scenario, [results.outcome], lang)
    caption = joined(
        lang,
        say("caption pareto", lang, baselines=baselines, **captions.frame(results, scenario, lang)),
        say("caption cost alone", lang) if pd.isna([row["cost_lo"] for row in rows]).all() else "",
        shown_words(results, names, lang),
        captions.tail(results, scenario, lang, money=True),
    )
    title = say("pareto title", lang, best=best, all=len(rows))
    page = Page(title, caption, HEIGHT_CM, legend_rows=-(-len(handles) // 2))
    page.legend(handles, 2)
    panel = page.figure.subplots()
    for row in rows:
        _draw_mark(panel, row, package_looks[row["package"]], effect_scale, money_scale)
    _finish(panel, results, lang, effect_scale, money_scale)
    right = panel.get_xlim()[1]
    frontier = _frontier(rows, right, effect_scale, money_scale)
    across, upright = zip(*frontier, strict=True)
    panel.plot(across, upright, color=INK, linewidth=1.2, linestyle=(0, (5, 2)), zorder=1)
    panel.set_xlim(right=right)
    _draw_letters(panel, rows, package_looks, frontier, effect_scale, money_scale)
    return page


def _scales(results: Results, rows: Sequence[Any], lang: str) -> tuple[Scale, Scale]:
    effect = max(abs(row["estimate"]) for row in rows)
    cost = max(abs(row["cost"]) for row in rows)
    word = results.indicator_unit(NET_COST, lang) or results.indicator_unit("public_outlay", lang)
    return (
        scale_of(str(rows[0]["unit"]), results.indicator_unit(results.outcome, lang), effect, lang),
        scale_of(str(rows[0]["cost_unit"]), word, cost, lang),
    )


def _entry(row: Any, look: Look, label: str) -> Line2D:
    colour = _colour(row, look)
    face = colour if _filled(row) else "white"
    return Line2D(
        *([], []), linestyle="none", marker=look.marker, color=colour, markerfacecolor=face, markersize=6, label=label
    )


def _colour(row: Any, look: Look) -> str:
    return OUTDONE if row["outdone"] else look.colour


def _filled(row: Any) -> bool:
    return not row["outdone"] and Estimate.of(row, Scale(1, "")).sign != 0


def _draw_mark(panel: Any, row: Any, look: Look, effect_scale: Scale, money_scale: Scale) -> None:
    effect, colour = Estimate.of(row, effect_scale), _colour(row, look)
    cost = Estimate.of({"estimate": row["cost"], "lo": row["cost_lo"], "hi": row["cost_hi"]}, money_scale)
    if effect.has_interval:
        panel.plot([cost.value] * 2, [effect.lo, effect.hi], color=colour, linewidth=1.0)
    if cost.has_interval:
        panel.plot([cost.lo, cost.hi], [effect.value] * 2, color=colour, linewidth=1.0)
    face = colour if _filled(row) else "white"
    panel.plot([cost.value], [effect.value], look.marker, color=colour, markerfacecolor=face, markersize=6.5, zorder=3)


def _frontier(rows: Sequence[Any], right: float, effect_scale: Scale, money_scale: Scale) -> list[Point]:
    """The corners of the steps from doing nothing (unless something better costs no more) to the right edge."""
    points = sorted((row["cost"], row["estimate"]) for row in rows if not row["outdone"])
    if not dominated([*points, (0.0, 0.0)])[-1]:
        points = sorted([*points, (0.0, 0.0)])
    shown = [(cost * money_scale.factor, effect * effect_scale.factor) for cost, effect in points]
    steps = [corner for one, other in pairwise(shown) for corner in (one, (other[0], one[1]))]
    return [*steps, shown[-1], (right, shown[-1][1])]


def _draw_letters(
    panel: Any,
    rows: Sequence[Any],
    package_looks: Mapping[str, Look],
    frontier: Sequence[Point],
    effect_scale: Scale,
    money_scale: Scale,
) -> None:
    (left, right), (low, high) = panel.get_xlim(), panel.get_ylim()
    wide, tall = PANEL_POINTS

    def in_points(place: Point) -> Point:
        return (place[0] - left) / (right - left) * wide, (place[1] - low) / (high - low) * tall

    marks = [(row["cost"] * money_scale.factor, row["estimate"] * effect_scale.factor) for row in rows]
    whiskers = [
        [(mark[0], row[end] * effect_scale.factor) for end in ("lo", "hi")]
        for row, mark in zip(rows, marks, strict=True)
        if known(row["lo"]) and known(row["hi"])
    ]
    lines = [[in_points(corner) for corner in line] for line in (frontier, *whiskers)]
    offsets = placed([in_points(mark) for mark in marks], lines)
    for row, mark, (across, up) in zip(rows, marks, offsets, strict=True):
        look = package_looks[row["package"]]
        far = max(abs(across), abs(up)) > 13
        panel.annotate(
            look.letter,
            mark,
            (across, up),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=LABEL_POINTS + 0.5,
            fontweight="bold",
            color=INK,
            arrowprops={"arrowstyle": "-", "color": OUTDONE, "linewidth": 0.6, "shrinkA": 4, "shrinkB": 3}
            if far
            else None,
            zorder=4,
        )


def _finish(panel: Any, results: Results, lang: str, effect_scale: Scale, money_scale: Scale) -> None:
    panel.margins(x=0.08, y=0.08)
    panel.plot([0], [0], "+", color=INK, markersize=9, markeredgewidth=1.6)
    panel.annotate(say(BASELINE, lang), (0, 0), (5, -9), textcoords="offset points", fontsize=LABEL_POINTS, va="center")
    panel.axhline(0, color=INK, linewidth=0.8)
    panel.axvline(0, color=INK, linewidth=0.8)
    panel.grid()
    panel.set_axisbelow(True)
    for axis in (panel.xaxis, panel.yaxis):
        axis.set_major_locator(MaxNLocator(5))
        axis.set_major_formatter(FuncFormatter(tick))
    what = effect_label(results, results.outcome, lang)
    panel.set_xlabel(say("less is better", lang, what=say("net public cost", lang, unit=money_scale.unit)))
    panel.set_ylabel(say("more is better", lang, what=say("with unit", lang, label=what, unit=effect_scale.unit)))
