"""Numbers that nobody has measured: drawn once a replicate, the same for every arm, and told in the folder."""

import csv
import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Experiment
from sim.foundations.numbers import NUMBERS
from sim.foundations.rules import model_sources
from sim.indicators import live
from sim.study.lives import seed_of
from sim.study.problems import InputWrong
from sim.study.record import experiment_of, record_of
from sim.study.store import RunKeys, identity_of
from sim.study.uncertain import Draws, Range, is_whole

WRITTEN = """uncertain:
  numbers:
    labour.home_quit_share: [0.01, 0.03]
    factory.lead_months: [9, 12]
    leads.highest_rate:
"""
WRONG = {
    "unknown": ("labour.home_quit: [0, 1]", ":14: uncertain.numbers.labour.home_quit: unknown number; did you mean"),
    "unknown, declared": ("labour.home_quit:", "did you mean 'labour.home_quit_share'?"),
    "no range": ("tax.vat_local_after:", "its declared range is a single value; write [low, high]"),
    "backwards": ("labour.home_quit_share: [0.03, 0.01]", "low must lie below high"),
    "one end": ("labour.home_quit_share: [0.03]", "is missing"),
    "three ends": ("labour.home_quit_share: [0.01, 0.02, 0.03]", "at most 2"),
    "no number": ("labour.home_quit_share: [low, 0.03]", "labour.home_quit_share.0 = low: a number is expected"),
    "a truth": ("labour.home_quit_share: [false, true]", "labour.home_quit_share.0 = false: a number is expected"),
    "not finite": (
        "labour.home_quit_share: [0.01, .inf]",
        "labour.home_quit_share.1 = inf: a finite number is expected",
    ),
    "no list": ("labour.home_quit_share: 0.03", "labour.home_quit_share = 0.03: a list is expected"),
    "nothing between": ("factory.lead_months: [9.2, 10.8]", "two whole numbers at least must lie between low and high"),
    "set by the budget": ("public.discount_share_per_year: [0.03, 0.1]", "is set for small by its file or the budget"),
}


def _asking(question, more):
    question.write_text(question.read_text(encoding="utf-8").rstrip() + "\n" + more, encoding="utf-8")
    return question


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_are_explained(question, name):
    text, said = WRONG[name]
    with pytest.raises(InputWrong) as error:
        Experiment.load(_asking(question, f"uncertain:\n  numbers:\n    {text}\n"))
    assert any(said in problem for problem in error.value.problems), error.value.problems


def test_a_number_is_set_or_drawn(question):
    setting = "scenario.numbers.labour.home_quit_share=0.02"
    with pytest.raises(InputWrong, match="is set for small"):
        Experiment.load(_asking(question, WRITTEN), [setting])


def test_something_must_be_uncertain(question):
    with pytest.raises(InputWrong, match="at least 1 is needed"):
        Experiment.load(_asking(question, "uncertain: {numbers: {}}\n"))


def test_what_drives_an_effect_can_only_be_asked_where_something_is_uncertain(question):
    text = question.read_text(encoding="utf-8").replace("[effects, attribution]", "[effects, sensitivity]")
    question.write_text(text, encoding="utf-8")
    with pytest.raises(InputWrong, match="name numbers under `uncertain:`"):
        Experiment.load(question)
    assert Experiment.load(_asking(question, WRITTEN)).analyses == ("effects", "sensitivity")


def test_an_option_may_ask_for_the_declared_range(question):
    (only,) = Experiment.load(question, ["uncertain.numbers.promotion.staff_half="]).uncertain
    declared = NUMBERS["promotion.staff_half"]
    assert only == Range("promotion.staff_half", declared.low, declared.high)


def test_where_nothing_is_uncertain_runs_keep_their_names(question):
    plain = Experiment.load(question)
    assert "uncertain" not in record_of(plain)
    drawn = Experiment.load(_asking(question, WRITTEN))
    assert not set(_names(plain)) & set(_names(drawn))
    differing = set(identity_of(drawn, 1)) ^ set(identity_of(plain, 1))
    assert differing == {f"uncertain.{each.number}" for each in drawn.uncertain}


def _names(experiment, replicates=3):
    keys = RunKeys(experiment, 1)
    return [keys.of(arm, replicate) for arm in experiment.arms for replicate in range(replicates)]


def test_the_order_of_the_file_does_not_matter(question, tmp_path):
    drawn = Experiment.load(_asking(question, WRITTEN))
    lines = WRITTEN.splitlines(keepends=True)
    text = question.read_text(encoding="utf-8").replace(WRITTEN, "".join([*lines[:2], *reversed(lines[2:])]))
    question.write_text(text, encoding="utf-8")
    assert _names(Experiment.load(question)) == _names(drawn)


def test_a_record_holds_the_ranges(question):
    experiment = Experiment.load(_asking(question, WRITTEN))
    assert experiment_of(record_of(experiment)) == experiment


RANGES = [Range("labour.home_quit_share", 0.01, 0.03), Range("factory.lead_months", 9, 12), Range("choice.slope", 2, 9)]


@given(master=st.integers(0, 2**40), few=st.integers(1, 40), more=st.integers(0, 90))
def test_more_replicates_take_further_points(master, few, more):
    at_once = Draws(RANGES, master).values(few + more)
    one_by_one = Draws(RANGES, master)
    assert np.array_equal(at_once[:few], one_by_one.values(few))
    assert [one_by_one.of(r) for r in range(few + more)] == [
        dict(zip(sorted(each.number for each in RANGES), row, strict=True)) for row in at_once.tolist()
    ]


@given(master=st.integers(0, 2**40))
def test_draws_fill_their_ranges_evenly(master):
    values = Draws(RANGES, master).values(64)
    slope, months, quits = values.T
    # A scrambled Sobol sequence has exactly one of 64 points in each 64th of a range.
    for column, low, high in ((slope, 2, 9), (quits, 0.01, 0.03)):
        places = np.sort(np.floor((column - low) / (high - low) * 64))
        assert np.array_equal(places, np.arange(64))
    assert dict(zip(*np.unique(months, return_counts=True), strict=True)) == {9: 16, 10: 16, 11: 16, 12: 16}


def test_other_seeds_draw_other_numbers():
    assert not np.array_equal(Draws(RANGES, 1).values(4), Draws(RANGES, 2).values(4))


def test_numbers_that_the_model_cuts_to_whole_ones_are_drawn_whole():
    sources = "".join(path.read_text(encoding="utf-8") for path in model_sources())
    cut = set(re.findall(r"\b(?:int|round)\((?:self\.)?numbers\.(\w+)\)", sources))
    paths = {path.replace(".", "_"): path for path in NUMBERS}
    floors = {"factory_developer_floor_m2"}  # A square metre is no count, and the last one does not matter.
    assert len(cut) > 5
    # Money is cut to whole fen, which no range notices.
    continuous = {name for name in cut if not is_whole(paths[name]) and not NUMBERS[paths[name]].is_money}
    assert continuous <= floors


@pytest.fixture(scope="module")
def study(lasting_question):
    """Three replicates of the small question, each with its own numbers."""
    experiment = Experiment.load(_asking(lasting_question, WRITTEN))
    study = experiment.run(out=lasting_question.parent / "out", replicates=3, workers=2)
    yield study
    study.store.close()


def _drawn(study):
    with (study.folder / "draws.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["replicate", "number", "value"]
    return {(int(row["replicate"]), row["number"]): float(row["value"]) for row in rows}


@pytest.mark.parametrize("package", ["baseline", "both"])
def test_every_arm_lives_with_the_numbers_that_its_replicate_drew(study, package):
    drawn = _drawn(study)
    scenario, policies = study.experiment.scenarios["small"], study.experiment.policies["small", package]
    for replicate in (0, 2):
        # leads.highest_rate decides how many investors there are from the first day on.
        changes = {each.number: drawn[replicate, each.number] for each in study.experiment.uncertain}
        alone = live(scenario, policies, seed_of(1, replicate), study.experiment.months, changes)
        key = study.lived.keys("small", package)[replicate]
        for indicator, series in alone.series.items():
            kept = study.store.series([key], indicator)[0]
            assert np.array_equal(kept, series, equal_nan=True), indicator


def test_the_folder_says_what_was_drawn(study):
    told = json.loads((study.folder / "manifest.json").read_text(encoding="utf-8"))
    numbers = told["uncertain"]["numbers"]
    assert numbers["labour.home_quit_share"] == {"low": 0.01, "high": 0.03, "unit": "per month"}
    assert set(_drawn(study)) == {(replicate, number) for replicate in range(3) for number in numbers}
    assert "draws.csv" in told["files"]
    for (_, number), value in _drawn(study).items():
        assert numbers[number]["low"] <= value <= numbers[number]["high"]
