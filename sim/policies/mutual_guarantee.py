"""Mutual guarantee: county and firms pay in together, each firm may draw a multiple of its own stake (Zhecheng)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class MutualGuarantee(Policy):
    """Found a mutual with county money; firms join and leave as it is worth it to them; stakes carry losses first."""

    name: ClassVar[str] = "mutual_guarantee"
    label: ClassVar[dict[str, str]] = {"en": "Mutual guarantee", "zh": "互助担保(柘城模式)"}

    multiple: float = param(
        5, "times the stake", "assumption within 5 to 10 (section 3.6.11 of the design)", low=1, high=10
    )
    bridging: int = param(
        1, "1 where lines serve as bridges", "Zhecheng model (document S2): 贷款过桥资金", low=0, high=1
    )
    cover: float = param(0.8, "share of what stakes do not carry", "KODIT 70-85 % (regulation)", low=0, high=1)
    leverage_cap: float = param(10, "times net assets", "Interim Measures 2010", low=0, high=15)
    fee_share_per_year: float = param(0.01, "per year", "assumption within 0.5 to 3 %", low=0, high=0.05)
    single_name_share: float = param(0.15, "share of net assets", "Interim Measures 2010", low=0, high=0.3)

    def edit(self, terms: Any, month: int) -> None:
        """Capital is paid in while in force; the rules stand from the first month for good."""
        terms.mutual_capital += self.pays_in(month)
        if month >= self.start_month and self.pay_wan_yuan_per_year > 0:
            terms.mutual_open = 1
            terms.mutual_multiple = self.multiple
            terms.mutual_bridging = self.bridging
            terms.mutual_cover = self.cover
            terms.mutual_leverage_cap = self.leverage_cap
            terms.mutual_fee = self.fee_share_per_year
            terms.mutual_single_share = self.single_name_share
