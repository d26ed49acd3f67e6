"""Every figure of a study, drawn from its results folder into `charts/`, on as many processors as there are."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from sim.output.charts import (
    additionality,
    bars,
    budget,
    cost_curve,
    fund,
    groups,
    growth,
    labour,
    land,
    money,
    pareto,
    paths,
    pipeline,
    ranking,
    regret,
    tornado,
    waterfall,
    winners,
)
from sim.output.maps import difference, film, plan
from sim.output.results import BASELINE, Results
from sim.output.style import Page, house_style, save, save_data
from sim.output.words import say
from sim.study.runner import new_pool, usual_workers

Words = dict[str, dict[str, dict[str, Any]]]
LIST = "figures.json"
KINDS: tuple[tuple[str, Any, Any], ...] = (
    ("effects", bars.effect_data, bars.draw_effects),
    ("ranking", ranking.ranking_data, ranking.draw_ranking),
    ("costs", bars.cost_data, bars.draw_costs),
    ("pareto", pareto.pareto_data, pareto.draw_pareto),
    ("attribution", waterfall.attribution_data, waterfall.draw_attribution),
    ("cost-curve", cost_curve.cost_curve_data, cost_curve.draw_cost_curve),
    ("additionality", additionality.additionality_data, additionality.draw_additionality),
    ("groups", groups.group_data, groups.draw_groups),
    ("winners", winners.winners_data, winners.draw_winners),
    ("tornado", tornado.tornado_data, tornado.draw_tornado),
    ("growth", growth.growth_data, growth.draw_growth),
    ("paths", paths.path_data, paths.draw_paths),
    ("pipeline", pipeline.pipeline_data, pipeline.draw_pipeline),
    ("land", land.land_data, land.draw_land),
    ("labour", labour.labour_data, labour.draw_labour),
    ("fund", fund.fund_data, fund.draw_fund),
    ("money", money.money_data, money.draw_money),
    ("budget", budget.budget_data, budget.draw_budget),
)
OF_STUDY: tuple[tuple[str, Any, Any], ...] = (("regret", regret.regret_data, regret.draw_regret),)


@dataclass(frozen=True)
class Figure:
    """One figure: its file's name, what it shows, how it is drawn in a language, and its animation if it has one."""

    name: str
    data: pd.DataFrame
    draw: Callable[[str], Page]
    animate: Callable[[Path, str], None] | None = None


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
    return [target / file for figure in figures for file in _files_of(figure, langs)]


def _files_of(figure: Figure, langs: Sequence[str]) -> list[str]:
    """The files of a figure: its data, and in each language two pictures and its animation."""
    ends = ("png", "svg", "gif") if figure.animate else ("png", "svg")
    return [f"{figure.name}.csv", *(f"{figure.name}.{lang}.{end}" for lang in langs for end in ends)]


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
            figure, charts = figures[name], folder / "charts"
            page = figure.draw(lang)
            save(page, charts, name, lang)
            words = {"title": page.title, "caption": page.caption, "body": list(page.body)}
            told[name, lang] = {**words, "run": results.run_id}
            if figure.animate:
                told[name, lang]["animation"] = f"{name}.{lang}.gif"
                figure.animate(charts / f"{name}.{lang}.gif", lang)
    return told


def figures_of(results: Results) -> Iterator[Figure]:
    """The figures of a study: those of all scenarios together, then those of each in turn."""
    for name, data_of, draw in OF_STUDY:
        data = data_of(results)
        if len(data):
            yield Figure(name, data, partial(draw, results))
    for scenario in results.scenarios:
        suffix = f"-{scenario}" if len(results.scenarios) > 1 else ""
        for name, data_of, draw in KINDS:
            data = data_of(results, scenario)
            if len(data):
                yield Figure(f"{name}{suffix}", data, _in_language(draw, results, scenario))
        yield from _maps_of_scenario(results, scenario, suffix)


def _in_language(draw: Callable[[Results, str, str], Page], results: Results, scenario: str) -> Callable[[str], Page]:
    return lambda lang: draw(results, scenario, lang)


def _maps_of_scenario(results: Results, scenario: str, suffix: str) -> Iterator[Figure]:
    """Each world's land plans, the last one large, what the package changes, and the animation."""
    worlds = {
        package: plans
        for package, plans in sorted(results.plans.get(scenario, {}).items(), key=lambda each: each[0] != BASELINE)
        if plans and all("ground" in each for each in plans.values())  # earlier versions kept less
    }
    for package, plans in worlds.items():
        last = package == list(worlds)[-1]
        yield Figure(
            f"plan-{package}{suffix}",
            plan.plan_data(plans, plan.plan_months(plans)),
            _of_world(plan.draw_plans, results, scenario, package, plans),
            _film(results, scenario, worlds) if last and len(film.film_months(list(worlds.items()))) > 1 else None,
        )
        yield Figure(
            f"map-{package}{suffix}",
            plan.plan_data(plans, [max(map(int, plans))]),
            _of_world(plan.draw_map, results, scenario, package, plans),
        )
    yield from _difference(results, scenario, suffix, worlds)


def _of_world(
    draw: Callable[..., Page], results: Results, scenario: str, package: str, plans: plan.Plans
) -> Callable[[str], Page]:
    return lambda lang: draw(results, scenario, package, plans, _label(results, package, lang), lang)


def _label(results: Results, package: str, lang: str) -> str:
    return say("baseline", lang) if package == BASELINE else results.package_label(package, lang)


def _difference(results: Results, scenario: str, suffix: str, worlds: Mapping[str, plan.Plans]) -> Iterator[Figure]:
    baseline = worlds.get(BASELINE, {})
    for package, plans in worlds.items():
        month = difference.difference_month(results, plans, baseline)
        if package != BASELINE and month is not None:
            yield Figure(
                f"difference-{package}{suffix}",
                difference.difference_data(plans, baseline, month),
                partial(difference.draw_difference, results, scenario, package, plans, baseline, month),
            )


def _film(results: Results, scenario: str, worlds: Mapping[str, plan.Plans]) -> Callable[[Path, str], None]:
    def animate(path: Path, lang: str) -> None:
        told = [(_label(results, package, lang), plans) for package, plans in worlds.items()]
        film.save_film(path, results, scenario, told, lang)

    return animate
