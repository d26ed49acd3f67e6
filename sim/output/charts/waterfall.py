"""Made by what: the largest package's effect as a staircase of its measures' shares, and what pairs add to it."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.rows import (
    BAR,
    FRAME_CM,
    draw_bar,
    draw_dot,
    effect_words,
    entitle,
    finish,
    labelled,
    row_cm,
)
from sim.output.numerals import Estimate, Scale, known
from sim.output.results import Results
from sim.output.scales import difference_scale
from sim.output.sentences import pair_name
from sim.output.style import INK, Look, Page, looks
from sim.output.words import joined, say

MOST_PAIRS = 12
WHOLE, PAIR = "whole", "interaction"
COLUMNS = (
    *("scenario", "package", "outcome", "month", "unit", "part", "starts", "ends", "estimate", "lo", "hi"),
    *("confidence", "n", "method"),
)


def attribution_data(results: Results, scenario: str) -> pd.DataFrame:
    """The shares of the largest package's effect, each where the one before ends; the whole; and the pairs."""
    shares, pairs = _shares(results, scenario), _pairs(results, scenario)
    if shares.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    ends = shares["estimate"].cumsum()
    shares = shares.assign(part=shares["measure"], starts=ends - shares["estimate"], ends=ends)
    effect = results.effect(scenario, str(results.largest), results.outcome)
    whole = pd.DataFrame([{**effect, "part": WHOLE, "starts": 0.0, "ends": effect["estimate"]}] if effect else [])
    pairs = pairs.assign(part=pairs["first"] + " x " + pairs["second"], package=PAIR)
    kept = [frame.reindex(columns=list(COLUMNS)) for frame in (shares, whole, pairs) if len(frame)]
    return pd.DataFrame([row for frame in kept for row in frame.to_dict("records")], columns=list(COLUMNS))


def _shares(results: Results, scenario: str) -> pd.DataFrame:
    """The greatest first."""
    rows = results.at_the_end(results.attribution)
    of_largest = (rows["outcome"] == results.outcome) & (rows["package"] == results.largest)
    rows = rows[(rows["scenario"] == scenario) & of_largest]
    return rows.sort_values("estimate", ascending=False, kind="stable")


def _pairs(results: Results, scenario: str) -> pd.DataFrame:
    """The strongest of them, in the order of the question."""
    rows = results.at_the_end(results.interactions)
    rows = rows[(rows["scenario"] == scenario) & (rows["outcome"] == results.outcome)]
    strongest = rows["estimate"].abs().sort_values(ascending=False, kind="stable").index[:MOST_PAIRS]
    return rows[rows.index.isin(strongest)]


def draw_attribution(results: Results, scenario: str, lang: str) -> Page:
    """From the baseline, share by share, to the effect of the whole package; below it what two measures do together."""
    data = attribution_data(results, scenario).to_dict("records")
    steps = [row for row in data if row["package"] != PAIR]
    pairs = _pairs(results, scenario).to_dict("records")
    scale = difference_scale(results, results.outcome, [*steps, *pairs], lang)
    baselines = captions.baseline_levels(results, scenario, [results.outcome], lang)
    caption = joined(
        lang,
        say("caption attribution", lang, baselines=baselines, **captions.frame(results, scenario, lang)),
        say("caption steps", lang),
        captions.tail(results, scenario, lang, money=False),
    )
    counts = [count for count in (len(steps), len(pairs)) if count]
    heights = [count * row_cm(count) + FRAME_CM for count in counts]
    page = Page(say("attribution title", lang), caption, sum(heights))
    panels = list(page.figure.subplots(len(counts), 1, squeeze=False, height_ratios=counts, sharex=True)[:, 0])
    axis = say("with unit", lang, label=effect_label(results, results.outcome, lang), unit=scale.unit)
    _draw_steps(panels[0], results, steps, scale, lang)
    finish(panels[0], _step_labels(results, steps, scale, lang), axis)
    entitle(panels[0], say("shares panel", lang, package=results.package_label(str(results.largest), lang)))
    if pairs:
        _draw_pairs(panels[1], results, pairs, scale, lang, axis)
    return page


def _draw_steps(panel: Any, results: Results, steps: Sequence[Any], scale: Scale, lang: str) -> None:
    measure_looks = looks([row["part"] for row in steps if row["part"] != WHOLE])
    for at, row in enumerate(steps):
        look = measure_looks.get(row["part"], Look(INK, "-", "o", "", ""))
        draw_bar(panel, at, Estimate.of(row, scale), look, start=row["starts"] * scale.factor)
        if at + 1 < len(steps) and known(row["ends"]):
            end = row["ends"] * scale.factor
            panel.plot([end, end], [at + BAR / 2, at + 1 - BAR / 2], color=INK, linewidth=0.8, linestyle=":")


def _step_labels(results: Results, steps: Sequence[Any], scale: Scale, lang: str) -> list[str]:
    names = [say(WHOLE, lang) if row["part"] == WHOLE else results.measure_label(row["part"], lang) for row in steps]
    words = [effect_words(Estimate.of(row, scale), lang) for row in steps]
    return [labelled(name, told, len(steps)) for name, told in zip(names, words, strict=True)]


def _draw_pairs(panel: Any, results: Results, rows: Sequence[Any], scale: Scale, lang: str, axis: str) -> None:
    labels = []
    for at, row in enumerate(rows):
        estimate = Estimate.of(row, scale)
        draw_dot(panel, at, estimate, Look(INK, "-", "D", "", ""))
        labels.append(labelled(pair_name(results, row, lang), effect_words(estimate, lang), len(rows)))
    finish(panel, labels, axis)
    entitle(panel, say("interaction panel", lang))
