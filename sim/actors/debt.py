"""Debts of the platform company: bank loans, bonds, works on credit, within a ceiling (MODEL.md 3.6.17, E41)."""

import numpy as np

from sim.books import (
    BANK_FIRST,
    BOND_BACK,
    BOND_INTEREST,
    BOND_OUT,
    BONDS,
    BT_INTEREST,
    BT_PAID,
    BT_PAYABLES,
    OUTSIDE_AT,
    PLATFORM_AT,
    PLATFORM_INTEREST,
    PLATFORM_INTEREST_ARREARS,
    PLATFORM_LOAN_BACK,
    PLATFORM_LOAN_OUT,
    PLATFORM_LOANS,
)
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.luck import decision, draw
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row
from sim.foundations.tables import table

TRANCHE_ROOM = 120
NO_DEBT, STANDING_LOAN, BANK_LOAN, BOND, BUILD_TRANSFER = range(5)
# To whom, as which claim, and by which kinds of posting each kind of debt is taken, repaid and served.
CREDITOR = {STANDING_LOAN: BANK_FIRST, BANK_LOAN: BANK_FIRST, BOND: OUTSIDE_AT, BUILD_TRANSFER: OUTSIDE_AT}
CLAIM = {STANDING_LOAN: PLATFORM_LOANS, BANK_LOAN: PLATFORM_LOANS, BOND: BONDS, BUILD_TRANSFER: BT_PAYABLES}
TAKEN = {BANK_LOAN: PLATFORM_LOAN_OUT, BOND: BOND_OUT}
REPAID = {STANDING_LOAN: PLATFORM_LOAN_BACK, BANK_LOAN: PLATFORM_LOAN_BACK, BOND: BOND_BACK, BUILD_TRANSFER: BT_PAID}
SERVED = {
    STANDING_LOAN: PLATFORM_INTEREST,
    BANK_LOAN: PLATFORM_INTEREST,
    BOND: BOND_INTEREST,
    BUILD_TRANSFER: BT_INTEREST,
}
ROLLS_OVER = decision("platform.rolls_over", who="0", law="yes with the chance that a due bank loan is renewed")

DEBT = table(
    "debt",
    kind=column("i8", "", "none, standing loan, bank loan, bond, or works on credit"),
    principal=column("i8", "fen", "still owed"),
    instalment=column("i8", "fen", "due each year; 0 where all is due at the end"),
    taken=column("i8", "month", "of the first day"),
    matures=column("i8", "month", "when the rest is due; 0 never"),
    interest_due=column("i8", "fen", "not paid when it was due"),
)

numbers_of(
    "debt",
    bank_rate=number(0.075, "per year, nominal", "assumption within 7 to 8 %", low=0.06, high=0.09),
    bond_rate=number(0.0725, "per year, nominal", "assumption within 6.5 to 8 %", low=0.065, high=0.08),
    build_transfer_rate=number(0.11, "per year, nominal", "assumption within 10 to 12 %", low=0.10, high=0.12),
    bank_years=number(5, "years", ASSUMPTION, low=3, high=10, departs="not in the design: how long banks lend"),
    bond_years=number(7, "years", ASSUMPTION, low=5, high=10, departs="not in the design: how long bonds run"),
    build_transfer_years=number(4, "years", "assumption within 3 to 5 instalments", low=3, high=5),
    ceiling_land=number(0.5, "of assessed land", "assumption (equation E41 of the design)", low=0.3, high=0.8),
    ceiling_rents=number(0.6, "of the value of rents", "assumption (equation E41 of the design)", low=0.3, high=0.8),
    rent_years=number(
        20,
        "years",
        ASSUMPTION,
        low=10,
        high=30,
        departs="not in the design: how many years of rent count in the ceiling",
    ),
    rollover_slope=number(
        2.0,
        "share per unit of debt over ceiling above 1",
        ASSUMPTION,
        low=0.5,
        high=5.0,
        departs="not in the design: how fast rollover becomes unlikely above the ceiling",
    ),
)


class DebtBook:
    """The platform's tranches: what can be borrowed, what falls due, what cannot be paid."""

    def __init__(self, zone):
        self.zone = zone
        self.distress_months = 0

    def rate(self, kind):
        """Real rate a year."""
        numbers = self.zone.numbers[0]
        nominal = {
            STANDING_LOAN: numbers.debt_bank_rate,
            BANK_LOAN: numbers.debt_bank_rate,
            BOND: numbers.debt_bond_rate,
            BUILD_TRANSFER: numbers.debt_build_transfer_rate,
        }
        return nominal[kind] - numbers.bank_inflation

    def total(self):
        """All that is owed, unpaid interest included, in fen."""
        return int(self.zone.debts["principal"].sum() + self.zone.debts["interest_due"].sum())

    def ceiling(self):
        """Assessed land and the value of rents carry so much debt (E41), in fen."""
        zone, numbers = self.zone, self.zone.numbers[0]
        land = numbers.debt_ceiling_land * zone.land[0].bank / 100 * zone.platform_books[0].assessed_price
        rate, years = self.rate(BANK_LOAN), numbers.debt_rent_years
        rents = 12.0 * zone.platform_books[0].rent_month * (1.0 - (1.0 + rate) ** -years) / rate
        return land + numbers.debt_ceiling_rents * rents

    def take(self, kind, amount):
        """A new tranche, as far as the ceiling allows; works on credit bring no cash. The sum taken, in fen."""
        zone, numbers = self.zone, self.zone.numbers[0]
        amount = int(min(amount, max(0.0, self.ceiling() - self.total())))
        if amount <= 0:
            return 0
        years = {
            BANK_LOAN: numbers.debt_bank_years,
            BOND: numbers.debt_bond_years,
            BUILD_TRANSFER: numbers.debt_build_transfer_years,
        }[kind]
        row = zone.debts[int(np.flatnonzero(zone.debts["kind"] == NO_DEBT)[0])]
        row.kind, row.principal, row.taken = kind, amount, zone.month
        row.matures = zone.month + round(12 * years)
        row.instalment = 0 if kind == BOND else -(-amount // round(years))
        zone.owe(PLATFORM_AT, CREDITOR[kind], CLAIM[kind], amount)
        if kind in TAKEN:
            zone.pay(CREDITOR[kind], PLATFORM_AT, TAKEN[kind], amount)
        return amount

    def due(self):
        """Interest and instalments of this month, with what was left before, in fen."""
        return sum(interest + principal for _, interest, principal in self._due_rows())

    def _due_rows(self):
        zone = self.zone
        for at in np.flatnonzero(zone.debts["kind"] != NO_DEBT):
            row = zone.debts[at]
            owed = int(row.interest_due)
            # Interest that is late bears interest itself.
            interest = round(self.rate(int(row.kind)) / 12 * (int(row.principal) + owed)) + owed
            principal = 0
            if row.kind != STANDING_LOAN and zone.month > row.taken and (zone.month - row.taken) % 12 == 0:
                last = zone.month >= row.matures
                principal = int(row.principal) if last else min(int(row.principal), int(row.instalment))
            yield row, interest, principal

    def serve(self):
        """Pay what is due as far as cash goes; principal that cannot be paid is rolled over or missed."""
        zone, unpaid = self.zone, 0
        for row, interest, principal in list(self._due_rows()):
            kind = int(row.kind)
            paid = min(interest, int(zone.platform.balance))
            zone.pay(PLATFORM_AT, CREDITOR[kind], SERVED[kind], paid)
            zone.owe(PLATFORM_AT, CREDITOR[kind], PLATFORM_INTEREST_ARREARS, interest - paid - int(row.interest_due))
            row.interest_due = interest - paid
            unpaid += interest - paid
            if CREDITOR[kind] == BANK_FIRST:
                zone.banks[0].interest_year += paid
            if principal > 0:
                unpaid += self._repay(row, kind, principal)
            if row.principal == 0 and row.interest_due == 0 and kind != STANDING_LOAN:
                row.kind = NO_DEBT
        self.distress_months = self.distress_months + 1 if unpaid > 0 else 0
        return unpaid

    def _repay(self, row, kind, principal):
        """What of an instalment is neither paid nor rolled over, in fen."""
        zone = self.zone
        back = min(principal, int(zone.platform.balance))
        if back < principal and self._rolls_over():
            back = 0
            principal = 0
        zone.pay(PLATFORM_AT, CREDITOR[kind], REPAID[kind], back)
        zone.owe(PLATFORM_AT, CREDITOR[kind], CLAIM[kind], -back)
        row.principal -= back
        if row.principal > 0 and zone.month >= row.matures:
            row.matures = zone.month + 12
        return principal - back

    def _rolls_over(self):
        """Creditors renew what lies below the ceiling; above it, ever less likely."""
        zone, numbers = self.zone, self.zone.numbers[0]
        ratio = self.total() / max(1.0, self.ceiling())
        chance = min(1.0, max(0.0, 1.0 - numbers.debt_rollover_slope * (ratio - 1.0)))
        return draw(first_row(zone.luck), ROLLS_OVER, 0, 0) < chance
