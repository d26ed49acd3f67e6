"""Premises: own plot or factory floor, and who gets them (3.6.2 to 3.6.4)."""

from sim.actors.firm import (
    FLOOR_PREMISES,
    LANDED,
    PLOT_PREMISES,
)
from sim.books import EQUITY_IN, LAND_PRICE, OUTSIDE_AT, PLATFORM_AT, pay
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.mathematics import fen, whole
from sim.foundations.rules import rule
from sim.markets.credit import guarantee_room, single_name_room
from sim.markets.project import project_value
from sim.markets.promotion import gumbel, working_capital
from sim.places.factories import free_space
from sim.places.land import HELD

ACCEPTS_FLOOR = decision("investor.accepts_floor")


PREMISES_TASTE = decision("investor.premises_taste")


@rule
def would_take_floor(firm, trade, luck, numbers):
    """Only light trades and firms of moderate size consider a factory floor."""
    small = firm.planned_workers <= numbers.factory_tenant_most_workers
    small = small or firm.planned_workers * trade.factory_m2 <= numbers.factory_tenant_most_m2
    return small and draw_for_life(luck, ACCEPTS_FLOOR, firm.number, 0) < trade.accepts_factory


@rule
def affordable(firm, trade, on_plot, fund, fund_assets, banks, luck, numbers):
    """Whether his own money and the credit that he may expect reach the entry gate with these premises (E6)."""
    posts = firm.planned_workers
    equipment = trade.equipment * posts
    land = trade.own_mu * numbers.land_price_mu * posts * firm.ask_ratio
    building = trade.own_m2 * numbers.firm_building_cost_m2 * posts
    if not on_plot:
        land, building = 0.0, numbers.pipeline_fit_out_share * equipment
    pledge = numbers.bank_ltv_equipment * equipment
    if on_plot:
        pledge += numbers.bank_ltv_land * (land + building)
    guaranteed = guarantee_room(fund, fund_assets, 0.0, numbers) / max(fund.cover, 0.01)
    credit = min(pledge + guaranteed, single_name_room(firm, banks, luck, numbers))
    capital = equipment + land + building
    gate = numbers.bank_start_share * (capital + working_capital(firm, trade, numbers))
    return firm.wealth + credit >= gate and firm.wealth >= numbers.bank_own_share * capital


@rule
def choose_premises(firm, trade, environment, blocks, market, fund, fund_assets, banks, luck, numbers):
    """Own plot or factory floor: what he can pay for, then what is worth more to him. The value per capital."""
    firm.value_plot = project_value(firm, trade, environment, numbers, 0.0, True)
    firm.value_floor = -9.0
    firm.premises = PLOT_PREMISES
    if not would_take_floor(firm, trade, luck, numbers):
        return firm.value_plot
    need = whole(trade.factory_m2 * firm.planned_workers)
    if free_space(blocks, trade.upper_share, need) < need:
        return firm.value_plot
    rent = market.rent * (1.0 - trade.upper_share * (1.0 - numbers.factory_rent_upper))
    firm.value_floor = project_value(firm, trade, environment, numbers, rent, False)
    plot_ok = affordable(firm, trade, True, fund, fund_assets, banks, luck, numbers)
    floor_ok = affordable(firm, trade, False, fund, fund_assets, banks, luck, numbers)
    taste_plot = gumbel(draw_for_life(luck, PREMISES_TASTE, firm.number, 0)) / numbers.choice_slope
    taste_floor = gumbel(draw_for_life(luck, PREMISES_TASTE, firm.number, 1)) / numbers.choice_slope
    prefers_floor = firm.value_floor + taste_floor > firm.value_plot + taste_plot
    if (prefers_floor or not plot_ok) and (floor_ok or not plot_ok):
        firm.premises = FLOOR_PREMISES
        firm.need_m2 = need
        return firm.value_floor
    return firm.value_plot


@rule
def take_plot(firm, at, trade, month, land, plots, holders, ledger, numbers):
    """Buy the plot that was asked for, if the land bank has it; land is then held whether or not money follows."""
    ask = whole(100.0 * firm.ask_ratio * trade.own_mu * firm.planned_workers) + 1
    price = fen(ask / 100.0 * numbers.land_price_mu)
    if land.bank < ask:
        land.asked += ask
        return
    if firm.wealth < price:
        return
    for row in range(len(plots)):
        if plots[row].centi_mu == 0:
            plots[row].number = row + 1
            plots[row].holder = at
            plots[row].state = HELD
            plots[row].centi_mu = ask
            plots[row].since = month
            firm.plot = row
            break
    land.bank -= ask
    land.transferred += ask
    firm.plot_centi_mu = ask
    firm.wealth -= price
    pay(ledger, holders[OUTSIDE_AT], firm, EQUITY_IN, price)
    pay(ledger, firm, holders[PLATFORM_AT], LAND_PRICE, price)
    firm.land_paid = price
    posts = firm.planned_workers
    firm.capital_plan = posts * (trade.equipment + trade.own_m2 * numbers.firm_building_cost_m2)
    firm.stage = LANDED
    firm.since = month
