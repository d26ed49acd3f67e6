"""Rules of people, one by one on rows made by hand: posts, search, hiring, pay, skills, courses, the first day."""

import math

import numpy as np
import pytest
from asked_keys import LASTING
from hand_made import opened, row, small_zone
from test_keys import uniform

from sim.actors.firm import PRODUCING
from sim.actors.purse import PRIVATE_TRAINING, TRAINING_BASE
from sim.actors.school import FIRST_PRIVATE, ORDER, PUBLIC
from sim.actors.worker import AT_HOME, AWAY, IN_COURSE, IN_ZONE
from sim.books import SCHOOL_PROFIT, TRAINING_PENALTY
from sim.foundations.luck import open_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets import bases, labour, opening, payroll, rounds, search, skills, training
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
    for taste, goes in ((1e9, True), (-1e9, False)):
        person.place, person.employer, person.home_taste, person.coast_taste = AT_HOME, -1, 0.0, taste
        labour.move(person, labour.MAY_GO_AWAY, 0.5 + half, firms, county, here, numbers)
        assert (person.place == AWAY) is goes
        person.place = AWAY
        looks = labour.move(person, labour.MAY_RETURN, half, firms, county, here, numbers)
        assert (looks == 1) is not goes


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


def test_a_month_on_the_job_and_a_month_out_of_it(zone: Zone) -> None:
    (workers, firms, sectors), numbers = plain_rows(zone.workers, zone.firms, zone.sectors), first_row(zone.numbers)
    here, firm = first_row(zone.environment), zone.firms[0]
    at = int(np.flatnonzero(zone.workers["employer"] == 0)[0])
    away = int(np.flatnonzero(zone.workers["place"] == AWAY)[0])
    firm.vintage, zone.workers["level"][at], zone.workers["level"][away] = 1.0, 0.6, 0.8
    zone.workers["course_left"][at], zone.workers["skill"][at], zone.workers["trade"][at] = 5, 0, firm.trade
    here.beds, here.beds_taken, here.beds_wanted = 30.0, 10.0, 80.0
    skills.people_learn_and_forget(workers, firms, sectors, here, first_row(zone.luck), numbers)
    assert here.bed_chance == pytest.approx(0.25)
    learned = 1.0 - 0.5 ** (1.0 / numbers.skill_learning_months)
    assert zone.workers["level"][at] == pytest.approx(0.6 + 0.4 * learned)
    assert zone.workers["level"][away] == pytest.approx(0.8 * (1.0 - numbers.skill_decay_per_month))
    assert zone.workers["course_left"][at] == 4
    assert skills.match_of_level(0.5, 1.0, numbers) == pytest.approx(0.5**numbers.firm_skill_exponent)
    assert skills.match_of_level(1.2, 1.0, numbers) == 1.0


def test_a_bed_is_looked_for_by_who_would_save_by_it(zone: Zone) -> None:
    here, numbers, luck = first_row(zone.environment), first_row(zone.numbers), first_row(zone.luck)
    near, far = row(zone.workers, 0), row(zone.workers, 1)
    near.distance_km, far.distance_km, here.bus_lines, here.bed_chance, here.road_factor = 0.5, 30.0, 0, 1.0, 1.0
    here.bed_price = 10.0 * numbers.labour_commute_cost_km
    for person in (near, far):
        skills.look_for_bed(person, here, luck, numbers)
    assert (near.bed, far.bed) == (0, 1)


def test_a_course_is_wanted_where_it_pays_for_the_income_lost(zone: Zone) -> None:
    """The noise is one's own: he wants it where allowance, raise and taste exceed two months' lost income."""
    numbers, luck, here = first_row(zone.numbers), first_row(zone.luck), first_row(zone.environment)
    school = row(zone.school, PUBLIC)
    school.course_months, school.horizon_months = 2, 12.0
    person = row(zone.workers)
    taste = -math.log(-math.log(uniform("worker.wants_course", person.number))) * numbers.labour_taste_scale
    lost = 2.0 * numbers.labour_farm_value * numbers.training_farm_income_lost_share
    least = (lost - taste - 12.0 * numbers.training_expected_raise) / 2.0
    for allowance, wanted in ((least - 10.0, False), (least + 10.0, True)):
        school.allowance_month = int(allowance)
        assert training.wants_course(person, school, here, numbers, luck) == wanted


def test_seats_of_a_month_are_a_twelfth_as_far_as_any_are_left(zone: Zone) -> None:
    school = row(zone.school, PUBLIC)
    for used, seats in ((0, 11), (115, 6), (120, 1)):
        school.seats_year, school.seats_used = 120.0, used
        assert training.seats_of_month(school) == seats


def test_in_class_some_drop_out_by_their_own_uniform(zone: Zone) -> None:
    workers, firms, sectors, schools, lines = plain_rows(
        zone.workers, zone.firms, zone.sectors, zone.school, zone.budget_lines
    )
    zone.workers["place"], zone.workers["channel"], zone.workers["ordered_by"] = IN_COURSE, PUBLIC, -1
    zone.workers["course_left"], zone.workers["employer"] = 9, -1
    training.classes_go_on(workers, firms, sectors, first_row(zone.county_pool), schools, lines, opened(zone))
    share = zone.numbers[0].training_drop_out_month
    stays = [uniform("worker.drops_course", int(number)) >= share for number in zone.workers["number"]]
    assert (zone.workers["place"] == IN_COURSE).tolist() == stays
    assert (zone.workers["course_left"][stays] == 8).all()


def test_a_private_school_teaches_by_its_quality_and_pays_where_it_is_checked(zone: Zone) -> None:
    firms, sectors, lines = plain_rows(zone.firms, zone.sectors, zone.budget_lines)
    school, hands = row(zone.school, FIRST_PRIVATE), opened(zone)
    zone.budget_lines["left"][PRIVATE_TRAINING] = 10**12
    school.quality, school.subsidy, school.check_share, school.penalty = 0.5, 200_000, 0.6, 7000
    zone.treasury.balance, school.trainees = 10**9, 60
    caught = 0
    for at in range(60):
        person = row(zone.workers, at)
        person.place, person.channel, person.ordered_by, person.skill = IN_COURSE, FIRST_PRIVATE, -1, 0
        training.finish(person, firms, sectors, first_row(zone.county_pool), school, lines, hands)
        taught = uniform("worker.learns_in_private_school", person.number, 0, LASTING) < 0.5
        assert person.skill == int(taught)
        caught += uniform("treasury.checks_certificate", person.number) < 0.6 * 0.5
    assert zone.ledger["turnover"][0, TRAINING_PENALTY] == caught * 7000
    assert zone.ledger["turnover"][0, SCHOOL_PROFIT] > 0
    assert (school.trainees, school.graduated_total) == (0, 60)


def test_who_leaves_an_ordered_class_is_no_longer_on_order(zone: Zone) -> None:
    (firms,), school, person = plain_rows(zone.firms), row(zone.school, ORDER), row(zone.workers)
    zone.firms["on_order"][2], school.trainees, person.ordered_by, person.place = 5, 8, 2, IN_COURSE
    training.end_course(person, firms, school)
    assert (zone.firms["on_order"][2], school.trainees, person.place) == (4, 7, AT_HOME)


def test_a_firm_trains_as_many_as_its_free_skilled_posts_ask_for(zone: Zone) -> None:
    (firms, sectors), here, numbers = plain_rows(zone.firms, zone.sectors), first_row(zone.environment), zone.numbers[0]
    zone.firms["stage"][1:] = 0
    firm, trade = zone.firms[0], zone.sectors[zone.firms["trade"][0]]
    firm.workers, firm.skilled_posts, firm.in_base, firm.skilled_left = 100, 5, 2, 1
    firm.target, firm.balance, firm.fill, firm.productivity = 10.0 / trade.skilled_share, 10**10, 1.0, 1.0
    firm.skilled_quit = here.skilled_quit = 0.03
    bases.firms_choose_to_train(firms, sectors, 0.0, here, first_row(zone.numbers))
    places = min(10.0 - 5.0 - 2.0, numbers.base_capacity_share * 100 + 1.0)
    assert firm.train_share == pytest.approx(places / 95.0)
    keep = 1.0 - 1.0 / numbers.base_memory_months
    assert here.skilled_quit == pytest.approx(keep * 0.03 + (1.0 - keep) / 6.0)
    firm.in_base = 5
    bases.firms_choose_to_train(firms, sectors, 0.0, here, first_row(zone.numbers))
    assert firm.train_share == 0.0
    margin = 1.0 - trade.materials + numbers.firm_margin_shift - trade.energy - trade.other
    premium = numbers.firm_skilled_premium
    added = trade.revenue * margin * premium / (1.0 + premium * trade.skilled_share)
    firm.wage = 0.5 * added / premium / (1.0 + numbers.firm_oncost)
    gain = bases.gain_of_skill(row(zone.firms), row(zone.sectors, int(firm.trade)), here, first_row(zone.numbers))
    assert gain == pytest.approx(0.5 * added * numbers.base_kept_share)
    assert bases.worth_training(100.0, 0.03, 0.01, 2400.0, 0.0)
    assert not bases.worth_training(100.0, 0.03, 0.01, 2600.0, 0.0)


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


def test_bases_are_subsidised_while_the_line_has_money(zone: Zone) -> None:
    """Where the county pays all, training pays whatever is gained; without money it does not."""
    zone.numbers["base_kept_share"], zone.terms["base_subsidy_share"] = 1e-12, 1.0
    zone.firms["balance"][:5] = 10**11
    rows = plain_rows(zone.workers, zone.firms, zone.sectors, zone.county_pool)
    lines, terms = plain_rows(zone.budget_lines, zone.terms)
    trained = []
    for left in (0, 10**9):
        zone.budget_lines["left"][TRAINING_BASE] = left
        rounds.people_and_firms_meet(*rows, 150, lines, terms, zone.tables())
        trained.append(bool((zone.firms["train_share"] > 0).any()))
    assert trained == [False, True]
