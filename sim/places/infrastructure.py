"""Power, sewage and roads: capacities that gate (MODEL.md 3.6.5)."""

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

POWER, SEWAGE, ROADS = range(3)
SERVICES = ("power", "sewage", "roads")
WORKS_ROOM = 24

INFRASTRUCTURE = table(
    "infrastructure",
    capacity=column("f8", "MW; t/day; workers", "by service", (3,)),
    load=column("f8", "MW; t/day; workers", "by service", (3,)),
    crews_done=column("f8", "months", "of work done and not yet counted: less than a month each month in a rush"),
    works=column("f8", "MW; t/day; workers", "under construction, by service and months left", (3, WORKS_ROOM)),
)

numbers_of(
    "infrastructure",
    power_price_kwh=number(0.68, "yuan/kWh", ASSUMPTION, low=0.55, high=0.85),
    power_start_mw=number(
        25, "MW", ASSUMPTION, low=10, high=100, departs="not in the design: what power the zone has on the first day"
    ),
    power_step_mw=number(80, "MW", "2 x 50 MVA substation, data row F012", low=40, high=100),
    power_step_cost=number(26_000_000, "yuan", "data row F012", low=15_000_000, high=40_000_000),
    power_lead_months=number(14, "months", ASSUMPTION, low=8, high=22),
    power_hours=number(
        400,
        "hours/month at full load",
        ASSUMPTION,
        low=250,
        high=600,
        departs="not in the design: it has a power bill and a capacity and nothing between them",
    ),
    sewage_start_t=number(
        2_000, "t/day", ASSUMPTION, low=1_000, high=10_000, departs="not in the design: what the first plant can treat"
    ),
    sewage_step_t=number(
        10_000,
        "t/day",
        ASSUMPTION,
        low=5_000,
        high=30_000,
        departs="design: a plant of 30,000 t/day; here steps of a size that an early zone can pay",
    ),
    sewage_step_cost=number(20_000_000, "yuan", "assumption: 2,000 yuan per t/day", low=15_000_000, high=30_000_000),
    sewage_lead_months=number(
        16, "months", ASSUMPTION, low=8, high=22, departs="not in the design: how long a plant takes to build"
    ),
    road_start_workers=number(
        8_000,
        "workers",
        ASSUMPTION,
        low=4_000,
        high=20_000,
        departs="not in the design: the load at which the first roads are full",
    ),
    road_step_workers=number(
        8_000,
        "workers",
        ASSUMPTION,
        low=4_000,
        high=20_000,
        departs="not in the design: what one more stretch of road carries",
    ),
    road_step_cost=number(
        50_000_000,
        "yuan",
        "assumption: 5 km at 10 M yuan",
        low=20_000_000,
        high=90_000_000,
        departs="design: 10 M yuan a km; here 5 km at that price for so many more workers",
    ),
    road_lead_months=number(
        12, "months", ASSUMPTION, low=6, high=20, departs="not in the design: how long a road takes to build"
    ),
    order_use=number(
        0.8,
        "of capacity",
        ASSUMPTION,
        low=0.6,
        high=1.0,
        departs="not in the design: it leaves works to the budget; here a step is ordered at this load",
    ),
    crews=number(
        8,
        "jobs at once",
        ASSUMPTION,
        low=3,
        high=30,
        departs="not in the design: how many jobs overhead crews of a county can do at once before all take longer",
    ),
    tracts_a_crew=number(
        10,
        "tracts",
        ASSUMPTION,
        low=3,
        high=30,
        departs="not in the design: how many tracts under service keep a crew busy",
    ),
    outage_slope=number(
        0.2, "share per unit of use above 90 %", "assumption (equation E35 of the design)", low=0.1, high=0.4
    ),
    freight_share=number(
        0.02,
        "of revenue on free roads",
        ASSUMPTION,
        low=0.01,
        high=0.04,
        departs="not in the design: roads slow freight there; here that costs a share of revenue",
    ),
)
