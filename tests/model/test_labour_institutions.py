"""Beds, buses, seasons and the platform's debts: off-switches and closed forms (T34)."""

import numpy as np
import pytest
from small_worlds import demo, differing

from sim.actors.debt import BANK_LOAN, BOND, STANDING_LOAN
from sim.indicators import live
from sim.policies.bus_lines import BusLines
from sim.policies.commercial_land import CommercialLand
from sim.policies.platform_borrowing import PlatformBorrowing
from sim.policies.worker_housing import WorkerHousing
from sim.zone import Zone

NO_SEASON = {"labour.festival_absent": 0.0, "labour.festival_lost": 0.0, "labour.harvest_absent": 0.0}


def test_where_rooms_are_ample_nobody_waits_and_beds_are_worth_nothing() -> None:
    ample = {"housing.rooms_share": 100.0}
    housing = (WorkerHousing(pay_wan_yuan_per_year=50, start_month=2, years=2, rent_yuan_per_month=250),)
    without, with_beds = (live(demo(), arm, 1, 60, ample).series for arm in ((), housing))
    assert without["beds_wanted"].max() == 0
    money = {"public_outlay", "public_cost", "fiscal_npv", "platform_cash"}
    assert set(differing(without, with_beds)) <= money


def test_beds_bring_people_where_rooms_are_few() -> None:
    few = {"housing.rooms_share": 0.02}
    housing = (WorkerHousing(pay_wan_yuan_per_year=400, start_month=2, years=2),)
    without, with_beds = (live(demo(), arm, 1, 72, few).series for arm in ((), housing))
    assert without["beds_wanted"].max() > 0
    assert with_beds["beds_taken"][-1] > without["beds_taken"][-1]


def test_a_bus_that_saves_nothing_moves_only_money() -> None:
    bus = (BusLines(pay_wan_yuan_per_year=130, start_month=2, years=4, cut_share=0.1),)
    zone = Zone(demo(), bus, 1, 12)
    zone.step()
    assert zone.environment[0].bus_lines == 0
    zone.step()
    assert zone.environment[0].bus_lines == 2


def test_without_seasons_every_month_is_like_the_next() -> None:
    zone = Zone(demo(), (), 1, 24, NO_SEASON)
    for _ in range(24):
        zone.step()
        assert zone.environment[0].attendance == 1.0
    zone = Zone(demo(), (), 1, 24)
    seen = []
    for _ in range(24):
        zone.step()
        seen.append(float(zone.environment[0].attendance))
    assert seen[:12] == [1, 0.85, 1, 1, 1, 0.95, 1, 1, 0.95, 1, 1, 1]


def test_after_the_festival_some_do_not_come_back() -> None:
    """One in twelve of the zone's people is gone at the end of February, beside the usual quits; the rest is search."""
    usual, quiet = (live(demo(), (), seed, 2, changes).series["jobs"] for seed, changes in ((3, {}), (3, NO_SEASON)))
    assert usual[1] == quiet[1]
    assert usual[2] < quiet[2]


def test_a_loan_is_repaid_in_equal_parts_and_a_bond_at_the_end() -> None:
    """T34: the path of debt in closed form, with interest on what is left."""
    policy = PlatformBorrowing(borrow_wan_yuan_per_year=200, start_month=1, years=1, bank_share=0.5, bond_share=0.5)
    zone = Zone(demo(public={"platform_debt_wan_yuan": 0, "platform_cash_wan_yuan": 5000}), (policy,), 1, 96)
    loan, bond = 100 * 1_000_000, 100 * 1_000_000
    for month in range(1, 97):
        zone.step()
        debts = zone.debts
        paid_years = (month - 1) // 12
        expected = max(0, loan - paid_years * -(-loan // 5))
        assert debts["principal"][debts["kind"] == BANK_LOAN].sum() == expected, month
        assert debts["principal"][debts["kind"] == BOND].sum() == (bond if month < 85 else 0), month
    assert zone.debts["principal"][zone.debts["kind"] == STANDING_LOAN].sum() == 0


def test_no_more_is_borrowed_than_land_and_rents_carry() -> None:
    """E41 by hand on the first day: half of the land on offer at the price of shops, no rents yet."""
    policy = PlatformBorrowing(borrow_wan_yuan_per_year=100_000, start_month=1, years=1, bank_share=1, bond_share=0)
    zone = Zone(demo(public={"platform_debt_wan_yuan": 100}, works=()), (policy,), 1, 12)
    land = 0.5 * zone.land[0].bank / 100 * zone.numbers[0].commercial_price_mu
    zone.step()
    taken = zone.debts["principal"][zone.debts["kind"] == BANK_LOAN].sum()
    assert taken == pytest.approx(land - 100 * 1_000_000, abs=2)


def test_a_platform_that_cannot_pay_stops_its_works_and_is_seen_to() -> None:
    policy = PlatformBorrowing(borrow_wan_yuan_per_year=2000, start_month=1, years=1)
    poor = {"general_revenue_wan_yuan_per_year": 0.01, "treasury_cash_wan_yuan": 0, "platform_cash_wan_yuan": 0}
    zone = Zone(demo(public=poor, zone={"works_wan_yuan_per_year": 0}), (policy,), 1, 48)
    approved = []
    for _ in range(48):
        zone.step()
        approved.append(int(zone.land[0].approved_total) if zone.platform_books[0].unpaid > 0 else -1)
    assert zone.platform_books[0].distress > 0
    frozen = [value for value in approved if value >= 0]
    assert len(frozen) > 5
    assert len(set(frozen)) < len(frozen)


def test_commercial_land_moves_fields_to_shops_and_pays_once() -> None:
    policy = CommercialLand(mu_per_year=10, start_month=1, years=6)
    zone = Zone(demo(), (policy,), 1, 60)
    fields = int(zone.land[0].farmland)
    for _ in range(60):
        zone.step()
    sold = int(zone.land[0].commercial)
    assert 0 < sold <= fields
    mean_price = zone.platform_books[0].commercial_income / (sold / 100)
    assert mean_price == pytest.approx(zone.numbers[0].commercial_price_mu, rel=0.3)
    assert np.isfinite(mean_price)
