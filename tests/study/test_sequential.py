"""The interval that holds whenever one stops: known answers, coverage, and the study that it ends."""

import csv
import json
import math
from dataclasses import replace

import numpy as np
import pytest
from made_up_lives import run
from scipy import integrate, stats

from sim import Experiment
from sim.study.coverage import BEGIN, END, MOST, PAGE, QUESTIONS, TRIALS, trial, with_table
from sim.study.intervals import half_width, mean_interval, needed, t_value
from sim.study.precision import way_to_stop
from sim.study.question import Precision
from sim.study.sequential import FIXED, STOPPED, evidence, prior_variance, sequence_value, stopped_p_value


@pytest.mark.parametrize(("t", "n"), [(0.0, 5), (1.3, 12), (3.0, 30), (-4.5, 80)])
def test_evidence_is_the_mixture_of_likelihoods_over_that_of_no_effect(t, n):
    spread = math.sqrt(prior_variance(0.95))
    mixed, _ = integrate.quad(
        lambda effect: stats.nct.pdf(t, n - 1, effect * math.sqrt(n)) * stats.norm.pdf(effect, scale=spread),
        -8 * spread,
        8 * spread,
        limit=200,
    )
    assert evidence(t, n, 0.95) == pytest.approx(mixed / stats.t.pdf(t, n - 1), rel=1e-6)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("n", [30, 60, 400, 20_000])
def test_the_interval_ends_where_the_evidence_does(n, confidence):
    at_the_edge = evidence(sequence_value(confidence, n), n, confidence)
    assert at_the_edge == pytest.approx(1 / (1 - confidence), rel=1e-9)
    assert stopped_p_value(sequence_value(confidence, n), n, confidence) == pytest.approx(1 - confidence)


def test_it_is_wider_than_students_and_narrows_with_replicates():
    counts = range(30, 2000, 10)
    widths = [half_width(1.0, n, 0.95, sequence_value) for n in counts]
    assert all(width > half_width(1.0, n, 0.95, t_value) for width, n in zip(widths, counts, strict=True))
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("n", [0, 1, 2, 10])
def test_few_values_allow_no_claim_however_equal_they_are(n):
    found = mean_interval(np.full(n, 7.0), 0.95, sequence_value)
    assert not found.clear
    assert evidence(math.inf, n, 0.95) < 20


def test_many_equal_values_do():
    found = mean_interval(np.full(40, 7.0), 0.95, sequence_value)
    assert (found.lo, found.hi) == (7.0, 7.0)
    assert stopped_p_value(math.inf, 40, 0.95) < 1e-3


@pytest.mark.parametrize("sd", [0.0, 0.1, 3.0])
def test_needed_is_the_fewest_that_are_enough(sd):
    n = needed(sd, 0.5, 0.95, sequence_value)
    assert half_width(sd, n, 0.95, sequence_value) <= 0.5 < half_width(sd, n - 1, 0.95, sequence_value)


def test_it_hardly_ever_misses_at_any_time_while_student_does():
    lives = np.random.default_rng(3).standard_normal((2000, MOST))
    counts = np.arange(1, MOST + 1)
    means = np.cumsum(lives, axis=1) / counts
    sd = np.sqrt((np.cumsum(lives**2, axis=1) - counts * means**2) / np.maximum(counts - 1, 1))
    missed = {}
    for critical in (t_value, sequence_value):
        reach = np.array([half_width(1.0, int(n), 0.95, critical) for n in counts[19:]])
        missed[critical] = np.mean((np.abs(means[:, 19:]) > reach * sd[:, 19:]).any(axis=1))
    assert missed[sequence_value] <= 0.05
    assert missed[t_value] > 0.25


@pytest.mark.parametrize("differences", ["skewed to losses (exponential)", "heavy tails (t with 3 degrees)"])
def test_a_study_that_stops_by_precision_covers_as_often_as_it_says(differences):
    found = trial(differences, 1.0, 0.2, trials=400)
    assert found.stopped > 0.95
    assert found.bench >= 0.95
    assert found.every >= 0.95


def test_the_page_shows_what_the_trials_give():
    page = PAGE.read_text(encoding="utf-8")
    mean, asked = QUESTIONS[-1]
    assert trial("normal", mean, asked, TRIALS).line in page


def test_a_new_table_takes_the_place_of_the_old_one():
    page = f"before\n{BEGIN}old\n{END}after\n"
    assert with_table(page, "new\n") == f"before\n{BEGIN}new\n{END}after\n"


def test_only_results_that_may_end_a_study_need_the_wider_interval():
    assert way_to_stop(Precision(least=20, most=20)) is FIXED
    assert way_to_stop(Precision(least=20, most=21)) is STOPPED


def _asked(question, **precision):
    experiment = Experiment.load(question)
    return replace(experiment, precision=experiment.precision.model_copy(update=precision))


def _told(study):
    with (study.folder / "effects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["outcome"], row["month"]) == ("net_job_years", "24")]
    return {row["package"]: row for row in rows}, json.loads((study.folder / "manifest.json").read_text())


def _gains(package, replicate):
    """Factories 10, the fund 20, both 40: each with luck of its own, a spread of 3 a measure."""
    luck = np.random.default_rng(replicate).normal(0, 3, 2)
    parts = {"baseline": (0, 0), "factories": (1, 0), "guarantee": (0, 1), "both": (1, 1)}[package]
    gain = 100 + parts[0] * (10 + luck[0]) + parts[1] * (20 + luck[1]) + 10 * parts[0] * parts[1]
    return {name: gain for name in ("net_job_years", "job_years", "jobs", "output", "public_outlay", "public_cost")}


def test_a_study_ends_when_it_is_sure_and_says_so_in_the_wider_interval(question, monkeypatch):
    experiment = _asked(question, least=8, most=400, half_width_share=0.2)
    study = run(experiment, question.parent / "out", _gains, monkeypatch)
    rows, told = _told(study)
    study.store.close()
    assert study.ended_by == "precision"
    assert 8 < study.replicates < 400
    assert told["precision"]["way"] == "confidence sequence"
    for row in rows.values():
        lo, hi, estimate = float(row["lo"]), float(row["hi"]), float(row["estimate"])
        assert row["method"] == "confidence sequence"
        assert (hi - lo) / 2 <= 0.2 * abs(estimate)
        assert lo <= {"factories": 10, "guarantee": 20, "both": 40}[row["package"]] <= hi


def test_a_number_of_replicates_that_is_ordered_keeps_students_interval(question, monkeypatch):
    experiment = _asked(question, least=8, most=400, half_width_share=0.2)
    study = run(experiment, question.parent / "out", _gains, monkeypatch, replicates=30)
    rows, told = _told(study)
    study.store.close()
    gains = np.array([_gains("factories", r)["jobs"] - 100 for r in range(30)])
    assert (study.ended_by, told["precision"]["way"]) == ("replicates", "paired t")
    assert float(rows["factories"]["hi"]) == pytest.approx(mean_interval(gains, 0.95).hi)


def test_a_small_effect_ends_at_the_most_and_says_what_is_known(question, monkeypatch):
    experiment = _asked(question, least=8, most=30, half_width_share=0.01)
    study = run(experiment, question.parent / "out", _gains, monkeypatch)
    rows, told = _told(study)
    study.store.close()
    row = next(each for each in told["precision"]["rows"] if each["package"] == "factories")
    assert (study.ended_by, study.replicates, rows["factories"]["method"]) == ("most", 30, "paired t")
    assert not row["enough"]
    assert 30 < row["needed"] < row["needed_to_stop"]


def test_precision_of_the_interaction_ends_a_study_too(question, monkeypatch):
    experiment = _asked(question, least=8, most=60, half_width_share=0.05, of="interaction")
    study = run(experiment, question.parent / "out", _gains, monkeypatch)
    told = json.loads((study.folder / "manifest.json").read_text())["precision"]
    study.store.close()
    assert study.ended_by == "precision"
    assert [row["package"] for row in told["rows"]] == ["both"]
    # The planted interaction is the same in every replicate: sure as soon as anything may be claimed.
    assert study.replicates < 40


def test_precision_may_be_asked_of_one_package_in_its_own_unit(question, monkeypatch):
    experiment = _asked(question, least=8, most=60, half_width=4.0, packages=("guarantee",))
    study = run(experiment, question.parent / "out", _gains, monkeypatch)
    told = json.loads((study.folder / "manifest.json").read_text())["precision"]
    study.store.close()
    assert study.ended_by == "precision"
    assert ([row["package"] for row in told["rows"]], told["half_width"], told["asked"]) == (["guarantee"], 4.0, None)
    assert told["rows"][0]["enough"]
