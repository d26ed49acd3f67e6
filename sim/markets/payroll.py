"""Payday: wages in the zone, the rest of the county, on the coast and on the farm, and what households spend."""

import numpy as np

from sim.actors.firm import PRODUCING
from sim.actors.worker import AT_HOME, AWAY, IN_COUNTY_JOB, IN_ZONE
from sim.books import (
    COAST_EARNINGS,
    COUNTY_AT,
    COUNTY_SALES,
    COUNTY_SOCIAL_CHARGES,
    COUNTY_WAGES,
    FARM_INCOME,
    HOUSEHOLD_SPENDING,
    OUTSIDE_AT,
    POOL_AT,
    PROVINCE_AT,
    SOCIAL_CHARGES,
    WAGE_ARREARS,
    WAGES,
    owe,
    pay,
)
from sim.foundations.mathematics import fen
from sim.foundations.rules import rule
from sim.markets.search import access_cost, coast_net_pay


@rule
def wage_due(post, firm, environment, numbers):
    """This month's pay in fen: offer, skilled premium, piece rates that fall with work, nothing for days away."""
    base = firm.wage * environment.trend * (1.0 + numbers.firm_skilled_premium * post)
    return fen(base * environment.attendance * (1.0 - numbers.firm_piece_rate_share * (1.0 - firm.fill)))


@rule
def count_wage_bills(firms, environment, numbers):
    """What each firm owes its people for the month."""
    for firm in firms:
        firm.wages_paid = 0
        firm.pay[0] = wage_due(0, firm, environment, numbers)
        firm.pay[1] = wage_due(1, firm, environment, numbers)
        firm.wage_bill = (firm.workers - firm.skilled_posts) * firm.pay[0] + firm.skilled_posts * firm.pay[1]


@rule
def pay_people(workers, firms, environment, holders, ledger, numbers):
    """Zone workers are paid one by one; other residents' incomes are posted together, and most is spent."""
    count_wage_bills(firms, environment, numbers)
    outside, pool = holders[OUTSIDE_AT], holders[POOL_AT]
    heads = environment.people
    elsewhere = np.zeros(len(heads), np.float64)
    farm = numbers.labour_farm_value * environment.trend
    coast = coast_net_pay(0, environment, numbers)
    skilled_more = coast_net_pay(1, environment, numbers) - coast
    for place in range(len(heads)):
        heads[place] = 0
    skilled_in_county, spent_near, foregone = 0, 0.0, 0.0
    for worker in workers:
        heads[worker.place] += 1
        elsewhere[worker.place] += max(farm, coast + worker.skill * skilled_more - worker.home_tie)
        if worker.place == IN_ZONE:
            firm = firms[worker.employer]
            amount = min(firm.balance, firm.pay[worker.post])
            pay(ledger, firm, worker, WAGES, amount)
            firm.wages_paid += amount
            near = numbers.labour_spent_by_residents if worker.bed == 1 else numbers.labour_spent_by_commuters
            spent_near += near * amount
            pay(ledger, worker, outside, HOUSEHOLD_SPENDING, fen(numbers.labour_spending_share * amount))
            foregone += access_cost(worker, environment, numbers)
        elif worker.skill == 1 and worker.place == IN_COUNTY_JOB:
            skilled_in_county += 1
    environment.foregone = foregone + elsewhere[IN_ZONE] + elsewhere[IN_COUNTY_JOB]
    count_service_posts(spent_near, environment, numbers)
    home, away = heads[AT_HOME], heads[AWAY]
    posts = heads[IN_COUNTY_JOB] + numbers.firm_skilled_premium * numbers.labour_skilled_post_chance * skilled_in_county
    pay_county(
        fen(posts * environment.county_wage * environment.trend),
        holders,
        ledger,
        numbers,
    )
    remitted = fen(away * numbers.labour_remittance_share * environment.coast_wage)
    grown = fen(home * numbers.labour_farm_value * environment.trend)
    pay(ledger, outside, pool, COAST_EARNINGS, remitted)
    pay(ledger, outside, pool, FARM_INCOME, grown)
    pay(ledger, pool, outside, HOUSEHOLD_SPENDING, fen(numbers.labour_spending_share * (remitted + grown)))
    settle_wage_arrears(firms, holders, ledger, numbers)


@rule
def count_service_posts(spent_near, environment, numbers):
    """Posts in shops, kitchens and workshops of the county that live on what the zone's people spend there (E45)."""
    yearly = 12.0 * spent_near / environment.trend
    posts = yearly / numbers.labour_service_revenue
    environment.service_posts += numbers.labour_service_speed * (posts - environment.service_posts)
    if environment.month == 1:
        environment.service_posts = posts
        environment.service_posts_start = posts


@rule
def pay_county(bill, holders, ledger, numbers):
    """The rest of the county sells outside as much as its wages and social charges come to."""
    charges = fen(numbers.firm_oncost * bill)
    pay(ledger, holders[OUTSIDE_AT], holders[COUNTY_AT], COUNTY_SALES, bill + charges)
    pay(ledger, holders[COUNTY_AT], holders[POOL_AT], COUNTY_WAGES, bill)
    pay(ledger, holders[COUNTY_AT], holders[PROVINCE_AT], COUNTY_SOCIAL_CHARGES, charges)
    pay(ledger, holders[POOL_AT], holders[OUTSIDE_AT], HOUSEHOLD_SPENDING, fen(numbers.labour_spending_share * bill))


@rule
def settle_wage_arrears(firms, holders, ledger, numbers):
    """Social charges on what was paid; unpaid wages become a claim of households, paid when cash comes."""
    for firm in firms:
        if firm.stage == PRODUCING:
            missed = firm.wage_bill - firm.wages_paid
            firm.wage_arrears += missed
            owe(ledger, firm, holders[POOL_AT], WAGE_ARREARS, missed)
            if missed == 0 and firm.wage_arrears > 0:
                late = min(firm.balance, firm.wage_arrears)
                pay(ledger, firm, holders[POOL_AT], WAGES, late)
                owe(ledger, firm, holders[POOL_AT], WAGE_ARREARS, -late)
                firm.wage_arrears -= late
            charges = min(firm.balance, fen(numbers.firm_oncost * firm.wages_paid))
            pay(ledger, firm, holders[PROVINCE_AT], SOCIAL_CHARGES, charges)
