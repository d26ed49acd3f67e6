"""`zonesim status` and `zonesim merge`, and what `run` says of folders, shares and the time it will need."""

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim import Experiment
from sim.cli.main import outcome
from sim.cli.run import Terminal
from sim.study.estimate import Plan
from sim.study.lives import DONE, FAILED, Outcome, Task, seed_of
from sim.study.record import record_of
from sim.study.store import RunKeys, Store, identity_of

QUESTIONS = Path(__file__).parents[1] / "study" / "questions"
MONTHS = 24


@pytest.fixture
def said(capsys):
    """Run a command in this process: exit code, answer, messages."""

    def run(*arguments):
        capsys.readouterr()
        code = outcome([str(each) for each in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def question(tmp_path):
    return shutil.copytree(QUESTIONS, tmp_path / "questions") / "two.yaml"


@pytest.fixture
def begun(question, tmp_path):
    """A folder into which somebody writes: four replicates are wanted, five runs are done, one failed."""
    experiment = Experiment.load(question)
    store = Store(tmp_path / "begun")
    store.belongs_to(identity_of(experiment, 1))
    store.remember("question", record_of(experiment))
    store.remember("progress", {"target": 4, "most": 9, "ordered": None, "shard": None, "workers": 2})
    keys = RunKeys(experiment, 1)
    runs = [(replicate, arm) for replicate in range(2) for arm in experiment.arms][:6]
    for place, (replicate, arm) in enumerate(runs):
        task = Task(keys.of(arm, replicate), arm, None, replicate, seed_of(1, replicate), MONTHS)
        series = {"jobs": np.zeros(MONTHS + 1)}
        lived = Outcome(DONE, series=series, seconds=3.0) if place != 4 else Outcome(FAILED, "the fund ran dry")
        store.keep(task, lived)
    yield store
    store.close()


def test_status_tells_all_while_somebody_writes(begun, said):
    code, told, errors = said("status", begun.folder)
    assert (code, errors) == (0, "")
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert lines[0].endswith("begun: Which of two makes more jobs?")
    assert lines[1] == "4 replicates (at most 9 for the precision) of 4 arms, master seed 1"
    assert lines[2].startswith(f"process {os.getpid()}, since 2")
    assert lines[2].endswith("is writing there")
    assert "small baseline 1 1 2" in lines
    assert "small factories 2 0 2" in lines
    assert "small both 1 0 3" in lines
    assert "all 5 1 10" in lines
    assert "replicates complete: 1 of 4 in small" in lines
    assert "3.00 s a run; still to come: about 0.2 minutes on 2 workers, 0.0 MB" in lines
    assert lines[-1] == "failed: scenario small, package baseline, replicate 1: the fund ran dry"


def test_status_is_plain_data_too(begun, said):
    told = json.loads(said("status", begun.folder, "--format", "json")[1])
    assert told["writer"]["pid"] == os.getpid()
    assert [arm["missing"] for arm in told["arms"]] == [2, 2, 3, 3]
    assert told["minutes_to_come"] == pytest.approx(10 * 3.0 / 60 / 2)
    assert told["complete"] == {"small": 1}
    begun.release()
    assert json.loads(said("status", begun.folder, "--format", "json")[1])["writer"] is None


def test_a_folder_in_use_is_refused_with_three(begun, question, said):
    code, _, errors = said("run", question, "--out", begun.folder)
    assert code == 3
    assert f"another run is writing there: process {os.getpid()}, since 2" in errors


def test_what_is_no_results_folder_has_no_status(tmp_path, said):
    for folder in (tmp_path, tmp_path / "nowhere"):
        code, told, errors = said("status", folder)
        assert (code, told) == (2, "")
        assert "is no results folder" in errors
    assert said("status", tmp_path, "--format", "xml")[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_a_broken_folder_has_no_status_but_a_message(tmp_path, said):
    (tmp_path / "runs.sqlite").write_bytes(b"nothing of the kind" * 100)
    code, told, errors = said("status", tmp_path)
    assert (code, told) == (3, "")
    assert "runs.sqlite is damaged" in errors


def test_shares_are_run_and_merged_by_commands(question, tmp_path, said, monkeypatch):
    # Charts are drawn, and tested, elsewhere; they take longer than all the rest of this.
    monkeypatch.setattr("sim.output.draw_all", lambda folder, languages: None)
    shares = [tmp_path / "s1", tmp_path / "s2"]
    asked = ("run", question, "--years", 1, "--replicates", 2, "--workers", 1, "--lang", "en")
    for number, share in enumerate(shares, start=1):
        code, told, errors = said(*asked, "--shard", f"{number}/2", "--out", share)
        assert code == 0, errors
        assert f"share {number} of 2 is done" in told
        assert "4 runs to be lived; how long and how much room is known after the first" in errors
        assert "3 runs to be lived: about " in errors
        assert not (share / "effects.csv").exists()
    assert f"{shares[0]}: " in said("status", shares[0])[1]
    assert "share 1 of 2" in said("status", shares[0])[1]
    code, told, errors = said("merge", shares[0], "--out", tmp_path / "all", "--lang", "en")
    assert (code, told) == (1, "")
    assert "4 of 8 runs are missing" in errors
    code, told, errors = said("merge", *shares, "--out", tmp_path / "all", "--lang", "en")
    assert code == 0, errors
    assert "Which of two makes more jobs?" in told
    assert "all runs are there" in said(*asked, "--out", tmp_path / "all")[2]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["run", "FILE", "--shard", "3/2"], "--shard 3/2: i/n is expected"),
        (["merge", "OUT", "--out", "OUT"], "is among the folders to merge"),
        (["merge", "OUT", "--out", "NEW"], "is no results folder"),
        (["statsu", "OUT"], "did you mean 'status'?"),
    ],
)
def test_wrong_wishes_are_answered(question, tmp_path, said, arguments, problem):
    named = {"FILE": question, "OUT": tmp_path / "out", "NEW": tmp_path / "new"}
    code, _, errors = said(*(named.get(each, each) for each in arguments))
    assert code == 2
    assert problem in errors
    assert not (tmp_path / "new").exists()


PLANS = {
    "12 to 60 runs to be lived; how long and how much room is known after the first": Plan(12, 60, 2),
    "12 to 60 runs to be lived: about 1 to 5 minutes, 12 to 60 MB": Plan(12, 60, 2, 10.0, 1e6),
    "12 to 60 runs to be lived: about 1 to 2 minutes, 12 to 60 MB": Plan(12, 60, 2, 10.0, 1e6, 2.0),
    "1,200 runs to be lived: about 100 minutes, 300 MB": Plan(1200, 1200, 2, 10.0, 25e4),
    "all runs are there (3 failed earlier; --retry-failed lives them again)": Plan(0, 0, 2, 10.0, 1e6, None, 3),
}


@pytest.mark.parametrize("words", PLANS)
def test_a_plan_says_runs_time_and_room(words):
    assert PLANS[words].words() == words


def test_the_progress_line_names_runs_time_and_room(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    now = iter([100.0, 110.0])
    monkeypatch.setattr("sim.cli.run.time.monotonic", lambda: next(now))
    terminal = Terminal()
    terminal.planned(Plan(20, 60, 1, 5.0, 1e6))
    terminal.lived(1, 20)
    terminal.lived(3, 20)
    assert "3 of 20 runs (60 at most), about 85 s left, 20 MB" in capsys.readouterr().err
