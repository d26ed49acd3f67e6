"""Who had which job when: the same investors and the same people in two worlds can be laid side by side."""

from collections.abc import Mapping

import numpy as np

from sim.actors.firm import ELSEWHERE, FROM_ZONE, PRODUCING, UNBORN
from sim.actors.fund import COMPANY, MUTUAL, POOL
from sim.actors.worker import IN_COUNTY_JOB, IN_ZONE
from sim.places.factories import BY_POLICY
from sim.zone import Zone

NEVER = -1
# How an instrument is seen to have reached a firm. Instruments that are not here reach the zone as a whole.
MARKS: Mapping[str, str] = {
    "guarantee_fund": "guaranteed by the company",
    "mutual_guarantee": "guaranteed by the mutual",
    "guarantee_pool": "guaranteed by the pool",
    "standard_factories": "tenant of a public block",
    "investment_incentives": "was promised rebates",
    "bridge_fund": "bridged",
    "public_training": "employs a graduate",
    "private_training": "employs a graduate",
    "branch_school": "employs a graduate",
    "order_class": "employs a graduate",
}
NAMES = tuple(dict.fromkeys(MARKS.values()))


class Roster:
    """Staff of every firm by month, when an instrument first reached it, and the months that people worked."""

    def __init__(self, zone: Zone, months: int) -> None:
        rows, people = len(zone.firms), len(zone.workers)
        self._zone = zone
        self._staff = np.zeros((months + 1, rows), np.int16)
        self._reached = np.full((len(NAMES), rows), NEVER, np.int16)
        self._supplies = np.full(rows, NEVER, np.int16)
        self._size = np.zeros(rows, np.float32)
        self._start = zone.workers["place"].astype(np.int8)
        self._in_zone = np.zeros(people, np.int16)
        self._in_county = np.zeros(people, np.int16)

    def look(self) -> None:
        """Note this month; month 0 is the first day."""
        firms, month = self._zone.firms.view(np.ndarray), self._zone.month
        works = firms["stage"] == PRODUCING
        self._staff[month] = np.where(works, firms["workers"], 0)
        # Plans grow later: the size of an investor is that with which it came.
        new = (self._size == 0) & (firms["stage"] > UNBORN)
        self._size[new] = firms["planned_workers"][new]
        for at, reached in enumerate(self._marks(firms)):
            self._reached[at][reached & (self._reached[at] == NEVER)] = month
        self._supplies[(firms["local_orders"] > 0) & works & (self._supplies == NEVER)] = month
        if month > 0:
            places = self._zone.workers.view(np.ndarray)["place"]
            self._in_zone += places == IN_ZONE
            self._in_county += places == IN_COUNTY_JOB

    def _marks(self, firms: np.ndarray) -> list[np.ndarray]:
        """For each way of being reached, which firms it holds for this month."""
        zone, rows = self._zone, len(firms)
        loans = zone.loans.view(np.ndarray)
        loans = loans[loans["number"] > 0]
        seen = {
            name: _rows(loans["firm"][loans["fund"] == fund], rows)
            for fund, name in ((COMPANY, NAMES[0]), (MUTUAL, NAMES[1]), (POOL, NAMES[2]))
        }
        leases = zone.tenancies.view(np.ndarray)
        leases = leases[leases["firm"] >= 0]
        public = zone.blocks["owner"][leases["block"]] == BY_POLICY
        seen["tenant of a public block"] = _rows(leases["firm"][public], rows)
        seen["was promised rebates"] = (firms["promised_land_share"] > 0) | (firms["promised_tax_share"] > 0)
        seen["bridged"] = firms["bridge"] > 0
        seen["employs a graduate"] = self._with_graduates(rows)
        return [seen[name] for name in NAMES]

    def _with_graduates(self, rows: int) -> np.ndarray:
        # Once a quarter is often enough for a staff that turns over by a few per cent a month.
        if self._zone.month % 3:
            return np.zeros(rows, bool)
        people = self._zone.workers.view(np.ndarray)
        graduates = (people["trained"] == 1) & (people["skill"] == 1) & (people["place"] == IN_ZONE)
        return _rows(people["employer"][graduates], rows)

    def rows(self) -> dict[str, np.ndarray]:
        """Columns by name: of firms that worked or chose in this life, and of everybody in the pool."""
        firms = self._zone.firms.view(np.ndarray)
        kept = (firms["number"] > 0) & ((firms["stage"] > UNBORN) | self._staff.any(axis=0))
        settled = firms["stage"] == ELSEWHERE
        return {
            "number": firms["number"][kept],
            "trade": firms["trade"][kept].astype(np.int8),
            "founder": (firms["origin"] == FROM_ZONE)[kept],
            "size": self._size[kept],
            "elsewhere": np.where(settled, firms["outside_choice"], NEVER)[kept].astype(np.int8),
            "settled": np.where(settled, firms["since"], NEVER)[kept].astype(np.int16),
            "supplies": self._supplies[kept],
            "reached": self._reached[:, kept],
            "staff": self._staff[:, kept],
            "person_start": self._start,
            "person_in_zone": self._in_zone,
            "person_in_county": self._in_county,
            "person_trained": self._zone.workers["trained"].astype(np.int8),
        }


def _rows(which: np.ndarray, rows: int) -> np.ndarray:
    """True at the rows that are named."""
    found = np.zeros(rows, bool)
    found[which] = True
    return found
