"""Every figure of a study, drawn from its results folder into `charts/`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.output import additionality_chart, bar_charts, maps, path_charts
from sim.output.results import BASELINE, Results
from sim.output.style import Page, house_style, save, save_data
from sim.output.words import say


@dataclass(frozen=True)
class Chart:
    """One figure: its file's name, what it shows, and how it is drawn in a language."""

    name: str
    data: pd.DataFrame
    draw: Callable[[str], Page]


def draw_all(folder: Path, langs: Sequence[str]) -> list[Path]:
    """Draw every figure that the results allow, in each language, with the data of each as CSV."""
    results = Results.open(Path(folder))
    target = Path(folder) / "charts"
    written: list[Path] = []
    with house_style():
        for chart in charts_of(results):
            written.append(save_data(chart.data, target, chart.name))
            for lang in langs:
                written.extend(save(chart.draw(lang), target, chart.name, lang))
    return written


def charts_of(results: Results) -> Iterator[Chart]:
    """The figures of a study, those of each scenario in turn."""
    for scenario in results.scenarios:
        suffix = f"-{scenario}" if len(results.scenarios) > 1 else ""
        yield from _charts_of_scenario(results, scenario, suffix)
        yield from _plans_of_scenario(results, scenario, suffix)


def _charts_of_scenario(results: Results, scenario: str, suffix: str) -> Iterator[Chart]:
    kinds = (
        ("effects", bar_charts.effect_data, bar_charts.draw_effects),
        ("costs", bar_charts.cost_data, bar_charts.draw_costs),
        ("attribution", bar_charts.attribution_data, bar_charts.draw_attribution),
        ("additionality", additionality_chart.additionality_data, additionality_chart.draw_additionality),
        ("growth", path_charts.growth_data, path_charts.draw_growth),
        ("paths", path_charts.path_data, path_charts.draw_paths),
    )
    for name, data_of, draw in kinds:
        data = data_of(results, scenario)
        if len(data):
            yield Chart(f"{name}{suffix}", data, _in_language(draw, results, scenario))


def _in_language(draw: Callable[[Results, str, str], Page], results: Results, scenario: str) -> Callable[[str], Page]:
    return lambda lang: draw(results, scenario, lang)


def _plans_of_scenario(results: Results, scenario: str, suffix: str) -> Iterator[Chart]:
    plans = results.plans.get(scenario, results.plans if len(results.scenarios) == 1 else {})
    for package, by_month in plans.items():
        if by_month:
            yield Chart(f"plan-{package}{suffix}", plan_data(by_month), _plan(results, scenario, package, by_month))


def _plan(results: Results, scenario: str, package: str, by_month: Mapping[str, Any]) -> Callable[[str], Page]:
    def draw(lang: str) -> Page:
        label = say("baseline", lang) if package == BASELINE else results.package_label(package, lang)
        return maps.draw_plans(results, scenario, package, by_month, label, lang)

    return draw


def plan_data(by_month: Mapping[str, Any]) -> pd.DataFrame:
    """The plots of the months that are drawn, one row each."""
    columns = ["month", "name", "state", "sector", "idle", "x", "y", "w", "h"]
    rows = [
        {"month": month, **{name: plot.get(name) for name in columns[1:]}}
        for month in maps.plan_months(by_month)
        for plot in by_month[str(month)].get("plots", [])
    ]
    return pd.DataFrame(rows, columns=columns)
