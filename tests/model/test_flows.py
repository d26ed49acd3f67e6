"""Who paid whom, as a life keeps it: no fen is missing, and the purse's balance is the fiscal balance."""

import numpy as np
import pytest
from books_check import balances_by_sector
from small_worlds import demo, every_policy, three_policies

from sim.books import FUND, KIND_LABELS, KINDS, PLATFORM, SECTOR_LABELS, SECTORS_OF_BOOKS, TREASURY
from sim.indicators import live
from sim.indicators.budget import ASIDE
from sim.indicators.flows import FEN, KIND, PAYEE, PAYER, YEAR_END, Flows
from sim.zone import Zone

SECTORS = len(SECTORS_OF_BOOKS)
FEN_PER_WAN_YUAN = 1_000_000


def net_by_sector(rows: np.ndarray) -> np.ndarray:
    """Received less paid by each sector, in fen."""
    net = np.zeros(SECTORS, np.int64)
    np.add.at(net, rows[:, PAYEE], rows[:, FEN])
    np.add.at(net, rows[:, PAYER], -rows[:, FEN])
    return net


@pytest.mark.parametrize("policies", [three_policies(), every_policy()])
def test_what_a_sector_takes_less_what_it_pays_is_the_change_of_its_cash(policies) -> None:
    zone = Zone(demo(), policies, 1, 42)
    before, flows, months = balances_by_sector(zone), Flows(zone.ledger, 42), []
    for month in range(1, 43):
        zone.step()
        flows.look(month)
        months.append(zone.ledger["flows"][0, : len(KINDS)].copy())
    rows = flows.rows()
    assert np.array_equal(net_by_sector(rows), balances_by_sector(zone) - before)
    assert set(rows[:, YEAR_END]) == {12, 24, 36, 42}
    # Nor is one kind booked as another: each adds up to what the months' matrices say.
    for kind in range(len(KINDS)):
        assert np.array_equal(net_by_sector(rows[rows[:, KIND] == kind]), sum(months)[kind])
    assert (rows[:, FEN] > 0).all()


def test_a_life_keeps_the_flows_of_its_own_months() -> None:
    life = live(demo(), three_policies(), 1, 25)
    zone = Zone(demo(), three_policies(), 1, 25)
    flows = Flows(zone.ledger, 25)
    for month in range(1, 26):
        zone.step()
        flows.look(month)
    assert np.array_equal(life.flows, flows.rows())


def test_without_discounting_the_purses_balances_add_up_to_the_fiscal_balance() -> None:
    changes = {"public.discount_share_per_year": 1e-9}
    life = live(demo(), every_policy(), 3, 48, changes)
    rows = life.flows[~np.isin(life.flows[:, KIND], ASIDE)]
    balance = net_by_sector(rows)[[TREASURY, PLATFORM, FUND]].sum() / FEN_PER_WAN_YUAN
    owed = life.series["platform_debt"][48] - life.series["platform_debt"][0]
    assert life.series["fiscal_npv"][48] == pytest.approx(balance - owed, rel=1e-6, abs=0.01)


def test_every_kind_and_sector_has_its_names() -> None:
    assert tuple(KIND_LABELS) == KINDS
    assert tuple(SECTOR_LABELS) == SECTORS_OF_BOOKS
    for each in (*KIND_LABELS.values(), *SECTOR_LABELS.values()):
        assert each["en"].isascii()
        assert not each["zh"].isascii()
    assert len({each["en"] for each in KIND_LABELS.values()}) == len(KINDS)
    assert len({each["zh"] for each in KIND_LABELS.values()}) == len(KINDS)
