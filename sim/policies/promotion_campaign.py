"""Promotion campaign: more people on the road bring more investors to the table, and more contracts at once."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class PromotionCampaign(Policy):
    """Send bureaus and teams out (招商分局); each wan yuan pays so many people and their travel."""

    name: ClassVar[str] = "promotion_campaign"
    label: ClassVar[dict[str, str]] = {"en": "Promotion campaign", "zh": "招商引资活动"}

    wan_yuan_per_person: float = param(
        10,
        "wan yuan/year a person",
        "assumption: pay and travel of a promoter",
        low=5,
        high=30,
        departs="not in the design: what a promoter costs",
    )

    def edit(self, terms: Any, month: int) -> None:
        """The year's sum pays promoters beside those of the start."""
        terms.promotion_budget += self.pays_in(month)
        if self.in_force(month):
            terms.promotion_staff += self.pay_wan_yuan_per_year / self.wan_yuan_per_person
