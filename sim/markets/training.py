"""Training: channels, seats, who takes them, who drops out, what is learned (MODEL.md 3.6.9).

One row a channel: the public school, three private schools, the branch school in the zone, and classes that firms
order. Firms' own bases train people in their posts and stand in `sim/markets/bases.py`.
"""

import numpy as np

from sim.actors.firm import PRODUCING
from sim.actors.purse import ORDER_CLASS, PRIVATE_TRAINING, PUBLIC_TRAINING, spend
from sim.actors.school import BRANCH, FIRST_PRIVATE, LAST_PRIVATE, ORDER, PUBLIC
from sim.actors.worker import AT_HOME, IN_COURSE
from sim.books import (
    COUNTY_AT,
    FIRM_TRAINING,
    POOL_AT,
    SCHOOL_PROFIT,
    SCHOOL_WAGES,
    TRAINING_ALLOWANCE,
    TRAINING_COURSES,
    TRAINING_PENALTY,
    TRAINING_SUBSIDY,
    TREASURY_AT,
    pay,
)
from sim.foundations.luck import decision, draw, draw_for_life
from sim.foundations.mathematics import ascending, fen, whole
from sim.foundations.rules import rule
from sim.markets.labour import join_firm, take_skilled_post
from sim.markets.promotion import gumbel

HEARS = decision(
    "worker.hears_of_course",
    who="worker",
    k="channel of training",
    law="yes with the monthly share that hears; also the turn among those who ask",
)
WANTS = decision("worker.wants_course", who="worker", law="Gumbel times the scale of tastes, added to the gain")
COURSE_TRADE = decision("worker.course_trade", who="worker", law="a trade, by cumulated open posts for the skilled")
DROPS = decision("worker.drops_course", who="worker", law="yes with the monthly share that drops out")
LEARNS = decision("worker.learns_in_private_school", who="worker", lasts="life", law="yes with the school's quality")
CHECKED = decision(
    "treasury.checks_certificate", who="worker", law="yes with the share checked, where the certificate is hollow"
)
ORDER_TURN = decision("firm.turn_in_order_class", who="firm", law="turn in which orders for trained people are met")


@rule
def wants_course(worker, school, environment, numbers, luck):
    """Whether allowance and a hoped-for raise are worth the income lost while in class."""
    months = float(school.course_months)
    gain = school.allowance_month * months
    gain += numbers.training_expected_raise * environment.trend * school.horizon_months
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
def enrol(workers, schools, channel, seats, environment, numbers, luck):
    """Seats of this month go to those who hear of them and want them; the rows of the new trainees."""
    asking = np.empty(len(workers), np.int64)
    turn = np.empty(len(workers), np.float64)
    count = 0
    school = schools[channel]
    for at in range(len(workers)):
        worker = workers[at]
        if worker.place == AT_HOME and worker.trained == 0 and worker.skill == 0:
            hears = draw(luck, HEARS, worker.number, channel)
            if hears < numbers.training_hears_month and wants_course(worker, school, environment, numbers, luck):
                asking[count] = at
                turn[count] = hears
                count += 1
    order = ascending(turn[:count])
    taken = asking[order[: min(seats, count)]]
    for at in taken:
        worker = workers[at]
        worker.place = IN_COURSE
        worker.trained = 1
        worker.channel = channel
        worker.course_left = school.course_months
        worker.course_trade = plan_trade(worker, environment, luck)
    school.seats_used += len(taken)
    school.trainees += len(taken)
    school.enrolled_total += len(taken)
    return taken


@rule
def seats_of_month(school):
    """A twelfth of the year's seats, as far as any are left."""
    return whole(min(school.seats_year / 12.0, school.seats_year - school.seats_used)) + 1


@rule
def fill_public_seats(workers, schools, line, hands):
    """The public school's seats are paid when they are taken: teachers and the trainee's allowance."""
    school, treasury = schools[PUBLIC], hands.holders[TREASURY_AT]
    affordable = min(line.left, treasury.balance) // max(1, school.cost_head)
    seats = min(seats_of_month(school), affordable)
    if school.open == 0 or seats <= 0:
        return
    allowance = min(school.cost_head, school.allowance_month * school.course_months)
    for at in enrol(workers, schools, PUBLIC, seats, hands.environment, hands.numbers, hands.luck):
        pay(hands.ledger, treasury, hands.holders[POOL_AT], TRAINING_COURSES, school.cost_head - allowance)
        pay(hands.ledger, treasury, workers[at], TRAINING_ALLOWANCE, allowance)
        spend(line, school.cost_head)


@rule
def fill_private_seats(workers, schools, line, hands):
    """Private schools take whom the subsidy of this year can pay for once they finish."""
    for channel in range(FIRST_PRIVATE, LAST_PRIVATE + 1):
        school = schools[channel]
        if school.open == 1 and school.subsidy > 0:
            in_class = 0
            for other in range(FIRST_PRIVATE, LAST_PRIVATE + 1):
                in_class += schools[other].trainees
            seats = min(seats_of_month(school), line.left // school.subsidy - in_class)
            if seats > 0:
                enrol(workers, schools, channel, seats, hands.environment, hands.numbers, hands.luck)


@rule
def fill_branch_seats(workers, schools, hands):
    """The branch school fills the seats that its building offers."""
    school = schools[BRANCH]
    seats = min(seats_of_month(school), whole(school.seats_year * school.course_months / 12.0) - school.trainees)
    if school.open == 1 and seats > 0:
        enrol(workers, schools, BRANCH, seats, hands.environment, hands.numbers, hands.luck)


@rule
def fill_order_seats(workers, firms, sectors, schools, line, hands):
    """Firms whose skilled posts stay free order seats and pay their share; they are asked in an order by lot."""
    school, numbers, treasury = schools[ORDER], hands.numbers, hands.holders[TREASURY_AT]
    if school.open == 0 or line.left < school.cost_head:
        return
    turn = np.full(len(firms), 2.0)
    for at in range(len(firms)):
        firm = firms[at]
        free = sectors[firm.trade].skilled_share * firm.target - firm.skilled_posts - firm.on_order
        if firm.stage == PRODUCING and free >= 2.0 and firm.profit_12 > 0.0 and firm.arrears_months == 0:
            turn[at] = draw(hands.luck, ORDER_TURN, firm.number, 0)
    for at in ascending(turn):
        if turn[at] > 1.0:
            return
        firm = firms[at]
        free = sectors[firm.trade].skilled_share * firm.target - firm.skilled_posts - firm.on_order
        own = fen(school.firm_share * school.cost_head)
        public = school.cost_head - own
        seats = min(whole(free), whole(numbers.training_order_share * firm.workers) + 1)
        seats = min(seats, min(min(line.left, treasury.balance) // max(1, public), firm.balance // max(1, own)))
        if seats > 0:
            for row in enrol(workers, schools, ORDER, seats, hands.environment, numbers, hands.luck):
                workers[row].ordered_by = at
                workers[row].course_trade = firm.trade
                firm.on_order += 1
                pay(hands.ledger, firm, hands.holders[POOL_AT], FIRM_TRAINING, own)
                pay(hands.ledger, treasury, hands.holders[POOL_AT], TRAINING_COURSES, public)
                spend(line, public)


@rule
def classes_go_on(workers, firms, sectors, county, schools, lines, hands):
    """Trainees go on, drop out or finish; who was ordered goes to the firm that still wants him."""
    for worker in workers:
        if worker.place == IN_COURSE:
            school = schools[worker.channel]
            drop_out = hands.numbers.training_drop_out_month
            if worker.channel == BRANCH:
                drop_out = hands.numbers.training_branch_drop_out_month
            if draw(hands.luck, DROPS, worker.number, 0) < drop_out:
                end_course(worker, firms, school)
            else:
                worker.course_left -= 1
                if worker.course_left == 0:
                    finish(worker, firms, sectors, county, school, lines, hands)


@rule
def finish(worker, firms, sectors, county, school, lines, hands):
    """A course is done: the skill, the certificate, the bill, and the way out."""
    numbers, channel = hands.numbers, worker.channel
    skilled = True
    if FIRST_PRIVATE <= channel <= LAST_PRIVATE:
        skilled = draw_for_life(hands.luck, LEARNS, worker.number, 0) < school.quality
        settle_certificate(worker, school, lines[PRIVATE_TRAINING], hands)
        school.hollow_total += 0 if skilled else 1
    gain = numbers.training_gain_order if channel == ORDER else numbers.training_gain
    graduate(worker, skilled, school.quality * gain, numbers)
    if channel == BRANCH:
        worker.level = max(worker.level, 1.0)
    school.graduated_total += 1
    ordered_by = worker.ordered_by
    end_course(worker, firms, school)
    if ordered_by >= 0:
        place_with_firm(worker, ordered_by, firms, sectors, county, school, hands)


@rule
def graduate(worker, skilled, gain, numbers):
    """Out of class with one step of general skill, if it was taught, and a higher level in the course's trade."""
    if skilled:
        worker.skill = 1
    if worker.trade != worker.course_trade:
        worker.trade = worker.course_trade
        worker.level = numbers.skill_start_level
    worker.level = max(worker.level, numbers.skill_start_level) + gain


@rule
def settle_certificate(worker, school, line, hands):
    """The school is paid for the certificate; a check may find that nothing was taught and costs it the penalty."""
    ledger, holders, numbers = hands.ledger, hands.holders, hands.numbers
    treasury, account, pool = holders[TREASURY_AT], holders[COUNTY_AT], holders[POOL_AT]
    subsidy = min(school.subsidy, min(line.left, treasury.balance))
    pay(ledger, treasury, account, TRAINING_SUBSIDY, subsidy)
    spend(line, subsidy)
    cost = numbers.training_private_fixed_cost
    cost += numbers.training_private_quality_cost * school.cost_factor * school.quality * school.quality
    pay(ledger, account, pool, SCHOOL_WAGES, min(account.balance, fen(cost)))
    if draw(hands.luck, CHECKED, worker.number, 0) < school.check_share * (1.0 - school.quality):
        pay(ledger, account, treasury, TRAINING_PENALTY, min(account.balance, school.penalty))
    pay(ledger, account, pool, SCHOOL_PROFIT, account.balance)


@rule
def end_course(worker, firms, school):
    """Back home, free to take the best offer, the coast included."""
    if worker.ordered_by >= 0:
        firms[worker.ordered_by].on_order -= 1
    worker.place = AT_HOME
    worker.course_left = 0
    worker.course_trade = -1
    worker.ordered_by = -1
    school.trainees -= 1


@rule
def place_with_firm(worker, at, firms, sectors, county, school, hands):
    """The contract: the firm takes its graduate, unless its orders have fallen meanwhile."""
    firm = firms[at]
    if firm.stage == PRODUCING and firm.workers < firm.target:
        join_firm(worker, at, firms, sectors, county, hands.numbers, hands.luck)
        take_skilled_post(worker, firm, sectors[firm.trade])
    else:
        school.cancelled_total += 1


@rule
def fill_seats(workers, firms, sectors, schools, lines, hands):
    """Every channel fills its seats for the month."""
    fill_order_seats(workers, firms, sectors, schools, lines[ORDER_CLASS], hands)
    fill_public_seats(workers, schools, lines[PUBLIC_TRAINING], hands)
    fill_private_seats(workers, schools, lines[PRIVATE_TRAINING], hands)
    fill_branch_seats(workers, schools, hands)
