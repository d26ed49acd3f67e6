"""The first day: who is where, what they own and owe. Everything enters the books by postings and claims."""

import numpy as np

from sim.actors.bank import CAPITAL_LOAN, WORKING_LOAN
from sim.actors.firm import (
    CONTRACT,
    FLOOR_PREMISES,
    HERE,
    INTENT,
    LANDED,
    PLOT_PREMISES,
    PRODUCING,
    empty_firms,
)
from sim.actors.worker import AT_HOME, AWAY, IN_COUNTY_JOB, IN_ZONE, empty_workers
from sim.books import EQUITY_IN, EQUITY_OUT_OUTSIDE, OUTSIDE_AT, PAYABLES, RECEIVABLES, owe, pay
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.mathematics import exp, fen, log, normal, poisson, whole
from sim.foundations.rules import first_row, plain_rows, rule
from sim.markets.bundles import first_rows
from sim.markets.credit import NO_FUND, lend
from sim.markets.holding import asked_mu, attach
from sim.markets.premises import enter_plot, would_take_floor
from sim.markets.project import chance_to_win, project_value
from sim.markets.promotion import QUEUE_STEP, describe_investor, gumbel, own_plot_capital
from sim.markets.skills import match_of_level
from sim.places.factories import free_space, let_space, tract_of_tenant

FOUNDER_ROOM = 100  # rows for firms that workers of the zone may found

QUEUE = decision("queue.investors_of_month", who="month", lasts="life", law="number of investors, Poisson")
AGE = decision(
    "start.firm_age",
    who="firm",
    k="0: age; 1: age of machines",
    lasts="life",
    law="months, uniform up to the oldest; of machines up to 60",
)
START_PLACE = decision(
    "start.worker_place", who="worker", lasts="life", law="rank; the lowest sit where the scenario says"
)
START_SKILL = decision("start.worker_skill", who="worker", lasts="life", law="rank; the lowest are skilled")
FIRST_BULLET = decision(
    "firm.first_bullet_on_first_day", who="firm", lasts="life", law="months to the first renewal, uniform from 1 to 12"
)
START_TENURE = decision(
    "start.worker_tenure", who="worker", lasts="life", law="months, exponential with mean 24, at most 240"
)
START_TASTE = decision(
    "start.worker_taste",
    who="worker",
    k="0: home; 1: coast; 2: county post",
    lasts="life",
    law="Gumbel times the scale of tastes",
)
DISTANCE = decision(
    "start.worker_distance",
    who="worker",
    k="0: ring; 1: where in it",
    lasts="life",
    law="km: below 5 in 35 %, 5 to 15 in 45 %, 15 to 30 in 20 % of cases",
)
HOME_TIE = decision("start.worker_home_tie", who="worker", lasts="life", law="normal around the mean tie to home")


@rule
def queue_of_month(month, rate, luck):
    """How many investors look for a place in this month, at the highest rate that there can be."""
    return poisson(draw_for_life(luck, QUEUE, month, 0), rate)


def investors(months, highest_rate, start_count, sectors, numbers, luck):
    """All investors of a seed: those of the first day, then one queue by month, fixed whatever the policy."""
    counts = [queue_of_month(month, highest_rate, first_row(luck)) for month in range(1, months + 1)]
    firms = empty_firms(start_count + sum(counts) + FOUNDER_ROOM)
    firms["number"][:start_count] = np.arange(1, start_count + 1)
    at = start_count
    for month, count in enumerate(counts, start=1):
        firms["number"][at : at + count] = QUEUE_STEP * month + np.arange(1, count + 1)
        firms["born"][at : at + count] = month
        at += count
    firms["born"][at:] = -1
    return firms


@rule
def describe_all(firms, sectors, numbers, luck):
    """Every investor's lasting traits."""
    for firm in firms:
        if firm.number > 0:
            describe_investor(firm, sectors, numbers, luck)


@rule
def reference_values(firms, sectors, environment, numbers, luck):
    """What projects are worth here on the first day, and how often they would be won: the mean by trade (E3)."""
    for at in range(len(sectors)):
        total, count = 0.0, 0
        for firm in firms:
            if firm.trade == at and firm.number > 0:
                total += project_value(firm, sectors[at], environment, numbers, 0.0, True)
                count += 1
        environment.value_at_start[at] = total / count if count > 0 else 0.0
        wins = 0.0
        for firm in firms:
            if firm.trade == at and firm.number > 0:
                value = project_value(firm, sectors[at], environment, numbers, 0.0, True)
                wins += chance_to_win(firm, value, environment, numbers, luck)
        environment.win_at_start[at] = max(0.02, wins / count) if count > 0 else 0.25


@rule
def firm_at_work(firm, at, trade, staff_scale, oldest_months, environment, numbers, luck):
    """A firm that already produces: full capacity, an age, a going wage."""
    firm.planned_workers = max(8.0, firm.planned_workers * staff_scale)
    firm.stage = PRODUCING
    firm.destination = HERE
    firm.started = -1 - whole(draw_for_life(luck, AGE, firm.number, 0) * oldest_months)
    firm.signed = firm.started - 18
    firm.renewed = -1 - whole(draw_for_life(luck, AGE, firm.number, 1) * min(60.0, oldest_months))
    firm.since = firm.started
    firm.born = firm.signed
    firm.wealth = 0
    firm.premises = PLOT_PREMISES
    firm.equipment = firm.planned_workers * trade.equipment
    firm.building = firm.planned_workers * trade.own_m2 * numbers.firm_building_cost_m2
    firm.wage = numbers.labour_base_wage
    firm.use = 0.8
    firm.target = firm.planned_workers
    firm.fill = environment.fill
    firm.expected_sales = environment.fill * firm.planned_workers * trade.revenue
    firm.output = firm.expected_sales
    firm.inventory = numbers.firm_inventory_months * firm.expected_sales
    firm.revenue_12 = firm.expected_sales
    firm.profit_12 = 0.03 * firm.expected_sales


@rule
def open_books_of_firm(firm, at, debt_share, trade, tables):
    """Old debts, bills to and from others, and a month's cash; bullets of the first year fall due month by month."""
    lending = first_rows(tables)
    holders, ledger = lending.holders, lending.ledger
    half = whole(0.5 * debt_share * firm.equipment)
    months = 1.0 + whole(12.0 * draw_for_life(lending.luck, FIRST_BULLET, firm.number, 0))
    lend(firm, at, half, CAPITAL_LOAN, 36.0, NO_FUND, 0.0, lending)
    lend(firm, at, half, WORKING_LOAN, months, NO_FUND, 0.0, lending)
    outside = holders[OUTSIDE_AT]
    sales = fen(firm.expected_sales)
    firm.collections[0] = sales
    firm.collections[1] = sales
    owe(ledger, outside, firm, RECEIVABLES, 2 * sales)
    bought = fen(trade.materials * firm.expected_sales)
    firm.supplier_bills[0] = bought
    firm.supplier_bills[1] = bought // 2
    owe(ledger, firm, outside, PAYABLES, bought + bought // 2)
    cash = fen(0.8 * firm.expected_sales)
    if firm.balance > cash:
        pay(ledger, firm, outside, EQUITY_OUT_OUTSIDE, firm.balance - cash)
    else:
        pay(ledger, outside, firm, EQUITY_IN, cash - firm.balance)


@rule
def need_of_plot(firm, trade):
    """Cells of the firm's plot on the first day, as many as it once asked for."""
    return whole(asked_mu(firm, trade)) + 1


@rule
def hold_plot(firm, at, row, need, land, plots, numbers):
    """The firm's plot on the first day: its cells are taken already, now it is entered and valued."""
    enter_plot(firm, at, row, need, 0, land, plots)
    firm.land_paid = need * numbers.land_price_mu


@rule
def project_on_first_day(firm, stage, trade, environment, numbers, luck):
    """A named project that is already known: intent, contract, or holding its land."""
    firm.stage = stage
    firm.since = 0
    firm.premises = PLOT_PREMISES
    if stage != INTENT:
        firm.signed = -3
        attach(firm, environment.win_at_start[firm.trade], numbers, luck)
        firm.destination = HERE
    if stage == LANDED:
        firm.signed = -12
        firm.capital_plan = (
            own_plot_capital(firm, trade, numbers) - firm.planned_workers * trade.own_mu * numbers.land_price_mu
        )


@rule
def has_stalled(firm):
    """The project has held its land for long, and lacks a good part of what it would take to build."""
    firm.since = -30
    firm.signed = -40
    firm.wealth = firm.wealth // 2


@rule
def rent_floor(firm, at, trade, blocks, tenancies, market, luck, numbers):
    """A firm of the first day rents a floor where its trade and size would and there is room; 1 if it does."""
    need = whole(trade.factory_m2 * firm.planned_workers)
    if not would_take_floor(firm, trade, luck, numbers) or free_space(blocks, trade.upper_share, need) < need:
        return 0
    let_space(blocks, tenancies, market, at, trade.upper_share, need)
    firm.premises = FLOOR_PREMISES
    firm.need_m2, firm.floor_m2 = need, need
    firm.building = 0.0
    firm.tract = tract_of_tenant(blocks, tenancies, at)
    return 1


@rule
def describe_workers(workers, numbers, luck):
    """Where people live, what ties them, what they like."""
    scale = numbers.labour_taste_scale
    for worker in workers:
        who = worker.number
        u = draw_for_life(luck, DISTANCE, who, 0)
        v = draw_for_life(luck, DISTANCE, who, 1)
        worker.distance_km = 5.0 * v
        if u > 0.80:
            worker.distance_km = 15.0 + 15.0 * v
        elif u > 0.35:
            worker.distance_km = 5.0 + 10.0 * v
        tie = normal(draw_for_life(luck, HOME_TIE, who, 0))
        worker.home_tie = numbers.labour_home_tie_mean + numbers.labour_home_tie_sd * tie
        worker.home_taste = scale * gumbel(draw_for_life(luck, START_TASTE, who, 0))
        worker.coast_taste = scale * gumbel(draw_for_life(luck, START_TASTE, who, 1))
        worker.county_taste = scale * gumbel(draw_for_life(luck, START_TASTE, who, 2))
        worker.level = numbers.skill_start_level


@rule
def lasting_draws(workers, what, luck):
    """One lasting uniform for each worker."""
    values = np.empty(len(workers), np.float64)
    for at in range(len(workers)):
        values[at] = draw_for_life(luck, what, workers[at].number, 0)
    return values


@rule
def put_to_work(workers, chosen, at, firm, trade, luck, numbers):
    """The people of a firm on its first day, each with a tenure and the skill that it gave; the skilled get posts."""
    posts = whole(trade.skilled_share * len(chosen))
    for index in range(len(chosen)):
        worker = workers[chosen[index]]
        worker.place = IN_ZONE
        worker.employer = at
        worker.before = AT_HOME
        worker.trade = firm.trade
        months = -24.0 * log(draw_for_life(luck, START_TENURE, worker.number, 0))
        worker.tenure = whole(min(months, 240.0))
        left = exp(-log(2.0) * months / numbers.skill_learning_months)
        learned = firm.vintage - (firm.vintage - numbers.skill_start_level) * left
        worker.level = max(numbers.skill_start_level, learned)
        if worker.skill == 1 and firm.skilled_posts < posts:
            worker.post = 1
            firm.skilled_posts += 1
        firm.workers += 1


@rule
def match_on_first_day(workers, firms, sectors, environment, numbers):
    """Mean skill match by trade on the first day: the yardstick of the table's revenue per worker."""
    total = np.zeros(len(sectors), np.float64)
    heads = np.zeros(len(sectors), np.float64)
    for worker in workers:
        if worker.place == IN_ZONE:
            firm = firms[worker.employer]
            weight = 1.0 + numbers.firm_skilled_premium * worker.post
            weight = weight / (1.0 + numbers.firm_skilled_premium * sectors[firm.trade].skilled_share)
            total[firm.trade] += weight * match_of_level(worker.level, firm.vintage, numbers)
            heads[firm.trade] += 1.0
    for at in range(len(sectors)):
        environment.skill_match_start[at] = total[at] / heads[at] if heads[at] > 0.0 else 0.95


def settle_people(scenario, firms, sectors, numbers, luck):
    """The reachable pool on the first day: coast, county jobs, the zone's firms, and home."""
    labour = scenario.labour
    workers = empty_workers(labour.reachable_workers)
    workers["number"] = np.arange(1, len(workers) + 1)
    people, employers, trades = plain_rows(workers, firms, sectors)
    describe_workers(people, first_row(numbers), first_row(luck))
    workers["skill"] = lasting_draws(people, START_SKILL, first_row(luck)) < labour.skilled_share
    turn = lasting_draws(people, START_PLACE, first_row(luck))
    at_home, at_work, on_coast = present_values_of_places(workers, numbers)
    order = np.argsort(np.maximum(at_home, at_work) - on_coast, kind="stable")
    workers["place"][order[: round(labour.coast_share * len(workers))]] = AWAY
    rest = np.flatnonzero(workers["place"] == AT_HOME)
    jobs = min(len(rest), labour.county_jobs + int(firms["planned_workers"][firms["stage"] == PRODUCING].sum()))
    rest = rest[np.argsort(at_home[rest] - at_work[rest], kind="stable")][:jobs]
    rest = rest[np.argsort(turn[rest] + 0.03 * workers["distance_km"][rest], kind="stable")]
    filled = 0
    for at in np.flatnonzero(firms["stage"] == PRODUCING):
        chosen = rest[filled : filled + int(firms["planned_workers"][at])]
        firm = employers[at]
        put_to_work(people, chosen, at, firm, trades[firm.trade], first_row(luck), first_row(numbers))
        filled += len(chosen)
    in_county = rest[filled : filled + labour.county_jobs]
    workers["place"][in_county] = IN_COUNTY_JOB
    return workers


def present_values_of_places(workers, numbers):
    """What home, a county job and the coast are worth to each person at the pay of the first day, in fen a month.

    Who likes the coast best is there, who likes a job least is at home: people have had years to sort themselves.
    """
    premium = 1.0 + numbers["firm_skilled_premium"][0] * numbers["labour_skilled_post_chance"][0] * workers["skill"]
    at_home = numbers["labour_farm_value"][0] + workers["home_taste"]
    at_work = numbers["labour_base_wage"][0] * premium + workers["county_taste"]
    away = numbers["outside_coast_wage"][0] * premium - numbers["labour_coast_living_cost"][0]
    return at_home, at_work, away - workers["home_tie"] + workers["coast_taste"]


def stages_on_first_day(pipeline):
    """The stage of each known project, in the order of their numbers."""
    known = [INTENT] * pipeline.intent + [CONTRACT] * pipeline.contract
    return known + [LANDED] * (pipeline.landed + pipeline.stalled)
