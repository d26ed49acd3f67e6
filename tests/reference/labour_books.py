"""The books of the slow twin of the labour market: accounts that pay one another, and what was posted."""

import math
from collections import Counter
from dataclasses import dataclass, field


def whole_fen(amount: float) -> int:
    """The nearest whole fen, halves upwards."""
    below = math.floor(amount)
    return below + 1 if amount - below >= 0.5 else below


@dataclass
class Account:
    """Whoever has money and is neither worker nor firm: the treasury, the households' pool, the outside world."""

    sector: str
    balance: int


@dataclass
class Books:
    """What was posted since they were opened, by kind and sector, in fen."""

    flows: Counter = field(default_factory=Counter)
    turnover: Counter = field(default_factory=Counter)
    paid: Counter = field(default_factory=Counter)
    postings: Counter = field(default_factory=Counter)
    claims: Counter = field(default_factory=Counter)

    def pay(self, payer, payee, kind: str, amount: int) -> None:
        """One posting; nothing is posted where nothing is paid."""
        if amount == 0:
            return
        payer.balance -= amount
        payee.balance += amount
        self.flows[kind, payer.sector] -= amount
        self.flows[kind, payee.sector] += amount
        self.turnover[kind] += amount
        self.paid[kind, payer.sector, payee.sector] += amount
        self.postings[kind] += 1

    def owe(self, debtor, creditor, claim: str, amount: int) -> None:
        """The debtor owes so much more, or less where negative."""
        self.claims[claim, creditor.sector] += amount
        self.claims[claim, debtor.sector] -= amount
