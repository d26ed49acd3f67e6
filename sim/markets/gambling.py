"""An owner who gambles: limited liability makes risk worth its price where debts are high (MODEL.md E22)."""

import math

from sim.actors.firm import unit_margin
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import normal, normal_density, normal_share
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.risk import total_assets, total_debt

numbers_of(
    "gamble",
    year_sd=number(
        0.25,
        "of a year's value added",
        ASSUMPTION,
        low=0.1,
        high=0.5,
        departs="not in the design: how uncertain a safe year is, about the yearly spread of productivity",
    ),
    mean_loss=number(0.01, "of assets a year", "assumption (equation E22 of the design)", low=0.0, high=0.05),
    spread=number(2.0, "times the safe spread", "assumption (equation E22 of the design)", low=1.0, high=3.0),
    liable_share=number(
        0.3,
        "of private wealth",
        ASSUMPTION,
        low=0.0,
        high=1.0,
        departs="not in the design: how much of the owner's own wealth answers for the firm",
    ),
    kept_share=number(
        0.5,
        "of the wealth that he brings",
        ASSUMPTION,
        low=0.0,
        high=2.0,
        departs="not in the design: what an owner keeps at home beside what he puts in",
    ),
)

VENTURE = decision("firm.venture", who="firm", law="normal outcome of a gamble")


@rule
def owners_payoff(mean, sd, debt, pledged):
    """Expected value above debts under limited liability, less what the owner loses of his own if it fails (E22)."""
    z = (mean - debt) / sd
    return (mean - debt) * normal_share(z) + sd * normal_density(z) - pledged * normal_share(-z)


@rule
def gambles(firm, trade, numbers):
    """Whether the risky course is worth more to the owner than the safe one for the coming year."""
    sd = numbers.gamble_year_sd * 12.0 * firm.revenue_12 * unit_margin(trade, numbers)
    if sd <= 0.0:
        return False
    assets, debt = total_assets(firm), total_debt(firm) * 1.0
    pledged = numbers.gamble_liable_share * firm.private_wealth
    mean = assets + 12.0 * firm.profit_12
    safe = owners_payoff(mean, sd, debt, pledged)
    return owners_payoff(mean - numbers.gamble_mean_loss * assets, numbers.gamble_spread * sd, debt, pledged) > safe


@rule
def choose_course(firm, trade, luck, numbers):
    """In January the owner chooses; a gamble comes out once for the whole year, as a factor on productivity.

    Its spread adds to the usual one so that both together are `gamble.spread` times the usual; its mean is lower.
    """
    firm.risky, firm.venture = 0, 1.0
    if gambles(firm, trade, numbers):
        firm.risky = 1
        added = numbers.gamble_year_sd * math.sqrt(max(0.0, numbers.gamble_spread * numbers.gamble_spread - 1.0))
        made = max(12.0 * firm.revenue_12 * unit_margin(trade, numbers), 1.0)
        lost = numbers.gamble_mean_loss * total_assets(firm) / made
        firm.venture = max(0.1, 1.0 - lost + added * normal(draw(luck, VENTURE, firm.number, 0)))
