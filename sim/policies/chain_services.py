"""Chain services: fairs, lists and visits through which makers and buyers in the zone find each other."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class ChainServices(Policy):
    """Bring makers and buyers of one chain together (documents S0, S2: 产销对接, 补链)."""

    name: ClassVar[str] = "chain_services"
    label: ClassVar[dict[str, str]] = {"en": "Chain services", "zh": "产业链对接服务"}

    strength: float = param(1.0, "times the usual chance more at full pay", "assumption", low=0, high=5)
    full_wan_yuan_per_year: float = param(
        50,
        "wan yuan/year",
        "assumption: five people and four fairs",
        low=10,
        high=300,
        departs="not in the design: what bringing makers and buyers together costs",
    )

    def edit(self, terms: Any, month: int) -> None:
        """Half the pay is half the strength."""
        terms.chain_services_budget += self.pays_in(month)
        if self.in_force(month):
            paid = min(1.0, self.pay_wan_yuan_per_year / self.full_wan_yuan_per_year)
            terms.chain_services += paid * self.strength
