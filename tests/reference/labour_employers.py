"""Employers of the slow twin: firms of the zone and the rest of the county (E28, E30)."""

import math
from dataclasses import dataclass

import mesa
from labour_books import whole_fen
from labour_people import COUNTY, HOME, ZONE


@dataclass
class Trade:
    """What is common to the firms of a trade: fen a worker and month, shares of revenue, space and posts."""

    revenue: float
    materials: float
    energy: float
    other: float
    equipment: float
    factory_m2: float
    skilled_share: float


class Employer(mesa.Agent):
    """Whoever hires: posts of the month, applicants, an offer that follows them."""

    number: int
    vacancies: int
    open_posts: int
    applicants: int
    short_months: int
    crowd_months: int
    wage: float

    def __init__(self, market, facts) -> None:
        super().__init__(market)
        vars(self).update(facts)
        self.staff: set = set()

    def open_for(self, wanted: float) -> None:
        """As many posts are open as whole persons are missing."""
        self.vacancies = self.open_posts = max(0, math.floor(wanted) - len(self.staff))
        self.applicants = 0

    def choose(self, applicants) -> list:
        """The best ranked, as many as posts are open; all are hired. Gives them."""
        self.applicants += len(applicants)
        taken = sorted(applicants, key=self.rank)[: self.open_posts]
        for person in taken:
            self.hire(person)
        self.open_posts -= len(taken)
        return taken

    def welcome(self, people: list) -> None:
        """What is done for the newly hired once everybody has moved: nothing, with most employers."""

    def settle(self, person, place: str) -> None:
        """The person is here now; where he was is remembered."""
        before = person.place
        person.leave(place)
        person.before, person.employer = before, self
        self.staff.add(person)

    def revise_offer(self, wanted: float) -> None:
        """Two months with too many posts open raise the offer, two with too many applicants lower it (E28)."""
        numbers = self.model.numbers
        short = self.open_posts > numbers["labour_short_share"] * wanted
        crowded = self.vacancies > 0 and self.applicants > numbers["labour_crowd_ratio"] * self.vacancies
        self.short_months = (self.short_months + 1) if short else 0
        self.crowd_months = (self.crowd_months + 1) if crowded else 0
        step = numbers["labour_wage_step"] * self.model.draws.this_month("employer.wage_step", self.number)
        if self.short_months >= 2:
            self.model.seen["raises its offer"] += 1
            self.wage *= 1.0 + step
        elif self.crowd_months >= 2:
            self.model.seen["lowers its offer"] += 1
            least = numbers["labour_minimum_wage"]
            self.model.seen["offers the least allowed"] += 1 if self.wage * (1.0 - step) < least else 0
            self.wage = max(least, self.wage * (1.0 - step))


class RestOfCounty(Employer):
    """All other employers of the county as one."""

    posts: float

    def count_posts(self, jobs_at_start: int) -> None:
        """The first day's posts, less what the zone diverted, and what its people's spending carries."""
        here, numbers = self.model.here, self.model.numbers
        here.county_diverted *= numbers["county_job_survival_per_month"]
        here.county_wage = self.wage
        self.model.seen["the county lacks diverted posts"] += 1 if here.county_diverted > 0.0 else 0
        services = here.service_posts - here.service_posts_start
        self.posts = max(0.0, jobs_at_start - here.county_diverted + services)
        self.open_for(self.posts)

    def worth_to(self, person) -> float:
        """Pay, with a premium as often as there are skilled posts, and the person's taste."""
        return self.wage * self.model.here.trend * person.premium_elsewhere() + person.county_taste

    def rank(self, person) -> float:
        """It takes who comes, by this month's luck."""
        return self.model.draws.this_month("employer.ranks_applicant", person.number, self.number)

    def hire(self, person) -> None:
        """A person joins."""
        self.model.seen["hired by the rest of the county"] += 1
        self.settle(person, COUNTY)

    def lose(self, person, place: str, laid_off: bool) -> None:
        """A person leaves."""
        self.staff.discard(person)


class Firm(Employer):
    """A firm of the zone, or a project that may become one."""

    balance: int
    trade: int
    producing: bool
    on_floor: bool
    floor_m2: int
    planned_workers: float
    equipment: float
    expected_sales: float
    inventory: float
    productivity: float
    vintage: float
    fill: float
    arrears_months: int
    effective: float
    target: float
    skilled_waiting: int
    post_chance: float
    skilled_left: int
    skilled_lost: int
    skilled_won: int
    skilled_quit: float
    train_share: float
    base_started: int
    trained_total: int
    wage_bill: int
    wages_paid: int
    pay: list
    wage_arrears: int
    sector = "firms"

    def __init__(self, market, facts) -> None:
        super().__init__(market, facts)
        self.skilled: set = set()
        self.trainees: set = set()
        self.kind: Trade = market.trades[self.trade]

    def capacity(self) -> float:
        """Posts that equipment and, in a standard factory, the floor can serve (E7)."""
        posts = min(self.planned_workers, self.equipment / self.kind.equipment)
        return min(posts, self.floor_m2 / self.kind.factory_m2) if self.on_floor else posts

    def want_staff(self) -> None:
        """The staff that makes what it expects to sell and closes three tenths of the gap in its stock."""
        numbers = self.model.numbers
        match = max(0.3, self.effective / len(self.staff)) if self.staff else 1.0
        missing = numbers["firm_inventory_months"] * self.expected_sales - self.inventory
        per_head = self.kind.revenue * self.model.here.trend * self.productivity * match
        self.target = max(1.0, min((self.expected_sales + 0.3 * missing) / per_head, self.capacity()))

    def post(self) -> None:
        """Only who produces hires."""
        if self.producing:
            self.want_staff()
            self.open_for(self.target)
        else:
            self.vacancies = self.open_posts = self.applicants = 0

    def lay_off(self) -> None:
        """Beyond a margin above its target, everybody goes with the chance that brings it down to there."""
        ceiling = self.target * (1.0 + self.model.numbers["labour_layoff_margin"])
        if len(self.staff) > ceiling:
            chance = (len(self.staff) - ceiling) / len(self.staff)
            for person in list(self.staff):
                if self.model.draws.this_month("employer.lays_off", person.number) < chance:
                    self.model.seen["laid off"] += 1
                    person.leave(HOME, laid_off=True)

    def free_skilled_posts(self) -> float:
        """Skilled posts of the target staff that nobody has."""
        return self.kind.skilled_share * self.target - len(self.skilled)

    def worth_to(self, person) -> float:
        """The offer, with the premium where a skilled post is free for him, less getting here, and his taste."""
        pay = self.wage * self.model.here.trend
        if person.skill and self.free_skilled_posts() > 0.0:
            pay *= 1.0 + self.model.numbers["firm_skilled_premium"]
        return pay - person.cost_of_access() + person.taste_for(self)

    def match_of(self, person) -> float:
        """His output against one who masters the technology."""
        level = person.level_in(self.trade)
        return 1.0 if level >= self.vintage else (level / self.vintage) ** self.model.numbers["firm_skill_exponent"]

    def rank(self, person) -> float:
        """Match and skill, seen with a noise that lasts; the best comes first."""
        u = self.model.draws.for_life("employer.ranks_applicant", person.number, self.number)
        noise = 1.0 - self.model.numbers["labour_score_noise"] * u
        return -self.match_of(person) * (1.3 if person.skill else 1.0) * noise

    def hire(self, person) -> None:
        """A person joins; whether a skilled post is free for him is seen when all have moved."""
        poached = person.place == ZONE
        self.model.seen[f"hired by a firm, skilled {person.skill}, from {person.place}"] += 1
        self.settle(person, ZONE)
        self.skilled_won += person.skill if poached else 0
        person.job_taste = person.taste_for(self)
        person.enter_trade(self.trade)

    def welcome(self, people: list) -> None:
        """Free skilled posts go to the skilled among the newly hired, the best ranked first."""
        for person in people:
            if person.skill and self.free_skilled_posts() > 0.0:
                self.give_post(person)

    def give_post(self, person) -> None:
        """The person has a skilled post."""
        person.post = 1
        self.skilled.add(person)

    def lose(self, person, place: str, laid_off: bool) -> None:
        """A person leaves with his skill; training breaks off, bed and post are given back."""
        if person.skill:
            self.skilled_left += 0 if laid_off else 1
            self.skilled_lost += 1 if place == ZONE else 0
        if person in self.trainees:
            self.model.seen["breaks off training in a firm"] += 1
        for group in (self.staff, self.skilled, self.trainees):
            group.discard(person)
        person.post = person.bed = person.course_left = 0

    def gain_of_skill(self) -> float:
        """What one more head in a skilled post adds to a month: value added less what he costs more; in fen."""
        here, numbers = self.model.here, self.model.numbers
        premium, kind = numbers["firm_skilled_premium"], self.kind
        margin = 1.0 - (kind.materials - numbers["firm_margin_shift"]) - kind.energy - kind.other
        weight = premium / (1.0 + premium * kind.skilled_share)
        added = kind.revenue * here.trend * self.productivity * margin * weight * self.fill
        cost = premium * self.wage * here.trend * (1.0 + numbers["firm_oncost"])
        return numbers["base_kept_share"] * max(0.0, added - cost)

    def remember_leavers(self) -> tuple[int, int]:
        """Its own rate of skilled leavers is brought up to date; gives leavers and heads they are counted among."""
        heads = len(self.skilled) + self.skilled_left
        old = 1.0 - 1.0 / self.model.numbers["base_memory_months"]
        self.skilled_quit = old * self.skilled_quit + (1.0 - old) * self.skilled_left / max(1.0, heads)
        return self.skilled_left, heads

    def choose_to_train(self, subsidy_share: float) -> None:
        """It trains where what it keeps of the gain, while the trained stay, is worth its part of the cost (E30)."""
        here, numbers = self.model.here, self.model.numbers
        trust = numbers["base_own_weight"] * len(self.skilled)
        quits = (here.skilled_quit + trust * self.skilled_quit) / (1.0 + trust)
        worth = self.gain_of_skill() / (quits + numbers["base_discount_month"])
        pays = worth > numbers["base_cost"] * (1.0 - subsidy_share)
        free = self.free_skilled_posts() - len(self.trainees)
        can = self.arrears_months == 0 and self.balance > numbers["base_cost"]
        if pays and can and free >= 1.0:
            places = min(free, numbers["base_capacity_share"] * len(self.staff) + 1.0)
            self.train_share = min(1.0, places / max(1.0, len(self.staff) - len(self.skilled)))

    def pay_for(self, post: int) -> int:
        """A month's pay in fen: the offer, the premium of a skilled post, days away, piece rates."""
        here, numbers = self.model.here, self.model.numbers
        offer = self.wage * here.trend * (1.0 + numbers["firm_skilled_premium"] * post)
        return whole_fen(offer * here.attendance * (1.0 - numbers["firm_piece_rate_share"] * (1.0 - self.fill)))
