"""flows.csv and budget.csv of a small study: complete, paired, and of one piece with the runs."""

import json
import sqlite3

import numpy as np
import pandas as pd
import pytest

from sim import Experiment
from sim.indicators.flows import FEN, KIND, PAYEE, PAYER
from sim.study.merge import merge
from sim.study.shards import NotMergeable
from sim.study.stored import FILE

PURSE = {"treasury", "platform", "fund"}


@pytest.fixture(scope="module")
def study(lasting_question):
    """The small question over its two years."""
    study = Experiment.load(lasting_question).run(out=lasting_question.parent / "out", replicates=2, workers=1)
    yield study
    study.store.close()


@pytest.fixture
def flows(study):
    """The payments of the life."""
    return pd.read_csv(study.folder / "flows.csv", encoding="utf-8-sig")


def test_the_means_are_those_of_the_runs(study, flows):
    packages = {"baseline", *(package.name for package in study.experiment.asked)}
    assert set(flows["package"]) == packages
    for package in packages:
        runs = study.lived.flows("small", package)
        total = np.mean([rows[:, FEN].sum() for rows in runs]) / 1_000_000
        assert flows.loc[flows["package"] == package, "mean"].sum() == pytest.approx(total, rel=1e-12)
        assert all(len(rows) == len({tuple(row[: PAYEE + 1]) for row in rows}) for rows in runs)
        assert all(set(rows[:, PAYER]) | set(rows[:, PAYEE]) <= set(range(8)) for rows in runs)
        assert all(rows[:, KIND].max() < 95 for rows in runs)


def test_estimates_are_differences_to_the_baseline(flows):
    changed = flows[flows["package"] != "baseline"]
    assert np.allclose(changed["estimate"], changed["mean"] - changed["baseline"])
    assert (changed["lo"] <= changed["hi"]).all()
    assert flows.loc[flows["package"] == "baseline", "estimate"].isna().all()


def test_the_budget_is_what_crosses_the_purse(study, flows):
    budget = pd.read_csv(study.folder / "budget.csv", encoding="utf-8-sig")
    assert set(budget["month"]) == {12, 24}
    for (_, _), year in budget.groupby(["package", "month"]):
        sums = year.groupby("side")["mean"].sum()
        assert sums["balance"] == pytest.approx(sums["income"] - sums["spending"])
    crossing = flows[flows["payee"].isin(PURSE) & ~flows["payer"].isin(PURSE)]
    taxes = crossing[(crossing["package"] == "both") & (crossing["kind"] == "vat")]
    of_years = budget[(budget["package"] == "both") & (budget["kind"] == "vat") & (budget["side"] == "income")]
    assert of_years["mean"].sum() == pytest.approx(taxes["mean"].sum())
    assert "general_revenue" not in set(budget["kind"])


def test_the_manifest_names_kinds_and_sectors(study, flows):
    told = json.loads((study.folder / "manifest.json").read_text(encoding="utf-8"))["books"]
    assert set(flows["kind"]) <= set(told["kinds"])
    assert set(flows["payer"]) | set(flows["payee"]) <= set(told["sectors"])


def test_a_folder_of_other_code_is_not_merged(study, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    with sqlite3.connect(study.folder / FILE) as source, sqlite3.connect(old / FILE) as copy:
        source.backup(copy)
        # As a folder of before flows were kept: other code, and no such table.
        copy.execute("""update about set value = '"of before"' where item = 'code'""")
        copy.execute("drop table flows")
    with pytest.raises(NotMergeable, match=r"old: was lived by other code than this"):
        merge([old], tmp_path / "merged")
