"""Many packages at once, which beats which, and who gains: on planted lives."""

import csv
import math

import numpy as np
import pytest
from made_up_lives import run
from scipy import stats

from sim import Experiment
from sim.output.results import Results
from sim.study.bootstrap import means_of_each
from sim.study.comparisons import holm, joint_confidence
from sim.study.effects import EFFECTS
from sim.study.intervals import mean_interval, t_statistic
from sim.study.ranking import RANKING, SYNC, probability_above, share_above
from sim.study.winners import STAKES, WINNERS, verdict

ADDED = {"baseline": (0.0, 0.0), "factories": (1.0, 0.0), "guarantee": (0.0, 1.0), "both": (1.0, 1.0)}


def _lives(package, replicate):
    """Factories add 10 and the fund 4 to work, with luck of their own; vacancy is not defined in replicate 3."""
    luck = np.random.default_rng(replicate).normal(0, 3, 2)
    gain = float(np.dot(ADDED[package], (10 + luck[0], 4 + luck[1])))
    return {
        **dict.fromkeys(("net_job_years", "job_years", "jobs", "output"), 100 + gain),
        "public_outlay": 300 * sum(ADDED[package]),
        "at_home": 50 - gain,
        "rent": 800 + gain,
        "unrest": 0.2,
        "vacancy": math.nan if replicate == 3 else 0.1,
    }


@pytest.fixture(scope="module")
def study(lasting_question):
    with pytest.MonkeyPatch.context() as patch:
        out = lasting_question.parent / "out"
        study = run(Experiment.load(lasting_question), out, _lives, patch, replicates=24)
        yield study
        study.store.close()


def _rows(study, name):
    with (study.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _gains(package):
    return np.array([_lives(package, r)["jobs"] - 100 for r in range(24)])


def test_holm_is_the_textbooks():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.6]) == [1.0, 1.0]
    assert holm([]) == []


def test_joint_intervals_hold_together_as_often_as_asked():
    rng = np.random.default_rng(6)
    confidence = joint_confidence(0.95, 4)
    assert confidence == pytest.approx(0.9875)
    held = 0
    for _ in range(1000):
        found = [mean_interval(column, confidence) for column in rng.normal(size=(4, 15))]
        held += all(each.lo <= 0 <= each.hi for each in found)
    assert held >= 935


def test_claims_are_of_the_question_alone_and_adjusted_for_all_packages(study):
    rows = _rows(study, "effects")
    claims = {row["package"]: row for row in rows if row["p"]}
    assert {(row["outcome"], row["month"]) for row in claims.values()} == {("net_job_years", "24")}
    p_values = {package: stats.ttest_1samp(_gains(package), 0).pvalue for package in claims}
    assert {name: float(row["p"]) for name, row in claims.items()} == pytest.approx(p_values)
    wanted = dict(zip(p_values, holm(list(p_values.values())), strict=True))
    assert {name: float(row["p_adjusted"]) for name, row in claims.items()} == pytest.approx(wanted)
    for package, row in claims.items():
        lo, hi = stats.t.interval(1 - 0.05 / 3, 23, _gains(package).mean(), stats.sem(_gains(package)))
        assert (float(row["lo_simultaneous"]), float(row["hi_simultaneous"])) == pytest.approx((lo, hi))
        assert row["comparisons"] == "3"


def test_every_row_says_whether_the_bootstrap_agrees(study):
    rows = [row for row in _rows(study, "effects") if row["outcome"] == "jobs"]
    assert {row["agreement"] for row in rows} == {"agree"}
    assert {row["agreement"] for row in _rows(study, "effects") if row["outcome"] == "public_outlay"} == {"no spread"}


def test_the_better_package_is_named_with_how_surely(study):
    rows = {(row["first"], row["second"]): row for row in _rows(study, "ranking") if row["outcome"] == "jobs"}
    assert set(rows) == {
        ("factories", "guarantee"),
        ("factories", "both"),
        ("guarantee", "both"),
        *((package, "baseline") for package in ("factories", "guarantee", "both")),
    }
    row, difference = rows["factories", "guarantee"], _gains("factories") - _gains("guarantee")
    assert float(row["share_above"]) == pytest.approx(np.mean(difference > 0))
    t = difference.mean() / stats.sem(difference)
    assert float(row["probability"]) == pytest.approx(stats.t.cdf(t, 23))
    assert float(row["probability_bootstrap"]) > 0.99
    assert float(row["estimate"]) == pytest.approx(difference.mean())


def test_equal_packages_are_even(study):
    row = next(
        row
        for row in _rows(study, "ranking")
        if (row["outcome"], row["first"], row["second"]) == ("public_outlay", "factories", "guarantee")
    )
    assert (row["share_above"], row["share_equal"]) == ("0.0", "1.0")
    assert (row["probability"], row["probability_bootstrap"]) == ("0.5", "0.5")


@pytest.mark.parametrize(
    ("values", "probability"),
    [([], None), ([2.0], None), ([2.0, 2.0], 1.0), ([-2.0, -2.0], 0.0), ([-1.0, 1.0], 0.5)],
)
def test_probabilities_of_few_or_equal_values(values, probability):
    found = mean_interval(np.array(values), 0.95)
    assert probability_above(found) == probability
    (resampled,) = means_of_each([np.array(values)])
    by_resampling = share_above(resampled)
    assert by_resampling == (None if probability is None else pytest.approx(probability, abs=0.03))
    assert math.isnan(t_statistic(found)) == (len(values) < 2)


def test_winners_are_told_by_what_each_group_cares_for(study):
    rows = {(row["package"], row["who"]): row for row in _rows(study, "winners")}
    assert rows["factories", "residents, work"]["verdict"] == "gains"
    assert rows["factories", "residents, without work"]["verdict"] == "gains"
    assert rows["factories", "private developers, rent"]["verdict"] == "gains"
    assert rows["factories", "tenants of floors"]["verdict"] == "loses"
    assert rows["factories", "villagers, peace"]["verdict"] == "no change"
    row = rows["factories", "tenants of floors"]
    assert float(row["share_worse"]) == pytest.approx(np.mean(_gains("factories") > 0))
    assert float(row["baseline"]) == pytest.approx(800)
    # A replicate in which an indicator is not defined is left out of that row alone.
    assert rows["factories", "private developers, vacancy"]["n"] == "23"
    assert rows["factories", "residents, work"]["n"] == "24"


def test_an_interval_across_zero_is_no_verdict():
    assert verdict(mean_interval(np.array([-1.0, 1.0, 0.5]), 0.95), 1) == "not clear"
    assert verdict(mean_interval(np.array([1.0]), 0.95), 1) == "not clear"
    assert verdict(mean_interval(np.array([-3.0, -3.1]), 0.95), -1) == "gains"


def test_stakes_name_indicators_that_exist():
    from sim.indicators import INDICATORS

    assert [stake.indicator for stake in STAKES if stake.indicator not in INDICATORS] == []
    assert len({stake.who for stake in STAKES}) == len(STAKES)


def test_sync_is_told_by_decision(study):
    rows = _rows(study, "sync")
    assert {(row["decision"], row["share"], row["n"]) for row in rows} == {("worker.quits", "1.0", "24")}
    assert {row["package"] for row in rows} == {"factories", "guarantee", "both"}


@pytest.mark.parametrize(
    ("name", "columns"), [("effects", EFFECTS), ("ranking", RANKING), ("sync", SYNC), ("winners", WINNERS)]
)
def test_readers_of_the_folder_know_the_columns(study, name, columns):
    frame = Results.open(study.folder).table(name)
    assert list(frame.columns) == list(columns)
    assert len(frame) == len(_rows(study, name))


@pytest.mark.parametrize("replicates", [1, 2])
def test_few_replicates_leave_cells_empty_but_write_every_table(question, monkeypatch, replicates):
    study = run(Experiment.load(question), question.parent / "few", _lives, monkeypatch, replicates=replicates)
    effects = _rows(study, "effects")
    study.store.close()
    assert all(bool(row["lo"]) == (replicates > 1) for row in effects)
    assert all(row["agreement"] in ("", "too few to tell", "no spread") for row in effects)


def test_lives_that_failed_leave_empty_tables_and_no_traceback(question, monkeypatch):
    study = run(Experiment.load(question), question.parent / "none", lambda p, r: None, monkeypatch, replicates=2)
    effects, winners = _rows(study, "effects"), _rows(study, "winners")
    study.store.close()
    assert {row["n"] for row in effects} == {"0"}
    assert winners == []
