"""Standard factories: what a block earns against the annuity formula, and when storeys mean nothing (T26, T27)."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from small_worlds import demo, differing

from sim.actors.firm import FLOOR_PREMISES
from sim.books import OUTSIDE_AT
from sim.foundations.rules import first_row
from sim.indicators import live
from sim.places.factories import level_rent
from sim.policies.standard_factories import StandardFactories
from sim.scenario import SECTORS, Works
from sim.zone import Zone

YUAN = 100
QUIET_PLATFORM = {
    "platform.staff_cost_month": 0.0,
    "land.bank_target_mu": 0.0,
    "infrastructure.order_use": 1000.0,
    "factory.developer_margin": 10.0,
}
ALL_ACCEPT = {f"{trade}.{what}": 1.0 for trade in SECTORS for what in ("accepts_factory", "upper_share")}
SAME_COST = {
    "factory.storey_slope": 0.0,
    "factory.rent_upper": 1.0,
    "factory.rent_top": 1.0,
    "land.acquisition_cost_mu": 0.0,
    "land.approval_cost_mu": 0.0,
    "land.servicing_cost_mu": 0.0,
}
NO_MEETINGS = {"knowledge.meet_month": 0.0, "links.meet_month": 0.0}
NO_DEVELOPERS = {"factory.developer_margin": 10.0}
# Room enough for blocks of one storey, which take three times the ground.
AMPLE = {"serviced_bank_mu": 5000.0, "planned_km2": 10.0}


def let_block(storeys: int) -> Zone:
    """A block of so many storeys let to the firms of the first day, who have money for ever and pay nothing but bills.

    The platform does nothing else.
    """
    zone = Zone(
        demo(
            firms={"producing": 6, "workers": 240, "floors_let_share": 1.0},
            pipeline={"intent": 0, "contract": 0, "landed": 0, "leads_per_month": 0.0},
            zone={"works_wan_yuan_per_year": 0.0},
            public={"platform_cash_wan_yuan": 1000, "platform_debt_wan_yuan": 0},
            works=(Works(kind="standard_factory", units=1, area_m2=9000, due_month=0, storeys=storeys),),
        ),
        (),
        1,
        12,
        {**QUIET_PLATFORM, **ALL_ACCEPT},
    )
    # An owner's money without end, for each.
    zone.firms["balance"][:6] += 10**12
    zone.holders["balance"][OUTSIDE_AT] -= 6 * 10**12
    return zone


def months_of_platform(zone: Zone, months: int) -> Iterator[int]:
    """What the platform gains each month from nothing but its block, in fen."""
    for _ in range(months):
        zone._open_month()
        before = int(zone.platform.balance)
        zone.platform_agent.open_month(first_row(zone.terms))
        zone._bills_and_banks_are_paid()
        yield int(zone.platform.balance) - before


@pytest.mark.parametrize("storeys", [1, 3, 5])
def test_the_value_of_a_let_block_is_that_of_an_annuity(storeys: int) -> None:
    """T26: tenants who stay: rents less upkeep over the life of a block, discounted, are the annuity formula's."""
    zone = let_block(storeys)
    numbers, block = zone.numbers[0], zone.blocks[0]
    leases = zone.tenancies[zone.tenancies["firm"] >= 0]
    assert len(np.unique(leases["firm"])) >= 3
    assert (zone.firms["premises"][leases["firm"]] == FLOOR_PREMISES).all()
    months = 12 * int(numbers.factory_life_years)
    monthly = 1.08 ** (1 / 12) - 1
    value = sum(gain / (1 + monthly) ** (at + 1) for at, gain in enumerate(months_of_platform(zone, months)))
    annuity = (1 - (1 + monthly) ** -months) / monthly
    share = np.where(leases["level"] == 0, 1.0, np.where(leases["level"] <= 2, 0.85, 0.70))
    rent = 4 * YUAN * (share * leases["m2"]).sum()
    cost = 1000 * YUAN * (1 + 0.07 * (storeys - 3)) * block.floor_m2 * storeys
    assert block.cost == pytest.approx(cost, abs=1)
    # Six tenants' rents and the upkeep are each rounded to whole fen.
    assert value == pytest.approx((rent - 0.012 / 12 * cost) * annuity, abs=4 * annuity)
    assert value < block.cost, "rents alone would pay for the building: they do not at the reference numbers"


def test_rents_alone_would_need_three_full_blocks_to_carry_one() -> None:
    """T26: occupancy at which rents pay 7 % on building and net land, wear over 30 years and upkeep: 310 %."""
    zone = let_block(3)
    numbers, platform = zone.numbers[0], zone.platform_agent
    building, land = platform.cost_m2(3) / YUAN, platform.land_cost_m2(3) / YUAN
    market = first_row(zone.floor_market)
    rent = 12 * np.mean([level_rent(level, market, numbers) for level in range(3)]) / YUAN
    assert (building, land) == (1000, pytest.approx(263, abs=1))
    upkeep, wear = numbers.factory_maintenance_share * building, building / numbers.factory_life_years
    assert rent / (building + land) == pytest.approx(0.034, abs=0.0005)
    assert (rent - upkeep) / (building + land) == pytest.approx(0.025, abs=0.0005)
    assert (0.07 * (building + land) + wear + upkeep) / rent == pytest.approx(3.10, abs=0.01)


def lives_by_storeys(seed: int, months: int, changes: dict[str, float], zone: dict[str, float]) -> list[Any]:
    """The same life with blocks of one and of three storeys for the same money."""
    scenario = demo(zone=zone, works=())
    return [
        live(
            scenario,
            (StandardFactories(pay_wan_yuan_per_year=300, storeys=storeys, start_month=2, years=3),),
            seed,
            months,
            {**ALL_ACCEPT, **SAME_COST, **NO_DEVELOPERS, **changes},
        ).series
        for storeys in (1, 3)
    ]


@pytest.mark.parametrize("seed", [2, 4])
def test_where_storeys_cost_and_fetch_the_same_they_change_nothing(seed: int) -> None:
    """T27: every trade takes every floor at one rent, a square metre costs the same, land is ample, nobody meets.

    What remains of storeys is ground: one storey takes three times as much, so land is counted differently (in the
    ceiling of the platform's debt too), and tenants lie elsewhere. Where neighbours meet, by links or knowledge,
    that alone moves firms.
    """
    one, three = lives_by_storeys(seed, 120, NO_MEETINGS, AMPLE)
    assert one["tenants"].max() > 3
    ground = {"land_bank", "density", "built_area", "debt_to_ceiling"}
    assert set(differing(one, three)) <= ground | {"public_cost"}
    # A rent is shared over a tenant's leases in whole fen, and three storeys make more leases.
    assert np.allclose(one["public_cost"], three["public_cost"], rtol=1e-5)
    assert one["land_bank"][-1] < three["land_bank"][-1]


@pytest.mark.parametrize(
    ("what", "changes", "zone"),
    [
        ("the cost of ground", {**NO_MEETINGS, "land.servicing_cost_mu": 120_000.0}, AMPLE),
        ("dearer storeys", {**NO_MEETINGS, "factory.storey_slope": 0.07}, AMPLE),
        ("rents by floor", {**NO_MEETINGS, "factory.rent_upper": 0.85}, AMPLE),
        ("trades that stay below", {**NO_MEETINGS, **{f"{trade}.upper_share": 0.1 for trade in SECTORS}}, AMPLE),
        ("where makers meet", {"knowledge.meet_month": 0.0, "links.meet_month": 0.5}, AMPLE),
        ("where peers meet", {"links.meet_month": 0.0}, AMPLE),
        ("scarce ground", NO_MEETINGS, {"serviced_bank_mu": 1500.0, "planned_km2": 6.0}),
    ],
)
def test_each_of_these_alone_makes_storeys_matter(what: str, changes: dict[str, float], zone: dict[str, float]) -> None:
    """T27, its opposite: each condition is needed; without it firms differ."""
    one, three = lives_by_storeys(4, 96, changes, zone)
    assert {"county_tax", "building"} & set(differing(one, three)), what
