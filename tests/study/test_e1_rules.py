"""The rules of experiment E1 on planted lives of which the answer is known."""

import numpy as np
import pytest
from made_up_lives import lived

from experiments.e1 import table, told
from experiments.e1_rules import (
    COMPLEMENTS,
    SUBSTITUTES,
    UNKNOWN,
    Verdict,
    ablation,
    at_equal_cost,
    beyond_each,
    explains,
    gate_share,
    holds,
)
from sim import Experiment
from sim.study.intervals import Interval, mean_interval

RNG = np.random.default_rng(5)
REPLICATES = 8
MAIN = {"f": 7000.0, "g": 2000.0, "t": 1000.0}
TOGETHER = {"fg": 1500.0, "ft": -900.0, "gt": 0.0}


def _parts(package):
    """Which instruments a package holds, and in what doses."""
    halves = {"thirds": {"f": 1 / 3, "g": 1 / 3, "t": 1 / 3}, "w": {}, "subsidy": {}, "announced": {}, "baseline": {}}
    if package in halves:
        return halves[package]
    letters, half = package.removesuffix("_half"), package.endswith("_half")
    return {each: letters.count(each) * (0.5 if half else 1.0) for each in letters}


def _lives(task):
    """Factories and fund help each other, but not where land is loose; money and gates are the same everywhere."""
    parts, luck = _parts(task.arm.package), np.random.default_rng(task.replicate).normal(1, 0.02, 3)
    jobs = 500_000 + sum(dose**0.8 * MAIN[each] * luck["fgt".index(each)] for each, dose in parts.items())
    together = TOGETHER | ({"fg": -1500.0} if task.arm.scenario == "luoshan-2011-land-loose" else {})
    jobs += sum(more for pair, more in together.items() if set(pair) <= set(parts))
    if "equal-pledge" in task.arm.scenario:
        jobs -= TOGETHER["fg"] * ({"f", "g"} <= set(parts))
    money = 100 + 3000 * sum(parts.values())
    return {
        **{"net_job_years": jobs, "public_outlay": money, "public_cost": money / 2},
        **{"fiscal_npv": 900 + 40 * money * ("t" in parts) - money, "signings": 2.0, "building": 2.0, "closed": 5.0},
        # Of two that sign each month, one begins at once; every other month another one is left waiting.
        **{"firms": 30 + np.arange(25.0), "contracts": 1 + np.arange(25.0) // 2, "landed": 3.0},
    }


def _lived(name, folder):
    return lived(Experiment.load(name, years=2), folder, _lives, REPLICATES)


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """All verdicts, the costs, and the page."""
    return told(_lived("e1-three-levers", tmp_path_factory.mktemp("e1")))


def _says(rules, rule, subject):
    found = rules[0]
    here = (found["regime"] == "luoshan-2011") & (found["rule"] == rule) & (found["subject"] == subject)
    (row,) = found[here].to_dict("records")
    return row


def test_what_two_do_together_is_found(rules):
    assert _says(rules, "interaction", "fg")["says"] == COMPLEMENTS
    assert _says(rules, "interaction", "fg")["estimate"] == pytest.approx(1500)
    assert _says(rules, "interaction", "ft")["says"] == SUBSTITUTES
    assert _says(rules, "interaction", "gt")["says"] == UNKNOWN
    assert _says(rules, "three-way", "fgt")["says"] == UNKNOWN


def test_a_second_dose_that_adds_less_is_no_reason_to_mix(rules):
    # Doses work with the power 0.8: the pair beats the mean of the doubles only through what it does together.
    assert _says(rules, "beyond doubling", "fg")["says"] == "more"
    assert _says(rules, "mixed at equal cost", "ft")["says"] == "against f: less"


def test_regimes_that_flip_are_named(rules):
    lines = {line[:2]: line for line in rules[2].split("**Across regimes**")[1].replace("* ", "").strip().splitlines()}
    assert "same sign in 6 of 7: holds; another sign in luoshan-2011-land-loose" in lines["fg"]
    assert "substitutes in the base; same sign in 7 of 7: holds" in lines["ft"]
    assert "does not hold (the interval of the base decides nothing)" in lines["gt"]


def test_a_gate_that_two_thirds_pass_has_room(rules):
    row = _says(rules, "gates passed", "fg")
    assert (row["says"], row["unit"]) == ("room to open", "share")
    assert row["estimate"] == pytest.approx(2 / 3)


def test_costs_are_those_of_a_job_year_and_what_pays_has_none(rules):
    rows = {row["package"]: row for row in rules[1].to_dict("records") if row["regime"] == "luoshan-2011"}
    assert rows["f"]["A"] == pytest.approx(10_000 * 3000 / rows["f"]["effect"])
    assert rows["f"]["B"] == pytest.approx(rows["f"]["A"] / 2)
    assert rows["f"]["C"] == pytest.approx(rows["f"]["A"])
    assert rows["t"]["C_method"] == "pays for itself"
    assert "| pays for itself |" in rules[2]
    assert rows["announced"]["A_method"] == "cost not distinguishable from zero effect"


def test_a_pair_at_equal_cost_is_its_interaction_where_costs_add_up():
    names = ("baseline", "f", "g", "fg")
    y = {name: RNG.normal(100, 5, 20) for name in names}
    base, f, g = (RNG.normal(10, 1, 20) for _ in range(3))
    money = {"baseline": base, "f": base + f, "g": base + g, "fg": base + f + g}
    assert at_equal_cost(y, money, "fg") == pytest.approx(beyond_each(y, "fg"))


def test_a_pair_that_costs_more_than_its_parts_is_worth_less_at_equal_cost():
    y = {"baseline": np.zeros(4), "f": np.full(4, 10.0), "g": np.full(4, 20.0), "fg": np.full(4, 33.0)}
    money = {"baseline": np.zeros(4), "f": np.ones(4), "g": np.ones(4), "fg": np.full(4, 4.0)}
    # For the money of the pair the two apart would have made 60.
    assert at_equal_cost(y, money, "fg") == pytest.approx(-27)


def test_the_interval_at_equal_cost_holds_the_luck_of_the_money():
    rng, covered = np.random.default_rng(9), 0
    for _ in range(400):
        money_f, money_g = rng.normal(10, 2, 30), rng.normal(5, 1, 30)
        zeros = np.zeros(30)
        y = {"baseline": zeros, "f": rng.normal(8, 1, 30), "g": rng.normal(4, 1, 30), "fg": rng.normal(20, 1, 30)}
        money = {"baseline": zeros, "f": money_f, "g": money_g, "fg": rng.normal(20, 3, 30)}
        found = mean_interval(at_equal_cost(y, money, "fg"), 0.95)
        covered += found.lo < 20 - 12 * 20 / 15 < found.hi
    assert covered / 400 == pytest.approx(0.95, abs=0.035)


def test_projects_that_come_through_are_counted_once(tmp_path):
    share = gate_share(_lived("e1-ablation", tmp_path), "luoshan-2011", "baseline")
    # 48 signed, of whom 12 wait: of 36, 24 came through.
    assert share == pytest.approx(np.full(REPLICATES, 24 / 36))


def test_the_channel_without_which_nothing_is_left_is_the_reason(tmp_path):
    rows = table(ablation(_lived("e1-ablation", tmp_path)))
    says = rows[rows["rule"] == "what the channel adds"].set_index("regime")["says"].to_dict()
    assert says.pop("luoshan-2011-equal-pledge") == "the reason"
    assert set(says.values()) == {"not the reason: without it the interaction is still there"}


def test_without_an_interaction_there_is_nothing_to_explain():
    none = Interval(10.0, -500.0, 520.0, 20, 100.0)
    assert explains((none, UNKNOWN), (none, UNKNOWN), none).startswith("nothing to explain")
    some = Interval(900.0, 700.0, 1100.0, 20, 100.0)
    assert explains((some, COMPLEMENTS), (none, UNKNOWN), none) == "perhaps: the difference is not clear"
    assert explains((some, COMPLEMENTS), (none, UNKNOWN), some) == "the reason"


def test_three_regimes_of_seven_are_too_few():
    def verdict(regime, rule, subject, estimate, says):
        return Verdict(regime, rule, subject, Interval(estimate, estimate - 1, estimate + 1, 9, 1.0), says)

    found = []
    for at in range(7):
        for pair in ("fg", "ft", "gt"):
            found.append(verdict(f"r{at}", "interaction", pair, 5.0, COMPLEMENTS))
            found.append(verdict(f"r{at}", "same sign", f"{pair}, net_job_years, cost A", 5.0 if at < 3 else -5.0, ""))
    lines = list(holds(found, "r0"))
    assert lines[0].startswith("fg: complements in the base; same sign in 3 of 7: does not hold")
    assert lines[0].endswith("another sign in r3, r4, r5, r6; residents' gain is not measured")
