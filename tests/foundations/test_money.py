import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.books import BANKS, FINAL_SALES, FIRM_LOANS, FIRMS, HOUSEHOLDS, KINDS, LOAN_OUT, OUTSIDE, WAGES, owe, pay
from sim.foundations.money import CLAIM_ROOM, HOLDER, KIND_ROOM, LEDGER, SECTOR_ROOM, Overdraft

SECTORS = (FIRMS, HOUSEHOLDS, BANKS, OUTSIDE)

SAME_LINES = """
import random
from sim.books import pay, owe
from sim.foundations.money import HOLDER, LEDGER, Overdraft

dice = random.Random(3)
ledger, holders = LEDGER.rows(1), HOLDER.rows(8)
holders["sector"] = range(8)
holders["number"] = range(100, 108)
for _ in range(400):
    payer, payee, kind, amount = dice.randrange(8), dice.randrange(8), dice.randrange(50), dice.randrange(-2, 1000)
    try:
        pay(ledger[0], holders[payer], holders[payee], kind, amount)
        owe(ledger[0], holders[payer], holders[payee], kind % 10, amount)
    except Overdraft as refusal:
        print(refusal.args[0], [int(each) for each in refusal.args[1:]])
print(holders.tolist(), [ledger[name].tolist() for name in ledger.dtype.names])
"""


@pytest.fixture
def ledger():
    return LEDGER.rows(1)


def holders_of(sectors=SECTORS, balance=0):
    holders = HOLDER.rows(len(sectors))
    holders["sector"] = sectors
    holders["number"] = [100 + at for at in range(len(sectors))]
    holders["balance"] = balance
    return holders


def test_compiled_and_plain_keep_the_same_books(compiled_and_plain):
    compiled, plain = compiled_and_plain(SAME_LINES)
    assert compiled == plain
    assert "overdraft" in compiled and "not negative" in compiled


def test_the_books_fit_into_the_ledger():
    assert len(KINDS) <= KIND_ROOM
    assert max(SECTORS) < SECTOR_ROOM
    assert FIRM_LOANS < CLAIM_ROOM


def test_a_payment_moves_exactly_its_amount_and_is_written_once(ledger):
    holders = holders_of(balance=500)
    pay(ledger[0], holders[0], holders[1], WAGES, 120)
    assert holders.balance.tolist() == [380, 620, 500, 500]
    assert ledger.flows[0, WAGES, FIRMS] == -120
    assert ledger.flows[0, WAGES, HOUSEHOLDS] == 120
    assert ledger.turnover[0, WAGES] == 120
    assert ledger.postings[0, WAGES] == 1


def test_nothing_paid_is_no_posting(ledger):
    holders = holders_of()
    pay(ledger[0], holders[0], holders[1], WAGES, 0)
    assert ledger.postings.sum() == 0


def test_an_overdraft_names_payer_payee_kind_amount_and_balance(ledger):
    holders = holders_of(balance=3)
    with pytest.raises(Overdraft) as refusal:
        pay(ledger[0], holders[0], holders[1], WAGES, 7)
    assert refusal.value.args == ("overdraft", 100, 101, WAGES, 7, 3)
    assert holders.balance.tolist() == [3, 3, 3, 3]
    assert ledger.turnover.sum() == 0


def test_a_negative_payment_is_refused(ledger):
    holders = holders_of(balance=3)
    with pytest.raises(Overdraft, match="not negative"):
        pay(ledger[0], holders[0], holders[1], WAGES, -1)


def test_only_banks_and_those_beyond_the_county_go_below_nothing(ledger):
    holders = holders_of()
    pay(ledger[0], holders[2], holders[0], LOAN_OUT, 1000)
    pay(ledger[0], holders[3], holders[0], FINAL_SALES, 500)
    assert holders.balance.tolist() == [1500, 0, -1000, -500]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 20), st.integers(0, 10**12)), max_size=60)
)
def test_whatever_is_paid_the_total_stands_still_and_every_account_is_the_sum_of_its_flows(payments):
    """T1: a posting has one payer and one payee, an amount above nothing, and moves nothing else."""
    ledger, holders = LEDGER.rows(1), holders_of()
    for payer, payee, kind, amount in payments:
        try:
            pay(ledger[0], holders[payer], holders[payee], kind, amount)
        except Overdraft:
            continue
    assert holders.balance.sum() == 0
    assert (ledger.flows[0].sum(axis=1) == 0).all()
    for at, sector in enumerate(SECTORS):
        assert ledger.flows[0, :, sector].sum() == holders.balance[at]


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 9), st.integers(-(10**9), 10**9)), max_size=40
    )
)
def test_every_claim_has_two_sides(claims):
    ledger, holders = LEDGER.rows(1), holders_of()
    for debtor, creditor, what, amount in claims:
        owe(ledger[0], holders[debtor], holders[creditor], what, amount)
    assert (ledger.claims[0].sum(axis=1) == 0).all()
    assert holders.balance.sum() == 0
