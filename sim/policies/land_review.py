"""Land review: what a project asks for beyond its need is cut, at the cost of time."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class LandReview(Policy):
    """Examine what projects ask for and cut it down (document S2: 认真审查和核减项目申请用地规模)."""

    name: ClassVar[str] = "land_review"
    label: ClassVar[dict[str, str]] = {"en": "Review of land asked for", "zh": "用地规模审查核减"}

    share: float = param(0.6, "share of the excess", "assumption", low=0, high=1)

    def edit(self, terms: Any, month: int) -> None:
        """What is signed while it is in force is reviewed."""
        if self.in_force(month):
            terms.land_review_share = max(terms.land_review_share, self.share)
