"""Which uncertain number drives an effect, on planted lives: the answer is known."""

import csv

import numpy as np
import pytest
from made_up_lives import run_tasks

from sim import Experiment
from sim.output.results import Results
from sim.study.sensitivity import LUCK, SENSITIVITY, fit, variances

REPLICATES = 40
# A range of width 2 and two of width 1: the first matters, the second does not; the third counts months.
ASKED = """uncertain:
  numbers:
    choice.slope: [3, 5]
    leads.highest_rate: [2, 3]
    land.approval_months: [4, 13]
"""
DRIVER, DUMMY, COUNT = "choice.slope", "leads.highest_rate", "land.approval_months"


def _lives(task):
    """Of a package: 3 a unit of the driver, minus 1 a month of waiting, and luck with a spread of one."""
    numbers, luck = task.scenario.numbers, np.random.default_rng(task.replicate).normal(0, 1)
    effect = 100 + 3 * numbers[DRIVER] - numbers[COUNT] + luck
    jobs = 500 + numbers[DUMMY] + (effect if task.arm.package != "baseline" else 0)
    return {"net_job_years": jobs, "job_years": jobs, "public_outlay": 100.0, "vacancy": 0.1}


def _question(file):
    text = file.read_text(encoding="utf-8").replace("[effects, attribution]", "[effects, sensitivity]")
    text = text.replace(
        "outcomes: [jobs, job_years, net_job_years, output, public_outlay]", "outcomes: [net_job_years, vacancy]"
    )
    file.write_text(f"{text.rstrip()}\n{ASKED}", encoding="utf-8")
    return Experiment.load(file)


@pytest.fixture(scope="module")
def study(lasting_question):
    with pytest.MonkeyPatch.context() as patch:
        folder = lasting_question.parent / "out"
        study = run_tasks(_question(lasting_question), folder, _lives, patch, replicates=REPLICATES)
        yield study
        study.store.close()


def _rows(study, **wanted):
    with (study.folder / "sensitivity.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if all(row[key] == value for key, value in wanted.items())]
    return {row["number"]: row for row in rows}


def test_every_asked_effect_has_all_numbers_and_luck(study):
    with (study.folder / "sensitivity.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == SENSITIVITY
    told = {(row["package"], row["outcome"], row["number"]) for row in rows}
    numbers = (DRIVER, DUMMY, COUNT, LUCK)
    packages, outcomes = ("factories", "guarantee", "both"), ("net_job_years", "vacancy")
    assert told == {(p, o, n) for p in packages for o in outcomes for n in numbers}
    assert len(rows) == len(told)
    assert {(row["month"], row["n"]) for row in rows} == {("24", str(REPLICATES))}


def test_the_effect_at_both_ends_is_what_was_planted(study):
    rows = _rows(study, package="both", outcome="net_job_years")
    driver, count = rows[DRIVER], rows[COUNT]
    assert (float(driver["low"]), float(driver["high"])) == pytest.approx((3.2, 4.8))
    # Ten months from 4 to 13, each as likely: a tenth of the draws is 4, a tenth 13.
    assert (float(count["low"]), float(count["high"])) == (5.0, 13.0)
    for row, wanted in ((driver, 3 * 1.6), (count, -8.0)):
        lo, estimate, hi = (float(row[key]) for key in ("lo", "estimate", "hi"))
        assert lo < wanted < hi
        assert estimate == pytest.approx(float(row["at_high"]) - float(row["at_low"]))
        assert lo > 0 or hi < 0
    middle = 100 + 3 * 4 - 8.5
    assert (float(driver["at_low"]) + float(driver["at_high"])) / 2 == pytest.approx(middle, abs=0.6)
    assert float(rows[DUMMY]["lo"]) < 0 < float(rows[DUMMY]["hi"])
    assert driver["number_unit"] == "per unit of value"


def test_shares_are_of_the_variance_and_add_up(study):
    rows = _rows(study, package="both", outcome="net_job_years")
    shares = {number: float(row["share_of_variance"]) for number, row in rows.items()}
    assert sum(shares.values()) == pytest.approx(1)
    # 3 squared times 2 squared over 12 is 3; months have a variance of 99 over 12; luck has one of 1.
    whole = 3 + 8.25 + 1
    wanted = {DRIVER: 3 / whole, COUNT: 8.25 / whole, DUMMY: 0, LUCK: 1 / whole}
    assert shares == pytest.approx(wanted, abs=0.08)


def test_what_every_replicate_does_alike_depends_on_no_number(study):
    rows = _rows(study, package="both", outcome="vacancy")
    assert {float(rows[number]["estimate"]) for number in (DRIVER, DUMMY, COUNT)} == {0.0}
    assert {row["share_of_variance"] for row in rows.values()} == {""}


def test_readers_of_the_folder_know_the_columns(study):
    frame = Results.open(study.folder).sensitivity
    assert tuple(frame.columns) == SENSITIVITY
    assert set(frame["number"]) == {DRIVER, DUMMY, COUNT, LUCK}
    assert list(study.sensitivity()["number"]) == list(frame["number"])


def test_too_few_replicates_are_refused_in_words(question, monkeypatch):
    study = run_tasks(_question(question), question.parent / "out", _lives, monkeypatch, replicates=12)
    rows = _rows(study, package="both", outcome="net_job_years")
    study.store.close()
    assert {row["method"] for row in rows.values()} == {"needs 13 replicates for 3 numbers, has 12"}
    assert {row[key] for row in rows.values() for key in ("estimate", "lo", "hi", "share_of_variance")} == {""}
    assert set(rows) == {DRIVER, DUMMY, COUNT}


def test_a_number_that_does_nothing_comes_out_unclear_as_often_as_it_should():
    rng, trials, clear, shares = np.random.default_rng(11), 2000, 0, []
    for _ in range(trials):
        drawn = rng.uniform(-0.5, 0.5, (30, 2))
        found = fit(drawn, 3 * drawn[:, 0] + rng.normal(0, 1, 30))
        clear += abs(found.slopes[1]) > 2.0518 * found.errors[1]  # Student's t of 27 degrees of freedom, 95 %
        explained = variances(found, drawn)
        shares.append(explained / (explained.sum() + found.luck))
    assert clear / trials == pytest.approx(0.05, abs=0.015)
    # The variance of three times a uniform is 3/4, that of the luck 1.
    assert np.mean(shares, axis=0) == pytest.approx([0.75 / 1.75, 0.0], abs=0.03)


def test_numbers_that_always_move_together_are_not_told_apart():
    column = np.linspace(-0.5, 0.5, 20)
    assert fit(np.column_stack([column, 2 * column]), column + np.arange(20.0) ** 2) is None
