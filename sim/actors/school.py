"""Schools: a row for each channel of training, and what they decide for the month (MODEL.md 3.6.9, E31)."""

import mesa

from sim.actors.purse import BRANCH_SCHOOL, ORDER_CLASS, PRIVATE_TRAINING, PUBLIC_TRAINING
from sim.books import OUTSIDE_AT, SCHOOL_WORKS, TREASURY_AT
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row, rule
from sim.foundations.tables import table

COST_FACTOR = decision(
    "private_school.cost_factor",
    who="channel of training",
    lasts="life",
    law="cost of the school, uniform from 0.5 to 1.5 of the usual",
)
PUBLIC, FIRST_PRIVATE, LAST_PRIVATE, BRANCH, ORDER = 0, 1, 3, 4, 5
CHANNELS = ("public", "first private", "second private", "third private", "branch", "order class")

SCHOOL = table(
    "school",
    open=column("i8", "", "1 where it takes trainees"),
    seats_year=column("f8", "seats", "that teachers allow this year"),
    seats_used=column("i8", "seats", "this year"),
    course_months=column("i8", "months", "length of a course"),
    cost_head=column("i8", "fen", "that the county pays for a seat"),
    horizon_months=column("f8", "months", "over which a trainee counts the raise that he hopes for"),
    allowance_month=column("i8", "fen", "paid to a trainee"),
    quality=column("f8", "share", "of what a course could teach"),
    cost_factor=column("f8", "", "of a private school against the mean"),
    subsidy=column("i8", "fen", "paid to a private school for each certificate"),
    penalty=column("i8", "fen", "for a certificate that fails a check"),
    check_share=column("f8", "share", "of certificates that are checked"),
    firm_share=column("f8", "share of the cost", "that the ordering firm pays"),
    trainees=column("i8", "persons", "in class at the end of the month"),
    enrolled_total=column("i8", "persons", "so far"),
    graduated_total=column("i8", "persons", "so far, with a certificate"),
    hollow_total=column("i8", "persons", "of these without the skill"),
    cancelled_total=column("i8", "persons", "whom the firm that ordered them did not take"),
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
    gain_order=number(0.18, "of skill level", ASSUMPTION, low=0.13, high=0.23),
    cost_order=number(4000, "yuan", "assumption within 3,000 to 5,000", low=3000, high=5000),
    order_months=number(9, "months", "assumption within 6 to 12", low=6, high=12),
    order_share=number(
        0.05,
        "of staff",
        ASSUMPTION,
        low=0.02,
        high=0.15,
        departs="not in the design: how many seats a firm orders at most",
    ),
    branch_seat_cost=number(
        30_000,
        "yuan a seat",
        ASSUMPTION,
        low=15_000,
        high=60_000,
        departs="design: capital cost without a figure; here with what its running costs need",
    ),
    branch_horizon_months=number(
        60,
        "months",
        ASSUMPTION,
        low=36,
        high=120,
        departs="not in the design: pupils of a two-year school look further ahead than trainees of a short course",
    ),
    branch_drop_out_month=number(
        0.01,
        "per month",
        ASSUMPTION,
        low=0.002,
        high=0.03,
        departs="not in the design: pupils of a two-year school leave less easily than trainees of a short course",
    ),
    branch_months=number(24, "months", "assumption (section 3.6.9 of the design)", low=12, high=36),
    private_fixed_cost=number(
        300,
        "yuan a head",
        ASSUMPTION,
        low=100,
        high=600,
        departs="not in the design: what a private school spends on a trainee whatever it teaches",
    ),
    private_quality_cost=number(
        800,
        "yuan a head at full quality",
        ASSUMPTION,
        low=300,
        high=1500,
        departs="not in the design: what full quality costs a private school",
    ),
    private_seats_year=number(
        1000,
        "seats a school",
        ASSUMPTION,
        low=300,
        high=3000,
        departs="not in the design: how many a private school takes in a year",
    ),
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


@rule
def chosen_quality(check_share, penalty, quality_cost):
    """The quality that earns a private school most: min(1, v phi / 2 c) (E31)."""
    return min(1.0, check_share * penalty / (2.0 * quality_cost))


@rule
def profit_of_quality(quality, subsidy, check_share, penalty, fixed_cost, quality_cost):
    """What a private school earns on a certificate, in fen (E31)."""
    return subsidy - fixed_cost - quality_cost * quality * quality - check_share * penalty * (1.0 - quality)


class Schools(mesa.Agent):
    """Opens channels that have money, lets private schools choose their quality, builds the branch school."""

    def open_month(self, terms):
        """What each channel offers this month."""
        zone, lines = self.model, self.model.budget_lines["left"]
        schools = zone.school
        if zone.environment[0].calendar_month == 1:
            schools["seats_used"][FIRST_PRIVATE:] = 0
        schools["open"] = 0
        schools["horizon_months"] = zone.numbers[0].training_horizon_months
        self._public(schools[PUBLIC], terms, lines[PUBLIC_TRAINING])
        if lines[PRIVATE_TRAINING] > 0 or terms.private_subsidy > 0:
            self._private(terms, lines[PRIVATE_TRAINING])
        if lines[BRANCH_SCHOOL] > 0 or self.building or schools[BRANCH].seats_year > 0:
            self._branch(schools[BRANCH])
        if lines[ORDER_CLASS] > 0:
            row, numbers = schools[ORDER], zone.numbers[0]
            row.open, row.quality, row.course_months = 1, 1.0, int(numbers.training_order_months)
            row.cost_head, row.firm_share = round(numbers.training_cost_order), terms.order_firm_share

    def _public(self, row, terms, left):
        """A year with money has a year's seats; teachers are trained as classes grow."""
        numbers = self.model.numbers[0]
        if terms.public_training_budget > 0:
            first = numbers.training_first_seats_year
            row.seats_year = first if row.seats_year == 0 else row.seats_year * (1.0 + numbers.training_seats_growth)
            row.seats_used = 0
        row.open = 1 if left > 0 else 0
        row.quality, row.course_months = 1.0, terms.training_months
        row.cost_head = round(numbers.training_cost_head)
        row.allowance_month = round(numbers.training_allowance_month)

    def _private(self, terms, left):
        """Each school chooses the quality that pays, and takes trainees if that pays at all (E31)."""
        zone, numbers = self.model, self.model.numbers[0]
        for channel in range(FIRST_PRIVATE, LAST_PRIVATE + 1):
            row = zone.school[channel]
            row.cost_factor = 0.5 + draw_for_life(first_row(zone.luck), COST_FACTOR, channel, 0)
            row.subsidy, row.penalty, row.check_share = (
                terms.private_subsidy,
                terms.private_penalty,
                terms.private_check,
            )
            cost = numbers.training_private_quality_cost * row.cost_factor
            row.quality = chosen_quality(row.check_share, float(row.penalty), cost)
            earned = profit_of_quality(
                row.quality,
                float(row.subsidy),
                row.check_share,
                float(row.penalty),
                numbers.training_private_fixed_cost,
                cost,
            )
            row.open = 1 if earned >= 0.0 and left > 0 else 0
            row.seats_year, row.course_months = numbers.training_private_seats_year, terms.training_months

    def _branch(self, row):
        """Money is built in at once; seats open two years later."""
        zone, numbers = self.model, self.model.numbers[0]
        line = zone.budget_lines[BRANCH_SCHOOL]
        paid = min(int(line.left), int(zone.treasury.balance))
        if paid > 0:
            zone.pay(TREASURY_AT, OUTSIDE_AT, SCHOOL_WORKS, paid)
            line.left -= paid
            line.spent_month += paid
            seats = paid / numbers.training_branch_seat_cost
            self.building = (*self.building, (zone.month + int(numbers.training_branch_months), seats))
        ready = sum(seats for due, seats in self.building if due <= zone.month)
        self.building = tuple((due, seats) for due, seats in self.building if due > zone.month)
        row.course_months, row.quality = int(numbers.training_branch_months), 1.0
        row.horizon_months = numbers.training_branch_horizon_months
        row.seats_year += ready * 12.0 / row.course_months
        row.open = 1 if row.seats_year > 0 else 0

    building: tuple[tuple[int, float], ...] = ()
