"""How big, made by what, at what price: dots, bars and whiskers at the month of the question."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.paths import tick
from sim.output.numerals import Estimate, Scale, cost_scale, known, scale_of
from sim.output.results import NET_COST, Results
from sim.output.sentences import cost_of, no_cost_words, pair_name
from sim.output.style import INK, PALE, TEXT_POINTS, WIDTH_CM, Look, Page, columns, looks, weight
from sim.output.typesetting import balanced
from sim.output.words import joined, say, within

OUTCOMES = ("net_job_years", "job_years")
ROW_CM = 1.25
FRAME_CM = 2.2
LABEL_CELLS = 28
BAR = 0.56
AXIS_OF_LARGEST = 3.0


def effect_outcomes(results: Results) -> list[str]:
    """The outcomes whose effects are drawn: net job-years, job-years, and that of the question."""
    measured = set(results.effects["outcome"])
    return [name for name in dict.fromkeys((*OUTCOMES, results.outcome)) if name in measured]


def effect_data(results: Results, scenario: str) -> pd.DataFrame:
    """The paired differences that the dots show, the greatest first."""
    rows = results.at_the_end(results.effects)
    rows = rows[(rows["scenario"] == scenario) & rows["outcome"].isin(effect_outcomes(results))]
    order = {name: at for at, name in enumerate(_sorted_packages(results, rows))}
    return rows.sort_values(
        by=["outcome", "package"],
        key=lambda column: column.map(order if column.name == "package" else effect_outcomes(results).index),
        kind="stable",
    )


def _sorted_packages(results: Results, rows: pd.DataFrame) -> list[str]:
    first = rows[rows["outcome"] == effect_outcomes(results)[0]] if len(rows) else rows
    return [str(name) for name in first.sort_values("estimate", ascending=False, kind="stable")["package"]]


def draw_effects(results: Results, scenario: str, lang: str) -> Page:
    """Dots and whiskers of the paired differences, with the zero line; open dots where there is no clear effect."""
    data, outcomes = effect_data(results, scenario), effect_outcomes(results)
    packages = _sorted_packages(results, data)
    package_looks = looks(results.packages)
    main = data[data["outcome"] == outcomes[0]]
    clear = sum(Estimate.of(row, Scale(1, "")).sign != 0 for row in main.to_dict("records"))
    title = say(
        "effects title",
        lang,
        clear=clear,
        all=len(main),
        outcome=within(effect_label(results, outcomes[0], lang), lang),
    )
    caption = joined(
        lang,
        say(
            "caption effects",
            lang,
            month=captions.end_month(results, lang),
            confidence=captions.confidence(results, lang),
            n=captions.pairs(results, scenario),
            baselines=captions.baseline_levels(results, scenario, outcomes, lang),
        ),
        captions.tail(results, scenario, lang, money=False),
    )
    page = Page(title, caption, len(outcomes) * (len(packages) * ROW_CM + FRAME_CM))
    panels = page.figure.subplots(len(outcomes), 1, squeeze=False)[:, 0]
    for panel, outcome in zip(panels, outcomes, strict=True):
        rows = data[data["outcome"] == outcome].to_dict("records")
        scale = _scale(results, outcome, rows, lang)
        labels = []
        for at, row in enumerate(rows):
            estimate, look = Estimate.of(row, scale), package_looks[row["package"]]
            _dot(panel, at, estimate, look)
            labels.append(_two_lines(results.package_label(row["package"], lang), effect_words(estimate, lang)))
        finish(panel, labels, say("difference axis", lang, unit=scale.unit))
        entitle(panel, effect_label(results, outcome, lang))
    return page


def effect_words(estimate: Estimate, lang: str) -> str:
    """The estimate with its interval, or that there is no clear effect."""
    lo, hi = estimate.bounds
    if estimate.sign == 0:
        return say("no clear effect with interval" if estimate.has_interval else "no clear effect", lang, lo=lo, hi=hi)
    return say("estimate", lang, value=estimate.text, lo=lo, hi=hi)


def _scale(results: Results, outcome: str, rows: Sequence[Any], lang: str) -> Scale:
    sizes = [abs(row[name]) for row in rows for name in ("estimate", "lo", "hi") if known(row[name])]
    unit = str(rows[0]["unit"]) if rows else ""
    return scale_of(unit, results.indicator_unit(outcome, lang), max(sizes, default=0.0), lang)


def _dot(panel: Any, at: int, estimate: Estimate, look: Look) -> None:
    if estimate.has_interval:
        panel.plot([estimate.lo, estimate.hi], [at, at], color=look.colour, linewidth=2.2, solid_capstyle="butt")
        for end in (estimate.lo, estimate.hi):
            panel.plot([end, end], [at - 0.13, at + 0.13], color=look.colour, linewidth=1.4)
    if known(estimate.value):
        face = look.colour if estimate.sign else "white"
        panel.plot([estimate.value], [at], marker=look.marker, markersize=7, color=look.colour, markerfacecolor=face)


def _bar(panel: Any, at: float, estimate: Estimate, look: Look) -> None:
    if not known(estimate.value):
        return
    panel.barh(at, estimate.value, height=BAR, color=look.colour, alpha=0.55, linewidth=0)
    panel.barh(at, estimate.value, height=BAR, fill=False, hatch=look.hatch, edgecolor=look.colour, linewidth=1.1)
    if estimate.has_interval:
        panel.plot([estimate.lo, estimate.hi], [at, at], color=INK, linewidth=1.3)
        for end in (estimate.lo, estimate.hi):
            panel.plot([end, end], [at - 0.12, at + 0.12], color=INK, linewidth=1.3)


def _two_lines(name: str, words: str) -> str:
    return "\n".join([*balanced(name, LABEL_CELLS), *balanced(words, LABEL_CELLS + 6)])


def finish(panel: Any, labels: Sequence[str], axis: str) -> None:
    """Rows from above with their labels, the zero line, and what the axis counts."""
    panel.axvline(0, color=INK, linewidth=1)
    panel.set_yticks(range(len(labels)), labels)
    panel.tick_params(axis="y", length=0, labelsize=7.5)
    panel.set_ylim(len(labels) - 0.5, -0.5)
    panel.spines["left"].set_visible(False)
    panel.grid(axis="x")
    panel.set_axisbelow(True)
    panel.margins(x=0.04)
    panel.xaxis.set_major_locator(MaxNLocator(4))
    panel.xaxis.set_major_formatter(FuncFormatter(tick))
    panel.set_xlabel(axis)


def entitle(panel: Any, title: str) -> None:
    """The title of a panel, in as many lines as it needs."""
    panel.set_title("\n".join(balanced(title, columns(TEXT_POINTS, WIDTH_CM - 5.2))), fontweight=weight(title))


def attribution_data(results: Results, scenario: str) -> pd.DataFrame:
    """The shares of the largest package's effect and the interactions, at the month of the question."""
    shares, pairs = _shares(results, scenario), _pairs(results, scenario)
    shares = shares.assign(part=shares["measure"])
    pairs = pairs.assign(part=pairs["first"] + " x " + pairs["second"], package="interaction")
    columns = [
        "scenario",
        "package",
        "outcome",
        "month",
        "unit",
        "part",
        "estimate",
        "lo",
        "hi",
        "confidence",
        "n",
        "method",
    ]
    kept = [frame[columns] for frame in (shares, pairs) if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else shares.reindex(columns=columns)


def _shares(results: Results, scenario: str) -> pd.DataFrame:
    rows = results.at_the_end(results.attribution)
    return rows[
        (rows["scenario"] == scenario) & (rows["outcome"] == results.outcome) & (rows["package"] == results.largest)
    ]


def _pairs(results: Results, scenario: str) -> pd.DataFrame:
    rows = results.at_the_end(results.interactions)
    return rows[(rows["scenario"] == scenario) & (rows["outcome"] == results.outcome)]


def draw_attribution(results: Results, scenario: str, lang: str) -> Page:
    """The largest package's effect split among its measures, and below it what two measures do together."""
    shares = _shares(results, scenario).to_dict("records")
    pairs = _pairs(results, scenario).to_dict("records")
    package = str(results.largest)
    whole = results.effect(scenario, package, results.outcome)
    bars: list[Any] = [*shares, *([dict(whole) | {"measure": ""}] if whole else [])]
    scale = _scale(results, results.outcome, [*bars, *pairs], lang)
    caption = joined(
        lang,
        say(
            "caption attribution",
            lang,
            month=captions.end_month(results, lang),
            confidence=captions.confidence(results, lang),
            n=captions.pairs(results, scenario),
            baselines=captions.baseline_levels(results, scenario, [results.outcome], lang),
        ),
        captions.tail(results, scenario, lang, money=False),
    )
    counts = [count for count in (len(bars), len(pairs)) if count]
    heights = [count * ROW_CM + FRAME_CM for count in counts]
    page = Page(say("attribution title", lang), caption, sum(heights))
    panels = list(page.figure.subplots(len(counts), 1, squeeze=False, height_ratios=counts, sharex=True)[:, 0])
    measure_looks = looks([row["measure"] for row in shares])
    axis = say("with unit", lang, label=effect_label(results, results.outcome, lang), unit=scale.unit)
    labels = []
    for at, row in enumerate(bars):
        estimate = Estimate.of(row, scale)
        _bar(panels[0], at, estimate, measure_looks.get(row["measure"], Look(INK, "-", "o", "", "")))
        name = results.measure_label(row["measure"], lang) if row["measure"] else say("whole", lang)
        labels.append(_two_lines(name, effect_words(estimate, lang)))
    finish(panels[0], labels, axis)
    entitle(panels[0], say("shares panel", lang, package=results.package_label(package, lang)))
    if pairs:
        _draw_pairs(panels[1], results, pairs, scale, lang, axis)
    return page


def _draw_pairs(panel: Any, results: Results, rows: Sequence[Any], scale: Scale, lang: str, axis: str) -> None:
    labels = []
    for at, row in enumerate(rows):
        estimate = Estimate.of(row, scale)
        _dot(panel, at, estimate, Look(INK, "-", "D", "", ""))
        labels.append(_two_lines(pair_name(results, row, lang), effect_words(estimate, lang)))
    finish(panel, labels, axis)
    entitle(panel, say("interaction panel", lang))


def cost_data(results: Results, scenario: str) -> pd.DataFrame:
    """What each package costs at the month of the question."""
    rows = results.at_the_end(results.costs)
    rows = rows[(rows["scenario"] == scenario) & (rows["cost"] == NET_COST)]
    if results.outcome in set(rows["per"]):
        rows = rows[rows["per"] == results.outcome]
    order = {name: at for at, name in enumerate(results.packages)}
    return rows.sort_values("package", key=lambda column: column.map(order), kind="stable")


def draw_costs(results: Results, scenario: str, lang: str) -> Page:
    """Net public cost per net job-year, with Fieller whiskers where the effect is told from zero, else in words."""
    rows, scale = cost_data(results, scenario).to_dict("records"), cost_scale(lang)
    costs = [cost_of(results, scenario, row["package"], NET_COST, lang) for row in rows]
    clear = sum(cost is not None for cost in costs)
    # An effect that is barely told from zero has a cost without bound: drawn whole, it would hide all others.
    end = AXIS_OF_LARGEST * max((cost.value for cost in costs if cost is not None), default=0.0)
    cut = [at for at, cost in enumerate(costs) if cost is not None and cost.hi > end]
    caption = joined(
        lang,
        say(
            "caption costs",
            lang,
            month=captions.end_month(results, lang),
            confidence=captions.confidence(results, lang),
            n=captions.pairs(results, scenario),
            baselines=captions.baseline_levels(results, scenario, [results.outcome], lang),
        ),
        say("caption cut", lang) if cut else "",
        captions.tail(results, scenario, lang, money=True),
    )
    page = Page(say("costs title", lang, clear=clear, all=len(rows)), caption, len(rows) * ROW_CM + FRAME_CM)
    panel = page.figure.subplots()
    package_looks = looks(results.packages)
    labels = []
    for at, (row, cost) in enumerate(zip(rows, costs, strict=True)):
        name = results.package_label(row["package"], lang)
        if cost is None:
            labels.append("\n".join(balanced(name, LABEL_CELLS)))
            panel.annotate(
                no_cost_words(results, scenario, row["package"], lang),
                (0, at),
                (4, 0),
                textcoords="offset points",
                va="center",
                fontsize=7.5,
            )
            panel.axhspan(at - BAR / 2, at + BAR / 2, color=PALE, alpha=0.35, linewidth=0)
        else:
            _bar(panel, at, cost, package_looks[row["package"]])
            labels.append(
                _two_lines(name, say("estimate", lang, value=cost.text, lo=cost.bounds[0], hi=cost.bounds[1]))
            )
    finish(panel, labels, say("cost axis", lang, unit=scale.unit))
    if clear == 0:
        panel.set_xlim(0, 1)
        panel.set_xticks([])
    elif cut:
        panel.set_xlim(right=end)
        panel.plot([end] * len(cut), cut, ">", color=INK, markersize=6, clip_on=False)
    return page
