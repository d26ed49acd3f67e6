"""How big, at what price: dots, bars and whiskers at the month of the question."""

import pandas as pd

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.rows import (
    BAR,
    FRAME_CM,
    LABEL_POINTS,
    ROOMY_ROWS,
    draw_bar,
    draw_dot,
    effect_words,
    entitle,
    finish,
    labelled,
    looks_of,
    row_cm,
    shown_words,
    strongest,
)
from sim.output.numerals import Estimate, Scale, cost_scale
from sim.output.results import NET_COST, Results
from sim.output.scales import difference_scale
from sim.output.sentences import cost_of, no_cost_words
from sim.output.style import INK, PALE, Page
from sim.output.words import joined, say, within

OUTCOMES = ("net_job_years", "job_years")
MOST_PACKAGES = 20
AXIS_OF_LARGEST = 3.0


def effect_outcomes(results: Results) -> list[str]:
    """The outcomes whose effects are drawn: net job-years, job-years, and that of the question.

    With more packages than fit twice on a page only the first of them.
    """
    measured = set(results.effects["outcome"])
    found = [name for name in dict.fromkeys((*OUTCOMES, results.outcome)) if name in measured]
    return found if len(results.asked_packages) <= ROOMY_ROWS else found[:1]


def effect_data(results: Results, scenario: str) -> pd.DataFrame:
    """The paired differences that the dots show, the greatest first."""
    rows = results.at_the_end(results.effects)
    shown = strongest(results, scenario, MOST_PACKAGES)
    chosen = rows["outcome"].isin(effect_outcomes(results)) & rows["package"].isin(shown)
    rows = rows[(rows["scenario"] == scenario) & chosen]
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
    package_looks = looks_of(results, results.packages)
    main = data[data["outcome"] == outcomes[0]]
    clear = sum(Estimate.of(row, Scale(1, "")).sign != 0 for row in main.to_dict("records"))
    outcome = within(effect_label(results, outcomes[0], lang), lang)
    baselines = captions.baseline_levels(results, scenario, outcomes, lang)
    caption = joined(
        lang,
        say("caption effects", lang, baselines=baselines, **captions.frame(results, scenario, lang)),
        shown_words(results, packages, lang),
        captions.tail(results, scenario, lang, money=False),
    )
    height = len(packages) * row_cm(len(packages)) + FRAME_CM
    title = say("effects title", lang, clear=clear, all=len(main), outcome=outcome)
    page = Page(title, caption, len(outcomes) * height)
    panels = page.figure.subplots(len(outcomes), 1, squeeze=False)[:, 0]
    for panel, outcome in zip(panels, outcomes, strict=True):
        rows = data[data["outcome"] == outcome].to_dict("records")
        scale = difference_scale(results, outcome, rows, lang)
        labels = []
        for at, row in enumerate(rows):
            estimate = Estimate.of(row, scale)
            draw_dot(panel, at, estimate, package_looks[row["package"]])
            name = results.package_label(row["package"], lang)
            labels.append(labelled(name, effect_words(estimate, lang), len(rows)))
        finish(panel, labels, say("difference axis", lang, unit=scale.unit))
        entitle(panel, effect_label(results, outcome, lang))
    return page


def cost_data(results: Results, scenario: str) -> pd.DataFrame:
    """What each package costs at the month of the question."""
    rows = results.at_the_end(results.costs)
    rows = rows[(rows["scenario"] == scenario) & (rows["cost"] == NET_COST)]
    if results.outcome in set(rows["per"]):
        rows = rows[rows["per"] == results.outcome]
    order = {name: at for at, name in enumerate(strongest(results, scenario, MOST_PACKAGES))}
    rows = rows[rows["package"].isin(order)]
    return rows.sort_values("package", key=lambda column: column.map(order), kind="stable")


def draw_costs(results: Results, scenario: str, lang: str) -> Page:
    """Net public cost per net job-year, with Fieller whiskers where the effect is told from zero, else in words."""
    rows, scale = cost_data(results, scenario).to_dict("records"), cost_scale(lang)
    packages = [row["package"] for row in rows]
    costs = [cost_of(results, scenario, name, NET_COST, lang) for name in packages]
    clear = sum(cost is not None for cost in costs)
    # An effect that is barely told from zero has a cost without bound: drawn whole, it would hide all others.
    end = AXIS_OF_LARGEST * max((cost.value for cost in costs if cost is not None), default=0.0)
    cut = [at for at, cost in enumerate(costs) if cost is not None and cost.hi > end]
    baselines = captions.baseline_levels(results, scenario, [results.outcome], lang)
    caption = joined(
        lang,
        say("caption costs", lang, baselines=baselines, **captions.frame(results, scenario, lang)),
        say("caption cut", lang) if cut else "",
        shown_words(results, packages, lang),
        captions.tail(results, scenario, lang, money=True),
    )
    title = say("costs title", lang, clear=clear, all=len(rows))
    page = Page(title, caption, len(rows) * row_cm(len(rows)) + FRAME_CM)
    panel = page.figure.subplots()
    package_looks = looks_of(results, results.packages)
    labels = []
    for at, (name, cost) in enumerate(zip(packages, costs, strict=True)):
        words = ""
        if cost is None:
            why = no_cost_words(results, scenario, name, lang)
            panel.annotate(why, (0, at), (4, 0), textcoords="offset points", va="center", fontsize=LABEL_POINTS)
            panel.axhspan(at - BAR / 2, at + BAR / 2, color=PALE, alpha=0.35, linewidth=0)
        else:
            draw_bar(panel, at, cost, package_looks[name])
            words = say("estimate", lang, value=cost.text, lo=cost.bounds[0], hi=cost.bounds[1])
        labels.append(labelled(results.package_label(name, lang), words, len(rows)).rstrip())
    finish(panel, labels, say("cost axis", lang, unit=scale.unit))
    if clear == 0:
        panel.set_xlim(0, 1)
        panel.set_xticks([])
    elif cut:
        panel.set_xlim(right=end)
        panel.plot([end] * len(cut), cut, ">", color=INK, markersize=6, clip_on=False)
    return page
