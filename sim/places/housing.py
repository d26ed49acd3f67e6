"""Beds near the zone: rooms in villages, and what the county builds (MODEL.md 3.6.8)."""

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

BUILDING_ROOM = 36

HOUSING = table(
    "housing",
    rooms=column("f8", "beds", "let by villagers"),
    public=column("f8", "beds", "built by the county"),
    building=column("f8", "beds", "by months until they are ready", (BUILDING_ROOM,)),
    rent=column("f8", "fen/month", "of a public bed"),
    built_cost=column("f8", "fen", "of public beds that stand"),
    age_months=column("f8", "months", "mean age of public beds"),
)

numbers_of(
    "housing",
    rooms_share=number(
        0.06,
        "beds per reachable worker",
        ASSUMPTION,
        low=0.02,
        high=100,
        departs="not in the design: how many rooms villages let; at 100 everybody finds a bed",
    ),
    bed_cost=number(
        20_000,
        "yuan a bed",
        "assumption: 12 m2 of dormitory and common rooms at 1,600 yuan",
        low=10_000,
        high=40_000,
        departs="not in the design: what a bed costs",
    ),
    build_months=number(
        12, "months", ASSUMPTION, low=6, high=24, departs="not in the design: how long a dormitory takes to build"
    ),
    life_years=number(30, "years", ASSUMPTION, low=20, high=40, departs="not in the design: how long beds last"),
)
