"""A study: an experiment being lived and answered. Rounds of replicates until the answer is as sure as asked."""

import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sim.foundations.rules import is_compiled, remember_compiled
from sim.study import additionality, attribution, costs, effects, groups, published, ranking, winners, zone_cost_curve
from sim.study.estimate import Plan
from sim.study.experiment import BASELINE, Arm, Experiment
from sim.study.flows import BUDGET, FLOWS, budget, flows
from sim.study.lived import Lived
from sim.study.lives import DONE, FAILED, Outcome, Task, seed_of
from sim.study.manifest import manifest, written
from sim.study.precision import Reached, may_stop_early, next_target, reached, way_to_stop
from sim.study.record import record_of
from sim.study.runner import Crew, usual_workers
from sim.study.sequential import FIXED, STOPPED
from sim.study.shards import Order, RunsMissing, Shard
from sim.study.store import RunKeys, Store, identity_of
from sim.study.tables import write_table, write_text
from sim.study.warm_up import compile_rules

MAP_MONTHS = (0, 60, 120, 180)
WARM_UP_MONTHS = 2
BY_PRECISION, BY_MOST, BY_TIME, BY_ORDER, BY_FAILURE = "precision", "most", "time", "replicates", "failure"


class Watcher:
    """Who is told how far the study has come; this one says nothing but that it compiles."""

    def compiling(self) -> None:
        """The rules are being compiled, which takes a while."""
        print("compiling the rules (first use, about a minute)", file=sys.stderr, flush=True)

    def planned(self, plan: Plan) -> None:
        """So much is to be done, as far as is known before it is begun or after the first run."""

    def lived(self, done: int, of: int) -> None:
        """So many of so many runs are done."""


@dataclass
class Study:
    """The answer to an experiment, and the folder where it lies."""

    experiment: Experiment
    folder: Path
    store: Store
    master: int
    replicates: int = 0
    ended_by: str = BY_ORDER
    complete: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[str, str, int, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @cached_property
    def keys(self) -> RunKeys:
        """The names of its runs."""
        return RunKeys(self.experiment, self.master)

    @property
    def lived(self) -> Lived:
        """The finished lives."""
        stopped = self.ended_by == BY_PRECISION and may_stop_early(self.experiment.precision)
        return Lived(self.experiment, self.store, self.keys, self.replicates, STOPPED if stopped else FIXED)

    def effects(self) -> pd.DataFrame:
        """What each package changes: the columns of effects.csv."""
        return pd.DataFrame(list(effects.effects(self.lived)), columns=list(effects.EFFECTS))

    def summary(self) -> pd.DataFrame:
        """How each indicator is spread: the columns of summary.csv."""
        return pd.DataFrame(list(effects.summary(self.lived)), columns=list(effects.SUMMARY))

    def attribution(self) -> pd.DataFrame:
        """Whose doing the effects are: the columns of attribution.csv."""
        wanted = attribution.attribution(self.lived) if "attribution" in self.experiment.analyses else ()
        return pd.DataFrame(list(wanted), columns=list(attribution.ATTRIBUTION))

    def additionality(self) -> pd.DataFrame:
        """Every job-year filed: the columns of additionality.csv."""
        wanted = additionality.additionality(self.lived) if "additionality" in self.experiment.analyses else ()
        return pd.DataFrame(list(wanted), columns=list(additionality.FILED))

    def costs(self) -> pd.DataFrame:
        """What a job-year costs: the columns of costs.csv."""
        return pd.DataFrame(list(costs.costs(self.lived)), columns=list(costs.COSTS))


def run_study(
    experiment: Experiment,
    out: Path | None = None,
    replicates: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    executor: Executor | None = None,
    fresh: bool = False,
    watcher: Watcher | None = None,
    shard: Shard | None = None,
    retry_failed: bool = False,
) -> Study:
    """Live what is missing, then write the tables of the folder; a shard has only runs, and no tables."""
    folder = out or Path("results") / (experiment.name if shard is None else f"{experiment.name}-{shard.name}")
    crew = Crew(workers or usual_workers(), executor)
    store = Store(folder, fresh, workers=crew.workers)
    try:
        store.belongs_to(identity_of(experiment, seed))
        store.remember("question", record_of(experiment))
        study = Study(experiment, folder, store, seed)
        try:
            _Rounds(study, crew, watcher or Watcher(), Order(replicates, shard, retry_failed)).live()
        finally:
            crew.close()
        if shard is None:
            write_results(study)
        store.release()
    except BaseException:
        store.close()
        raise
    return study


def study_of_stored(experiment: Experiment, store: Store, seed: int, replicates: int | None) -> Study:
    """The answer from runs that are all there, as the study that lives them would give it."""
    study = Study(experiment, store.folder, store, seed)
    _Rounds(study, None, Watcher(), Order(replicates)).live()
    write_results(study)
    return study


def write_results(study: Study) -> None:
    """Write what the folder holds beside the runs."""
    began = time.perf_counter()
    _write(study)
    study.seconds["results"] = time.perf_counter() - began


class _Rounds:
    """Replicate after replicate, each in every arm, until it is enough. Without a crew nothing may be missing."""

    def __init__(self, study: Study, crew: Crew | None, watcher: Watcher, order: Order) -> None:
        self._study, self._crew, self._watcher, self._order = study, crew, watcher, order
        self._finished = study.store.finished()
        if order.retry_failed:
            self._finished = {key: status for key, status in self._finished.items() if status == DONE}
        self._begun: set[int] = set()
        self._warm = False
        self._ended: float | None = None
        self._done = 0
        study.seconds |= {"compile": 0.0, "lives": 0.0}

    def live(self) -> None:
        """Live as many rounds as are ordered, or as the precision asks for; of a shard all that it may have to."""
        study, precision, replicates = self._study, self._study.experiment.precision, self._order.replicates
        by_precision = replicates is None and self._order.shard is None
        if by_precision and precision.most_minutes is not None:
            self._ended = time.monotonic() + 60 * precision.most_minutes
        target = replicates if replicates is not None else precision.least
        if self._order.shard is not None and replicates is None:
            # Which replicates the precision will need is known only when all shares are together.
            target = precision.most
        self._tell_plan(target)
        while True:
            study.replicates = self._round(target)
            if not by_precision:
                study.ended_by = BY_ORDER
                break
            if study.replicates < target:
                study.ended_by = BY_TIME
                break
            if not any(study.lived.complete.values()):
                study.ended_by = BY_FAILURE
                break
            found = reached(study.lived, way_to_stop(precision))
            following = next_target(found, target, precision.half_width_share, precision.most)
            if following == target:
                enough = all(each.enough(precision.half_width_share) for each in found)
                study.ended_by = BY_PRECISION if enough else BY_MOST
                break
            target = following
        keys = [task.key for replicate in range(study.replicates) for task in self._tasks(replicate)]
        study.failures = study.store.failures(keys)
        study.complete = {name: len(whole) for name, whole in study.lived.complete.items()}

    def _round(self, target: int) -> int:
        """Live what is missing up to a number of replicates; gives how many there are then."""
        self._note_progress(target)
        missing = self._missing(target)
        if missing and self._crew is None:
            raise RunsMissing(self._study.folder, missing, target * len(self._study.experiment.arms))
        if missing and not self._warm:
            self._warm_up(missing[0])
        began = time.perf_counter()
        expected = self._done + len(missing)

        def keep(task: Task, outcome: Outcome) -> None:
            self._study.store.keep(task, outcome)
            self._finished[task.key] = outcome.status
            self._done += 1
            if self._done == 1:
                self._tell_plan(target)
            self._watcher.lived(self._done, expected)

        try:
            if missing and self._crew is not None:
                self._crew.do(missing, keep, self._may_begin)
        finally:
            self._study.seconds["lives"] += time.perf_counter() - began
        whole = 0
        while whole < target and all(task.key in self._finished for task in self._tasks(whole)):
            whole += 1
        return whole

    def _is_missing(self, task: Task) -> bool:
        """Whether a run is still to be lived, or must be lived again since an analysis needs more of it."""
        status = self._finished.get(task.key)
        return status is None or (status == DONE and task.with_roster and not self._study.store.has_roster(task.key))

    def _missing(self, target: int) -> list[Task]:
        """What is not lived yet of so many replicates, or of this shard's share of them."""
        tasks = (task for replicate in range(target) for task in self._tasks(replicate))
        return [task for task in tasks if self._is_missing(task)]

    def _note_progress(self, target: int) -> None:
        """Note how far the study is to go, for those who look into the folder meanwhile."""
        order, shard = self._order, self._order.shard
        progress = {
            "target": target,
            "most": target if order.replicates is not None else self._study.experiment.precision.most,
            "ordered": order.replicates,
            "shard": None if shard is None else [shard.number, shard.of],
            "workers": 1 if self._crew is None else self._crew.workers,
        }
        self._study.store.remember("progress", progress)

    def _tell_plan(self, target: int) -> None:
        """Say what is to be done: before anything is, and again when the first run shows how long one takes."""
        study, order, precision = self._study, self._order, self._study.experiment.precision
        if self._crew is None:
            return
        least = len(self._missing(target))
        more = 0 if order.replicates is not None or order.shard is not None else max(0, precision.most - target)
        self._watcher.planned(
            Plan(
                least,
                least + more * len(study.experiment.arms),
                self._crew.workers,
                study.store.seconds_a_run(),
                study.store.bytes_a_run(),
                precision.most_minutes if self._ended is not None else None,
                sum(status == FAILED for status in self._finished.values()),
            )
        )

    def _may_begin(self, task: Task) -> bool:
        """Time ends only the beginning of a replicate beyond the least: what is begun is done in every arm."""
        least = self._study.experiment.precision.least
        over = self._ended is not None and time.monotonic() > self._ended
        if over and task.replicate >= least and task.replicate not in self._begun:
            return False
        self._begun.add(task.replicate)
        return True

    def _tasks(self, replicate: int) -> Iterator[Task]:
        experiment, shard = self._study.experiment, self._order.shard
        seed = seed_of(self._study.master, replicate)
        for place, arm in enumerate(experiment.arms):
            if shard is not None and not shard.takes(replicate, place):
                continue
            yield Task(
                self._study.keys.of(arm, replicate),
                arm,
                experiment.scenarios[arm.scenario],
                replicate,
                seed,
                experiment.months,
                map_months(experiment, arm) if replicate == 0 else (),
                with_roster(experiment, arm),
            )

    def _warm_up(self, task: Task) -> None:
        """Compile in this process before it is copied, so that no two workers do it."""
        began = time.perf_counter()
        short = Task(task.key, self._fullest(task), task.scenario, 0, task.seed, WARM_UP_MONTHS)
        if self._crew is not None and not self._crew.compile_elsewhere(short):
            if not is_compiled():
                self._watcher.compiling()
            if compile_rules(short, self._crew.workers):
                remember_compiled()
        self._warm = True
        self._study.seconds["compile"] += time.perf_counter() - began

    def _fullest(self, task: Task) -> Arm:
        """The arm with most policies, all of them in force from the first month: they need rules of their own."""
        arms = [arm for arm in self._study.experiment.arms if arm.scenario == task.arm.scenario]
        arm = max(arms, key=lambda each: len(each.policies))
        return replace(arm, policies=tuple(replace(policy, start_month=1) for policy in arm.policies))


def map_months(experiment: Experiment, arm: Arm) -> tuple[int, ...]:
    """When the land plans of an arm are kept: for the baseline and the largest package."""
    largest = experiment.largest
    if arm.package != BASELINE and (largest is None or arm.package != largest.name):
        return ()
    return tuple(sorted({min(month, experiment.months) for month in MAP_MONTHS}))


def with_roster(experiment: Experiment, arm: Arm) -> bool:
    """Whether it is kept who worked when: for the baseline and the packages that the question names."""
    asked = (BASELINE, *(package.name for package in experiment.asked))
    return "additionality" in experiment.analyses and arm.package in asked


def _write(study: Study) -> None:
    """Write every table, the land plans and the manifest."""
    experiment, folder, lived = study.experiment, study.folder, study.lived
    files = [write_table(folder, "summary", effects.SUMMARY, effects.summary(lived))]
    files.append(write_table(folder, "baseline", published.BESIDE, published.baseline(lived)))
    files.append(write_table(folder, "flows", FLOWS, flows(lived)))
    files.append(write_table(folder, "budget", BUDGET, budget(lived)))
    if experiment.packages:
        files.append(write_table(folder, "effects", effects.EFFECTS, effects.effects(lived)))
        files.append(write_table(folder, "costs", costs.COSTS, costs.costs(lived)))
        files.append(write_table(folder, "ranking", ranking.RANKING, ranking.ranking(lived)))
        files.append(write_table(folder, "sync", ranking.SYNC, ranking.sync_by_decision(lived)))
        files.append(write_table(folder, "winners", winners.WINNERS, winners.winners(lived)))
    if "attribution" in experiment.analyses:
        rows = attribution.attribution(lived)
        files.append(write_table(folder, "attribution", attribution.ATTRIBUTION, rows))
        rows = attribution.interactions(lived)
        files.append(write_table(folder, "interactions", attribution.INTERACTIONS, rows))
        rows = zone_cost_curve.measure_costs(lived)
        files.append(write_table(folder, "measure_costs", zone_cost_curve.MEASURE_COSTS, rows))
        rows = zone_cost_curve.cost_curve(lived)
        files.append(write_table(folder, "cost_curve", zone_cost_curve.COST_CURVE, rows))
    if "additionality" in experiment.analyses:
        files.append(write_table(folder, "additionality", additionality.FILED, additionality.additionality(lived)))
        files.append(write_table(folder, "groups", groups.GROUPS, groups.groups(lived)))
    plans = _plans(study)
    if plans:
        files.append(write_text(folder, "maps.json", json.dumps(plans, sort_keys=True, ensure_ascii=False) + "\n"))
    found: list[Reached] = reached(lived) if experiment.packages else []
    told = manifest(lived, study.master, study.replicates, found, study.ended_by, files)
    write_text(folder, "manifest.json", written(told))


def _plans(study: Study) -> dict[str, Any]:
    """The land plans of the first replicate, by world, package and month."""
    plans: dict[str, Any] = {}
    for arm in study.experiment.arms:
        if map_months(study.experiment, arm):
            kept = study.store.maps(study.keys.of(arm, 0))
            if kept:
                plans.setdefault(arm.scenario, {})[arm.package] = kept
    return plans
