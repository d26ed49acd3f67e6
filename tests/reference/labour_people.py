"""People of the slow twin: what places are worth to a person, and what he does in a month (E26, E27, E29)."""

import math

import mesa

HOME, ZONE, COUNTY, COAST, COURSE = "home", "zone", "county job", "coast", "course"
BUS_DIRECTIONS = 8
KNOWN_AT_MOST = 16


def logistic(x: float) -> float:
    """From 0 to 1 as x goes from far below to far above nothing."""
    if x < 0.0:
        return math.exp(x) / (1.0 + math.exp(x))
    return 1.0 / (1.0 + math.exp(-x))


def gumbel(u: float) -> float:
    """A standard Gumbel value by inversion."""
    return -math.log(-math.log(u))


class Person(mesa.Agent):
    """One person of the county's reachable pool. `employer` is a firm, the rest of the county, or None."""

    number: int
    balance: int
    level: float
    distance_km: float
    home_tie: float
    home_taste: float
    coast_taste: float
    county_taste: float
    job_taste: float
    tenure: int
    place: str
    before: str
    skill: int
    post: int
    trade: int
    trained: int
    course_left: int
    bed: int
    sector = "households"

    def __init__(self, market, facts) -> None:
        super().__init__(market)
        self.employer = None
        vars(self).update(facts)

    # What places are worth to him, in fen a month.

    def way_to_work(self) -> float:
        """What it costs to travel to the zone; a bus serves the first so many of eight directions."""
        here, numbers = self.model.here, self.model.numbers
        cost = self.distance_km * numbers["labour_commute_cost_km"] * here.road_factor * here.trend
        return cost * (1.0 - here.bus_cut) if self.number % BUS_DIRECTIONS < here.bus_lines else cost

    def cost_of_access(self) -> float:
        """The cheaper of way and bed; who has no bed expects one with this month's chance, or travels if he works."""
        here, way = self.model.here, self.way_to_work()
        if self.bed:
            return min(way, here.bed_price)
        if way <= here.bed_price or self.place == ZONE:
            return way
        return here.bed_chance * here.bed_price + (1.0 - here.bed_chance) * way

    def premium_elsewhere(self) -> float:
        """Skill pays outside the zone as often as there is a skilled post."""
        numbers = self.model.numbers
        return 1.0 + self.skill * numbers["firm_skilled_premium"] * numbers["labour_skilled_post_chance"]

    def worth_of_coast(self) -> float:
        """Pay on the coast less living there and the tie to home."""
        return self.coast_without_taste() + self.coast_taste

    def coast_without_taste(self) -> float:
        """The same without his taste for life there."""
        here, numbers = self.model.here, self.model.numbers
        living = numbers["labour_coast_living_cost"] * here.trend
        return here.coast_wage * self.premium_elsewhere() - living - self.home_tie

    def gives_up(self) -> float:
        """What he could have without a job in zone or county, tastes apart; in the zone the bed or the way besides."""
        farm = self.model.numbers["labour_farm_value"] * self.model.here.trend
        access = self.cost_of_access() if self.place == ZONE else 0.0
        return max(farm, self.coast_without_taste()) + access

    def worth_of_zone(self) -> float:
        """What one who is away expects of a job in the zone."""
        return self.model.here.wage * self.premium_elsewhere() - self.cost_of_access()

    def worth_of_present_place(self) -> float:
        """What he has now."""
        here, numbers = self.model.here, self.model.numbers
        if self.place == ZONE:
            pay = self.employer.wage * here.trend * (1.0 + numbers["firm_skilled_premium"] * self.post)
            return pay - self.cost_of_access() + self.job_taste
        if self.place == COUNTY:
            return self.employer.worth_to(self)
        if self.place == COAST:
            return self.worth_of_coast()
        return numbers["labour_farm_value"] * here.trend + self.home_taste

    def taste_for(self, firm) -> float:
        """What he likes or dislikes about a firm, for life."""
        u = self.model.draws.for_life("worker.taste_for_employer", self.number, firm.number)
        return self.model.numbers["labour_taste_scale"] * gumbel(u)

    # What he does.

    def stirs(self) -> bool:
        """Whether he looks for a job this month. Who leaves for the coast or for home does so at once."""
        here, numbers = self.model.here, self.model.numbers
        migrates, scale = numbers["labour_migration_share"], numbers["labour_taste_scale"]
        u = self.model.draws.this_month("worker.move", self.number)
        if self.place == COURSE:
            return False
        if self.place == COAST:
            return u < migrates and u < migrates * logistic((self.worth_of_zone() - self.worth_of_coast()) / scale)
        if 0.5 <= u < 0.5 + migrates:
            gain = self.worth_of_coast() - self.worth_of_present_place()
            if u - 0.5 < migrates * logistic(gain / scale):
                self.model.seen["goes to the coast"] += 1
                self.leave(COAST)
            return False
        if self.place == HOME:
            return u < numbers["labour_home_search_share"]
        if u < numbers["labour_job_search_share"]:
            return True
        if u > 1.0 - here.quit_share:
            self.model.seen["goes home"] += 1
            self.leave(HOME)
        return False

    def best_known(self, ring, turn: int):
        """Of the few vacancies that he happens to know, the employer whose is worth most and more than what he has."""
        here, numbers, best = self.model.here, self.model.numbers, None
        most = self.worth_of_present_place()
        if self.employer is not None:
            most += numbers["labour_least_gain"] * here.wage
        for k in range(math.floor(here.vacancies_known)):
            u = self.model.draws.this_month("worker.knows_vacancy", self.number, KNOWN_AT_MOST * turn + k)
            employer = ring.next_after(u)
            if employer is not self.employer and employer.worth_to(self) > most:
                most, best = employer.worth_to(self), employer
        return best

    def leave(self, place: str, laid_off: bool = False) -> None:
        """He gives up what he has and is somewhere else."""
        if self.employer is not None:
            self.employer.lose(self, place, laid_off)
        self.employer, self.place, self.tenure = None, place, 0

    # What he knows.

    def level_in(self, trade: int) -> float:
        """His level if he worked in this trade: at least a beginner's."""
        start = self.model.numbers["skill_start_level"]
        return max(start, self.level) if self.trade == trade else start

    def enter_trade(self, trade: int) -> None:
        """Skill of another trade is lost."""
        self.level, self.trade = self.level_in(trade), trade

    def learn(self) -> None:
        """A month in the firm: training, the gap to its technology, promotion, a skilled post."""
        firm, numbers, draws, seen = self.employer, self.model.numbers, self.model.draws, self.model.seen
        self.tenure += 1
        if self.course_left > 0:
            self.course_left -= 1
            if self.course_left == 0:
                seen["ends training in a firm"] += 1
                firm.trainees.discard(self)
                self.skill = 1
                self.level = max(self.level, min(firm.vintage, self.level + numbers["base_gain"]))
        elif not self.skill and draws.this_month("worker.starts_in_base", self.number) < firm.train_share:
            seen["starts training in a firm"] += 1
            self.trained, self.course_left = 1, math.floor(numbers["base_months"])
            firm.trainees.add(self)
            firm.base_started += 1
        gap = firm.vintage - self.level
        if gap > 0.0:
            self.level += gap * (1.0 - 0.5 ** (1.0 / numbers["skill_learning_months"]))
        able = self.level >= numbers["labour_promotion_level"] * firm.vintage
        rises = draws.this_month("worker.rises_on_the_job", self.number) < numbers["labour_promotion_share"]
        if able and rises and not self.skill:
            seen["rises on the job"] += 1
            self.skill = 1
        if self.skill and not self.post:
            if draws.this_month("worker.gets_skilled_post", self.number) < firm.post_chance:
                seen["gets a skilled post"] += 1
                firm.give_post(self)
            else:
                firm.skilled_waiting += 1

    def look_for_bed(self) -> None:
        """He would like a bed where it is cheaper than the way; the lot decides who gets one."""
        here = self.model.here
        if not self.bed and self.way_to_work() > here.bed_price:
            if self.model.draws.this_month("worker.gets_bed", self.number) < here.bed_chance:
                self.model.seen["gets a bed"] += 1
                self.bed = 1
            else:
                self.model.seen["finds no bed"] += 1
                here.beds_wanted += 1.0
        here.beds_taken += self.bed

    def forget(self) -> None:
        """A month out of the trade, down to a floor."""
        numbers = self.model.numbers
        if self.level > numbers["skill_floor"]:
            self.level = max(numbers["skill_floor"], self.level * (1.0 - numbers["skill_decay_per_month"]))
