"""Parallel approval: all offices work on a file at the same time instead of one after another."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class ParallelApproval(Policy):
    """Run joint review online (并联审批); the money pays for the platform and the clerks who run it."""

    name: ClassVar[str] = "parallel_approval"
    label: ClassVar[dict[str, str]] = {"en": "Parallel approval", "zh": "并联审批"}

    def edit(self, terms: Any, month: int) -> None:
        """While in force and paid for, files go to all offices at once."""
        terms.services_budget += self.pays_in(month)
        if self.in_force(month) and self.pay_wan_yuan_per_year > 0:
            terms.parallel = 1
