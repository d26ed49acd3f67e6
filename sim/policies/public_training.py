"""Public training: free courses with an allowance turn rural workers into operators whom firms can use at once."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class PublicTraining(Policy):
    """Buy seats in the public school; seats that find no trainee go back as money."""

    name: ClassVar[str] = "public_training"
    label: ClassVar[dict[str, str]] = {"en": "Public training", "zh": "公共技能培训"}

    course_months: int = param(2, "months", "assumption (section 3.6.9 of the design)", low=1, high=12)

    def edit(self, terms: Any, month: int) -> None:
        """This year's sum buys this year's seats."""
        terms.public_training_budget += self.pays_in(month)
        if self.in_force(month):
            terms.training_months = self.course_months
