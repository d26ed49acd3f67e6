import os
import signal
import sqlite3
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from sim.study import lives, runner
from sim.study.experiment import Arm
from sim.study.lives import DONE, Outcome, Task, seed_of
from sim.study.problems import InputWrong
from sim.study.runner import Crew, WorkersDied
from sim.study.store import CannotWrite, Store, clear, writing
from sim.zone import LifeFailed


def _task(replicate):
    return Task(f"key {replicate}", Arm("world", "baseline", ()), None, replicate, seed_of(1, replicate), 12)


def _well(task):
    return Outcome(DONE, str(task.replicate))


def _dies_once(task):
    marker = os.environ["ZONESIM_TEST_MARKER"]
    if task.replicate == 3 and not os.path.exists(marker):  # noqa: PTH110
        os.close(os.open(marker, os.O_CREAT))
        os.kill(os.getpid(), signal.SIGKILL)
    return _well(task)


def _dies_always(task):
    if task.replicate == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return _well(task)


def _done_by(crew, monkeypatch, how, count=8):
    monkeypatch.setattr(runner, "live_one", how)
    kept = []
    crew.do([_task(replicate) for replicate in range(count)], lambda task, outcome: kept.append(task.replicate))
    crew.close()
    return sorted(kept)


@pytest.mark.parametrize("workers", [1, 2])
def test_everything_is_done_once(monkeypatch, workers):
    assert _done_by(Crew(workers), monkeypatch, _well) == list(range(8))


def test_any_executor_will_do(monkeypatch):
    with ThreadPoolExecutor(2) as threads:
        assert _done_by(Crew(2, threads), monkeypatch, _well) == list(range(8))
    with ProcessPoolExecutor(2, get_context("fork")) as processes:
        assert _done_by(Crew(2, processes), monkeypatch, _well) == list(range(8))


def test_a_dead_worker_is_replaced_once(monkeypatch, tmp_path):
    monkeypatch.setenv("ZONESIM_TEST_MARKER", str(tmp_path / "died"))
    assert _done_by(Crew(2), monkeypatch, _dies_once) == list(range(8))


def test_a_worker_that_dies_again_ends_the_study_with_a_message(monkeypatch):
    with pytest.raises(WorkersDied, match="finished runs are kept"):
        _done_by(Crew(2), monkeypatch, _dies_always)


def test_the_queue_may_end_early(monkeypatch):
    monkeypatch.setattr(runner, "live_one", _well)
    kept = []
    tasks = [_task(replicate) for replicate in range(8)]
    Crew(1).do(tasks, lambda task, outcome: kept.append(task.replicate), lambda task: task.replicate < 5)
    assert kept == [0, 1, 2, 3, 4]


def test_what_is_being_lived_is_kept_when_interrupted(monkeypatch):
    monkeypatch.setattr(runner, "live_one", _well)
    kept = []

    def keep(task, outcome):
        kept.append(task.replicate)
        if len(kept) == 1:
            raise KeyboardInterrupt

    crew = Crew(2)
    with pytest.raises(KeyboardInterrupt):
        crew.do([_task(replicate) for replicate in range(50)], keep)
    crew.close()
    assert 1 <= len(kept) < 50
    assert len(set(kept)) == len(kept)


def test_seeds_are_the_same_for_ever():
    assert seed_of(1, 0) == seed_of(1, 0) != seed_of(1, 1)
    assert len({seed_of(master, r) for master in range(50) for r in range(50)}) == 2500
    assert all(0 <= seed_of(7, r) < 2**63 for r in range(100))


def test_two_studies_do_not_write_into_one_folder(tmp_path):
    first = Store(tmp_path)
    with pytest.raises(CannotWrite, match="another run is writing there"):
        Store(tmp_path)
    first.close()
    Store(tmp_path).close()


def test_a_full_disk_is_said_to_be_full(tmp_path):
    with pytest.raises(CannotWrite, match="disk is full"), writing(tmp_path):
        raise sqlite3.OperationalError("database or disk is full")


def test_a_folder_of_other_things_is_never_cleared(tmp_path):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(InputWrong, match="is no results folder"):
        clear(tmp_path)
    assert (tmp_path / "letter.txt").exists()


def test_a_life_that_fails_is_an_outcome(monkeypatch):
    def fails(*_, **__):
        raise LifeFailed("month 7, pay: row 3 overdraws")

    monkeypatch.setattr(lives, "live", fails)
    outcome = lives.live_one(_task(0))
    assert (outcome.status, outcome.reason) == ("failed", "month 7, pay: row 3 overdraws")
