"""Bus lines: buses from the villages cut what the way to work costs."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class BusLines(Policy):
    """Run lines (公交线路) into so many of eight directions as the money pays for."""

    name: ClassVar[str] = "bus_lines"
    label: ClassVar[dict[str, str]] = {"en": "Bus lines", "zh": "公交线路"}

    wan_yuan_per_line: float = param(60, "wan yuan/year a line", "section 3.6.5 of the design", low=30, high=120)
    cut_share: float = param(
        0.4,
        "share of the way's cost",
        "assumption: fare and waiting against a motorcycle",
        low=0.1,
        high=0.7,
        departs="not in the design: how much a bus saves",
    )

    def edit(self, terms: Any, month: int) -> None:
        """Lines run while they are paid for."""
        terms.bus_budget += self.pays_in(month)
        if self.in_force(month):
            terms.bus_lines += min(8, int(self.pay_wan_yuan_per_year / self.wan_yuan_per_line))
            terms.bus_cut = self.cut_share
