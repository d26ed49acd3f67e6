"""Training bases: the county carries a share of what it costs firms to train their own people."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class TrainingBase(Policy):
    """Name firms as training bases (培训基地) and pay a share of each trainee's cost."""

    name: ClassVar[str] = "training_base"
    label: ClassVar[dict[str, str]] = {"en": "Training bases in firms", "zh": "企业培训基地"}

    subsidy_share: float = param(0.5, "share of the cost", "section 3.6.9 of the design: 30 to 60 %", low=0, high=0.9)

    def edit(self, terms: Any, month: int) -> None:
        """The year's sum pays the county's share while it lasts."""
        terms.training_base_budget += self.pays_in(month)
        if self.in_force(month):
            terms.base_subsidy_share = self.subsidy_share
