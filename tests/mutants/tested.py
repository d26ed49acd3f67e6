"""Mutants of rules are judged by tests: signs by the quick tests of their module, keys by the watch over draws too."""

import ast
import contextlib
import importlib
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import asked_keys
import pytest
from forks import in_a_fork, try_in_one_life
from postings import DEATHS, Posting, replacing, wrongly
from rules import TREE, Change

from sim.zone import Zone

MODEL = TREE / "tests" / "model"
PEOPLE = ("test_signs_people.py", "test_signs_skills.py")
CREDIT, FIRMS, CHAINS = "test_signs_credit.py", "test_signs_firms.py", "test_signs_chains.py"
PLACES, KEYS = "test_signs_places.py", "test_keys.py"
INVESTORS = ("test_signs_investors.py", "test_signs_promises.py")
# The quick tests of each module of the markets.
QUICK: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("labour", "search", "skills", "training", "bases", "payroll", "opening", "rounds"), PEOPLE),
    **dict.fromkeys(("credit", "guarantees", "risk", "bridging", "membership", "waterfall", "gambling"), (CREDIT,)),
    **dict.fromkeys(("bills", "goods", "decisions", "distress"), (FIRMS,)),
    **dict.fromkeys(("upgrading", "chains", "knowledge", "following", "founding"), (CHAINS,)),
    **dict.fromkeys(("admission", "approvals", "holding", "holdup", "land_score", "reclaim", "works"), (PLACES,)),
    **dict.fromkeys(("pipeline", "premises", "project", "promises", "promotion", "reputation"), INVESTORS),
}
# This one starts a process of its own, in which nothing is planted.
OWN_PROCESS = "test_everybody_is_asked_for_himself_and_about_what_there_is"


class FirstFailure:
    """Remembers the first test that fails, for pytest."""

    def __init__(self) -> None:
        self.name = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Called by pytest after each part of a test."""
        if report.failed and not self.name:
            self.name = report.nodeid


def naming(module: str, files: Sequence[str]) -> list[str]:
    """The tests in these files that name a module of the markets."""
    found = []
    for file in files:
        tree = ast.parse((MODEL / file).read_text(encoding="utf-8"))
        for test in (each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")):
            if any(isinstance(node, ast.Name) and node.id == module for node in ast.walk(test)):
                found.append(f"{file}::{test.name}")
    return found


def failing(tests: Sequence[str], mutant: Change | None) -> str:
    """The first of these tests that fails with this mutant planted here; empty where all hold."""
    if mutant:
        mutant.plant()
    first = FirstFailure()
    options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "--rootdir", str(TREE), "--deselect"]
    with contextlib.redirect_stdout(io.StringIO()) as told:
        code = pytest.main(
            [*options, f"tests/model/{KEYS}::{OWN_PROCESS}", *(str(MODEL / each) for each in tests)], plugins=[first]
        )
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"the tests did not run: {told.getvalue()}")
    return first.name


def try_signs(mutants: Sequence[Change]) -> Iterator[tuple[Change, str]]:
    """Each turned sign with the test that fails: first those that name its module, then all of its files.

    Before that all of them must hold here, which also loads for all copies what they need.
    """
    files = sorted({file for mutant in mutants for file in QUICK[mutant.market]})
    broken = failing(files, None) if files else ""
    if broken:
        raise RuntimeError(f"{broken} fails without any mutant")
    for mutant in mutants:
        own = QUICK[mutant.market]
        yield mutant, in_a_fork(failing, naming(mutant.market, own), mutant) or in_a_fork(failing, own, mutant)


def try_unnoticed(mutant: Posting) -> str:
    """The quick test that fails where a posting is made wrongly; empty where all hold."""
    files = sorted({file for own in QUICK.values() for file in own})

    def judged() -> str:
        with replacing(mutant.function, wrongly(mutant)):
            return failing(files, None)

    return in_a_fork(judged)


def _decision(mutant: Change) -> int | None:
    """The decision of a shifted draw; None where the caller names it."""
    name = mutant.name.split(".")[1].split(" ")[0].rstrip("0123456789")
    found = getattr(importlib.import_module(mutant.module), name, None)
    return None if found is None else int(found)


def try_keys(mutants: Sequence[Change]) -> Iterator[tuple[Change, str]]:
    """Each shifted key with what the watch over a small life says, else with the test of keys that fails."""
    watch = asked_keys.watched()

    def lived_on(zone: Zone) -> Zone:
        watch.asked.clear()
        zone.step()
        return zone

    def decisions_of(month: Callable[[], Zone]) -> set[int | None]:
        month()
        return {None, *(what for what, _ in watch.asked)}

    def judged(mutant: Change, start: Callable[[], Zone]) -> str:
        watch.asked.clear()
        mutant.plant()
        try:
            return asked_keys.first_wrong(start(), watch).split("\n")[0]
        except DEATHS as error:
            return f"the run dies: {type(error).__name__}: {error}"

    def is_asked(mutant: Change, used: set[int | None]) -> bool:
        return _decision(mutant) in used

    unnoticed = list(mutants)
    life = (asked_keys.MONTHS, asked_keys.busy_zone, lived_on, decisions_of, is_asked, judged)
    for mutant, told in try_in_one_life(list(mutants), *life):
        if told:
            unnoticed.remove(mutant)
            yield mutant, f"asked_keys.py: {told}"
    for mutant in unnoticed:
        yield mutant, in_a_fork(failing, (KEYS, *QUICK.get(mutant.market, ())), mutant)
