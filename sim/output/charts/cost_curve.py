"""At what price the next job-year comes: the measures of a package side by side, from cheap to dear."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.colors import to_rgba
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.rows import LABEL_POINTS, effect_words, tick
from sim.output.numerals import Estimate, Scale, cost_scale, known, whole_percent
from sim.output.results import NET_COST, Results
from sim.output.style import INK, Look, Page, looks
from sim.output.typesetting import shortened
from sim.output.words import joined, say

HEIGHT_CM = 7.5
NAME_CELLS = 26
AXIS_OF_DEAREST = 2.5  # how far whiskers may reach beyond the dearest bar before they are cut


def cost_curve_data(results: Results, scenario: str) -> pd.DataFrame:
    """The measures of the largest package with what each made and cost, in order; nothing if none has a clear cost."""
    keys = ["scenario", "package", "per", "cost", "month", "measure"]
    curve, bills = results.at_the_end(results.table("cost_curve")), results.table("measure_costs")
    of_largest = (curve["scenario"] == scenario) & (curve["package"] == results.largest)
    curve = curve[of_largest & (curve["cost"] == NET_COST) & (curve["per"] == results.outcome)]
    if curve["cost_per_job_year"].isna().all():
        return curve.iloc[:0]
    made = bills[[*keys, "effect_lo", "effect_hi"]]
    return curve.sort_values("place", kind="stable").merge(made, on=keys, how="left")


def draw_cost_curve(results: Results, scenario: str, lang: str) -> Page:
    """Bars as wide as what a measure makes and as high as what a job-year of it costs; the unclear are only named."""
    rows, scale = cost_curve_data(results, scenario).to_dict("records"), cost_scale(lang)
    rate = results.discount
    measure_looks = looks([row["measure"] for row in rows])
    package = results.package_label(str(results.largest), lang)
    baselines = captions.baseline_levels(results, scenario, [results.outcome], lang)
    top = AXIS_OF_DEAREST * max(row["cost_per_job_year"] for row in rows if _priced(row)) * scale.factor
    cut = [row for row in rows if _priced(row) and row["hi"] * scale.factor > top]
    caption = joined(
        lang,
        say(
            "caption cost curve", lang, package=package, baselines=baselines, **captions.frame(results, scenario, lang)
        ),
        say("caption cut", lang) if cut else "",
        "" if rate is None else say("caption discount", lang, rate=whole_percent(rate, lang)),
        captions.tail(results, scenario, lang, money=True),
    )
    handles = [_entry(results, row, measure_looks[row["measure"]], scale, lang) for row in rows]
    page = Page(say("cost curve title", lang), caption, HEIGHT_CM, legend_rows=len(handles))
    page.legend(handles, 1)
    panel = page.figure.subplots()
    for row in (row for row in rows if _priced(row)):
        _draw_measure(panel, row, measure_looks[row["measure"]], scale, top)
    _finish(panel, results, rows, top if cut else None, scale, lang)
    return page


def _priced(row: Any) -> bool:
    return known(row["cost_per_job_year"])


def _entry(results: Results, row: Any, look: Look, scale: Scale, lang: str) -> Patch:
    name = f"{look.letter}  {shortened(results.measure_label(row['measure'], lang), NAME_CELLS)}"
    if not _priced(row):
        made = {"estimate": row["job_years"], "lo": row["effect_lo"], "hi": row["effect_hi"]}
        words = effect_words(Estimate.of(made, Scale(1, "")), lang)
        return Patch(facecolor="none", edgecolor="none", label=say("named with", lang, name=name, words=words))
    price = Estimate.of(row, scale, "cost_per_job_year")
    words = f"{say('estimate', lang, value=price.text, lo=price.bounds[0], hi=price.bounds[1])} {scale.unit}"
    label = say("named with", lang, name=name, words=words)
    return Patch(facecolor=to_rgba(look.colour, 0.55), hatch=look.hatch, edgecolor=look.colour, label=label)


def _draw_measure(panel: Any, row: Any, look: Look, scale: Scale, top: float) -> None:
    width, price = row["job_years"], Estimate.of(row, scale, "cost_per_job_year")
    left = row["cumulated_job_years"] - width
    panel.bar(left, price.value, width, align="edge", color=look.colour, alpha=0.55, linewidth=0)
    panel.bar(
        *(left, price.value, width), align="edge", fill=False, hatch=look.hatch, edgecolor=look.colour, linewidth=1.1
    )
    middle = left + width / 2
    letter_at = price.value
    if price.has_interval:
        panel.plot([middle, middle], [price.lo, min(price.hi, top)], color=INK, linewidth=1.3)
        half = min(0.12 * width, 120.0)
        for end in (price.lo, *([price.hi] if price.hi <= top else [])):
            panel.plot([middle - half, middle + half], [end, end], color=INK, linewidth=1.3)
        if price.hi > top:
            panel.plot([middle], [top], "^", color=INK, markersize=6, clip_on=False)
        letter_at = min(price.hi, top)
    panel.annotate(
        look.letter,
        (middle, letter_at),
        (0, 5),
        textcoords="offset points",
        ha="center",
        fontsize=LABEL_POINTS + 0.5,
        fontweight="bold",
        color=look.colour,
    )


def _finish(panel: Any, results: Results, rows: Sequence[Any], top: float | None, scale: Scale, lang: str) -> None:
    panel.axhline(0, color=INK, linewidth=1)
    panel.set_xlim(0, 1.02 * max(row["cumulated_job_years"] for row in rows if _priced(row)))
    panel.margins(y=0.12)
    if top is not None:
        panel.set_ylim(top=top)
    panel.grid(axis="y")
    panel.set_axisbelow(True)
    for axis in (panel.xaxis, panel.yaxis):
        axis.set_major_locator(MaxNLocator(5))
        axis.set_major_formatter(FuncFormatter(tick))
    outcome = effect_label(results, results.outcome, lang)
    panel.set_xlabel(say("cumulated", lang, what=outcome))
    panel.set_ylabel("\n".join(say("price axis", lang, unit=scale.unit).split("|")))
