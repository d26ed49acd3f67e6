"""What a firm gains from more firms of its own trade, and through what (T39; MODEL.md 3.6.7)."""

import math

import numpy as np
from small_worlds import demo

from sim.scenario import Scenario
from sim.zone import Zone

# The same ten firms live in a trade of ten and in one of twenty; nobody comes, nobody gives up.
WATCHED, FEW, MANY, MONTHS, SEEDS = 10, 10, 20, 24, 10
STILL = {"exit.other_causes_month": 0.0, "exit.poor_month": 0.0, "exit.loss_month": 0.0}
# Links carry technology only from anchors: here most buyers are as large as one, and teach fast.
TAUGHT = {"links.quality_gap": 0.6, "links.anchor_workers": 15.0, "links.teach_month": 0.1}


def _one_trade(firms: int) -> Scenario:
    return demo(
        firms={"producing": firms, "workers": 20 * firms, "sector_shares": {"garment": 1.0}},
        pipeline={"leads_per_month": 0.0, "intent": 0, "contract": 0, "landed": 0},
        labour={"reachable_workers": 1200, "county_jobs": 300},
    )


def _log_productivity(firms: int, seed: int, knowledge: bool, links: bool) -> float:
    """Mean of the ten firms after two years, gambles of the year aside."""
    on = {"knowledge.meet_month": 0.05 * knowledge, "links.meet_month": 0.5 * links}
    zone = Zone(_one_trade(firms), (), seed, MONTHS, {**STILL, **TAUGHT, **on})
    for _ in range(MONTHS):
        zone.step()
    watched = zone.firms[:WATCHED]
    return float(np.log(watched["productivity"] / watched["venture"]).mean())


def _elasticity(seed: int, knowledge: bool, links: bool) -> float:
    """Of productivity with respect to the number of firms of the own trade."""
    few, many = (_log_productivity(firms, seed, knowledge, links) for firms in (FEW, MANY))
    return (many - few) / math.log(MANY / FEW)


def _spread(values: np.ndarray) -> float:
    """The standard error of a mean."""
    return float(values.std(ddof=1) / math.sqrt(len(values)))


def test_what_knowledge_and_links_give_to_a_trade_adds_up() -> None:
    """T39: own-trade elasticity with knowledge alone and with links alone add up to that with both, within error.

    What would keep them from adding up: linked firms meet more often (knowledge.linked), so links also carry
    knowledge, and the able sell cheaper, so knowledge also makes links. Both are within the error here, and the
    error is small enough to see it if firms with links met their whole trade four times as often.
    """
    seeds = range(1, SEEDS + 1)
    neither, knowing, linked, both = (
        np.array([_elasticity(seed, *on) for seed in seeds])
        for on in ((False, False), (True, False), (False, True), (True, True))
    )
    by_knowledge, by_links, by_both = (each - neither for each in (knowing, linked, both))
    beyond = by_both - by_knowledge - by_links
    assert by_knowledge.mean() > 3 * _spread(by_knowledge)
    assert by_links.mean() > 2 * _spread(by_links)
    assert abs(beyond.mean()) < 2 * _spread(beyond)
    assert abs(beyond.mean()) < by_both.mean() / 4
    assert abs(neither.mean()) < 3 * _spread(neither) + 1e-9
