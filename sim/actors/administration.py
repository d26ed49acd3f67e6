"""The zone's administration: offices that approve, staff hours, officials who visit, and what is told of it all.

MODEL.md 3.6.15 (service, hold-up), 3.6.18 (assessment and effort), 3.6.20 (statistics).
"""

import numpy as np

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

OFFICE_COUNT, SERVER_ROOM = 18, 8
# What staff hours go to, and what the province counts.
PROMOTION, PUSH, SERVICE, INSPECTION, REPORTING = range(5)
ACTIVITIES = ("promotion", "push", "service", "inspection", "reporting")
SIGNED, STARTED, JOBS, OUTPUT, LAND_USE = range(5)
KPIS = ("signed", "started", "jobs", "output", "land_use")

OFFICE = table("office", free_at=column("f8", "months", "when each of its people is free", (SERVER_ROOM,)))

ADMINISTRATION = table(
    "administration",
    staff_per_office=column("i8", "persons", "who handle files in each office"),
    agents=column("i8", "", "1 where agents carry files for the investor"),
    parallel=column("i8", "", "1 where all offices work on a file at once"),
    speed=column("f8", "", "of handling files against the start, by staff hours"),
    watch=column("f8", "share", "of visits and speed money that discipline deters"),
    detection=column("f8", "share", "of an official's taking that costs him as if it were found"),
    protected=column("i8", "firms", "with a plaque that keeps visitors away"),
    promotion_staff=column("f8", "staff", "beside those of the start"),
    promotion=column("f8", "", "how far the zone is heard of, against the start"),
    push=column("f8", "", "staff for each project, against the start"),
    reputation=column("f8", "share", "mean satisfaction that contacts report"),
    reputation_start=column("f8", "share", "the same in the first month"),
    extraction=column("f8", "", "how hard officials press; 1 at the start"),
    direction=column("f8", "", "whether they press harder or less"),
    last_payoff=column("f8", "of value added", "what pressing brought last month"),
    taken_month=column("i8", "fen", "from firms by visits this month"),
    fined_month=column("i8", "fen", "from officials this month"),
    speed_money_month=column("i8", "fen", "from investors this month"),
    wait_12=column("f8", "months", "that finished files took, mean of about the last twelve"),
    promises_made=column("i8", "fen", "fallen due so far"),
    promises_kept=column("i8", "fen", "paid so far"),
    promises_cancelled=column("i8", "fen", "of firms that closed"),
    due_memory=column("f8", "fen", "fallen due, remembered over two years"),
    kept_memory=column("f8", "fen", "of that paid in time"),
    kpi_weight=column("f8", "share", "of the assessment, by KPI", (5,)),
    hours=column("f8", "share", "of staff hours, by activity", (5,)),
    belief=column("f8", "", "what officials think an activity does to a KPI", (5, 5)),
    measured=column("f8", "", "last year's value of each KPI, as reported", (5,)),
    total=column("f8", "", "this year's value of each KPI so far, as it is", (5,)),
    output_bias=column("f8", "", "reported over true output"),
    score=column("f8", "", "of the zone in the province's assessment"),
    rank=column("i8", "", "among 180 zones; 0 before the first"),
    rivals=column("f8", "", "scores of the other zones", (179,)),
    awards=column("i8", "fen", "from the province so far"),
    announced=column("f8", "fen", "investment in signed contracts so far, as announced"),
)

numbers_of(
    "approvals",
    plot_offices=number(
        9,
        "of 18 offices",
        ASSUMPTION,
        low=6,
        high=18,
        departs="design: 18 offices and a need that differs by project; here so many for a plot that a file takes "
        "about the nine months of approval",
    ),
    floor_offices=number(
        3, "of 18 offices", ASSUMPTION, low=1, high=9, departs="design: as for plots; here no land and no building"
    ),
    staff=number(
        2, "persons an office", "Lushan 2012: 18 departments, each with a deputy and 1-2 people", low=1, high=3
    ),
    handling_months=number(0.5, "months", "assumption: 15 days", low=0.2, high=1.0),
    error_share=number(0.4, "of submissions", ASSUMPTION, low=0.2, high=0.6),
    error_share_agents=number(0.1, "of submissions", ASSUMPTION, low=0.0, high=0.2),
    speed_money=number(
        2000,
        "yuan an office",
        ASSUMPTION,
        low=0,
        high=10_000,
        departs="not in the design: what an investor pays so that his file is worked on out of hours",
    ),
    unpaid_factor=number(
        1.5,
        "times the handling time",
        ASSUMPTION,
        low=1.0,
        high=3.0,
        departs="not in the design: how much longer an official takes who is not paid for his evenings",
    ),
)

numbers_of(
    "promotion",
    staff_start=number(8, "staff", ASSUMPTION, low=3, high=20),
    staff_half=number(8, "staff", ASSUMPTION, low=4, high=16),
    push_least=number(0.7, "times", "assumption (section 3.6.2 of the design)", low=0.5, high=1.0),
    push_most=number(1.3, "times", "assumption (section 3.6.2 of the design)", low=1.0, high=1.6),
    announced_inflation=number(2.0, "per weight on signed value", ASSUMPTION, low=0.0, high=6.0),
)

numbers_of(
    "assessment",
    effort_response=number(6.0, "per unit of slope", "assumption (equation E43 of the design)", low=0.0, high=12.0),
    learning=number(
        0.2,
        "per year",
        ASSUMPTION,
        low=0.0,
        high=0.6,
        departs="design: learned slopes, without a rule; here beliefs move by the error of what they foretold",
    ),
    reporting_gain=number(0.5, "pure number", "assumption (equation E44 of the design)", low=0.0, high=1.0),
    reporting_noise=number(0.02, "log points", "assumption (equation E44 of the design)", low=0.0, high=0.05),
    target_growth=number(
        0.25,
        "per year",
        "Lushan 2012: targets 17 to 61 % above the year before",
        low=0.1,
        high=0.6,
        departs="not in the design: how far targets lie above last year's report",
    ),
    rival_persistence=number(0.9, "per year", ASSUMPTION, low=0.7, high=0.98),
    rival_shock=number(0.05, "of score", ASSUMPTION, low=0.02, high=0.1),
    usual_growth=number(
        0.12,
        "per year",
        ASSUMPTION,
        low=0.05,
        high=0.25,
        departs="not in the design: how fast other zones grow; the rank compares with them",
    ),
    usual_growth_sd=number(
        0.3,
        "per year",
        ASSUMPTION,
        low=0.1,
        high=0.6,
        departs="not in the design: the spread of growth among zones, in which the zone's own growth is measured",
    ),
    award=number(5_000_000, "yuan a zone", "province 2011: 30 zones, 5 M yuan each", low=0, high=20_000_000),
    award_places=number(30, "zones", "province 2011: 30 of 180", low=10, high=60),
)

# What officials believe at first that more hours of an activity (rows) do to each KPI (columns): an assumption.
FIRST_BELIEF = np.array(
    [
        [0.4, 0.1, 0.1, 0.1, 0.0],
        [0.4, 0.3, 0.1, 0.1, 0.1],
        [0.1, 0.4, 0.3, 0.3, 0.3],
        [0.0, 0.1, 0.2, 0.2, 0.3],
        [0.1, 0.1, 0.3, 0.3, 0.3],
    ]
)
REFERENCE_HOURS = np.array([0.25, 0.2, 0.25, 0.15, 0.15])
USUAL_WEIGHTS = np.full(5, 0.2)


def effort(weights, belief, response):
    """Shares of staff hours (E43): at the usual weights and first beliefs they are the reference hours."""
    pull = belief @ weights - FIRST_BELIEF @ USUAL_WEIGHTS
    shares = REFERENCE_HOURS * np.exp(response * pull)
    return shares / shares.sum()


def open_administration(numbers):
    """The administration on the first day."""
    rows = ADMINISTRATION.rows(1)
    row = rows[0]
    row.extraction, row.direction = numbers["holdup_start"][0], 1.0
    row.speed = row.promotion = row.push = row.output_bias = 1.0
    row.staff_per_office = int(numbers["approvals_staff"][0])
    row.kpi_weight[:], row.hours[:], row.belief[:] = USUAL_WEIGHTS, REFERENCE_HOURS, FIRST_BELIEF
    return rows
