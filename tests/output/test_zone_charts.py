"""Charts of the zone over time and of its money: what they show adds up to what the tables hold."""

from pathlib import Path

import made_up_results
import pandas as pd
import pytest

from sim.output.charts import budget, fund, labour, land, money, pipeline, stacks
from sim.output.charts.bands import _apart
from sim.output.numerals import Scale
from sim.output.results import Results

WHERE = "luoshan-2011"
MILLION = Scale(0.01, "million yuan")


@pytest.fixture(scope="module")
def results(results_folder: Path) -> Results:
    return Results.open(results_folder)


def means(results: Results, package: str, *names: str) -> pd.Series:
    return sum(stacks.means(results, WHERE, package, name) for name in names)


def test_the_layers_of_land_add_up_to_all_land(results):
    data = land.land_data(results, WHERE)
    layers = data[data["part"].isin(land.LOOKS)]
    for package in ("baseline", "all"):
        total = layers[layers["package"] == package].groupby("month")["mean"].sum()
        whole = means(results, package, "land_held", "land_bank", "land_cut_off", "land_in_approval")
        assert total.to_list() == pytest.approx(whole.to_list())


def test_lives_of_before_land_in_approval_was_measured_are_drawn(results):
    old = Results(results.folder, results.manifest)
    old.__dict__["summary"] = results.summary[results.summary["indicator"] != "land_in_approval"]
    assert "land in approval" not in set(land.land_data(old, WHERE)["part"])
    assert len(land.land_data(old, WHERE))


def test_nothing_is_stacked_of_what_was_not_measured(results):
    old = Results(results.folder, results.manifest)
    old.__dict__["summary"] = results.summary[~results.summary["indicator"].isin(["away", "signings"])]
    assert labour.labour_data(old, WHERE).empty
    assert pipeline.fates(old, WHERE, "baseline") is None
    assert len(pipeline.pipeline_data(old, WHERE))


def test_what_became_of_the_signed_adds_up(results):
    for package in ("baseline", "all"):
        shares = pipeline.fates(results, WHERE, package)
        assert sum(shares.values()) == pytest.approx(1)
        pool = pipeline.pool_of(results, WHERE, package)
        firms, exits = (stacks.means(results, WHERE, package, name) for name in ("firms", "exits"))
        began = firms.iloc[-1] - firms.iloc[0] + exits.iloc[1:].sum()
        assert shares["fate producing"] * pool == pytest.approx(began)


def test_only_arms_with_a_fund_are_in_the_picture_of_the_fund(results):
    assert fund.arms_with_a_fund(results, WHERE) == results.asked_packages
    nowhere = Results(results.folder, results.manifest)
    nowhere.__dict__["summary"] = results.summary[results.summary["package"] == "baseline"]
    assert fund.fund_data(nowhere, WHERE).empty


def test_bands_lose_no_money(results):
    data = money.money_data(results, WHERE)
    flows = money.flows_of(data, MILLION)
    for node in money.PURSE:
        table = data[data["payee"] == node]["mean"].sum() - data[data["payer"] == node]["mean"].sum()
        drawn = sum(flow.amount * ((flow.payee == node) - (flow.payer == node)) for flow in flows)
        assert drawn == pytest.approx(table * MILLION.factor)
    whole = results.table("flows")
    whole = whole[whole["package"] == "all"]
    change = whole[whole["payee"] == "treasury"]["mean"].sum() - whole[whole["payer"] == "treasury"]["mean"].sum()
    drawn = sum(flow.amount * ((flow.payee == "treasury") - (flow.payer == "treasury")) for flow in flows)
    assert drawn == pytest.approx(change * MILLION.factor), "general revenue and services are netted, not lost"
    kinds = {flow.kind for flow in flows}
    assert {"vat", "commercial_land", "guarantee_claim", money.NET_SPENT, money.OTHER} <= kinds
    assert not {"fines", "reclaim_costs", "wages", "general_revenue"} & kinds


def test_more_revenue_than_services_is_income(results, tmp_path):
    rows = results.table("flows")
    rows.loc[rows["kind"] == "general_services", ["mean", "baseline"]] = 800_000.0
    made_up_results.write(tmp_path, whole=False)
    rows.to_csv(tmp_path / "flows.csv", index=False, encoding="utf-8-sig")
    (row,) = money.money_data(Results.open(tmp_path), WHERE).query("kind == @money.NET_KEPT").to_dict("records")
    assert (row["payer"], row["payee"], row["mean"]) == ("outside", "treasury", 100_000.0)


def test_labels_have_their_room():
    needs = [0.9, 0.6, 2.0, 0.6]
    heights = _apart([5.0, 4.9, 4.8, 4.7], needs, 12.0)
    for above, below, one, other in zip(heights, heights[1:], needs, needs[1:], strict=False):
        assert above - below >= (one + other) / 2 - 1e-6
    assert heights[0] + needs[0] / 2 <= 12.0
    assert heights[-1] - needs[-1] / 2 >= 0


def test_the_budget_shows_both_balances_and_the_baselines_kinds(results):
    data = budget.budget_data(results, WHERE)
    assert set(data.loc[data["package"] == "all", "side"]) == {"balance"}
    own = data[data["package"] == "baseline"].groupby(["month", "side"])["mean"].sum().unstack()
    assert (own["income"] - own["spending"]).to_list() == pytest.approx(own["balance"].to_list())
