"""Do the tests of the books notice a missing posting? Each kind of payment and of claim is dropped in turn.

Run it as `python tests/mutants.py` (some minutes): it prints what was noticed, when and how. A small zone
lives in plain Python, since compiled rules would keep the `pay` that they were compiled with.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

os.environ["NUMBA_DISABLE_JIT"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent / "model"))

from books_check import Bookkeeper
from small_worlds import every_policy, three_policies, tiny

from sim import books
from sim.policies import Policy
from sim.policies.guarantee_fund import GuaranteeFund
from sim.scenario import Event, Scenario
from sim.zone import Zone

MONTHS = 36
PAYMENT, CLAIM = "pay", "owe"


@dataclass(frozen=True)
class Mutant:
    """One kind of payment or of claim that is forgotten."""

    function: str
    kind: int

    @property
    def name(self) -> str:
        """The kind's name in the books."""
        return (books.KINDS if self.function == PAYMENT else books.CLAIMS)[self.kind]


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


def worlds() -> list[tuple[Scenario, tuple[Policy, ...], int, dict[str, float]]]:
    """Three small zones: a usual one; one that customers leave for a year and a half; a wretched one."""
    slump = (Event(kind="export_shock", share=-0.7, from_month=8, months=18),)
    crisis = (Event(kind="export_shock", share=-0.5, from_month=16, months=30),)
    factories, _, courses = three_policies()
    return [
        (tiny(), every_policy(dose=0.5), 5, FULL_ROADS),
        (tiny().model_copy(update={"events": slump}), three_policies(), 6, {}),
        (tiny().model_copy(update={"events": crisis}), (factories, SMALL_FUND, courses), 5, WRETCHED),
    ]


@contextmanager
def forgetting(mutant: Mutant) -> Iterator[list[int]]:
    """While this lasts, every module's `pay` (or `owe`) leaves out one kind; gives how often it did."""
    original: Callable[..., Any] = getattr(books, mutant.function)
    left_out: list[int] = []

    def pay(ledger: Any, payer: Any, payee: Any, kind: int, amount: int) -> None:
        if kind != mutant.kind:
            original(ledger, payer, payee, kind, amount)
        elif amount != 0:
            left_out.append(amount)

    users = [each for name, each in sys.modules.items() if name.split(".")[0] == "sim"]
    users = [each for each in users if getattr(each, mutant.function, None) is original]
    for each in users:
        setattr(each, mutant.function, pay)
    try:
        yield left_out
    finally:
        for each in users:
            setattr(each, mutant.function, original)


def noticed(mutant: Mutant, months: int = MONTHS) -> str:
    """When and how the forgotten posting came to light; empty where it did not, `never posted` where there was none."""
    happened = False
    for scenario, policies, seed, changes in worlds():
        with forgetting(mutant) as left_out:
            try:
                keeper = Bookkeeper(Zone(scenario, policies, seed, months, changes))
                for _ in range(months):
                    found = keeper.month()
                    if found:
                        return found[0]
            except (ArithmeticError, ValueError, IndexError, LookupError) as error:
                return f"the run dies: {type(error).__name__}: {error}"
        happened = happened or bool(left_out)
    return "" if happened else "never posted"


def mutants() -> list[Mutant]:
    """Every kind of payment, then every kind of claim."""
    payments = [Mutant(PAYMENT, kind) for kind in range(len(books.KINDS))]
    return payments + [Mutant(CLAIM, kind) for kind in range(len(books.CLAIMS))]


def named(names: Sequence[str]) -> list[Mutant]:
    """The mutants of these kinds."""
    return [mutant for mutant in mutants() if mutant.name in names]


def main() -> int:
    """Print the table, for all or for the kinds named; exit code 1 where something was forgotten and nobody noticed."""
    tried = named(sys.argv[1:]) if sys.argv[1:] else mutants()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        answers = list(pool.map(noticed, tried))
    for mutant, answer in zip(tried, answers, strict=True):
        print(f"{mutant.function} {mutant.name:22s} {answer or 'NOT NOTICED'}", flush=True)
    missed = [mutant.name for mutant, answer in zip(tried, answers, strict=True) if not answer]
    never = [mutant.name for mutant, answer in zip(tried, answers, strict=True) if answer == "never posted"]
    noticed_count = len(answers) - len(missed) - len(never)
    print(
        f"{noticed_count} of {len(answers)} noticed; not noticed: {missed or 'none'}; never posted: {never or 'none'}"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
