"""The county at the end of a month: promises, the platform's debts, beds, classes, budget lines."""

from typing import Any

import numpy as np

from sim.actors.debt import BANK_LOAN, BOND, BUILD_TRANSFER, NO_DEBT, STANDING_LOAN
from sim.actors.firm import CLOSED
from sim.actors.worker import IN_COURSE, IN_ZONE
from sim.books import (
    BANKS,
    BONDS,
    BT_PAYABLES,
    CLAIMS,
    FIRMS,
    OUTSIDE,
    PLATFORM,
    PLATFORM_INTEREST_ARREARS,
    PLATFORM_LOANS,
    PROMISES,
    SECTORS_OF_BOOKS,
    TREASURY,
)


def check(zone: Any, found: Any) -> None:
    """T10: promises made are kept, due or cancelled. And what must hold of debts, beds and classes."""
    claims, firms, debts, office = zone.ledger["claims"][0], zone.firms, zone.debts, zone.administration[0]
    due = firms["promise_due"].sum()
    owed = {kind: int(debts["principal"][debts["kind"] == kind].sum()) for kind in range(5)}
    banks = owed[STANDING_LOAN] + owed[BANK_LOAN]
    for what, sector, amount in (
        (PROMISES, FIRMS, due),
        (PROMISES, TREASURY, -due),
        (PLATFORM_LOANS, PLATFORM, -banks),
        (PLATFORM_LOANS, BANKS, banks),
        (BONDS, PLATFORM, -owed[BOND]),
        (BONDS, OUTSIDE, owed[BOND]),
        (BT_PAYABLES, PLATFORM, -owed[BUILD_TRANSFER]),
        (PLATFORM_INTEREST_ARREARS, PLATFORM, -debts["interest_due"].sum()),
    ):
        found.equal(f"{CLAIMS[what]} of {SECTORS_OF_BOOKS[sector]} in the books", claims[what, sector], amount)
    found.equal("debt in rows without one", owed[NO_DEBT], 0)
    found.all_of("a debt is not below zero", (debts["principal"] >= 0) & (debts["interest_due"] >= 0))
    found.equal(
        "promises made are kept, due or cancelled (T10)",
        office.promises_made,
        office.promises_kept + office.promises_cancelled + due,
    )
    found.all_of("the closed are promised nothing", (firms["stage"] != CLOSED) | (firms["promise_due"] == 0))
    found.all_of("a budget line is not below zero", zone.budget_lines["left"] >= 0)
    _classes_and_beds(zone, found)


def _classes_and_beds(zone: Any, found: Any) -> None:
    people, firms = zone.workers, zone.firms
    in_class = people["place"] == IN_COURSE
    by_channel = np.bincount(people["channel"][in_class], minlength=len(zone.school))
    found.all_of("trainees of each channel are in class", zone.school["trainees"] == by_channel)
    in_base = (people["place"] == IN_ZONE) & (people["course_left"] > 0)
    found.all_of(
        "who has months of a course left is in class or in a base", (people["course_left"] > 0) == (in_class | in_base)
    )
    bases = np.bincount(people["employer"][in_base], minlength=len(firms))
    found.all_of("a firm's base holds its people", firms["in_base"] == bases)
    ordered = people["ordered_by"][in_class & (people["ordered_by"] >= 0)]
    found.all_of("a firm's orders are people in class", firms["on_order"] == np.bincount(ordered, minlength=len(firms)))
    found.all_of("only workers of the zone have beds", (people["bed"] == 0) | (people["place"] == IN_ZONE))
