"""Lives that nobody lived: what each package adds is planted, and the whole bench from runs to tables does the rest."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import Experiment
from sim.indicators import INDICATORS
from sim.study import rounds as bench
from sim.study.lived import Lived
from sim.study.lives import DONE, FAILED, Outcome, Task
from sim.study.rounds import Rounds, Watcher
from sim.study.runner import Crew
from sim.study.shards import Order
from sim.study.store import RunKeys, Store
from sim.study.study import Study, run_study

Measured = Mapping[str, float | np.ndarray]
Live = Callable[[str, int], Measured | None]
LiveTask = Callable[[Task], Measured | None]


class MadeUp(Executor):
    """Who gives the planted outcome of a task instead of living it; `live` says what the task gives."""

    def __init__(self, live: LiveTask) -> None:
        self._live = live

    def submit(self, fn: Any, /, task: Task) -> Future[Any]:
        future: Future[Any] = Future()
        measured = self._live(task)
        future.set_result(Outcome(FAILED, "planted") if measured is None else _outcome(measured, task.months))
        return future


def _outcome(measured: Measured, months: int) -> Outcome:
    """A life whose indicators are the same in every month, unless they were planted month by month."""
    series = {name: np.full(months + 1, value) for name, value in measured.items()}
    assert set(series) <= set(INDICATORS)
    return Outcome(DONE, series=series, sketches={"worker.quits": np.arange(4, dtype="u8")})


def run(experiment: Experiment, out: Path, live: Live, monkeypatch: Any, replicates: int | None = None) -> Study:
    """The study of lives that are planted by package and replicate, with all its tables."""
    return run_tasks(experiment, out, lambda task: live(task.arm.package, task.replicate), monkeypatch, replicates)


def run_tasks(
    experiment: Experiment, out: Path, live: LiveTask, monkeypatch: Any, replicates: int | None = None
) -> Study:
    """The same for lives that are planted by all that the bench tells a worker, such as the numbers of the world."""
    monkeypatch.setattr(bench, "compile_rules", lambda short, workers: False)
    return run_study(experiment, out, replicates=replicates, workers=1, executor=MadeUp(live), fresh=True)


def lived(experiment: Experiment, out: Path, live: LiveTask, replicates: int) -> Lived:
    """The planted lives alone, without tables, which take long where arms are many."""
    store = Store(out)
    rounds = Rounds(experiment, store, 1, Order(replicates)).with_crew(Crew(1, MadeUp(live)), Watcher())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench, "compile_rules", lambda short, workers: False)
        rounds.live()
    return Lived(experiment, store, RunKeys(experiment, 1), replicates)
