"""Job fairs: searchers get to know more vacancies."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class JobFairs(Policy):
    """Hold fairs and keep a list of vacancies (招聘会); what searchers know follows from the money."""

    name: ClassVar[str] = "job_fairs"
    label: ClassVar[dict[str, str]] = {"en": "Job fairs", "zh": "招聘会与公共就业服务"}

    full_wan_yuan_per_year: float = param(
        80,
        "wan yuan/year",
        "assumption: weekly fairs and an office",
        low=20,
        high=300,
        departs="not in the design: what a full service costs",
    )

    def edit(self, terms: Any, month: int) -> None:
        """A full service doubles the four vacancies that a searcher knows."""
        terms.job_fairs_budget += self.pays_in(month)
        if self.in_force(month):
            terms.vacancies_known_added += 4.0 * min(1.0, self.pay_wan_yuan_per_year / self.full_wan_yuan_per_year)
