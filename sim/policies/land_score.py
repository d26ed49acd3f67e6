"""Land score: firms are ranked by what they make of a mu, and pay land tax by their class."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class LandScore(Policy):
    """Rank by investment, output, tax and energy, and tax by class (document S4: 对企业使用土地的绩效评估)."""

    name: ClassVar[str] = "land_score"
    label: ClassVar[dict[str, str]] = {"en": "Land score and tax classes", "zh": "亩均评价与差别化用地税"}

    spread: float = param(1.0, "times the declared classes", "assumption", low=0, high=3)

    def edit(self, terms: Any, month: int) -> None:
        """Classes are made each January in which it is in force."""
        if self.in_force(month):
            terms.land_scored = max(terms.land_scored, self.spread)
