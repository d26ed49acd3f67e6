"""What single charts say: sums, who is outdone, regret, letters that do not cover each other."""

from pathlib import Path

import made_up_results
import made_up_tables
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.output.charts import cost_curve, growth, ranking, regret, tornado, waterfall, winners
from sim.output.charts.pareto import dominated, pareto_data
from sim.output.charts.placing import LETTER, MARK, placed
from sim.output.charts.rows import shown_packages, strongest
from sim.output.results import Results
from sim.output.style import house_style
from sim.output.words import LANGS, language
from sim.study.groups import PLACES, SIZES
from sim.study.winners import STAKES

WHERE = "luoshan-2011"
POINTS = st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=9)


def test_the_waterfall_ends_where_the_whole_package_does(results_folder: Path):
    data = waterfall.attribution_data(Results.open(results_folder), WHERE)
    steps, whole = data[data["part"].isin(made_up_results.MEASURES)], data[data["part"] == waterfall.WHOLE].iloc[0]
    assert list(steps["starts"]) == pytest.approx([0.0, *steps["ends"].iloc[:-1]])
    assert steps["ends"].iloc[-1] == pytest.approx(whole["estimate"])
    assert steps["estimate"].sum() == pytest.approx(whole["estimate"])
    assert list(steps["estimate"]) == sorted(steps["estimate"], reverse=True)


@given(POINTS)
def test_a_package_is_outdone_only_by_one_that_is_nowhere_worse(points: list[tuple[int, int]]):
    lost = dominated(points)
    assert not all(lost)
    front = [point for point, out in zip(points, lost, strict=True) if not out]
    for (cost, effect), out in zip(points, lost, strict=True):
        better = [(c, e) for c, e in front if c <= cost and e >= effect and (c, e) != (cost, effect)]
        assert out == bool(better)


def test_doing_nothing_outdoes_what_costs_and_brings_a_loss(tmp_path: Path):
    loss = made_up_results.Found({**made_up_results.Found().effects, "training": (-400, 100)})
    results = Results.open(made_up_tables.write_whole(tmp_path, found=loss))
    outdone = pareto_data(results, WHERE).set_index("package")["outdone"]
    assert outdone["training"]
    assert not outdone["factories+guarantee"]


def test_the_regret_of_the_best_is_zero_and_only_like_outlays_are_compared(wide_folder: Path):
    results = Results.open(wide_folder)
    data = regret.regret_data(results)
    assert set(data["basis"]) == {regret.LIKE}
    assert (data["regret"] >= 0).all()
    for _, rows in data.groupby("scenario"):
        best = rows[rows["package"] == rows["best"]]
        assert len(best) == 1
        assert best["regret"].iloc[0] == 0
        assert not best["told_from_best"].iloc[0]
        assert list(rows["value"].max() - rows["value"]) == pytest.approx(list(rows["regret"]))
    assert data["outlay"].max() <= 1.23 * data["outlay"].min()
    assert list(data["worst_regret"]) == sorted(data["worst_regret"])


def test_without_like_outlays_the_regret_is_per_outlay(wide_folder: Path):
    results = Results.open(wide_folder)
    places = {name: at for at, name in enumerate(results.packages)}
    results.costs["public_outlay"] = 1000.0 * 1.5 ** results.costs["package"].map(places)
    data = regret.regret_data(results)
    assert set(data["basis"]) == {regret.PER_OUTLAY}
    assert set(data["package"]) == set(results.packages)
    assert (data.loc[data["package"] == data["best"], "regret"] == 0).all()
    first = data.iloc[0]
    effect = results.effect(first["scenario"], first["package"], results.outcome)
    assert effect is not None
    assert first["value"] == pytest.approx(effect["estimate"] / first["outlay"])
    with house_style():
        captions = [" ".join(regret.draw_regret(results, lang).caption.split()) for lang in LANGS]
    assert any("per million yuan of public outlay" in caption for caption in captions)


def test_one_scenario_has_no_regret(results_folder: Path):
    assert regret.regret_data(Results.open(results_folder)).empty


def test_packages_of_like_outlay_lie_within_a_tenth_of_one_of_them():
    outlays = {"a": 100.0, "b": 109.0, "c": 91.0, "d": 200.0, "e": 210.0}
    assert regret.like_outlay(outlays) == ["a", "b", "c"]
    assert regret.like_outlay({}) == []


def test_the_better_one_comes_first_in_the_ranking(wide_folder: Path):
    data = ranking.ranking_data(Results.open(wide_folder), "early")
    assert (data["probability"] >= 0.5).all()
    assert (data["estimate"] >= 0).all()
    assert (data["lo"] <= data["estimate"]).all()
    assert (data["estimate"] <= data["hi"]).all()
    assert len(data) == 13 * 12 / 2


def test_no_measure_without_a_clear_effect_has_a_bar(results_folder: Path, tmp_path: Path):
    data = cost_curve.cost_curve_data(Results.open(results_folder), WHERE)
    assert list(data.loc[data["cost_per_job_year"].isna(), "measure"]) == ["training"]
    priced = data.dropna(subset=["cost_per_job_year"])
    assert list(priced["cost_per_job_year"]) == sorted(priced["cost_per_job_year"])
    assert list(priced["cumulated_job_years"]) == pytest.approx(list(priced["job_years"].cumsum()))
    with house_style():
        page = cost_curve.draw_cost_curve(Results.open(results_folder), WHERE, "en")
    widths = {round(patch.get_width(), 3) for patch in page.figure.axes[0].patches}
    assert widths == set(priced["job_years"].round(3))
    nothing = made_up_results.Found({name: (0.0, 10.0) for name in made_up_results.MEASURES}, {})
    unclear = Results.open(made_up_tables.write_whole(tmp_path, found=nothing))
    assert cost_curve.cost_curve_data(unclear, WHERE).empty


def test_a_tornado_shows_the_widest_swings_first(results_folder: Path):
    data = tornado.tornado_data(Results.open(results_folder), WHERE)
    for _, rows in data[data["number"] != tornado.LUCK].groupby("package"):
        swings = list((rows["at_high"] - rows["at_low"]).abs())
        assert swings == sorted(swings, reverse=True)
        assert len(swings) <= tornado.FEWEST_NUMBERS


def test_many_packages_are_cut_to_the_largest_and_strongest(wide_folder: Path):
    results = Results.open(wide_folder)
    kept = strongest(results, "early", 5)
    assert len(kept) == 5
    assert results.largest in kept
    sizes = {
        name: abs(effect["estimate"])
        for name in results.packages
        if (effect := results.effect("early", name, results.outcome))
    }
    assert min(sizes[name] for name in kept if name != results.largest) >= max(
        sizes[name] for name in set(sizes) - set(kept)
    )
    assert shown_packages(results, "early", 20) == results.packages
    assert growth.growth_data(results, "early")["package"].nunique() == 19


def test_no_letter_covers_a_mark_or_another_letter():
    marks = [(40.0 + 9 * (at % 5), 50.0 + 8 * (at // 5)) for at in range(20)]
    spaced = [(60.0 * (at % 4), 50.0 * (at // 4)) for at in range(12)]
    letters = [(x + a, y + b) for (x, y), (a, b) in zip(spaced, placed(spaced), strict=True)]
    assert all(max(abs(x - a), abs(y - b)) >= (LETTER + MARK) / 2 for x, y in letters for a, b in spaced)
    crowded = [(x + a, y + b) for (x, y), (a, b) in zip(marks, placed(marks), strict=True)]
    pairs = [(one, two) for at, one in enumerate(crowded) for two in crowded[at + 1 :]]
    covering = [pair for pair in pairs if max(abs(pair[0][0] - pair[1][0]), abs(pair[0][1] - pair[1][1])) < LETTER / 2]
    assert not covering


def test_every_group_of_the_study_has_a_name():
    words = language("en").words
    assert {f"who {stake.who}" for stake in STAKES} <= words.keys()
    assert {f"group {name}" for name in (*PLACES.values(), *(size for *_, size in SIZES))} <= words.keys()


def test_a_group_that_nothing_moves_is_only_named(results_folder: Path):
    results = Results.open(results_folder)
    with house_style():
        page = winners.draw_winners(results, WHERE, "en")
    rows = [label.get_text() for label in page.figure.axes[0].get_yticklabels()]
    assert len(rows) == len(made_up_tables.STAKES) - 1
    assert "Guarantee funds: net assets" in " ".join(page.caption.split())
    assert isinstance(winners.winners_data(results, WHERE), pd.DataFrame)
