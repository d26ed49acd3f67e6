"""Who is asked when luck decides: every draw of some small lives against a list of who may be asked, written by hand.

Run it as a program with NUMBA_DISABLE_JIT=1, since only in plain Python draws can be watched: it prints what is asked
wrongly, else what is never asked. Numbers of people and firms go in sevens, so that the number next to one is nobody's.
"""

import functools
import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from small_worlds import demo, every_policy

from sim.foundations import luck
from sim.foundations.rules import PLAIN
from sim.markets import opening
from sim.zone import Zone

APART = 7
MONTHS = 15
COUNTY = 999_999_999
OFFICES, TRIES, SEARCHES, TURNS = 9, 12, 16, 3
MONTHLY, LASTING = "month", "life"
Asked = set[tuple[int, int]]

# So many alternatives there are, from 0 on; of the first kinds whoever is asked about one is asked about those before.
FROM_THE_FIRST = {"two": 2, "three": 3, "four": 4}
COUNTED = {"none": 1, "institutions": 3, "offices": OFFICES, "open channels": 6}

# Decision: whether the answer holds for a month or for life, who is asked, which alternative.
KEYS = {
    "private_school.cost_factor": (LASTING, "private schools", "none"),
    "village.consents": (MONTHLY, "tracts", "none"),
    "village.builds_for_compensation": (MONTHLY, "tracts", "two"),
    "rival_zone.year": (MONTHLY, "rival zones", "none"),
    "statistics.noise": (MONTHLY, "targets", "none"),
    "platform.rolls_over": (MONTHLY, "nobody", "none"),
    "outside.cycle": (MONTHLY, "nobody", "none"),
    "outside.sector_cycle": (MONTHLY, "trades", "none"),
    "fund.signal": (MONTHLY, "firms", "none"),
    "fund.directed_by_leaders": (MONTHLY, "firms", "institutions"),
    "officials.case": (MONTHLY, "nobody", "none"),
    "firm.productivity_shock": (MONTHLY, "rows", "none"),
    "firm.gives_up": (MONTHLY, "firms", "none"),
    "investor.trade": (LASTING, "firms", "none"),
    "investor.kind": (LASTING, "firms", "none"),
    "investor.size": (LASTING, "firms", "none"),
    "investor.origin": (LASTING, "firms", "none"),
    "investor.wealth": (LASTING, "firms", "none"),
    "investor.ability": (LASTING, "firms", "none"),
    "investor.ask": (LASTING, "firms", "none"),
    "investor.pace": (LASTING, "firms", "none"),
    "investor.outside_choice": (LASTING, "firms", "none"),
    "investor.role": (LASTING, "firms", "none"),
    "investor.reached": (LASTING, "firms", "none"),
    "neighbour.refers_investor": (LASTING, "firms", "none"),
    "investor.accepts_floor": (LASTING, "firms", "none"),
    "investor.premises_taste": (LASTING, "firms", "two"),
    "investor.contact": (LASTING, "firms", "firms"),
    "queue.investors_of_month": (LASTING, "months", "none"),
    "start.firm_age": (LASTING, "firms", "two"),
    "start.worker_place": (LASTING, "people", "none"),
    "start.worker_skill": (LASTING, "people", "none"),
    "firm.first_bullet_on_first_day": (LASTING, "firms", "none"),
    "start.worker_tenure": (LASTING, "people", "none"),
    "start.worker_taste": (LASTING, "people", "three"),
    "start.worker_distance": (LASTING, "people", "two"),
    "start.worker_home_tie": (LASTING, "people", "none"),
    "worker.founds_firm": (MONTHLY, "people", "none"),
    "worker.savings": (LASTING, "people", "none"),
    "vacancy.place_on_ring": (LASTING, "employers", "posts from the first"),
    "worker.knows_vacancy": (MONTHLY, "people", "vacancies known"),
    "worker.taste_for_employer": (LASTING, "people", "firms"),
    "firm.venture": (MONTHLY, "firms", "none"),
    "treasury.turn_of_promise": (MONTHLY, "firms", "none"),
    "worker.hears_of_course": (MONTHLY, "people", "open channels"),
    "worker.wants_course": (MONTHLY, "people", "none"),
    "worker.course_trade": (MONTHLY, "people", "none"),
    "worker.drops_course": (MONTHLY, "people", "none"),
    "worker.learns_in_private_school": (LASTING, "people", "none"),
    "treasury.checks_certificate": (MONTHLY, "people", "none"),
    "firm.turn_in_order_class": (MONTHLY, "firms", "none"),
    "investor.rival": (LASTING, "firms", "two"),
    "worker.move": (MONTHLY, "people", "none"),
    "worker.meets": (MONTHLY, "people", "three"),
    "employer.ranks_applicant": ("either", "people", "employers"),
    "employer.lays_off": (MONTHLY, "people", "none"),
    "employer.wage_step": (MONTHLY, "employers", "none"),
    "investor.follows_anchor": (LASTING, "firms", "none"),
    "investor.attached_to_place": (LASTING, "firms", "none"),
    "firm.meets_peer": (MONTHLY, "producers", "producers"),
    "firm.adopts_technology": (MONTHLY, "firms", "none"),
    "county.takes_land_back": (MONTHLY, "firms", "none"),
    "file.arrives": (MONTHLY, "firms", "none"),
    "file.handling": (LASTING, "firms", "tries from the first"),
    "file.error": (LASTING, "firms", "tries from the first"),
    "file.speed_money": (LASTING, "firms", "offices"),
    "firm.earns_mark": (MONTHLY, "firms", "none"),
    "firm.is_listed": (MONTHLY, "firms", "none"),
    "firm.known_bank": (LASTING, "firms", "four"),
    "firm.meets_supplier": (MONTHLY, "producers", "producers"),
    "worker.rises_on_the_job": (MONTHLY, "people", "none"),
    "worker.starts_in_base": (MONTHLY, "people", "none"),
    "worker.gets_bed": (MONTHLY, "people", "none"),
    "worker.gets_skilled_post": (MONTHLY, "people", "none"),
    "bank.writes_renewal": (MONTHLY, "firms", "banks of the firm"),
    "bank.breaks_word": (MONTHLY, "firms", "banks of the firm"),
    "investor.step": (MONTHLY, "firms", "none"),
    "investor.announces": (LASTING, "firms", "none"),
    "bank.signal": (MONTHLY, "firms", "none"),
    "firm.hears_of_mutual": (MONTHLY, "firms", "none"),
    "firm.turn_in_pool": (LASTING, "firms", "none"),
}


def code_of(name: str) -> int:
    """The 64 bits behind a decision's name, computed from the name alone."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


NAMES = {code_of(name): name for name in KEYS}


def people_asked(zone: Any) -> dict[str, set[int]]:
    """Who there is to be asked in this zone."""
    firms = set(zone.firms["number"][zone.firms["number"] > 0].tolist())
    return {
        "nobody": {0},
        "firms": firms,
        "rows": firms | {0},  # rows that nobody has taken yet drift with the rest
        "employers": firms | {COUNTY},
        "producers": set(zone.firms["number"][zone.firms["started"] != 0].tolist()) & firms,
        "people": set(zone.workers["number"].tolist()),
        "tracts": set(range(1, len(zone.tracts) + 1)),
        "trades": set(range(5)),
        "targets": set(range(5)),
        "rival zones": set(range(179)),
        "months": set(range(1, zone.months + 1)),
        "private schools": {1, 2, 3},
    }


def alternatives(zone: Any, kind: str) -> set[int] | None:
    """Which alternatives there are; None where that depends on who is asked."""
    if kind in COUNTED:
        return set(range(COUNTED[kind]))
    if kind == "vacancies known":
        known = int(zone.environment["vacancies_known"][0])
        return {SEARCHES * turn + at for turn in range(TURNS) for at in range(known)}
    return people_asked(zone).get(kind)


def lenders(zone: Any) -> Asked:
    """Pairs of a firm and a branch that lends to it."""
    loans = zone.loans[zone.loans["number"] > 0]
    return set(zip(zone.firms["number"][loans["firm"]].tolist(), loans["bank"].tolist(), strict=True))


def wrong_in_group(kind: str, asked: Asked, before: Asked, zone: Any) -> Asked:
    """Of alternatives that depend on who is asked, those asked wrongly: not from the first on, or of another bank."""
    if kind == "banks of the firm":
        return asked - before - lenders(zone)
    size = TRIES if kind == "tries from the first" else FROM_THE_FIRST.get(kind, COUNTY)
    if kind in FROM_THE_FIRST and any(k >= size for _, k in asked):
        return {(who, k) for who, k in asked if k >= size}
    groups = defaultdict(set)
    for who, k in asked:
        groups[who, k // size].add(k % size)
    full = {(who, group) for (who, group), ks in groups.items() if ks == set(range(len(ks)))}
    return {(who, k) for who, k in asked if (who, k // size) not in full}


class Watch:
    """Notes every draw; says at the end of a month which were asked wrongly."""

    def __init__(self) -> None:
        self.asked: dict[tuple[int, str], Asked] = defaultdict(set)
        self.ever: set[str] = set()

    def answer(self, original: Callable[..., float]) -> Callable[..., float]:
        """A draw that is noted before it is answered."""

        def noted(row: Any, key: int, what: int, who: int, k: int) -> float:
            self.asked[int(what), MONTHLY if key == row.month_key else LASTING].add((int(who), int(k)))
            return original(row, key, what, who, k)

        return noted

    def wrong(self, zone: Any, before: Asked) -> Iterator[str]:
        """A sentence for each kind of draw since the last look that is not as it should be."""
        there = people_asked(zone)
        for (what, holds), asked in self.asked.items():
            if what not in NAMES:
                yield f"a decision that is not in the list is asked: {what}"
                continue
            name = NAMES[what]
            self.ever.add(name)
            for_how_long, who_kind, kind = KEYS[name]
            if for_how_long not in (holds, "either"):
                yield f"{name} is asked for a {holds}"
            strangers = {who for who, _ in asked} - there[who_kind]
            if strangers:
                yield f"{name} is asked of {sorted(strangers)[:3]}, who are not {who_kind}"
            allowed = alternatives(zone, kind)
            if allowed is None:
                others = wrong_in_group(kind, asked, before, zone)
            else:
                others = {(who, k) for who, k in asked if k not in allowed}
            if others:
                yield f"{name} is asked about {sorted(others)[:3]}: not {kind}"
        self.asked.clear()


def numbers_apart() -> None:
    """From now on firms and people of a new zone are numbered in sevens."""
    investors, describe = opening.investors, opening.describe_workers

    @functools.wraps(investors)
    def investors_apart(*arguments: Any) -> Any:
        firms = investors(*arguments)
        firms["number"] *= APART
        return firms

    @functools.wraps(describe)
    def describe_apart(workers: Any, *arguments: Any) -> None:
        for worker in workers:
            worker.number = APART * worker.number
        describe(workers, *arguments)

    opening.investors, opening.describe_workers = investors_apart, describe_apart


def busy_zone() -> Zone:
    """A small zone in which everybody is asked everything sooner or later."""
    scenario = demo(
        start="2011-10",
        labour={"reachable_workers": 400, "county_jobs": 100},
        firms={"producing": 8, "workers": 160, "sector_shares": {"garment": 1.0}},
        pipeline={"leads_per_month": 4.0, "landed": 2, "stalled": 2},
    )
    seldom = {
        "founders.month": 0.05,
        "founders.usual_margin": 0.02,
        "founders.tenure_months": 3.0,
        "listing.workers": 20.0,
        "listing.margin": 0.0,
        "listing.months": 2.0,
        "brand.margin": 0.0,
        "links.anchor_workers": 20.0,
        "links.moving_share": 0.0,
        "bridge.breach_normal": 0.1,
        "housing.rooms_share": 0.02,
        "gamble.mean_loss": 0.0,
        "gamble.liable_share": 0.0,
    }
    return Zone(scenario, every_policy(dose=0.5), 5, MONTHS, seldom)


def first_wrong(zone: Zone, watch: Watch) -> str:
    """Live the zone on; what is asked wrongly in the first month in which something is, empty where nothing is."""
    found = list(watch.wrong(zone, lenders(zone)))
    while not found and zone.month < MONTHS:
        before = lenders(zone)
        zone.step()
        found = list(watch.wrong(zone, before))
    return "\n".join(f"month {zone.month}: {each}" for each in found)


def watched() -> Watch:
    """From now on every draw is noted, and new zones have numbers that lie apart."""
    watch = Watch()
    luck._answer = watch.answer(luck._answer)
    numbers_apart()
    return watch


def main() -> int:
    """Print the first wrong draws, else what was never asked."""
    if not PLAIN:
        raise RuntimeError("draws of compiled rules cannot be watched: set NUMBA_DISABLE_JIT=1")
    watch = watched()
    wrong = first_wrong(busy_zone(), watch)
    print(wrong or "\n".join(f"never asked: {name}" for name in sorted(set(KEYS) - watch.ever)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
