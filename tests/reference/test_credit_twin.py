"""The credit market and its slow twin: the same loans, guarantees, claims and books, to the last fen."""

import ast
from collections import Counter
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from credit_reading import Tables, differences, read
from credit_worlds import watched_zone

HERE = Path(__file__).parent
TWIN = ("credit_actors", "credit_books", "credit_bridges", "credit_facts")
TWIN += ("credit_failing", "credit_fund", "credit_lending", "credit_twin")
# Each fourth seed has the company, the mutual, the pool, or all three. Funds are robbed in the zones of even seeds.
SMALL, MONTHS = (2, 6, 11, 12, 13, 14, 16, 17, 20, 24), 36
WHOLE, LONG = tuple(range(1, 25)), 60
ROBBED_EVERY = 9
# How often each thing has to happen over all small lives, so that agreement about it means something.
ENOUGH = {
    "refusals": 200,
    "company: guarantees": 40,
    "mutual: guarantees": 20,
    "pool: guarantees": 40,
    "company: months with claims": 6,
    "mutual: months with claims": 2,
    "pool: months with claims": 3,
    "co_guarantee": 3,
    "province carries": 6,
    "county carries": 6,
    "insurer carries": 6,
    "own losses": 20,
    "unpaid": 5,
    "suspended": 20,
    "trust": 10,
    "doubt": 5,
    "refills": 1,
    "recoverable": 50,
    "arrears": 100,
    "renewals": 200,
    "bridge_out": 10,
    "private_out": 10,
    "insurance_premium": 50,
    "member_refund": 5,
}


@cache
def lived(seed: int, months: int) -> Counter[str]:
    """What a zone saw in so many months, each round of which its twin took as well."""
    zone = watched_zone(seed, months)
    for month in range(1, months + 1):
        zone.step()
        if seed % 2 == 0 and month % ROBBED_EVERY == 0:
            zone.is_robbed()
    return zone.seen


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A few lives in the suite, all with `--size whole`."""
    if "seed" in metafunc.fixturenames:
        whole = metafunc.config.getoption("--size") == "whole"
        metafunc.parametrize("seed", WHOLE if whole else SMALL)


@pytest.fixture
def months(size: str) -> int:
    return LONG if size == "whole" else MONTHS


def test_the_credit_market_and_its_twin_agree_in_every_round(seed: int, months: int) -> None:
    """T25: every loan, firm, fund, branch, account, posting and claim after every round of every month."""
    assert lived(seed, months).total() > 0


def test_enough_was_lent_guaranteed_called_and_refused(size: str, months: int) -> None:
    seen = sum((lived(seed, months) for seed in (WHOLE if size == "whole" else SMALL)), Counter())
    assert {what: seen[what] for what, least in ENOUGH.items() if seen[what] < least} == {}


def test_a_fen_more_is_seen() -> None:
    zone = watched_zone(1, 12)
    zone.step()
    facts = read(zone, Tables.of(zone))
    assert list(differences(facts, deepcopy(facts))) == []
    other = deepcopy(facts)
    other.loans[0].principal += 1
    other.branches[2].belief["pool"] *= 1.0 + 1e-8
    other.firms[3].stage = "closed"
    other.owed["subrogation", "firms"] -= 1
    found = [each.split(":")[0] for each in differences(other, facts)]
    assert found == ["firms.3.stage", "loans.0.principal", "branches.2.belief.pool", "owed.('subrogation', 'firms')"]


@pytest.mark.parametrize("name", TWIN)
def test_the_twin_takes_nothing_of_the_model_but_its_foundations(name: str) -> None:
    tree = ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    ours = {each for each in imported if each.split(".")[0] == "sim"}
    assert all(each.startswith("sim.foundations.") for each in ours)
    assert not imported & {"credit_reading", "credit_watched", "credit_worlds"}
