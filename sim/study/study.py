"""A study: an experiment that was lived, and its answer. `run_study` lives what is missing and writes the tables."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from sim.study import additionality, attribution, costs, effects, sensitivity
from sim.study.experiment import Experiment
from sim.study.lived import Lived
from sim.study.precision import may_stop_early
from sim.study.record import record_of
from sim.study.results import write_results
from sim.study.rounds import BY_PRECISION, Ended, Rounds, Watcher
from sim.study.runner import Crew, usual_workers
from sim.study.sequential import FIXED, STOPPED
from sim.study.shards import Order, Shard
from sim.study.store import RunKeys, Store, identity_of

__all__ = ["Study", "Watcher", "run_study", "study_of_stored"]


@dataclass
class Study:
    """The answer to an experiment, and the folder where it lies."""

    experiment: Experiment
    folder: Path
    store: Store
    master: int
    ended: Ended

    @property
    def replicates(self) -> int:
        """How many replicates there are."""
        return self.ended.replicates

    @property
    def ended_by(self) -> str:
        """What ended the rounds: an order, the precision, its limits, or that no life could be lived."""
        return self.ended.by

    @property
    def complete(self) -> Mapping[str, int]:
        """How many replicates were lived in every arm, by world."""
        return self.ended.complete

    @property
    def failures(self) -> Sequence[tuple[str, str, int, str]]:
        """Scenario, package, replicate and reason of every life that failed."""
        return self.ended.failures

    @property
    def seconds(self) -> dict[str, float]:
        """How long its parts took; nothing that is written depends on it."""
        return self.ended.seconds

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

    def sensitivity(self) -> pd.DataFrame:
        """Which uncertain number drives an effect: the columns of sensitivity.csv."""
        wanted = sensitivity.sensitivity(self.lived) if "sensitivity" in self.experiment.analyses else ()
        return pd.DataFrame(list(wanted), columns=list(sensitivity.SENSITIVITY))

    def costs(self) -> pd.DataFrame:
        """What a job-year costs: the columns of costs.csv."""
        return pd.DataFrame(list(costs.costs(self.lived)), columns=list(costs.COSTS))

    def write(self) -> None:
        """Write what the folder holds beside the runs."""
        began = time.perf_counter()
        write_results(self.lived, self.store, self.master, self.ended)
        self.seconds["results"] = time.perf_counter() - began


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
        rounds = Rounds(experiment, store, seed, Order(replicates, shard, retry_failed))
        try:
            ended = rounds.with_crew(crew, watcher or Watcher()).live()
        finally:
            crew.close()
        study = Study(experiment, folder, store, seed, ended)
        if shard is None:
            study.write()
        store.release()
    except BaseException:
        store.close()
        raise
    return study


def study_of_stored(experiment: Experiment, store: Store, seed: int, replicates: int | None) -> Study:
    """The answer from runs that are all there, as the study that lives them would give it."""
    ended = Rounds(experiment, store, seed, Order(replicates)).live()
    study = Study(experiment, store.folder, store, seed, ended)
    study.write()
    return study
