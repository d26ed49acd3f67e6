"""The pipeline: from lead to production, through gates that can be full (MODEL.md 3.6.2)."""

from sim.actors.administration import SIGNED
from sim.actors.bank import CAPITAL_LOAN
from sim.actors.firm import (
    BUILDING,
    CONTRACT,
    FLOOR_PREMISES,
    HERE,
    INTENT,
    LANDED,
    LEAD,
    PRODUCING,
)
from sim.books import EQUIPMENT, EQUITY_IN, OUTSIDE_AT, PROJECT_CONSTRUCTION, pay
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw, draw_for_life
from sim.foundations.mathematics import log, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.admission import fix_ask, is_admitted
from sim.markets.credit import borrow, credit_offer
from sim.markets.holding import attach, wants_to_build
from sim.markets.premises import choose_premises, take_plot
from sim.markets.project import chance_to_win
from sim.markets.promotion import divert_from_neighbours, own_plot_capital, settle_elsewhere, working_capital
from sim.markets.reputation import eagerness
from sim.places.factories import free_space, let_space, tract_of_tenant

numbers_of(
    "pipeline",
    lead_to_intent=number(
        0.12,
        "per month",
        ASSUMPTION,
        low=0.06,
        high=0.24,
        departs="design: times fit of trades too; here that stays at its starting value",
    ),
    lead_drop=number(0.15, "per month", ASSUMPTION, low=0.08, high=0.3),
    intent_to_contract=number(
        0.10,
        "per month",
        ASSUMPTION,
        low=0.05,
        high=0.2,
    ),
    intent_drop=number(0.06, "per month", ASSUMPTION, low=0.03, high=0.12),
    wait_drop=number(
        0.010,
        "per month",
        ASSUMPTION,
        low=0.005,
        high=0.02,
        departs="design: doubles after a broken promise; here after a wait longer than an investor is told to expect",
    ),
    wait_drop_slope=number(0.004, "per month and month waited", ASSUMPTION, low=0.002, high=0.008),
    fit_out_months=number(3, "months", ASSUMPTION, low=2, high=6),
    stall_share=number(0.2, "of the normal pace", "assumption (equation E5 of the design)", low=0.1, high=0.4),
    fit_out_share=number(
        0.10,
        "of equipment",
        ASSUMPTION,
        low=0.05,
        high=0.2,
        departs="not in the design: it says how long a fit-out takes, not what it costs",
    ),
)

STEP = decision("investor.step", who="investor", law="goes on, waits or drops out, by the stage's two hazards")
ANNOUNCES = decision(
    "investor.announces", who="investor", lasts="life", law="announced over true sum, one plus an exponential"
)


@rule
def leads_become_intents(firms, environment, administration, luck, numbers):
    """A lead turns serious, the more readily the better his contacts speak of the zone, or is lost."""
    for firm in firms:
        if firm.stage == LEAD and firm.since < environment.month:
            u = draw(luck, STEP, firm.number, 0)
            eager = eagerness(firm.heard, administration.reputation_start, numbers)
            if u < numbers.pipeline_lead_to_intent * eager:
                firm.stage = INTENT
                firm.since = environment.month
            elif u > 1.0 - numbers.pipeline_lead_drop:
                settle_elsewhere(firm, environment.month)


@rule
def intents_sign(firms, sectors, administration, terms, lending, ground):
    """An investor with intent compares this zone with named rivals, and signs, waits or leaves."""
    environment, numbers = lending.environment, lending.numbers
    for firm in firms:
        if firm.stage == INTENT and firm.since < environment.month:
            u = draw(lending.luck, STEP, firm.number, 0)
            value = choose_premises(firm, sectors[firm.trade], lending, ground)
            win = chance_to_win(firm, value, environment, numbers, lending.luck)
            hazard = (
                numbers.pipeline_intent_to_contract * administration.push * win / environment.win_at_start[firm.trade]
            )
            if u < min(hazard, 1.0 - numbers.pipeline_intent_drop):
                fix_ask(firm, terms, environment, numbers)
                announce(firm, sectors[firm.trade], administration, lending.luck, numbers)
                if is_admitted(firm, sectors[firm.trade], terms, numbers) == 1:
                    sign_contract(firm, environment.month)
                    attach(firm, win, numbers, lending.luck)
                    administration.announced += firm.announced
                else:
                    settle_elsewhere(firm, environment.month)
            elif u > 1.0 - numbers.pipeline_intent_drop:
                settle_elsewhere(firm, environment.month)


@rule
def sign_contract(firm, month):
    """A contract: here, on these premises."""
    firm.stage = CONTRACT
    firm.since = month
    firm.signed = month
    firm.destination = HERE
    firm.file_step = -1
    firm.approved_month = -1


@rule
def announce(firm, trade, administration, luck, numbers):
    """What the contract announces: the true investment, blown up the more, the more signed value counts (3.6.2)."""
    true = own_plot_capital(firm, trade, numbers)
    blown = numbers.promotion_announced_inflation * administration.kpi_weight[SIGNED]
    firm.announced = true * (1.0 - blown * log(draw_for_life(luck, ANNOUNCES, firm.number, 0)))


@rule
def contracts_land(firms, sectors, lending, ground):
    """Approved projects take their plot or floor, the longest waiting first; who waits too long goes elsewhere."""
    environment, numbers = lending.environment, lending.numbers
    month = environment.month
    ground.land.asked = 0
    for firm in firms:
        if firm.stage == CONTRACT:
            waited = month - firm.signed
            drop = numbers.pipeline_wait_drop + numbers.pipeline_wait_drop_slope * waited
            if waited > numbers.reputation_promised_wait_months:
                drop = 2.0 * drop
            if draw(lending.luck, STEP, firm.number, 0) < drop:
                settle_elsewhere(firm, month)
    at = next_waiting(firms, month, -1, -1, environment, numbers)
    while at >= 0:
        firm = firms[at]
        trade = sectors[firm.trade]
        if firm.premises == FLOOR_PREMISES:
            take_floor(firm, at, trade, lending, ground)
        else:
            take_plot(firm, at, trade, lending, ground)
        at = next_waiting(firms, month, firm.signed, at, environment, numbers)


@rule
def next_waiting(firms, month, signed, after, environment, numbers):
    """The next approved contract by date of signature, then by number; -1 when there is none."""
    best = -1
    for at in range(len(firms)):
        firm = firms[at]
        dirty = firm.trade == 1 or firm.trade == 4
        barred = dirty and environment.sewage_months >= 3
        if firm.stage == CONTRACT and 0 <= firm.approved_month <= month and not barred:
            later = firm.signed > signed or (firm.signed == signed and at > after)
            if later and (best < 0 or firm.signed < firms[best].signed):
                best = at
    return best


@rule
def take_floor(firm, at, trade, lending, ground):
    """A floor is let only to a project whose money is together; it starts fitting out at once."""
    numbers = lending.numbers
    if free_space(ground.blocks, trade.upper_share, firm.need_m2) < firm.need_m2:
        return
    firm.capital_plan = firm.planned_workers * trade.equipment * (1.0 + numbers.pipeline_fit_out_share)
    if start_building(firm, at, trade, lending) == 1:
        let_space(ground.blocks, ground.tenancies, ground.market, at, trade.upper_share, firm.need_m2)
        firm.floor_m2 = firm.need_m2
        firm.tract = tract_of_tenant(ground.blocks, ground.tenancies, at)
        firm.build_months = numbers.pipeline_fit_out_months


@rule
def start_building(firm, at, trade, lending):
    """The money gate (E6): own money and committed credit must reach most of capital and working capital."""
    numbers = lending.numbers
    working = working_capital(firm, trade, numbers)
    capital = firm.capital_plan + firm.land_paid
    own = firm.wealth + firm.land_paid
    if own < numbers.bank_own_share * capital:
        return 0
    demand = capital + working - own
    pledge = numbers.bank_ltv_land * firm.land_paid + planned_pledge(firm, trade, numbers)
    if demand > 0.0:
        plain, covered, _ = credit_offer(firm, at, trade, demand, pledge, lending)
        if own + plain + covered < numbers.bank_start_share * (capital + working):
            firm.refused = whole(demand - plain - covered)
            return 0
    paid_in = firm.wealth
    if demand <= 0.0:
        paid_in = min(firm.wealth, whole(firm.capital_plan + working))
    firm.wealth -= paid_in
    pay(lending.ledger, lending.holders[OUTSIDE_AT], firm, EQUITY_IN, paid_in)
    borrow(firm, at, trade, demand, pledge, CAPITAL_LOAN, numbers.bank_capital_loan_months, lending)
    firm.stage = BUILDING
    firm.since = lending.environment.month
    firm.progress = 0.0
    firm.stalled = 0
    return 1


@rule
def planned_pledge(firm, trade, numbers):
    """What building and equipment will be worth as collateral once they stand, in fen."""
    equipment = firm.planned_workers * trade.equipment
    if firm.premises == FLOOR_PREMISES:
        return numbers.bank_ltv_equipment * equipment
    building = firm.planned_workers * trade.own_m2 * numbers.firm_building_cost_m2
    return numbers.bank_ltv_equipment * equipment + numbers.bank_ltv_land * building


@rule
def landed_start(firms, sectors, lending):
    """Projects that hold a plot and would rather use it than keep it bare try to bring their money together."""
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage == LANDED:
            firm.refused = 0
        waits = firm.stage == LANDED and firm.since < lending.environment.month
        if waits and wants_to_build(firm, sectors[firm.trade], lending.environment, lending.numbers):
            start_building(firm, at, sectors[firm.trade], lending)


@rule
def projects_build(firms, sectors, environment, holders, ledger, numbers):
    """Builders go on at their pace as long as there is cash; what is finished starts to produce (E5)."""
    for firm in firms:
        if firm.stage == BUILDING and firm.since < environment.month:
            trade = sectors[firm.trade]
            pace = 1.0 / firm.build_months
            step = min(pace, min(1.0 - firm.progress, firm.balance / firm.capital_plan))
            spent = whole(step * firm.capital_plan)
            equipment = firm.planned_workers * trade.equipment
            machines = whole(spent * min(1.0, equipment / firm.capital_plan))
            pay(ledger, firm, holders[OUTSIDE_AT], EQUIPMENT, machines)
            pay(ledger, firm, holders[OUTSIDE_AT], PROJECT_CONSTRUCTION, spent - machines)
            firm.progress += step
            firm.equipment += machines
            firm.building += spent - machines
            if step < numbers.pipeline_stall_share * pace and firm.progress < 0.999:
                firm.stalled += 1
            else:
                firm.stalled = 0
            if firm.progress >= 0.999:
                start_producing(firm, trade, environment, numbers)


@rule
def start_producing(firm, trade, environment, numbers):
    """The first month of production: offers the going wage and expects to sell half of what it can make."""
    firm.stage = PRODUCING
    firm.since = environment.month
    firm.started = environment.month
    firm.renewed = environment.month
    firm.equipment = firm.planned_workers * trade.equipment
    if firm.premises == FLOOR_PREMISES:
        firm.building = 0.0
    firm.wage = environment.wage / environment.trend
    firm.use = 0.7
    firm.expected_sales = 0.5 * firm.planned_workers * trade.revenue * environment.trend * firm.productivity
    firm.revenue_12 = firm.expected_sales
    firm.profit_12 = 0.03 * firm.expected_sales
    divert_from_neighbours(firm, trade, environment, numbers)
