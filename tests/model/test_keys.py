"""Whose draw it is: who is asked in every decision, and what follows from the uniform that the name and number give."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from asked_keys import KEYS, LASTING, MONTHLY, NAMES, code_of
from hand_made import opened, small_zone

import sim.indicators  # noqa: F401  (declares every decision)
from sim.actors.county import COUNTY_ROW
from sim.actors.debt import DebtBook
from sim.actors.firm import IN_COUNTY, IN_PREFECTURE, PRODUCING
from sim.actors.fund import POOL
from sim.actors.villages import Villages
from sim.foundations.luck import DECISIONS, draw_hash_plain, mix_plain, open_month
from sim.foundations.mathematics import log, normal
from sim.foundations.rules import first_row, plain_rows
from sim.markets.credit import knows_bank
from sim.markets.distress import gives_up
from sim.markets.labour import next_wage
from sim.markets.membership import pool_forms_groups
from sim.markets.promises import BY_LOT, treasury_honours
from sim.markets.promotion import describe_investor, is_referred
from sim.markets.reputation import what_contacts_tell
from sim.markets.search import build_ring
from sim.places.land import FIELD
from sim.places.outside import turn_month
from sim.zone import Zone

SEED, MONTH = 11, 9  # the seed of the hand-made zone
MONTH_STEP, LIFE = 0xD6E8FEB86659FD93, 0xA0761D6478BD642F
WHOLE = (1 << 64) - 1
# Asked only of a platform that cannot pay, which has a test of its own below.
ASKED_ELSEWHERE = {"platform.rolls_over"}


def uniform(name: str, who: int, k: int = 0, holds: str = MONTHLY, month: int = MONTH) -> float:
    """The uniform of a decision from its name, who is asked and which alternative, without the rules."""
    key = mix_plain(SEED ^ LIFE) if holds == LASTING else mix_plain((mix_plain(SEED) + month * MONTH_STEP) & WHOLE)
    return ((draw_hash_plain(key, code_of(name), int(who), int(k)) >> 12) + 0.5) * 2.0**-52


@pytest.fixture
def zone() -> Zone:
    zone = small_zone({"exit.other_causes_month": 0.5, "exit.tenant_factor": 1.0})
    open_month(zone.luck, MONTH)
    return zone


def test_everybody_is_asked_for_himself_and_about_what_there_is() -> None:
    """A small zone in plain Python, firms and people numbered in sevens; the list of keys is in asked_keys.py."""
    command = [sys.executable, str(Path(__file__).with_name("asked_keys.py"))]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "NUMBA_DISABLE_JIT": "1"}, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split("\n")[:-1] == [f"never asked: {name}" for name in sorted(ASKED_ELSEWHERE)]


def test_the_list_of_keys_names_every_decision() -> None:
    assert set(KEYS) == set(DECISIONS)
    assert {name: each.code for name, each in DECISIONS.items()} == {name: code for code, name in NAMES.items()}


def test_an_owner_gives_up_by_his_own_uniform_of_the_month(zone: Zone) -> None:
    (firms,) = plain_rows(zone.firms)
    zone.firms["started"] = MONTH
    for at in range(40):
        who = int(zone.firms["number"][at])
        gone = gives_up(firms[at], MONTH, first_row(zone.luck), first_row(zone.numbers))
        assert gone == (uniform("firm.gives_up", who) < 0.5)


def test_the_platform_is_rolled_over_by_the_uniform_of_the_month(zone: Zone, monkeypatch) -> None:
    """Debt a quarter above the ceiling is rolled over with one half's chance."""
    book, rolled = DebtBook(zone), []
    monkeypatch.setattr(book, "total", lambda: 125)
    monkeypatch.setattr(book, "ceiling", lambda: 100)
    half = 1.0 - 0.25 * zone.numbers[0].debt_rollover_slope
    assert half == 0.5
    for month in range(1, 40):
        open_month(zone.luck, month)
        rolled.append(book._rolls_over() == (uniform("platform.rolls_over", 0, month=month) < half))
    assert all(rolled)


def test_a_village_consents_tract_by_tract(zone: Zone) -> None:
    villages, chances = Villages(zone), np.full(len(zone.villages), 0.5)
    said = [villages.consents(at, chances) for at in range(len(zone.tracts))]
    assert said == [uniform("village.consents", at + 1) < 0.5 for at in range(len(zone.tracts))]


def test_who_builds_for_compensation_and_at_what_cost_is_drawn_tract_by_tract(zone: Zone) -> None:
    """Every second thinks of it, and builds where the house costs less than it brings."""
    zone.land["approved_total"], numbers = 10**9, zone.numbers
    numbers["village_house_quarter"], numbers["village_house_gain_mu"] = 0.5, numbers["village_house_cost_mu"]
    zone.cells["state"], frontier = FIELD, list(range(30))
    Villages(zone).build_for_compensation(frontier, 0.0)
    thinks = [uniform("village.builds_for_compensation", at + 1) < 0.5 for at in frontier]
    cheap = [uniform("village.builds_for_compensation", at + 1, 1) < 0.5 for at in frontier]
    assert (zone.tracts["encroached"][:30] > 0).tolist() == [a and b for a, b in zip(thinks, cheap, strict=True)]
    assert thinks != cheap


def test_a_firm_knows_the_banks_that_come_first_in_its_lasting_order(zone: Zone) -> None:
    (firms,) = plain_rows(zone.firms)
    for at in range(20):
        who = int(zone.firms["number"][at])
        order = sorted(range(4), key=lambda bank: -uniform("firm.known_bank", who, bank, LASTING))
        known = [bank for bank in range(4) if knows_bank(firms[at], bank, 4, first_row(zone.luck), zone.numbers[0])]
        assert known == sorted(order[: int(zone.numbers[0].bank_known_banks)])


def test_open_posts_stand_on_the_ring_where_their_employer_puts_them(zone: Zone) -> None:
    zone.firms["open_posts"][:3], zone.county_pool["open_posts"] = [2, 0, 3], 2
    (firms,) = plain_rows(zone.firms)
    places, owners = build_ring(firms, first_row(zone.county_pool), first_row(zone.luck))
    posts = [
        (int(zone.firms["number"][at]), at, post) for at, open_posts in ((0, 2), (2, 3)) for post in range(open_posts)
    ]
    posts += [(999_999_999, COUNTY_ROW, 0), (999_999_999, COUNTY_ROW, 1)]
    expected = sorted((uniform("vacancy.place_on_ring", who, post, LASTING), at) for who, at, post in posts)
    assert places.tolist() == [place for place, _ in expected]
    assert owners.tolist() == [at for _, at in expected]


def test_offers_step_by_the_employers_own_uniform(zone: Zone) -> None:
    luck, numbers = first_row(zone.luck), first_row(zone.numbers)
    step = numbers.labour_wage_step * uniform("employer.wage_step", 321)
    assert next_wage(300_000.0, 321, 2, 0, luck, numbers) == 300_000.0 * (1.0 + step)
    assert next_wage(300_000.0, 321, 0, 2, luck, numbers) == 300_000.0 * (1.0 - step)


def test_an_investor_is_who_his_number_says(zone: Zone) -> None:
    (firms, sectors), numbers = plain_rows(zone.firms, zone.sectors), first_row(zone.numbers)
    reach = np.cumsum(zone.sectors["weight"])
    for at in range(60):
        firm, who = firms[at], int(zone.firms["number"][at])
        if who == 0:
            break
        describe_investor(firm, sectors, numbers, first_row(zone.luck))
        assert firm.trade == np.searchsorted(reach, uniform("investor.trade", who, holds=LASTING))
        assert firm.build_months == 12.0 + 6.0 * uniform("investor.pace", who, holds=LASTING)
        ability = normal(uniform("investor.ability", who, holds=LASTING))
        assert firm.log_productivity == numbers.firm_productivity_entry_sd * ability
        role = uniform("investor.role", who, holds=LASTING)
        up, middle = numbers.links_upstream_share, numbers.links_midstream_share
        assert firm.role == int(role >= up) + int(role >= up + middle)
        kind = uniform("investor.kind", who, holds=LASTING)
        kinds = (numbers.leads_small_vintage, numbers.leads_middle_vintage, numbers.leads_anchor_vintage)
        size = int(kind >= numbers.leads_small_share) + int(kind > 1.0 - numbers.leads_anchor_share)
        assert firm.vintage == kinds[size]
        first = (1.0 - numbers.leads_outside_none) * numbers.leads_outside_county
        settles_near = uniform("investor.outside_choice", who, holds=LASTING) < first
        from_county = uniform("investor.origin", who, holds=LASTING) < numbers.leads_county_share
        assert (firm.outside_choice == IN_COUNTY) == (settles_near or from_county)


def test_a_neighbour_refers_where_the_share_reaches_his_least(zone: Zone) -> None:
    (firms,), numbers = plain_rows(zone.firms), first_row(zone.numbers)
    zone.firms["outside_choice"], zone.environment["cross_county_share"] = IN_PREFECTURE, 0.2
    for at in range(40):
        least = numbers.leads_referral_share_most * uniform(
            "neighbour.refers_investor", int(zone.firms["number"][at]), holds=LASTING
        )
        told = is_referred(firms[at], first_row(zone.environment), numbers, first_row(zone.luck))
        assert told == (least < 0.2)


def test_an_investor_asks_the_ten_contacts_that_come_first_for_him(zone: Zone) -> None:
    firms, who = zone.firms[:25], 77
    firms["stage"], firms["satisfaction"] = PRODUCING, np.linspace(0.1, 0.9, 25)
    order = np.argsort([uniform("investor.contact", who, int(number), LASTING) for number in firms["number"]])
    (rows,) = plain_rows(firms)
    told = what_contacts_tell(who, rows, MONTH, first_row(zone.luck), first_row(zone.numbers))
    assert told == pytest.approx(firms["satisfaction"][order[:10]].mean())


def test_promises_are_honoured_by_lot_in_the_order_of_the_months_uniforms(zone: Zone) -> None:
    zone.firms["promise_due"][:6], zone.treasury.balance = 100, 10**6
    zone.budget_lines["left"][0] = 350
    (firms, lines), office = plain_rows(zone.firms, zone.budget_lines), first_row(zone.administration)
    treasury_honours(firms, lines[0], BY_LOT, office, opened(zone))
    turn = np.argsort([uniform("treasury.turn_of_promise", int(number)) for number in zone.firms["number"][:6]])
    assert zone.firms["promise_due"][:6][turn].tolist() == [0, 0, 0, 50, 100, 100]


def test_groups_form_in_a_lasting_order(zone: Zone) -> None:
    zone.funds["open"][POOL] = 1
    zone.firms["stage"][:10], zone.firms["refused"][:10], zone.firms["group"][:10] = PRODUCING, 1, -1
    (firms,) = plain_rows(zone.firms)
    pool_forms_groups(firms, opened(zone))
    numbers = zone.firms["number"][:10]
    turn = np.argsort([uniform("firm.turn_in_pool", int(number), holds=LASTING) for number in numbers])
    heads = [numbers[turn[0]]] * 4 + [numbers[turn[4]]] * 4 + [-1] * 2
    assert zone.firms["group"][:10][turn].tolist() == heads
    assert zone.firms["group_full"][:10][turn].tolist() == [1] * 8 + [0] * 2


def test_the_outside_world_turns_by_one_uniform_a_month_and_trade(zone: Zone) -> None:
    numbers, here = first_row(zone.numbers), first_row(zone.environment)
    zone.environment["cycle"], zone.environment["sector_cycle"] = 0.0, 0.0
    turn_month(here, numbers, first_row(zone.terms), first_row(zone.luck))
    assert here.cycle == numbers.outside_cycle_shock * normal(uniform("outside.cycle", 0))
    own = [numbers.outside_sector_shock * normal(uniform("outside.sector_cycle", trade)) for trade in range(5)]
    assert zone.environment["sector_cycle"][0].tolist() == own
    assert log(here.trend) == pytest.approx(here.month / 12.0 * numbers.outside_trend_share_per_year)
