"""Which package is safe: how far each falls short of the best one, scenario by scenario."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sim.output import captions
from sim.output.captions import effect_label
from sim.output.charts.heat import Cell, draw_cells, hatch_entry, named
from sim.output.charts.rows import LABEL_CELLS, looks_of, short_names
from sim.output.numerals import decimals, known, money_scale, numeral, scale_of, whole_percent
from sim.output.results import OUTLAY, Results
from sim.output.style import Page
from sim.output.typesetting import shortened
from sim.output.words import joined, say, within

LIKE_SHARE = 0.1  # outlays within a tenth of one another can be compared by their effects
FEWEST = 3
MOST_PACKAGES = 20
ROW_CM, FRAME_CM = 0.8, 0.9
DARKEST = 0.5  # dark letters can still be read on it
COLUMNS = (
    *("package", "scenario", "outcome", "month", "unit", "basis", "value", "best", "regret", "told_from_best"),
    *("worst_regret", "outlay"),
)
LIKE, PER_OUTLAY = "packages of like outlay", "per wan yuan of public outlay"


def regret_data(results: Results) -> pd.DataFrame:
    """The regret of each package in each scenario, the least worst regret first; nothing with a single scenario.

    At least three packages of like outlay are compared by their effects. Where there are not so many, a package of
    twice the money would look better for its money alone: then all are compared by effect per outlay.
    """
    outlays = {name: spent for name in results.asked_packages if (spent := _outlay(results, name)) > 0}
    like = like_outlay(outlays)
    names, basis = (like, LIKE) if len(like) >= FEWEST else (list(outlays), PER_OUTLAY)
    if len(results.scenarios) < 2 or len(names) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = [row for scenario in results.scenarios for row in _of_scenario(results, scenario, names, basis, outlays)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["worst_regret"] = frame["package"].map(frame.groupby("package")["regret"].max())
    frame = frame.sort_values(["worst_regret", "package"], kind="stable")
    return frame[frame["package"].isin(list(frame["package"].unique())[:MOST_PACKAGES])]


def _outlay(results: Results, package: str) -> float:
    """Mean public outlay of a package over the scenarios."""
    rows = results.at_the_end(results.costs)
    spent = rows.loc[rows["package"] == package, OUTLAY].dropna()
    return float(spent.mean()) if len(spent) else 0.0


def like_outlay(outlays: Mapping[str, float]) -> list[str]:
    """The most packages whose outlays lie within a tenth of one of them."""
    sets = [
        [name for name, other in outlays.items() if abs(other - middle) <= LIKE_SHARE * middle]
        for middle in outlays.values()
    ]
    return max(sets, key=len, default=[])


def _of_scenario(
    results: Results, scenario: str, names: Sequence[str], basis: str, outlays: Mapping[str, float]
) -> list[dict[str, Any]]:
    effects = {name: results.effect(scenario, name, results.outcome) for name in names}
    found = {name: row for name, row in effects.items() if row and known(row["estimate"])}
    per = {name: 1.0 if basis == LIKE else 1 / outlays[name] for name in found}
    value = {name: row["estimate"] * per[name] for name, row in found.items()}
    best = max(value, key=lambda name: value[name], default="")
    rows = []
    for name, row in found.items():
        if basis == LIKE:
            told = name != best and _beats(results, scenario, best, name)
        else:
            told = known(row["hi"]) and row["hi"] * per[name] < found[best]["lo"] * per[best]
        shown = {"value": value[name], "best": best, "regret": value[best] - value[name], "told_from_best": told}
        where = {"package": name, "scenario": scenario, "outcome": results.outcome, "month": results.at_month}
        rows.append({**where, "unit": row["unit"], "basis": basis, **shown, "outlay": outlays[name]})
    return rows


def _beats(results: Results, scenario: str, best: str, other: str) -> bool:
    """Whether the interval of the paired difference of two packages lies above zero."""
    rows = results.at_the_end(results.table("ranking"))
    rows = rows[(rows["scenario"] == scenario) & (rows["outcome"] == results.outcome)]
    one = rows[(rows["first"] == best) & (rows["second"] == other)]
    turned = rows[(rows["first"] == other) & (rows["second"] == best)]
    return bool((one["lo"] > 0).any() or (turned["hi"] < 0).any())


def draw_regret(results: Results, lang: str) -> Page:
    """Packages by scenarios, shaded by regret, hatched where a package cannot be told from the best; last the worst."""
    data = regret_data(results)
    names, scenarios = list(data["package"].unique()), results.scenarios
    factor, unit = _shown_in(results, data, lang)
    largest = max(float(data["worst_regret"].max()), 1e-9)
    places = decimals(0, largest * factor)  # three digits of the largest, the others as fine as that
    cells = {}
    for row in data.to_dict("records"):
        at, shade = names.index(row["package"]), DARKEST * row["regret"] / largest
        text = say("best", lang) if row["package"] == row["best"] else numeral(row["regret"] * factor, places)
        cells[at, scenarios.index(row["scenario"])] = Cell(text, shade, not row["told_from_best"] and shade > 0)
        cells[at, len(scenarios)] = Cell(
            numeral(row["worst_regret"] * factor, places), DARKEST * row["worst_regret"] / largest
        )
    caption = _caption(results, data, unit, lang)
    numbered = [(str(at + 1), shortened(results.scenario_label(name, lang), 30)) for at, name in enumerate(scenarios)]
    handles = [*named(numbered), hatch_entry(say("not told from best", lang))]
    page = Page(say("regret title", lang), caption, len(names) * ROW_CM + FRAME_CM, legend_rows=-(-len(handles) // 2))
    page.legend(handles, 2)
    package_looks = looks_of(results, names)
    called = short_names(results, package_looks, lang, LABEL_CELLS)
    rows = [f"{called[name]}  {look.letter}" for name, look in package_looks.items()]
    draw_cells(page.figure.subplots(), cells, rows, [*(number for number, _ in numbered), say("worst", lang)])
    return page


def _shown_in(results: Results, data: pd.DataFrame, lang: str) -> tuple[float, str]:
    """What a value is multiplied by to be read, and in what it then is."""
    scale = scale_of(str(data["unit"].iloc[0]), results.indicator_unit(results.outcome, lang), 0.0, lang)
    what = within(effect_label(results, results.outcome, lang), lang)
    if data["basis"].iloc[0] == LIKE:
        return scale.factor, what
    money = money_scale(0.0, lang)
    return scale.factor / money.factor, say("per money", lang, what=what, money=money.unit)


def _caption(results: Results, data: pd.DataFrame, unit: str, lang: str) -> str:
    like = data["basis"].iloc[0] == LIKE
    left = [name for name in results.asked_packages if name not in set(data["package"])]
    frame = captions.frame(results, results.scenarios[0], lang)
    scenarios = say("so many scenarios", lang, count=len(results.scenarios))
    return joined(
        lang,
        say("caption regret", lang, unit=unit, **frame),
        say("caption like", lang, share=whole_percent(LIKE_SHARE, lang)) if like else say("caption per outlay", lang),
        say("caption left out", lang, count=len(left)) if left else "",
        say("caption money", lang, year=results.price_year) if not like else "",
        say("caption error", lang),
        say("caption source", lang, scenario=scenarios, run=results.run_id),
    )
