"""After payday: taxes, power, suppliers, rent, then banks (MODEL.md 3.4 step 11). Who comes late waits."""

from sim.actors.bank import CAPITAL_LOAN
from sim.actors.firm import FLOOR_PREMISES, PRODUCING
from sim.books import (
    BANK_FIRST,
    ENERGY,
    FIRM_LOANS,
    FUND_FIRST,
    GUARANTEE_FEE,
    INTEREST_ARREARS,
    LOAN_BACK,
    LOAN_INTEREST,
    OTHER_COSTS,
    OUTSIDE_AT,
    PAYABLES,
    PLATFORM_AT,
    PROFIT_TAX,
    PROVINCE_AT,
    RENT,
    RENT_ARREARS,
    SURCHARGES,
    TAX_ARREARS,
    TREASURY_AT,
    VAT,
    owe,
    pay,
)
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.mathematics import fen, logistic
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.credit import bank_accepts, firm_risk_logit, real_rate, seen_risk, working_pledge
from sim.markets.goods import pay_suppliers
from sim.places.factories import BY_DEVELOPER, BY_POLICY, rent_due

numbers_of(
    "tax",
    county_share=number(0.8, "of the local part", ASSUMPTION, low=0.6, high=1.0),
    profit_tax_local=number(0.40, "share", "regulation", low=0.40, high=0.40),
    vat_local_before=number(0.25, "share", "regulation, to April 2016", low=0.25, high=0.25),
    vat_local_after=number(0.50, "share", "regulation, from May 2016", low=0.50, high=0.50),
)


@rule
def value_added(firm, trade, numbers):
    """Output less what is bought, in fen."""
    return firm.output * (1.0 - (trade.materials - numbers.firm_margin_shift) - trade.energy - trade.other)


@rule
def pay_taxes(firm, trade, environment, holders, ledger, numbers):
    """VAT comes from customers and passes the firm by; surcharges and profit tax are its own cost."""
    vat = max(0, fen(numbers.firm_vat_share * value_added(firm, trade, numbers)))
    ours = fen(vat * environment.vat_local_share * numbers.tax_county_share)
    pay(ledger, holders[OUTSIDE_AT], holders[TREASURY_AT], VAT, ours)
    pay(ledger, holders[OUTSIDE_AT], holders[PROVINCE_AT], VAT, vat - ours)
    land_tax = fen(firm.plot_centi_mu / 100.0 * numbers.land_tax_mu / 12.0)
    surcharge = fen(numbers.firm_surcharge_share * vat) + land_tax
    profit_tax = max(0, fen(numbers.firm_profit_tax_share * firm.year_profit) - firm.year_tax)
    due = surcharge + profit_tax + firm.tax_arrears
    paid = min(firm.balance, due)
    owe(ledger, firm, holders[TREASURY_AT], TAX_ARREARS, due - paid - firm.tax_arrears)
    firm.tax_arrears = due - paid
    firm.year_tax += profit_tax
    for_surcharge = min(paid, surcharge)
    rest = paid - for_surcharge
    split_tax(firm, for_surcharge, SURCHARGES, numbers.tax_county_share, holders, ledger)
    local = numbers.tax_profit_tax_local * numbers.tax_county_share
    split_tax(firm, rest, PROFIT_TAX, local, holders, ledger)
    return surcharge


@rule
def split_tax(firm, amount, kind, county_part, holders, ledger):
    """The county's part to the treasury, the rest to province and centre."""
    ours = fen(amount * county_part)
    pay(ledger, firm, holders[TREASURY_AT], kind, ours)
    pay(ledger, firm, holders[PROVINCE_AT], kind, amount - ours)


@rule
def pay_rent(firm, at, tenancies, market, blocks, holders, ledger, numbers):
    """Rent of the month and of earlier months to whoever owns the floors; arrears are collected by the platform."""
    rent = fen(rent_due(tenancies, market, numbers, at))
    due = rent + firm.rent_arrears
    paid = min(firm.balance, due)
    private = 0
    for tenancy in tenancies:
        if tenancy.firm == at:
            part = paid * tenancy.m2 // max(1, firm.floor_m2)
            if blocks[tenancy.block].owner == BY_POLICY:
                market.rent_policy += part
            elif blocks[tenancy.block].owner == BY_DEVELOPER:
                private += part
    pay(ledger, firm, holders[OUTSIDE_AT], RENT, private)
    pay(ledger, firm, holders[PLATFORM_AT], RENT, paid - private)
    owe(ledger, firm, holders[PLATFORM_AT], RENT_ARREARS, due - paid - firm.rent_arrears)
    firm.rent_arrears = due - paid
    return rent


@rule
def firms_pay_bills(
    firms,
    sectors,
    environment,
    tenancies,
    market,
    blocks,
    holders,
    ledger,
    numbers,
):
    """Taxes, power and other costs, suppliers, rent, in that order; then the month's profit is known."""
    market.rent_policy = 0
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            surcharge = pay_taxes(firm, trade, environment, holders, ledger, numbers)
            congestion = numbers.infrastructure_freight_share * (environment.road_factor - 1.0)
            energy = fen(trade.energy * firm.output)
            other = fen((trade.other + congestion) * firm.output)
            firm.overdue_suppliers += charge(firm, holders, ENERGY, energy, ledger)
            firm.overdue_suppliers += charge(firm, holders, OTHER_COSTS, other, ledger)
            pay_suppliers(firm, holders, ledger)
            rent = 0
            if firm.premises == FLOOR_PREMISES:
                rent = pay_rent(firm, at, tenancies, market, blocks, holders, ledger, numbers)
            close_accounts(firm, trade, surcharge + energy + other + rent, environment, numbers)


@rule
def charge(firm, holders, kind, amount, ledger):
    """Pay an outside bill now; what cash does not reach joins the overdue bills. The unpaid part in fen."""
    paid = min(firm.balance, amount)
    pay(ledger, firm, holders[OUTSIDE_AT], kind, paid)
    owe(ledger, firm, holders[OUTSIDE_AT], PAYABLES, amount - paid)
    return amount - paid


@rule
def close_accounts(firm, trade, costs, environment, numbers):
    """Profit of the month before tax: accrued sales less all that was used, wear and interest included."""
    made = firm.output * (1.0 - (trade.materials - numbers.firm_margin_shift))
    wear = firm.equipment * numbers.firm_equipment_wear_per_year / 12.0
    wear += firm.building * numbers.firm_building_wear_per_year / 12.0
    interest = firm.debt * real_rate(numbers) / 12.0
    firm.profit = made - costs - firm.wage_bill * (1.0 + numbers.firm_oncost) - wear - interest
    if environment.calendar_month == 1:
        firm.year_profit = 0.0
        firm.year_tax = 0
    firm.year_profit += firm.profit
    firm.revenue_12 += (firm.output - firm.revenue_12) / 12.0
    firm.profit_12 += (firm.profit - firm.profit_12) / 12.0


@rule
def service_loans(firms, sectors, environment, loans, banks, holders, fund, ledger, luck, numbers):
    """Interest, then principal, then the guarantee fee; bullets are renewed or fall due (yearly renewal)."""
    month = environment.month
    for loan in loans:
        if loan.number > 0:
            firm = firms[loan.firm]
            lender = holders[BANK_FIRST + loan.bank]
            pay_interest(loan, firm, lender, banks, ledger)
            due = loan.instalment if firm.stage == PRODUCING else 0
            if loan.matures <= month:
                due = loan.principal
                if firm.stage != PRODUCING or renewed(loan, firm, sectors[firm.trade], month, luck, numbers):
                    loan.matures = month + 12
                    due = 0
            short = repay(loan, firm, lender, min(due, loan.principal), banks, fund, ledger)
            if loan.cover > 0.0:
                fee = min(firm.balance, fen(loan.fee * loan.principal / 12.0))
                pay(ledger, firm, holders[FUND_FIRST], GUARANTEE_FEE, fee)
                fund.fees_total += fee
            if firm.stage == PRODUCING and (short > 0 or loan.interest_due > 0):
                loan.arrears += 1
            else:
                loan.arrears = 0
            if loan.principal == 0 and loan.interest_due == 0:
                loan.number = 0


@rule
def pay_interest(loan, firm, lender, banks, ledger):
    """Interest of the month and what was left of earlier months."""
    due = fen(loan.principal * loan.rate / 12.0) + loan.interest_due
    paid = min(firm.balance, due)
    pay(ledger, firm, lender, LOAN_INTEREST, paid)
    banks[loan.bank].interest_year += paid
    owe(ledger, firm, lender, INTEREST_ARREARS, due - paid - loan.interest_due)
    firm.interest_arrears += due - paid - loan.interest_due
    loan.interest_due = due - paid


@rule
def repay(loan, firm, lender, due, banks, fund, ledger):
    """Principal that is due, as far as cash reaches; the part that stays unpaid, in fen."""
    paid = min(firm.balance, due)
    pay(ledger, firm, lender, LOAN_BACK, paid)
    reduce_loan(loan, firm, lender, paid, banks, fund, ledger)
    return due - paid


@rule
def reduce_loan(loan, firm, lender, amount, banks, fund, ledger):
    """Less is owed, however that came about: bank, firm and fund strike it from their books together."""
    owe(ledger, firm, lender, FIRM_LOANS, -amount)
    if loan.cover > 0.0:
        before = fen(loan.cover * loan.principal)
        fund.outstanding -= before - fen(loan.cover * (loan.principal - amount))
    loan.principal -= amount
    firm.debt -= amount
    banks[loan.bank].exposure -= amount


@rule
def renewed(loan, firm, trade, month, luck, numbers):
    """Whether the branch renews for a year: the score must pay and collateral, cover included, must still reach."""
    if loan.purpose == CAPITAL_LOAN:
        return False
    logit = firm_risk_logit(firm, trade, month, numbers)
    risk = seen_risk(logit, firm.number, loan.cover, luck, numbers)
    if not bank_accepts(risk, loan.cover, loan.rate, numbers):
        return False
    line = working_pledge(firm, numbers) + loan.cover * loan.principal
    line += numbers.bank_cash_flow_line * firm.revenue_12 * (1.0 - logistic(logit))
    return line >= 0.8 * firm.debt
