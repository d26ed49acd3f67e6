"""Rules of promises and of what is told of the zone, one by one on rows made by hand."""

import numpy as np
import pytest
from asked_keys import LASTING
from hand_made import its_trade, opened, zone_in_june
from test_keys import uniform

from sim.actors.firm import (
    PRODUCING,
)
from sim.foundations.rules import first_row, plain_rows
from sim.markets import promises, reputation
from sim.zone import Zone


@pytest.fixture
def zone() -> Zone:
    zone = zone_in_june()
    zone.firms["since"] = 0
    return zone


@pytest.mark.parametrize(("order", "paid"), [(promises.LARGEST_FIRST, 1), (promises.OLDEST_FIRST, 2)])
def test_promises_are_kept_in_an_order_and_in_time_or_late(zone: Zone, order: int, paid: int) -> None:
    zone.firms["promise_due"][:3], zone.firms["promise_since"][:3] = 100, [5, 8, 1]
    zone.firms["planned_workers"][:3], zone.budget_lines["left"][0], zone.treasury.balance = [20, 90, 50], 60, 10**6
    (firms, lines), office = plain_rows(zone.firms, zone.budget_lines), first_row(zone.administration)
    assert promises.credibility(office, zone.numbers[0]) == zone.numbers[0].promises_prior
    promises.treasury_honours(firms, lines[0], order, office, opened(zone))
    left = [100, 100, 100]
    left[paid] = 40
    assert zone.firms["promise_due"][:3].tolist() == left
    # What has been due for eight months is paid late; what has been due for one is in time.
    assert office.kept_memory == (60 if paid == 1 else 0)
    office.due_memory = 240.0
    assert promises.credibility(office, zone.numbers[0]) == (0.25 if paid == 1 else 0.0)


def test_satisfaction_takes_in_what_was_lived(zone: Zone) -> None:
    """A promise half a year late, visits at half of the usual limit, a tenth of output lost, all posts filled."""
    firm, numbers = zone.firms[0], zone.numbers[0]
    zone.firms["stage"][1:], zone.environment["outage_share"], trade = 0, 0.1, its_trade(zone)
    firm.promise_due, firm.promise_since, firm.workers, firm.target, firm.satisfaction = 5, 3, 30, 30.0, 0.4
    firm.output = 1e9
    value = 1e9 * (1 - trade.materials + numbers.firm_margin_shift - trade.energy - trade.other)
    firm.taken = int(0.5 * numbers.reputation_usual_take * value)
    rows = *plain_rows(zone.firms, zone.sectors), first_row(zone.environment), first_row(zone.numbers)
    reputation.satisfaction_moves(*rows)
    keep, now = numbers.reputation_keep, (0.5 + 0.5 + 0.9 + 1.0) / 4.0
    assert firm.satisfaction == pytest.approx(keep * 0.4 + (1.0 - keep) * now)
    slope = numbers.reputation_weight * numbers.reputation_intent_slope
    assert reputation.eagerness(0.7, 0.5, first_row(zone.numbers)) == pytest.approx(1.0 + 0.2 * slope)
    contacts = zone.firms[:25]
    contacts["stage"], contacts["satisfaction"] = PRODUCING, np.linspace(0.1, 0.9, 25)
    order = np.argsort([uniform("investor.contact", 77, int(who), LASTING) for who in contacts["number"]])
    told = reputation.what_contacts_tell(77, *plain_rows(contacts), 9, first_row(zone.luck), first_row(zone.numbers))
    assert told == pytest.approx(contacts["satisfaction"][order[:10]].mean())
