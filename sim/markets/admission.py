"""What a project may ask for: thresholds of investment a mu, announced or checked, and reviews of what is asked."""

from sim.actors.firm import FLOOR_PREMISES
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.holding import asked_mu, held_mu_worth

numbers_of(
    "admission",
    review_months=number(
        1.0,
        "months",
        ASSUMPTION,
        low=0.0,
        high=4.0,
        departs="not in the design: it says that a review costs time, not how much",
    ),
)


@rule
def fix_ask(firm, terms, environment, numbers):
    """What he asks for at last: more where land itself is a gain, less after a review (3.3)."""
    gain = held_mu_worth(environment, 0, numbers) / environment.land_price - 1.0
    firm.ask_ratio = firm.ask_ratio * (1.0 + min(1.0, max(0.0, gain)))
    firm.ask_ratio = 1.0 + (firm.ask_ratio - 1.0) * (1.0 - terms.land_review_share)


@rule
def is_admitted(firm, trade, terms, numbers):
    """Whether the contract passes the threshold. Announced sums are adapted; checked ones make him ask for less."""
    if terms.land_threshold <= 0.0 or firm.premises == FLOOR_PREMISES:
        return 1
    needed = terms.land_threshold * asked_mu(firm, trade)
    if terms.land_threshold_verified == 0:
        firm.announced = max(firm.announced, needed)
        return 1
    real = firm.planned_workers * (trade.equipment + trade.own_m2 * numbers.firm_building_cost_m2)
    allowed = real / (terms.land_threshold * trade.own_mu * firm.planned_workers)
    firm.ask_ratio = min(firm.ask_ratio, allowed)
    return 1 if allowed >= 1.0 else 0
