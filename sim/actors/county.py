"""The rest of the county: its other employers as one pool, who hire on the same market (MODEL.md 3.6.8)."""

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

COUNTY_NUMBER = 999_999_999
COUNTY_ROW = -2

COUNTY = table(
    "county",
    posts=column("f8", "posts", "that they would fill"),
    workers=column("i8", "persons", "on their payrolls"),
    vacancies=column("i8", "posts", "open this month"),
    open_posts=column("i8", "posts", "not yet filled"),
    applicants=column("i8", "persons", "who applied this month"),
    short_months=column("i8", "months", "in a row with more than 15 % of posts open"),
    crowd_months=column("i8", "months", "in a row with more than two applicants a vacancy"),
    wage=column("f8", "fen/month", "offered to an unskilled worker, trend aside"),
)

numbers_of(
    "county",
    job_survival_per_month=number(
        0.994,
        "per month",
        "6 to 9 % of firms close a year (registry, 2008-2012)",
        low=0.99,
        high=0.998,
        departs="design: what settles here is missing elsewhere for good; here it would have closed in time",
    ),
    settler_share=number(
        0.7,
        "of planned posts",
        ASSUMPTION,
        low=0.4,
        high=1.0,
        departs="design: what would have settled nearby counts with all its jobs; here with posts it could fill",
    ),
)
numbers_of(
    "neighbours",
    jobs_start=number(
        60_000,
        "jobs",
        ASSUMPTION,
        low=20_000,
        high=200_000,
        departs="not in the design: jobs of two counties like this one on the first day",
    ),
    wage_slope=number(
        0.3, "elasticity", ASSUMPTION, low=0.0, high=1.0, departs="not in the design: how their pay answers to jobs"
    ),
    start_months=number(
        24,
        "months",
        ASSUMPTION,
        low=12,
        high=36,
        departs="not in the design: how long an investor takes there from decision to production",
    ),
)
