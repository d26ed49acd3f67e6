"""One firm with one loan, its books kept by hand beside the model (T21)."""

import numpy as np
import pytest
from small_worlds import demo

from sim.actors.bank import CAPITAL_LOAN
from sim.actors.firm import CLOSED, PRODUCING
from sim.books import OUTSIDE_AT
from sim.foundations.rules import first_row
from sim.markets.bundles import Lending
from sim.markets.credit import NO_FUND, lend
from sim.zone import Zone

NO_SHOCKS = {
    "firm.productivity_shock": 0.0,
    "firm.productivity_entry_sd": 0.0,
    "firm.equipment_wear_per_year": 0.0,
    "firm.building_wear_per_year": 0.0,
    "firm.dividend_share": 0.0,
    "outside.saturation": 0.0,
    "expansion.full_months": 1000.0,
    "exit.other_causes_month": 0.0,
    "exit.poor_month": 0.0,
    "exit.loss_month": 0.0,
    "gamble.year_sd": 0.0,
    "brand.spend_share": 0.0,
    "technology.least_months": 1000.0,
    "listing.chance_month": 0.0,
}
LOAN_MONTHS = 60


def hands_of(zone: Zone) -> Lending:
    """All that a loan touches, with its one-row tables opened, as the rules of a single loan want it."""
    single = ("environment", "bridge", "ledger", "luck", "numbers")
    tables = zone.tables()
    return Lending(**{name: first_row(table) if name in single else table for name, table in tables._asdict().items()})


def one_firm(demand: float, taken_out: int = 0) -> Zone:
    """One firm with a capital loan of five years, whose customers ask for the same every month.

    Its owner has taken some of its cash out.
    """
    zone = Zone(
        demo(
            firms={"producing": 1, "workers": 80, "debt_share_of_equipment": 0.0},
            pipeline={"intent": 0, "contract": 0, "landed": 0, "leads_per_month": 0.0},
        ),
        (),
        1,
        12,
        NO_SHOCKS,
    )
    zone.environment["demand_factor"] = demand
    firm = first_row(zone.firms[:1])
    assert lend(firm, 0, 300_000_000, CAPITAL_LOAN, float(LOAN_MONTHS), NO_FUND, 0.0, hands_of(zone)) > 0
    firm.balance -= taken_out
    zone.holders["balance"][OUTSIDE_AT] += taken_out
    return zone


def fen(amount: float) -> int:
    """Whole fen, halves upwards."""
    return int(np.floor(amount + 0.5))


class Ledger:
    """The same firm's books kept by hand: expected sales, goods, bills, cash, taxes, one loan in equal parts."""

    def __init__(self, zone: Zone) -> None:
        firm, self.numbers = zone.firms[0], zone.numbers[0]
        self.trade = zone.sectors[firm.trade]
        loan = zone.loans[zone.loans["number"] > 0][0]
        self.instalment, self.rate, self.debt = int(loan.instalment), float(loan.rate), int(loan.principal)
        self.demand = firm.planned_workers * self.trade.revenue * zone.environment[0].demand_factor
        match = zone.environment[0].skill_match_start[firm.trade]
        self.most = min(firm.effective / match, firm.planned_workers) * self.trade.revenue
        self.plain, self.skilled, self.wage = int(firm.workers - firm.skilled_posts), int(firm.skilled_posts), firm.wage
        self.land_tax = firm.plot_centi_mu / 100 * self.numbers.land_tax_mu / 12
        self.expected, self.goods, self.cash = float(firm.expected_sales), float(firm.inventory), int(firm.balance)
        self.due_in, self.bills = list(map(int, firm.collections[:2])), list(map(int, firm.supplier_bills[:2]))
        self.overdue = self.wage_arrears = self.tax_arrears = self.interest_due = self.late_months = 0
        self.year_profit, self.year_tax, self.output = 0.0, 0, 0.0

    def pays(self, amount: int) -> int:
        """As much of this as there is cash for."""
        paid = min(self.cash, amount)
        self.cash -= paid
        return paid

    def month(self, calendar_month: int) -> None:
        """Make, sell, collect; then people, taxes, power, suppliers and the bank, in that order."""
        trade, numbers = self.trade, self.numbers
        stock = numbers.firm_inventory_months * self.expected - self.goods
        self.output = max(0.0, min(self.most, self.expected + 0.3 * stock))
        sold = min(self.demand, self.output + self.goods)
        self.goods += self.output - sold
        self.expected += numbers.firm_expectation_gain * (self.demand - self.expected)
        self.cash += self.due_in.pop(0)
        self.due_in.append(fen(sold))
        materials = trade.materials - numbers.firm_margin_shift
        bought = fen(materials * self.output)
        self.overdue += self.bills.pop(0)
        self.bills[0] += bought // 2
        self.bills.append(bought - bought // 2)
        bill = self._people()
        surcharge = self._taxes(self.output * (1 - materials - trade.energy - trade.other))
        energy, other = fen(trade.energy * self.output), fen(trade.other * self.output)
        self.overdue += energy - self.pays(energy)
        self.overdue += other - self.pays(other)
        self.overdue -= self.pays(self.overdue)
        if calendar_month == 1:
            self.year_profit, self.year_tax = 0.0, 0
        interest = self.debt * self.rate / 12
        costs = surcharge + energy + other + bill * (1 + numbers.firm_oncost) + interest
        self.year_profit += self.output * (1 - materials) - costs
        self._bank()

    def _people(self) -> int:
        piece = 1 - self.numbers.firm_piece_rate_share * (1 - self.output / self.most)
        premium = 1 + self.numbers.firm_skilled_premium
        bill = self.plain * fen(self.wage * piece) + self.skilled * fen(self.wage * premium * piece)
        paid = self.pays(bill)
        self.wage_arrears += bill - paid
        if paid == bill:
            self.wage_arrears -= self.pays(self.wage_arrears)
        self.pays(fen(self.numbers.firm_oncost * paid))
        return bill

    def _taxes(self, value_added: float) -> int:
        vat = fen(self.numbers.firm_vat_share * value_added)
        surcharge = fen(self.numbers.firm_surcharge_share * vat) + fen(self.land_tax)
        on_profit = max(0, fen(self.numbers.firm_profit_tax_share * self.year_profit) - self.year_tax)
        self.year_tax += on_profit
        due = surcharge + on_profit + self.tax_arrears
        self.tax_arrears = due - self.pays(due)
        return surcharge

    def _bank(self) -> None:
        due = fen(self.debt * self.rate / 12) + self.interest_due
        self.interest_due = due - self.pays(due)
        due = min(self.instalment, self.debt)
        back = self.pays(due)
        self.debt -= back
        self.late_months = self.late_months + 1 if back < due or self.interest_due > 0 else 0


def month_of_firm(zone: Zone) -> None:
    """The firm makes, sells, pays and decides; its staff stays, nobody comes and the world stands still."""
    zone._open_month()
    zone._firms_make_and_sell()
    zone._everybody_is_paid()
    zone._bills_and_banks_are_paid()
    zone._firms_decide()
    zone._the_failed_close()


@pytest.mark.parametrize("demand", [0.7, 0.9, 1.0])
def test_a_firm_without_shocks_keeps_the_books_that_one_keeps_by_hand(demand: float) -> None:
    """T21: output, cash and debt are those of a recursion kept beside it, every month, until the loan is repaid.

    Output ends where demand is; the debt falls by the same instalment each month.
    """
    zone = one_firm(demand)
    books = Ledger(zone)
    start = books.debt
    for month in range(1, LOAN_MONTHS + 1):
        month_of_firm(zone)
        books.month(int(zone.environment[0].calendar_month))
        firm = zone.firms[0]
        assert firm.stage == PRODUCING
        assert firm.output == pytest.approx(books.output, rel=1e-12)
        assert firm.debt == books.debt == max(0, start - month * books.instalment)
        assert abs(int(firm.balance) - books.cash) <= month, f"month {month}"
    assert firm.output == pytest.approx(min(books.demand, books.most), rel=1e-3)


@pytest.mark.parametrize(
    ("demand", "taken_out"), [(0.1, 0), (0.1, 300_000_000), (0.2, 300_000_000), (0.3, 400_000_000), (0.4, 500_000_000)]
)
def test_a_firm_that_sells_too_little_fails_in_the_month_that_its_cash_foretells(demand: float, taken_out: int) -> None:
    """T21: default comes with the third month in a row in which the cash of the recursion does not reach the loan."""
    zone = one_firm(demand, taken_out)
    books, foretold, closed = Ledger(zone), 0, 0
    for month in range(1, LOAN_MONTHS + 1):
        month_of_firm(zone)
        if foretold == 0:
            books.month(int(zone.environment[0].calendar_month))
            foretold = month if books.late_months >= zone.numbers[0].bank_default_months else 0
        if closed == 0 and zone.firms[0].stage == CLOSED:
            closed = month
    assert closed == foretold > 3
    assert zone.loans["principal"].sum() == 0
