"""Knowledge: firms of a trade that meet learn from the abler, and anchors teach their suppliers (E24)."""

import numpy as np

from sim.actors.firm import FLOOR_PREMISES
from sim.foundations.luck import decision, draw
from sim.foundations.rules import rule
from sim.markets.chains import count_links, linked, makers, nearness

MEETS_PEER = decision("firm.meets_peer", who="firm", k="the other firm", law="yes with the meeting rate of the pair")
ADOPTS = decision("firm.adopts_technology", who="firm", law="yes with the share that adopts what it has seen")


@rule
def can_absorb(firm, trade):
    """Whether enough of its posts are skilled to take up what others do."""
    return firm.skilled_posts >= 0.8 * trade.skilled_share * firm.workers


@rule
def firms_meet_and_learn(firms, sectors, links, lending, ground):
    """Pairs of a trade meet by distance, more in one block, more where they deal; a month has one lesson to take home.

    It is that of the ablest whom the firm met; so a firm among very many does not learn without end.
    """
    luck, numbers = lending.luck, lending.numbers
    most = numbers.knowledge_meet_month * numbers.knowledge_same_block * numbers.knowledge_linked
    if most <= 0.0:
        return
    rows, begins = makers(firms)
    teacher = np.full(len(firms), -1, np.int64)
    for trade in range(len(sectors)):
        for place in range(begins[trade], begins[trade + 1]):
            at = rows[place]
            for other in range(begins[trade], begins[trade + 1]):
                by = rows[other]
                u = draw(luck, MEETS_PEER, firms[at].number, firms[by].number) if by != at else 1.0
                if u < most and u < meeting_rate(at, by, firms, links, ground.tracts, numbers):
                    if teacher[at] < 0 or firms[by].log_productivity > firms[teacher[at]].log_productivity:
                        teacher[at] = by
    before = np.empty(len(firms), np.float64)
    for at in range(len(firms)):
        before[at] = firms[at].log_productivity
    for at in range(len(firms)):
        if teacher[at] >= 0:
            gap = before[teacher[at]] - before[at]
            firms[at].log_productivity += numbers.knowledge_learned_share * max(0.0, gap)
            adopt_from(firms[at], firms[teacher[at]], sectors[firms[at].trade], luck, numbers)


@rule
def meeting_rate(at, by, firms, links, tracts, numbers):
    """Chance that two firms meet this month (E24)."""
    firm, other = firms[at], firms[by]
    rate = numbers.knowledge_meet_month * nearness(firm, other, tracts, numbers.links_range_m)
    if firm.premises == FLOOR_PREMISES and other.premises == FLOOR_PREMISES and firm.tract == other.tract:
        rate = rate * numbers.knowledge_same_block
    if linked(at, by, links) or linked(by, at, links):
        rate = rate * numbers.knowledge_linked
    return rate


@rule
def adopt_from(firm, other, trade, luck, numbers):
    """Newer technology is taken up at times, if skills are there."""
    if other.vintage > firm.vintage and can_absorb(firm, trade):
        if draw(luck, ADOPTS, firm.number, 0) < numbers.knowledge_adopts:
            firm.vintage = min(other.vintage, firm.vintage + 0.2)


@rule
def anchors_teach(firms, sectors, links, numbers):
    """Suppliers of an anchor close a part of the gap to its technology each month, as far as their skills reach."""
    for row in range(count_links(links)):
        anchor, supplier = firms[links[row].customer], firms[links[row].supplier]
        large = anchor.planned_workers >= numbers.links_anchor_workers
        if large and supplier.vintage < anchor.vintage and can_absorb(supplier, sectors[supplier.trade]):
            supplier.vintage += numbers.links_teach_month * (anchor.vintage - supplier.vintage)
