"""What firms make of their land, and who ranks where (亩均论英雄; MODEL.md 3.6.3, E36)."""

import numpy as np

from sim.actors.firm import PLOT_PREMISES, PRODUCING, unit_margin
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule

MEASURES = 4

numbers_of(
    "land_score",
    first_months=number(
        12, "producing months", ASSUMPTION, low=6, high=36, departs="not in the design: from when a firm is ranked"
    ),
    best_share=number(0.2, "share", ASSUMPTION, low=0.1, high=0.4, departs="not in the design: share of class A"),
    third_share=number(
        0.3, "share", ASSUMPTION, low=0.1, high=0.5, departs="not in the design: share of classes C and D together"
    ),
    worst_share=number(0.1, "share", ASSUMPTION, low=0.0, high=0.3, departs="not in the design: share of class D"),
)


@rule
def measure_of(firm, trade, which, numbers):
    """Investment, revenue and tax on a mu, and value added on a yuan of energy: the more the better."""
    mu = max(1.0, firm.plot_centi_mu / 100.0)
    if which == 0:
        return (firm.equipment + firm.building) / mu
    if which == 1:
        return firm.revenue_12 / mu
    if which == 2:
        made = unit_margin(trade, numbers) * firm.revenue_12
        return (numbers.firm_vat_share * made + numbers.firm_profit_tax_share * max(0.0, firm.profit_12)) / mu
    return unit_margin(trade, numbers) / trade.energy


@rule
def rank_by_land(firms, sectors, environment, numbers):
    """Each January, where the county ranks: the mean rank in four measures of equal weight makes the class."""
    if environment.calendar_month != 1:
        return
    rows = np.empty(len(firms), np.int64)
    count = 0
    for at in range(len(firms)):
        firm = firms[at]
        firm.land_class = 0
        old = environment.month - firm.started >= numbers.land_score_first_months
        if environment.land_scored > 0.0 and firm.stage == PRODUCING and firm.premises == PLOT_PREMISES and old:
            rows[count] = at
            count += 1
    points = np.zeros(count, np.float64)
    for which in range(MEASURES):
        values = np.empty(count, np.float64)
        for place in range(count):
            firm = firms[rows[place]]
            values[place] = measure_of(firm, sectors[firm.trade], which, numbers)
        for place in range(count):
            for other in range(count):
                points[place] += 1.0 if values[other] < values[place] else 0.0
    for place in range(count):
        better = 0
        for other in range(count):
            higher = points[other] > points[place]
            first = points[other] == points[place] and firms[rows[other]].number < firms[rows[place]].number
            better += 1 if higher or first else 0
        firms[rows[place]].land_class = class_of((better + 0.5) / count, numbers)


@rule
def class_of(from_top, numbers):
    """The class of a firm at this share from the top of the list."""
    if from_top < numbers.land_score_best_share:
        return 1
    if from_top > 1.0 - numbers.land_score_worst_share:
        return 4
    if from_top > 1.0 - numbers.land_score_third_share:
        return 3
    return 2
