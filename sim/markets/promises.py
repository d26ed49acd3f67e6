"""Promises to investors: made at signing, due later, paid in an order when money is short (MODEL.md 3.6.15, T10)."""

import numpy as np

from sim.actors.firm import CLOSED, CONTRACT, LANDED, PRODUCING
from sim.actors.purse import spend
from sim.books import INCENTIVES, PROMISES, TREASURY_AT, owe, pay
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import ascending, fen
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule

LARGEST_FIRST, OLDEST_FIRST, BY_LOT = range(3)
TURN = decision("treasury.turn_of_promise", who="firm", law="turn in which a promise is honoured")

numbers_of(
    "promises",
    memory_months=number(24, "months", "assumption (section 3.6.2 of the design)", low=12, high=48),
    in_time_months=number(
        6,
        "months",
        ASSUMPTION,
        low=2,
        high=12,
        departs="not in the design: what is paid within so many months counts as kept",
    ),
    prior=number(
        0.8,
        "share",
        ASSUMPTION,
        low=0.3,
        high=1.0,
        departs="not in the design: what investors believe of promises before any has fallen due",
    ),
    tax_years=number(5, "years", "assumption (section 3.6.15 of the design)", low=2, high=10),
)


@rule
def promise_at_signing(firms, month, terms):
    """Contracts of this month carry what the county offers today."""
    for firm in firms:
        if firm.stage == CONTRACT and firm.signed == month:
            firm.promised_land_share = terms.incentive_land_share
            firm.promised_tax_share = terms.incentive_tax_share


@rule
def falls_due(firm, amount, administration, holders, ledger, month):
    """The county owes the firm so much more."""
    if amount <= 0:
        return
    if firm.promise_due == 0:
        firm.promise_since = month
    firm.promise_due += amount
    owe(ledger, holders[TREASURY_AT], firm, PROMISES, amount)
    administration.promises_made += amount
    administration.due_memory += amount


@rule
def promises_fall_due(firms, environment, administration, holders, ledger, numbers):
    """The land rebate is due on landing, tax rebates each January for the year before."""
    month = environment.month
    keep = 1.0 - 1.0 / numbers.promises_memory_months
    administration.due_memory = administration.due_memory * keep
    administration.kept_memory = administration.kept_memory * keep
    for firm in firms:
        if LANDED <= firm.stage <= PRODUCING and firm.promised_land_share > 0.0 and firm.land_paid > 0.0:
            falls_due(firm, fen(firm.promised_land_share * firm.land_paid), administration, holders, ledger, month)
            firm.promised_land_share = 0.0
        if environment.calendar_month == 1 and firm.stage == PRODUCING:
            if firm.promised_tax_share > 0.0 and month - firm.started <= 12.0 * numbers.promises_tax_years + 12.0:
                rebate = fen(firm.promised_tax_share * firm.county_tax_year)
                falls_due(firm, rebate, administration, holders, ledger, month)
            firm.county_tax_year = 0


@rule
def treasury_honours(firms, line, order, administration, lending):
    """Promises are paid as far as this year's money goes: the largest firms, the oldest promises, or by lot first."""
    if line.left <= 0:
        return
    waiting = np.empty(len(firms), np.int64)
    turn = np.empty(len(firms), np.float64)
    count = 0
    for at in range(len(firms)):
        firm = firms[at]
        if firm.promise_due > 0:
            waiting[count] = at
            turn[count] = draw(lending.luck, TURN, firm.number, 0)
            if order == LARGEST_FIRST:
                turn[count] -= firm.planned_workers
            elif order == OLDEST_FIRST:
                turn[count] += firm.promise_since
            count += 1
    sequence = ascending(turn[:count])
    for place in range(count):
        firm = firms[waiting[sequence[place]]]
        paid = min(firm.promise_due, min(line.left, lending.holders[TREASURY_AT].balance))
        keep_promise(firm, paid, line, administration, lending)


@rule
def keep_promise(firm, paid, line, administration, lending):
    """So much of what is due is paid; in time or late, contacts will tell."""
    if paid <= 0:
        return
    treasury = lending.holders[TREASURY_AT]
    pay(lending.ledger, treasury, firm, INCENTIVES, paid)
    owe(lending.ledger, treasury, firm, PROMISES, -paid)
    spend(line, paid)
    firm.promise_due -= paid
    administration.promises_kept += paid
    if lending.environment.month - firm.promise_since <= lending.numbers.promises_in_time_months:
        administration.kept_memory += paid


@rule
def cancel_for_the_closed(firms, administration, holders, ledger):
    """Who closes has nothing more to ask."""
    for firm in firms:
        if firm.stage == CLOSED and firm.promise_due > 0:
            owe(ledger, holders[TREASURY_AT], firm, PROMISES, -firm.promise_due)
            administration.promises_cancelled += firm.promise_due
            firm.promise_due = 0


@rule
def credibility(administration, numbers):
    """The share of promises that fell due over two years and were kept in time; before any, what one believes."""
    if administration.due_memory < 1.0:
        return numbers.promises_prior
    return min(1.0, administration.kept_memory / administration.due_memory)
