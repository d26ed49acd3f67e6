"""How an effect builds up: the mean difference from the baseline with its interval, package by package."""

from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.paths import finish_panel, label_ends
from sim.output.charts.rows import legend_labels, looks_of, shown_words, strongest
from sim.output.numerals import Estimate, Scale, scale_of
from sim.output.results import Results
from sim.output.style import BLUE, INK, WIDTH_CM, Look, Page
from sim.output.words import joined, say, within

ONE_PANEL = 5  # more fans than these in one panel hide each other
MOST_PANELS = 21
ACROSS, PANEL_CM = 3, 3.1
GREY = "#A6A6A6"


def growth_data(results: Results, scenario: str) -> pd.DataFrame:
    """The effect on the outcome of the question, year by year."""
    rows = results.effects
    chosen = rows[(rows["scenario"] == scenario) & (rows["outcome"] == results.outcome)]
    shown = strongest(results, scenario, MOST_PANELS)
    return chosen[chosen["package"].isin(shown) & (chosen["month"] <= results.at_month)]


def draw_growth(results: Results, scenario: str, lang: str) -> Page:
    """The effect of each package over time, with intervals of the mean: in one panel, or one for each if many."""
    data = growth_data(results, scenario)
    packages = [name for name in results.asked_packages if name in set(data["package"])]
    title = say("growth title", lang, outcome=within(effect_label(results, results.outcome, lang), lang))
    baselines = captions.baseline_levels(results, scenario, [results.outcome], lang)
    many = len(packages) > ONE_PANEL
    caption = joined(
        lang,
        say("caption growth", lang, baselines=baselines, **captions.frame(results, scenario, lang)),
        say("caption small multiples", lang) if many else "",
        shown_words(results, packages, lang),
        captions.tail(results, scenario, lang, money=False),
    )
    largest = float(data[["lo", "hi", "estimate"]].abs().max().max())
    scale = scale_of(str(data["unit"].iloc[0]), results.indicator_unit(results.outcome, lang), largest, lang)
    fans = {name: data[data["package"] == name].sort_values("month") for name in packages}
    return (_many if many else _one)(results, title, caption, fans, scale, lang)


def _one(results: Results, title: str, caption: str, fans: dict[str, pd.DataFrame], scale: Scale, lang: str) -> Page:
    package_looks = looks_of(results, list(fans))
    labels = legend_labels(results, package_looks, lang)
    handles = [
        Line2D([], [], color=look.colour, linestyle=look.dash, marker=look.marker, markersize=4, label=labels[name])
        for name, look in package_looks.items()
    ]
    page = Page(title, caption, 7.0, legend_rows=-(-len(handles) // 2))
    page.legend(handles, 2)
    panel = page.figure.subplots()
    for name, look in package_looks.items():
        _draw_fan(panel, results, fans[name], look, scale)
    panel.axhline(0, color=INK, linewidth=0.9)
    finish_panel(panel, results, say("difference axis", lang, unit=scale.unit), WIDTH_CM)
    ends = {name: float(rows["estimate"].iloc[-1]) * scale.factor for name, rows in fans.items()}
    label_ends(panel, results.calendar(results.at_month), ends, package_looks)
    return page


def _many(results: Results, title: str, caption: str, fans: dict[str, pd.DataFrame], scale: Scale, lang: str) -> Page:
    letters = {name: look.letter for name, look in looks_of(results, list(fans)).items()}
    rows = -(-len(fans) // ACROSS)
    page = Page(title, caption, rows * PANEL_CM + 0.8)
    panels = list(page.figure.subplots(rows, ACROSS, squeeze=False, sharex=True, sharey=True).flat)
    for panel, (name, own) in zip(panels, fans.items(), strict=False):
        for other in fans.values():
            panel.plot(_years(results, other), other["estimate"] * scale.factor, color=GREY, linewidth=0.5)
        clear = Estimate.of(own.iloc[-1].to_dict(), Scale(1, "")).sign != 0
        _draw_fan(panel, results, own, Look(BLUE, "-", "", "", ""), scale)
        end = float(own["estimate"].iloc[-1]) * scale.factor
        face = BLUE if clear else "white"
        year = results.calendar(results.at_month)
        panel.plot([year], [end], "o", color=BLUE, markerfacecolor=face, markersize=5, clip_on=False)
        panel.axhline(0, color=INK, linewidth=0.9)
        name_of = f"{letters[name]}  {results.package_label(name, lang)}"
        finish_panel(panel, results, name_of, WIDTH_CM / ACROSS - 0.7, fewest_ticks=True)
    for panel in panels[len(fans) :]:
        panel.remove()
    # The panel above an empty place in the last row has the axis of its column.
    for panel in panels[len(fans) - ACROSS : len(fans)]:
        panel.tick_params(labelbottom=True)
    page.figure.supylabel(say("difference axis", lang, unit=scale.unit), fontsize=8)
    return page


def _draw_fan(panel: Any, results: Results, rows: pd.DataFrame, look: Look, scale: Scale) -> None:
    years = _years(results, rows)
    low, middle, high = (rows[name] * scale.factor for name in ("lo", "estimate", "hi"))
    panel.fill_between(years, low, high, color=look.colour, alpha=0.2, linewidth=0)
    panel.plot(years, middle, color=look.colour, linestyle=look.dash, marker=look.marker, markersize=3.5)


def _years(results: Results, rows: pd.DataFrame) -> list[float]:
    return [results.calendar(month) for month in rows["month"]]
