"""The labour market against its slow twin: who works where, who knows what, every fen, month after month.

The twin is written from the equations with one Python object per person and firm (labour.py). Each month it starts
from the tables as they stand, goes through the meeting and through payday, and says what the tables should hold.
Whole numbers and fen agree exactly, other numbers to a billionth, and no other column of these tables may move.
"""

import functools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labour_zones import SMALL_ZONES, TRAINING, Small, walk

from sim.foundations.numbers import NUMBERS

SEEDS = {"small": (1,), "whole": (1, 2, 3, 4)}
MONTHS = {"small": 26, "whole": 72}
ANY_ZONES = {"small": 5, "whole": 60}
# What a month can bring; the zones together must have seen all of it, or agreement would prove little.
EVENTS = (
    "breaks off training in a firm",
    "ends training in a firm",
    "finds no bed",
    "gets a bed",
    "gets a skilled post",
    "goes home",
    "goes to the coast",
    "hired by a firm, skilled 0, from coast",
    "hired by a firm, skilled 0, from county job",
    "hired by a firm, skilled 0, from home",
    "hired by a firm, skilled 0, from zone",
    "hired by a firm, skilled 1, from coast",
    "hired by a firm, skilled 1, from county job",
    "hired by a firm, skilled 1, from home",
    "hired by a firm, skilled 1, from zone",
    "hired by the rest of the county",
    "is not paid in full",
    "laid off",
    "lowers its offer",
    "offers the least allowed",
    "old wages are paid",
    "raises its offer",
    "rises on the job",
    "starts training in a firm",
    "the county lacks diverted posts",
    "training is subsidised",
)
walked = functools.cache(lambda name, seed, months: walk(SMALL_ZONES[name], seed, months))


@pytest.mark.parametrize("name", SMALL_ZONES)
def test_the_zone_does_what_the_slow_twin_does(name: str, size: str) -> None:
    for seed in SEEDS[size]:
        found, _ = walked(name, seed, MONTHS[size])
        assert found == [], f"seed {seed}"


def test_everything_that_a_month_can_bring_was_compared(size: str) -> None:
    seen: Counter = Counter()
    for name in SMALL_ZONES:
        for seed in SEEDS[size]:
            seen += walked(name, seed, MONTHS[size])[1]
    assert [event for event in EVENTS if not seen[event]] == []


def ranges() -> dict[str, tuple[float, float]]:
    """The numbers of people, skill, training in firms and the county, each from its lowest to its highest value."""
    return {
        path: (each.low, each.high)
        for path, each in NUMBERS.items()
        if path.split(".")[0] in ("labour", "skill", "base", "county")
    }


@st.composite
def any_zone(draw: st.DrawFn) -> Small:
    """People, firms, policies and numbers of any kind within what the model allows."""
    numbers = {path: draw(st.floats(low, high)) for path, (low, high) in ranges().items()}
    numbers["housing.rooms_share"] = draw(st.sampled_from((0.02, 0.06, 1.0)))
    policies = {name: settings for name, settings in TRAINING.items() if draw(st.booleans())}
    people = draw(st.integers(200, 600))
    workers = draw(st.integers(30, people // 2))
    return Small(people, draw(st.integers(5, 10)), workers, draw(st.integers(0, people)), policies, numbers)


def test_in_any_zone_it_does_what_the_slow_twin_does(size: str) -> None:
    @settings(max_examples=ANY_ZONES[size])
    @given(any_zone(), st.integers(1, 1_000_000))
    def both_agree(small: Small, seed: int) -> None:
        assert walk(small, seed, 14 if size == "small" else 30)[0] == []

    both_agree()
