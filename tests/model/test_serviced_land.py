"""Serviced land: every yuan is land at its unit cost or goes back, it comes on top, and what it brings is counted."""

import numpy as np
import pytest
from books_check import Bookkeeper
from small_worlds import demo

from sim.books import LAND_PRICE, PLATFORM, flow_matrix
from sim.indicators import INDICATORS, live
from sim.indicators.life import Watch
from sim.places.land import IN_APPROVAL, SERVICED, TRACT_CELLS
from sim.policies import Policy
from sim.policies.serviced_land import ServicedLand
from sim.policies.village_offer import VillageOffer
from sim.scenario import Scenario
from sim.zone import Zone

WAN_YUAN = 1_000_000  # fen
MU = 130_000 * 100  # fen: 45,000 for the village, 25,000 of fees, 60,000 of works
NO_HOUSES = {"village.house_quarter": 0.0}
DOSE = 700.0
LAND = ServicedLand(pay_wan_yuan_per_year=DOSE, start_month=2, years=3)


def without_quota(**parts) -> Scenario:
    """The demonstration zone without any serviced land on the first day or in any year."""
    return demo(zone={"approved_mu_per_year": 0.0, "serviced_bank_mu": 0.0}, **parts)


def lived(scenario: Scenario, policies: tuple[Policy, ...], months: int, changes: dict[str, float]) -> Zone:
    zone = Zone(scenario, policies, 1, months, changes)
    keeper = Bookkeeper(zone)
    for _ in range(months):
        assert keeper.month() == []
    return zone


def granted_mu(zone: Zone) -> int:
    """Gross mu that the grants bought."""
    return TRACT_CELLS * int(zone.tracts["granted"].sum())


@pytest.mark.parametrize("staged", [(), (VillageOffer(start_month=1, years=9, cash_share=0.3, instalment_years=4),)])
def test_every_yuan_is_land_at_its_unit_cost_or_goes_back(staged: tuple[Policy, ...]) -> None:
    """A known answer: 21 million yuan are three tracts of 49 mu at 130,000, and 1.89 million that go back."""
    zone, back = Zone(without_quota(), (LAND, *staged), 1, 60, NO_HOUSES), 0
    for _ in range(60):
        zone.step()
        back += int(zone.platform_books[0].returned_month[1])
    assert granted_mu(zone) == 147
    assert back == 3 * DOSE * WAN_YUAN - 147 * MU
    assert zone.platform_books[0].purse[1] == 0
    assert (zone.tracts["state"][zone.tracts["granted"] == 1] == SERVICED).all()


def test_it_comes_on_top_of_quota_and_of_the_platforms_own_stock() -> None:
    """Nobody buys: the platform fills its own stock as it does without the grant, and no quota is used for the rest."""
    quiet = {"pipeline": {"intent": 0, "contract": 0, "landed": 0, "leads_per_month": 0.0}}
    scenario = demo(zone={"works_wan_yuan_per_year": 3000.0}, **quiet)
    changes = {**NO_HOUSES, "land.bank_target_mu": 200.0, "factory.developer_margin": 10.0}
    without, with_it = (lived(scenario, policies, 72, changes) for policies in ((), (LAND,)))
    assert granted_mu(with_it) == 147
    own = with_it.land[0].approved_total - 100 * granted_mu(with_it)
    assert own == without.land[0].approved_total
    extra = int(with_it.land[0].bank - without.land[0].bank)
    assert extra == 100 * int(with_it.platform_agent.land_office.granted_net_mu().sum())
    assert extra == 3 * 2700
    assert with_it.land[0].approved_year == 0


def test_sales_are_what_comes_back_and_unsold_land_is_worth_its_price() -> None:
    """All land there is was granted: cost B is outlay less land sold and land that could be sold, at 80,000 a mu."""
    scenario = without_quota(pipeline={"leads_per_month": 4.0})
    zone = Zone(scenario, (LAND,), 1, 84, {**NO_HOUSES, "factory.developer_margin": 10.0, "land.resale_share": 0.0})
    watch, sold, months_with_stock = Watch(zone), 0.0, 0
    for month in range(1, 85):
        zone.step()
        watch.look()
        outlay = INDICATORS["public_outlay"].measure(watch)
        cost = INDICATORS["public_cost"].measure(watch)
        factor = 1.08 ** -((month - 13) / 12)
        sold += factor * flow_matrix(zone.ledger)[LAND_PRICE, PLATFORM] / WAN_YUAN
        tracts = zone.tracts[zone.tracts["granted"] == 1]
        under_way = TRACT_CELLS * 0.55 * (tracts["state"] == IN_APPROVAL).sum()
        stock = tracts["free"].sum() + under_way
        assert cost == pytest.approx(outlay - sold - factor * 8.0 * stock, abs=0.01)
        months_with_stock += 1 if stock > 0 else 0
    assert sold > 0
    assert months_with_stock > 12


def test_a_county_whose_villages_refuse_gets_its_money_back() -> None:
    angry = demo(zone={"village_unrest": 1.0})
    series = live(angry, (LAND,), 1, 72, {"village.calm_month": 0.0}).series
    back_at = 26 + 24  # two years after the last grant
    assert series["undelivered"][back_at - 1] == 0
    assert series["undelivered"][-1] == pytest.approx(3 * DOSE / 1.08 ** ((back_at - 13) / 12))
    paid = sum(DOSE / 1.08 ** ((month - 13) / 12) for month in (2, 14, 26))
    assert series["public_outlay"][-1] == pytest.approx(paid - series["undelivered"][-1])


def test_twice_the_money_is_twice_the_land_where_villages_agree() -> None:
    bought = []
    for dose in (637.0, 1274.0):
        policy = ServicedLand(pay_wan_yuan_per_year=dose, start_month=2, years=2)
        bought.append(granted_mu(lived(without_quota(), (policy,), 60, NO_HOUSES)))
    assert np.array_equal(bought, [98, 196])
