"""What residents are paid, and what they would have elsewhere: by hand, person by person, and as identities."""

import numpy as np
import pytest
from hand_made import WAN_YUAN, zone_in_june
from small_worlds import demo

from sim.actors.worker import IN_COUNTY_JOB, IN_ZONE
from sim.books import COUNTY_WAGES, HOUSEHOLDS, WAGES, flow_matrix
from sim.indicators import INDICATORS, live
from sim.indicators.life import Watch
from sim.zone import Zone

YUAN = 100
FARM, COAST, LIVING = 800 * YUAN, 2049 * YUAN, 300 * YUAN


def paid_in_june(ties: float) -> Zone:
    """A payday of the small zone without trend, where home means so much to everybody (yuan a month)."""
    zone = zone_in_june()
    zone.environment["coast_wage"] = COAST
    zone.workers["home_tie"] = ties * YUAN
    zone._everybody_is_paid()
    return zone


def ways(zone: Zone) -> float:
    """What the zone's people pay for beds and ways, told once more: the cheaper of both for who has a bed."""
    here, people, total = zone.environment[0], zone.workers, 0.0
    for person in people[people["place"] == IN_ZONE]:
        way = 16 * YUAN * person.distance_km * here.road_factor
        total += min(way, here.bed_price) if person.bed == 1 or way <= here.bed_price else way
    return total


def test_where_nobody_would_leave_home_the_outside_option_is_the_farm() -> None:
    zone = paid_in_june(100_000)
    at_work = np.isin(zone.workers["place"], (IN_ZONE, IN_COUNTY_JOB)).sum()
    assert at_work > 100
    assert zone.environment["foregone"][0] == pytest.approx(at_work * FARM + ways(zone))


def test_who_has_no_tie_could_have_coast_pay_with_his_skill() -> None:
    zone = paid_in_june(0)
    numbers, people = zone.numbers[0], zone.workers
    skilled = people["skill"][np.isin(people["place"], (IN_ZONE, IN_COUNTY_JOB))]
    premium = 1.0 + numbers.firm_skilled_premium * numbers.labour_skilled_post_chance * skilled
    assert 0 < skilled.sum() < len(skilled)
    assert zone.environment["foregone"][0] == pytest.approx((COAST * premium - LIVING).sum() + ways(zone))


def test_tastes_change_nothing_and_the_tie_is_each_persons_own() -> None:
    plain, tasteful = zone_in_june(), zone_in_june()
    for taste in ("home_taste", "coast_taste", "county_taste", "job_taste"):
        tasteful.workers[taste] += 500 * YUAN
    for zone in (plain, tasteful):
        zone.environment["coast_wage"] = COAST
        zone.workers["skill"] = 0
        zone._everybody_is_paid()
    assert plain.environment["foregone"][0] == tasteful.environment["foregone"][0]
    at_work = plain.workers[np.isin(plain.workers["place"], (IN_ZONE, IN_COUNTY_JOB))]
    own = np.maximum(FARM, COAST - LIVING - at_work["home_tie"])
    assert 0 < (own > FARM).sum() < len(own)
    assert plain.environment["foregone"][0] == pytest.approx(own.sum() + ways(plain))


def test_pay_is_what_households_got_and_gain_is_pay_less_what_was_foregone() -> None:
    zone = Zone(demo(), (), 1, 36)
    watch, got, foregone = Watch(zone), 0, 0.0
    for _ in range(36):
        zone.step()
        watch.look()
        flows = flow_matrix(zone.ledger)
        got += int(flows[WAGES, HOUSEHOLDS] + flows[COUNTY_WAGES, HOUSEHOLDS])
        foregone += float(zone.environment["foregone"][0])
        pay, gain = (INDICATORS[name].measure(watch) for name in ("residents_pay", "residents_gain"))
        assert pay == pytest.approx(got / WAN_YUAN)
        assert gain == pytest.approx((got - foregone) / WAN_YUAN)


def test_without_employers_nobody_is_paid_and_nobody_gains() -> None:
    nobody = demo(
        firms={"producing": 0, "workers": 0},
        labour={"county_jobs": 0},
        pipeline={"intent": 0, "contract": 0, "landed": 0, "leads_per_month": 0.0},
    )
    series = live(nobody, (), 1, 24).series
    assert series["net_job_years"][-1] == 0
    assert not series["residents_pay"].any()
    assert not series["residents_gain"].any()
