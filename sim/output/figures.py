"""Every figure of a study, drawn from its results folder into `charts/`, on as many processors as there are."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.output.charts import additionality, bars, paths
from sim.output.maps import plan
from sim.output.results import BASELINE, Results
from sim.output.style import Page, house_style, save, save_data
from sim.output.words import say
from sim.study.runner import new_pool, usual_workers

Words = dict[str, dict[str, dict[str, Any]]]
LIST = "figures.json"
KINDS: tuple[tuple[str, Any, Any], ...] = (
    ("effects", bars.effect_data, bars.draw_effects),
    ("costs", bars.cost_data, bars.draw_costs),
    ("attribution", bars.attribution_data, bars.draw_attribution),
    ("additionality", additionality.additionality_data, additionality.draw_additionality),
    ("growth", paths.growth_data, paths.draw_growth),
    ("paths", paths.path_data, paths.draw_paths),
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
    with new_pool(processes) as pool:
        told = list(pool.map(_draw_share, [folder] * processes, shares))
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


def are_drawn(results: Results, langs: Sequence[str]) -> bool:
    """Whether the figures of these very results lie there in these languages."""
    path = results.folder / "charts" / LIST
    if not path.exists():
        return False
    listed = json.loads(path.read_text(encoding="utf-8"))
    return bool(listed) and all(
        told.get(lang, {}).get("run") == results.run_id for told in listed.values() for lang in langs
    )


def _draw_share(folder: Path, tasks: Sequence[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Draw some of the figures in some language; gives what is said above and below each."""
    results = Results.open(folder)
    figures = {figure.name: figure for figure in figures_of(results)}
    told = {}
    with house_style():
        for name, lang in tasks:
            page = figures[name].draw(lang)
            save(page, folder / "charts", name, lang)
            words = {"title": page.title, "caption": page.caption, "body": list(page.body)}
            told[name, lang] = {**words, "run": results.run_id}
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
