"""Links, followers, knowledge, founders, upgrading, neighbours: off-switches with known answers, what links carry."""

import math

import numpy as np
import pytest
from small_worlds import demo, differing

from sim.actors.firm import FIRM, FROM_ZONE, HERE, IN_PREFECTURE, LEAD, NOBODY, PRODUCING
from sim.actors.link import LINK, MIDSTREAM, UPSTREAM
from sim.books import CROSS_COUNTY_SHARE
from sim.foundations.rules import first_row, plain_rows
from sim.indicators import live
from sim.markets.chains import chain_inputs, price_of
from sim.markets.following import would_follow
from sim.markets.upgrading import match_after
from sim.places.factories import LEVELS
from sim.places.outside import SECTOR_COUNT
from sim.policies.cross_county_transfer import CrossCountyTransfer
from sim.scenario import Event
from sim.zone import Zone

CROWDED = {"links.meet_month": 0.5, "links.quality_gap": 0.6}


def busy(**parts):
    """The demonstration zone with more firms and investors."""
    firms = {"producing": 20, "workers": 900, "sector_shares": {"garment": 0.5, "food": 0.3, "machinery": 0.2}}
    return demo(firms=firms, pipeline={"leads_per_month": 3.0}, zone={"approved_mu_per_year": 300.0}, **parts)


def test_without_links_founders_and_word_of_mouth_trades_follow_their_weights() -> None:
    """T38: the trades of those who come to look are a multinomial sample of the weights (chi squared at 1 %)."""
    off = {"links.meet_month": 0.0, "founders.month": 0.0, "reputation.weight": 0.0, "links.follow_month": 0.0}
    seen = np.zeros(SECTOR_COUNT)
    for seed in range(1, 7):
        zone = Zone(demo(pipeline={"leads_per_month": 4.0}), (), seed, 60, {**off, "knowledge.meet_month": 0.0})
        for month in range(1, 61):
            zone.step()
            fresh = zone.firms[(zone.firms["stage"] == LEAD) & (zone.firms["since"] == month)]
            seen += np.bincount(fresh["trade"], minlength=SECTOR_COUNT)
    expected = seen.sum() * zone.sectors["weight"]
    assert seen.sum() > 500
    assert ((seen - expected) ** 2 / expected).sum() < 13.28


def test_what_links_carry_adds_up_and_saves_freight() -> None:
    zone = Zone(busy(), (), 2, 48, CROWDED)
    for _ in range(48):
        zone.step()
        links = zone.links[zone.links["customer"] >= 0]
        assert len(np.unique(links[["customer", "supplier"]])) == len(links)
        firms = zone.firms
        assert (zone.firms["covered"] <= 1.0 + 1e-9).all()
        assert (zone.firms["local_saving"] >= 0.0).all()
        alive = (firms["stage"][links["customer"]] == PRODUCING) & (firms["stage"][links["supplier"]] == PRODUCING)
        assert (firms["role"][links["customer"]] == firms["role"][links["supplier"]] + 1)[alive].all()
        assert (firms["trade"][links["customer"]] == firms["trade"][links["supplier"]])[alive].all()
    assert len(links) > 3
    assert zone.firms["local_orders"].sum() > 0


def test_a_supplier_as_able_as_others_saves_his_customer_the_freight() -> None:
    firms = FIRM.rows(1)
    numbers = first_row(Zone(demo(), (), 1, 1).numbers)
    (row,) = plain_rows(firms)
    assert price_of(row[0], numbers) == 1.0
    firms["role"], firms["output"] = MIDSTREAM, 100.0
    zone = Zone(demo(), (), 1, 1)
    trade = plain_rows(zone.sectors)[0][0]
    assert chain_inputs(row[0], trade, numbers) == pytest.approx(100.0 * numbers.links_bundle_share * trade.materials)
    firms["role"] = UPSTREAM
    assert chain_inputs(row[0], trade, numbers) == 0.0


def test_without_meetings_there_are_no_links_and_nothing_of_them_matters() -> None:
    off = {"links.meet_month": 0.0}
    one, other = (live(busy(), (), 1, 48, {**off, "links.freight_saving": f}).series for f in (0.01, 0.05))
    assert one["links"].max() == 0
    assert set(differing(one, other)) == set()


def test_followers_come_as_often_as_open_items_say() -> None:
    zone = Zone(demo(), (), 1, 1)
    numbers, luck, trade = first_row(zone.numbers), first_row(zone.luck), plain_rows(zone.sectors)[0][0]
    items, value = np.zeros((SECTOR_COUNT, 3)), np.zeros((SECTOR_COUNT, 3))
    firms = FIRM.rows(4000)
    firms["number"], firms["planned_workers"], firms["role"] = np.arange(1, 4001), 50.0, MIDSTREAM
    items[0, MIDSTREAM], value[0, MIDSTREAM] = 4.0, 1e12
    (rows,) = plain_rows(firms)
    like_him = 9.0 * trade.weight * numbers.links_midstream_share
    expected = numbers.links_follow_month * 4.0 / like_him
    came = np.mean([would_follow(rows[at], trade, items, value, 9.0, luck, numbers) for at in range(4000)])
    assert abs(came - expected) < 4 * math.sqrt(expected / 4000)
    value[0, MIDSTREAM] = 1.0
    assert not any(would_follow(rows[at], trade, items, value, 9.0, luck, numbers) for at in range(100))
    assert not any(would_follow(rows[at], trade, 0 * items, value, 9.0, luck, numbers) for at in range(100))


def test_when_the_anchor_leaves_its_links_and_orders_are_gone() -> None:
    garments = {"producing": 20, "workers": 900, "sector_shares": {"garment": 1.0}}
    zone = Zone(demo(firms=garments, events=(Event(kind="anchor_exit", from_month=40),)), (), 3, 42, CROWDED)
    for _ in range(39):
        zone.step()
    largest = int(np.argmax(np.where(zone.firms["stage"] == PRODUCING, zone.firms["planned_workers"], 0.0)))
    zone.step()
    assert zone.firms["stage"][largest] != PRODUCING
    zone.step()
    assert not ((zone.links["customer"] == largest) | (zone.links["supplier"] == largest)).any()


def test_knowledge_raises_mean_ability_and_nothing_of_it_matters_where_nobody_meets() -> None:
    off = {"knowledge.meet_month": 0.0}
    one, other = (live(busy(), (), 1, 36, {**off, "knowledge.learned_share": f}).series for f in (0.01, 0.1))
    assert set(differing(one, other)) == set()
    gains = []
    for seed in range(1, 9):
        able = []
        for chance in (0.0, 0.1):
            zone = Zone(busy(), (), seed, 36, {"knowledge.meet_month": chance})
            for _ in range(36):
                zone.step()
            able.append(zone.firms["log_productivity"][:20].mean())
        gains.append(able[1] - able[0])
    assert np.mean(gains) > 3 * np.std(gains) / math.sqrt(len(gains))


def test_newer_machines_need_skills_unless_skills_do_not_matter() -> None:
    """Off-switch: with a skill exponent of 0 the match is 1 whatever the technology."""
    firms = FIRM.rows(1)
    firms["vintage"], firms["effective"] = 0.8, 90.0
    (row,) = plain_rows(firms)
    numbers = first_row(Zone(demo(), (), 1, 1).numbers)
    now, later = match_after(row[0], 100.0, numbers)
    assert now == pytest.approx(0.9)
    level = 0.8 * 0.9 ** (1.0 / numbers.firm_skill_exponent)
    half, months = numbers.skill_learning_months, numbers.technology_payback_months
    first = 1.0 - (level / 1.0) ** numbers.firm_skill_exponent
    kept = half / (math.log(2.0) * months) * (1.0 - 0.5 ** (months / half))
    assert later == pytest.approx(1.0 - first * kept, rel=1e-6)
    free = first_row(Zone(demo(), (), 1, 1, {"firm.skill_exponent": 0.0}).numbers)
    assert match_after(row[0], 100.0, free)[1] == pytest.approx(1.0)


def test_where_floors_are_free_the_way_in_is_shorter_and_more_workers_found() -> None:
    """Savings that reach a part of a floor reach further down than those that reach a plot."""
    found = []
    for free in (0, 200_000):
        rich = {"founders.month": 1.0, "founders.usual_margin": 0.0, "founders.savings_sd": 0.5}
        zone = Zone(busy(), (), 1, 14, rich)
        zone.blocks["done"][0], zone.blocks["free_m2"][0] = 1, [free] * LEVELS
        for _ in range(14):
            zone.step()
        found.append(int(np.count_nonzero(zone.firms["origin"] == FROM_ZONE)))
    assert found[0] < found[1]


def test_who_is_referred_by_a_neighbour_is_missing_there() -> None:
    shared = CrossCountyTransfer(start_month=1, years=10, share=0.5)
    usual, referred = (Zone(demo(pipeline={"leads_per_month": 3.0}), arm, 2, 60) for arm in ((), (shared,)))
    for _ in range(60):
        usual.step()
        referred.step()
    here = (referred.firms["destination"] == HERE) & (referred.firms["outside_choice"] == IN_PREFECTURE)
    more = here & (usual.firms["destination"] != HERE)
    assert more.any()
    starts = referred.firms["started"][here]
    assert (referred.ledger["turnover"][0][CROSS_COUNTY_SHARE] > 0) == (starts > 0).any()
    assert (usual.firms["destination"][more] == IN_PREFECTURE).all()


def test_local_services_follow_what_is_spent_and_are_nothing_where_nothing_is() -> None:
    off = {"labour.spent_by_residents": 0.0, "labour.spent_by_commuters": 0.0}
    series = live(demo(), (), 1, 24, off).series
    assert (series["service_posts"] == 0).all()
    assert live(demo(pipeline={"leads_per_month": 4.0}), (), 1, 60).series["service_posts"][-1] > 0


def test_nobody_is_no_link() -> None:
    zone = Zone(demo(), (), 1, 1)
    assert (zone.links["customer"] == NOBODY).all()
    assert zone.links.dtype == LINK.dtype
