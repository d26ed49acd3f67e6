"""One small study, lived once, and everything that its tables must hold."""

import csv
import json
import math
from dataclasses import replace

import pytest

from sim import Experiment
from sim.study.lived import Lived
from sim.study.precision import reached


@pytest.fixture(scope="module")
def study(lasting_question):
    """The small question with its replicates, on two workers."""
    study = Experiment.load(lasting_question).run(out=lasting_question.parent / "out", workers=2)
    yield study
    study.store.close()


def _table(study, name):
    with (study.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _number(text):
    return float(text) if text else math.nan


def test_tables_open_in_excel_and_hold_no_nan(study):
    for name in ("effects", "summary", "costs", "attribution", "interactions", "baseline"):
        raw = (study.folder / f"{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        cells = {cell for line in raw.decode("utf-8-sig").splitlines() for cell in line.lower().split(",")}
        assert not cells & {"nan", "inf", "-inf", "none"}


def test_effects_hold_every_package_outcome_and_year(study):
    rows = _table(study, "effects")
    keys = {(row["package"], row["outcome"], row["month"]) for row in rows}
    packages, outcomes = ("factories", "guarantee", "both"), study.experiment.outcomes
    assert keys == {(p, o, m) for p in packages for o in outcomes for m in ("12", "24")}


def test_effects_are_the_differences_of_the_means(study):
    means = {(row["package"], row["indicator"], row["month"]): _number(row["mean"]) for row in _table(study, "summary")}
    for row in _table(study, "effects"):
        key = (row["outcome"], row["month"])
        difference = means[(row["package"], *key)] - means[("baseline", *key)]
        assert _number(row["estimate"]) == pytest.approx(difference, rel=1e-9, abs=1e-6)


def test_attribution_adds_up_to_the_effect(study):
    effects = {
        (row["package"], row["outcome"], row["month"]): _number(row["estimate"]) for row in _table(study, "effects")
    }
    shares = {}
    for row in _table(study, "attribution"):
        key = (row["package"], row["outcome"], row["month"])
        shares[key] = shares.get(key, 0.0) + _number(row["estimate"])
    assert shares
    for key, total in shares.items():
        assert total == pytest.approx(effects[key], rel=1e-12, abs=1e-9)


def test_interactions_are_what_both_do_beyond_each(study):
    effects = {
        (row["package"], row["outcome"], row["month"]): _number(row["estimate"]) for row in _table(study, "effects")
    }
    for row in _table(study, "interactions"):
        key = (row["outcome"], row["month"])
        excess = effects[("both", *key)] - effects[("factories", *key)] - effects[("guarantee", *key)]
        assert _number(row["estimate"]) == pytest.approx(excess, rel=1e-9, abs=1e-6)


def test_a_cost_is_shown_only_where_the_effect_is_clear(study):
    effects = {(row["package"], row["outcome"]): row for row in _table(study, "effects") if row["month"] == "24"}
    rows = _table(study, "costs")
    assert rows
    for row in rows:
        effect = effects.get((row["package"], row["per"]))
        if effect is not None:
            clear = _number(effect["lo"]) > 0
            assert bool(row["cost_per_job_year"]) == clear
            assert (row["method"] == "Fieller") == clear


def test_flows_are_sums_of_twelve_months(study):
    keys = study.lived.keys("small", "baseline")
    monthly = study.store.series(keys, "output")
    yearly = study.lived.of_month("small", "baseline", "output")
    assert yearly[:, 24] == pytest.approx(monthly[:, 13:25].sum(axis=1))
    assert all(math.isnan(value) for value in yearly[:, 11])


def test_the_manifest_explains_the_folder(study):
    text = (study.folder / "manifest.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert str(study.folder) not in text
    assert told["question"]["zh"]
    assert told["packages"]["both"]["measures"] == ["factories", "guarantee"]
    assert told["packages"]["guarantee"]["policies"][0]["leverage_cap"] == 5
    assert set(told["outcomes"]) <= set(told["indicators"])
    assert told["replicates"] == study.replicates
    assert "effects.csv" in told["files"]


def test_precision_is_reported_beside_independent_seeds(study):
    rows = json.loads((study.folder / "manifest.json").read_text(encoding="utf-8"))["precision"]["rows"]
    assert {row["package"] for row in rows} == {"factories", "guarantee", "both"}
    for row in rows:
        assert (row["reached"] is None) == (row["independent_needed"] is None)


def test_precision_may_be_asked_of_the_interaction(study):
    asked = study.experiment.precision.model_copy(update={"of": "interaction"})
    experiment = replace(study.experiment, precision=asked)
    found = reached(Lived(experiment, study.store, study.keys, study.replicates))
    row = next(r for r in _table(study, "interactions") if (r["outcome"], r["month"]) == ("net_job_years", "24"))
    assert [each.package for each in found] == ["both"]
    assert found[0].interval.estimate == pytest.approx(_number(row["estimate"]))
    assert found[0].interval.lo == pytest.approx(_number(row["lo"]))


def test_frames_are_the_tables(study):
    frame = study.effects()
    assert len(frame) == len(_table(study, "effects"))
    assert set(frame["n"]) == {study.replicates}


def test_land_plans_are_kept_of_the_first_replicate(study):
    plans = json.loads((study.folder / "maps.json").read_text(encoding="utf-8"))["small"]
    assert set(plans) == {"baseline", "both"}
    assert set(plans["both"]) == {"0", "12", "24"}


def test_more_replicates_live_only_what_is_missing(study):
    before = len(study.store.finished())
    study.store.close()
    more = study.experiment.run(out=study.folder, replicates=study.replicates + 1, workers=1)
    try:
        assert len(more.store.finished()) == before + len(study.experiment.arms)
    finally:
        more.store.close()
