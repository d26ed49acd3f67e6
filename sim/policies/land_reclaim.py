"""Land reclaim: overdue plots are taken back, and inspectors stop houses built for compensation."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class LandReclaim(Policy):
    """Enforce the rule that land without progress goes back (document S2: two years; S0, S3: clear idle land)."""

    name: ClassVar[str] = "land_reclaim"
    label: ClassVar[dict[str, str]] = {"en": "Reclaim of idle land", "zh": "闲置土地收回"}

    effort: float = param(0.15, "per month", "assumption: about six months from notice to the court", low=0, high=1)
    months: int = param(24, "months", "document S2: two years without progress", low=6, high=60)
    watch: float = param(0.5, "share", "assumption", low=0, high=1)

    def edit(self, terms: Any, month: int) -> None:
        """Effort replaces the usual one; lawyers and half of what stands there are paid by the platform."""
        if self.in_force(month):
            terms.reclaim_effort = max(terms.reclaim_effort, self.effort)
            terms.reclaim_months = min(terms.reclaim_months or self.months, self.months)
            terms.land_watch = max(terms.land_watch, self.watch)
