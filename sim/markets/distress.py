"""Distress: default, the guarantee that is called, liquidation, idle land and its return (MODEL.md 3.6.13, E18)."""

from sim.actors.firm import BUILDING, CLOSED, FLOOR_PREMISES, FROM_COUNTY, LANDED, NOBODY, PRODUCING
from sim.actors.worker import AT_HOME, IN_ZONE
from sim.books import (
    BANK_FIRST,
    EQUITY_OUT_LOCAL,
    EQUITY_OUT_OUTSIDE,
    INTEREST_ARREARS,
    LOAN_RECOVERED,
    OUTSIDE_AT,
    PAYABLES,
    PLATFORM_AT,
    POOL_AT,
    RENT,
    RENT_ARREARS,
    SURCHARGES,
    TAX_ARREARS,
    TREASURY_AT,
    USED_ASSETS,
    WAGE_ARREARS,
    WAGES,
    owe,
    pay,
)
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.bridging import close_bridges
from sim.markets.credit import reduce_loan
from sim.markets.goods import pay_suppliers, stop_selling
from sim.markets.membership import take_stake_back
from sim.markets.search import leave_job
from sim.markets.waterfall import call_guarantee
from sim.places.factories import end_leases
from sim.places.land import RETURNED

numbers_of(
    "exit",
    other_causes_month=number(
        0.0006, "per month", "assumption (the design's coherence check)", low=0.0003, high=0.0012
    ),
    poor_month=number(
        0.018,
        "per month",
        "assumption (the design's coherence check)",
        low=0.009,
        high=0.036,
        departs="design: insolvency without a lender closes a firm too; here banks, unpaid bills and owners do",
    ),
    loss_month=number(0.03, "per month more", "assumption (the design's coherence check)", low=0.015, high=0.06),
    poor_margin=number(-0.02, "of revenue", "assumption (section 3.6.13 of the design)", low=-0.04, high=0.0),
    loss_margin=number(-0.06, "of revenue", "assumption (section 3.6.13 of the design)", low=-0.10, high=-0.04),
    tenant_factor=number(1.4, "times", ASSUMPTION, low=1.0, high=2.0),
    first_months=number(12, "producing months", "assumption (section 3.6.13 of the design)", low=6, high=24),
    idle_land_months=number(12, "months", ASSUMPTION, low=6, high=24),
)

GIVES_UP = decision("firm.gives_up", who="firm", law="yes with the owner's hazard")


@rule
def worst_arrears(firms, loans, numbers):
    """Mark the borrowers whose bank calls: loans unpaid for three months."""
    for loan in loans:
        if loan.number > 0 and loan.arrears >= numbers.bank_default_months:
            firms[loan.firm].arrears_months = max(firms[loan.firm].arrears_months, 1000)


@rule
def firms_fail(firms, workers, anchor_leaves, lending, ground):
    """Banks call, wages stay unpaid too long, or the owner gives up: the firm is closed. How many closed."""
    worst_arrears(firms, lending.loans, lending.numbers)
    closing = 0
    leaving = largest(firms) if anchor_leaves == 1 else NOBODY
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage == PRODUCING and firm.renewing == 0:
            called = at == leaving or firm.arrears_months >= 1000 or (firm.arrears_months >= 6 and firm.balance == 0)
            if called or gives_up(firm, lending.environment.month, lending.luck, lending.numbers):
                liquidate(firm, at, firms, lending, ground)
                closing += 1
    if closing > 0:
        for worker in workers:
            if worker.place == IN_ZONE and firms[worker.employer].stage == CLOSED:
                leave_job(worker, firms, AT_HOME)
                lending.environment.people[IN_ZONE] -= 1
                lending.environment.people[AT_HOME] += 1
    return closing


@rule
def largest(firms):
    """The producing firm with the most posts; -1 where nobody produces."""
    best = -1
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage == PRODUCING and (best < 0 or firm.planned_workers > firms[best].planned_workers):
            best = at
    return best


@rule
def gives_up(firm, month, luck, numbers):
    """The owner's hazard by margin counts only after a first year of production."""
    hazard = numbers.exit_other_causes_month
    margin = firm.profit_12 / max(firm.revenue_12, 1.0)
    if month - firm.started >= numbers.exit_first_months:
        if margin < numbers.exit_poor_margin:
            hazard += numbers.exit_poor_month
        if margin < numbers.exit_loss_margin:
            hazard += numbers.exit_loss_month
    if firm.premises == FLOOR_PREMISES:
        hazard = hazard * numbers.exit_tenant_factor
    return draw(luck, GIVES_UP, firm.number, 0) < hazard


@rule
def liquidate(firm, at, firms, lending, ground):
    """Assets are sold; workers, treasury, landlord, banks, private lenders and suppliers are served in that order."""
    numbers, holders, ledger = lending.numbers, lending.holders, lending.ledger
    stop_selling(firm, holders, ledger)
    scrap = numbers.choice_scrap_equipment * (firm.equipment + firm.expansion_capital)
    scrap += numbers.land_resale_share * (firm.building + firm.expansion_building)
    pay(ledger, holders[OUTSIDE_AT], firm, USED_ASSETS, whole(scrap))
    take_stake_back(firm, lending)
    settle(firm, firm.wage_arrears, holders[POOL_AT], WAGES, WAGE_ARREARS, ledger)
    settle(firm, firm.tax_arrears, holders[TREASURY_AT], SURCHARGES, TAX_ARREARS, ledger)
    settle(firm, firm.rent_arrears, holders[PLATFORM_AT], RENT, RENT_ARREARS, ledger)
    firm.wage_arrears, firm.tax_arrears, firm.rent_arrears = 0, 0, 0
    for loan in lending.loans:
        if loan.number > 0 and loan.firm == at:
            close_loan(loan, firm, firms, lending)
    close_bridges(firm, lending)
    pay_suppliers(firm, holders, ledger)
    owe(ledger, firm, holders[OUTSIDE_AT], PAYABLES, -firm.overdue_suppliers)
    firm.overdue_suppliers = 0
    if firm.origin >= FROM_COUNTY:
        pay(ledger, firm, holders[POOL_AT], EQUITY_OUT_LOCAL, firm.balance)
    else:
        pay(ledger, firm, holders[OUTSIDE_AT], EQUITY_OUT_OUTSIDE, firm.balance)
    clear_away(firm, at, lending.environment.month, ground)


@rule
def clear_away(firm, at, month, ground):
    """Floors and land are given back, nothing is left but a name."""
    end_leases(ground.blocks, ground.tenancies, ground.market, at)
    firm.floor_m2 = 0
    firm.equipment, firm.building, firm.land_paid = 0.0, 0.0, 0.0
    firm.expansion_capital, firm.expansion_building, firm.expansion_month = 0.0, 0.0, -1
    firm.vacancies, firm.open_posts = 0, 0
    firm.covered, firm.local_orders, firm.local_saving, firm.tract = 0.0, 0.0, 0.0, -1
    firm.group, firm.group_full, firm.refused = -1, 0, 0
    firm.stage = CLOSED
    firm.since = month
    if firm.plot >= 0:
        ground.plots[firm.plot].state = RETURNED
        ground.plots[firm.plot].since = month


@rule
def settle(firm, due, creditor, kind, what, ledger):
    """Pay a claim as far as cash reaches; the rest is lost to the creditor."""
    paid = min(firm.balance, due)
    pay(ledger, firm, creditor, kind, paid)
    owe(ledger, firm, creditor, what, -due)


@rule
def close_loan(loan, firm, firms, lending):
    """The bank takes what is left, then calls the guarantee on its loss (E18), then writes off."""
    ledger, lender = lending.ledger, lending.holders[BANK_FIRST + loan.bank]
    due = loan.interest_due
    paid = min(firm.balance, due)
    pay(ledger, firm, lender, LOAN_RECOVERED, paid)
    owe(ledger, firm, lender, INTEREST_ARREARS, -due)
    firm.interest_arrears -= due
    loan.interest_due = 0
    back = min(firm.balance, loan.principal)
    pay(ledger, firm, lender, LOAN_RECOVERED, back)
    reduce_loan(loan, firm, back, lending)
    loss = loan.principal
    reduce_loan(loan, firm, loss, lending)
    own = loss
    if loan.cover > 0.0 and loss > 0:
        own = call_guarantee(loan, loss, firm, firms, lending)
    lending.banks[loan.bank].interest_year -= own
    lending.banks[loan.bank].losses += own
    loan.number = 0


@rule
def abandon_lost_projects(firms, lending, ground):
    """Projects whose land was taken back end; what they own is sold."""
    for at in range(len(firms)):
        firm = firms[at]
        stuck = firm.stage == LANDED or firm.stage == BUILDING
        if stuck and firm.premises != FLOOR_PREMISES and firm.plot < 0:
            liquidate(firm, at, firms, lending, ground)
