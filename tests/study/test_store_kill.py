"""A study that is killed outright loses no finished run, and ends with the bytes of one that nobody disturbed."""

import random

import pytest
from small_studies import YEARS, kill_when, started, stored, written

from sim import Experiment
from sim.study.runner import Crew
from sim.study.store import Store
from sim.study.stored import Stored
from sim.study.writer import Busy, writer_of

REPLICATES = 6


def _live(question, out, workers):
    Experiment.load(question, years=YEARS).run(out=out, replicates=REPLICATES, workers=workers).store.close()


@pytest.fixture(scope="module")
def undisturbed(lasting_question):
    """The same study, lived without a pause."""
    _live(lasting_question, lasting_question.parent / "whole", 1)
    return lasting_question.parent / "whole"


def test_a_study_killed_at_any_moment_goes_on_to_the_same_bytes(lasting_question, undisturbed):
    out, chance = lasting_question.parent / "killed", random.Random(6)
    kept = 0
    for workers in (1, 2, 2):
        process = started(_live, lasting_question, out, workers)
        before = kill_when(process, out, kept + 2, chance.uniform(0, 0.3))
        kept = stored(out)
        assert before <= kept < 4 * REPLICATES
    _live(lasting_question, out, 2)
    assert stored(out) == 4 * REPLICATES
    assert written(out) == written(undisturbed)


def test_what_was_stored_is_not_lived_again(lasting_question, undisturbed, monkeypatch):
    def refuses(*_):
        raise AssertionError("nothing is missing")

    monkeypatch.setattr(Crew, "do", refuses)
    _live(lasting_question, undisturbed, 1)


def test_the_second_of_two_writers_is_told_who_the_first_is(tmp_path):
    process = started(_hold, tmp_path)
    while not (writer_of(tmp_path) or {}).get("pid"):
        assert process.is_alive()
    with pytest.raises(Busy, match=rf"another run is writing there: process {process.pid}, since \d{{4}}-"):
        Store(tmp_path)
    process.kill()
    process.join()
    Store(tmp_path).close()
    assert writer_of(tmp_path) is None


def _hold(folder):
    store = Store(folder)
    while store:
        pass


def test_a_folder_is_free_when_its_writer_is_killed_though_its_workers_live_on(tmp_path):
    process = started(_hold_and_leave_a_copy, tmp_path)
    while not (tmp_path / "copied").exists():
        assert process.is_alive()
    process.kill()
    process.join()
    Store(tmp_path).close()
    (tmp_path / "end").touch()


def _hold_and_leave_a_copy(folder):
    import os
    import time

    store = Store(folder)
    if os.fork() == 0:
        (folder / "copied").touch()
        deadline = time.monotonic() + 30
        while not (folder / "end").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        os._exit(0)
    time.sleep(60)
    store.close()


def test_readers_look_while_somebody_writes(tmp_path):
    store = Store(tmp_path)
    store.belongs_to({"code": "a", "master seed": 1})
    look = Stored.open(tmp_path)
    assert look.finished() == {}
    store.remember("progress", {"target": 7})
    assert look.note("progress") == {"target": 7}
    store.remember("progress", {"target": 8})
    assert look.note("progress") == {"target": 8}
    look.close()
    store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["runs.sqlite"]
