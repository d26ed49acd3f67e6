"""Making and selling: output, demand, customers' and suppliers' credit (MODEL.md 3.6.6, E7 to E10)."""

from sim.actors.firm import PRODUCING, capacity_posts, planned_output
from sim.books import FINAL_SALES, INPUT_PURCHASES, OUTSIDE_AT, PAYABLES, RECEIVABLES, owe, pay
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import exp, fen, normal, power
from sim.foundations.rules import rule

ABILITY_SHOCK = decision("firm.productivity_shock", who="firm", law="normal shock to log productivity")


@rule
def grow_able(firm, luck, numbers):
    """Productivity drifts; its mean stays 1 at every age (E8); a gamble of the year comes on top (E22)."""
    shock = numbers.firm_productivity_shock * normal(draw(luck, ABILITY_SHOCK, firm.number, 0))
    keep = numbers.firm_productivity_persistence
    firm.log_productivity = keep * firm.log_productivity + shock
    firm.variance = keep * keep * firm.variance + numbers.firm_productivity_shock * numbers.firm_productivity_shock
    newer = numbers.technology_gain * (firm.vintage - firm.entry_vintage)
    firm.productivity = exp(firm.log_productivity - 0.5 * firm.variance + newer) * firm.venture


@rule
def count_capacity(firms, sectors, environment, numbers):
    """The trade's capacity in zone, rest of county and prefecture: entrants take sales from others (E9)."""
    for at in range(len(sectors)):
        prefecture = numbers.outside_prefecture_posts * sectors[at].revenue
        environment.capacity_diverted[at] = environment.capacity_diverted[at] * numbers.county_job_survival_per_month
        environment.capacity[at] = prefecture - environment.capacity_diverted[at]
    for firm in firms:
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            environment.capacity[firm.trade] += capacity_posts(firm, trade) * trade.revenue


@rule
def demand_for(firm, trade, environment, crowding, numbers):
    """Sales that customers afar and next door would take this month at the going price, in fen (E9)."""
    cycle = environment.cycle + environment.sector_cycle[firm.trade]
    quality = power(1.0 + numbers.brand_quality * firm.brand, 0.5)
    afar = planned_output(firm, trade, environment) * crowding * exp(cycle) * environment.demand_factor * quality
    return afar + firm.local_orders


@rule
def produce(firm, trade, environment):
    """Output: what staff and capacity can make, no more than is expected to sell (E7)."""
    per_head = trade.revenue * environment.trend * firm.productivity
    staff = firm.effective / environment.skill_match_start[firm.trade] * environment.attendance
    able = min(staff, capacity_posts(firm, trade))
    most = per_head * able * (1.0 - environment.outage_share)
    return most


@rule
def firms_make_and_sell(firms, sectors, environment, holders, ledger, luck, numbers):
    """Each firm makes what it expects to sell, sells what is wanted, sends bills and collects old ones."""
    count_capacity(firms, sectors, environment, numbers)
    for firm in firms:
        if firm.number > 0:
            grow_able(firm, luck, numbers)
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            ratio = environment.capacity[firm.trade] / environment.capacity_at_start[firm.trade]
            crowding = power(max(ratio, 0.01), -numbers.outside_saturation)
            demand = demand_for(firm, trade, environment, crowding, numbers)
            most = produce(firm, trade, environment)
            stock = numbers.firm_inventory_months * firm.expected_sales - firm.inventory
            firm.output = max(0.0, min(most, firm.expected_sales + 0.3 * stock))
            firm.fill = firm.output / most if most > 0.0 else 0.0
            available = firm.output + firm.inventory
            sold = min(demand, available)
            firm.inventory = available - sold
            firm.sales = fen(sold)
            use = demand / max(planned_output(firm, trade, environment), 1.0)
            firm.use = 0.7 * firm.use + 0.3 * use
            firm.months_full = firm.months_full + 1 if firm.use > numbers.expansion_use_share else 0
            firm.expected_sales += numbers.firm_expectation_gain * (demand - firm.expected_sales)
            keep_books(firm, trade, holders, ledger, numbers)


@rule
def keep_books(firm, trade, holders, ledger, numbers):
    """Old bills are collected, new ones sent (60 days); materials are bought on 45 days."""
    outside = holders[OUTSIDE_AT]
    due = firm.collections[0]
    pay(ledger, outside, firm, FINAL_SALES, due)
    owe(ledger, outside, firm, RECEIVABLES, -due)
    firm.collections[0] = firm.collections[1]
    firm.collections[1] = firm.sales
    owe(ledger, outside, firm, RECEIVABLES, firm.sales)
    firm.overdue_suppliers += firm.supplier_bills[0]
    bought = fen(max(0.0, (trade.materials - numbers.firm_margin_shift) * firm.output - firm.local_saving))
    firm.supplier_bills[0] = firm.supplier_bills[1] + bought // 2
    firm.supplier_bills[1] = bought - bought // 2
    owe(ledger, firm, outside, PAYABLES, bought)


@rule
def pay_suppliers(firm, holders, ledger):
    """Bills that are due, as far as cash reaches."""
    amount = min(firm.balance, firm.overdue_suppliers)
    pay(ledger, firm, holders[OUTSIDE_AT], INPUT_PURCHASES, amount)
    owe(ledger, firm, holders[OUTSIDE_AT], PAYABLES, -amount)
    firm.overdue_suppliers -= amount


@rule
def stop_selling(firm, holders, ledger):
    """At the end customers pay at once what they owe, and nothing more is made."""
    due = firm.collections[0] + firm.collections[1]
    pay(ledger, holders[OUTSIDE_AT], firm, FINAL_SALES, due)
    owe(ledger, holders[OUTSIDE_AT], firm, RECEIVABLES, -due)
    firm.collections[0] = 0
    firm.collections[1] = 0
    firm.overdue_suppliers += firm.supplier_bills[0] + firm.supplier_bills[1]
    firm.supplier_bills[0] = 0
    firm.supplier_bills[1] = 0
    firm.output = 0.0
    firm.sales = 0
    firm.inventory = 0.0
    firm.expected_sales = 0.0


@rule
def mean_fill(firms, sectors, environment):
    """Demand over planned output among producing firms, at most 1, as a new investor would be told."""
    planned, wanted = 0.0, 0.0
    for firm in firms:
        if firm.stage == PRODUCING:
            plan = planned_output(firm, sectors[firm.trade], environment)
            planned += plan
            wanted += plan * min(1.0, firm.use)
    return wanted / planned if planned > 0.0 else 0.9
