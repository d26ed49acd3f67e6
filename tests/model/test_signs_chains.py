"""Rules of chains and newness, one by one on rows made by hand: machines, marks, links, lessons, founders."""

import math

import numpy as np
import pytest
from asked_keys import LASTING
from hand_made import its_trade, opened, opened_ground, row, zone_in_june
from test_keys import uniform

from sim.actors.firm import CLOSED, LEAD, liquid_cost
from sim.actors.link import DOWNSTREAM, MIDSTREAM, UPSTREAM
from sim.actors.purse import UPGRADES
from sim.actors.worker import IN_ZONE
from sim.books import BRAND_COSTS, EQUIPMENT, UPGRADE_SUBSIDY
from sim.foundations.mathematics import normal
from sim.foundations.rules import first_row, plain_rows
from sim.markets import chains, following, founding, knowledge, upgrading
from sim.zone import Zone


@pytest.fixture
def zone() -> Zone:
    return zone_in_june()


def test_newer_machines_are_bought_where_they_pay_back(zone: Zone) -> None:
    """With help of a fifth the firm's own four fifths must come back in time, and cash must cover its share."""
    firm, trade, numbers = zone.firms[0], zone.sectors[zone.firms["trade"][0]], zone.numbers[0]
    price = numbers.technology_price_share * trade.equipment * firm.planned_workers
    zone.terms["upgrade_subsidy_share"], zone.budget_lines["left"][UPGRADES] = 0.2, 10**12
    firm.vintage, firm.effective, firm.workers, firm.energy_factor, zone.treasury.balance = 0.8, 40.0, 40, 1.0, 10**12
    now, later = upgrading.match_after(row(zone.firms), 40, first_row(zone.numbers))
    more = math.exp(numbers.technology_gain * numbers.technology_step) * later / now - 1
    margin = 1 - trade.materials + numbers.firm_margin_shift - trade.energy - trade.other
    share = margin * more + trade.energy * numbers.technology_energy_cut
    firm.debt, need = 0, numbers.firm_liquidity_months * liquid_cost(firm, trade, numbers)
    for worth, cash, bought in ((0.79, 2.0, 0), (0.81, 0.0, 0), (0.81, 2.0, 1)):
        firm.revenue_12 = worth * price / numbers.technology_payback_months / share
        firm.balance = int(need + cash * price)
        upgrading.upgrade(
            row(zone.firms), 0, its_trade(zone), first_row(zone.terms), row(zone.budget_lines, UPGRADES), opened(zone)
        )
        assert firm.upgrades == bought, (worth, cash)
    assert firm.energy_factor == pytest.approx(1.0 - numbers.technology_energy_cut)
    assert zone.ledger["turnover"][0, EQUIPMENT] == round(price)
    assert zone.ledger["turnover"][0, UPGRADE_SUBSIDY] == round(0.2 * price)


def test_marks_cost_and_large_old_firms_are_listed(zone: Zone) -> None:
    firm, numbers = row(zone.firms), zone.numbers[0]
    (firms, lines), terms, lending = plain_rows(zone.firms, zone.budget_lines), first_row(zone.terms), opened(zone)
    zone.firms["stage"][1:] = 0
    firm.revenue_12, firm.profit_12, firm.profit, firm.balance = 1e8, 2e7, 5e6, 10**9
    upgrading.firms_earn_marks(firms, terms, lines[UPGRADES], lending)
    spent = round(numbers.brand_spend_share * 1e8)
    assert zone.ledger["turnover"][0, BRAND_COSTS] == spent
    assert firm.profit == 5e6 - spent
    terms.listing_help, firm.planned_workers = 1e9, 1e4
    for started, listed in ((9 - int(numbers.listing_months) + 1, 0), (9 - int(numbers.listing_months), 1)):
        firm.started = started
        upgrading.firms_are_listed(firms, terms, lending)
        assert firm.listed == listed


def test_the_able_sell_cheaper_and_the_near_meet_more(zone: Zone) -> None:
    numbers = first_row(zone.numbers)
    customer, supplier = row(zone.firms, 0), row(zone.firms, 1)
    supplier.log_productivity, supplier.variance = 0.5, 0.0
    assert chains.price_of(supplier, numbers) == pytest.approx(math.exp(-0.5 * numbers.links_price_elasticity))
    customer.vintage = 1.0
    for vintage, good in (
        (1.0 - numbers.links_quality_gap - 0.01, False),
        (1.0 - numbers.links_quality_gap + 0.01, True),
    ):
        supplier.vintage = vintage
        assert chains.suits(customer, supplier, numbers) == good
    zone.tracts["column"][:2], zone.tracts["row"][:2] = [0, 3], [0, 4]
    customer.tract, supplier.tract = 0, 1
    metres = 5 * chains.TRACT_METRES
    near = chains.nearness(customer, supplier, *plain_rows(zone.tracts), 1000.0)
    assert near == pytest.approx(math.exp(-metres / 1000.0))


def test_a_link_carries_what_the_supplier_has_left(zone: Zone) -> None:
    (firms, sectors, links), numbers = plain_rows(zone.firms, zone.sectors, zone.links), zone.numbers[0]
    customer, supplier, trade = zone.firms[0], zone.firms[1], zone.sectors[zone.firms["trade"][1]]
    zone.firms["log_productivity"][:2], zone.firms["variance"][:2], zone.firms["vintage"][:2] = 0.3, 0.0, 0.8
    customer.covered, customer.role, customer.output, supplier.productivity = 0.1, MIDSTREAM, 1e9, 1.0
    able = numbers.links_capacity_share * supplier.planned_workers * trade.revenue
    supplier.local_orders, need = 0.5 * able, able
    here = first_row(zone.environment)
    chains.link_up(0, 1, need, firms, sectors, links, here, first_row(zone.numbers))
    assert zone.links["share"][0] == pytest.approx(0.5)
    assert (customer.covered, supplier.local_orders) == pytest.approx((0.6, able))
    chains.place_orders(firms, sectors, links, first_row(zone.numbers))
    amount = 0.5 * numbers.links_bundle_share * zone.sectors["materials"][customer.trade] * 1e9
    price = math.exp(-0.3 * numbers.links_price_elasticity) * (1.0 - numbers.links_freight_saving)
    assert customer.local_saving == pytest.approx(amount * (1.0 - price))
    assert supplier.local_orders == pytest.approx(able + amount)


def test_firms_learn_a_part_of_what_the_ablest_is_ahead(zone: Zone) -> None:
    """All meet all, all the time: each closes a part of its gap to the ablest, who learns nothing."""
    numbers = zone.numbers
    numbers["knowledge_meet_month"], numbers["links_range_m"] = 1e9, 1e12
    zone.firms["stage"][3:], zone.firms["trade"][:3], zone.firms["tract"][:3] = CLOSED, 0, 0
    zone.firms["log_productivity"][:3] = [0.1, 0.5, -0.2]
    firms, sectors, links = plain_rows(zone.firms, zone.sectors, zone.links)
    knowledge.firms_meet_and_learn(firms, sectors, links, opened(zone), opened_ground(zone))
    part = numbers["knowledge_learned_share"][0]
    expected = [0.1 + part * 0.4, 0.5, -0.2 + part * 0.7]
    assert zone.firms["log_productivity"][:3] == pytest.approx(expected)


def test_newer_technology_comes_by_steps_where_skills_are_there(zone: Zone) -> None:
    numbers, trade, luck = zone.numbers, its_trade(zone), first_row(zone.luck)
    numbers["knowledge_adopts"] = 1.0
    firm, other = row(zone.firms, 0), row(zone.firms, 1)
    firm.workers, other.vintage = 100, 1.2
    for posts, vintage in ((0, 0.6), (100, 0.8)):
        firm.vintage, firm.skilled_posts = 0.6, posts
        knowledge.adopt_from(firm, other, trade, luck, first_row(numbers))
        assert firm.vintage == pytest.approx(vintage)
    firm.vintage, other.vintage, other.planned_workers = 0.6, 1.0, 1e4
    link = zone.links[0]
    link.customer, link.supplier = 1, 0
    knowledge.anchors_teach(*plain_rows(zone.firms, zone.sectors, zone.links), first_row(numbers))
    assert firm.vintage == pytest.approx(0.6 + 0.4 * numbers["links_teach_month"][0])


def test_an_anchor_misses_what_does_not_come_from_the_zone(zone: Zone) -> None:
    (firms, sectors), numbers = plain_rows(zone.firms, zone.sectors), zone.numbers[0]
    zone.firms["stage"][1:], firm, trade = 0, zone.firms[0], its_trade(zone)
    firm.planned_workers, firm.role, firm.covered, firm.output = 1e4, DOWNSTREAM, 0.25, 1e9
    items, value = following.open_items(firms, sectors, first_row(zone.numbers))
    assert items[int(firm.trade), MIDSTREAM] == pytest.approx(0.75 * numbers.links_anchor_items)
    one = numbers.links_bundle_share * trade.materials * 1e9 / numbers.links_anchor_items
    assert value[int(firm.trade), MIDSTREAM] == pytest.approx(one)
    shares = [following.role_share(role, first_row(zone.numbers)) for role in (UPSTREAM, MIDSTREAM, DOWNSTREAM)]
    assert shares == pytest.approx(
        [
            numbers.links_upstream_share,
            numbers.links_midstream_share,
            1 - numbers.links_upstream_share - numbers.links_midstream_share,
        ]
    )


def test_a_maker_follows_where_five_years_margin_pays_for_the_move(zone: Zone) -> None:
    firm, trade, numbers, luck = row(zone.firms), its_trade(zone), zone.numbers[0], first_row(zone.luck)
    firm.planned_workers, firm.role = 1e4, MIDSTREAM
    items, value = np.full((5, 3), 1e9), np.zeros((5, 3))
    least = numbers.links_moving_share * 1e4 * trade.equipment / (60.0 * numbers.links_follow_margin)
    for factor, follows in ((0.99, False), (1.01, True)):
        value[:] = factor * least
        assert following.would_follow(firm, trade, items, value, 9.0, luck, first_row(zone.numbers)) == follows
    like_him = 9.0 * trade.weight * numbers.links_midstream_share
    items[:] = 0.4 * like_him / numbers.links_follow_month
    for who in range(1, 40):
        firm.number = who
        follows = following.would_follow(firm, trade, items, value, 9.0, luck, first_row(zone.numbers))
        assert follows == (uniform("investor.follows_anchor", who, 0, LASTING) < 0.4)


def test_the_skilled_found_where_their_trade_earns_more_than_usual(zone: Zone) -> None:
    (firms,), numbers = plain_rows(zone.firms), zone.numbers[0]
    zone.firms["stage"][2:], zone.firms["trade"][:2] = 0, 1
    zone.firms["revenue_12"][:2] = 1e6, 3e6
    zone.firms["profit_12"][:2] = 4e6 * (numbers.founders_usual_margin + 0.5 * numbers.founders_margin_sd), 0.0
    assert founding.trade_margin(firms, 1) == pytest.approx(
        numbers.founders_usual_margin + 0.5 * numbers.founders_margin_sd
    )
    chance = founding.chance_to_found(firms, 1, first_row(zone.numbers))
    assert chance == pytest.approx(0.5 * numbers.founders_month)


def test_a_founder_takes_a_plot_where_his_savings_reach_that_far(zone: Zone) -> None:
    """Savings are sixty months of pay times a lognormal taste; a fifth of the way in must be his own."""
    numbers, lending, ground, here = zone.numbers, opened(zone), opened_ground(zone), zone.environment[0]
    worker, trade = row(zone.workers), row(zone.sectors, 0)
    worker.place, worker.trade = IN_ZONE, 0
    free = int(np.flatnonzero(zone.firms["number"] == 0)[0])
    posts = max(8.0, numbers[0].founders_least_plot_mu / (trade.own_mu * numbers[0].land_ask_median))
    machines = posts * (trade.equipment + numbers[0].firm_working_capital_months * trade.revenue)
    building = posts * trade.own_m2 * numbers[0].firm_building_cost_m2
    needed = machines + building + numbers[0].founders_least_plot_mu * here.land_price
    assert founding.way_in(trade, posts, True, here, numbers[0]) == pytest.approx(needed)
    taste = normal(uniform("worker.savings", int(worker.number), 0, LASTING))
    one = math.exp(numbers[0].founders_savings_sd * taste) * here.wage / numbers[0].founders_own_share
    for share, founded in ((0.99, False), (1.01, True)):
        numbers["founders_savings_months"] = share * needed / one
        founding.try_to_found(worker, row(zone.firms, free), *plain_rows(zone.firms), trade, lending, ground)
        assert (zone.firms["stage"][free] == LEAD) == founded
    assert zone.firms["planned_workers"][free] == pytest.approx(posts)
