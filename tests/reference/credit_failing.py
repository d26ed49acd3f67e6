"""Firms that close: who is called, what is sold, who is served in which order, who carries the rest (3.6.13, E18)."""

from credit_actors import Firm, Loan
from credit_bridges import close_bridges
from credit_lending import owe_more, take_stake_back

from sim.foundations.mathematics import whole

CALLED = 1000


def bank_calls(loan: Loan) -> None:
    """After so many months in arrears the borrower is marked as called."""
    if loan.arrears >= loan.numbers["bank_default_months"]:
        loan.borrower.arrears_months = max(loan.borrower.arrears_months, CALLED)


def owner_gives_up(firm: Firm) -> bool:
    """Some stop for reasons of their own; poor and losing firms more, after a first year; tenants more easily."""
    numbers = firm.numbers
    hazard = numbers["exit_other_causes_month"]
    if firm.model.month - firm.started >= numbers["exit_first_months"]:
        margin = firm.profit_12 / max(firm.revenue_12, 1.0)
        hazard += numbers["exit_poor_month"] * (margin < numbers["exit_poor_margin"])
        hazard += numbers["exit_loss_month"] * (margin < numbers["exit_loss_margin"])
    if firm.on_floor:
        hazard *= numbers["exit_tenant_factor"]
    return firm.model.luck.draw("firm.gives_up", firm.number) < hazard


def is_over(firm: Firm, leaving: Firm | None) -> bool:
    """Whether a producing firm closes now; one that waits for a promised loan is left alone."""
    starved = firm.arrears_months >= 6 and firm.balance == 0
    return not firm.renewing and (firm is leaving or firm.arrears_months >= CALLED or starved or owner_gives_up(firm))


def wind_up(firm: Firm) -> None:
    """All is sold; workers, treasury, landlord, banks, bridges, private lenders, suppliers in that order; the owner."""
    books, accounts, numbers = firm.model.books, firm.model.accounts, firm.numbers
    _customers_pay(firm)
    sold = numbers["choice_scrap_equipment"] * (firm.equipment + firm.expansion_capital)
    sold += numbers["land_resale_share"] * (firm.building + firm.expansion_building)
    books.pay(accounts["outside"], firm, "used_assets", whole(sold))
    take_stake_back(firm)
    ranks = (("households", "wages", "wage"), ("treasury", "surcharges", "tax"), ("platform", "rent", "rent"))
    for creditor, kind, what in ranks:
        due = getattr(firm, f"{what}_arrears")
        books.pay_up_to(firm, accounts[creditor], kind, due)
        books.owe(firm, accounts[creditor], f"{what}_arrears", -due)
        setattr(firm, f"{what}_arrears", 0)
    for loan in firm.loans():
        write_off(loan)
    close_bridges(firm)
    books.pay_up_to(firm, accounts["outside"], "input_purchases", firm.overdue_suppliers)
    books.owe(firm, accounts["outside"], "payables", -firm.overdue_suppliers)
    firm.overdue_suppliers = 0
    owner, kind = ("households", "equity_out_local") if firm.local_owner else ("outside", "equity_out_outside")
    books.pay(firm, accounts[owner], kind, firm.balance)
    firm.equipment = firm.building = firm.land_paid = firm.expansion_capital = firm.expansion_building = 0.0
    firm.group, firm.group_full, firm.refused = -1, 0, 0
    firm.stage, firm.since = "closed", firm.model.month


def _customers_pay(firm: Firm) -> None:
    """Customers settle at once; bills that are not yet due fall due; nothing more is made or expected."""
    books, outside = firm.model.books, firm.model.accounts["outside"]
    books.owe(outside, firm, "receivables", -books.pay(outside, firm, "final_sales", sum(firm.collections)))
    firm.overdue_suppliers += sum(firm.supplier_bills)
    firm.collections, firm.supplier_bills = [0, 0, 0], [0, 0, 0]
    firm.inventory = firm.expected_sales = 0.0


def write_off(loan: Loan) -> None:
    """Interest, then principal, from what is left; the loss goes down the waterfall; the bank books its own part."""
    books, firm, lender = loan.model.books, loan.borrower, loan.lender
    books.pay_up_to(firm, lender, "loan_recovered", loan.interest_due)
    books.owe(firm, lender, "interest_arrears", -loan.interest_due)
    firm.interest_arrears -= loan.interest_due
    loan.interest_due = 0
    owe_more(loan, -books.pay_up_to(firm, lender, "loan_recovered", loan.principal))
    loss = loan.principal
    owe_more(loan, -loss)
    own = loan.guarantor.carry(loan, loss) if loan.covered and loss > 0 else loss
    lender.interest_year -= own
    lender.losses += own
    loan.model.loans.remove(loan)
