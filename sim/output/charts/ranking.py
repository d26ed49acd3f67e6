"""How surely one package beats another: a probability for every two."""

import math

import pandas as pd

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.heat import Cell, draw_cells, hatch_entry
from sim.output.charts.paths import OWN_LOOK
from sim.output.charts.rows import LABEL_CELLS, looks_of, short_names, shown_words, strongest
from sim.output.numerals import known, whole_percent
from sim.output.results import BASELINE, Results
from sim.output.style import Page
from sim.output.words import joined, say, within

MOST_PACKAGES = 12
SURE = 0.95
ROW_CM, FRAME_CM = 0.75, 0.9


def ranking_data(results: Results, scenario: str) -> pd.DataFrame:
    """Every two of the packages shown and the baseline, the better one first."""
    rows = results.at_the_end(results.table("ranking"))
    rows = rows[(rows["scenario"] == scenario) & (rows["outcome"] == results.outcome)].dropna(subset=["probability"])
    shown = [*strongest(results, scenario, MOST_PACKAGES), BASELINE]
    rows = rows[rows["first"].isin(shown) & rows["second"].isin(shown)]
    turned = rows.assign(
        **{"first": rows["second"], "second": rows["first"], "probability": 1 - rows["probability"]},
        **{"estimate": -rows["estimate"], "lo": -rows["hi"], "hi": -rows["lo"]},
        share_above=1 - rows["share_above"] - rows["share_equal"],
        probability_bootstrap=1 - rows["probability_bootstrap"],
    )
    return rows.where(rows["estimate"] >= 0, turned)


def _order(results: Results, data: pd.DataFrame) -> list[str]:
    """Whoever beats most others first."""
    names = [name for name in [*results.asked_packages, BASELINE] if name in {*data["first"], *data["second"]}]
    beaten = data["first"].value_counts()
    return sorted(names, key=lambda name: -beaten.get(name, 0))


def draw_ranking(results: Results, scenario: str, lang: str) -> Page:
    """Rows that beat columns: the probability in per cent, hatched where it is below the threshold."""
    data = ranking_data(results, scenario)
    names = _order(results, data)
    packages = [name for name in names if name != BASELINE]
    package_looks = looks_of(results, packages) | {BASELINE: OWN_LOOK}
    losers = {name: at for at, name in enumerate(names[1:])}
    cells = {}
    for row in data.to_dict("records"):
        sure = row["probability"] >= SURE
        at = (names.index(row["first"]), losers[row["second"]])
        cells[at] = Cell(_percent(row["probability"]), 0.85 if sure else 0.12, not sure)
    outcome = within(effect_label(results, results.outcome, lang), lang)
    threshold = whole_percent(SURE, lang)
    told = sum(row["probability"] >= SURE for row in data.to_dict("records"))
    caption = joined(
        lang,
        say("caption ranking", lang, outcome=outcome, sure=threshold, **_counted(results, scenario, lang)),
        shown_words(results, names, lang),
        captions.tail(results, scenario, lang, money=False, error=False),
    )
    handles = [hatch_entry(say("below threshold", lang, sure=threshold))]
    title = say("ranking title", lang, told=told, all=len(data))
    page = Page(title, caption, len(losers) * ROW_CM + FRAME_CM, legend_rows=1)
    page.legend(handles, 1)
    called = short_names(results, package_looks, lang, LABEL_CELLS)
    rows = [f"{called[name]}  {package_looks[name].letter}" for name in names[:-1]]
    draw_cells(page.figure.subplots(), cells, rows, [package_looks[name].letter for name in losers])
    return page


def _counted(results: Results, scenario: str, lang: str) -> dict[str, str]:
    frame = captions.frame(results, scenario, lang)
    return {"month": frame["month"], "n": frame["n"]}


def _percent(probability: float) -> str:
    if not known(probability):
        return ""
    # Rounded down: what is just below the threshold must not look as if it had reached it.
    return ">99" if probability > 0.99 else f"{math.floor(100 * probability)}"
