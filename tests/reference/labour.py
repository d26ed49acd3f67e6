"""The slow twin of the labour market: one Python object per person and firm, a month as plain loops.

Written from the equations E26 to E30 and E45, with the same draws. It knows nothing of the compiled rules.
"""

import bisect
from collections import Counter
from dataclasses import dataclass, field

import mesa
from draws import Draws
from labour_books import Account, Books, whole_fen
from labour_employers import Firm, RestOfCounty, Trade
from labour_payday import everybody_is_paid
from labour_people import COURSE, ZONE, Person

TURNS = 3


@dataclass
class Surroundings:
    """What all share this month: season, pay elsewhere, ways and beds; amounts in fen a month."""

    month: int
    trend: float
    attendance: float
    foregone: float
    quit_share: float
    coast_wage: float
    wage: float
    county_wage: float
    county_diverted: float
    service_posts: float
    service_posts_start: float
    road_factor: float
    bus_lines: int
    bus_cut: float
    beds: float
    beds_taken: float
    beds_wanted: float
    bed_price: float
    bed_chance: float
    vacancies_known: float
    skilled_quit: float
    match: float
    vacancies_year: list
    skill_match_start: list
    people: dict = field(default_factory=dict)


@dataclass
class Offer:
    """What the county promises for training in firms, and what is left of this year's money."""

    jobs_at_start: int
    base_subsidy_share: float
    line_left: int
    line_spent: int


class Ring:
    """Open posts on a circle, each at a place of its own; a person who looks there sees the next one."""

    def __init__(self, employers, draws) -> None:
        posts = [
            (draws.for_life("vacancy.place_on_ring", employer.number, post), employer)
            for employer in employers
            for post in range(employer.open_posts)
        ]
        posts.sort(key=lambda each: each[0])
        self._places = [place for place, _ in posts]
        self._owners = [owner for _, owner in posts]

    def __bool__(self) -> bool:
        return bool(self._places)

    def next_after(self, u: float):
        """Whose post comes next, going round."""
        return self._owners[bisect.bisect_left(self._places, u) % len(self._owners)]


class LabourMarket(mesa.Model):
    """People, firms and the rest of the county as they stand before a month's meeting."""

    def __init__(self, seed: int, numbers: dict, here: Surroundings, trades: list[Trade], offer: Offer) -> None:
        super().__init__(seed=0)
        self.numbers, self.here, self.trades, self.offer = numbers, here, trades, offer
        self.draws = Draws(seed, here.month)
        self.books, self.seen = Books(), Counter()
        self.people: list[Person] = []
        self.firms: list[Firm] = []
        self.county: RestOfCounty
        self.accounts: dict[str, Account] = {}

    def step(self) -> None:
        """One month of the labour market, without what is made and sold in between."""
        self.people_and_firms_meet()
        everybody_is_paid(self)

    def people_and_firms_meet(self) -> None:
        """Posts, layoffs, search and hiring, offers, training and learning."""
        self.county.count_posts(self.offer.jobs_at_start)
        self._firms_post()
        for firm in self.firms:
            firm.lay_off()
        self._search()
        self._revise_offers()
        subsidy_share = self.offer.base_subsidy_share if self.offer.line_left > 0 else 0.0
        self._choose_to_train(subsidy_share)
        self._share_out_beds()
        self._learn_and_forget()
        self._pay_for_training(subsidy_share)

    def _working(self) -> list[Firm]:
        """Firms that produce and have staff."""
        return [firm for firm in self.firms if firm.producing and firm.staff]

    def _firms_post(self) -> None:
        yearly = [11.0 / 12.0 * posts for posts in self.here.vacancies_year]
        for firm in self.firms:
            firm.post()
            yearly[firm.trade] += firm.vacancies
        self.here.vacancies_year = yearly

    def _search(self) -> None:
        """Three turns: who still looks applies to the best that he knows, employers take the best who came."""
        searchers = [person for person in self.people if person.stirs()]
        employers = [self.county, *self.firms]
        ring = Ring(employers, self.draws)
        if not ring:
            return
        for turn in range(TURNS):
            applications: dict = {employer: [] for employer in employers}
            for person in searchers:
                if self.draws.this_month("worker.meets", person.number, turn) < self.numbers["labour_meeting_share"]:
                    employer = person.best_known(ring, turn)
                    if employer is not None:
                        applications[employer].append(person)
            taken = {employer: employer.choose(applications[employer]) for employer in employers}
            for employer, people in taken.items():
                employer.welcome(people)
            hired = {person for people in taken.values() for person in people}
            searchers = [person for person in searchers if person not in hired]

    def _revise_offers(self) -> None:
        producing = [firm for firm in self.firms if firm.producing]
        for firm in producing:
            firm.revise_offer(firm.target)
        self.county.revise_offer(self.county.posts)
        staff = sum(len(firm.staff) for firm in producing)
        if staff > 0:
            self.here.wage = sum(len(firm.staff) * firm.wage for firm in producing) / staff * self.here.trend
        elif posts := sum(firm.vacancies for firm in producing):
            self.here.wage = sum(firm.vacancies * firm.wage for firm in producing) / posts * self.here.trend

    def _choose_to_train(self, subsidy_share: float) -> None:
        """Firms decide on what is known of quits so far; then the zone's rate takes in this month's leavers."""
        for firm in self.firms:
            firm.train_share, firm.base_started = 0.0, 0
        counted = [firm.remember_leavers() for firm in self._working()]
        for firm in self._working():
            firm.choose_to_train(subsidy_share)
        for firm in self.firms:
            firm.skilled_left = 0
        left, heads = sum(each[0] for each in counted), sum(each[1] for each in counted)
        if heads > 0:
            old = 1.0 - 1.0 / self.numbers["base_memory_months"]
            self.here.skilled_quit = old * self.here.skilled_quit + (1.0 - old) * left / heads

    def _share_out_beds(self) -> None:
        """Beds that were free are shared out among those who wanted one last month; then both are counted anew."""
        here = self.here
        here.bed_chance = min(1.0, max(0.0, (here.beds - here.beds_taken) / max(1.0, here.beds_wanted)))
        here.beds_taken = here.beds_wanted = 0.0

    def _learn_and_forget(self) -> None:
        for firm in self.firms:
            firm.post_chance = max(0.0, firm.free_skilled_posts() / max(1, firm.skilled_waiting))
            firm.skilled_waiting = 0
        for person in self.people:
            if person.place == ZONE:
                person.learn()
                person.look_for_bed()
            elif person.place != COURSE:
                person.forget()
        for firm in self.firms:
            firm.effective = self._effective_staff(firm)
        working = self._working()
        if working:
            start = self.here.skill_match_start
            matched = sum(firm.effective / start[firm.trade] for firm in working)
            self.here.match = matched / sum(len(firm.staff) for firm in working)
        else:
            self.here.match = 1.0

    def _effective_staff(self, firm: Firm) -> float:
        """Heads that match the technology, a skilled post weighing its premium, the trade's usual mix weighing 1."""
        premium = self.numbers["firm_skilled_premium"]
        usual = 1.0 + premium * firm.kind.skilled_share
        return sum((1.0 + premium * person.post) / usual * firm.match_of(person) for person in firm.staff)

    def _pay_for_training(self, subsidy_share: float) -> None:
        """Teachers are paid for those who began; the county adds its share as far as line and treasury go."""
        treasury, pool, offer = self.accounts["treasury"], self.accounts["households"], self.offer
        for firm in self.firms:
            if firm.base_started > 0:
                cost = whole_fen(self.numbers["base_cost"] * firm.base_started)
                public = min(whole_fen(subsidy_share * cost), offer.line_left, treasury.balance)
                self.seen["training is subsidised"] += 1 if public > 0 else 0
                self.books.pay(treasury, firm, "training_subsidy", public)
                offer.line_left -= public
                offer.line_spent += public
                self.books.pay(firm, pool, "firm_training", min(firm.balance, cost))
                firm.trained_total += firm.base_started
