"""Branch school: a vocational school builds in the zone; its first technicians leave four years later."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class BranchSchool(Policy):
    """Build seats of a branch school (分校); two years to build, two years a course."""

    name: ClassVar[str] = "branch_school"
    label: ClassVar[dict[str, str]] = {"en": "Branch school", "zh": "职业学校分校"}

    def edit(self, terms: Any, month: int) -> None:
        """The year's sum is built into seats."""
        terms.branch_school_budget += self.pays_in(month)
