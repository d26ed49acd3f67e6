"""Land that comes back: plots of closed firms, overdue plots that the county takes, land that its holders return."""

from sim.actors.firm import BUILDING, LANDED, PRODUCING
from sim.books import LAND_BUYBACK, OUTSIDE_AT, PLATFORM_AT, RECLAIM_COMPENSATION, RECLAIM_COSTS, pay
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import fen, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.holding import held_mu_worth, wants_to_build
from sim.places.land import CENTI, FREE_PLOT, RETURNED
from sim.places.parcels import granted_part, vacate

numbers_of(
    "reclaim",
    usual_effort=number(
        0.01,
        "of overdue plots a month",
        ASSUMPTION,
        low=0.0,
        high=0.3,
        departs="not in the design: how seldom counties take land back where nobody presses them",
    ),
    legal_share=number(0.03, "of the land price", "assumption (section 3.12 of the design)", low=0.01, high=0.10),
    building_share=number(0.5, "of building value", "assumption (section 3.6.2 of the design)", low=0.0, high=1.0),
    memory=number(
        0.05,
        "per month",
        ASSUMPTION,
        low=0.01,
        high=0.2,
        departs="not in the design: how fast owners' idea of the risk follows what they see",
    ),
)

TAKEN_BACK = decision("county.takes_land_back", who="firm", law="yes with the month's effort to reclaim")


@rule
def land_comes_back(firms, sectors, lending, ground):
    """Plots of closed firms return after some months; the county takes some overdue ones; holders return some."""
    environment, numbers, land = lending.environment, lending.numbers, ground.land
    month, held = environment.month, 0
    land.overdue, land.reclaimed_month = 0, 0
    for row in range(len(ground.plots)):
        plot = ground.plots[row]
        if plot.centi_mu > 0 and plot.block < 0:
            firm = firms[plot.holder]
            held += 1
            if plot.state == RETURNED:
                if month - plot.since >= numbers.exit_idle_land_months:
                    clear_plot(firm, row, ground)
            elif is_overdue(firm, environment):
                land.overdue += 1
                if draw(lending.luck, TAKEN_BACK, firm.number, 0) < environment.reclaim_effort:
                    take_back(firm, row, lending, ground)
            if firm.plot == row and environment.calendar_month == 1 and month - plot.since >= 12:
                holder_returns(firm, row, sectors[firm.trade], lending, ground)
    environment.overdue_share = land.overdue / held if held > 0 else 0.0
    if land.overdue > 0:
        seen = 12.0 * land.reclaimed_month / land.overdue
        environment.reclaim_risk += numbers.reclaim_memory * (seen - environment.reclaim_risk)


@rule
def is_overdue(firm, environment):
    """Whether a plot is held without progress for longer than the rule allows."""
    waits = firm.stage == LANDED and environment.month - firm.since >= environment.reclaim_months
    return waits or (firm.stage == BUILDING and firm.stalled >= environment.reclaim_months)


@rule
def clear_plot(firm, row, ground):
    """The register forgets the plot; its cells are on offer again."""
    plot = ground.plots[row]
    vacate(ground.land, ground.tracts, ground.cells, row, plot.centi_mu // CENTI)
    ground.land.transferred -= plot.centi_mu
    if firm.plot == row:
        firm.plot = -1
        firm.plot_centi_mu = 0
    plot.centi_mu = 0
    plot.holder = -1
    plot.state = FREE_PLOT


@rule
def take_back(firm, row, lending, ground):
    """The county takes an overdue plot: it pays lawyers and half of what stands there; the land price is forfeited."""
    numbers, platform = lending.numbers, lending.holders[PLATFORM_AT]
    lawyers = fen(numbers.reclaim_legal_share * firm.land_paid)
    worth = fen(numbers.reclaim_building_share * firm.building)
    if ground.land.cash < lawyers + worth:
        return
    ground.land.cash -= lawyers + worth
    pay(lending.ledger, platform, lending.holders[OUTSIDE_AT], RECLAIM_COSTS, lawyers)
    pay(lending.ledger, platform, firm, RECLAIM_COMPENSATION, worth)
    firm.building, firm.land_paid = 0.0, 0.0
    ground.land.reclaimed_month += 1
    ground.land.reclaimed_total += ground.plots[row].centi_mu
    clear_plot(firm, row, ground)


@rule
def holder_returns(firm, row, trade, lending, ground):
    """In January a holder gives land back where a part of its price is worth more to him than keeping it bare."""
    environment, numbers, platform = lending.environment, lending.numbers, lending.holders[PLATFORM_AT]
    paid_mu = firm.land_paid / max(1.0, firm.plot_centi_mu / CENTI)
    offered = numbers.land_resale_share * paid_mu
    if offered <= 0.0 or held_mu_worth(environment, firm.land_class, numbers) >= offered:
        return
    spare = 0
    if firm.stage == LANDED and not wants_to_build(firm, trade, environment, numbers):
        spare = firm.plot_centi_mu // CENTI
    elif firm.stage == PRODUCING and firm.land_class >= 3:
        spare = max(0, whole(firm.plot_centi_mu / CENTI - trade.own_mu * firm.planned_workers))
    price = fen(spare * offered)
    if spare == 0 or ground.land.cash < price:
        return
    ground.land.cash -= price
    pay(lending.ledger, platform, firm, LAND_BUYBACK, price)
    ground.land.grant_income -= fen(granted_part(ground.tracts, ground.cells, row) * price)
    firm.land_paid -= spare * paid_mu
    ground.land.given_back_total += CENTI * spare
    if CENTI * spare == firm.plot_centi_mu:
        clear_plot(firm, row, ground)
        return
    vacate(ground.land, ground.tracts, ground.cells, row, spare)
    ground.land.transferred -= CENTI * spare
    ground.plots[row].centi_mu -= CENTI * spare
    firm.plot_centi_mu -= CENTI * spare


@rule
def land_in_vain(firms, sectors, plots, environment, numbers):
    """Land that nobody produces on, in mu: held idle for a year or more, spare with working firms, kept for its price.

    Idle is what waits, is stalled or has lost its firm; kept for its price is what its holder would not build on today.
    """
    idle, spare, bare = 0.0, 0.0, 0.0
    for plot in plots:
        if plot.centi_mu > 0 and plot.block < 0:
            firm, mu = firms[plot.holder], plot.centi_mu / CENTI
            since = environment.month - firm.since
            waiting = firm.stage == LANDED and since >= numbers.exit_idle_land_months
            stalled = firm.stage == BUILDING and firm.stalled >= numbers.exit_idle_land_months
            if plot.state == RETURNED or waiting or stalled:
                idle += mu
            if firm.stage == PRODUCING:
                spare += max(0.0, mu - sectors[firm.trade].own_mu * firm.planned_workers)
            elif firm.stage == LANDED and not wants_to_build(firm, sectors[firm.trade], environment, numbers):
                bare += mu
    return idle, spare, bare
