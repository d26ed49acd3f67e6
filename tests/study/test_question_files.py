import pytest

from sim import Experiment
from sim.study.located import parse, read_document
from sim.study.problems import InputWrong

WORLD = {
    "unknown key": ("zone: {bult_km2: 3}", ":4: zone.bult_km2 = 3: unknown key; did you mean 'built_km2'?"),
    "out of range": ("zone: {planned_km2: -1}", ":4: zone.planned_km2 = -1: must be above 0"),
    "no number": ("firms: {producing: many}", ":4: firms.producing = many: a whole number is expected"),
    "true is no number": ("firms: {workers: true}", "not true or false"),
    "shares": ("firms: {sector_shares: {food: 0.9}}", "shares add up to"),
    "inherited source": ("zone: {built_km2: 3}", "add `zone.built_km2: …` under `sources:`"),
    "source of nothing": ("sources: {zone.bilt: x}", "did you mean 'zone.built_km2'?"),
    "unknown policy": ("policies: [{use: guarantee_found}]", "did you mean 'guarantee_fund'?"),
    "unknown target": ("targets: [{indicator: jbs, value: 1, at_month: 1, source: x}]", "did you mean 'jobs'?"),
    "twice": ("zone: {built_km2: 2}\nzone: {built_km2: 3}", ":5: zone: stands twice at this level"),
    "no YAML": ("zone: {built_km2: [}", ":4: is not YAML"),
    "a shock of nothing": ("events: [{kind: export_shock, from_month: 5}]", ":4: events.0: export_shock needs a share"),
    "an exit by halves": ("events: [{kind: anchor_exit, share: 0.5, from_month: 5}]", "neither share nor months"),
    "unknown number": ("numbers: {labour.quits: 1}", ":4: numbers.labour.quits = 1: unknown number"),
}
ASKED = {
    "too high": ("leverage_cap: 5", "leverage_cap: 150", "at most 15 (times net assets"),
    "unknown field": ("leverage_cap: 5", "leverage: 5", "did you mean 'leverage_cap'?"),
    "unknown package": ("[factories, guarantee]", "[factories, garantee]", "did you mean 'guarantee'?"),
    "circle": ("[factories, guarantee]", "[factories, both]", "includes itself"),
    "baseline": ("  both: ", "  baseline: ", "the empty package is always there"),
    "unknown scenario": ("[small]", "[smal]", "did you mean"),
    "unknown outcome": ("[jobs, ", "[jbs, ", ":9: outcomes.0 = jbs: unknown indicator; did you mean 'jobs'?"),
    "budget": ("pay_wan_yuan_per_year: 300, from: 2011-01, years: 1}", "years: 1}", "wan yuan in present value"),
    "too early": ("from: 2011-01", "from: 2010-12", "lies before the first month"),
    "too late": ("from: 2011-01", "from: 2013-01", "nothing would happen"),
    "no month": ("from: 2011-01", "from: 2011-13", "a month such as 2012-01 is expected"),
    "after the end": ("at_month: 24", "at_month: 25", "lies after the last month, 24"),
    "least above most": ("least: 2", "least: 9", "is less than least, 9"),
    "unknown analysis": (
        "[effects, attribution]",
        "[effect]",
        "'attribution', 'additionality' or 'sensitivity'",
    ),
    "two widths": ("at_month: 24", "at_month: 24, half_width: 5", "stands beside half_width_share"),
    "precision of nothing": (
        "at_month: 24",
        "at_month: 24, packages: [bth]",
        "packages.0 = bth: unknown package",
    ),
    "scenario twice": ("[small]", "[small, small]", "scenarios.1 = small: stands twice"),
    "outcome twice": ("[jobs, ", "[jobs, jobs, ", "outcomes.1 = jobs: stands twice"),
    "no list": ("[small]", "small", ":2: scenarios = small: a list is expected"),
}


@pytest.mark.parametrize("name", WORLD)
def test_mistakes_of_a_scenario_are_explained(question, name):
    text, said = WORLD[name]
    file = question.parent / "small.yaml"
    file.write_text(file.read_text(encoding="utf-8") + text + "\n", encoding="utf-8")
    with pytest.raises(InputWrong) as error:
        Experiment.load(file)
    assert any(said in problem for problem in error.value.problems), error.value.problems


@pytest.mark.parametrize("name", ASKED)
def test_mistakes_of_a_question_are_explained(question, name):
    old, new, said = ASKED[name]
    text = question.read_text(encoding="utf-8")
    assert old in text
    question.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputWrong) as error:
        Experiment.load(question)
    assert any(said in problem for problem in error.value.problems), error.value.problems


def test_all_mistakes_are_told_at_once(question):
    text = question.read_text(encoding="utf-8").replace("leverage_cap: 5", "leverage: 5").replace("[jobs,", "[jbs,")
    question.write_text(text, encoding="utf-8")
    with pytest.raises(InputWrong) as error:
        Experiment.load(question, ["scenario.zone.bilt_km2=2"])
    assert len(error.value.problems) == 3
    assert error.value.lines()[-1] == "3 problems; nothing was run."


def test_a_question_without_mistakes_has_its_arms(question):
    experiment = Experiment.load(question)
    assert [arm.package for arm in experiment.arms] == ["baseline", "factories", "guarantee", "both"]
    assert experiment.packages["both"].parts == {"factories", "guarantee"}
    assert experiment.months == 24


def test_attribution_adds_the_missing_subsets(question):
    text = question.read_text(encoding="utf-8")
    text = text.replace(
        "  both: [factories, guarantee]",
        "  training: [{use: public_training}]\n  all: [factories, guarantee, training]",
    )
    question.write_text(text.replace("at: 2011-01", "at: 2011-01, unequal: true"), encoding="utf-8")
    added = [name for name, package in Experiment.load(question).packages.items() if package.added]
    assert added == ["factories+guarantee", "factories+training", "guarantee+training"]


def test_policies_of_one_package_are_measures_of_their_own(question):
    text = question.read_text(encoding="utf-8")
    question.write_text(text.replace("[factories, guarantee]", "[factories, {use: public_training}]"), encoding="utf-8")
    assert Experiment.load(question).packages["both"].parts == {"factories", "both.public_training"}


def test_settings_reach_packages_and_worlds(question):
    settings = ["packages.guarantee.0.leverage_cap=8", "scenario.firms.producing=7", "budget.unequal=true"]
    experiment = Experiment.load(question, settings)
    assert experiment.policies["small", "guarantee"][0].leverage_cap == 8
    assert experiment.scenarios["small"].firms.producing == 7
    assert experiment.budget.unequal


def test_a_setting_takes_the_place_of_a_list_of_values(question):
    experiment = Experiment.load(question, ["outcomes=[jobs, tax]", "analyses=[effects]"])
    assert {"jobs", "tax"} <= set(experiment.outcomes)
    assert experiment.analyses == ("effects",)
    with pytest.raises(InputWrong, match=r"--set scenarios=\[smal\]"):
        Experiment.load(question, ["scenarios=[smal]"])


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("packages.factories=[1]", "one value is expected"),
        ("nonsense", "path=value is expected"),
        ("packages.guarantee.4.years=1", "4 is no item of this list of 1"),
        ("packages.garantee.0.years=1", "keys and values"),
        ("years.more=1", "holds one value"),
        ("packages.guarantee.0.storeys=1", "unknown key"),
        ("years=[1]", "one value is expected"),
    ],
)
def test_settings_that_fit_nothing_are_refused(question, setting, said):
    with pytest.raises(InputWrong) as error:
        Experiment.load(question, [setting])
    assert any(said in problem or "list is expected" in problem for problem in error.value.problems)


def test_an_heir_names_its_own_source(question):
    file = question.parent / "small.yaml"
    text = file.read_text(encoding="utf-8") + "zone: {built_km2: 1.5}\nsources: {zone.built_km2: survey}\n"
    file.write_text(text, encoding="utf-8")
    assert Experiment.load(file).scenarios["small"].zone.built_km2 == 1.5


def test_heritage_does_not_go_round_in_a_circle(question):
    file = question.parent / "small.yaml"
    file.write_text("extends: small\n", encoding="utf-8")
    with pytest.raises(InputWrong, match="circle"):
        Experiment.load(file)


def test_plain_data_remembers_its_lines(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("a: {b: 1}\nc:\n  - x\n  - y: 2\n", encoding="utf-8")
    document = read_document(file, "a.yaml")
    assert document.data == {"a": {"b": 1}, "c": ["x", {"y": 2}]}
    assert document.place(("c", 1, "y")).where == "a.yaml:4"


def test_an_empty_file_is_refused(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("", encoding="utf-8")
    with pytest.raises(InputWrong, match="is empty"):
        read_document(file)


def test_dates_stay_text():
    assert parse("2012-01", "x") == "2012-01"
