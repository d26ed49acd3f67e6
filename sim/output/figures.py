"""Every figure of a study, drawn from its results folder into `charts/`, on as many processors as there are."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.output.charts import additionality, bars, budget, fund, labour, land, money, paths, pipeline
from sim.output.maps import plan
from sim.output.results import BASELINE, Results
from sim.output.style import Page, house_style, save, save_data
from sim.output.words import say
from sim.study.runner import usual_workers

Words = dict[str, dict[str, dict[str, Any]]]
LIST = "figures.json"
KINDS: tuple[tuple[str, Any, Any], ...] = (
    ("effects", bars.effect_data, bars.draw_effects),
    ("costs", bars.cost_data, bars.draw_costs),
    ("attribution", bars.attribution_data, bars.draw_attribution),
    ("additionality", additionality.additionality_data, additionality.draw_additionality),
    ("growth", paths.growth_data, paths.draw_growth),
    ("paths", paths.path_data, paths.draw_paths),
    ("pipeline", pipeline.pipeline_data, pipeline.draw_pipeline),
    ("land", land.land_data, land.draw_land),
    ("labour", labour.labour_data, labour.draw_labour),
    ("fund", fund.fund_data, fund.draw_fund),
    ("money", money.money_data, money.draw_money),
    ("budget", budget.budget_data, budget.draw_budget),
)


@dataclass(frozen=True)
class Figure:
    """One figure: its file's name, what it shows, and how it is drawn in a language."""

    name: str
    data: pd.DataFrame
    draw: Callable[[str], Page]


def draw_all(folder: Path, langs: Sequence[str], workers: int | None = None) -> list[Path]:
    """Draw every figure that the results allow, in each language, with the data of each as CSV.

    `charts/figures.json` says in each language what stands above and below each of them.
    """
    folder = Path(folder)
    results, target = Results.open(folder), Path(folder) / "charts"
    figures = list(figures_of(results))
    for figure in figures:
        save_data(figure.data, target, figure.name)
    tasks = [(figure.name, lang) for figure in figures for lang in langs]
    processes = min(workers or usual_workers(), len(tasks))
    shares = [tasks[at::processes] for at in range(processes)]
    if processes > 1:
        with ProcessPoolExecutor(processes) as executor:
            told = list(executor.map(_draw_share, [folder] * processes, shares))
    else:
        told = [_draw_share(folder, share) for share in shares]
    words: Words = {figure.name: {} for figure in figures}
    for (name, lang), drawn in ((key, drawn) for share in told for key, drawn in share.items()):
        words[name][lang] = drawn
    listed = {name: {lang: words[name][lang] for lang in langs} for name in words}
    (target / LIST).write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [
        target / file
        for name in listed
        for file in [f"{name}.csv", *(f"{name}.{lang}.{end}" for lang in langs for end in ("png", "svg"))]
    ]


def _draw_share(folder: Path, tasks: Sequence[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Draw some of the figures in some language; gives what is said above and below each."""
    figures = {figure.name: figure for figure in figures_of(Results.open(folder))}
    told = {}
    with house_style():
        for name, lang in tasks:
            page = figures[name].draw(lang)
            save(page, folder / "charts", name, lang)
            told[name, lang] = {"title": page.title, "caption": page.caption, "body": list(page.body)}
    return told


def figures_of(results: Results) -> Iterator[Figure]:
    """The figures of a study, those of each scenario in turn."""
    for scenario in results.scenarios:
        suffix = f"-{scenario}" if len(results.scenarios) > 1 else ""
        for name, data_of, draw in KINDS:
            data = data_of(results, scenario)
            if len(data):
                yield Figure(f"{name}{suffix}", data, _in_language(draw, results, scenario))
        yield from _plans_of_scenario(results, scenario, suffix)


def _in_language(draw: Callable[[Results, str, str], Page], results: Results, scenario: str) -> Callable[[str], Page]:
    return lambda lang: draw(results, scenario, lang)


def _plans_of_scenario(results: Results, scenario: str, suffix: str) -> Iterator[Figure]:
    plans = results.plans.get(scenario, results.plans if len(results.scenarios) == 1 else {})
    for package, by_month in plans.items():
        if by_month:
            yield Figure(
                f"plan-{package}{suffix}", plan.plan_data(by_month), _plan(results, scenario, package, by_month)
            )


def _plan(results: Results, scenario: str, package: str, by_month: Mapping[str, Any]) -> Callable[[str], Page]:
    def draw(lang: str) -> Page:
        label = say("baseline", lang) if package == BASELINE else results.package_label(package, lang)
        return plan.draw_plans(results, scenario, package, by_month, label, lang)

    return draw
