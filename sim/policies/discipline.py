"""Discipline: inspectors watch officials, who then visit firms less and take no money for speed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class Discipline(Policy):
    """Pay inspectors (作风整治); how much they see follows from the money."""

    name: ClassVar[str] = "discipline"
    label: ClassVar[dict[str, str]] = {"en": "Discipline of officials", "zh": "作风整治"}

    full_wan_yuan_per_year: float = param(
        100,
        "wan yuan/year",
        "assumption: twenty inspectors",
        low=20,
        high=500,
        departs="not in the design: what it costs to watch all officials",
    )

    def edit(self, terms: Any, month: int) -> None:
        """The share of visits and of speed money that is deterred follows from the money."""
        terms.discipline_budget += self.pays_in(month)
        if self.in_force(month):
            terms.discipline_watch += min(1.0, self.pay_wan_yuan_per_year / self.full_wan_yuan_per_year)
