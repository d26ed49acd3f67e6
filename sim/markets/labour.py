"""The labour market: posts, search, matching, leaving, pay offers (MODEL.md 3.6.8, E26 to E28)."""

import numpy as np

from sim.actors.county import COUNTY_NUMBER, COUNTY_ROW
from sim.actors.firm import PRODUCING, capacity_posts
from sim.actors.worker import AT_HOME, AWAY, IN_COUNTY_JOB, IN_COURSE, IN_ZONE
from sim.foundations.luck import decision, draw, draw_for_life
from sim.foundations.mathematics import ascending, logistic, whole
from sim.foundations.rules import rule
from sim.markets.promotion import gumbel
from sim.markets.search import (
    TASTE,
    best_vacancy,
    build_ring,
    coast_utility,
    index_ring,
    leave_job,
    present_utility,
    zone_prospect,
)
from sim.markets.skills import drop_skill_of_other_trade, skill_match

ROUNDS = 3
# What a month may put into a person's mind.
STAYS, SEARCHES, MAY_RETURN, MAY_GO_AWAY, GOES_HOME = range(5)

MOVE = decision("worker.move", who="worker", law="looks for another place where below the share that searches")
MEET = decision(
    "worker.meets",
    who="worker",
    k="round of the month",
    law="yes with the share of applications that lead to a meeting",
)
RANK = decision(
    "employer.ranks_applicant",
    who="worker",
    k="firm, or the county's number",
    lasts="either",
    law="noise in the rank of an applicant: of a pair for life at firms, by the month in county posts",
)
LAYOFF = decision("employer.lays_off", who="worker", law="yes with the share of staff in surplus")
WAGE_STEP = decision(
    "employer.wage_step", who="firm, or the county's number", law="step of the pay offer, uniform up to the highest"
)


@rule
def post_vacancies(firm, trade, environment, numbers):
    """A firm wants the staff that its expected sales need, as far as posts go."""
    per_head = trade.revenue * environment.trend * firm.productivity
    match = max(0.3, firm.effective / firm.workers) if firm.workers > 0 else 1.0
    stock = numbers.firm_inventory_months * firm.expected_sales - firm.inventory
    wanted = (firm.expected_sales + 0.3 * stock) / (per_head * match)
    firm.target = max(1.0, min(wanted, capacity_posts(firm, trade)))
    firm.vacancies = max(0, whole(firm.target) - firm.workers)


@rule
def county_jobs_left(county, environment, jobs_at_start, numbers):
    """Posts of the rest of the county: the first day's, less what the zone diverted, and what its pay carries."""
    environment.county_diverted = environment.county_diverted * numbers.county_job_survival_per_month
    services = environment.service_posts - environment.service_posts_start
    county.posts = max(0.0, jobs_at_start - environment.county_diverted + services)
    environment.county_wage = county.wage


@rule
def everybody_posts(firms, sectors, county, environment, numbers):
    """Firms and the rest of the county open the posts that they miss."""
    county.vacancies = max(0, whole(county.posts) - county.workers)
    county.open_posts = county.vacancies
    county.applicants = 0
    for at in range(len(sectors)):
        environment.vacancies_year[at] = environment.vacancies_year[at] * 11.0 / 12.0
    for firm in firms:
        firm.vacancies = 0
        if firm.stage == PRODUCING:
            post_vacancies(firm, sectors[firm.trade], environment, numbers)
            environment.vacancies_year[firm.trade] += firm.vacancies
        firm.open_posts = firm.vacancies
        firm.applicants = 0


@rule
def lay_off_surplus(firms, workers, luck, numbers):
    """A firm far above its target lets people go; who goes is their luck, not their place in a list."""
    share = np.zeros(len(firms), np.float64)
    surplus = 0
    for at in range(len(firms)):
        ceiling = firms[at].target * (1.0 + numbers.labour_layoff_margin)
        if firms[at].workers > ceiling:
            share[at] = (firms[at].workers - ceiling) / firms[at].workers
            surplus += 1
    if surplus == 0:
        return
    for worker in workers:
        if worker.place == IN_ZONE and share[worker.employer] > 0.0:
            if draw(luck, LAYOFF, worker.number, 0) < share[worker.employer]:
                firms[worker.employer].skilled_left -= worker.skill
                leave_job(worker, firms, AT_HOME)


@rule
def stirring(place, u, quit_share, numbers):
    """What this month's draw puts into a person's mind (E27): nothing, a search, a return, going away, going home."""
    # Between these nobody stirs, wherever he is: asking that first spares most of the questions.
    most = max(numbers.labour_home_search_share, max(numbers.labour_job_search_share, numbers.labour_migration_share))
    if most <= u < 0.5 or max(most, 0.5 + numbers.labour_migration_share) <= u <= 1.0 - quit_share:
        return STAYS
    if place == IN_COURSE:
        return STAYS
    if place == AWAY:
        return MAY_RETURN if u < numbers.labour_migration_share else STAYS
    if 0.5 <= u < 0.5 + numbers.labour_migration_share:
        return MAY_GO_AWAY
    if place == AT_HOME:
        return SEARCHES if u < numbers.labour_home_search_share else STAYS
    if u < numbers.labour_job_search_share:
        return SEARCHES
    return GOES_HOME if u > 1.0 - quit_share else STAYS


@rule
def move(worker, mind, u, firms, county, environment, numbers):
    """1 if the person looks for a (new) job this month; leavers leave at once."""
    if mind == SEARCHES:
        return 1
    if mind == MAY_RETURN:
        gain = zone_prospect(worker, environment, numbers) - coast_utility(worker, environment, numbers)
        return 1 if u < numbers.labour_migration_share * logistic(gain / numbers.labour_taste_scale) else 0
    if mind == GOES_HOME:
        leave_for(worker, AT_HOME, firms, county)
        return 0
    gain = coast_utility(worker, environment, numbers) - present_utility(worker, firms, county, environment, numbers)
    if u - 0.5 < numbers.labour_migration_share * logistic(gain / numbers.labour_taste_scale):
        leave_for(worker, AWAY, firms, county)
    return 0


@rule
def leave_for(worker, place, firms, county):
    """The person leaves job or home for another place."""
    if worker.place == IN_ZONE:
        leave_job(worker, firms, place)
    elif worker.place == IN_COUNTY_JOB:
        county.workers -= 1
    worker.place = place
    worker.tenure = 0


@rule
def applicant_score(worker, firm, luck, numbers):
    """How the firm ranks him: skill match and skill over pay, with a noise that lasts, between 0 and 1."""
    match = skill_match(worker, firm, numbers)
    wanted = match * (1.0 + 0.3 * worker.skill)
    noise = 1.0 - numbers.labour_score_noise * draw_for_life(luck, RANK, worker.number, firm.number)
    return min(0.999, 0.5 * wanted * noise)


@rule
def match(workers, firms, sectors, county, environment, numbers, luck):
    """A month on the labour market: some move, some search, employers choose, three rounds."""
    searchers = np.empty(len(workers), np.int64)
    searching = 0
    for at in range(len(workers)):
        worker = workers[at]
        u = draw(luck, MOVE, worker.number, 0)
        mind = stirring(worker.place, u, environment.quit_share, numbers)
        if mind != STAYS and move(worker, mind, u, firms, county, environment, numbers) == 1:
            searchers[searching] = at
            searching += 1
    places, owners = build_ring(firms, county, luck)
    if len(places) == 0:
        return
    starts = index_ring(places)
    applied = np.empty(searching, np.int64)
    wanted = np.empty(searching, np.int64)
    keys = np.empty(searching, np.float64)
    for turn in range(ROUNDS):
        count = 0
        for s in range(searching):
            at = searchers[s]
            if at >= 0 and draw(luck, MEET, workers[at].number, turn) < numbers.labour_meeting_share:
                place = best_vacancy(
                    workers[at], turn, places, owners, starts, firms, sectors, county, environment, numbers, luck
                )
                if place >= 0:
                    applied[count] = s
                    wanted[count] = owners[place]
                    keys[count] = rank_key(workers[at], owners[place], firms, county, luck, numbers)
                    count += 1
        hire_in_order(workers, firms, sectors, county, searchers, applied, wanted, keys, count, numbers, luck)


@rule
def rank_key(worker, owner, firms, county, luck, numbers):
    """Applications sorted by this come out employer by employer, the best ranked first."""
    if owner == COUNTY_ROW:
        county.applicants += 1
        return -1.0 + draw(luck, RANK, worker.number, COUNTY_NUMBER)
    firms[owner].applicants += 1
    return owner + 1.0 - applicant_score(worker, firms[owner], luck, numbers)


@rule
def hire_in_order(workers, firms, sectors, county, searchers, applied, wanted, keys, count, numbers, luck):
    """Each employer takes its best applicants while posts are open; skilled posts are given once all have moved.

    Otherwise it would depend on the row of an employer whether its leaver's skilled post is already free.
    """
    order = ascending(keys[:count])
    moved = np.empty(count, np.int64)
    hired = 0
    for o in range(count):
        at = order[o]
        s, owner = applied[at], wanted[at]
        worker = workers[searchers[s]]
        if owner == COUNTY_ROW:
            if county.open_posts > 0:
                county.open_posts -= 1
                join_county(worker, firms, county)
                searchers[s] = -1
        elif firms[owner].open_posts > 0:
            firms[owner].open_posts -= 1
            join_firm(worker, owner, firms, sectors, county, numbers, luck)
            moved[hired] = searchers[s]
            hired += 1
            searchers[s] = -1
    for at in range(hired):
        worker = workers[moved[at]]
        firm = firms[worker.employer]
        take_skilled_post(worker, firm, sectors[firm.trade])


@rule
def join_county(worker, firms, county):
    """A hire by the rest of the county; the place before is recorded."""
    before = worker.place
    if worker.place == IN_ZONE:
        leave_job(worker, firms, IN_COUNTY_JOB)
    worker.before = before
    worker.place = IN_COUNTY_JOB
    worker.tenure = 0
    county.workers += 1


@rule
def join_firm(worker, owner, firms, sectors, county, numbers, luck):
    """A hire by a firm of the zone; the place before is recorded, skill of another trade is worth little."""
    before = worker.place
    if before == IN_ZONE:
        leave_job(worker, firms, IN_ZONE)
        firms[owner].skilled_won += worker.skill
    elif before == IN_COUNTY_JOB:
        county.workers -= 1
    firm = firms[owner]
    worker.before = before
    worker.place = IN_ZONE
    worker.employer = owner
    worker.tenure = 0
    worker.job_taste = numbers.labour_taste_scale * gumbel(draw_for_life(luck, TASTE, worker.number, firm.number))
    drop_skill_of_other_trade(worker, firm.trade, numbers)
    worker.post = 0
    firm.workers += 1


@rule
def take_skilled_post(worker, firm, trade):
    """A skilled hire takes a skilled post if one is free."""
    if worker.skill == 1 and firm.skilled_posts < trade.skilled_share * firm.target:
        worker.post = 1
        firm.skilled_posts += 1


@rule
def next_wage(wage, who, short_months, crowd_months, luck, numbers):
    """Offers rise where posts stay open and fall where applicants crowd, by up to one per cent (E28)."""
    step = numbers.labour_wage_step * draw(luck, WAGE_STEP, who, 0)
    if short_months >= 2:
        return wage * (1.0 + step)
    if crowd_months >= 2:
        return max(numbers.labour_minimum_wage, wage * (1.0 - step))
    return wage


@rule
def revise_wages(firms, county, environment, luck, numbers):
    """Every employer looks at its open posts and its applicants."""
    crowd = numbers.labour_crowd_ratio
    staff, pay = 0, 0.0
    posts, offers = 0, 0.0
    for firm in firms:
        if firm.stage == PRODUCING:
            short = firm.open_posts > numbers.labour_short_share * firm.target
            firm.short_months = firm.short_months + 1 if short else 0
            crowded = firm.vacancies > 0 and firm.applicants > crowd * firm.vacancies
            firm.crowd_months = firm.crowd_months + 1 if crowded else 0
            firm.wage = next_wage(firm.wage, firm.number, firm.short_months, firm.crowd_months, luck, numbers)
            staff += firm.workers
            pay += firm.workers * firm.wage
            posts += firm.vacancies
            offers += firm.vacancies * firm.wage
    short = county.open_posts > numbers.labour_short_share * county.posts
    county.short_months = county.short_months + 1 if short else 0
    crowded = county.vacancies > 0 and county.applicants > crowd * county.vacancies
    county.crowd_months = county.crowd_months + 1 if crowded else 0
    county.wage = next_wage(county.wage, COUNTY_NUMBER, county.short_months, county.crowd_months, luck, numbers)
    if staff > 0:
        environment.wage = pay / staff * environment.trend
    elif posts > 0:
        # A zone that nobody works in is known by what it offers.
        environment.wage = offers / posts * environment.trend
