"""Reputation: what incumbents and disappointed investors tell the next one; nothing else moves it (E39, 3.6.2)."""

import numpy as np

from sim.actors.firm import CLOSED, CONTRACT, ELSEWHERE, PRODUCING
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule

CONTACT = decision(
    "investor.contact",
    who="investor",
    k="the contact's number",
    lasts="life",
    law="rank of a contact; the ten lowest are asked",
)
CONTACTS = 10

numbers_of(
    "reputation",
    keep=number(0.85, "per month", "assumption (equation E39 of the design)", low=0.7, high=0.95),
    memory_months=number(24, "months", "assumption (section 3.6.2 of the design)", low=12, high=48),
    empty=number(0.5, "share", "assumption (section 3.6.2 of the design)", low=0.3, high=0.7),
    weight=number(1.0, "elasticity", "1 in equation E1; 0 turns word of mouth off", low=0.0, high=1.5),
    intent_slope=number(
        1.667,
        "per unit of satisfaction",
        "assumption: 0.6 at 0.3 and 1.6 at 0.9",
        low=0.0,
        high=3.0,
        departs="design: 1.6 at satisfaction 0.9 and 0.6 at 0.3; here the same slope around the start",
    ),
    usual_take=number(0.08, "of value added", "range of what visits take: 0 to 8 %", low=0.04, high=0.16),
    promised_wait_months=number(
        12,
        "months",
        ASSUMPTION,
        low=6,
        high=24,
        departs="not in the design: the wait for land and papers that an investor is told to expect",
    ),
)


@rule
def experience(firm, environment, numbers):
    """This month's experience of a firm or waiting project, between 0 and 1: the mean of its parts (E39)."""
    month = environment.month
    late = month - firm.promise_since if firm.promise_due > 0 else 0
    total = 1.0 - min(1.0, late / 12.0)
    if firm.stage != PRODUCING:
        waited = month - firm.signed
        if firm.stage == CONTRACT and waited > numbers.reputation_promised_wait_months:
            total += numbers.reputation_promised_wait_months / waited
        else:
            total += 1.0
        return total / 2.0
    total += 1.0 - min(1.0, firm.taken_share / numbers.reputation_usual_take)
    total += 1.0 - environment.outage_share
    total += min(1.0, firm.workers / max(firm.target, 1.0))
    return total / 4.0


@rule
def satisfaction_moves(firms, sectors, environment, numbers):
    """Firms and waiting projects keep most of last month's view and take in this month's experience."""
    for firm in firms:
        if CONTRACT <= firm.stage <= PRODUCING:
            if firm.stage == PRODUCING:
                trade = sectors[firm.trade]
                share = 1.0 - (trade.materials - numbers.firm_margin_shift) - trade.energy - trade.other
                firm.taken_share = firm.taken / max(firm.output * share, 1.0)
            now = experience(firm, environment, numbers)
            if firm.satisfaction < 0.0:
                firm.satisfaction = now
            keep = numbers.reputation_keep
            firm.satisfaction = keep * firm.satisfaction + (1.0 - keep) * now


@rule
def has_a_story(firm, month, numbers):
    """Incumbents, those who wait, and those who gave up or closed within memory."""
    if firm.satisfaction < 0.0:
        return False
    if CONTRACT <= firm.stage <= PRODUCING:
        return True
    return (firm.stage == CLOSED or firm.stage == ELSEWHERE) and month - firm.since <= numbers.reputation_memory_months


@rule
def what_contacts_tell(who, firms, month, luck, numbers):
    """Mean satisfaction of the ten contacts that this investor asks, chosen by lasting draws of each pair."""
    rank = np.full(CONTACTS, 2.0)
    told = np.zeros(CONTACTS, np.float64)
    count = 0
    for firm in firms:
        if has_a_story(firm, month, numbers):
            u = draw_for_life(luck, CONTACT, who, firm.number)
            worst = 0
            for at in range(CONTACTS):
                if rank[at] > rank[worst]:
                    worst = at
            if u < rank[worst]:
                rank[worst] = u
                told[worst] = firm.satisfaction
                count += 1
    if count == 0:
        return numbers.reputation_empty
    total, heard = 0.0, 0.0
    for at in range(CONTACTS):
        if rank[at] < 2.0:
            total += told[at]
            heard += 1.0
    return total / heard


@rule
def mean_reputation(firms, month, numbers):
    """Mean satisfaction of all who have a story to tell."""
    total, count = 0.0, 0
    for firm in firms:
        if has_a_story(firm, month, numbers):
            total += firm.satisfaction
            count += 1
    return total / count if count > 0 else numbers.reputation_empty


@rule
def eagerness(heard, start, numbers):
    """How much more (or less) readily a lead turns serious than at the start, by what he heard."""
    return max(0.3, min(1.6, 1.0 + numbers.reputation_weight * numbers.reputation_intent_slope * (heard - start)))
