"""Shares of a study that were lived apart, put together: the bytes of one that lived it all."""

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_studies import YEARS, written

from sim import Experiment
from sim.study import lives
from sim.study.merge import merge
from sim.study.problems import InputWrong
from sim.study.record import experiment_of, record_of
from sim.study.shards import NotMergeable, RunsMissing, Shard
from sim.study.stored import FILE, Stored

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def experiment(lasting_question):
    """The small question, over one year."""
    return Experiment.load(lasting_question, years=YEARS)


@pytest.fixture(scope="module")
def whole(experiment, lasting_question):
    """All of it at once, with as many replicates as the precision asks for."""
    out = lasting_question.parent / "whole"
    experiment.run(out=out, workers=1).store.close()
    return out


@pytest.fixture(scope="module")
def shares(experiment, lasting_question):
    """The same in three shares."""
    folders = [lasting_question.parent / f"share{number}" for number in (1, 2, 3)]
    for number, folder in enumerate(folders, start=1):
        experiment.run(out=folder, workers=1, shard=Shard(number, 3)).store.close()
    return folders


@given(of=st.integers(1, 12), arms=st.integers(1, 9), replicates=st.integers(1, 30))
def test_every_run_is_of_one_share_and_the_shares_are_even(of, arms, replicates):
    shards = [Shard(number, of) for number in range(1, of + 1)]
    runs = [(r, arm) for r in range(replicates) for arm in range(arms)]
    taken = [[run for run in runs if shard.takes(*run)] for shard in shards]
    assert sorted(run for share in taken for run in share) == runs
    if replicates % of == 0:
        assert len({len(share) for share in taken}) == 1


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3"])
def test_a_share_is_some_number_of_so_many(text):
    with pytest.raises(InputWrong, match="i/n is expected"):
        Shard.read(text)
    assert Shard.read("2/4") == Shard(2, 4)


def test_shares_together_are_the_whole_byte_for_byte(whole, shares, tmp_path):
    merge(shares, tmp_path / "all").store.close()
    assert written(tmp_path / "all") == written(whole)


def test_shares_may_come_one_after_another(whole, shares, tmp_path):
    with pytest.raises(RunsMissing, match=r"5 of 8 runs are missing \(.* of small both"):
        merge(shares[:1], tmp_path / "all")
    assert not (tmp_path / "all" / "effects.csv").exists()
    with pytest.raises(RunsMissing):
        merge(shares[1:2], tmp_path / "all")
    merge(shares[2:], tmp_path / "all").store.close()
    assert written(tmp_path / "all") == written(whole)


def test_the_same_run_twice_is_one_run(whole, shares, tmp_path):
    merge([*shares, shares[0], whole], tmp_path / "all", replicates=2).store.close()
    look = Stored.open(tmp_path / "all")
    assert len(look.finished()) == len({key for each in shares for key in _keys(each)})
    look.close()


def _keys(folder):
    look = Stored.open(folder)
    try:
        return list(look.finished())
    finally:
        look.close()


def _changed(folder, to, statement):
    shutil.copytree(folder, to)
    with sqlite3.connect(to / FILE) as base:
        base.execute(statement)
    return to


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update about set value = '2' where item = 'master seed'", "master seed 1 in .*share1, 2 in .*other"),
        ("update about set value = '\"0000\"' where item = 'code'", r"code \w+ in .*share1, 0000 in .*other"),
        (
            "update about set value = '7' where item = 'small.firms.workers'",
            "small.firms.workers 300 in .*share1, 7 in ",
        ),
        ("update notes set value = replace(value, '0.05', '0.07')", "precision.half_width_share 0.05 in .*, 0.07 in "),
        ("delete from notes", "holds no question"),
        (
            "update series set \"values\" = zeroblob(104) where indicator = 'jobs'",
            r"scenario small, package \w+, replicate \d differs from the same run in .* \(first in jobs\)",
        ),
    ],
)
def test_folders_that_differ_are_refused_and_the_difference_named(shares, tmp_path, statement, said):
    other = _changed(shares[0], tmp_path / "other", statement)
    with pytest.raises(NotMergeable, match=said):
        merge([shares[0], other], tmp_path / "all")
    assert not (tmp_path / "all").exists()


def test_different_numbers_of_replicates_must_be_settled(shares, tmp_path):
    other = _changed(
        shares[0], tmp_path / "other", "update notes set value = replace(value, 'ordered\": null', 'ordered\": 5')"
    )
    with pytest.raises(NotMergeable, match="different numbers of replicates"):
        merge([shares[1], other], tmp_path / "all")


def test_a_run_that_failed_on_one_machine_counts_as_lived_on_another(whole, shares, tmp_path):
    failed = _changed(shares[0], tmp_path / "failed", "update runs set status = 'failed', reason = 'no memory'")
    with sqlite3.connect(failed / FILE) as base:
        base.execute("delete from series")
    said = []
    merge([failed, *shares], tmp_path / "all", say=said.append).store.close()
    assert written(tmp_path / "all") == written(whole)
    assert len(said) == 4
    assert "failed in" in said[0]


def test_a_failed_run_is_data_until_it_is_tried_again(experiment, tmp_path, monkeypatch):
    usual, lived = lives.live, []

    def fails_once(scenario, policies, seed, months, **more):
        lived.append(seed)
        if seed == lives.seed_of(1, 1) and not policies and months == experiment.months:
            raise MemoryError("no room")
        return usual(scenario, policies, seed, months, **more)

    monkeypatch.setattr(lives, "live", fails_once)
    first = experiment.run(out=tmp_path, replicates=2, workers=1)
    first.store.close()
    assert first.failures == [("small", "baseline", 1, "MemoryError: no room")]
    assert first.complete == {"small": 1}
    lived.clear()
    again = experiment.run(out=tmp_path, replicates=2, workers=1)
    again.store.close()
    assert (lived, len(again.failures)) == ([], 1)
    monkeypatch.setattr(lives, "live", usual)
    mended = experiment.run(out=tmp_path, replicates=2, workers=1, retry_failed=True)
    mended.store.close()
    assert (mended.failures, mended.complete) == ([], {"small": 2})


@pytest.mark.parametrize("file", sorted((ROOT / "experiments").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_recorded_experiment_is_the_same_experiment(file):
    experiment = Experiment.load(file)
    again = experiment_of(json.loads(json.dumps(record_of(experiment))))
    assert again == experiment
    assert json.dumps(record_of(again)) == json.dumps(record_of(experiment))


def test_an_experiment_that_differs_is_recorded_otherwise(experiment):
    assert record_of(replace(experiment, months=13)) != record_of(experiment)
