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
    works=column("f8", "MW; t/day; workers", "under construction, by service and months left", (3, WORKS_ROOM)),
)

numbers_of(
    "infrastructure",
    power_price_kwh=number(0.68, "yuan/kWh", ASSUMPTION, low=0.55, high=0.85),
    power_start_mw=number(25, "MW", ASSUMPTION, low=10, high=100),
    power_step_mw=number(80, "MW", "2 x 50 MVA substation, data row F012", low=40, high=100),
    power_step_cost=number(26_000_000, "yuan", "data row F012", low=15_000_000, high=40_000_000),
    power_lead_months=number(14, "months", ASSUMPTION, low=8, high=22),
    power_hours=number(400, "hours/month at full load", ASSUMPTION, low=250, high=600),
    sewage_start_t=number(2_000, "t/day", ASSUMPTION, low=1_000, high=10_000),
    sewage_step_t=number(10_000, "t/day", ASSUMPTION, low=5_000, high=30_000),
    sewage_step_cost=number(20_000_000, "yuan", "assumption: 2,000 yuan per t/day", low=15_000_000, high=30_000_000),
    sewage_lead_months=number(16, "months", ASSUMPTION, low=8, high=22),
    road_start_workers=number(8_000, "workers", ASSUMPTION, low=4_000, high=20_000),
    road_step_workers=number(8_000, "workers", ASSUMPTION, low=4_000, high=20_000),
    road_step_cost=number(50_000_000, "yuan", "assumption: 5 km at 10 M yuan", low=20_000_000, high=90_000_000),
    road_lead_months=number(12, "months", ASSUMPTION, low=6, high=20),
    order_use=number(0.8, "of capacity", ASSUMPTION, low=0.6, high=1.0),
    outage_slope=number(0.2, "share per unit of use above 90 %", "MODEL.md E35", low=0.1, high=0.4),
    freight_share=number(0.02, "of revenue on free roads", ASSUMPTION, low=0.01, high=0.04),
)
