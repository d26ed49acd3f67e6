"""What a producing firm does with its surplus: replace what wears out, add capacity, pay its owner (E10, E13)."""

from sim.actors.bank import CAPITAL_LOAN
from sim.actors.firm import FLOOR_PREMISES, FROM_COUNTY, PRODUCING, collateral, liquid_cost
from sim.books import (
    DIVIDENDS_LOCAL,
    DIVIDENDS_OUTSIDE,
    EQUIPMENT,
    OUTSIDE_AT,
    POOL_AT,
    PROJECT_CONSTRUCTION,
    REPLACEMENT,
    pay,
)
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.mathematics import fen, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.credit import borrow, credit_offer
from sim.markets.gambling import choose_course
from sim.markets.risk import real_rate
from sim.places.factories import let_space

numbers_of(
    "expansion",
    use_share=number(0.85, "of capacity", "assumption (equation E13 of the design)", low=0.75, high=0.95),
    full_months=number(6, "months", "assumption (equation E13 of the design)", low=3, high=12),
    return_margin=number(0.04, "per year", "assumption (equation E13 of the design)", low=0.0, high=0.1),
    step_share=number(
        0.25,
        "of posts",
        ASSUMPTION,
        low=0.1,
        high=0.5,
        departs="not in the design: it says when a firm adds capacity, not how much",
    ),
    ready_months=number(
        6, "months", ASSUMPTION, low=3, high=12, departs="not in the design: how long an addition takes"
    ),
    dense_most=number(
        1.5,
        "times the usual density",
        ASSUMPTION,
        low=1.0,
        high=2.5,
        departs="not in the design: how far a firm can grow on the land it has (零土地技改)",
    ),
    dense_cost=number(
        1.4,
        "times the usual building cost",
        ASSUMPTION,
        low=1.0,
        high=2.0,
        departs="not in the design: what building upwards costs",
    ),
    finance_share=number(0.7, "of cost", "assumption (equation E13 of the design)", low=0.5, high=1.0),
)


@rule
def replace_worn(firm, trade, holders, ledger, numbers):
    """Wear is made good in cash; what is skipped shrinks capacity."""
    worn = firm.equipment * numbers.firm_equipment_wear_per_year / 12.0
    worn_building = firm.building * numbers.firm_building_wear_per_year / 12.0
    reserve = 0.25 * liquid_cost(firm, trade, numbers)
    able = max(0, firm.balance - whole(reserve))
    spent = min(able, fen(worn + worn_building))
    pay(ledger, firm, holders[OUTSIDE_AT], REPLACEMENT, spent)
    on_machines = min(worn, spent * 1.0)
    firm.equipment += on_machines - worn
    firm.building += (spent - on_machines) - worn_building


@rule
def room_on_plot(firm, trade, numbers):
    """Posts that still fit on the firm's plot if it builds as densely as it may."""
    most = numbers.expansion_dense_most * firm.plot_centi_mu / 100.0 / trade.own_mu
    return most - firm.planned_workers


@rule
def building_cost(firm, trade, posts, numbers):
    """Cost of a building for so many more posts, in fen; where no bare land is left it goes up, and is dearer."""
    bare = max(0.0, firm.plot_centi_mu / 100.0 / trade.own_mu - firm.planned_workers)
    above = max(0.0, posts - bare)
    return trade.own_m2 * numbers.firm_building_cost_m2 * (posts + (numbers.expansion_dense_cost - 1.0) * above)


@rule
def expand(firm, at, trade, lending, ground):
    """Add posts where customers wait, the return pays, there is room and money (E13)."""
    numbers = lending.numbers
    capital = firm.equipment + firm.building + firm.land_paid
    returns = 12.0 * firm.profit_12 / max(capital, 1.0)
    ready = firm.months_full >= numbers.expansion_full_months and firm.expansion_month < 0
    if not ready or returns < real_rate(numbers) + numbers.expansion_return_margin or firm.arrears_months > 0:
        return
    posts = numbers.expansion_step_share * firm.planned_workers
    tenant = firm.premises == FLOOR_PREMISES
    if not tenant:
        posts = min(posts, room_on_plot(firm, trade, numbers))
    if posts < 4.0:
        return
    building = 0.0 if tenant else building_cost(firm, trade, posts, numbers)
    cost = trade.equipment * posts + building
    surplus = max(0.0, firm.balance - numbers.firm_liquidity_months * liquid_cost(firm, trade, numbers))
    own = min(surplus, cost)
    pledge = numbers.bank_ltv_equipment * trade.equipment * posts + numbers.bank_ltv_land * building
    pledge += collateral(firm, numbers)
    if own < cost:
        plain, covered, _ = credit_offer(firm, at, trade, cost - own, pledge, lending)
        if own + plain + covered < numbers.expansion_finance_share * cost:
            return
        posts = posts * min(1.0, (own + plain + covered) / cost)
    if tenant:
        floor_need = whole(trade.factory_m2 * posts)
        if let_space(ground.blocks, ground.tenancies, ground.market, at, trade.upper_share, floor_need) == 0:
            return
        firm.floor_m2 += floor_need
    if own < cost:
        borrow(firm, at, trade, cost - own, pledge, CAPITAL_LOAN, numbers.bank_capital_loan_months, lending)
    order_addition(firm, trade, posts, lending)


@rule
def order_addition(firm, trade, posts, lending):
    """Pay for machines and building now; they stand some months later."""
    holders, ledger, numbers = lending.holders, lending.ledger, lending.numbers
    machines = fen(trade.equipment * posts)
    building = 0
    if firm.premises != FLOOR_PREMISES:
        building = fen(building_cost(firm, trade, posts, numbers))
    scale = 1.0
    if machines + building > firm.balance:
        scale = firm.balance / (machines + building)
    machines = whole(machines * scale)
    building = whole(building * scale)
    pay(ledger, firm, holders[OUTSIDE_AT], EQUIPMENT, machines)
    pay(ledger, firm, holders[OUTSIDE_AT], PROJECT_CONSTRUCTION, building)
    firm.expansion_posts = posts * scale
    firm.expansion_capital = machines * 1.0
    firm.expansion_building = building * 1.0
    firm.expansion_month = lending.environment.month + whole(numbers.expansion_ready_months)


@rule
def finish_addition(firm, month):
    """What was ordered stands."""
    if 0 <= firm.expansion_month <= month:
        firm.planned_workers += firm.expansion_posts
        firm.equipment += firm.expansion_capital
        firm.building += firm.expansion_building
        firm.expansion_posts, firm.expansion_capital, firm.expansion_building = 0.0, 0.0, 0.0
        firm.expansion_month = -1
        firm.months_full = 0


@rule
def pay_owner(firm, trade, holders, ledger, numbers):
    """Part of the profit goes to the owner while cash stays comfortable."""
    surplus = firm.balance - numbers.firm_dividend_floor_months * liquid_cost(firm, trade, numbers)
    amount = fen(min(surplus, numbers.firm_dividend_share * firm.profit))
    if amount > 0 and firm.arrears_months == 0:
        if firm.origin >= FROM_COUNTY:
            pay(ledger, firm, holders[POOL_AT], DIVIDENDS_LOCAL, amount)
        else:
            pay(ledger, firm, holders[OUTSIDE_AT], DIVIDENDS_OUTSIDE, amount)


@rule
def firms_decide(firms, sectors, lending, ground):
    """Each producing firm counts its arrears, weighs its risks, replaces, adds and pays out."""
    numbers, month = lending.numbers, lending.environment.month
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            owed = firm.wage_arrears + firm.tax_arrears + firm.interest_arrears
            broken = firm.bridge > 0 and firm.renewing == 0
            firm.arrears_months = firm.arrears_months + 1 if owed > 0 or broken else 0
            if firm.private_debt > 0 and firm.private_months > numbers.bridge_private_months:
                firm.arrears_months = 1000
            if lending.environment.calendar_month == 1:
                choose_course(firm, trade, lending.luck, numbers)
            finish_addition(firm, month)
            if firm.arrears_months == 0:
                replace_worn(firm, trade, lending.holders, lending.ledger, numbers)
            else:
                firm.equipment = firm.equipment * (1.0 - numbers.firm_equipment_wear_per_year / 12.0)
            expand(firm, at, trade, lending, ground)
            pay_owner(firm, trade, lending.holders, lending.ledger, numbers)
