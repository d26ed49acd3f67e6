"""Rules of people, one by one on rows made by hand: posts, search, hiring, pay, the first day."""

import math

import numpy as np
import pytest
from asked_keys import LASTING
from hand_made import opened, row, small_zone
from test_keys import uniform

from sim.actors.firm import PRODUCING
from sim.actors.worker import AT_HOME, AWAY, IN_COURSE, IN_ZONE
from sim.foundations.luck import open_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets import labour, opening, payroll, rounds, search
from sim.zone import Zone


@pytest.fixture
def zone() -> Zone:
    zone = small_zone()
    zone.environment["trend"] = 1.0
    open_month(zone.luck, 9)
    return zone


def test_a_firm_posts_what_its_sales_and_its_empty_store_need(zone: Zone) -> None:
    firm, trade = row(zone.firms), zone.sectors[zone.firms["trade"][0]]
    firm.productivity, firm.workers, firm.effective, firm.inventory = 1.0, 20, 20.0, 0.0
    firm.expected_sales, firm.planned_workers, firm.equipment = 30.0 * trade.revenue, 100.0, 1e15
    numbers = first_row(zone.numbers)
    labour.post_vacancies(firm, row(zone.sectors, int(firm.trade)), first_row(zone.environment), numbers)
    assert firm.target == pytest.approx(30.0 * (1.0 + 0.3 * numbers.firm_inventory_months))
    assert firm.vacancies == int(firm.target) - 20
    firm.inventory = 2.0 * numbers.firm_inventory_months * firm.expected_sales
    labour.post_vacancies(firm, row(zone.sectors, int(firm.trade)), first_row(zone.environment), numbers)
    assert firm.target == pytest.approx(30.0 * (1.0 - 0.3 * numbers.firm_inventory_months))


def test_posts_that_the_zone_diverted_are_missing_in_the_county(zone: Zone) -> None:
    here, numbers, county = first_row(zone.environment), first_row(zone.numbers), first_row(zone.county_pool)
    here.county_diverted, here.service_posts, here.service_posts_start = 50.0, 30.0, 10.0
    labour.county_jobs_left(county, here, 1000.0, numbers)
    assert county.posts == pytest.approx(1000.0 - 50.0 * numbers.county_job_survival_per_month + 20.0)


def test_of_a_surplus_go_those_whose_uniform_lies_below_its_share(zone: Zone) -> None:
    (firms, workers), numbers = plain_rows(zone.firms, zone.workers), first_row(zone.numbers)
    staff = np.flatnonzero(zone.workers["employer"] == 0)
    zone.firms["target"] = 1e9
    zone.firms["target"][0] = 0.5 * len(staff)
    share = (len(staff) - 0.5 * len(staff) * (1.0 + numbers.labour_layoff_margin)) / len(staff)
    labour.lay_off_surplus(firms, workers, first_row(zone.luck), numbers)
    kept = [uniform("employer.lays_off", int(zone.workers["number"][at])) >= share for at in staff]
    assert (zone.workers["place"][staff] == IN_ZONE).tolist() == kept
    assert zone.firms["workers"][0] == sum(kept)
    assert 0 < sum(kept) < len(staff)


def test_who_hears_of_the_coast_goes_where_it_is_worth_more(zone: Zone) -> None:
    """At equal worth with half of the chance; far better always, far worse never; he who comes back likewise."""
    here, numbers, county = first_row(zone.environment), first_row(zone.numbers), first_row(zone.county_pool)
    (firms,), half = plain_rows(zone.firms), 0.25 * numbers.labour_migration_share
    person = row(zone.workers)
    for coast, home, goes in ((1e9, 0.0, True), (-1e9, 0.0, False), (1e8, 1e9, False), (-1e8, -1e9, True)):
        person.place, person.employer, person.home_taste, person.coast_taste = AT_HOME, -1, home, coast
        labour.move(person, labour.MAY_GO_AWAY, 0.5 + half, firms, county, here, numbers)
        assert (person.place == AWAY) == goes
        person.place = AWAY
        looks = labour.move(person, labour.MAY_RETURN, half, firms, county, here, numbers)
        assert (looks == 1) == (coast < 0)


def test_what_comes_to_mind_by_the_draw(zone: Zone) -> None:
    numbers = first_row(zone.numbers)
    for u, mind in ((0.999, labour.GOES_HOME), (0.981, labour.GOES_HOME), (0.979, labour.STAYS)):
        assert labour.stirring(IN_ZONE, u, 0.02, numbers) == mind
    assert labour.stirring(IN_ZONE, 0.9 * numbers.labour_job_search_share, 0.02, numbers) == labour.SEARCHES
    assert labour.stirring(AT_HOME, 0.5 + 0.5 * numbers.labour_migration_share, 0.02, numbers) == labour.MAY_GO_AWAY
    assert labour.stirring(AWAY, 0.5 * numbers.labour_migration_share, 0.02, numbers) == labour.MAY_RETURN
    assert labour.stirring(IN_COURSE, 0.001, 0.02, numbers) == labour.STAYS


def test_the_better_applicant_comes_first(zone: Zone) -> None:
    numbers, luck, county = first_row(zone.numbers), first_row(zone.luck), first_row(zone.county_pool)
    (firms,), person, firm = plain_rows(zone.firms), row(zone.workers), row(zone.firms, 2)
    person.trade, person.skill, person.level, firm.vintage = firm.trade, 0, 1.0, 0.8
    noise = numbers.labour_score_noise * uniform("employer.ranks_applicant", person.number, firm.number, LASTING)
    assert labour.applicant_score(person, firm, luck, numbers) == pytest.approx(0.5 * (1.0 - noise))
    plain = labour.rank_key(person, 2, firms, county, luck, numbers)
    person.skill = 1
    assert labour.applicant_score(person, firm, luck, numbers) == pytest.approx(0.65 * (1.0 - noise))
    assert 2.0 < labour.rank_key(person, 2, firms, county, luck, numbers) < plain < 3.0


def test_offers_rise_where_posts_stay_open_and_fall_where_people_crowd(zone: Zone) -> None:
    luck, numbers = first_row(zone.luck), first_row(zone.numbers)
    step = numbers.labour_wage_step * uniform("employer.wage_step", 55)
    assert labour.next_wage(3e5, 55, 2, 0, luck, numbers) == pytest.approx(3e5 * (1.0 + step))
    assert labour.next_wage(3e5, 55, 0, 2, luck, numbers) == pytest.approx(3e5 * (1.0 - step))
    assert labour.next_wage(3e5, 55, 1, 1, luck, numbers) == 3e5


def test_a_post_that_is_filled_is_no_longer_open(zone: Zone) -> None:
    numbers, luck, county = first_row(zone.numbers), first_row(zone.luck), first_row(zone.county_pool)
    workers, firms, sectors = plain_rows(zone.workers, zone.firms, zone.sectors)
    home = np.flatnonzero(zone.workers["place"] == AT_HOME)[:3]
    zone.firms["open_posts"][1], staff = 2, int(zone.firms["workers"][1])
    applied, wanted, keys = np.arange(3), np.full(3, 1), np.array([1.5, 1.2, 1.9])
    people = home.astype(np.int64)
    labour.hire_in_order(workers, firms, sectors, county, people, applied, wanted, keys, 3, numbers, luck)
    assert (zone.workers["employer"][home] == [1, 1, -1]).all()
    assert (zone.firms["workers"][1], zone.firms["open_posts"][1]) == (staff + 2, 0)


def test_a_job_is_worth_its_pay_less_the_way_and_with_ones_taste(zone: Zone) -> None:
    here, numbers, county = first_row(zone.environment), first_row(zone.numbers), first_row(zone.county_pool)
    (firms,), person = plain_rows(zone.firms), row(zone.workers)
    person.place, person.employer, person.post, person.skill = IN_ZONE, 0, 0, 0
    person.distance_km, person.bed, person.job_taste = 4.0, 0, 1234.0
    here.road_factor, here.bus_lines, here.bed_price = 1.0, 0, 1e12
    way = 4.0 * numbers.labour_commute_cost_km
    wage = zone.firms["wage"][0]
    assert search.present_utility(person, firms, county, here, numbers) == pytest.approx(wage - way + 1234.0)
    here.bus_lines, here.bus_cut = 8, 0.25
    assert search.way_to_work(person, here, numbers) == pytest.approx(0.75 * way)
    person.home_tie, person.coast_taste = 700.0, 90.0
    coast = here.coast_wage - numbers.labour_coast_living_cost - 700.0 + 90.0
    assert search.coast_utility(person, here, numbers) == pytest.approx(coast)
    here.bus_lines, here.bed_price, here.bed_chance, person.place = 0, 0.5 * way, 0.25, AT_HOME
    assert search.access_cost(person, here, numbers) == pytest.approx(0.25 * 0.5 * way + 0.75 * way)


def test_who_leaves_is_one_less_in_staff_and_posts(zone: Zone) -> None:
    (firms,), person = plain_rows(zone.firms), row(zone.workers)
    zone.firms["workers"][0], zone.firms["skilled_posts"][0], zone.firms["in_base"][0] = 10, 4, 2
    person.place, person.employer, person.post, person.skill, person.course_left = IN_ZONE, 0, 1, 1, 3
    search.leave_job(person, firms, AT_HOME)
    firm = zone.firms[0]
    assert (firm.workers, firm.skilled_posts, firm.in_base, firm.skilled_left, firm.skilled_lost) == (9, 3, 1, 1, 0)
    assert (person.place, person.employer, person.post, person.course_left) == (AT_HOME, -1, 0, 0)


def test_the_first_post_at_or_after_the_draw_going_round() -> None:
    places = np.array([0.1, 0.100001, 0.4, 0.8])
    starts = search.index_ring(places)
    for u, found in ((0.05, 0), (0.1000005, 1), (0.2, 2), (0.4, 2), (0.79999, 3), (0.9, 0)):
        assert search.next_on_ring(places, starts, u) == found


def test_of_the_vacancies_known_the_best_is_taken(zone: Zone) -> None:
    here, numbers, county = first_row(zone.environment), first_row(zone.numbers), first_row(zone.county_pool)
    (firms, sectors), luck = plain_rows(zone.firms, zone.sectors), first_row(zone.luck)
    zone.firms["open_posts"][:5], zone.county_pool["open_posts"] = 3, 0
    places, owners = search.build_ring(firms, county, luck)
    starts = search.index_ring(places)
    better = 0
    for at in np.flatnonzero(zone.workers["place"] == AT_HOME)[:30]:
        person = row(zone.workers, int(at))
        known = [
            search.next_on_ring(places, starts, uniform("worker.knows_vacancy", person.number, 16 + k))
            for k in range(4)
        ]
        worth = [
            search.offer_utility(person, int(owners[place]), firms, sectors, county, here, numbers, luck)[0]
            for place in known
        ]
        found = search.best_vacancy(person, 1, places, owners, starts, firms, sectors, county, here, numbers, luck)
        own = search.present_utility(person, firms, county, here, numbers)
        assert found == (known[int(np.argmax(worth))] if max(worth) > own else -1)
        better += found >= 0
    assert better > 0


def test_pay_falls_with_the_work_and_what_is_missed_is_owed(zone: Zone) -> None:
    numbers, here, firm = first_row(zone.numbers), first_row(zone.environment), row(zone.firms)
    firm.wage, firm.fill, here.attendance = 200_000.0, 0.75, 1.0
    assert payroll.wage_due(0, firm, here, numbers) == round(200_000 * (1 - 0.25 * numbers.firm_piece_rate_share))
    (firms,), hands = plain_rows(zone.firms), opened(zone)
    zone.firms["stage"][1:] = 0
    firm.wage_bill, firm.wages_paid, firm.wage_arrears, firm.balance = 1000, 400, 50, 0
    payroll.settle_wage_arrears(firms, hands.holders, hands.ledger, numbers)
    assert firm.wage_arrears == 650
    firm.wage_bill, firm.wages_paid, firm.balance = 0, 0, 500
    payroll.settle_wage_arrears(firms, hands.holders, hands.ledger, numbers)
    assert (firm.wage_arrears, firm.balance) == (150, 0)


def test_services_close_a_part_of_the_gap_to_what_is_spent(zone: Zone) -> None:
    numbers, here = first_row(zone.numbers), first_row(zone.environment)
    here.month, here.service_posts = 5, 10.0
    payroll.count_service_posts(3.0 * numbers.labour_service_revenue / 12.0 * 10.0, here, numbers)
    assert here.service_posts == pytest.approx(10.0 + 20.0 * numbers.labour_service_speed)


def test_the_first_day_lies_after_years_of_work(zone: Zone) -> None:
    numbers, firms = zone.numbers[0], zone.firms[zone.firms["stage"] == PRODUCING]
    years = zone.scenario.firms.oldest_years
    ages = [int(12 * years * uniform("start.firm_age", int(who), 0, LASTING)) for who in firms["number"]]
    assert firms["started"].tolist() == [-1 - age for age in ages]
    assert firms["signed"].tolist() == [-19 - age for age in ages]
    assert (firms["balance"] == np.round(0.8 * firms["expected_sales"])).all()
    for person in zone.workers[zone.workers["place"] == IN_ZONE]:
        months = -24.0 * math.log(uniform("start.worker_tenure", int(person.number), 0, LASTING))
        vintage = zone.firms["vintage"][person.employer]
        open_gap = (vintage - numbers.skill_start_level) * 0.5 ** (months / numbers.skill_learning_months)
        assert person.tenure == int(min(months, 240.0))
        assert person.level == pytest.approx(max(numbers.skill_start_level, vintage - open_gap))


def test_the_coast_is_worth_its_pay_less_what_it_costs_to_live_there(zone: Zone) -> None:
    people = zone.workers[:10]
    people["skill"], people["home_tie"], people["coast_taste"] = 0, 700.0, 90.0
    _, _, away = opening.present_values_of_places(people, zone.numbers)
    expected = zone.numbers[0].outside_coast_wage - zone.numbers[0].labour_coast_living_cost - 700.0 + 90.0
    assert away == pytest.approx(expected)


def test_what_visits_took_at_first_is_noted_once(zone: Zone) -> None:
    rows = plain_rows(zone.firms, zone.sectors, zone.offices, zone.administration, zone.budget_lines, zone.terms)
    for month, noted in ((1, True), (2, False)):
        zone.environment["month"], zone.environment["take_at_start"] = month, -1.0
        rounds.county_serves(*rows, zone.tables())
        assert (zone.environment["take_at_start"][0] != -1.0) == noted
