"""Search: what places and vacancies are worth to a person, and which vacancies he happens to know (E26)."""

import numpy as np

from sim.actors.county import COUNTY_NUMBER, COUNTY_ROW
from sim.actors.worker import AWAY, IN_COUNTY_JOB, IN_ZONE
from sim.foundations.luck import decision, draw, draw_for_life
from sim.foundations.mathematics import ascending, whole
from sim.foundations.rules import rule
from sim.markets.promotion import gumbel

BUCKETS = 4096
DIRECTIONS = 8


RING = decision(
    "vacancy.place_on_ring",
    who="firm, or the county's number",
    k="post",
    lasts="life",
    law="place on a ring of length 1",
)


KNOW = decision(
    "worker.knows_vacancy",
    who="worker",
    k="16 x round + which",
    law="place on the ring; the next vacancy after it is known",
)


TASTE = decision(
    "worker.taste_for_employer", who="worker", k="firm", lasts="life", law="Gumbel times the scale of tastes"
)


@rule
def leave_job(worker, firms, place):
    """The worker leaves the zone's firm for another place."""
    firm = firms[worker.employer]
    if worker.skill == 1:
        firm.skilled_left += 1
        firm.skilled_lost += 1 if place == IN_ZONE else 0
    if worker.course_left > 0:
        firm.in_base -= 1
        worker.course_left = 0
    firm.workers -= 1
    firm.skilled_posts -= worker.post
    worker.place = place
    worker.bed = 0
    worker.employer = -1
    worker.post = 0
    worker.tenure = 0


@rule
def access_cost(worker, environment, numbers):
    """What being near enough costs: the bed that one has, or the way, or what is to be expected of both; in fen."""
    commute = way_to_work(worker, environment, numbers)
    if commute <= environment.bed_price or worker.bed == 1:
        return min(commute, environment.bed_price)
    if worker.place == IN_ZONE:
        return commute
    return environment.bed_chance * environment.bed_price + (1.0 - environment.bed_chance) * commute


@rule
def way_to_work(worker, environment, numbers):
    """Commuting, with a bus where one serves the direction in which the person lives; in fen a month."""
    way = worker.distance_km * numbers.labour_commute_cost_km * environment.road_factor * environment.trend
    if worker.number % DIRECTIONS < environment.bus_lines:
        return way * (1.0 - environment.bus_cut)
    return way


@rule
def present_utility(worker, firms, county, environment, numbers):
    """What the present place is worth to this person, in fen a month (E26)."""
    if worker.place == IN_ZONE:
        pay = firms[worker.employer].wage * environment.trend * (1.0 + numbers.firm_skilled_premium * worker.post)
        return pay - access_cost(worker, environment, numbers) + worker.job_taste
    if worker.place == IN_COUNTY_JOB:
        return county.wage * environment.trend * outside_premium(worker, numbers) + worker.county_taste
    if worker.place == AWAY:
        return coast_utility(worker, environment, numbers)
    return numbers.labour_farm_value * environment.trend + worker.home_taste


@rule
def outside_premium(worker, numbers):
    """What skill adds to pay where skilled posts are not counted: the premium times the chance of such a post."""
    return premium_of(worker.skill, numbers)


@rule
def premium_of(skill, numbers):
    """The same for a level of skill."""
    return 1.0 + numbers.firm_skilled_premium * numbers.labour_skilled_post_chance * skill


@rule
def coast_net_pay(skill, environment, numbers):
    """Pay on the coast with or without skill, less the cost of living there; in fen a month."""
    pay = environment.coast_wage * premium_of(skill, numbers)
    return pay - numbers.labour_coast_living_cost * environment.trend


@rule
def coast_utility(worker, environment, numbers):
    """What the coast is worth to this person, with tie to home and taste; in fen a month (E26)."""
    return coast_net_pay(worker.skill, environment, numbers) - worker.home_tie + worker.coast_taste


@rule
def zone_prospect(worker, environment, numbers):
    """What a job in the zone may be worth to somebody away: the mean offer, before tastes."""
    pay = environment.wage * outside_premium(worker, numbers)
    return pay - access_cost(worker, environment, numbers)


@rule
def build_ring(firms, county, luck):
    """Every open post gets a place on a ring, by the employer's number: one employer more moves hardly anybody."""
    total = county.open_posts
    for firm in firms:
        total += firm.open_posts
    places = np.empty(total, np.float64)
    owners = np.empty(total, np.int64)
    filled = 0
    for at in range(len(firms)):
        for post in range(firms[at].open_posts):
            places[filled] = draw_for_life(luck, RING, firms[at].number, post)
            owners[filled] = at
            filled += 1
    for post in range(county.open_posts):
        places[filled] = draw_for_life(luck, RING, COUNTY_NUMBER, post)
        owners[filled] = COUNTY_ROW
        filled += 1
    order = ascending(places)
    return places[order], owners[order]


@rule
def index_ring(places):
    """Where each of 4,096 equal arcs begins, so that a look-up needs no search."""
    starts = np.zeros(BUCKETS + 1, np.int64)
    at = 0
    for bucket in range(BUCKETS + 1):
        while at < len(places) and places[at] * BUCKETS < bucket:
            at += 1
        starts[bucket] = at
    return starts


@rule
def next_on_ring(places, starts, u):
    """The first place at or after u, going round."""
    at = starts[whole(u * BUCKETS)]
    while at < len(places) and places[at] < u:
        at += 1
    return at if at < len(places) else 0


@rule
def offer_utility(worker, owner, firms, sectors, county, environment, numbers, luck):
    """What a vacancy would be worth to this person: pay, way to work and a lasting taste; utility and taste in fen."""
    if owner == COUNTY_ROW:
        pay = county.wage * environment.trend * outside_premium(worker, numbers)
        return pay + worker.county_taste, worker.county_taste
    firm = firms[owner]
    pay = firm.wage * environment.trend
    if worker.skill == 1 and firm.skilled_posts < sectors[firm.trade].skilled_share * firm.target:
        pay = pay * (1.0 + numbers.firm_skilled_premium)
    taste = numbers.labour_taste_scale * gumbel(draw_for_life(luck, TASTE, worker.number, firm.number))
    return pay - access_cost(worker, environment, numbers) + taste, taste


@rule
def best_vacancy(worker, turn, places, owners, starts, firms, sectors, county, environment, numbers, luck):
    """Of a few vacancies that one happens to know, the best that beats the present place; -1 if none."""
    own = present_utility(worker, firms, county, environment, numbers)
    best_value = own
    if worker.place == IN_ZONE or worker.place == IN_COUNTY_JOB:
        best_value += numbers.labour_least_gain * environment.wage
    best = -1
    for k in range(whole(environment.vacancies_known)):
        at = next_on_ring(places, starts, draw(luck, KNOW, worker.number, 16 * turn + k))
        owner = owners[at]
        if (worker.place == IN_COUNTY_JOB and owner == COUNTY_ROW) or (
            owner == worker.employer and worker.place == IN_ZONE
        ):
            continue
        value, _ = offer_utility(worker, owner, firms, sectors, county, environment, numbers, luck)
        if value > best_value:
            best_value = value
            best = at
    return best
