"""Money: integer fen that only move, each from one payer to one payee, for a stated kind.

Every holder's `balance` is a deposit with the banks (for the province and the outside world: minus
the reserves that they brought). Balances of all holders, banks included, add up to what they added
up to on the first day: nothing is created here. A bank's own balance is reserves less deposits, so
balance plus loans is its equity.
"""

import numba
from numba import int64, void

from sim.foundations.declare import column
from sim.foundations.rules import PLAIN, signed_rule
from sim.foundations.tables import table

KIND_ROOM = 128
CLAIM_ROOM = 24
SECTOR_ROOM = 8

LEDGER = table(
    "ledger",
    flows=column("i8", "fen", "received less paid this month, by kind and sector", (KIND_ROOM, SECTOR_ROOM)),
    turnover=column("i8", "fen", "paid this month, by kind", (KIND_ROOM,)),
    postings=column("i8", "postings", "made this month, by kind", (KIND_ROOM,)),
    claims=column("i8", "fen", "held less owed, by kind of claim and sector", (CLAIM_ROOM, SECTOR_ROOM)),
    paid=column("i8", "fen", "paid so far, by kind, payer's and payee's sector", (KIND_ROOM, SECTOR_ROOM, SECTOR_ROOM)),
)

HOLDER = table(
    "holder",
    balance=column("i8", "fen", "deposit"),
    number=column("i8", "", "who it is"),
    sector=column("i8", "", "row of the books"),
)


class Overdraft(ArithmeticError):
    """A payment beyond the payer's means: payer, payee, kind, amount, balance. The run is dead."""


def _post(ledger, payer_sector, payee_sector, kind, amount):
    ledger.flows[kind, payer_sector] -= amount
    ledger.flows[kind, payee_sector] += amount
    ledger.turnover[kind] += amount
    ledger.postings[kind] += 1
    ledger.paid[kind, payer_sector, payee_sector] += amount


def _claim(ledger, claim, creditor_sector, debtor_sector, amount):
    ledger.claims[claim, creditor_sector] += amount
    ledger.claims[claim, debtor_sector] -= amount


if PLAIN:
    post = _post
    claim = _claim
else:
    _LEDGER_TYPE = numba.from_dtype(LEDGER.dtype)
    post = signed_rule(void(_LEDGER_TYPE, int64, int64, int64, int64))(_post)
    claim = signed_rule(void(_LEDGER_TYPE, int64, int64, int64, int64))(_claim)
post.__doc__ = "Write one posting into this month's flow matrix and into what was paid so far."
claim.__doc__ = "A creditor's claim on a debtor grows by this amount (or falls, where negative)."
