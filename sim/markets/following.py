"""Followers: makers of what an anchor still brings from afar hear of it and come to look (MODEL.md 3.6.7, E25)."""

import numpy as np

from sim.actors.firm import PRODUCING
from sim.actors.link import DOWNSTREAM, UPSTREAM
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.rules import rule
from sim.markets.chains import chain_inputs
from sim.places.outside import SECTOR_COUNT

FOLLOWS = decision("investor.follows_anchor", who="investor", lasts="life", law="yes with the hazard of followers")
ROLES = 3


@rule
def open_items(firms, sectors, numbers):
    """Items that anchors of each trade still buy from afar, by the role that makes them, and the value of one."""
    items = np.zeros((SECTOR_COUNT, ROLES), np.float64)
    value = np.zeros((SECTOR_COUNT, ROLES), np.float64)
    for firm in firms:
        large = firm.stage == PRODUCING and firm.planned_workers >= numbers.links_anchor_workers
        if large and firm.role > UPSTREAM:
            missing = max(0.0, 1.0 - firm.covered) * numbers.links_anchor_items
            items[firm.trade, firm.role - 1] += missing
            one = chain_inputs(firm, sectors[firm.trade], numbers) / numbers.links_anchor_items
            value[firm.trade, firm.role - 1] = max(value[firm.trade, firm.role - 1], one)
    return items, value


@rule
def role_share(role, numbers):
    """Which share of investors have this role."""
    if role == UPSTREAM:
        return numbers.links_upstream_share
    if role == DOWNSTREAM:
        return 1.0 - numbers.links_upstream_share - numbers.links_midstream_share
    return numbers.links_midstream_share


@rule
def would_follow(firm, trade, items, value, queue_rate, luck, numbers):
    """Whether this maker of a missing item is among the followers: as many a month as open items times the rate.

    Only who expects more from the sales nearby than moving costs him comes: five years' margin against his machines.
    """
    missing = items[firm.trade, firm.role]
    if missing <= 0.0 or queue_rate <= 0.0:
        return False
    sales = min(value[firm.trade, firm.role], firm.planned_workers * trade.revenue)
    gain = 12.0 * 5.0 * numbers.links_follow_margin * sales
    if gain < numbers.links_moving_share * firm.planned_workers * trade.equipment:
        return False
    like_him = queue_rate * trade.weight * role_share(firm.role, numbers)
    return draw_for_life(luck, FOLLOWS, firm.number, 0) < numbers.links_follow_month * missing / like_him
