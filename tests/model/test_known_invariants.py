"""What the monthly books leave open: net worth, bridges, pay once, the dead rest, saved lives (T4, T9, T12, T13)."""

import pickle
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from books_check import balances_by_sector
from small_worlds import demo, every_policy, three_policies

from sim.actors.firm import CLOSED, ELSEWHERE, PRODUCING
from sim.actors.worker import IN_ZONE
from sim.books import BRIDGE_BACK, BRIDGE_OUT
from sim.foundations.tables import same
from sim.scenario import Event
from sim.zone import Zone

SLUMP = (
    Event(kind="export_shock", share=-0.6, from_month=20, months=16),
    Event(kind="credit_squeeze", share=-0.3, from_month=20, months=16),
)
TROUBLE = {"bridge.breach_normal": 0.3, "bridge.breach_squeeze": 0.3, "exit.other_causes_month": 0.01}


@pytest.fixture(scope="module")
def months() -> list[dict[str, Any]]:
    """Every table at the end of each month of a life with every instrument and a slump."""
    zone = Zone(demo(events=SLUMP), every_policy(), 5, 48, TROUBLE)
    kept = []
    for month in range(49):
        if month:
            zone.step()
        tables = {name: table.copy() for name, table in vars(zone).items() if isinstance(table, np.recarray)}
        kept.append({**tables, "deposits": balances_by_sector(zone)})
    return kept


def test_net_worth_of_all_is_what_stands_and_lies(months: list[dict[str, Any]]) -> None:
    """T4: deposits and claims of all sectors add up to nothing in every month, so the net worth of all is real assets.

    A creditor's write-off is his debtor's gain: it moves the worth of sectors and not their sum.
    """
    worth = np.array([each["deposits"] + each["ledger"]["claims"][0].sum(axis=0) for each in months])
    assert (worth.sum(axis=1) == 0).all()
    assert (np.ptp(worth, axis=0) > 0).sum() > 5, "sectors grow richer and poorer"


def test_every_bridge_ends_by_renewal_own_cash_or_loss(months: list[dict[str, Any]]) -> None:
    """T9: what bridge lenders are owed moves by what they lend, what comes back and what is lost, and by nothing."""
    for before, after in pairwise(months):
        turnover = after["ledger"]["turnover"][0]
        loss = int(after["bridge"]["lost"][0] - before["bridge"]["lost"][0])
        moved = int(after["firms"]["bridge"].sum() - before["firms"]["bridge"].sum())
        assert moved == int(turnover[BRIDGE_OUT]) - int(turnover[BRIDGE_BACK]) - loss
        assert loss >= 0
        closed = (after["firms"]["stage"] == CLOSED) & (before["firms"]["stage"] != CLOSED)
        assert loss <= before["firms"]["bridge"][closed].sum() + int(turnover[BRIDGE_OUT])
        assert (after["firms"]["bridge"][after["firms"]["stage"] != PRODUCING] == 0).all()
    assert months[-1]["bridge"]["turned"][0] > 0
    assert any((each["firms"]["bridge"] > 0).any() for each in months)


def test_nobody_is_paid_twice(months: list[dict[str, Any]]) -> None:
    """T12: who works in the zone keeps, beyond what he spends, exactly one month's pay of his post, or less in need."""
    seen = 0
    for before, after in pairwise(months):
        people, firms = after["workers"], after["firms"]
        here = people["place"] == IN_ZONE
        employer = people["employer"][here]
        pay = firms["pay"][employer, people["post"][here]]
        share = float(after["numbers"]["labour_spending_share"][0])
        kept = pay - np.floor(share * pay + 0.5).astype(np.int64)
        gained = (people["balance"] - before["workers"]["balance"])[here]
        in_full = firms["wages_paid"][employer] == firms["wage_bill"][employer]
        assert (gained[in_full] == kept[in_full]).all()
        assert (gained <= kept + 1).all()
        seen += in_full.sum()
    assert seen > 1000


def test_who_has_left_does_nothing_more(months: list[dict[str, Any]]) -> None:
    """T12: after it has closed, or settled elsewhere, nothing of a firm moves but what every row draws or counts.

    And its land, which goes back later.
    """
    for_every_row = {"log_productivity", "variance", "productivity", "post_chance", "pay"}
    counted_to_nothing = {
        "wage_bill",
        "wages_paid",
        "effective",
        "taken",
        "skilled_left",
        "skilled_waiting",
        "applicants",
    }
    land = {"plot", "plot_centi_mu", "land_class"}
    moved = set()
    for before, after in pairwise(months):
        gone = np.isin(before["firms"]["stage"], (CLOSED, ELSEWHERE))
        for name in before["firms"].dtype.names:
            if not np.array_equal(before["firms"][name][gone], after["firms"][name][gone]):
                moved.add(name)
        assert all((after["firms"][name][gone] == 0).all() for name in counted_to_nothing)
    assert (months[-1]["firms"]["stage"] == CLOSED).sum() > 3
    assert moved <= for_every_row | counted_to_nothing | land


@pytest.mark.parametrize("seed", [1, 2])
def test_a_life_saved_at_month_60_goes_on_as_if_nothing_had_happened(seed: int) -> None:
    """T13: saved, closed and opened again, every table of every later month is the same bit for bit."""
    zone = Zone(demo(), three_policies(), seed, 84)
    for _ in range(60):
        zone.step()
    again = pickle.loads(pickle.dumps(zone))
    assert again.numbers is not zone.numbers
    for month in range(61, 85):
        zone.step()
        again.step()
        for name, table in vars(zone).items():
            if isinstance(table, np.recarray):
                assert same(table, getattr(again, name)), f"month {month}: {name}"
