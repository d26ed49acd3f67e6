"""Premises: own plot or factory floor, and who gets them (3.6.2 to 3.6.4)."""

from sim.actors.firm import (
    FLOOR_PREMISES,
    LANDED,
    PLOT_PREMISES,
)
from sim.actors.fund import MUTUAL, net_assets
from sim.books import EQUITY_IN, FUND_COUNT, FUND_FIRST, LAND_PRICE, LAND_SHARE, OUTSIDE_AT, PLATFORM_AT, POOL_AT, pay
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.mathematics import fen, whole
from sim.foundations.rules import rule
from sim.markets.credit import branch_room, pick_bank, under_guarantee
from sim.markets.guarantees import guarantee_room, others_share
from sim.markets.holding import asked_mu, holding_gain
from sim.markets.project import project_value
from sim.markets.promotion import gumbel, working_capital
from sim.places.factories import free_space
from sim.places.land import CENTI, HELD
from sim.places.parcels import free_row, granted_part, occupy, tract_of

ACCEPTS_FLOOR = decision(
    "investor.accepts_floor", who="investor", lasts="life", law="yes with the trade's share that factories suit"
)


PREMISES_TASTE = decision(
    "investor.premises_taste",
    who="investor",
    k="0: plot; 1: floor",
    lasts="life",
    law="Gumbel over the slope of choice",
)


@rule
def would_take_floor(firm, trade, luck, numbers):
    """Only light trades and firms of moderate size consider a factory floor."""
    small = firm.planned_workers <= numbers.factory_tenant_most_workers
    small = small or firm.planned_workers * trade.factory_m2 <= numbers.factory_tenant_most_m2
    return small and draw_for_life(luck, ACCEPTS_FLOOR, firm.number, 0) < trade.accepts_factory


@rule
def affordable(firm, trade, on_plot, lending):
    """Whether his own money and the credit that he may expect reach the entry gate with these premises (E6)."""
    numbers = lending.numbers
    posts = firm.planned_workers
    equipment = trade.equipment * posts
    land = trade.own_mu * lending.environment.land_price * posts * firm.ask_ratio
    building = trade.own_m2 * numbers.firm_building_cost_m2 * posts
    if not on_plot:
        land, building = 0.0, numbers.pipeline_fit_out_share * equipment
    pledge = numbers.bank_ltv_equipment * equipment
    if on_plot:
        pledge += numbers.bank_ltv_land * (land + building)
    capital = equipment + land + building
    needed = capital + working_capital(firm, trade, numbers)
    credit = min(expected_credit(firm, max(0.0, needed - firm.wealth), pledge, lending), needed)
    return firm.wealth + credit >= numbers.bank_start_share * needed and firm.wealth >= numbers.bank_own_share * capital


@rule
def expected_credit(firm, demand, pledge, lending):
    """What a branch with room would lend against this pledge with the best guarantee on offer, unseen, in fen."""
    bank = pick_bank(firm, lending.banks, lending.luck, lending.numbers)
    if bank < 0:
        return 0.0
    best = min(demand, pledge)
    for kind in range(FUND_COUNT):
        fund = lending.funds[kind]
        if fund.open == 1 and fund.cover > 0.0 and kind != MUTUAL:
            assets = net_assets(fund, lending.holders[FUND_FIRST + kind], lending.numbers)
            room = guarantee_room(fund, assets, 0.0, lending.numbers) / fund.cover
            believed = min(0.99, lending.banks[bank].belief[kind] * fund.cover + others_share(fund))
            best = max(best, under_guarantee(demand, pledge, believed, room)[0])
    return min(best, branch_room(firm, lending.banks[bank], lending.numbers))


@rule
def choose_premises(firm, trade, lending, ground):
    """Own plot or factory floor: what he can pay for, then what is worth more to him. The value per capital."""
    numbers, environment, luck = lending.numbers, lending.environment, lending.luck
    firm.value_plot = project_value(firm, trade, environment, numbers, 0.0, True)
    firm.value_floor = -9.0
    firm.premises = PLOT_PREMISES
    # Who would do worse here than elsewhere may still gain by holding the land: staying out is worth the trade's mean.
    out = environment.value_at_start[firm.trade]
    plot = max(firm.value_plot, out + holding_gain(firm, trade, environment, numbers))
    if not would_take_floor(firm, trade, luck, numbers):
        return plot
    need = whole(trade.factory_m2 * firm.planned_workers)
    if free_space(ground.blocks, trade.upper_share, need) < need:
        return plot
    rent = ground.market.rent * (1.0 - trade.upper_share * (1.0 - numbers.factory_rent_upper))
    firm.value_floor = project_value(firm, trade, environment, numbers, rent, False)
    plot_ok = affordable(firm, trade, True, lending)
    floor_ok = affordable(firm, trade, False, lending)
    taste_plot = gumbel(draw_for_life(luck, PREMISES_TASTE, firm.number, 0)) / numbers.choice_slope
    taste_floor = gumbel(draw_for_life(luck, PREMISES_TASTE, firm.number, 1)) / numbers.choice_slope
    prefers_floor = firm.value_floor + taste_floor > plot + taste_plot
    if (prefers_floor or not plot_ok) and (floor_ok or not plot_ok):
        firm.premises = FLOOR_PREMISES
        firm.need_m2 = need
        return firm.value_floor
    return plot


@rule
def take_plot(firm, at, trade, lending, ground):
    """Buy the plot that was asked for, if the land bank has it; land is then held whether or not money follows."""
    numbers, land, month = lending.numbers, ground.land, lending.environment.month
    need = whole(asked_mu(firm, trade)) + 1
    price = fen(need * lending.environment.land_price)
    if firm.wealth < price:
        return
    row = free_row(ground.plots)
    shared = occupy(land, ground.tracts, ground.cells, row, need)
    if shared < 0.0:
        land.asked += CENTI * need
        return
    enter_plot(firm, at, row, need, month, land, ground.plots)
    firm.tract = tract_of(ground.cells, row)
    firm.wealth -= price
    pay(lending.ledger, lending.holders[OUTSIDE_AT], firm, EQUITY_IN, price)
    pay(lending.ledger, firm, lending.holders[PLATFORM_AT], LAND_PRICE, price)
    pay(lending.ledger, lending.holders[PLATFORM_AT], lending.holders[POOL_AT], LAND_SHARE, fen(shared * price))
    part = granted_part(ground.tracts, ground.cells, row)
    land.grant_income += fen(part * (1.0 - shared) * price)
    firm.land_paid = price
    posts = firm.planned_workers
    firm.capital_plan = posts * (trade.equipment + trade.own_m2 * numbers.firm_building_cost_m2)
    firm.stage = LANDED
    firm.since = month


@rule
def enter_plot(firm, at, row, mu, month, land, plots):
    """The plot of so many mu is entered in this row of the register."""
    plots[row].number = row + 1
    plots[row].holder = at
    plots[row].state = HELD
    plots[row].centi_mu = CENTI * mu
    plots[row].since = month
    firm.plot = row
    firm.plot_centi_mu = CENTI * mu
    land.transferred += CENTI * mu
