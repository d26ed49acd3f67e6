"""Training in the firm: who trains its own people, and who would rather hire those of others (MODEL.md E30)."""

from sim.actors.firm import PRODUCING, unit_margin
from sim.actors.purse import spend
from sim.books import FIRM_TRAINING, POOL_AT, TRAINING_SUBSIDY, TREASURY_AT, pay
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.mathematics import fen, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule

numbers_of(
    "base",
    cost=number(3000, "yuan a head", "assumption within 3,000 to 6,000", low=3000, high=6000),
    months=number(3, "months", "assumption (section 3.6.9 of the design)", low=1, high=6),
    gain=number(0.15, "of skill level", ASSUMPTION, low=0.10, high=0.20),
    kept_share=number(
        1.0,
        "of the gain",
        "1: what the worker gets of it is his premium, already taken off; 0 turns training in firms off",
        low=0.0,
        high=1.0,
        departs="design: the firm keeps one half of the gain; here output less the premium that it pays",
    ),
    discount_month=number(0.006, "per month", "assumption (equation E30 of the design)", low=0.002, high=0.02),
    capacity_share=number(
        0.02,
        "of staff a month",
        ASSUMPTION,
        low=0.01,
        high=0.05,
        departs="not in the design: how many a firm can train beside its work",
    ),
    usual_quit=number(
        0.03,
        "per month",
        ASSUMPTION,
        low=0.01,
        high=0.06,
        departs="not in the design: what is expected before any left",
    ),
    memory_months=number(12, "months", "assumption (equation E30 of the design)", low=6, high=24),
    own_weight=number(
        0.05,
        "per skilled head",
        ASSUMPTION,
        low=0.01,
        high=0.2,
        departs="not in the design: how soon a firm trusts its own quits more than those of the zone",
    ),
)


@rule
def worth_training(gain_month, quit_rate, discount, cost, subsidy_share):
    """Whether what the firm keeps of the gain, for as long as the trained stay, pays its part of the cost (E30)."""
    return gain_month / (quit_rate + discount) > cost * (1.0 - subsidy_share)


@rule
def gain_of_skill(firm, trade, environment, numbers):
    """What one more skilled head in a skilled post adds to a month: value added less the premium; in fen."""
    weight = numbers.firm_skilled_premium / (1.0 + numbers.firm_skilled_premium * trade.skilled_share)
    added = trade.revenue * environment.trend * firm.productivity * unit_margin(trade, numbers) * weight * firm.fill
    premium = numbers.firm_skilled_premium * firm.wage * environment.trend * (1.0 + numbers.firm_oncost)
    return numbers.base_kept_share * max(0.0, added - premium)


@rule
def expected_quit(firm, environment, numbers):
    """The firm's own rate of skilled leavers, mixed with the zone's the fewer it has seen."""
    own = numbers.base_own_weight * firm.skilled_posts
    return (environment.skilled_quit + own * firm.skilled_quit) / (1.0 + own)


@rule
def firms_choose_to_train(firms, sectors, subsidy_share, environment, numbers):
    """Firms whose skilled posts stay free train where it pays; how many start, as a share of unskilled staff."""
    keep = 1.0 - 1.0 / numbers.base_memory_months
    left, heads = 0.0, 0.0
    for firm in firms:
        firm.base_started = 0
        firm.train_share = 0.0
        if firm.stage == PRODUCING and firm.workers > 0:
            skilled = firm.skilled_posts * 1.0
            left += firm.skilled_left
            heads += skilled + firm.skilled_left
            rate = firm.skilled_left / max(1.0, skilled + firm.skilled_left)
            firm.skilled_quit = keep * firm.skilled_quit + (1.0 - keep) * rate
            free = sectors[firm.trade].skilled_share * firm.target - skilled - firm.in_base
            trade = sectors[firm.trade]
            gain = gain_of_skill(firm, trade, environment, numbers)
            quit_rate = expected_quit(firm, environment, numbers)
            pays = worth_training(gain, quit_rate, numbers.base_discount_month, numbers.base_cost, subsidy_share)
            if free >= 1.0 and pays and firm.arrears_months == 0 and firm.balance > numbers.base_cost:
                places = min(free, numbers.base_capacity_share * firm.workers + 1.0)
                firm.train_share = min(1.0, places / max(1.0, firm.workers - skilled))
        firm.skilled_left = 0
    if heads > 0.0:
        environment.skilled_quit = keep * environment.skilled_quit + (1.0 - keep) * left / heads


@rule
def pay_for_bases(firms, line, subsidy_share, hands):
    """Teachers are paid for those who started this month; the county adds its share while the line has money."""
    numbers, treasury = hands.numbers, hands.holders[TREASURY_AT]
    for firm in firms:
        if firm.base_started > 0:
            cost = fen(numbers.base_cost * firm.base_started)
            public = min(fen(subsidy_share * cost), min(line.left, treasury.balance))
            pay(hands.ledger, treasury, firm, TRAINING_SUBSIDY, public)
            spend(line, public)
            pay(hands.ledger, firm, hands.holders[POOL_AT], FIRM_TRAINING, min(firm.balance, cost))
            firm.trained_total += firm.base_started


@rule
def base_months(numbers):
    """Length of training in a firm's base."""
    return whole(numbers.base_months)
