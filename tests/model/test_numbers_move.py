"""Every number of the model does something: a fifth more or less of it changes a series of the demonstration zone."""

import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import numpy as np
import pytest
from small_worlds import demo, differing, every_policy

from sim.foundations.numbers import NUMBERS
from sim.indicators import live
from sim.policies import Policy
from sim.policies.guarantee_fund import GuaranteeFund
from sim.policies.public_training import PublicTraining
from sim.policies.standard_factories import StandardFactories
from sim.scenario import SECTORS, Event

SMALL_SAMPLE = 40
LARGE = ("standard_factories", "guarantee_fund", "public_training")
# Where a number is looked for, in this order, until it moves something: the usual zone, and two where nothing is ample.
STRAINED = {
    "infrastructure.road_start_workers": 20.0,
    "infrastructure.road_step_workers": 100.0,
    "infrastructure.road_step_cost": 100_000.0,
    "infrastructure.power_start_mw": 1.3,
    "infrastructure.power_step_mw": 0.2,
    "infrastructure.power_step_cost": 100_000.0,
    "infrastructure.sewage_start_t": 150.0,
    "infrastructure.sewage_step_t": 50.0,
    "infrastructure.sewage_step_cost": 100_000.0,
    "factory.developer_margin": -0.05,
    "factory.developer_floor_m2": 600.0,
    "labour.minimum_wage": 1950.0,
    "fund.margin_share": 0.1,
    "fund.margin_leverage_limit": 0.15,
    "training.first_seats_year": 300.0,
    "training.expected_raise": 20.0,
    "housing.rooms_share": 0.01,
    "bank.renewal_constant": 0.5,
    "bridge.breach_squeeze": 0.2,
    "bank.own_share": 0.5,
}

# Numbers that move nothing here, and why each may.
EXCEPTIONS: dict[str, str] = {
    "labour.remittance_share": "what people away send home is money of households, which no series counts",
    "public.cash_buffer_share": "cash that the treasury keeps before it buys general services, which no series counts",
    "leads.outside_province": "tells province from coast among those who settle outside; nothing here depends on it",
    "materials.factory_m2": "no firm of this trade takes a factory floor",
    "materials.upper_share": "no firm of this trade takes a factory floor",
    "skill.floor": "a level below the beginner's counts as the beginner's, and the floor lies below that",
    "assessment.rival_shock": "it is the unit in which the zone's own score is counted too",
}

# Limits that no life here comes near: a later edit may bring them into reach, so nobody checks that they stay here.
SELDOM = {
    "assessment.award_places": "the demonstration zone ranks far below the places that win an award",
    "factory.tenant_most_workers": "few large firms of light trades come, and those need more floor than is free",
    "bank.belief_to_renew": "claims are nearly always paid in time, so belief stays high",
    "bank.known_banks": "a third branch lends what the second would, as long as quotas do not bind",
    "base.discount_month": "a skilled head gains so much that training pays at any usual quit rate",
    "base.kept_share": "a skilled head gains so much that training pays at any usual quit rate",
    "base.own_weight": "a skilled head gains so much that training pays at any usual quit rate",
    "bridge.private_months": "private debts are repaid within months",
    "bridge.private_patience_months": "who has no bank's word has seldom the cash flow either",
    "debt.rollover_slope": "the platform pays, or stands far above its ceiling",
    "fund.peer_knowledge": "few members ask for guarantees",
    "fund.ruin_months": "no institution is ruined and refilled here",
    "gamble.kept_share": "owners gamble only next to ruin",
    "gamble.liable_share": "owners gamble only next to ruin",
    "gamble.mean_loss": "owners gamble only next to ruin",
    "gamble.spread": "owners gamble only next to ruin",
    "gamble.year_sd": "owners gamble only next to ruin",
    "labour.spending_share": "money of households matters only where they lend privately",
    "mutual.risk_aversion": "a line is worth far more than a member's part of losses",
    "mutual.use_share": "a line is worth far more than its price at any share of use",
    "mutual.usual_loss_share": "members' lines are worth far more than their part of losses",
    "promises.memory_months": "what the county promises is worth a few per cent of capital: few sign for it",
    "promises.prior": "what the county promises is worth a few per cent of capital: few sign for it",
    "links.anchor_items": "an anchor has to lack a whole item, and few anchors come to a zone so small",
    "promotion.push_least": "hours for projects seldom fall so far",
    "reputation.empty": "there is nearly always somebody to ask",
    "training.order_share": "the money for classes ends before a firm's places do",
    "training.private_seats_year": "the money for certificates ends before seats do",
    "factory.developer_margin": "developers build as many blocks as they may at once, or none",
    "factory.developer_memory": "developers build as many blocks as they may at once, or none",
    "fund.suspension_leverage": "leverage stays far below one and a half times the cap",
    "fund.suspension_share": "claims come in lumps: nearly none, or far more than the limit",
    "pipeline.stall_share": "builders who stop stop altogether",
}


def usual(changes: Mapping[str, float]) -> dict[str, np.ndarray]:
    """The demonstration zone with every instrument."""
    return live(demo(), every_policy(start=2, years=4), 3, 60, changes).series


def strained(changes: Mapping[str, float]) -> dict[str, np.ndarray]:
    """More investors than room and more people, tax reform and a slump: what is seldom reached is reached."""
    return _strained(changes, 7, -0.5, 300.0)


def ruined(changes: Mapping[str, float]) -> dict[str, np.ndarray]:
    """The same with other luck, a deeper slump and land without limit."""
    return _strained(changes, 8, -0.8, 5000.0)


def _strained(changes: Mapping[str, float], seed: int, shock: float, approved: float) -> dict[str, np.ndarray]:
    slump = (
        Event(kind="export_shock", share=shock, from_month=70, months=18),
        Event(kind="credit_squeeze", share=-0.4, from_month=70, months=18),
    )
    even = dict.fromkeys(SECTORS, 0.2)
    scenario = demo(
        start="2013-01",
        zone={"approved_mu_per_year": approved, "planned_km2": 5.0},
        events=slump,
        firms={"sector_shares": even},
        pipeline={"leads_per_month": 4.0},
        labour={"reachable_workers": 8000},
        public={"platform_cash_wan_yuan": 3000},
    )
    return live(scenario, _large_doses(), seed, 120, {**STRAINED, **changes}).series


def _large_doses() -> tuple[Policy, ...]:
    factories = StandardFactories(pay_wan_yuan_per_year=400, start_month=2, years=6, storeys=5)
    fund = GuaranteeFund(pay_wan_yuan_per_year=150, start_month=2, years=2, leverage_cap=15, single_name_share=0.3)
    courses = PublicTraining(pay_wan_yuan_per_year=100, start_month=2, years=8)
    others = (each for each in every_policy(start=2, years=8) if each.name not in LARGE)
    return factories, fund, courses, *others


WORLDS = (usual, strained, ruined)


def other_values(path: str) -> list[float]:
    """A fifth more and a fifth less, within the declared range; a number that is 0 moves a fifth of its range."""
    number = NUMBERS[path]
    if number.value == 0.0:
        return [0.2 * number.high, 0.2 * number.low]
    if number.low == number.high:
        return [1.2 * number.value, 0.8 * number.value]
    return [max(number.low, min(number.high, factor * number.value)) for factor in (1.2, 0.8)]


@cache
def unchanged(world: Callable[[Mapping[str, float]], dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The series of a world with its own numbers."""
    return world({})


def moved(path: str) -> list[str]:
    """The series that either change moves in any of the worlds, none where the number does nothing."""
    for world in WORLDS:
        for value in other_values(path):
            if world is not usual and path in STRAINED:
                value *= STRAINED[path] / NUMBERS[path].value if NUMBERS[path].value else 1.0
            try:
                names = list(differing(unchanged(world), world({path: value})))
            except RuntimeError as error:
                return [f"the life failed: {error}"]
            if names:
                return names
    return []


def chosen(size: str) -> list[str]:
    """All numbers, or a sample spread evenly over them."""
    paths = sorted(NUMBERS)
    return paths if size == "whole" else paths[:: max(1, len(paths) // SMALL_SAMPLE)]


@pytest.fixture(scope="module")
def sweep(size: str) -> dict[str, list[str]]:
    unchanged(usual)  # Compiled once here, so that the processes find it done.
    paths = chosen(size)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        return dict(zip(paths, pool.map(moved, paths, chunksize=4), strict=True))


def test_every_number_moves_something(sweep: dict[str, list[str]]) -> None:
    still = {path for path, names in sweep.items() if not names}
    assert still - set(EXCEPTIONS) - set(SELDOM) == set()


def test_no_life_fails_for_a_fifth_more_or_less(sweep: dict[str, list[str]]) -> None:
    failed = {path: names for path, names in sweep.items() if names and names[0].startswith("the life failed")}
    assert failed == {}


def test_exceptions_are_numbers_of_the_model_and_still_needed(sweep: dict[str, list[str]]) -> None:
    assert set(EXCEPTIONS) | set(SELDOM) <= set(NUMBERS)
    assert {path for path in EXCEPTIONS if sweep.get(path)} == set()
