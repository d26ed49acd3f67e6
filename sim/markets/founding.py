"""Founders: skilled workers of the zone with savings start firms of their own (MODEL.md 3.6.14).

Where the smallest way in is a part of a floor, more people's savings reach it than where it is a plot.
"""

import numpy as np

from sim.actors.firm import FROM_ZONE, LEAD, NOWHERE, PRODUCING
from sim.actors.worker import IN_ZONE
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw, draw_for_life
from sim.foundations.mathematics import exp, normal, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.promotion import describe_founder, own_plot_capital, working_capital
from sim.places.factories import free_space

FOUNDER_FIRST = 100_000_000  # numbers of founders lie above those of all investors of the queue

numbers_of(
    "founders",
    month=number(0.0003, "per month", "assumption (section 3.6.14 of the design)", low=0.0, high=0.001),
    tenure_months=number(24, "months", "assumption (section 3.6.14 of the design)", low=12, high=60),
    usual_margin=number(
        0.05, "of revenue", ASSUMPTION, low=0.02, high=0.08, departs="not in the design: the mean of its profit z-score"
    ),
    margin_sd=number(
        0.05,
        "of revenue",
        ASSUMPTION,
        low=0.02,
        high=0.1,
        departs="not in the design: spread of the profit z-score",
    ),
    savings_months=number(
        60,
        "months of pay",
        ASSUMPTION,
        low=20,
        high=200,
        departs="not in the design: median savings of a family of the skilled, with what kin lend",
    ),
    savings_sd=number(
        1.0, "log points", ASSUMPTION, low=0.5, high=1.5, departs="not in the design: spread of such savings"
    ),
    own_share=number(0.2, "of the way in", "assumption (section 3.6.14 of the design)", low=0.1, high=0.5),
    least_floor_m2=number(200, "m2", "design: a factory unit of 200 m2", low=100, high=1000),
    least_plot_mu=number(10, "mu", "design: a plot of 10 mu", low=3, high=30),
)

FOUNDS = decision("worker.founds_firm", who="worker", law="yes with the trade's hazard of founders")
SAVINGS = decision("worker.savings", who="worker", lasts="life", law="savings, log-normal")


@rule
def trade_margin(firms, at):
    """Profit over revenue of the trade's firms in the zone."""
    profit, revenue = 0.0, 0.0
    for firm in firms:
        if firm.stage == PRODUCING and firm.trade == at:
            profit += firm.profit_12
            revenue += firm.revenue_12
    return profit / revenue if revenue > 0.0 else 0.0


@rule
def way_in(trade, posts, on_plot, environment, numbers):
    """What a firm of so many posts needs to begin, in fen: machines, working capital, and a plot with its building."""
    needed = posts * trade.equipment + numbers.firm_working_capital_months * posts * trade.revenue
    if on_plot:
        building = posts * trade.own_m2 * numbers.firm_building_cost_m2
        needed += building + numbers.founders_least_plot_mu * environment.land_price
    return needed


@rule
def chance_to_found(firms, at, numbers):
    """Monthly chance of a skilled worker of this trade: nothing unless the trade earns more than usual."""
    score = (trade_margin(firms, at) - numbers.founders_usual_margin) / numbers.founders_margin_sd
    return numbers.founders_month * max(0.0, min(3.0, score))


@rule
def workers_found(workers, firms, sectors, lending, ground):
    """Each skilled worker with years in his trade may found, the more the better his trade does."""
    hazards = np.zeros(len(sectors), np.float64)
    for at in range(len(sectors)):
        hazards[at] = chance_to_found(firms, at, lending.numbers)
    most = hazards.max()
    row = next_reserve(firms)
    if most <= 0.0:
        return
    for worker in workers:
        if worker.place == IN_ZONE and worker.skill == 1 and worker.tenure >= lending.numbers.founders_tenure_months:
            if draw(lending.luck, FOUNDS, worker.number, 0) < hazards[worker.trade] and row < len(firms):
                try_to_found(worker, firms[row], firms, sectors[worker.trade], lending, ground)
                row = next_reserve(firms)


@rule
def try_to_found(worker, firm, firms, trade, lending, ground):
    """He founds on a plot where his savings reach that far, else on a part of a floor where one is free."""
    environment, numbers, luck = lending.environment, lending.numbers, lending.luck
    if has_founded(firms, worker.number):
        return
    taste = normal(draw_for_life(luck, SAVINGS, worker.number, 0))
    savings = numbers.founders_savings_months * exp(numbers.founders_savings_sd * taste) * environment.wage
    reach = savings / numbers.founders_own_share
    on_plot = max(8.0, numbers.founders_least_plot_mu / (trade.own_mu * numbers.land_ask_median))
    on_floor = max(8.0, numbers.founders_least_floor_m2 / trade.factory_m2)
    need = whole(on_floor * trade.factory_m2)
    if reach >= way_in(trade, on_plot, True, environment, numbers):
        found(firm, worker, on_plot, savings, trade, environment, numbers, luck)
    elif trade.accepts_factory > 0.0 and free_space(ground.blocks, trade.upper_share, need) >= need:
        if reach >= way_in(trade, on_floor, False, environment, numbers):
            found(firm, worker, on_floor, savings, trade, environment, numbers, luck)


@rule
def next_reserve(firms):
    """The first row kept for founders that nobody has taken."""
    for row in range(len(firms)):
        if firms[row].number == 0:
            return row
    return len(firms)


@rule
def has_founded(firms, who):
    """Whether this worker has founded before: a founder founds once."""
    before = False
    for firm in firms:
        before = before or firm.number == FOUNDER_FIRST + who
    return before


@rule
def found(firm, worker, size, savings, trade, environment, numbers, luck):
    """A founder is a lead like others, from the zone itself; without it he would not have founded."""
    firm.number = FOUNDER_FIRST + worker.number
    describe_founder(firm, worker.trade, size, numbers, luck)
    firm.origin = FROM_ZONE
    firm.outside_choice = NOWHERE
    # Savings come as owner's money; kin and the gate of E6 decide whether they reach.
    needed = own_plot_capital(firm, trade, numbers) + working_capital(firm, trade, numbers)
    firm.wealth = whole(min(savings, needed))
    firm.private_wealth = 0.0
    firm.heard = 0.5
    firm.stage = LEAD
    firm.since = environment.month
    firm.born = environment.month
