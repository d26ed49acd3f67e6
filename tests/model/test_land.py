"""Land: consent, parcels, roads that stop, idle land and its motives, thresholds on announced and checked sums."""

import math
from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import demo

from sim.actors.firm import BUILDING, FIRM, LANDED
from sim.actors.villages import Villages
from sim.books import COMPENSATION_OWED, PLATFORM_AT, POOL_AT
from sim.foundations.luck import open_month
from sim.foundations.rules import first_row, plain_rows
from sim.indicators import INDICATORS, live
from sim.indicators.life import Watch
from sim.markets.admission import is_admitted
from sim.places.land import CELL, CENTI, CUT_OFF, LAND, OPEN, SERVICED, TRACT, TRACT_CELLS
from sim.places.parcels import find_parcel, occupy, open_reached_roads, vacate
from sim.policies.land_price import LandPrice
from sim.policies.land_reclaim import LandReclaim
from sim.policies.standard_factories import StandardFactories
from sim.policies.village_offer import VillageOffer
from sim.terms import usual_terms
from sim.zone import Zone

CALM = {"village.ask_success": 0.0, "village.ask_unrest": 0.0}


def test_a_constant_ask_and_offer_give_geometric_consent_times() -> None:
    """T32: offer and ask do not move, so months to consent are geometric with the hazard of E32."""
    zone = Zone(demo(), (), 1, 400, CALM)
    terms, villages = usual_terms()[0], Villages(zone)
    numbers = zone.numbers[0]
    ratio = numbers.land_acquisition_cost_mu / numbers.village_ask_mu
    hazard = numbers.village_consent_month / (1.0 + math.exp(-numbers.village_consent_slope * (ratio - 1.0)))
    waits, chances = [], villages.chances(terms)
    for at in range(len(zone.tracts)):
        for start in range(1, 400, 40):
            for month in range(start, start + 40):
                open_month(zone.luck, month)
                if villages.consents(at, chances):
                    waits.append(month - start + 1)
                    break
    waits = np.array(waits)
    expected = np.array([hazard * (1.0 - hazard) ** (k - 1) for k in range(1, 9)])
    seen = np.array([(waits == k).mean() for k in range(1, 9)])
    assert np.all(np.abs(seen - expected) < 4 * np.sqrt(expected / len(waits)))


def test_a_village_that_is_offered_nothing_or_is_in_uproar_gives_nothing() -> None:
    poor = VillageOffer(start_month=1, years=10, factor=0.3, cash_share=1.0, instalment_years=0)
    assert live(demo(), (poor,), 1, 60, {"village.consent_slope": 16.0}).series["land_approved"][-1] == 0
    angry = demo(zone={"village_unrest": 1.0})
    assert live(angry, (), 1, 12, {"village.calm_month": 0.0} | CALM).series["land_approved"][-1] == 0


def test_late_instalments_make_unrest_that_fades_once_they_are_paid() -> None:
    zone = Zone(demo(), (), 1, 12)
    villages = Villages(zone)
    owed = 100_000
    zone.villages["owed"][3, 1:3] = owed
    zone.owe(PLATFORM_AT, POOL_AT, COMPENSATION_OWED, 2 * owed)
    calm = villages.ask_mu(3)
    zone.environment["calendar_month"] = 1
    villages.receive_instalments(0)
    zone.environment["calendar_month"] = 2
    for _ in range(11):
        villages.receive_instalments(0)
    assert zone.villages["owed"][3, :2].tolist() == [owed, owed]
    assert zone.villages["unrest"][3] > 0.5
    assert zone.villages["unrest"].sum() == zone.villages["unrest"][3]
    assert villages.ask_mu(3) > 1.25 * calm
    villages.receive_instalments(owed)
    for _ in range(60):
        villages.receive_instalments(owed)
    assert zone.villages["owed"][3, :2].tolist() == [0, owed]
    assert zone.villages["unrest"][3] < 0.2


@given(st.lists(st.integers(0, 27), min_size=12, max_size=12), st.integers(1, 120))
def test_a_parcel_is_connected_adequate_and_the_smallest_piece(free: list[int], need: int) -> None:
    land, tracts = LAND.rows(1), TRACT.rows(12)
    land["columns_of_tracts"] = 4
    tracts["free"], tracts["state"] = free, SERVICED
    found = find_parcel(first_row(land), *plain_rows(tracts), need)
    pieces = _pieces(free)
    enough = [piece for piece in pieces if sum(free[at] for at in piece) >= need]
    if not enough:
        assert len(found) == 0
        return
    single = [at for at in range(12) if free[at] >= need]
    if single:
        assert len(found) == 1
        assert free[found[0]] == min(free[at] for at in single)
        return
    assert sum(free[at] for at in found) >= need
    assert sum(free[at] for at in found[:-1]) < need
    smallest = min(sum(free[at] for at in piece) for piece in enough)
    home = next(piece for piece in pieces if found[0] in piece)
    assert set(found.tolist()) <= home
    assert sum(free[at] for at in home) == smallest
    assert len(_pieces([free[at] if at in found else 0 for at in range(12)])) == 1


def _pieces(free: list[int]) -> list[set[int]]:
    """Connected pieces of open tracts on a grid of four columns, by flooding."""
    left, pieces = {at for at in range(12) if free[at] > 0}, []
    while left:
        piece, edge = set(), {min(left)}
        while edge:
            piece |= edge
            edge = {
                near
                for at in edge
                for near in (at - 4, at + 4, at - 1 if at % 4 else -1, at + 1 if at % 4 < 3 else -1)
                if near in left and near not in piece
            }
        left -= piece
        pieces.append(piece)
    return pieces


def test_what_is_occupied_and_vacated_is_open_again() -> None:
    zone = Zone(demo(), (), 1, 12)
    land, tracts, cells = first_row(zone.land), *plain_rows(zone.tracts, zone.cells)
    before = zone.cells.copy(), zone.tracts.copy(), int(zone.land[0].bank)
    assert occupy(land, tracts, cells, 999, 20) == 0.0
    assert int(zone.land[0].bank) == before[2] - 20 * CENTI
    assert vacate(land, tracts, cells, 999, 20) == 20
    assert np.array_equal(zone.cells["state"], before[0]["state"])
    assert np.array_equal(zone.tracts["free"], before[1]["free"])
    assert occupy(land, tracts, cells, 999, 10_000) == -1.0


def test_a_village_that_holds_out_cuts_off_what_lies_behind_it() -> None:
    """A strip of three tracts: the middle one gives way last, and only then is the far one on offer."""
    land, tracts, cells = LAND.rows(1), TRACT.rows(3), CELL.rows(3 * TRACT_CELLS)
    land["columns_of_tracts"], land["cut_off"] = 1, 27 * CENTI
    tracts["state"], tracts["free"] = [SERVICED, 0, CUT_OFF], [27, 0, 27]
    cells["state"] = OPEN
    cells["state"][::TRACT_CELLS] = 2
    rows = plain_rows(land, tracts, cells)
    open_reached_roads(*rows, 0, CUT_OFF)
    assert (land["bank"][0], land["cut_off"][0]) == (0, 27 * CENTI)
    tracts["state"][1] = CUT_OFF
    open_reached_roads(*rows, 0, CUT_OFF)
    assert tracts["state"].tolist() == [SERVICED, SERVICED, SERVICED]
    assert (land["bank"][0], land["cut_off"][0]) == (27 * CENTI, 0)


def _waiting(zone: Zone) -> int:
    """Plots held for a year or more by who has not begun to build."""
    return int(np.count_nonzero((zone.firms["stage"] == LANDED) & (zone.month - zone.firms["since"] >= 12)))


def test_without_reclaim_excess_and_a_motive_idle_land_is_land_without_money() -> None:
    """T33: where a bare plot is worth nothing every holder would build; with unlimited own funds every one does."""
    off = {"reclaim.usual_effort": 0.0, "land.ask_median": 1.0, "land.ask_sd": 0.1, "holding.sale_cost": 50.0}
    world = demo(pipeline={"leads_per_month": 4.0}, zone={"approved_mu_per_year": 400.0})
    poor = Zone(world, (), 3, 120, off)
    rich = Zone(world, (), 3, 120, {**off, "outside.wealth_multiple": 1000.0})
    watch = Watch(poor)
    idle = 0
    for _ in range(120):
        poor.step()
        rich.step()
        watch.look()
        idle += _waiting(poor)
        assert INDICATORS["bare_land"].measure(watch) == 0
        assert _waiting(rich) == 0
        assert not (rich.firms["stalled"][rich.firms["stage"] == BUILDING] >= 12).any()
    assert idle > 0


def test_cheap_land_is_kept_bare_and_reclaim_frees_it() -> None:
    """T45: and the motive; of cheap land more is kept bare, and an enforced rule leaves less of it idle, over seeds."""
    world = demo(pipeline={"leads_per_month": 4.0}, zone={"approved_mu_per_year": 400.0, "planned_km2": 4.0})
    cheap = LandPrice(start_month=1, years=10, factor=0.3)
    tough = LandReclaim(start_month=1, years=10, effort=0.3)
    bare, idle = [], []
    for seed in range(1, 25):
        usual, low, both = (live(world, arm, seed, 96).series for arm in ((), (cheap,), (cheap, tough)))
        bare.append(_share(low, "bare_land") - _share(usual, "bare_land"))
        idle.append(_share(low, "idle_land") - _share(both, "idle_land"))
    for gap in (bare, idle):
        assert np.mean(gap) > 2 * np.std(gap) / math.sqrt(len(gap))


def _share(series: Mapping[str, np.ndarray], name: str) -> float:
    return float((series[name][36:] / series["land_held"][36:]).mean())


def test_a_threshold_on_announced_sums_changes_words_and_one_on_checked_sums_changes_plots() -> None:
    zone = Zone(demo(), (), 1, 12)
    trade, numbers = zone.sectors[3], first_row(zone.numbers)
    firms = FIRM.rows(2)
    firms["planned_workers"], firms["ask_ratio"], firms["announced"], firms["premises"] = 100.0, 2.0, 1.0, 1
    real = (trade.equipment + trade.own_m2 * numbers.firm_building_cost_m2) / trade.own_mu
    for at, verified in enumerate((0, 1)):
        terms = SimpleNamespace(land_threshold=0.8 * real, land_threshold_verified=verified)
        (row,) = plain_rows(firms[at : at + 1])
        passed = is_admitted.py_func if hasattr(is_admitted, "py_func") else is_admitted
        assert passed(row[0], plain_rows(zone.sectors)[0][3], terms, numbers) == 1
    assert firms["ask_ratio"][0] == 2.0
    assert firms["announced"][0] > 1.0
    assert math.isclose(firms["ask_ratio"][1], 1.25)
    assert firms["announced"][1] == 1.0
    terms = SimpleNamespace(land_threshold=1.5 * real, land_threshold_verified=1)
    assert passed(plain_rows(firms[1:2])[0][0], plain_rows(zone.sectors)[0][3], terms, numbers) == 0


def test_with_endless_pipes_wires_and_roads_nothing_is_lost_and_nothing_ordered() -> None:
    """Off-switch of infrastructure: no outage, no moratorium, free roads, no works."""
    endless = {
        "infrastructure.power_start_mw": 1e7,
        "infrastructure.sewage_start_t": 1e9,
        "infrastructure.road_start_workers": 1e9,
    }
    zone = Zone(demo(pipeline={"leads_per_month": 4.0}), (), 1, 60, endless)
    for _ in range(60):
        zone.step()
        here = zone.environment[0]
        assert here.outage_share == 0.0
        assert here.sewage_months == 0
        assert here.road_factor == 1.0
        assert not zone.infrastructure["works"].any()


def test_enough_crews_stretch_nothing_and_few_crews_stretch_all() -> None:
    """Blocks that a rush of works delays: with one crew they stand later than with a hundred."""
    done = []
    for crews in (100.0, 1.0):
        policy = StandardFactories(pay_wan_yuan_per_year=600, start_month=2, years=2)
        zone = Zone(demo(), (policy,), 1, 48, {"infrastructure.crews": crews})
        planned = zone.month + 2 + int(zone.numbers[0].factory_lead_months)
        for _ in range(48):
            zone.step()
        done.append((int(zone.blocks["due"][1]), planned))
    assert done[0][0] == done[0][1]
    assert done[1][0] > done[0][0]
