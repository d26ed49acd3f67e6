"""Postings and claims that go wrong: each kind is dropped, or made twice, and the bookkeeper of the tests looks on.

A small zone lives in plain Python, since compiled rules would keep the `pay` that they were compiled with. The zone
is lived once; in the month in which a kind is first posted the process forks, and the fork posts it wrongly from then
on. Until then both would have been the same.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

os.environ["NUMBA_DISABLE_JIT"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "model"))

from books_check import Bookkeeper
from forks import try_in_one_life
from small_worlds import every_policy, three_policies, tiny

from sim import books
from sim.policies import Policy
from sim.policies.guarantee_fund import GuaranteeFund
from sim.scenario import Event, Scenario
from sim.zone import Zone

MONTHS = 36
PAYMENT, CLAIM = "pay", "owe"
DROP, DOUBLE = "drop", "double"
NEVER = "never posted"
DEATHS = (ArithmeticError, ValueError, IndexError, LookupError)

# Roads of the first zone are full at once and cheap to widen.
FULL_ROADS = {
    "infrastructure.road_start_workers": 10.0,
    "infrastructure.road_step_workers": 100.0,
    "infrastructure.road_step_cost": 100_000.0,
    "infrastructure.order_use": 0.99,
}
# In the last zone pay is ruinous, rents are high, banks wait and owners never give up: everything is left unpaid.
WRETCHED = {
    "labour.base_wage": 15_000.0,
    "factory.rent_m2": 40.0,
    "bank.default_months": 100.0,
    "exit.poor_month": 0.0,
    "exit.loss_month": 0.0,
    "exit.other_causes_month": 0.0,
    "fund.margin_share": 0.03,
}
SMALL_FUND = GuaranteeFund(
    pay_wan_yuan_per_year=40, start_month=1, years=1, leverage_cap=15, single_name_share=15.0, cover=1.0
)

World = tuple[Scenario, tuple[Policy, ...], int, dict[str, float]]


@dataclass(frozen=True)
class Posting:
    """One kind of payment or of claim that is forgotten or made twice."""

    action: str
    function: str
    kind: int

    @property
    def name(self) -> str:
        """What is done to which kind of the books."""
        return f"{self.action} {(books.KINDS if self.function == PAYMENT else books.CLAIMS)[self.kind]}"


def postings() -> list[Posting]:
    """Every kind of payment, then every kind of claim: dropped, then doubled."""
    kinds = [(PAYMENT, kind) for kind in range(len(books.KINDS))] + [(CLAIM, kind) for kind in range(len(books.CLAIMS))]
    return [Posting(action, *each) for action in (DROP, DOUBLE) for each in kinds]


def worlds() -> list[World]:
    """Three small zones: a usual one; one that customers leave for a year and a half; a wretched one."""
    slump = (Event(kind="export_shock", share=-0.7, from_month=8, months=18),)
    crisis = (Event(kind="export_shock", share=-0.5, from_month=16, months=30),)
    factories, _, courses = three_policies()
    return [
        (tiny(), every_policy(dose=0.5), 5, FULL_ROADS),
        (tiny().model_copy(update={"events": slump}), three_policies(), 6, {}),
        (tiny().model_copy(update={"events": crisis}), (factories, SMALL_FUND, courses), 5, WRETCHED),
    ]


def opened(world: World) -> Bookkeeper:
    """The books of a world on its first day."""
    scenario, policies, seed, changes = world
    return Bookkeeper(Zone(scenario, policies, seed, MONTHS, changes))


@contextmanager
def replacing(function: str, made: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Iterator[None]:
    """While this lasts, every module's `pay` (or `owe`) is what `made` makes of it."""
    original = getattr(books, function)
    users = [each for name, each in sys.modules.items() if name.split(".")[0] == "sim"]
    users = [each for each in users if getattr(each, function, None) is original]
    for each in users:
        setattr(each, function, made(original))
    try:
        yield
    finally:
        for each in users:
            setattr(each, function, original)


def wrongly(mutant: Posting) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Makes a `pay` that leaves out one kind, or posts it twice."""
    times = 0 if mutant.action == DROP else 2

    def made(original: Callable[..., Any]) -> Callable[..., Any]:
        def pay(ledger: Any, payer: Any, payee: Any, kind: int, amount: int) -> None:
            for _ in range(times if kind == mutant.kind else 1):
                original(ledger, payer, payee, kind, amount)

        return pay

    return made


def kinds_used(act: Callable[[], Any]) -> set[tuple[str, int]]:
    """The kinds of payment and claim that something posts, other than with an amount of nothing."""
    used: set[tuple[str, int]] = set()

    def noting(function: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def made(original: Callable[..., Any]) -> Callable[..., Any]:
            def pay(ledger: Any, payer: Any, payee: Any, kind: int, amount: int) -> None:
                if amount != 0:
                    used.add((function, kind))
                original(ledger, payer, payee, kind, amount)

            return pay

        return made

    with replacing(PAYMENT, noting(PAYMENT)), replacing(CLAIM, noting(CLAIM)):
        act()
    return used


def noticed(mutant: Posting, keeper_of: Callable[[], Bookkeeper]) -> str:
    """When and how the wrong posting came to light; empty where it did not within the months."""
    with replacing(mutant.function, wrongly(mutant)):
        try:
            keeper = keeper_of()
            while keeper.zone.month < MONTHS:
                found = keeper.month()
                if found:
                    return found[0]
        except DEATHS as error:
            return f"the run dies: {type(error).__name__}: {error}"
    return ""


def _lived_on(keeper: Bookkeeper) -> Bookkeeper:
    keeper.month()
    return keeper


def _is_posted(mutant: Posting, used: set[tuple[str, int]]) -> bool:
    return (mutant.function, mutant.kind) in used


def try_postings(mutants: Sequence[Posting]) -> Iterator[tuple[Posting, str]]:
    """Each wrong posting with how it was noticed: empty where it was not, `NEVER` where there was none to make."""
    unnoticed: dict[Posting, str] = dict.fromkeys(mutants, NEVER)
    for world in worlds():
        tried = try_in_one_life(
            list(unnoticed), MONTHS, partial(opened, world), _lived_on, kinds_used, _is_posted, noticed
        )
        for mutant, told in tried:
            unnoticed[mutant] = told
            if told:
                yield mutant, unnoticed.pop(mutant)
    yield from unnoticed.items()
