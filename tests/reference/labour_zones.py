"""Small zones in which everything that the labour market knows happens, and a zone that the twin walks beside."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labour_books import Books
from labour_payday import everybody_is_paid
from labour_tables import expected, goods_were_sold, tables_of, twin_of
from same import differences

from sim.policies import POLICIES, Policy
from sim.scenario import Event, Scenario
from sim.study.files import load
from sim.zone import Zone

DEMO = Path(__file__).resolve().parents[2] / "scenarios" / "demo.yaml"


@dataclass(frozen=True)
class Small:
    """A small zone: people, firms with so many workers, jobs elsewhere, policies, changed numbers, events.

    `diverted`: posts that the rest of the county lost to the zone before the first day.
    """

    people: int
    firms: int
    workers: int
    county_jobs: int
    policies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    diverted: float = 0.0

    def scenario(self) -> Scenario:
        """The demonstration zone with its people and firms replaced."""
        demo = load(DEMO).scenarios["demo"]
        labour = demo.labour.model_copy(
            update={"reachable_workers": self.people, "county_jobs": self.county_jobs, "skilled_share": 0.25}
        )
        firms = demo.firms.model_copy(update={"producing": self.firms, "workers": self.workers})
        return demo.model_copy(update={"labour": labour, "firms": firms, "events": self.events})

    def instruments(self) -> tuple[Policy, ...]:
        """The policies, in force from the second month."""
        usual = {"start_month": 2, "years": 4}
        return tuple(POLICIES[name](**{**usual, **settings}) for name, settings in self.policies.items())


TRAINING = {
    "training_base": {"pay_wan_yuan_per_year": 20, "subsidy_share": 0.6},
    "order_class": {"pay_wan_yuan_per_year": 20},
    "private_training": {"pay_wan_yuan_per_year": 10, "check_share": 0.1},
    "public_training": {"pay_wan_yuan_per_year": 10},
}
SLUMP = (Event(kind="export_shock", share=-0.7, from_month=8, months=9),)
FAR_AND_FEW_ROOMS = {"housing.rooms_share": 0.05, "labour.commute_cost_km": 30.0}
# Nobody calls in a loan and no owner gives up: what is not paid stays owed until cash comes.
PATIENT = {"bank.default_months": 100.0, "exit.poor_month": 0.0, "exit.loss_month": 0.0}
LEAST = {"labour.base_wage": 1700.0, "labour.minimum_wage": 1690.0, "labour.wage_step": 0.03, "labour.crowd_ratio": 1.2}
SMALL_ZONES = {
    "as usual": Small(500, 6, 150, 150),
    "beds, buses and fairs": Small(
        500,
        6,
        150,
        100,
        {
            "worker_housing": {"pay_wan_yuan_per_year": 30, "years": 1},
            "bus_lines": {"pay_wan_yuan_per_year": 180},
            "job_fairs": {"pay_wan_yuan_per_year": 40},
        },
        FAR_AND_FEW_ROOMS,
    ),
    "courses and bases": Small(600, 8, 200, 120, TRAINING, {"base.cost": 6000.0, "base.kept_share": 0.5}),
    "a slump": Small(400, 8, 220, 80, {}, {}, SLUMP),
    "pay that ruins": Small(400, 5, 120, 100, {}, {"labour.base_wage": 15_000.0}, SLUMP),
    "late pay": Small(300, 8, 160, 100, {}, PATIENT | {"labour.base_wage": 8000.0}, SLUMP),
    "many posts": Small(250, 10, 200, 200, {}, {"labour.home_search_share": 0.5, "labour.job_search_share": 0.06}),
    "few posts": Small(600, 5, 60, 20, {}, {"labour.base_wage": 1200.0, "labour.home_search_share": 0.5}),
    "the least allowed": Small(600, 6, 200, 20, {}, LEAST | {"labour.home_search_share": 0.5}, SLUMP),
    "an old zone": Small(500, 5, 80, 160, TRAINING, diverted=40.0),
}


class Beside(Zone):
    """A zone whose labour market the slow twin walks beside: it notes what differs, and what the twin saw happen."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.found: list[str] = []
        self.seen: Counter = Counter()
        super().__init__(*arguments, **named)

    def _people_and_firms_meet(self) -> None:
        before, self.twin = tables_of(self), twin_of(self)
        self.twin.people_and_firms_meet()
        super()._people_and_firms_meet()
        self._compare("meeting", before)

    def _everybody_is_paid(self) -> None:
        before = tables_of(self)
        goods_were_sold(self.twin, self)
        self.twin.books = Books()
        everybody_is_paid(self.twin)
        super()._everybody_is_paid()
        self._compare("payday", before)
        self.seen += self.twin.seen

    def _compare(self, part: str, before: dict) -> None:
        lines = differences(expected(before, self.twin), tables_of(self))
        self.found += [f"month {self.month}, {part}: {line}" for line in lines]


def walk(small: Small, seed: int, months: int) -> tuple[list[str], Counter]:
    """What differs in the first month where anything does, and all that the twin saw happen."""
    zone = Beside(small.scenario(), small.instruments(), seed, months, dict(small.numbers))
    zone.environment["county_diverted"] = small.diverted
    for _ in _until(zone, months):
        zone.step()
    return zone.found, zone.seen


def _until(zone: Beside, months: int) -> Iterator[int]:
    for month in range(months):
        if zone.found:
            return
        yield month
