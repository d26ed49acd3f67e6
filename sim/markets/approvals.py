"""Approvals: files wait in offices for people who are free (MODEL.md 3.6.15, E37).

Time runs inside the month: the file that arrives first anywhere is served next, by the person of that office who is
free first. So each office is a queue with several servers, and a signing campaign makes everybody wait.
"""

from sim.actors.administration import SERVER_ROOM
from sim.actors.firm import CONTRACT, FLOOR_PREMISES
from sim.books import EQUITY_IN, INFORMAL_PAYMENTS, OUTSIDE_AT, POOL_AT, pay
from sim.foundations.luck import decision, draw, draw_for_life
from sim.foundations.mathematics import fen, log, whole
from sim.foundations.rules import rule

ARRIVES = decision("file.arrives", who="firm", law="part of the month before the file arrives, uniform")
HANDLING = decision(
    "file.handling", who="firm", k="12 x office + submission", lasts="life", law="months of handling, exponential"
)
ERROR = decision(
    "file.error",
    who="firm",
    k="12 x office + submission",
    lasts="life",
    law="no with the share of submissions with an error",
)
SPEED_MONEY = decision("file.speed_money", who="firm", k="office", lasts="life", law="yes where nobody watches")
TRIES = 12


@rule
def offices_needed(firm, numbers):
    """How many offices must approve: fewer where no land is taken and nothing is built."""
    if firm.premises == FLOOR_PREMISES:
        return whole(numbers.approvals_floor_offices)
    return whole(numbers.approvals_plot_offices)


@rule
def handling_time(firm, office, paid, administration, luck, numbers):
    """Months that an office works on a file: an exponential time for each submission until one has no error."""
    errors = numbers.approvals_error_share
    if administration.agents == 1:
        errors = numbers.approvals_error_share_agents
    mean = numbers.approvals_handling_months / administration.speed
    if not paid:
        mean = mean * numbers.approvals_unpaid_factor
    total = 0.0
    for attempt in range(TRIES):
        total -= mean * log(draw_for_life(luck, HANDLING, firm.number, office * TRIES + attempt))
        if draw_for_life(luck, ERROR, firm.number, office * TRIES + attempt) >= errors:
            break
    return total


@rule
def serve(office_row, arrival, duration, staff):
    """The person who is free first takes the file; when it is done, in months."""
    first = 0
    for server in range(min(staff, SERVER_ROOM)):
        if office_row.free_at[server] < office_row.free_at[first]:
            first = server
    begun = max(arrival, office_row.free_at[first])
    office_row.free_at[first] = begun + duration
    return begun + duration


@rule
def pay_for_speed(firm, office, administration, holders, ledger, luck, numbers):
    """The investor pays so that his file is worked on out of hours, unless discipline keeps the official off."""
    amount = min(firm.wealth, fen(numbers.approvals_speed_money))
    if draw_for_life(luck, SPEED_MONEY, firm.number, office) < administration.watch or amount <= 0:
        return False
    firm.wealth -= amount
    pay(ledger, holders[OUTSIDE_AT], firm, EQUITY_IN, amount)
    pay(ledger, firm, holders[POOL_AT], INFORMAL_PAYMENTS, amount)
    administration.speed_money_month += amount
    return True


@rule
def visit_office(firm, office, arrival, offices, administration, holders, ledger, luck, numbers):
    """One file in one office: paid for or not, handled, done; when, in months."""
    paid = pay_for_speed(firm, office, administration, holders, ledger, luck, numbers)
    duration = handling_time(firm, office, paid, administration, luck, numbers)
    return serve(offices[office], arrival, duration, administration.staff_per_office)


@rule
def next_file(firms, until):
    """The row of the file that arrives first somewhere before the month ends; -1 if none does."""
    best, first = -1, until
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage == CONTRACT and firm.approved_month < 0 and firm.file_ready < first:
            best, first = at, firm.file_ready
    return best


@rule
def files_move(firms, offices, environment, administration, holders, ledger, luck, numbers):
    """All that happens to files this month, in the order in which they arrive."""
    month = environment.month
    administration.speed_money_month = 0
    for firm in firms:
        if firm.stage == CONTRACT and firm.file_step < 0:
            firm.file_step = 0
            review = numbers.admission_review_months * environment.land_review_share
            firm.file_ready = month + draw(luck, ARRIVES, firm.number, 0) + review
    at = next_file(firms, month + 1.0)
    while at >= 0:
        firm = firms[at]
        needed = offices_needed(firm, numbers)
        if firm.file_step >= needed:
            firm.approved_month = month
            took = firm.file_ready - firm.signed
            share = 1.0 / 12.0 if administration.wait_12 > 0.0 else 1.0
            administration.wait_12 += share * (took - administration.wait_12)
        elif administration.parallel == 1:
            done = firm.file_ready
            for office in range(firm.file_step, needed):
                end = visit_office(
                    firm, office, firm.file_ready, offices, administration, holders, ledger, luck, numbers
                )
                done = max(done, end)
            firm.file_step = needed
            firm.file_ready = done
        else:
            office = firm.file_step
            firm.file_ready = visit_office(
                firm, office, firm.file_ready, offices, administration, holders, ledger, luck, numbers
            )
            firm.file_step += 1
        at = next_file(firms, month + 1.0)
