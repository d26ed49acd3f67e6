"""Accounts, postings, claims and draws of the twin of the credit market, the plain way."""

import hashlib
from collections import Counter
from functools import cache

from sim.foundations.luck import draw_hash_plain

NEVER_SHORT = ("banks", "province", "outside")


class Account:
    """Who holds a deposit and nothing else that the credit market changes: households, treasury, outside."""

    def __init__(self, name: str, balance: int) -> None:
        self.name, self.balance = name, balance
        # The rest of the county counts among the firms.
        self.sector = "firms" if name == "county" else name


class Books:
    """What was paid, by kind, and who owes more than before, by kind of claim and sector."""

    def __init__(self, paid: Counter[str], owed: Counter[tuple[str, str]]) -> None:
        self.paid, self.owed = Counter(paid), Counter(owed)

    def pay(self, payer, payee, kind: str, amount: int) -> int:
        """Move whole fen; nobody but banks, province and outside can pay what he does not have."""
        assert isinstance(amount, int), f"{kind}: {amount!r} is not whole fen"
        assert amount >= 0, f"{kind}: {amount} is negative"
        assert payer.sector in NEVER_SHORT or payer.balance >= amount, f"{kind}: overdraft"
        payer.balance -= amount
        payee.balance += amount
        self.paid[kind] += amount
        return amount

    def pay_up_to(self, payer, payee, kind: str, amount: int) -> int:
        """Pay as far as the payer's cash goes; the sum paid."""
        return self.pay(payer, payee, kind, min(payer.balance, amount))

    def owe(self, debtor, creditor, what: str, amount: int) -> None:
        """The debtor owes the creditor so much more, or less where negative."""
        self.owed[what, creditor.sector] += amount
        self.owed[what, debtor.sector] -= amount


@cache
def _code(decision: str) -> int:
    return int.from_bytes(hashlib.blake2b(decision.encode(), digest_size=8).digest(), "little")


class Luck:
    """Uniforms named by decision, person and alternative: of this month or for life."""

    def __init__(self, month_key: int, life_key: int) -> None:
        self._month_key, self._life_key = month_key, life_key

    def draw(self, decision: str, who: int, k: int = 0) -> float:
        """This month's uniform."""
        return self._uniform(self._month_key, decision, who, k)

    def for_life(self, decision: str, who: int, k: int = 0) -> float:
        """The uniform that this person keeps."""
        return self._uniform(self._life_key, decision, who, k)

    @staticmethod
    def _uniform(key: int, decision: str, who: int, k: int) -> float:
        return ((draw_hash_plain(key, _code(decision), who, k) >> 12) + 0.5) / 2**52
