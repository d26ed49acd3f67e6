"""What happens over time: the zone's own paths under the baseline and each package."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.output import captions
from sim.output.charts.rows import legend_labels, looks_of, shown_words, strongest, tick
from sim.output.numerals import scale_of
from sim.output.results import BASELINE, Results
from sim.output.style import INK, WIDTH_CM, Look, Page, columns
from sim.output.typesetting import balanced
from sim.output.words import joined, say

FIRST = ("jobs", "output", "wage", "vacancy", "idle_land", "fund_net_assets", "tax", "firms")
MOST_PANELS = 8
MOST_PACKAGES = 5  # more lines than these and the baseline cannot be followed
PANEL_CM = 4.1
OWN_LOOK = Look(INK, "-", "", "", "0")
BANDS = (("p05", "p95", 0.18), ("p25", "p75", 0.32))


def path_indicators(results: Results, scenario: str) -> list[str]:
    """The stocks, flows and shares of which most months are known, the telling ones first; none that is always zero.

    What a package alone has (a fund's leverage) counts by the package.
    """
    rows = results.summary[results.summary["scenario"] == scenario]
    moving = rows[(rows["p05"] != 0) | (rows["p95"] != 0)]
    rows = rows[rows["indicator"].isin(moving.dropna(subset=["p50"])["indicator"])]
    months = rows.dropna(subset=["p50"]).groupby(["indicator", "package"])["month"].nunique()
    months = months.groupby("indicator").max()
    whole = [name for name, count in months.items() if count > results.at_month / 2]
    chosen = [str(name) for name in whole if results.indicator_kind(str(name)) != "cumulative"]
    ordered = [name for name in FIRST if name in chosen] + [name for name in chosen if name not in FIRST]
    return ordered[:MOST_PANELS]


def path_data(results: Results, scenario: str) -> pd.DataFrame:
    """The quantiles that the paths show."""
    packages = [BASELINE, *strongest(results, scenario, MOST_PACKAGES)]
    rows = results.summary
    return rows[
        (rows["scenario"] == scenario)
        & rows["package"].isin(packages)
        & rows["indicator"].isin(path_indicators(results, scenario))
    ]


def draw_paths(results: Results, scenario: str, lang: str) -> Page:
    """Small multiples of the key stocks: medians of all, bands of the baseline and the largest package."""
    data, indicators = path_data(results, scenario), path_indicators(results, scenario)
    packages = [name for name in results.asked_packages if name in set(data["package"])]
    package_looks = {BASELINE: OWN_LOOK, **looks_of(results, packages)}
    banded = [BASELINE, *([results.largest] if results.largest in packages else [])]
    labels = {BASELINE: say("baseline", lang)} | {name: results.package_label(name, lang) for name in packages}
    handles = path_legend(
        package_looks,
        legend_labels(results, package_looks, lang),
        lang,
        starts=results.policy_start is not None and bool(packages),
    )
    across = 2
    rows = -(-len(indicators) // 2)
    title = say("paths title" if packages else "paths title, one arm", lang)
    caption = joined(
        lang,
        say(
            "caption paths",
            lang,
            banded=say("comma", lang).join(labels[name] for name in banded),
            n=captions.lives(results, scenario),
        ),
        shown_words(results, packages, lang),
        captions.tail(results, scenario, lang, money=True, error=False),
    )
    page = Page(title, caption, rows * PANEL_CM, legend_rows=-(-len(handles) // across))
    page.legend(handles, across)
    panels = page.figure.subplots(rows, 2, squeeze=False).flat
    for panel, indicator in zip(panels, indicators, strict=False):
        rows_of_indicator = data[data["indicator"] == indicator]
        draw_panel(panel, results, rows_of_indicator, package_looks, banded, lang)
    for panel in list(page.figure.axes)[len(indicators) :]:
        panel.remove()
    return page


def path_legend(package_looks: dict[str, Look], labels: dict[str, str], lang: str, starts: bool) -> list[Any]:
    """One entry a line, then what the bands hold and where the policy starts."""
    handles: list[Any] = [
        Line2D([], [], color=look.colour, linestyle=look.dash, marker=look.marker, markersize=4, label=labels[name])
        for name, look in package_looks.items()
    ]
    for word, (_, _, alpha) in zip(("nine in ten band", "half band"), BANDS, strict=True):
        handles.append(Patch(facecolor=INK, alpha=alpha, linewidth=0, label=say(word, lang)))
    if starts:
        handles.append(Line2D([], [], color=INK, linestyle=":", linewidth=1, label=say("policy starts", lang)))
    return handles


def draw_panel(
    panel: Any, results: Results, rows: pd.DataFrame, package_looks: dict[str, Look], banded: Sequence[str], lang: str
) -> None:
    """One indicator over time: medians of every arm, bands of some, each line's letter at its end."""
    indicator = str(rows["indicator"].iloc[0])
    largest = float(rows[["p05", "p95"]].abs().max().max())
    scale = scale_of(str(rows["unit"].iloc[0]), results.indicator_unit(indicator, lang), largest, lang)
    ends: dict[str, float] = {}
    for at, (name, look) in enumerate(package_looks.items()):
        arm = rows[rows["package"] == name].sort_values("month")
        if arm.empty:
            continue
        years = [results.calendar(month) for month in arm["month"]]
        if name in banded:
            for low, high, alpha in BANDS:
                panel.fill_between(
                    years,
                    arm[low] * scale.factor,
                    arm[high] * scale.factor,
                    color=look.colour,
                    alpha=alpha,
                    linewidth=0,
                )
        step = max(1, len(arm) // 5)
        every = (at * step // 6 % step, step)
        panel.plot(
            years,
            arm["p50"] * scale.factor,
            color=look.colour,
            linestyle=look.dash,
            linewidth=1.5 if name in banded else 1.1,
            marker=look.marker,
            markevery=every,
            markersize=3.2,
        )
        known = arm["p50"].dropna()
        if len(known):
            ends[name] = float(known.iloc[-1]) * scale.factor
    title = say("with unit", lang, label=results.indicator_label(indicator, lang), unit=scale.unit)
    finish_panel(panel, results, title, WIDTH_CM / 2 - 1.2)
    label_ends(panel, results.calendar(results.at_month), ends, package_looks)


def finish_panel(panel: Any, results: Results, title: str, width_cm: float, *, fewest_ticks: bool = False) -> None:
    """The title of a panel over time, years and levels at its axes, and when the policy starts."""
    panel.set_title("\n".join(balanced(title, columns(8, width_cm))), fontsize=8)
    panel.set_xlim(results.calendar(0), results.calendar(results.at_month))
    panel.xaxis.set_major_locator(MaxNLocator(2 if fewest_ticks else 4, integer=True, min_n_ticks=2))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    panel.yaxis.set_major_locator(MaxNLocator(4))
    panel.yaxis.set_major_formatter(FuncFormatter(tick))
    panel.grid(axis="y")
    panel.set_axisbelow(True)
    panel.margins(y=0.06)
    low, high = panel.get_ylim()
    if 0 < low < 0.6 * high:
        panel.set_ylim(0, high)
    if results.policy_start is not None:
        panel.axvline(results.calendar(results.policy_start - 1), color=INK, linestyle=":", linewidth=1)


def label_ends(panel: Any, year: float, ends: dict[str, float], package_looks: dict[str, Look]) -> None:
    """Put each line's letter at its right end, moved apart where they would cover each other."""
    low, high = panel.get_ylim()
    least = (high - low) * 0.115
    places: list[list[Any]] = sorted(([value, name] for name, value in ends.items()), key=lambda pair: pair[0])
    heights = spread([value for value, _ in places], least, low, high)
    for height, (_, name) in zip(heights, places, strict=True):
        look = package_looks[name]
        panel.annotate(
            look.letter,
            (year, height),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            fontweight="bold",
            color=look.colour,
            annotation_clip=False,
        )


def spread(values: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Ascending heights moved as little as needed to be `least` apart, kept between low and high where they fit."""
    heights = list(values)
    for _ in range(60):
        for at in range(1, len(heights)):
            short = least - (heights[at] - heights[at - 1])
            if short > 0:
                heights[at - 1] -= short / 2
                heights[at] += short / 2
    ceiling = high
    for at in reversed(range(len(heights))):
        heights[at] = min(heights[at], ceiling)
        ceiling = heights[at] - least
    below = max(low - heights[0], 0) if heights else 0
    return [height + below for height in heights]
