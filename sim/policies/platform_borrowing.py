"""Platform borrowing: the county's company builds now with borrowed money and pays it back later."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class PlatformBorrowing(Policy):
    """Borrow so much a year within the ceiling of debt: from banks, by bonds, or from builders who wait (BT).

    The sum is debt of the platform, no appropriation: outlay and net public cost do not see it, the fiscal balance
    sees its service and what is still owed at the end.
    """

    name: ClassVar[str] = "platform_borrowing"
    label: ClassVar[dict[str, str]] = {"en": "Platform borrowing", "zh": "平台公司融资"}

    bank_share: float = param(0.4, "share of the sum", "decision of the county", low=0, high=1)
    bond_share: float = param(0.4, "share of the sum", "decision of the county", low=0, high=1)
    borrow_wan_yuan_per_year: float = param(
        3000, "wan yuan/year", "Lushan 2012: 300 M yuan to be raised, 100 M by BT in a quarter", low=0, high=100_000
    )

    def edit(self, terms: Any, month: int) -> None:
        """At the start of each year in force; what is neither loan nor bond is built on credit."""
        if self.in_force(month) and (month - self.start_month) % 12 == 0:
            total = self.borrow_wan_yuan_per_year * 1_000_000
            terms.borrow_bank += round(total * self.bank_share)
            terms.borrow_bond += round(total * self.bond_share)
            terms.borrow_credit += round(total * max(0.0, 1.0 - self.bank_share - self.bond_share))
