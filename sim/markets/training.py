"""Public training: seats, who takes them, who drops out, what is learned (MODEL.md 3.6.9)."""

import numpy as np

from sim.actors.purse import spend
from sim.actors.worker import AT_HOME, IN_COURSE
from sim.books import POOL_AT, TRAINING_ALLOWANCE, TRAINING_COURSES, TREASURY_AT, pay
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import fen, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.foundations.tables import table
from sim.markets.promotion import gumbel

SCHOOL = table(
    "school",
    seats_year=column("f8", "seats", "that teachers allow this year"),
    seats_used=column("i8", "seats", "this year"),
    course_months=column("i8", "months", "length of a course"),
    trainees=column("i8", "persons", "in class at the end of the month"),
    enrolled_total=column("i8", "persons", "so far"),
    graduated_total=column("i8", "persons", "so far"),
)

numbers_of(
    "training",
    cost_head=number(2000, "yuan", "data row H032: 1,000 to 2,000 with allowance", low=1000, high=2500),
    allowance_month=number(
        400,
        "yuan/month",
        ASSUMPTION,
        low=0,
        high=600,
        departs="not in the design: it gives the cost of a seat with allowance and no split",
    ),
    first_seats_year=number(2070, "seats", ASSUMPTION, low=500, high=5000),
    seats_growth=number(0.20, "per year", ASSUMPTION, low=0.05, high=0.5),
    drop_out_month=number(0.12, "per month", ASSUMPTION, low=0.03, high=0.2),
    gain=number(0.12, "of skill level", ASSUMPTION, low=0.07, high=0.17),
    hears_month=number(
        0.05,
        "per month",
        ASSUMPTION,
        low=0.01,
        high=0.2,
        departs="not in the design: how many of those at home hear of a course in a month",
    ),
    expected_raise=number(
        200,
        "yuan/month",
        "assumption below what graduates of the Sunshine programme gained (selected trainees)",
        low=50,
        high=400,
        departs="not in the design: what a trainee hopes for; it only says that lost income must be made good",
    ),
    horizon_months=number(
        12, "months", ASSUMPTION, low=6, high=36, departs="not in the design: how far a trainee looks ahead"
    ),
    farm_income_lost_share=number(
        0.6,
        "of farm value",
        ASSUMPTION,
        low=0.2,
        high=1.0,
        departs="not in the design: a class takes only part of a farmer's time",
    ),
)

HEARS = decision("worker.hears_of_course")
WANTS = decision("worker.wants_course")
COURSE_TRADE = decision("worker.course_trade")
DROPS = decision("worker.drops_course")


@rule
def wants_course(worker, school, environment, numbers, luck):
    """Whether allowance and a hoped-for raise are worth the income lost while in class."""
    months = float(school.course_months)
    gain = numbers.training_allowance_month * months
    gain += numbers.training_expected_raise * environment.trend * numbers.training_horizon_months
    lost = numbers.labour_farm_value * environment.trend * numbers.training_farm_income_lost_share * months
    return gain - lost + numbers.labour_taste_scale * gumbel(draw(luck, WANTS, worker.number, 0)) > 0.0


@rule
def plan_trade(worker, environment, luck):
    """The plan buys courses by last year's vacancies, whatever comes next."""
    total = 0.0
    for at in range(len(environment.vacancies_year)):
        total += environment.vacancies_year[at]
    aim = draw(luck, COURSE_TRADE, worker.number, 0) * total
    reach = 0.0
    for at in range(len(environment.vacancies_year)):
        reach += environment.vacancies_year[at]
        if aim < reach:
            return at
    return 0


@rule
def teach(workers, school, environment, numbers, luck):
    """Trainees go on, drop out or graduate; the skill is of the trade that the plan chose."""
    for worker in workers:
        if worker.place == IN_COURSE:
            if draw(luck, DROPS, worker.number, 0) < numbers.training_drop_out_month:
                end_course(worker, school)
            else:
                worker.course_left -= 1
                if worker.course_left == 0:
                    graduate(worker, numbers)
                    school.graduated_total += 1
                    end_course(worker, school)


@rule
def graduate(worker, numbers):
    """Out of class with one step of general skill and a higher level in the course's trade."""
    worker.skill = 1
    if worker.trade != worker.course_trade:
        worker.trade = worker.course_trade
        worker.level = numbers.skill_start_level
    worker.level = max(worker.level, numbers.skill_start_level) + numbers.training_gain


@rule
def end_course(worker, school):
    """Back home, free to take the best offer, the coast included."""
    worker.place = AT_HOME
    worker.course_left = 0
    worker.course_trade = -1
    school.trainees -= 1


@rule
def enrol(workers, school, line, environment, holders, ledger, numbers, luck):
    """Seats of this month go to those who hear of them and want them; each seat is paid when it is taken."""
    seats_left = min(school.seats_year / 12.0, school.seats_year - school.seats_used)
    seats = min(whole(seats_left) + 1, whole(line.left / numbers.training_cost_head))
    if seats <= 0:
        return
    asking = np.empty(len(workers), np.int64)
    turn = np.empty(len(workers), np.float64)
    count = 0
    for at in range(len(workers)):
        worker = workers[at]
        if worker.trained == 0 and worker.skill == 0 and worker.place == AT_HOME:
            hears = draw(luck, HEARS, worker.number, 0)
            if hears < numbers.training_hears_month and wants_course(worker, school, environment, numbers, luck):
                asking[count] = at
                turn[count] = hears
                count += 1
    order = np.argsort(turn[:count], kind="mergesort")
    for place in range(min(seats, count)):
        worker = workers[asking[order[place]]]
        worker.place = IN_COURSE
        worker.trained = 1
        worker.course_left = school.course_months
        worker.course_trade = plan_trade(worker, environment, luck)
        pay_for_seat(worker, school, line, holders, ledger, numbers)


@rule
def pay_for_seat(worker, school, line, holders, ledger, numbers):
    """The treasury pays teachers and the trainee's allowance."""
    cost = fen(numbers.training_cost_head)
    allowance = min(cost, fen(numbers.training_allowance_month * school.course_months))
    pay(ledger, holders[TREASURY_AT], holders[POOL_AT], TRAINING_COURSES, cost - allowance)
    pay(ledger, holders[TREASURY_AT], worker, TRAINING_ALLOWANCE, allowance)
    spend(line, cost)
    school.seats_used += 1
    school.trainees += 1
    school.enrolled_total += 1
