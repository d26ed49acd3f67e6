"""Every job-year is filed once: made-up worlds, and lives in which the answer is known by construction."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sim.actors.firm import IN_COUNTY, IN_PREFECTURE, NOWHERE, ON_COAST
from sim.indicators import live
from sim.indicators.roster import NAMES, NEVER
from sim.policies.standard_factories import StandardFactories
from sim.policies.worker_housing import WorkerHousing
from sim.scenario import Scenario, Words
from sim.study.additionality import OF_GROSS, TO_ZONE, file_firms, file_people, paired
from sim.study.experiment import Experiment, Measure, Package
from sim.study.files import load
from sim.study.groups import by_group

MONTHS = 24
LABEL = Words(en="a", zh="甲")


def package(*uses: str) -> Package:
    """A package of these instruments, whatever they cost."""
    return Package("p", LABEL, (Measure("m", LABEL, tuple({"use": use} for use in uses)),))


def world(*firms: tuple[int, int, Sequence[int], int]) -> dict[str, np.ndarray]:
    """A made-up world: number, month reached by a fund, staff by month from 0, and where it settled instead."""
    reached = np.full((len(NAMES), len(firms)), NEVER)
    reached[0] = [each[1] for each in firms]
    return {
        "number": np.array([each[0] for each in firms]),
        "founder": np.zeros(len(firms), bool),
        "reached": reached,
        "supplies": np.full(len(firms), NEVER),
        "staff": np.array([each[2] for each in firms]).T,
        "elsewhere": np.array([each[3] for each in firms]),
        "settled": np.array([0 if each[3] != NEVER else NEVER for each in firms]),
    }


def test_made_up_firms_are_filed_where_they_belong() -> None:
    with_fund = world(
        (1, 1, (0, 12, 12), NEVER),  # would have come anyway, as large
        (2, 2, (0, 12, 24), NEVER),  # helped in the second month, twice as large then
        (3, 1, (0, 12, 12), NEVER),  # would have settled in the county
        (4, 1, (0, 12, 12), NEVER),  # with the neighbours
        (5, 1, (0, 12, 12), NEVER),  # on the coast
        (6, 1, (0, 12, 12), NEVER),  # nowhere
        (7, NEVER, (0, 6, 6), NEVER),  # never helped, loses staff to the others
    )
    without = world(
        (1, NEVER, (0, 12, 12), NEVER),
        (2, NEVER, (0, 12, 12), NEVER),
        (3, NEVER, (0, 0, 0), IN_COUNTY),
        (4, NEVER, (0, 0, 0), IN_PREFECTURE),
        (5, NEVER, (0, 0, 0), ON_COAST),
        (6, NEVER, (0, 0, 0), NOWHERE),
        (7, NEVER, (0, 12, 12), NEVER),
    )
    filed = file_firms(paired(with_fund, without, package("guarantee_fund"), 2))
    assert filed["gross"] == 24 + 24 + 4 * 24
    assert filed["came anyway"] == 24 + 12 == -filed["deadweight"]
    assert filed["sooner, larger or longer"] == 12
    assert [filed[part] for part in OF_GROSS[2:]] == [24, 24, 24, 0, 24]
    assert filed["others less"] == -12
    assert filed["before help"] == filed["smaller than otherwise"] == filed["suppliers"] == filed["others more"] == 0


def test_parts_add_up_whatever_the_worlds_are() -> None:
    luck = np.random.default_rng(5)
    for _ in range(50):
        sides = []
        for numbers in (range(1, 9), range(3, 11)):
            firms = [
                (number, int(luck.integers(-1, 6)), luck.integers(0, 9, 6), int(luck.integers(-1, 5)))
                for number in numbers
            ]
            sides.append(world(*firms))
        pair = paired(sides[0], sides[1], package("guarantee_fund"), 5)
        filed = file_firms(pair)
        net = sides[0]["staff"][1:].sum() - sides[1]["staff"][1:].sum()
        assert sum(filed[part] for part in TO_ZONE) == net
        assert sum(filed[part] for part in OF_GROSS) == filed["gross"]


def test_graduates_and_everybody_else_share_the_change() -> None:
    zone, county = np.array([12, 3, 0]), np.array([0, 2, 5])
    with_it = {"person_in_zone": zone, "person_in_county": county, "person_trained": np.array([1, 0, 0])}
    without = {"person_in_zone": zone * 0, "person_in_county": county, "person_trained": np.zeros(3, int)}
    assert file_people(with_it, without) == (12, 3)


@pytest.fixture(scope="module")
def demo() -> Scenario:
    return load(Path("scenarios/demo.yaml")).scenarios["demo"]


def test_a_policy_without_effect_has_nothing_but_deadweight(demo: Scenario) -> None:
    """Everybody would have come anyway: a housing budget of a few yuan reaches all and moves nobody."""
    nothing = WorkerHousing(pay_wan_yuan_per_year=1e-4, start_month=1, years=1)
    with_it, without = (live(demo, policies, 3, MONTHS, with_roster=True).roster for policies in ((nothing,), ()))
    filed = file_firms(paired(with_it, without, package("worker_housing"), MONTHS))
    assert filed["came anyway"] == filed["gross"] > 1000
    assert sum(filed[part] for part in TO_ZONE) == 0
    for by in {by for by, _ in by_group(without, MONTHS)}:
        same = {group: value for (kind, group), value in by_group(without, MONTHS).items() if kind == by}
        assert same == {g: v for (kind, g), v in by_group(with_it, MONTHS).items() if kind == by}


def test_everybody_comes_from_the_neighbours_where_there_is_nowhere_else(demo: Scenario) -> None:
    """Whoever does not come settles in the prefecture, nobody in county, province or coast, and nobody gives up."""
    only = {"leads.outside_prefecture": 1.0, "leads.outside_county": 0.0, "leads.outside_none": 0.0}
    only |= {"leads.outside_province": 0.0, "leads.county_share": 0.0}
    factories = StandardFactories(pay_wan_yuan_per_year=600, start_month=1, years=3)
    moved = 0.0
    for seed in range(1, 5):
        with_it, without = (
            live(demo, policies, seed, 72, only, with_roster=True).roster for policies in ((factories,), ())
        )
        filed = file_firms(paired(with_it, without, package("standard_factories"), 72))
        assert filed["from the county"] == filed["from further away"] == filed["would not exist"] == 0
        moved += filed["from the neighbours"]
        staff = with_it["staff"][1:].sum() - without["staff"][1:].sum()
        assert sum(filed[part] for part in TO_ZONE) == staff
    assert moved > 0


def test_the_table_of_a_study_has_no_residual(tmp_path: Path) -> None:
    text = """
question: {en: q, zh: 问}
scenarios: [demo]
years: 2
packages:
  factories: [{use: standard_factories, pay_wan_yuan_per_year: 300, from: 2011-02, years: 2}]
  courses: [{use: public_training, pay_wan_yuan_per_year: 30, from: 2011-02, years: 2}]
  both: [factories, courses]
analyses: [effects, attribution, additionality]
"""
    (tmp_path / "q.yaml").write_text(text)
    study = Experiment.load(tmp_path / "q.yaml").run(tmp_path / "out", replicates=2, workers=1)
    table = study.additionality()
    assert (table[table["part"] == "residual"]["estimate"] == 0).all()
    effects = study.effects().query("month == 24").set_index(["package", "outcome"])["estimate"]
    nets = table[table["part"] == "net"].set_index(["package", "perimeter"])["estimate"]
    for name in ("factories", "courses", "both"):
        assert nets[name, "county"] == pytest.approx(effects[name, "net_job_years"], abs=1e-6)
        assert nets[name, "zone"] == pytest.approx(effects[name, "job_years"], abs=1e-6)
        assert nets[name, "people"] == nets[name, "county"]
    groups = study.store.folder / "groups.csv"
    assert groups.exists()
    study.store.close()
