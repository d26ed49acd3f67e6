"""Two worlds differ only where a policy reaches: the guards of section 5 of the design."""

from pathlib import Path

import numpy as np
import pytest
from small_worlds import demo, differing, every_policy, same_series

from sim.foundations.luck import open_month
from sim.foundations.rules import first_row, plain_rows
from sim.foundations.tables import same
from sim.indicators import INDICATORS, live
from sim.indicators.indicator import Indicator
from sim.indicators.life import Watch
from sim.markets import labour
from sim.policies import POLICIES, Policy
from sim.study.experiment import Arm
from sim.study.files import load
from sim.study.lived import shared_draws
from sim.study.store import RunKeys
from sim.zone import Zone

MONTHS = 48
ONE_YUAN = 0.0001  # wan yuan


@pytest.fixture(scope="module")
def baseline():
    return live(demo(), (), 1, MONTHS)


def zero_dose() -> tuple[Policy, ...]:
    return every_policy(start=1, years=4, dose=0.0)


def test_a_policy_of_no_dose_is_the_baseline_bit_for_bit(baseline, monkeypatch) -> None:
    """T14: every instrument is in force and its terms are edited each month, with nothing to spend."""
    edited = {policy.name: 0 for policy in zero_dose()}
    for name in edited:
        kind, original = POLICIES[name], POLICIES[name].edit

        def edit(self, terms, month, name=name, original=original):
            edited[name] += 1
            original(self, terms, month)

        monkeypatch.setattr(kind, "edit", edit)
    without = live(demo(), zero_dose(), 1, MONTHS)
    assert edited == dict.fromkeys(edited, MONTHS)
    same_series(baseline.series, without.series)


def test_a_policy_of_no_dose_shares_every_draw_with_the_baseline(baseline) -> None:
    without = live(demo(), zero_dose(), 1, MONTHS)
    shares = shared_draws(baseline.sketches, without.sketches)
    assert shares
    assert set(shares.values()) == {1.0}


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_arms_are_equal_until_the_month_in_which_their_policies_differ(baseline, name: str) -> None:
    starts = 13
    arm = live(demo(), [p for p in every_policy(start=starts) if p.name == name], 1, MONTHS)
    for each, values in arm.series.items():
        assert np.array_equal(values[:starts], baseline.series[each][:starts], equal_nan=True), each
    assert set(differing(arm.series, baseline.series))


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_one_yuan_is_a_policy_with_runs_of_its_own_and_moves_something(baseline, name: str) -> None:
    keys = RunKeys(load(Path("scenarios/demo.yaml")), 1)
    yuan = POLICIES[name](pay_wan_yuan_per_year=ONE_YUAN, start_month=2, years=4)
    nothing = POLICIES[name](pay_wan_yuan_per_year=0.0, start_month=2, years=4)
    named = {keys.of(Arm("demo", title, arm), 0) for title, arm in (("a", ()), ("b", (yuan,)), ("c", (nothing,)))}
    assert len(named) == 3
    arm = live(demo(), (yuan,), 1, MONTHS)
    assert set(differing(arm.series, baseline.series))


def test_an_added_indicator_changes_nothing(baseline) -> None:
    """T14: an output that nobody asked for before draws nothing and moves nothing."""

    def nosy(watch: Watch) -> float:
        """Looks at everything and adds a running total of its own."""
        return watch.add("nosy", float(watch.zone.firms["balance"].sum() + watch.zone.workers["level"].sum()))

    words = {"en": "Nosy", "zh": "好奇"}
    try:
        INDICATORS["nosy"] = Indicator("nosy", words, words, "cumulative", "A test.", nosy)
        watched = live(demo(), (), 1, MONTHS)
    finally:
        del INDICATORS["nosy"]
    assert np.isfinite(watched.series.pop("nosy")).all()
    same_series(baseline.series, watched.series)


def test_the_same_seed_gives_the_same_life_and_another_seed_another(baseline) -> None:
    """T13: the same seed twice: the same series and the same draws, bit for bit."""
    again = live(demo(), (), 1, MONTHS)
    same_series(baseline.series, again.series)
    assert all(np.array_equal(again.sketches[name], kept) for name, kept in baseline.sketches.items())
    other = live(demo(), (), 2, MONTHS)
    assert {"jobs", "firms", "output", "wage"} <= set(differing(baseline.series, other.series))


def _lived(zone: Zone, months: int) -> dict[str, np.ndarray]:
    watch = Watch(zone)
    rows = []
    for month in range(months + 1):
        if month:
            zone.step()
        watch.look()
        rows.append({name: each.measure(watch) for name, each in INDICATORS.items()})
    return {name: np.array([row[name] for row in rows]) for name in INDICATORS}


def _shuffle_people(zone: Zone) -> None:
    order = np.random.default_rng(7).permutation(len(zone.workers))
    zone.workers[:] = zone.workers[order].copy()


def _shuffle_firms(zone: Zone) -> None:
    order = np.random.default_rng(7).permutation(len(zone.firms))
    now_at = np.argsort(order)
    zone.firms[:] = zone.firms[order].copy()
    here = zone.workers["employer"] >= 0
    zone.workers["employer"][here] = now_at[zone.workers["employer"][here]]
    lent = zone.loans["number"] > 0
    zone.loans["firm"][lent] = now_at[zone.loans["firm"][lent]]
    held = zone.plots["holder"] >= 0
    zone.plots["holder"][held] = now_at[zone.plots["holder"][held]]
    let = zone.tenancies["firm"] >= 0
    zone.tenancies["firm"][let] = now_at[zone.tenancies["firm"][let]]


# Sums of floats over people or firms are rounded in the order of the rows.
LAST_DIGITS = 1e-9
# Sooner or later such a last digit tips a whole number, of posts or of fen, and from then on the lives differ.
UNTIPPED = 36


def _nearly_the_same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> None:
    for name in one:
        near = np.isclose(one[name], other[name], rtol=LAST_DIGITS, atol=LAST_DIGITS, equal_nan=True)
        assert near.all(), f"{name} differs from month {int(np.flatnonzero(~near)[0])}"


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_firms_means_nothing(seed: int) -> None:
    """T15: firms in another order of rows, and all that points to them."""
    plain, shuffled = (Zone(demo(), every_policy(), seed, MONTHS) for _ in range(2))
    _shuffle_firms(shuffled)
    _nearly_the_same(_lived(plain, UNTIPPED), _lived(shuffled, UNTIPPED))


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_the_order_of_people_means_nothing(seed: int) -> None:
    """T15: people in another order of rows."""
    plain, shuffled = (Zone(demo(), every_policy(), seed, MONTHS) for _ in range(2))
    _shuffle_people(shuffled)
    _nearly_the_same(_lived(plain, UNTIPPED), _lived(shuffled, UNTIPPED))


def test_a_firm_that_hires_nobody_changes_nobodys_employer() -> None:
    """One employer more without an open post: the month's moves, searches and hires stay what they were."""
    zone = Zone(demo(), (), 5, MONTHS)
    for _ in range(12):
        zone.step()
    open_month(zone.luck, 13)
    more = np.concatenate([zone.firms, zone.firms[:1]]).view(np.recarray)
    more["number"][-1] = 987_654
    more["workers"][-1] = more["open_posts"][-1] = more["vacancies"][-1] = 0
    found = []
    for firms in (zone.firms.copy().view(np.recarray), more):
        workers, county = zone.workers.copy().view(np.recarray), zone.county_pool.copy().view(np.recarray)
        rows, staff, sectors = plain_rows(firms, workers, zone.sectors)
        labour.everybody_posts(rows, sectors, first_row(county), first_row(zone.environment), first_row(zone.numbers))
        firms["open_posts"][-1] = 0 if firms is more else firms["open_posts"][-1]
        labour.match(
            staff,
            rows,
            sectors,
            first_row(county),
            first_row(zone.environment),
            first_row(zone.numbers),
            first_row(zone.luck),
        )
        found.append(workers)
    assert (found[0]["employer"] != zone.workers["employer"]).any(), "nobody moved: the test would prove nothing"
    assert same(*found)
