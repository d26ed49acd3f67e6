"""Rules of skills, one by one on rows made by hand: learning, forgetting, beds, courses, schools, bases."""

import math

import numpy as np
import pytest
from asked_keys import LASTING
from hand_made import opened, row, small_zone
from test_keys import uniform

from sim.actors.purse import PRIVATE_TRAINING, TRAINING_BASE
from sim.actors.school import FIRST_PRIVATE, ORDER, PUBLIC
from sim.actors.worker import AT_HOME, AWAY, IN_COURSE
from sim.books import SCHOOL_PROFIT, TRAINING_PENALTY
from sim.foundations.luck import open_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets import bases, rounds, skills, training
from sim.zone import Zone


@pytest.fixture
def zone() -> Zone:
    zone = small_zone()
    zone.environment["trend"] = 1.0
    open_month(zone.luck, 9)
    return zone


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
