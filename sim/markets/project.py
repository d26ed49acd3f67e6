"""What a project is worth here, and whether it is won (MODEL.md E2, E3)."""

from sim.actors.firm import unit_margin
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.mathematics import exp, normal, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.promotion import own_plot_capital, working_capital

numbers_of(
    "choice",
    hurdle_rate=number(0.12, "per year, real", "assumption, fitted", low=0.08, high=0.18),
    slope=number(4.0, "per unit of value", "assumption, to be fitted to but-for shares only", low=2.0, high=9.0),
    rival_sd=number(
        0.06,
        "of own-plot capital",
        ASSUMPTION,
        low=0.02,
        high=0.15,
        departs="design: rivals' offers drift from month to month; here each is fixed for an investor's life",
    ),
    ability_horizon=number(0.27, "share", "computed: own productivity averaged over ten years", low=0.1, high=0.5),
    scrap_equipment=number(0.27, "share", ASSUMPTION, low=0.15, high=0.4),
)

RIVAL = decision("investor.rival", who="investor", k="rival", lasts="life", law="normal gap to a rival zone")
RIVALS = 2


@rule
def annuity(rate, years):
    """Present value of one a year over so many whole years."""
    total, factor = 0.0, 1.0
    for _ in range(years):
        factor = factor / (1.0 + rate)
        total += factor
    return total


@rule
def project_value(firm, trade, environment, numbers, rent_m2, on_plot):
    """Net present value on a plot or on a floor over ten years, per own-plot capital (E2)."""
    posts = firm.planned_workers
    building = trade.own_m2 * numbers.firm_building_cost_m2 * posts
    land = trade.own_mu * environment.land_price * posts * firm.ask_ratio
    equipment = trade.equipment * posts
    rent = trade.factory_m2 * rent_m2 * posts
    if on_plot:
        rent = 0.0
    else:
        building, land = 0.0, 0.0
    sales = posts * trade.revenue * environment.fill * environment.match
    sales = sales * exp(numbers.choice_ability_horizon * firm.log_productivity)
    premium = 1.0 + numbers.firm_skilled_premium * trade.skilled_share
    piece = 1.0 - numbers.firm_piece_rate_share * (1.0 - environment.fill)
    pay = posts * environment.wage / environment.trend * premium * (1.0 + numbers.firm_oncost) * piece
    wear = numbers.firm_equipment_wear_per_year * equipment + numbers.firm_building_wear_per_year * building
    tax = numbers.firm_profit_tax_share
    made = unit_margin(trade, numbers) * sales
    visits = numbers.holdup_told_share * (environment.take_share - environment.take_at_start) * made
    surplus = 12.0 * (made - pay - rent - visits)
    yearly = (1.0 - tax) * surplus + tax * wear - wear
    needed = equipment + building + land
    working = working_capital(firm, trade, numbers)
    rate = numbers.choice_hurdle_rate
    last = annuity(rate, 10) - annuity(rate, 9)
    salvage = numbers.choice_scrap_equipment * equipment + numbers.land_resale_share * building + land + working
    value = annuity(rate, 10) * yearly + last * salvage - needed - working
    value -= environment.reclaim_risk * environment.overdue_share * land
    value += environment.credibility * incentives(made, surplus - wear, land, environment, numbers)
    return value / own_plot_capital(firm, trade, numbers)


@rule
def incentives(made, profit, land, environment, numbers):
    """Present value of what the county promises today, if it keeps its word: land price and taxes given back (E2)."""
    county = numbers.tax_county_share
    taxes = numbers.firm_vat_share * 12.0 * made * environment.vat_local_share * county
    taxes += numbers.firm_profit_tax_share * max(0.0, profit) * numbers.tax_profit_tax_local * county
    years = annuity(numbers.choice_hurdle_rate, whole(numbers.promises_tax_years))
    return environment.incentive_land_share * land + environment.incentive_tax_share * taxes * years


@rule
def chance_to_win(firm, value, environment, numbers, luck):
    """How likely this zone is his choice against two rivals and staying out (E3)."""
    slope = numbers.choice_slope
    mean = environment.value_at_start[firm.trade]
    here = exp(slope * (value - mean))
    others = 1.0
    for rival in range(RIVALS):
        gap = numbers.choice_rival_sd * normal(draw_for_life(luck, RIVAL, firm.number, rival))
        others += exp(slope * gap)
    return here / (here + others)
