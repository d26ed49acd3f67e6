"""After payday: taxes, power, suppliers, rent, then banks (MODEL.md 3.4 step 11). Who comes late waits."""

import numpy as np

from sim.actors.bank import WORKING_LOAN
from sim.actors.firm import FLOOR_PREMISES, IN_PREFECTURE, PRODUCING
from sim.books import (
    BANK_FIRST,
    CROSS_COUNTY_SHARE,
    ENERGY,
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
from sim.foundations.mathematics import fen
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.bridging import bullet_falls_due
from sim.markets.credit import reduce_loan
from sim.markets.goods import pay_suppliers
from sim.markets.holding import tax_times
from sim.markets.risk import real_rate
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
    if firm.outside_choice == IN_PREFECTURE:
        # The neighbours are a part of the province's account.
        shared = min(holders[TREASURY_AT].balance, fen(environment.cross_county_share * ours))
        pay(ledger, holders[TREASURY_AT], holders[PROVINCE_AT], CROSS_COUNTY_SHARE, shared)
    usual = firm.plot_centi_mu / 100.0 * numbers.land_tax_mu / 12.0
    land_tax = fen(usual * tax_times(firm.land_class, environment, numbers))
    surcharge = fen(numbers.firm_surcharge_share * vat) + land_tax
    profit_tax = max(0, fen(numbers.firm_profit_tax_share * firm.year_profit) - firm.year_tax)
    due = surcharge + profit_tax + firm.tax_arrears
    paid = min(firm.balance, due)
    owe(ledger, firm, holders[TREASURY_AT], TAX_ARREARS, due - paid - firm.tax_arrears)
    firm.tax_arrears = due - paid
    firm.year_tax += profit_tax
    firm.county_tax_year += ours
    for_surcharge = min(paid, surcharge)
    rest = paid - for_surcharge
    split_tax(firm, for_surcharge, SURCHARGES, numbers.tax_county_share, holders, ledger)
    local = numbers.tax_profit_tax_local * numbers.tax_county_share
    firm.county_tax_year += fen(rest * local)
    split_tax(firm, rest, PROFIT_TAX, local, holders, ledger)
    return surcharge


@rule
def split_tax(firm, amount, kind, county_part, holders, ledger):
    """The county's part to the treasury, the rest to province and centre."""
    ours = fen(amount * county_part)
    pay(ledger, firm, holders[TREASURY_AT], kind, ours)
    pay(ledger, firm, holders[PROVINCE_AT], kind, amount - ours)


@rule
def pay_rent(firm, at, ground, holders, ledger, numbers):
    """Rent of the month and of earlier months to whoever owns the floors; arrears are collected by the platform."""
    tenancies, market, blocks = ground.tenancies, ground.market, ground.blocks
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
def firms_pay_bills(firms, sectors, lending, ground):
    """Taxes, power and other costs, suppliers, rent, in that order; then the month's profit is known."""
    environment, holders, ledger, numbers = lending.environment, lending.holders, lending.ledger, lending.numbers
    ground.market.rent_policy = 0
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            surcharge = pay_taxes(firm, trade, environment, holders, ledger, numbers)
            congestion = numbers.infrastructure_freight_share * (environment.road_factor - 1.0)
            energy = fen(trade.energy * firm.energy_factor * firm.output)
            other = fen((trade.other + congestion) * firm.output)
            firm.overdue_suppliers += charge(firm, holders, ENERGY, energy, ledger)
            firm.overdue_suppliers += charge(firm, holders, OTHER_COSTS, other, ledger)
            pay_suppliers(firm, holders, ledger)
            rent = 0
            if firm.premises == FLOOR_PREMISES:
                rent = pay_rent(firm, at, ground, holders, ledger, numbers)
            close_accounts(firm, trade, surcharge + energy + other + rent + firm.taken, environment, numbers)


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
    made = firm.output * (1.0 - (trade.materials - numbers.firm_margin_shift)) + firm.local_saving
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
def service_loans(firms, sectors, lending):
    """Interest, then principal, then the guarantee fee; bullets fall due after a year and may be promised anew."""
    environment, banks = lending.environment, lending.banks
    bad, owed = np.zeros(len(sectors), np.float64), np.zeros(len(sectors), np.float64)
    for bank in banks:
        bank.bad = 0
    for loan in lending.loans:
        if loan.number > 0 and (loan.principal > 0 or loan.interest_due > 0):
            firm = firms[loan.firm]
            pay_interest(loan, firm, lending)
            due = loan.instalment + loan.missed if firm.stage == PRODUCING else 0
            if loan.matures <= environment.month:
                if firm.stage != PRODUCING:
                    loan.matures = environment.month + 12
                else:
                    due = loan.principal
                    if loan.purpose == WORKING_LOAN:
                        bullet_falls_due(loan, firm, firms, sectors[firm.trade], lending)
            short = repay(loan, firm, min(due, loan.principal), lending)
            # Of a bullet the whole is due again next month, with or without a note of it.
            loan.missed = short if loan.instalment > 0 else 0
            pay_fee(loan, firm, lending)
            late = firm.stage == PRODUCING and (short > 0 or loan.interest_due > 0)
            loan.arrears = loan.arrears + 1 if late else 0
            owed[firm.trade] += loan.principal
            if late:
                banks[loan.bank].bad += loan.principal
                bad[firm.trade] += loan.principal
            if loan.principal == 0 and loan.interest_due == 0 and loan.promised == 0:
                loan.number = 0
    for at in range(len(sectors)):
        environment.sector_bad[at] = bad[at] / max(owed[at], 1.0)


@rule
def pay_interest(loan, firm, lending):
    """Interest of the month and what was left of earlier months."""
    lender = lending.holders[BANK_FIRST + loan.bank]
    due = fen(loan.principal * loan.rate / 12.0) + loan.interest_due
    paid = min(firm.balance, due)
    pay(lending.ledger, firm, lender, LOAN_INTEREST, paid)
    lending.banks[loan.bank].interest_year += paid
    owe(lending.ledger, firm, lender, INTEREST_ARREARS, due - paid - loan.interest_due)
    firm.interest_arrears += due - paid - loan.interest_due
    loan.interest_due = due - paid


@rule
def repay(loan, firm, due, lending):
    """Principal that is due, as far as cash reaches; the part that stays unpaid, in fen."""
    paid = min(firm.balance, due)
    pay(lending.ledger, firm, lending.holders[BANK_FIRST + loan.bank], LOAN_BACK, paid)
    reduce_loan(loan, firm, paid, lending)
    return due - paid


@rule
def pay_fee(loan, firm, lending):
    """A month of the guarantee fee on the whole loan, as far as cash reaches."""
    if loan.cover > 0.0:
        fee = min(firm.balance, fen(loan.fee * loan.principal / 12.0))
        pay(lending.ledger, firm, lending.holders[FUND_FIRST + loan.fund], GUARANTEE_FEE, fee)
        lending.funds[loan.fund].fees_total += fee
