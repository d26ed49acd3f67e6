"""Two places and one employer without frictions: the pay that emerges (T30; MODEL.md 3.6.8, E26 to E28)."""

import numpy as np
import pytest
from small_worlds import demo

from sim.actors.firm import PRODUCING
from sim.actors.worker import AWAY, IN_ZONE
from sim.foundations.luck import open_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets import labour
from sim.zone import Zone

PEOPLE, POSTS = 2000, 300
FEN = 100
# Everybody may move almost every month, every search finds the post, nothing is paid for living or travelling.
FREE = {
    "labour.migration_share": 0.4,
    "labour.home_search_share": 0.5,
    "labour.job_search_share": 0.0,
    "labour.meeting_share": 1.0,
    "labour.least_gain": 0.0,
    "labour.coast_living_cost": 0.0,
    "labour.farm_value": 0.0,
    # A few leave for reasons of their own: without vacancies no crowd is ever seen, and pay would never fall.
    "labour.home_quit_share": 0.03,
}


class TwoPlaces:
    """The labour market alone: one employer with so many posts in the zone, and the coast."""

    def __init__(self, taste_yuan: float, coast_yuan: float, pay_yuan: float, seed: int) -> None:
        scenario = demo(
            labour={"reachable_workers": PEOPLE, "county_jobs": 0}, firms={"producing": 1, "workers": POSTS}
        )
        zone = Zone(scenario, (), seed, 1, {**FREE, "labour.taste_scale": taste_yuan})
        self.zone, self.at = zone, int(np.flatnonzero(zone.firms["stage"] == PRODUCING)[0])
        people, firms, here = zone.workers, zone.firms, zone.environment[0]
        for name in ("distance_km", "home_tie", "home_taste", "coast_taste", "county_taste", "skill", "post", "bed"):
            people[name] = 0
        people["place"], people["employer"] = AWAY, -1
        people["place"][:POSTS], people["employer"][:POSTS] = IN_ZONE, self.at
        people["trade"] = firms["trade"][self.at]
        firms["workers"], firms["skilled_posts"] = 0, 0
        firms["workers"][self.at], firms["target"][self.at], firms["wage"][self.at] = POSTS, POSTS, FEN * pay_yuan
        zone.county_pool["posts"], zone.county_pool["workers"] = 0, 0
        here.trend, here.coast_wage, here.wage = 1.0, FEN * coast_yuan, FEN * pay_yuan
        here.quit_share = zone.numbers[0].labour_home_quit_share

    def lives(self, months: int) -> tuple[np.ndarray, np.ndarray]:
        """Pay in yuan and staff, month by month."""
        pay, staff = np.empty(months), np.empty(months)
        for month in range(months):
            self._month(month + 1)
            pay[month] = self.zone.firms["wage"][self.at] / FEN
            staff[month] = self.zone.firms["workers"][self.at]
        return pay, staff

    def _month(self, month: int) -> None:
        zone, firms = self.zone, self.zone.firms
        open_month(zone.luck, month)
        firms["applicants"] = 0
        firms["vacancies"][self.at] = firms["open_posts"][self.at] = max(0, POSTS - firms["workers"][self.at])
        single = (first_row(each) for each in (zone.county_pool, zone.environment, zone.numbers, zone.luck))
        county, here, numbers, luck = single
        people, employers, sectors = plain_rows(zone.workers, firms, zone.sectors)
        labour.match(people, employers, sectors, county, here, numbers, luck)
        labour.revise_wages(employers, county, here, luck, numbers)


def _supply(pay: float, coast: float, scale: float) -> float:
    """Mean-field staff at this pay if posts are never lacking: each person's share of months in the zone, summed.

    A person is in the zone, at home or on the coast. His lasting taste for the employer is one of evenly spaced
    quantiles of a Gumbel distribution; months of moving are logit, as the choice of places is (E26, E27).
    """
    taste = -scale * np.log(-np.log((np.arange(PEOPLE) + 0.5) / PEOPLE))
    move, search, quits = (
        FREE[f"labour.{name}"] for name in ("migration_share", "home_search_share", "home_quit_share")
    )

    def logit(gain: np.ndarray) -> np.ndarray:
        return 1.0 / (1.0 + np.exp(-np.clip(gain / scale, -700, 700)))

    leaves = move * logit(coast - pay - taste)
    returns = move * logit(np.full(PEOPLE, pay - coast)) * (pay + taste > coast)
    # Who is at home takes any post, or goes away for good pay. Balance of flows of the three places, solved by hand:
    # home = quits x zone / (search + move); away = (leaves x zone + move x home) / returns.
    home = quits / (search + move)
    with np.errstate(divide="ignore"):
        away = (leaves + move * home) / returns
    return float((1.0 / (1.0 + home + away)).sum())


@pytest.mark.parametrize("coast", [1500.0, 2000.0])
def test_without_tastes_and_frictions_pay_here_is_what_the_coast_is_worth(coast: float) -> None:
    """T30: Harris and Todaro's equality within 2 % of pay, where places differ in pay alone.

    Nobody here gives up the coast before he is hired, so no queue of unemployed makes up for a difference: what is
    expected is what is offered. Pay that begins a tenth above the coast falls to its worth and stays there.
    """
    for seed in (1, 2):
        pay, staff = TwoPlaces(20.0, coast, 1.1 * coast, seed).lives(240)
        assert abs(pay[120:].mean() - coast) < 0.02 * coast
        assert staff[120:].mean() > 0.8 * POSTS


@pytest.mark.parametrize("coast", [1500.0, 2000.0])
def test_pay_of_one_employer_solves_the_equation_of_fill(coast: float) -> None:
    """T30: with tastes, pay stops where supply fills the posts but for the 15 % at which nobody raises it (E28).

    The employer follows a rule of thumb, so there is no monopsonist's mark-down: supply at the pay that emerges lies
    between the share of posts below which pay rises and all posts, within 1 % of pay.
    """
    scale = 100.0
    pays = np.linspace(0.7 * coast, 1.1 * coast, 400)
    supply = np.array([_supply(pay, coast, scale) for pay in pays])
    least, most = (float(np.interp(share * POSTS, supply, pays)) for share in (0.85, 1.0))
    for seed in (1, 2):
        pay, staff = TwoPlaces(scale, coast, 1.1 * coast, seed).lives(360)
        assert least - 0.01 * coast < pay[180:].mean() < most + 0.01 * coast
        assert 0.8 * POSTS < staff[180:].mean() < POSTS
