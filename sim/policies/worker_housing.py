"""Worker housing: beds near the zone let people take jobs who live too far away to commute."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class WorkerHousing(Policy):
    """Build dormitories and public rental beds (公租房); each wan yuan buys beds at their unit cost."""

    name: ClassVar[str] = "worker_housing"
    label: ClassVar[dict[str, str]] = {"en": "Worker housing", "zh": "职工公寓与公租房"}

    rent_yuan_per_month: float = param(
        120,
        "yuan a bed and month",
        "assumption: half of a village room",
        low=0,
        high=300,
        departs="not in the design: what a public bed costs its tenant",
    )

    def edit(self, terms: Any, month: int) -> None:
        """The year's sum is built into beds."""
        terms.housing_budget += self.pays_in(month)
        if self.in_force(month):
            terms.housing_rent = 100 * self.rent_yuan_per_month
