"""Workers: one row a person of the reachable pool, all residents of the county (MODEL.md 3.6.8)."""

from sim.books import HOUSEHOLDS
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

# Where a person is; every worker is in exactly one place.
AT_HOME, IN_ZONE, IN_COUNTY_JOB, AWAY, IN_COURSE = range(5)
PLACES = ("home", "zone", "county job", "coast", "course")

WORKER = table(
    "worker",
    # Eight bytes each, then the small ones: every month passes over all rows, so their size is time.
    number=column("i8", "", "who it is"),
    balance=column("i8", "fen", "savings from zone wages"),
    level=column("f8", "", "of skill in that trade"),
    distance_km=column("f8", "km", "from home to the zone"),
    home_tie=column("f8", "fen/month", "what being at home is worth"),
    home_taste=column("f8", "fen/month", "for staying on the farm"),
    coast_taste=column("f8", "fen/month", "for life on the coast"),
    county_taste=column("f8", "fen/month", "for a job in the rest of the county"),
    job_taste=column("f8", "fen/month", "for the present employer"),
    employer=column("i4", "row", "of the firm; -1 without"),
    ordered_by=column("i4", "row", "of the firm that ordered the class; -1 without"),
    tenure=column("i2", "months", "with the employer"),
    sector=column("i1", "", "row of the books"),
    place=column("i1", "", "home, zone, county job, coast or course"),
    skill=column("i1", "", "0 unskilled, 1 skilled"),
    post=column("i1", "", "1 in a skilled post"),
    before=column("i1", "", "place before the present job"),
    trade=column("i1", "", "in which the level was gained; -1 none"),
    trained=column("i1", "", "1 who has had a course"),
    course_left=column("i1", "months", "of the course"),
    course_trade=column("i1", "", "that the course teaches"),
    channel=column("i1", "", "of the course"),
    bed=column("i1", "", "1 who has a bed near the zone"),
)

numbers_of(
    "labour",
    base_wage=number(2000, "yuan/month", "assumption, beside 2,049 on the coast (data row D003)", low=1600, high=2400),
    minimum_wage=number(
        900,
        "yuan/month",
        ASSUMPTION,
        low=700,
        high=1100,
        departs="not in the design: it has a minimum wage and gives no value",
    ),
    farm_value=number(800, "yuan/month", ASSUMPTION, low=600, high=1000),
    taste_scale=number(600, "yuan/month", ASSUMPTION, low=300, high=1200),
    home_tie_mean=number(
        1100,
        "yuan/month",
        "fitted: the number away is at rest in 2011 and 2012, docs/fit.md",
        low=-400,
        high=1400,
        departs="design: half of the migrants stay away at 2,000 yuan; here the number away is at rest",
    ),
    home_tie_sd=number(600, "yuan/month", ASSUMPTION, low=300, high=900),
    coast_living_cost=number(
        300,
        "yuan/month",
        ASSUMPTION,
        low=100,
        high=700,
        departs="not in the design: it subtracts a cost of living and gives no value",
    ),
    commute_cost_km=number(
        16,
        "yuan/month per km",
        "assumption: 44 trips at 0.3 yuan a km and 1.2 for time",
        low=8,
        high=30,
        departs="not in the design: it gives the form of the cost of a trip and no price",
    ),
    dormitory_cost=number(
        250,
        "yuan/month",
        ASSUMPTION,
        low=100,
        high=400,
        departs="design: who lives beyond 8 km needs a bed or declines; here a bed where it costs less than the way",
    ),
    vacancies_known=number(4, "vacancies", "assumption: customary in search models", low=2, high=8),
    meeting_share=number(0.2, "share", ASSUMPTION, low=0.15, high=0.4),
    home_search_share=number(
        0.3,
        "per month",
        ASSUMPTION,
        low=0.1,
        high=0.6,
        departs="not in the design: it says how often the employed search, not how often those at home do",
    ),
    job_search_share=number(0.03, "per month", ASSUMPTION, low=0.01, high=0.06),
    least_gain=number(0.02, "share of pay", ASSUMPTION, low=0.0, high=0.1),
    festival_absent=number(0.15, "share", "assumption (section 3.6.8 of the design)", low=0.0, high=0.3),
    festival_lost=number(0.08, "share", "assumption (section 3.6.8 of the design)", low=0.0, high=0.2),
    harvest_absent=number(0.05, "share", "assumption (section 3.6.8 of the design)", low=0.0, high=0.15),
    home_quit_share=number(
        0.01,
        "per month",
        ASSUMPTION,
        low=0.002,
        high=0.03,
        departs="not in the design: quits for reasons outside work, so that turnover is not only poaching",
    ),
    migration_share=number(
        0.03,
        "per month",
        ASSUMPTION,
        low=0.01,
        high=0.06,
        departs="design: anybody may return, only the skilled may leave for the coast; here anybody may leave",
    ),
    wage_step=number(0.01, "per month", "assumption (equation E28 of the design)", low=0.002, high=0.03),
    short_share=number(0.15, "share of posts", "assumption (equation E28 of the design)", low=0.05, high=0.3),
    crowd_ratio=number(2.0, "applicants a vacancy", "assumption (equation E28 of the design)", low=1.2, high=4.0),
    score_noise=number(0.3, "share", ASSUMPTION, low=0.0, high=0.6),
    layoff_margin=number(
        0.25,
        "share of staff",
        ASSUMPTION,
        low=0.1,
        high=0.5,
        departs="not in the design: how far above its target a firm keeps its staff",
    ),
    spending_share=number(
        0.85,
        "share of income",
        ASSUMPTION,
        low=0.6,
        high=0.95,
        departs="design: 25 to 55 % is spent in zone and town, by residence; here one share, spent outside",
    ),
    spent_by_residents=number(0.55, "of pay", "assumption (equation E45 of the design)", low=0.3, high=0.8),
    spent_by_commuters=number(0.25, "of pay", "assumption (equation E45 of the design)", low=0.1, high=0.5),
    service_revenue=number(
        50_000, "yuan/post-year", "assumption (equation E45 of the design)", low=30_000, high=120_000
    ),
    service_speed=number(
        0.1,
        "per month",
        ASSUMPTION,
        low=0.03,
        high=0.5,
        departs="not in the design: how fast shops and kitchens follow what is spent",
    ),
    remittance_share=number(0.30, "share of coast pay", "assumption (equation E45 of the design)", low=0.1, high=0.5),
    skilled_post_chance=number(
        0.3,
        "share",
        "assumption: skilled share of posts in the sector table",
        low=0.1,
        high=0.6,
        departs="not in the design: skilled posts elsewhere are not counted; at 1 every graduate would leave",
    ),
    promotion_share=number(
        0.005,
        "per month of those able",
        ASSUMPTION,
        low=0.0,
        high=0.02,
        departs="not in the design: general skill rises by training there; here some rise on the job too",
    ),
    promotion_level=number(
        0.9,
        "of the firm's vintage",
        ASSUMPTION,
        low=0.7,
        high=1.0,
        departs="not in the design: it belongs to promotion on the job",
    ),
)

numbers_of(
    "skill",
    start_level=number(0.60, "pure number", ASSUMPTION, low=0.5, high=0.7),
    learning_months=number(
        6,
        "months",
        ASSUMPTION,
        low=3,
        high=12,
        departs="design: 6, 6, 9 and 12 months by general level; here two levels, both 6",
    ),
    decay_per_month=number(
        0.01, "per month", "assumption: customary, about 1 % a month out of the trade", low=0.0, high=0.03
    ),
    floor=number(0.35, "pure number", ASSUMPTION, low=0.2, high=0.5),
)


def empty_workers(count):
    """Rows for so many people, at home and unskilled."""
    workers = WORKER.rows(count)
    workers["sector"] = HOUSEHOLDS
    workers["place"] = AT_HOME
    workers["employer"] = workers["trade"] = workers["course_trade"] = workers["ordered_by"] = -1
    return workers
