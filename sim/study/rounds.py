"""The rounds of a study: replicate after replicate in every arm, until the answer is as sure as asked."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sim.foundations.rules import is_compiled, remember_compiled
from sim.study.estimate import Plan
from sim.study.experiment import BASELINE, Arm, Experiment
from sim.study.lived import Lived
from sim.study.lives import DONE, FAILED, Outcome, Task, seed_of
from sim.study.precision import next_target, reached, way_to_stop
from sim.study.runner import Crew
from sim.study.shards import Order, RunsMissing
from sim.study.store import RunKeys, Store
from sim.study.warm_up import compile_rules

MAP_EVERY_MONTHS = 12
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


@dataclass(frozen=True)
class Ended:
    """How far the rounds came: replicates, what ended them, how many are whole in each world, what failed, seconds."""

    replicates: int
    by: str
    complete: dict[str, int]
    failures: list[tuple[str, str, int, str]]
    seconds: dict[str, float] = field(default_factory=dict)


class Rounds:
    """Replicate after replicate, each in every arm, until it is enough. Without a crew nothing may be missing."""

    def __init__(self, experiment: Experiment, store: Store, master: int, order: Order) -> None:
        self._experiment, self._store, self._master, self._order = experiment, store, master, order
        self._keys = RunKeys(experiment, master)
        self._crew: Crew | None = None
        self._watcher = Watcher()
        self._finished = store.finished()
        if order.retry_failed:
            self._finished = {key: status for key, status in self._finished.items() if status == DONE}
        self._begun: set[int] = set()
        self._warm = False
        self._ended: float | None = None
        self._done = 0
        self._seconds = {"compile": 0.0, "lives": 0.0}

    def with_crew(self, crew: Crew, watcher: Watcher) -> "Rounds":
        """The same with somebody to live what is missing, and somebody who is told."""
        self._crew, self._watcher = crew, watcher
        return self

    def live(self) -> Ended:
        """Live as many rounds as are ordered, or as the precision asks for; of a shard all that it may have to."""
        precision, replicates = self._experiment.precision, self._order.replicates
        by_precision = replicates is None and self._order.shard is None
        if by_precision and precision.most_minutes is not None:
            self._ended = time.monotonic() + 60 * precision.most_minutes
        target = replicates if replicates is not None else precision.least
        if self._order.shard is not None and replicates is None:
            # Which replicates the precision will need is known only when all shares are together.
            target = precision.most
        self._tell_plan(target)
        while True:
            lived = self._round(target)
            by, following = self._enough(lived, target) if by_precision else (BY_ORDER, target)
            if by:
                return self._end(lived, by)
            target = following

    def _enough(self, replicates: int, target: int) -> tuple[str, int]:
        """What ends the study after so many replicates, or nothing and how many there are to be next."""
        precision = self._experiment.precision
        if replicates < target:
            return BY_TIME, target
        lived = self._lived(replicates)
        if not any(lived.complete.values()):
            return BY_FAILURE, target
        found = reached(lived, way_to_stop(precision))
        following = next_target(found, target, precision)
        if following > target:
            return "", following
        enough = all(each.enough(precision) for each in found)
        return (BY_PRECISION if enough else BY_MOST), target

    def _end(self, replicates: int, by: str) -> Ended:
        keys = [task.key for replicate in range(replicates) for task in self._tasks(replicate)]
        complete = {name: len(whole) for name, whole in self._lived(replicates).complete.items()}
        return Ended(replicates, by, complete, self._store.failures(keys), self._seconds)

    def _lived(self, replicates: int) -> Lived:
        return Lived(self._experiment, self._store, self._keys, replicates)

    def _round(self, target: int) -> int:
        """Live what is missing up to a number of replicates; gives how many there are then."""
        self._note_progress(target)
        missing = self._missing(target)
        if missing and self._crew is None:
            raise RunsMissing(self._store.folder, missing, target * len(self._experiment.arms))
        if missing and not self._warm:
            self._warm_up(missing[0])
        began = time.perf_counter()
        expected = self._done + len(missing)

        def keep(task: Task, outcome: Outcome) -> None:
            self._store.keep(task, outcome)
            self._finished[task.key] = outcome.status
            self._done += 1
            if self._done == 1:
                self._tell_plan(target)
            self._watcher.lived(self._done, expected)

        try:
            if missing and self._crew is not None:
                self._crew.do(missing, keep, self._may_begin)
        finally:
            self._seconds["lives"] += time.perf_counter() - began
        whole = 0
        while whole < target and all(task.key in self._finished for task in self._tasks(whole)):
            whole += 1
        return whole

    def _is_missing(self, task: Task) -> bool:
        """Whether a run is still to be lived, or must be lived again since an analysis needs more of it."""
        status = self._finished.get(task.key)
        return status is None or (status == DONE and task.with_roster and not self._store.has_roster(task.key))

    def _missing(self, target: int) -> list[Task]:
        """What is not lived yet of so many replicates, or of this shard's share of them."""
        tasks = (task for replicate in range(target) for task in self._tasks(replicate))
        return [task for task in tasks if self._is_missing(task)]

    def _note_progress(self, target: int) -> None:
        """Note how far the study is to go, for those who look into the folder meanwhile."""
        order, shard = self._order, self._order.shard
        progress = {
            "target": target,
            "most": target if order.replicates is not None else self._experiment.precision.most,
            "ordered": order.replicates,
            "shard": None if shard is None else [shard.number, shard.of],
            "workers": 1 if self._crew is None else self._crew.workers,
        }
        self._store.remember("progress", progress)

    def _tell_plan(self, target: int) -> None:
        """Say what is to be done: before anything is, and again when the first run shows how long one takes."""
        order, precision = self._order, self._experiment.precision
        if self._crew is None:
            return
        least = len(self._missing(target))
        more = 0 if order.replicates is not None or order.shard is not None else max(0, precision.most - target)
        self._watcher.planned(
            Plan(
                least,
                least + more * len(self._experiment.arms),
                self._crew.workers,
                self._store.seconds_a_run(),
                self._store.bytes_a_run(),
                precision.most_minutes if self._ended is not None else None,
                sum(status == FAILED for status in self._finished.values()),
            )
        )

    def _may_begin(self, task: Task) -> bool:
        """Time ends only the beginning of a replicate beyond the least: what is begun is done in every arm."""
        least = self._experiment.precision.least
        over = self._ended is not None and time.monotonic() > self._ended
        if over and task.replicate >= least and task.replicate not in self._begun:
            return False
        self._begun.add(task.replicate)
        return True

    def _tasks(self, replicate: int) -> Iterator[Task]:
        experiment, shard = self._experiment, self._order.shard
        seed = seed_of(self._master, replicate)
        for place, arm in enumerate(experiment.arms):
            if shard is not None and not shard.takes(replicate, place):
                continue
            yield Task(
                self._keys.of(arm, replicate),
                arm,
                self._keys.draws.world(experiment.scenarios[arm.scenario], replicate),
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
        self._seconds["compile"] += time.perf_counter() - began

    def _fullest(self, task: Task) -> Arm:
        """The arm with most policies, all of them in force from the first month: they need rules of their own."""
        arms = [arm for arm in self._experiment.arms if arm.scenario == task.arm.scenario]
        arm = max(arms, key=lambda each: len(each.policies))
        return replace(arm, policies=tuple(replace(policy, start_month=1) for policy in arm.policies))


def map_months(experiment: Experiment, arm: Arm) -> tuple[int, ...]:
    """When the land plans of an arm are kept: for the baseline and the largest package."""
    largest = experiment.largest
    if arm.package != BASELINE and (largest is None or arm.package != largest.name):
        return ()
    kept = {*range(0, experiment.months, MAP_EVERY_MONTHS), experiment.at_month, experiment.months}
    return tuple(sorted(kept))


def with_roster(experiment: Experiment, arm: Arm) -> bool:
    """Whether it is kept who worked when: for the baseline and the packages that the question names."""
    asked = (BASELINE, *(package.name for package in experiment.asked))
    return "additionality" in experiment.analyses and arm.package in asked
