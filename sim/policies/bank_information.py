"""Bank information: fairs and a shared register tell banks more about firms, so they err less about risk."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class BankInformation(Policy):
    """Hold bank-firm fairs and keep a credit register; how far that goes depends on what is paid for it."""

    name: ClassVar[str] = "bank_information"
    label: ClassVar[dict[str, str]] = {"en": "Bank-firm fairs and credit register", "zh": "银企对接与信用信息"}

    full_wan_yuan_per_year: float = param(
        100,
        "wan yuan/year",
        "assumption: monthly fairs and a register of five clerks",
        low=20,
        high=500,
        departs="not in the design: what full information costs",
    )

    def edit(self, terms: Any, month: int) -> None:
        """The year's sum buys staff and fairs; information is as complete as the money for it."""
        terms.bank_information_budget += self.pays_in(month)
        if self.in_force(month):
            terms.bank_information = min(1.0, self.pay_wan_yuan_per_year / self.full_wan_yuan_per_year)
