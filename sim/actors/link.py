"""Links: who buys a part of his inputs from whom in the zone (MODEL.md 3.6.7): found by search, lost with either."""

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

# Roles in a chain: makers of basic materials sell to makers of parts, and these to makers of finished goods.
UPSTREAM, MIDSTREAM, DOWNSTREAM = range(3)

LINK = table(
    "link",
    customer=column("i8", "row", "of the firm that buys; -1 where the row is free"),
    supplier=column("i8", "row", "of the firm that delivers"),
    share=column("f8", "share", "of the customer's chain inputs"),
    since=column("i8", "month", "of the first delivery"),
)

numbers_of(
    "links",
    upstream_share=number(
        0.35, "share", ASSUMPTION, low=0.2, high=0.5, departs="not in the design: how investors spread over roles"
    ),
    midstream_share=number(
        0.35, "share", ASSUMPTION, low=0.2, high=0.5, departs="not in the design: how investors spread over roles"
    ),
    bundle_share=number(
        0.35,
        "of materials",
        ASSUMPTION,
        low=0.1,
        high=0.6,
        departs="not in the design: which part of materials the next role of the same chain can deliver",
    ),
    freight_saving=number(0.03, "of input value", "assumption within 2 to 4 % (section 3.6.7)", low=0.01, high=0.05),
    meet_month=number(
        0.03,
        "per month and pair next door",
        ASSUMPTION,
        low=0.005,
        high=0.1,
        departs="not in the design: how often two firms next to each other talk",
    ),
    range_m=number(800, "m", "assumption (equation E24 of the design)", low=300, high=3000),
    price_elasticity=number(
        0.3,
        "elasticity",
        ASSUMPTION,
        low=0.0,
        high=1.0,
        departs="not in the design: how far a supplier's ability shows in his price",
    ),
    quality_gap=number(
        0.2,
        "of vintage",
        ASSUMPTION,
        low=0.0,
        high=0.6,
        departs="not in the design: how far below his own",
    ),
    capacity_share=number(
        0.5,
        "of planned output",
        ASSUMPTION,
        low=0.2,
        high=1.0,
        departs="not in the design: what he sells nearby",
    ),
    anchor_workers=number(
        400, "persons", ASSUMPTION, low=200, high=1000, departs="design: 6 % of investors by draw; here by size"
    ),
    anchor_items=number(
        5.0,
        "items",
        ASSUMPTION,
        low=2.0,
        high=12.0,
        departs="not in the design: an anchor's bundle in items",
    ),
    follow_month=number(
        0.02, "per month and open item", "assumption (equation E25 of the design)", low=0.005, high=0.05
    ),
    follow_margin=number(
        0.05, "of sales", ASSUMPTION, low=0.02, high=0.1, departs="not in the design: what a follower expects to earn"
    ),
    moving_share=number(0.25, "of equipment", "assumption (section 3.6.4 of the design)", low=0.05, high=0.4),
    teach_month=number(0.03, "of the gap a month", "assumption (section 3.6.7 of the design)", low=0.0, high=0.06),
)
numbers_of(
    "knowledge",
    meet_month=number(
        0.02,
        "per month and pair next door",
        ASSUMPTION,
        low=0.0,
        high=0.1,
        departs="not in the design: the rate of E24 is given without a value",
    ),
    same_block=number(2.0, "times", "assumption (equation E24 of the design)", low=1.0, high=4.0),
    linked=number(3.0, "times", "assumption (equation E24 of the design)", low=1.0, high=6.0),
    learned_share=number(0.03, "of the gap", "assumption (equation E24 of the design)", low=0.0, high=0.1),
    adopts=number(0.05, "per meeting", "assumption (equation E24 of the design)", low=0.0, high=0.2),
)


def empty_links(count):
    """Rows for links that nobody has found."""
    links = LINK.rows(count)
    links["customer"] = links["supplier"] = -1
    return links
