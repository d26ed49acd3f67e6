"""Rules of land and officials, one by one on rows made by hand: asks, files, bare land, visits, ranks, loads."""

import math

import numpy as np
import pytest
from asked_keys import LASTING
from hand_made import opened, opened_ground, row, small_zone
from test_keys import uniform

from sim.actors.firm import CONTRACT, LANDED, PLOT_PREMISES, PRODUCING
from sim.books import FINES, INFORMAL_PAYMENTS, RECLAIM_COMPENSATION, RECLAIM_COSTS
from sim.foundations.luck import open_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets import admission, approvals, holding, holdup, land_score, reclaim, works
from sim.markets.project import project_value
from sim.places.land import CENTI
from sim.zone import Zone

GROWTH, RISK = 0.05, 0.1


@pytest.fixture
def zone() -> Zone:
    zone = small_zone()
    here = zone.environment[0]
    here.month, here.calendar_month, here.trend, here.land_scored = 9, 6, 1.0, 0.0
    here.land_growth, here.reclaim_risk = GROWTH, RISK
    open_month(zone.luck, 9)
    return zone


def its_trade(zone: Zone):
    """The trade of the first firm."""
    return row(zone.sectors, int(zone.firms["trade"][0]))


def worth_of_bare_land(zone: Zone) -> float:
    """A mu kept bare for three years and sold, in closed form."""
    numbers, here = zone.numbers[0], zone.environment[0]
    years, rate = int(numbers.holding_years), numbers.choice_hurdle_rate
    sold = here.land_value * (1 - numbers.holding_sale_cost) * ((1 + GROWTH) / (1 + rate)) ** years * (1 - RISK)
    return sold - numbers.land_tax_mu * (1 - (1 + rate) ** -years) / rate


def test_bare_land_is_worth_its_later_price_less_tax_and_risk(zone: Zone) -> None:
    here, numbers, firm = first_row(zone.environment), first_row(zone.numbers), row(zone.firms)
    worth = worth_of_bare_land(zone)
    assert holding.held_mu_worth(here, 0, numbers) == pytest.approx(worth)
    here.land_price = 0.8 * worth
    trade = its_trade(zone)
    building = trade.own_m2 * numbers.firm_building_cost_m2
    capital = firm.planned_workers * (trade.equipment + building + trade.own_mu * numbers.land_price_mu)
    mu = firm.ask_ratio * trade.own_mu * firm.planned_workers
    assert holding.holding_gain(firm, trade, here, numbers) == pytest.approx(0.2 * worth * mu / capital)


def test_what_he_asks_for_follows_the_gain_and_the_review(zone: Zone) -> None:
    here, numbers, firm, terms = first_row(zone.environment), first_row(zone.numbers), row(zone.firms), zone.terms
    for price, factor in ((worth_of_bare_land(zone) / 1.25, 1.25), (2.0 * worth_of_bare_land(zone), 1.0)):
        here.land_price, terms["land_review_share"], firm.ask_ratio = price, 0.4, 1.6
        admission.fix_ask(firm, first_row(terms), here, numbers)
        assert firm.ask_ratio == pytest.approx(1.0 + 0.6 * (1.6 * factor - 1.0))


def test_a_checked_threshold_turns_away_who_invests_too_little(zone: Zone) -> None:
    firm, trade, numbers, terms = row(zone.firms), its_trade(zone), first_row(zone.numbers), first_row(zone.terms)
    firm.premises = PLOT_PREMISES
    real = (trade.equipment + trade.own_m2 * numbers.firm_building_cost_m2) / trade.own_mu
    terms.land_threshold_verified = 1
    for share, admitted in ((0.99, 1), (1.01, 0)):
        terms.land_threshold = share * real
        assert admission.is_admitted(firm, trade, terms, numbers) == admitted


def test_the_place_chosen_is_worth_more_the_less_likely_it_was(zone: Zone) -> None:
    firm, numbers = row(zone.firms), first_row(zone.numbers)
    holding.attach(firm, 0.2, numbers, first_row(zone.luck))
    taste = -math.log(-math.log(uniform("investor.attached_to_place", int(firm.number), 0, LASTING)))
    assert firm.attachment == pytest.approx((taste - np.euler_gamma - math.log(0.2)) / numbers.choice_slope)


def test_a_holder_builds_where_a_plant_is_worth_more_than_bare_land(zone: Zone) -> None:
    firm, trade, here, numbers = row(zone.firms), its_trade(zone), first_row(zone.environment), first_row(zone.numbers)
    firm.plot_centi_mu, firm.land_class = 5000, 0
    value = project_value(firm, trade, here, numbers, 0.0, True) - here.value_at_start[int(firm.trade)]
    building = trade.own_m2 * numbers.firm_building_cost_m2
    capital = firm.planned_workers * (trade.equipment + building + trade.own_mu * numbers.land_price_mu)
    asked = here.land_price * firm.ask_ratio * trade.own_mu * firm.planned_workers
    equal = (50.0 * worth_of_bare_land(zone) - asked) / capital - value
    for more, builds in ((-0.01, False), (0.01, True)):
        firm.attachment = equal + more
        assert holding.wants_to_build(firm, trade, here, numbers) == builds


def test_a_file_is_handled_until_it_has_no_error(zone: Zone) -> None:
    numbers, office = first_row(zone.numbers), first_row(zone.administration)
    office.speed = 1.0
    tries = []
    for at in range(20):
        firm, total, attempt = row(zone.firms, at), 0.0, 0
        while True:
            key = int(firm.number), 3 * 12 + attempt
            total -= numbers.approvals_handling_months * math.log(uniform("file.handling", *key, LASTING))
            attempt += 1
            if uniform("file.error", *key, LASTING) >= numbers.approvals_error_share:
                break
        took = approvals.handling_time(firm, 3, True, office, first_row(zone.luck), numbers)
        assert took == pytest.approx(total)
        tries.append(attempt)
    assert max(tries) > 1


def test_who_is_free_first_takes_the_file_that_came_first(zone: Zone) -> None:
    office = row(zone.offices)
    zone.offices["free_at"][0, :3] = [5.0, 2.0, 4.0]
    assert approvals.serve(office, 1.0, 0.5, 3) == 2.5
    assert approvals.serve(office, 3.5, 0.5, 3) == 4.0
    assert zone.offices["free_at"][0, :3].tolist() == [5.0, 4.0, 4.0]
    zone.firms["stage"][:4], zone.firms["approved_month"][:4] = CONTRACT, -1
    zone.firms["file_ready"][:4] = [9.7, 9.2, 9.4, 10.5]
    (firms,) = plain_rows(zone.firms[:4])
    assert approvals.next_file(firms, 10.0) == 1
    assert approvals.next_file(firms, 9.1) == -1


def test_speed_is_paid_for_unless_discipline_keeps_the_official_off(zone: Zone) -> None:
    office, hands, numbers = first_row(zone.administration), opened(zone), first_row(zone.numbers)
    office.watch = 0.5
    for at in range(20):
        firm = row(zone.firms, at)
        firm.wealth = 10**12
        paid = approvals.pay_for_speed(firm, 4, office, hands.holders, hands.ledger, hands.luck, numbers)
        assert paid == (uniform("file.speed_money", int(firm.number), 4, LASTING) >= 0.5)


def test_visits_take_a_share_by_pressure_and_what_cannot_be_moved(zone: Zone) -> None:
    """Pressed twice as hard firms resist: half of it; half the visits are deterred."""
    (firms, sectors), office, hands = plain_rows(zone.firms, zone.sectors), first_row(zone.administration), opened(zone)
    zone.firms["stage"][1:], numbers, trade = 0, zone.numbers[0], its_trade(zone)
    firm = zone.firms[0]
    firm.premises, firm.land_paid, firm.building, firm.equipment = PLOT_PREMISES, 100.0, 200.0, 400.0
    firm.output, firm.balance = 1e9, 10**12
    office.extraction, office.watch, office.protected, office.detection, office.last_payoff = 2.0, 0.5, 0, 0.25, 0.0
    office.direction = 1.0
    holdup.officials_visit(
        firms, sectors, hands.environment, office, hands.holders, hands.ledger, hands.luck, hands.numbers
    )
    value = 1e9 * (1 - trade.materials + numbers.firm_margin_shift - trade.energy - trade.other)
    sunk = (300 + numbers.holdup_owner_sunk * 400) / 700
    share = numbers.holdup_take_share * 2.0 * (1 - numbers.holdup_resistance) * 0.5
    assert firm.taken == pytest.approx(share * sunk * value, abs=1)
    assert zone.ledger["turnover"][0, INFORMAL_PAYMENTS] == firm.taken
    # Half of what was taken is at risk.
    assert office.last_payoff == pytest.approx(0.5 * firm.taken / value)


def test_officials_turn_back_when_pressing_brought_less(zone: Zone) -> None:
    office, hands, numbers = first_row(zone.administration), opened(zone), first_row(zone.numbers)
    zone.numbers["holdup_case_share"] = 0.0
    for before, direction in ((0.02, 1.0), (0.04, -1.0)):
        office.extraction, office.detection, office.direction, office.last_payoff = 1.0, 0.0, 1.0, before
        holdup.learn_to_press(office, 0.03, hands.holders, hands.ledger, hands.luck, numbers)
        assert office.direction == direction
        assert office.extraction == pytest.approx(1.0 + direction * numbers.holdup_step)
    zone.numbers["holdup_case_share"] = 0.6
    zone.holders["balance"][1], office.taken_month, office.detection = 10**9, 500, 1.0
    for month in range(1, 30):
        open_month(zone.luck, month)
        zone.ledger["turnover"] = 0
        office.extraction = 1.0
        holdup.learn_to_press(office, 0.03, hands.holders, hands.ledger, hands.luck, numbers)
        caught = uniform("officials.case", 0, month=month) < 0.6
        assert zone.ledger["turnover"][0, FINES] == (500 if caught else 0)


def test_firms_are_ranked_by_what_they_make_of_their_land(zone: Zone) -> None:
    """Ten firms, each better than the one before in every measure: A is the best fifth, C and D the last three."""
    here = zone.environment[0]
    here.calendar_month, here.land_scored = 1, 1.0
    ten = zone.firms[:10]
    ten["stage"], ten["premises"], ten["started"], ten["trade"], ten["plot_centi_mu"] = PRODUCING, 1, -50, 0, 1000
    for name in ("equipment", "building", "revenue_12", "profit_12"):
        ten[name] = 1e6 * np.arange(1, 11)
    zone.firms["stage"][10:] = 0
    land_score.rank_by_land(*plain_rows(zone.firms, zone.sectors), first_row(zone.environment), first_row(zone.numbers))
    assert ten["land_class"].tolist() == [4, 3, 3, 2, 2, 2, 2, 2, 1, 1]


def on_a_plot(zone: Zone, at: int, mu: int) -> int:
    """Give the firm in this row a plot of so many mu that it holds without building; the plot's row."""
    free = int(np.flatnonzero(zone.plots["centi_mu"] == 0)[0])
    plot, firm = zone.plots[free], zone.firms[at]
    plot.number, plot.holder, plot.state, plot.centi_mu, plot.block, plot.since = free + 1, at, 1, CENTI * mu, -1, 5
    firm.plot, firm.plot_centi_mu, firm.stage, firm.premises, firm.since = free, CENTI * mu, LANDED, PLOT_PREMISES, 0
    cells = np.flatnonzero(zone.cells["plot"] == -1)[:mu]
    zone.cells["plot"][cells], zone.cells["state"][cells] = free, 5
    zone.land["transferred"] += CENTI * mu
    return free


def test_overdue_land_is_taken_by_the_holders_own_uniform_and_owners_see_it(zone: Zone) -> None:
    zone.plots["centi_mu"], here = 0, zone.environment[0]
    here.reclaim_effort, here.reclaim_months, zone.land["cash"] = 0.5, 9, 10**14
    for at in range(12):
        on_a_plot(zone, at, 2)
    zone.firms["since"][11] = 1  # one month short of overdue
    held = int(zone.land["transferred"][0])
    reclaim.land_comes_back(*plain_rows(zone.firms, zone.sectors), opened(zone), opened_ground(zone))
    taken = [uniform("county.takes_land_back", int(who)) < 0.5 for who in zone.firms["number"][:11]]
    assert (zone.firms["plot"][:12] == -1).tolist() == [*taken, False]
    assert zone.land["transferred"][0] == held - 2 * CENTI * sum(taken)
    assert zone.land["overdue"][0] == 11
    seen = 12.0 * sum(taken) / 11.0
    assert here.reclaim_risk == pytest.approx(RISK + zone.numbers[0].reclaim_memory * (seen - RISK))


def test_taking_land_back_costs_lawyers_and_half_of_what_stands_there(zone: Zone) -> None:
    plot, numbers = on_a_plot(zone, 0, 3), zone.numbers[0]
    zone.firms["land_paid"][0], zone.firms["building"][0], zone.firms["balance"][0] = 1e6, 4e5, 0
    zone.land["cash"], zone.platform.balance = 10**7, 10**8
    reclaim.take_back(row(zone.firms), plot, opened(zone), opened_ground(zone))
    lawyers, worth = round(numbers.reclaim_legal_share * 1e6), round(numbers.reclaim_building_share * 4e5)
    assert zone.land["cash"][0] == 10**7 - lawyers - worth
    assert zone.firms["balance"][0] == worth
    assert zone.ledger["turnover"][0, [RECLAIM_COSTS, RECLAIM_COMPENSATION]].tolist() == [lawyers, worth]


def test_land_is_given_back_where_a_part_of_its_price_is_worth_more(zone: Zone) -> None:
    plot, numbers, trade = on_a_plot(zone, 0, 4), zone.numbers[0], its_trade(zone)
    zone.land["cash"], zone.platform.balance, zone.firms["attachment"][0] = 10**14, 10**14, -99.0
    for share, kept in ((0.99, True), (1.01, False)):
        zone.firms["land_paid"][0] = 4.0 * share * worth_of_bare_land(zone) / numbers.land_resale_share
        reclaim.holder_returns(row(zone.firms), plot, trade, opened(zone), opened_ground(zone))
        assert (zone.firms["plot"][0] == plot) == kept


def test_loads_beyond_capacity_cut_output_and_count_months(zone: Zone) -> None:
    (firms, sectors), pipes, numbers = (
        plain_rows(zone.firms, zone.sectors),
        first_row(zone.infrastructure),
        zone.numbers,
    )
    here = first_row(zone.environment)
    here.outage_share = 0.0
    works.measure_loads(firms, sectors, here, pipes, first_row(numbers))
    loads, slope = zone.infrastructure["load"][0].copy(), numbers[0].infrastructure_outage_slope
    for power, outage in ((0.85, 0.0), (0.95, 0.05 * slope), (2.0, max(0.5, 1.1 * slope))):
        zone.infrastructure["capacity"][0] = loads / power
        here.sewage_months = 2
        here.outage_share = 0.0
        works.measure_loads(firms, sectors, here, pipes, first_row(numbers))
        assert here.outage_share == pytest.approx(min(0.9, outage))
        assert here.sewage_months == (3 if power > 1 else 0)
        assert here.road_factor == pytest.approx(1.0 + 0.15 * power**4)
