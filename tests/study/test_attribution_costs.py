"""Seven measures from question to cost curve, on planted lives."""

import csv
from pathlib import Path

import numpy as np
import pytest
from made_up_lives import run

from sim import Experiment
from sim.output.results import Results
from sim.study.attribution import ATTRIBUTION, INTERACTIONS
from sim.study.costs import MAY_PAY, cost_of_effect
from sim.study.intervals import mean_interval, ratio_interval, t_value
from sim.study.problems import InputWrong
from sim.study.shapley import Share
from sim.study.zone_cost_curve import COST_CURVE, MEASURE_COSTS, share_cost

MEASURES = ("ants", "bees", "cats", "dogs", "eels", "fish", "goat")
JOBS = dict(zip(MEASURES, (50.0, 40.0, 30.0, 20.0, 10.0, 5.0, 0.0), strict=True))
MONEY = dict(zip(MEASURES, (100.0, 20.0, 90.0, 10.0, 40.0, -5.0, 30.0), strict=True))
REPLICATES = 6


def _question(folder: Path, count: int, more: str = "") -> Path:
    (folder / "small.yaml").write_text("extends: demo\nname: {en: Small, zh: 小}\nstart: 2011-01\n", encoding="utf-8")
    names = [*MEASURES, *(f"more-{at}" for at in range(count))][:count]
    # Arms with the same policies would be the same runs.
    packages = "".join(
        f"  {name}: [{{use: public_training, pay_wan_yuan_per_year: {100 + at}}}]\n" for at, name in enumerate(names)
    )
    file = folder / "many.yaml"
    file.write_text(
        "question: {en: 'Which?', zh: '哪项?'}\nscenarios: [small]\nyears: 1\n"
        f"packages:\n{packages}  all: [{', '.join(names)}]\n"
        f"outcomes: [net_job_years, job_years, vacancy]\nanalyses: [effects, attribution]\n{more}",
        encoding="utf-8",
    )
    return file


def _parts(package):
    return {"baseline": (), "all": MEASURES}.get(package, tuple(package.split("+")))


def _lives(package, replicate):
    """Jobs and money of the measures with luck of their own; ants and bees make 8 more together; goats make nothing."""
    luck = dict(zip(MEASURES, np.random.default_rng(replicate).normal(1, 0.1, 7), strict=True))
    parts = _parts(package)
    noise = np.random.default_rng(1000 + replicate).normal(0, 1) * ("goat" in parts)
    jobs = 900 + sum(JOBS[each] * luck[each] for each in parts) + 8 * ({"ants", "bees"} <= set(parts)) + noise
    money = sum(MONEY[each] * (2 - luck[each]) for each in parts)
    return {
        **{"net_job_years": jobs, "job_years": jobs, "vacancy": 0.1},
        **{"public_cost": money, "public_outlay": 2 * money, "fiscal_npv": 700 + 25 * len(parts) - money},
    }


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patch:
        study = run(Experiment.load(_question(folder, 7)), folder / "out", _lives, patch, replicates=REPLICATES)
        yield study
        study.store.close()


def _rows(study, name, **wanted):
    with (study.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == value for key, value in wanted.items())]


def _luck(measure):
    return np.array([np.random.default_rng(r).normal(1, 0.1, 7)[MEASURES.index(measure)] for r in range(REPLICATES)])


def test_arms_are_chosen_before_the_run_and_stay_within_the_limit(study):
    assert len(study.experiment.arms) <= 64
    again = Experiment.load(study.folder.parent / "many.yaml")
    assert [arm.package for arm in again.arms] == [arm.package for arm in study.experiment.arms]


def test_shares_are_each_measures_own_and_half_of_what_two_do_together(study):
    rows = {row["measure"]: row for row in _rows(study, "attribution", outcome="net_job_years")}
    for measure in MEASURES[:6]:
        half = 4 if measure in ("ants", "bees") else 0
        wanted = mean_interval(JOBS[measure] * _luck(measure) + half, 0.95)
        row = rows[measure]
        assert float(row["estimate"]) == pytest.approx(wanted.estimate)
        assert (float(row["lo"]), float(row["hi"])) == pytest.approx((wanted.lo, wanted.hi))
        assert float(row["sampling_error"]) == pytest.approx(0, abs=1e-9)
        assert float(row["alone"]) == pytest.approx(wanted.estimate - half)
        assert float(row["last"]) == pytest.approx(wanted.estimate + half)
    assert {row["method"] for row in rows.values()} == {"Shapley from drawn orders, paired t"}
    assert all(int(row["orders"]) >= 4 for row in rows.values())


def test_shares_add_up_to_the_effect(study):
    effects = {row["outcome"]: float(row["estimate"]) for row in _rows(study, "effects", package="all", month="12")}
    for outcome, effect in effects.items():
        shares = [float(row["estimate"]) for row in _rows(study, "attribution", outcome=outcome, month="12")]
        assert sum(shares) == pytest.approx(effect, abs=1e-9)


def test_interactions_are_those_of_pairs_that_were_lived(study):
    rows = _rows(study, "interactions", outcome="net_job_years")
    names = {frozenset(arm.package.split("+")) for arm in study.experiment.arms}
    assert {frozenset((row["first"], row["second"])) for row in rows} == {each for each in names if len(each) == 2}
    for row in rows:
        together = 8 if {row["first"], row["second"]} == {"ants", "bees"} else 0
        assert float(row["estimate"]) == pytest.approx(together, abs=1e-9)


def test_what_a_job_year_of_a_measure_costs_is_fiellers_ratio(study):
    rows = {row["measure"]: row for row in _rows(study, "measure_costs", per="net_job_years", cost="public_cost")}
    made, spent = JOBS["dogs"] * _luck("dogs"), MONEY["dogs"] * (2 - _luck("dogs"))
    found = [float(rows["dogs"][key]) for key in ("cost_per_job_year", "lo", "hi")]
    assert found == pytest.approx(ratio_interval(spent, made, 0.95))
    assert rows["goat"]["cost_per_job_year"] == ""
    assert rows["goat"]["method"] == "cost not distinguishable from zero effect"
    outlay = _rows(study, "measure_costs", per="net_job_years", cost="public_outlay", measure="dogs")[0]
    assert float(outlay["cost_per_job_year"]) == pytest.approx(2 * found[0])


def test_a_measure_that_earns_more_than_it_costs_pays_for_itself(study):
    rows = {row["measure"]: row for row in _rows(study, "measure_costs", per="net_job_years", cost="fiscal_npv")}
    # Each brings in 25: bees and dogs cost less than that, fish earn besides, ants cost 100.
    assert {name for name, row in rows.items() if row["method"] == "pays for itself"} == {"bees", "dogs", "fish"}
    assert {rows[name]["cost_per_job_year"] for name in ("bees", "dogs", "fish")} == {""}
    assert float(rows["bees"]["spent_hi"]) < 0
    made, cost = JOBS["ants"] * _luck("ants") + 4, MONEY["ants"] * (2 - _luck("ants")) - 25
    found = [float(rows["ants"][key]) for key in ("cost_per_job_year", "lo", "hi")]
    assert found == pytest.approx(ratio_interval(cost, made, 0.95))
    curve = [row["measure"] for row in _rows(study, "cost_curve", per="net_job_years", cost="fiscal_npv")]
    assert curve == ["bees", "dogs", "fish", "ants", "eels", "cats", "goat"]


def test_what_may_or_may_not_pay_for_itself_has_no_cost(study):
    gains, balance = np.array([8.0, 9.0, 10.0, 11.0, 12.0]), np.array([-30.0, 20.0, 10.0, -20.0, 10.0])
    row = cost_of_effect(study.lived, balance, gains, "fiscal_npv")
    assert row["cost_per_job_year"] is None
    assert row["method"] == MAY_PAY
    assert cost_of_effect(study.lived, balance, gains, "public_cost")["cost_per_job_year"] == pytest.approx(-0.2)


def test_the_curve_goes_from_cheap_to_dear_and_ends_at_the_whole(study):
    rows = _rows(study, "cost_curve", per="net_job_years", cost="public_cost")
    # What earns money comes first, what has no clear effect last.
    assert [row["measure"] for row in rows] == ["fish", "bees", "dogs", "ants", "cats", "eels", "goat"]
    assert [row["place"] for row in rows] == [str(place) for place in range(1, 8)]
    effect = _rows(study, "effects", package="all", outcome="net_job_years", month="12")[0]
    last = rows[-1]
    assert float(last["cumulated_job_years"]) == pytest.approx(float(effect["estimate"]))
    assert float(last["cumulated_job_years_lo"]) == pytest.approx(float(effect["lo"]))
    cost = _rows(study, "costs", package="all", per="net_job_years", cost="public_cost")[0]
    assert float(last["cumulated_spent"]) == pytest.approx(float(cost["public_cost"]))
    assert float(rows[1]["cumulated_spent"]) == pytest.approx(float(rows[0]["spent"]) + float(rows[1]["spent"]))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("attribution", ATTRIBUTION),
        ("measure_costs", MEASURE_COSTS),
        ("cost_curve", COST_CURVE),
        ("interactions", [each for each in INTERACTIONS if each != "measure"]),
    ],
)
def test_readers_of_the_folder_know_the_columns(study, name, columns):
    frame = Results.open(study.folder).table(name)
    assert list(frame.columns) == list(columns)
    assert len(frame) == len(_rows(study, name))


def test_the_luck_of_the_orders_widens_the_interval_of_a_share(study):
    lived = study.lived
    values = np.array([8.0, 9.0, 10.0, 11.0, 12.0])
    narrow, wide = Share(values).interval(lived), Share(values, 2.0, 4).interval(lived)
    assert wide.estimate == narrow.estimate == 10
    assert wide.half_width == pytest.approx(np.hypot(narrow.half_width, 2.0 * t_value(0.95, 4)))


def test_no_cost_of_a_share_that_the_orders_alone_may_have_made(study):
    gains, money = np.array([8.0, 9.0, 10.0, 11.0, 12.0]), Share(np.full(5, 30.0), 0.0, 4)
    sure, unsure = (share_cost(study.lived, Share(gains, error, 4), money, "public_cost") for error in (0.1, 8.0))
    assert sure["cost_per_job_year"] == pytest.approx(3)
    assert sure["method"] == "Fieller, of the drawn orders"
    assert unsure["cost_per_job_year"] is None
    assert unsure["method"] == "too few orders drawn to tell"


def test_one_replicate_writes_tables_without_intervals(tmp_path, monkeypatch):
    study = run(Experiment.load(_question(tmp_path, 7)), tmp_path / "out", _lives, monkeypatch, replicates=1)
    rows, curve = _rows(study, "attribution"), _rows(study, "cost_curve")
    study.store.close()
    assert {row["lo"] for row in rows} == {""}
    assert {row["cost_per_job_year"] for row in curve} == {""}


def test_too_many_measures_are_refused_unless_more_arms_are_allowed(tmp_path):
    with pytest.raises(InputWrong) as error:
        Experiment.load(_question(tmp_path, 13))
    assert any("needs at least 68 arms; `attribution_arms` allows 64" in each for each in error.value.problems)
    assert len(Experiment.load(_question(tmp_path, 13, "attribution_arms: 70\n")).arms) <= 70
    assert len(Experiment.load(_question(tmp_path, 7, "attribution_arms: 128\n")).arms) == 128


def test_precision_of_an_interaction_needs_the_arms_that_it_is_made_of(question):
    text = question.read_text(encoding="utf-8")
    text = text.replace("outcome: net_job_years,", "outcome: net_job_years, of: interaction,")
    alone = next(line for line in text.splitlines(keepends=True) if line.startswith("  guarantee:"))
    inside = "[factories, {use: guarantee_fund, pay_wan_yuan_per_year: 300, from: 2011-01, years: 1}]"
    text = text.replace(alone, "").replace("[factories, guarantee]", inside)
    question.write_text(text, encoding="utf-8")
    assert Experiment.load(question)
    question.write_text(text.replace("[effects, attribution]", "[effects]"), encoding="utf-8")
    with pytest.raises(InputWrong) as error:
        Experiment.load(question)
    assert any("needs `both.guarantee_fund` alone" in each for each in error.value.problems)
    question.write_text(text.replace(f"  both: {inside}\n", ""), encoding="utf-8")
    with pytest.raises(InputWrong) as error:
        Experiment.load(question)
    assert any("no package of two measures" in each for each in error.value.problems)
