"""A guarantee fund under imposed defaults: losses of a large book, and what banks' caution does to it (T23, T24)."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import stats
from small_worlds import demo

from sim.actors.bank import WORKING_LOAN, Bank
from sim.actors.fund import COMPANY, GuaranteeFund, net_assets
from sim.books import FUND_COSTS, FUND_FIRST, FUND_YIELD, GUARANTEE_FEE, OUTSIDE_AT
from sim.foundations.rules import first_row
from sim.markets.bills import repay
from sim.markets.bundles import Lending
from sim.markets.credit import pay_out, under_guarantee
from sim.markets.distress import close_loan
from sim.markets.guarantees import guarantee_room
from sim.markets.risk import bank_accepts, real_rate
from sim.zone import Zone

COVER, FEE = 0.8, 0.02
# What a debtor still has pays 13 % of its debt; a quarter of claims is recovered: the fund loses 52 % of a loan.
LEFT_SHARE = 0.13
FUND_LOSS = COVER * (1.0 - LEFT_SHARE) * 0.75


class Book:
    """Guaranteed loans of one size to firms that do nothing else, a fund and a branch."""

    def __init__(self, rows: int, capital: int, leverage_cap: float) -> None:
        self.zone = Zone(
            demo(
                firms={"producing": 0, "workers": 0},
                pipeline={"intent": 0, "contract": 0, "landed": 0, "leads_per_month": 100.0},
                labour={"reachable_workers": 0, "county_jobs": 0},
                works=(),
            ),
            (),
            1,
            rows // 250 + 1,
        )
        zone = self.zone
        single = ("environment", "bridge", "ledger", "luck", "numbers")
        tables = zone.tables()._asdict()
        self.hands = Lending(**{name: first_row(table) if name in single else table for name, table in tables.items()})
        self.numbers = self.hands.numbers
        self.fund, self.holder = first_row(zone.funds[:1]), zone.holder(FUND_FIRST)
        self.fund.open, self.fund.cover, self.fund.leverage_cap, self.fund.single_share = 1, COVER, leverage_cap, 0.3
        self.bank = first_row(zone.banks[:1])
        self.fund_agent = next(each for each in zone.institutions if isinstance(each, GuaranteeFund))
        self.bank_agent = next(each for each in zone.institutions if isinstance(each, Bank))
        self.move(FUND_FIRST, capital)

    def move(self, holder: int, amount: int) -> None:
        """Money from outside, without a name."""
        self.zone.holders["balance"][holder] += amount
        self.zone.holders["balance"][OUTSIDE_AT] -= amount

    def of_firm(self, at: int) -> tuple[Any, Any]:
        """The loan in this row and its borrower, in the same row of the firms."""
        return first_row(self.zone.loans[at : at + 1]), first_row(self.zone.firms[at : at + 1])

    def grant(self, at: int, amount: int) -> None:
        """A guaranteed loan; what it bought is worth 13 % of it when it has to be sold."""
        loan, firm = self.of_firm(at)
        loan.number, loan.firm, loan.bank, loan.purpose, loan.fund, loan.cover = at + 1, at, 0, WORKING_LOAN, 0, COVER
        pay_out(loan, firm, amount, self.hands)
        spent = amount - round(LEFT_SHARE * amount)
        firm.balance -= spent
        self.zone.holders["balance"][OUTSIDE_AT] += spent

    def repaid(self, at: int) -> None:
        """The borrower pays all back."""
        loan, firm = self.of_firm(at)
        self.zone.holders["balance"][OUTSIDE_AT] -= loan.principal - firm.balance
        firm.balance = loan.principal
        assert repay(loan, firm, loan.principal, self.hands) == 0
        loan.number = 0

    def fails(self, at: int) -> None:
        """The borrower is closed: the bank takes what is left and calls the guarantee."""
        loan, firm = self.of_firm(at)
        close_loan(loan, firm, self.zone.firms, self.hands)
        firm.balance = 0

    def assets(self) -> float:
        """The fund's net assets, in fen."""
        return float(net_assets(self.fund, self.holder, self.numbers))


def share_in_default(risk: float, correlation: float, rng: np.random.Generator) -> float:
    """The chance of default in a year of one common factor (Vasicek): each firm's own shock comes on top."""
    bad = stats.norm.ppf(risk) - np.sqrt(correlation) * rng.standard_normal()
    return float(stats.norm.cdf(bad / np.sqrt(1.0 - correlation)))


def vasicek(share: np.ndarray, risk: float, correlation: float) -> np.ndarray:
    """How often the share of defaults in a book without end is no more than this."""
    z = np.sqrt(1.0 - correlation) * stats.norm.ppf(share) - stats.norm.ppf(risk)
    return np.asarray(stats.norm.cdf(z / np.sqrt(correlation)))


def test_a_large_book_under_one_common_factor_loses_as_vasicek_says() -> None:
    """T23: 300 years of 1,000 equal loans, risk 4 %, imposed correlation .25: losses by KS, and ruin by the table.

    KS at a false-alarm rate of 0.3 %: the two distributions may differ by .105; a correlation of .15 differs by .145
    and is seen with a power above 90 %, so is a risk of 6 % (.155). P(net assets below nothing) within three
    standard errors (0.3 % each) of section 3.6.11: 0.2, 1.3, 2.3 and 5.1 % at a leverage of 5, 8, 10 and 15.
    """
    risk, correlation, loans, size, years, leverage = 0.04, 0.25, 1000, 1_000_000, 300, 10
    rng = np.random.default_rng(23)
    volume = loans * size
    capital = round(COVER * volume / leverage)
    book = Book(loans, capital, leverage)
    for at in range(loans):
        book.grant(at, size)
    lost, shares, ruined = [], [], 0
    for _ in range(years):
        book.move(FUND_FIRST, round(FEE * volume))
        before = book.assets()
        assert before == capital + round(FEE * volume)
        failed = rng.binomial(loans, share_in_default(risk, correlation, rng))
        for at in range(failed):
            book.fails(at)
        lost.append(before - book.assets())
        ruined += book.assets() < 0
        shares.append(failed)
        assert lost[-1] == FUND_LOSS * size * failed
        for at in range(failed):
            book.grant(at, size)
        # A new year begins with the same capital and without old claims.
        book.move(FUND_FIRST, capital - int(book.holder.balance))
        book.fund.recoverable = book.fund.unpaid = 0
        book.bank.unpaid[:] = 0
    # Whole numbers of defaults are spread evenly over their last thousandth.
    spread = (np.array(lost) / (FUND_LOSS * size) + rng.random(years)) / (loans + 1)
    found = stats.ks_1samp(spread, vasicek, args=(risk, correlation))
    assert found.pvalue > 0.003, found
    for at, expected in ((5, 0.002), (8, 0.013), (10, 0.023), (15, 0.051)):
        seen = np.mean(np.array(lost) > (COVER / at + FEE) * volume)
        assert abs(seen - expected) < 3.0 * np.sqrt(expected / years) + 0.5 / years, (at, seen)
        if at == leverage:
            assert ruined == round(seen * years)


MONTHS, COMING, TERM = 36, 3, 12
LOAN, CAPITAL = 100_000_000, 300_000_000


@dataclass
class Life:
    """Three years of a fund: three firms a month ask for a loan of a year, a slump of its own depth after 18 months.

    Where banks are not careful, they believe what they believed and stop for nothing.
    """

    book: Book
    careful: bool
    depth: float
    luck: np.ndarray
    since: dict[int, int] = field(default_factory=dict)
    lowest: float = np.inf
    stopped: bool = False

    def month(self, month: int) -> None:
        """Old claims, fees, repayments and failures, new loans, then the month is closed and judged."""
        book = self.book
        book.zone._open_month()
        book.bank.called[:], book.fund.claims_month = 0, 0
        before = book.assets()
        book.fund_agent._pay_what_is_owed()
        fees = round(FEE / 12 * int(book.zone.loans["principal"].sum()))
        book.zone.pay(OUTSIDE_AT, FUND_FIRST, GUARANTEE_FEE, fees)
        hazard = self.depth if 19 <= month <= 30 else 0.003
        for at, since in list(self.since.items()):
            if self.luck[month, at % (COMING * TERM)] < hazard:
                book.fails(at)
                del self.since[at]
            elif month - since >= TERM:
                book.repaid(at)
                del self.since[at]
        for at in range(COMING * month, COMING * (month + 1)):
            self.ask(at, month)
        book.fund_agent.close_month()
        if self.careful:
            book.bank_agent._believe()
        else:
            book.fund.suspended = 0
        self.only_losses_and_costs(before, fees)
        self.lowest = min(self.lowest, book.assets())
        self.stopped |= book.fund.suspended == 1

    def ask(self, at: int, month: int) -> None:
        """A firm with collateral for three tenths of a loan asks for it under guarantee."""
        book = self.book
        belief = float(book.bank.belief[COMPANY])
        room = guarantee_room(book.fund, book.assets(), 0.0, book.numbers) / COVER
        _, covered = under_guarantee(float(LOAN), 0.3 * LOAN, belief * COVER, room)
        if covered >= 1.0 and bank_accepts(0.035, belief * COVER, real_rate(book.numbers), book.numbers):
            book.grant(at, int(covered))
            self.since[at] = month

    def only_losses_and_costs(self, before: float, fees: int) -> None:
        """Net assets moved by fees, yield, running costs and the part of claims that nobody will recover."""
        book, turnover = self.book, self.book.zone.ledger["turnover"][0]
        assert turnover[GUARANTEE_FEE] == fees
        earned = fees + int(turnover[FUND_YIELD]) - int(turnover[FUND_COSTS])
        expected = before + earned - 0.75 * book.fund.claims_month
        assert abs(book.assets() - expected) <= 2.0


def lives(careful: bool, count: int) -> list[Life]:
    """The same years for every arm: depth of the slump and who fails when do not depend on what banks do."""
    found = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        life = Life(
            Book(COMING * (MONTHS + 2), CAPITAL, 10.0),
            careful,
            rng.uniform(0.0, 0.05),
            rng.random((MONTHS + 1, COMING * TERM)),
        )
        for month in range(1, MONTHS + 1):
            life.month(month)
        found.append(life)
    return found


def test_what_banks_caution_does_to_a_fund_in_a_slump() -> None:
    """T24: carefree banks: a fund is ruined by losses alone. Careful ones stop it early, and so save some.

    Every month of every life net assets move by fees, yield, costs and losses, to two fen. Forty pairs of lives with
    the same slump and failures: 18 funds are ruined, or 12 of the same 18, and the lowest net assets are higher
    by .17 of the capital (standard error .045). Two standard errors are asked for: a false alarm in 2.3 %, and a gain
    of .15 is seen with a power of 90 %.
    """
    carefree, careful = lives(False, 40), lives(True, 40)
    assert not any(life.stopped for life in carefree)
    assert np.mean([life.stopped for life in careful]) > 0.5
    for life in carefree:
        assert life.lowest > 0 or 0.75 * life.book.fund.claims_total > CAPITAL
    ruined, still = (np.array([life.lowest < 0 for life in each]) for each in (carefree, careful))
    gain = np.array([one.lowest - other.lowest for one, other in zip(careful, carefree, strict=True)])
    assert ruined.any() and not ruined.all()
    assert (ruined & ~still).sum() > (still & ~ruined).sum()
    assert gain.mean() > 2.0 * gain.std(ddof=1) / np.sqrt(len(gain))
