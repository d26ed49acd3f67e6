"""Holding land instead of using it: what it is worth to whom (MODEL.md 3.6.3)."""

from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.mathematics import log, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.project import project_value
from sim.markets.promotion import gumbel, own_plot_capital

ATTACHED = decision(
    "investor.attached_to_place",
    who="investor",
    lasts="life",
    law="Gumbel: what drew the holder here, given that he came",
)

numbers_of(
    "holding",
    years=number(3, "years", ASSUMPTION, low=1, high=8, departs="not in the design: how far a holder of land looks"),
    sale_cost=number(
        0.10,
        "share of value",
        ASSUMPTION,
        low=0.03,
        high=0.3,
        departs="not in the design: duties and favours when a holder sells",
    ),
    best_tax=number(0.5, "times", ASSUMPTION, low=0.0, high=1.0, departs="not in the design: land tax of class A"),
    third_tax=number(1.5, "times", ASSUMPTION, low=1.0, high=3.0, departs="not in the design: land tax of class C"),
    worst_tax=number(3.0, "times", ASSUMPTION, low=1.0, high=6.0, departs="not in the design: land tax of class D"),
)


@rule
def tax_times(land_class, environment, numbers):
    """How often the usual land tax a firm of this class pays; not ranked is the usual one."""
    times = 1.0
    if land_class == 1:
        times = numbers.holding_best_tax
    elif land_class == 3:
        times = numbers.holding_third_tax
    elif land_class == 4:
        times = numbers.holding_worst_tax
    return max(0.0, 1.0 + (times - 1.0) * environment.land_scored)


@rule
def held_mu_worth(environment, land_class, numbers):
    """Present value of a mu kept bare for some years and then sold, less its tax and the risk to lose it, in fen.

    It may grow in value; who keeps it bare beyond the deadline may lose it in his last year.
    """
    rate, growth = numbers.choice_hurdle_rate, environment.land_growth
    tax = numbers.land_tax_mu * tax_times(land_class, environment, numbers)
    worth, taxes = environment.land_value * (1.0 - numbers.holding_sale_cost), 0.0
    factor = 1.0
    for _ in range(whole(numbers.holding_years)):
        factor = factor / (1.0 + rate)
        worth = worth * (1.0 + growth)
        taxes += tax * factor
    return worth * factor * (1.0 - min(1.0, environment.reclaim_risk)) - taxes


@rule
def asked_mu(firm, trade):
    """What the project asks for, in mu."""
    return firm.ask_ratio * trade.own_mu * firm.planned_workers


@rule
def holding_gain(firm, trade, environment, numbers):
    """What buying the plot only to hold it would bring, per own-plot capital."""
    gain = held_mu_worth(environment, 0, numbers) - environment.land_price
    return gain * asked_mu(firm, trade) / own_plot_capital(firm, trade, numbers)


@rule
def attach(firm, win, numbers, luck):
    """What the place is worth to him beyond what its figures say, against staying out, per own-plot capital.

    He chose it among options with Gumbel tastes: the utility of what is chosen is Gumbel too, higher by minus the log
    of its chance than the option's own figures (the property of the logit choice behind E3).
    """
    taste = gumbel(draw_for_life(luck, ATTACHED, firm.number, 0))
    firm.attachment = (taste - 0.5772156649015329 - log(win)) / numbers.choice_slope


@rule
def wants_to_build(firm, trade, environment, numbers):
    """Whether the plot that he already holds is worth more to him with a plant on it than bare."""
    value = project_value(firm, trade, environment, numbers, 0.0, True)
    gain = value - environment.value_at_start[firm.trade] + firm.attachment
    built = gain * own_plot_capital(firm, trade, numbers) + environment.land_price * asked_mu(firm, trade)
    return built >= held_mu_worth(environment, firm.land_class, numbers) * firm.plot_centi_mu / 100.0
