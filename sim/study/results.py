"""What a study leaves in its folder beside the runs: tables, land plans, and the manifest that explains them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sim.study import (
    additionality,
    assumptions,
    attribution,
    costs,
    effects,
    flows,
    groups,
    published,
    ranking,
    sensitivity,
    uncertain,
    winners,
    zone_cost_curve,
)
from sim.study.effects import Row
from sim.study.experiment import Experiment
from sim.study.lived import Lived
from sim.study.manifest import manifest, written
from sim.study.precision import reached
from sim.study.rounds import Ended, map_months
from sim.study.store import RunKeys, Store
from sim.study.tables import write_table, write_text

Table = tuple[str, Sequence[str], Iterable[Row]]


def write_results(lived: Lived, store: Store, master: int, ended: Ended) -> None:
    """Write every table that the question asks for, the land plans and the manifest."""
    experiment, folder = lived.experiment, store.folder
    files = [write_table(folder, name, columns, rows) for name, columns, rows in tables(lived)]
    plans = land_plans(experiment, store, master)
    if plans:
        files.append(write_text(folder, "maps.json", json.dumps(plans, sort_keys=True, ensure_ascii=False) + "\n"))
    found = reached(lived) if experiment.packages else []
    told = manifest(lived, master, ended.replicates, found, ended.by, files)
    write_text(folder, "manifest.json", written(told))


def tables(lived: Lived) -> Iterator[Table]:
    """The tables of a study: name, columns and rows of each."""
    experiment = lived.experiment
    yield "summary", effects.SUMMARY, effects.summary(lived)
    if experiment.uncertain:
        yield "draws", uncertain.DRAWS, lived.draws.rows(lived.replicates)
    yield "baseline", published.BESIDE, published.baseline(lived)
    yield "flows", flows.FLOWS, flows.flows(lived)
    yield "budget", flows.BUDGET, flows.budget(lived)
    yield "numbers", assumptions.ASSUMPTIONS, assumptions.assumptions()
    if experiment.packages:
        yield "effects", effects.EFFECTS, effects.effects(lived)
        yield "costs", costs.COSTS, costs.costs(lived)
        yield "ranking", ranking.RANKING, ranking.ranking(lived)
        yield "sync", ranking.SYNC, ranking.sync_by_decision(lived)
        yield "winners", winners.WINNERS, winners.winners(lived)
    if "attribution" in experiment.analyses:
        yield "attribution", attribution.ATTRIBUTION, attribution.attribution(lived)
        yield "interactions", attribution.INTERACTIONS, attribution.interactions(lived)
        yield "measure_costs", zone_cost_curve.MEASURE_COSTS, zone_cost_curve.measure_costs(lived)
        yield "cost_curve", zone_cost_curve.COST_CURVE, zone_cost_curve.cost_curve(lived)
    if "sensitivity" in experiment.analyses:
        yield "sensitivity", sensitivity.SENSITIVITY, sensitivity.sensitivity(lived)
    if "additionality" in experiment.analyses:
        yield "additionality", additionality.FILED, additionality.additionality(lived)
        yield "groups", groups.GROUPS, groups.groups(lived)


def land_plans(experiment: Experiment, store: Store, master: int) -> dict[str, Any]:
    """The land plans of the first replicate, by world, package and month."""
    keys = RunKeys(experiment, master)
    plans: dict[str, Any] = {}
    for arm in experiment.arms:
        if map_months(experiment, arm):
            kept = store.maps(keys.of(arm, 0))
            if kept:
                plans.setdefault(arm.scenario, {})[arm.package] = kept
    return plans
