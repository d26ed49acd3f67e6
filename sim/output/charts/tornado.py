"""What drives the result: how far the effect swings when a number of the model goes from its low to its high end."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.patches import Patch

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.rows import BAR, draw_whisker, finish, shown_words, strongest
from sim.output.numerals import MINUS, Estimate, Scale, known, numeral, percent
from sim.output.results import Results
from sim.output.scales import difference_scale
from sim.output.style import INK, PALE, Page, weight
from sim.output.typesetting import shortened
from sim.output.words import declared, joined, say

LUCK = "(luck)"
MOST_PACKAGES = 4
MOST_NUMBERS = {1: 12, 2: 8}
FEWEST_NUMBERS = 6
ROW_CM, FRAME_CM = 0.82, 1.8
LABEL_CELLS, TITLE_CELLS = 34, 32
LOOKS: dict[str, dict[str, Any]] = {
    "at_low": {"facecolor": PALE, "hatch": "////"},
    "at_high": {"facecolor": "#8FA6BE", "hatch": ""},
}


def tornado_data(results: Results, scenario: str) -> pd.DataFrame:
    """The strongest numbers of each package shown, by how far the effect swings, and the share that is luck."""
    rows = results.at_the_end(results.table("sensitivity"))
    rows = rows[(rows["scenario"] == scenario) & (rows["outcome"] == results.outcome)]
    found = set(rows["package"])
    packages = [name for name in strongest(results, scenario, MOST_PACKAGES) if name in found]
    most = MOST_NUMBERS.get(len(packages), FEWEST_NUMBERS)
    kept = []
    for name in packages:
        own = rows[rows["package"] == name]
        numbers = own[own["number"] != LUCK]
        swing = (numbers["at_high"] - numbers["at_low"]).abs().sort_values(ascending=False, kind="stable")
        kept += [numbers.loc[swing.index[:most]], own[own["number"] == LUCK]]
    return pd.concat(kept) if kept else rows.iloc[:0]


def draw_tornado(results: Results, scenario: str, lang: str) -> Page:
    """A panel a package, a bar a number around the mean effect: its low end hatched, its high end full."""
    data = tornado_data(results, scenario)
    packages = list(dict.fromkeys(data["package"]))
    effects = [effect for name in packages if (effect := results.effect(scenario, name, results.outcome))]
    scale = difference_scale(results, results.outcome, effects, lang)
    baselines = captions.baseline_levels(results, scenario, [results.outcome], lang)
    caption = joined(
        lang,
        say("caption tornado", lang, baselines=baselines, **captions.frame(results, scenario, lang)),
        shown_words(results, packages, lang),
        captions.tail(results, scenario, lang, money=False, error=False),
    )
    panels_rows = [data[(data["package"] == name) & (data["number"] != LUCK)].to_dict("records") for name in packages]
    heights = [len(rows) * ROW_CM + FRAME_CM for rows in panels_rows]
    page = Page(say("tornado title", lang), caption, sum(heights) + 0.6, legend_rows=1)
    ends = (("at low end", LOOKS["at_low"]), ("at high end", LOOKS["at_high"]))
    page.legend([Patch(**look, edgecolor=INK, linewidth=0.6, label=say(word, lang)) for word, look in ends], 2)
    panels = page.figure.subplots(len(packages), 1, squeeze=False, height_ratios=heights, sharex=True)[:, 0]
    what = effect_label(results, results.outcome, lang)
    for panel, name, rows in zip(panels, packages, panels_rows, strict=True):
        effect = results.effect(scenario, name, results.outcome)
        middle = float(effect["estimate"]) if effect else 0.0
        for at, row in enumerate(rows):
            _draw_swing(panel, at, row, middle, scale)
        finish(panel, [_label(row, lang) for row in rows], "")
        panel.axvline(middle * scale.factor, color=INK, linewidth=1, linestyle="--")
        panel.tick_params(labelbottom=True)
        luck = data.loc[(data["package"] == name) & (data["number"] == LUCK), "share_of_variance"]
        title = _title(results.package_label(name, lang), list(luck), lang)
        panel.set_title(title, fontweight=weight(title))
    panels[-1].set_xlabel(say("with unit", lang, label=what, unit=scale.unit))
    return page


def _title(package: str, luck: Sequence[float], lang: str) -> str:
    name = shortened(package, TITLE_CELLS)
    if not luck or not known(luck[0]):
        return name
    return f"{name}\n{say('luck share', lang, luck=percent(luck[0], lang, 0))}"


def _label(row: Mapping[str, Any], lang: str) -> str:
    unit = declared({"en": row["number_unit"]}, lang, "") if isinstance(row["number_unit"], str) else ""
    ends = f"{_end(row['low'])} – {_end(row['high'])} {unit}".rstrip()
    return f"{shortened(str(row['number']), LABEL_CELLS)}\n{shortened(ends, LABEL_CELLS)}"


def _end(value: float) -> str:
    """An end of a range as it was given, three digits of it."""
    return numeral(value, 0) if abs(value) >= 1000 else f"{value:.3g}".replace("-", MINUS)


def _draw_swing(panel: Any, at: float, row: Mapping[str, Any], middle: float, scale: Scale) -> None:
    """From the mean effect to either end; the whisker at the high end is the interval of the whole swing."""
    start, swing = middle * scale.factor, Estimate.of(row, scale)
    for name, look in LOOKS.items():
        if swing.has_interval and not swing.sign:
            look = look | {"facecolor": "white"}
        panel.barh(at, row[name] * scale.factor - start, BAR, left=start, edgecolor=INK, linewidth=0.6, **look)
    if swing.has_interval:
        low_end = row["at_low"] * scale.factor
        draw_whisker(panel, at, low_end + swing.lo, low_end + swing.hi, INK)
