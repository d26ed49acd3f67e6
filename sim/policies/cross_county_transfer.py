"""Cross-county transfer: the county that lets a project go gets a share of the taxes that it pays in the zone."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class CrossCountyTransfer(Policy):
    """Share the taxes of projects that would have settled with a neighbour (section 3.8: 10 to 25 % satisfied both)."""

    name: ClassVar[str] = "cross_county_transfer"
    label: ClassVar[dict[str, str]] = {"en": "Cross-county transfer", "zh": "跨县项目利益分享"}

    share: float = param(0.2, "share of the county's VAT", "assumption within 10 to 25 %", low=0, high=1)

    def edit(self, terms: Any, month: int) -> None:
        """Neighbours refer projects while it is in force, and get their share."""
        if self.in_force(month):
            terms.cross_county_share = max(terms.cross_county_share, self.share)
