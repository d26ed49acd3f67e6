"""Anchor recruitment: people who look for large firms only, with what the county can offer them (定向招商)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class AnchorRecruitment(Policy):
    """Call on large firms (document S3: 选定龙头企业,进行定向招商): more of them hear of the zone."""

    name: ClassVar[str] = "anchor_recruitment"
    label: ClassVar[dict[str, str]] = {"en": "Anchor recruitment", "zh": "龙头企业定向招商"}

    strength: float = param(1.0, "times more at full pay", "assumption", low=0, high=2)
    full_wan_yuan_per_year: float = param(
        60,
        "wan yuan/year",
        "assumption: four people who travel",
        low=10,
        high=400,
        departs="not in the design: what calling on large firms costs",
    )

    def edit(self, terms: Any, month: int) -> None:
        """Half the pay is half the strength."""
        terms.promotion_budget += self.pays_in(month)
        if self.in_force(month):
            terms.anchor_push += self.strength * min(1.0, self.pay_wan_yuan_per_year / self.full_wan_yuan_per_year)
