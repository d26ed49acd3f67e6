"""Real commands, as a user types them."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from sim.cli.main import outcome
from sim.study import lives

QUESTIONS = Path(__file__).parents[1] / "study" / "questions"
COMMAND = [sys.executable, "-m", "sim.cli.main"]
TABLES = ("effects", "summary", "attribution", "interactions", "costs", "baseline")


def zonesim(folder, *arguments, **more):
    """Run one command in a folder, to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=300, check=False, **more
    )


@pytest.fixture
def here(folder, monkeypatch, capsys):
    """The same commands in this process, for what needs no process of its own: exit code, answer and messages."""
    monkeypatch.chdir(folder)

    def run(*arguments, at=folder):
        monkeypatch.chdir(at)
        capsys.readouterr()
        code = outcome([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def folder(tmp_path):
    """A folder with the small question and its scenario."""
    return shutil.copytree(QUESTIONS, tmp_path, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """The small question, run on one worker with three replicates, and what the command said."""
    folder = shutil.copytree(QUESTIONS, tmp_path_factory.mktemp("lived"), dirs_exist_ok=True)
    said = zonesim(folder, "run", "two.yaml", "--out", "one", "--workers", 1, "--replicates", 3, "--lang", "en")
    return folder, said


def test_a_question_is_answered(lived):
    folder, said = lived
    assert said.returncode == 0, said.stderr
    assert "Which of two makes more jobs?" in said.stdout
    assert "time: compile" in said.stderr
    assert "Traceback" not in said.stderr
    for name in (*(f"{table}.csv" for table in TABLES), "manifest.json", "maps.json", "runs.sqlite"):
        assert (folder / "one" / name).stat().st_size > 0
    assert list((folder / "one" / "charts").glob("*.en.png"))


def test_two_workers_give_the_same_bytes_and_a_killed_study_goes_on(lived):
    folder, _ = lived
    command = [*COMMAND, "run", "two.yaml", "--out", "two", "--workers", "2", "--replicates", "3", "--lang", "en"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while (stored := _stored(folder / "two" / "runs.sqlite")) < 3:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert stored < 12
    again = zonesim(folder, *command[3:])
    assert again.returncode == 0, again.stderr
    for name in (*(f"{table}.csv" for table in TABLES), "manifest.json", "maps.json"):
        assert (folder / "two" / name).read_bytes() == (folder / "one" / name).read_bytes(), name


def _stored(file):
    """How many runs a study has stored, while it goes on."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
            return base.execute("select count(*) from runs").fetchone()[0]
    except sqlite3.DatabaseError:
        return 0  # It has not begun.


def test_few_replicates_show_no_cost_where_the_interval_crosses_zero(lived):
    folder, said = lived
    lines = (folder / "one" / "effects.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = [dict(zip(lines[0].split(","), line.split(","), strict=True)) for line in lines[1:]]
    net = [row for row in rows if row["outcome"] == "net_job_years" and row["month"] == "24"]
    assert len(net) == 3
    if any(float(row["lo"]) <= 0 <= float(row["hi"]) for row in net):
        assert "no clear effect" in said.stdout or "not distinguishable" in said.stdout


@pytest.mark.parametrize(
    ("arguments", "differs"),
    [
        (["--seed", "2"], "master seed 1 there, 2 here"),
        (["--set", "scenario.firms.workers=900"], "small.firms.workers"),
        (["--set", "packages.guarantee.0.leverage_cap=4"], "packages.guarantee"),
        (["--years", "1"], "months 24 there, 12 here"),
    ],
)
def test_a_folder_of_another_question_is_refused(lived, here, arguments, differs):
    code, _, errors = here("run", "two.yaml", "--out", "one", *arguments, at=lived[0])
    assert code == 2
    assert differs in errors
    assert "--fresh" in errors


def test_a_folder_of_other_code_is_refused(lived):
    folder, _ = lived
    other = shutil.copytree(folder / "one", folder / "older")
    with sqlite3.connect(other / "runs.sqlite") as base:
        base.execute("update about set value = '\"0000\"' where item = 'code'")
    said = zonesim(folder, "run", "two.yaml", "--out", "older")
    assert said.returncode == 2
    assert "code 0000 there" in said.stderr


BROKEN = {
    "key": ("two.yaml", "years: 2", "yeers: 2", "two.yaml:3: yeers = 2: unknown key; did you mean 'years'?"),
    "package": ("two.yaml", "[factories, guarantee]", "[factory]", "did you mean 'factories'?"),
    "indent": ("two.yaml", "  both:", " both:", "is not YAML"),
    "parent": ("small.yaml", "extends: demo", "extends: deno", "small.yaml:1: extends = deno: there is no such file"),
    "month": ("small.yaml", "start: 2011-01", "start: January", "a month such as 2011-01 is expected"),
    "empty": ("two.yaml", None, "", "is empty"),
    "bytes": ("two.yaml", None, "\udcff", "is not UTF-8 text"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_answered_and_nothing_is_written(folder, name):
    file, old, new, said = BROKEN[name]
    text = (folder / file).read_text(encoding="utf-8")
    text = new if old is None else text.replace(old, new)
    (folder / file).write_text(text, encoding="utf-8", errors="surrogateescape")
    answer = zonesim(folder, "run", "two.yaml")
    assert answer.returncode == 2, answer.stderr
    assert said in answer.stderr
    assert "nothing was run." in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (folder / "results").exists()


OPTIONS = {
    "option": (["run", "two.yaml", "--replicats", "3"], "did you mean '--replicates'?"),
    "command": (["rnu"], "did you mean 'run'?"),
    "no number": (["run", "two.yaml", "--workers", "many"], "--workers"),
    "too few": (["run", "two.yaml", "--replicates", "0"], "--replicates"),
    "language": (["run", "two.yaml", "--lang", "fr"], "unknown language"),
    "no file": (["run", "three.yaml"], "there is no such file"),
    "setting": (["run", "two.yaml", "--set", "years"], "path=value is expected"),
    "number": (["run", "two.yaml", "--set", "numbers.labour.quits=1"], "unknown number"),
    "kind": (["show", "polices"], "did you mean 'policies'?"),
    "name": (["show", "policies", "guarantee_fun"], "did you mean 'guarantee_fund'?"),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_wrong_options_are_answered(here, name):
    arguments, said = OPTIONS[name]
    code, _, errors = here(*arguments)
    assert code == 2, errors
    assert said in errors


@pytest.mark.parametrize("name", ["option", "command", "no file", "setting"])
def test_wrong_options_are_answered_by_the_real_command(folder, name):
    arguments, said = OPTIONS[name]
    answer = zonesim(folder, *arguments)
    assert answer.returncode == 2, answer.stderr
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_results_that_cannot_be_written_end_with_three(folder, here):
    (folder / "taken").write_text("a file", encoding="utf-8")
    code, _, errors = here("run", "two.yaml", "--out", "taken")
    assert code == 3
    assert "taken: results cannot be written" in errors


def test_check_names_what_is_in_order(here):
    assert here("check", "two.yaml", "small.yaml") == (0, "two.yaml: ok\nsmall.yaml: ok\n", "")


def test_an_interrupt_keeps_what_is_finished(folder):
    command = [*COMMAND, "run", "two.yaml", "--replicates", "500", "--workers", "2"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True)
    file = folder / "results" / "two" / "runs.sqlite"
    while process.poll() is None and _stored(file) < 2:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "interrupted" in said
    assert "Traceback" not in said
    assert 2 <= _stored(file) < 2000


def test_a_scenario_alone_is_run(folder):
    said = zonesim(folder, "run", "small.yaml", "--years", 2, "--replicates", 2, "--lang", "en")
    assert said.returncode == 0, said.stderr
    out = folder / "results" / "small"
    assert (out / "summary.csv").exists()
    assert not (out / "effects.csv").exists()


@pytest.mark.parametrize("kind", ["scenarios", "experiments", "policies", "numbers", "indicators"])
def test_show_lists_and_gives_json(here, kind):
    code, listed, errors = here("show", kind)
    assert code == 0, errors
    told = json.loads(here("show", kind, "--format", "json")[1])
    assert len(told) == len(listed.splitlines()) > 0
    assert told[0]["name"] in here("show", kind, told[0]["name"])[1]


def test_a_failed_run_is_named_and_the_others_go_on(here, folder, monkeypatch):
    seed = lives.seed_of(1, 1)
    usual = lives.live

    def fails_once(scenario, policies, its_seed, months, **more):
        if its_seed == seed and policies:
            raise RuntimeError("the fund ran dry")
        return usual(scenario, policies, its_seed, months, **more)

    monkeypatch.setattr(lives, "live", fails_once)
    code, _, errors = here("run", "two.yaml", "--workers", 1, "--replicates", 3, "--lang", "en", "--years", 1)
    assert code == 1
    assert "failed: scenario small, package guarantee, replicate 1: RuntimeError: the fund ran dry" in errors
    assert "2 of 3 in small" in errors
    rows = (folder / "results" / "two" / "summary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert all(row.split(",")[6] == "2" for row in rows[1:])
