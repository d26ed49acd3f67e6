"""The county's purse year by year: what treasury, platform and funds take and spend, and what the package changes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.output import captions
from sim.output.charts.bars import entitle
from sim.output.charts.paths import tick
from sim.output.numerals import Estimate, Scale, money_scale
from sim.output.results import BASELINE, Results
from sim.output.style import BLUE, INK, LILAC, ORANGE, PALE, PLUM, TEAL, Page
from sim.output.words import joined, say

INCOME, SPENDING, BALANCE = "income", "spending", "balance"
MOST_KINDS = 4
OTHER = "other"
LOOKS = {
    INCOME: ((BLUE, ""), (TEAL, "...."), (LILAC, ""), (PALE, "////"), ("white", "")),
    SPENDING: ((PLUM, ""), (ORANGE, "////"), (TEAL, "xxxx"), (LILAC, "\\\\\\\\"), ("white", "----")),
}
BARS_CM, LINE_CM = 6.6, 4.2
BAR = 0.72
LEGEND_COLUMNS = 2


def budget_data(results: Results, scenario: str) -> pd.DataFrame:
    """Income and spending of the baseline by kind and year, and the balance of the baseline and the largest package."""
    rows = results.table("budget")
    rows = rows[(rows["scenario"] == scenario) & (rows["month"] <= results.at_month)]
    own = rows[rows["package"] == BASELINE]
    other = rows[(rows["package"] == results.largest) & (rows["side"] == BALANCE)]
    return pd.concat([own, other], ignore_index=True)


def draw_budget(results: Results, scenario: str, lang: str) -> Page:
    """Above, the baseline's income over and its spending under zero; below, what the package changes of the balance."""
    data = budget_data(results, scenario)
    own, changed = data[data["package"] == BASELINE], data[data["package"] != BASELINE]
    scale = money_scale(float(own["mean"].abs().max()), lang)
    drawn = {side: _kinds(own[own["side"] == side]) for side in (INCOME, SPENDING)}
    handles = _legend(results, drawn, lang)
    caption = joined(
        lang,
        say("caption budget", lang, n=captions.lives(results, scenario)),
        say("caption budget change", lang, confidence=captions.confidence(results, lang)) if len(changed) else "",
        captions.tail(results, scenario, lang, money=True, error=bool(len(changed))),
    )
    heights = [BARS_CM, *([LINE_CM] if len(changed) else [])]
    page = Page(
        _title(changed, own, scale, lang), caption, sum(heights), legend_rows=-(-len(handles) // LEGEND_COLUMNS)
    )
    page.legend(handles, LEGEND_COLUMNS)
    panels = page.figure.subplots(len(heights), 1, squeeze=False, height_ratios=heights, sharex=True)[:, 0]
    _draw_bars(panels[0], results, own, drawn, scale)
    _finish(panels[0], results, own, say("budget panel", lang, unit=scale.unit))
    if len(changed):
        low = money_scale(float(changed[["estimate", "lo", "hi"]].abs().max().max()), lang)
        _draw_change(panels[1], results, changed, low)
        _finish(panels[1], results, own, say("budget change panel", lang, unit=low.unit))
    return page


def _title(changed: pd.DataFrame, own: pd.DataFrame, scale: Scale, lang: str) -> str:
    """How many years the purse is better or worse off for sure; without a package how many end in the red."""
    if changed.empty:
        red = int((own.loc[own["side"] == BALANCE, "mean"] < 0).sum())
        return say("budget title", lang, red=red, years=int(own["month"].nunique()))
    signs = [Estimate.of(row, scale).sign for row in changed.to_dict("records")]
    if not any(signs):
        return say("budget unclear title", lang)
    return say("budget change title", lang, better=signs.count(1), worse=signs.count(-1), years=len(signs))


def _kinds(rows: pd.DataFrame) -> list[str]:
    """The kinds with most money over the years, the rest put together."""
    totals = rows.groupby("kind")["mean"].sum().abs().sort_values(ascending=False, kind="stable")
    shown = [str(name) for name in totals.index[:MOST_KINDS]]
    return [*shown, OTHER] if len(totals) > MOST_KINDS else shown


def _legend(results: Results, drawn: Mapping[str, Sequence[str]], lang: str) -> list[Any]:
    """Income in the first column, spending in the second, the balance last."""
    sides = {
        side: [
            Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.5, label=_word(results, side, kind, lang))
            for kind, (colour, hatch) in zip(kinds, LOOKS[side], strict=False)
        ]
        for side, kinds in drawn.items()
    }
    rows = max(len(each) for each in sides.values())
    blank = [Line2D([], [], linestyle="", label=" ")] * rows
    pairs = zip(*((each + blank)[:rows] for each in sides.values()), strict=True)
    balance = Line2D([], [], color=INK, marker="o", markersize=3.5, linewidth=1.3, label=say("balance line", lang))
    return [*(handle for pair in pairs for handle in pair), balance]


def _word(results: Results, side: str, kind: str, lang: str) -> str:
    if kind == OTHER:
        return say("other income" if side == INCOME else "other spending", lang)
    return results.kind_label(kind, lang)


def _draw_bars(
    panel: Any, results: Results, own: pd.DataFrame, drawn: Mapping[str, Sequence[str]], scale: Scale
) -> None:
    ends = sorted(own["month"].unique())
    years = [_middle(results, end) for end in ends]
    for side, kinds in drawn.items():
        table = own[own["side"] == side].pivot(index="month", columns="kind", values="mean")
        table = table.reindex(ends).fillna(0.0) * scale.factor
        rest = table.drop(columns=[kind for kind in kinds if kind != OTHER]).sum(axis=1)
        level, sign = np.zeros(len(ends)), 1 if side == INCOME else -1
        for kind, (colour, hatch) in zip(kinds, LOOKS[side], strict=False):
            size = sign * (rest if kind == OTHER else table[kind]).to_numpy()
            panel.bar(
                years, size, BAR, bottom=level, facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.4, zorder=2
            )
            level = level + size
    balance = own[own["side"] == BALANCE].set_index("month")["mean"].reindex(ends) * scale.factor
    panel.plot(years, balance, color="white", linewidth=3.2, zorder=3)
    panel.plot(years, balance, color=INK, marker="o", markersize=3.5, linewidth=1.3, zorder=4)


def _draw_change(panel: Any, results: Results, changed: pd.DataFrame, scale: Scale) -> None:
    rows = changed.sort_values("month").to_dict("records")
    years = [_middle(results, row["month"]) for row in rows]
    estimates = [Estimate.of(row, scale) for row in rows]
    panel.plot(years, [each.value for each in estimates], color=BLUE, linewidth=0.9, zorder=2)
    for year, each in zip(years, estimates, strict=True):
        if each.has_interval:
            panel.plot([year, year], [each.lo, each.hi], color=BLUE, linewidth=1.8, solid_capstyle="butt", zorder=2)
        face = BLUE if each.sign else "white"
        panel.plot([year], [each.value], "o", color=BLUE, markerfacecolor=face, markersize=5, zorder=3)


def _middle(results: Results, end: float) -> float:
    """The calendar time in the middle of the year that ends with a month."""
    return results.calendar(end - 6)


def _finish(panel: Any, results: Results, own: pd.DataFrame, title: str) -> None:
    entitle(panel, title)
    panel.axhline(0, color=INK, linewidth=0.9, zorder=3)
    panel.set_xlim(results.calendar(0), results.calendar(float(own["month"].max())))
    panel.xaxis.set_major_locator(MaxNLocator(6, integer=True, min_n_ticks=2))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    panel.yaxis.set_major_locator(MaxNLocator(5))
    panel.yaxis.set_major_formatter(FuncFormatter(tick))
    panel.grid(axis="y")
    panel.set_axisbelow(True)
