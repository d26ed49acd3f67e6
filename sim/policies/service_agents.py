"""Service agents: more hands in the offices, and agents who carry files so that fewer come back with errors."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class ServiceAgents(Policy):
    """Pay people who handle files; what they can do follows from the year's money."""

    name: ClassVar[str] = "service_agents"
    label: ClassVar[dict[str, str]] = {"en": "Service agents and staff", "zh": "全程代办与审批人员"}

    staff_per_office: int = param(1, "persons an office", "Lushan 2012: 1-2 people beside a deputy", low=0, high=3)
    agents: int = param(1, "1 where agents carry files", "document S2: 1 to 3 agents a project", low=0, high=1)
    full_wan_yuan_per_year: float = param(
        110,
        "wan yuan/year",
        "assumption: 18 offices with one person more and 4 agents at 5 wan yuan each",
        low=20,
        high=500,
        departs="not in the design: what people in offices cost",
    )

    def edit(self, terms: Any, month: int) -> None:
        """Staff and agents work while their pay lasts; half the money is half the added staff, rounded down."""
        terms.services_budget += self.pays_in(month)
        if self.in_force(month) and self.pay_wan_yuan_per_year > 0:
            paid = min(1.0, self.pay_wan_yuan_per_year / self.full_wan_yuan_per_year)
            terms.staff_added += int(paid * self.staff_per_office + 1e-9)
            terms.agents = max(terms.agents, self.agents if paid >= 0.2 else 0)
