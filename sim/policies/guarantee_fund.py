"""Guarantee fund: public capital repays part of a bad loan, so banks lend to firms without collateral."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class GuaranteeFund(Policy):
    """Pay capital into a policy guarantee company; once founded it works on when the payments end."""

    name: ClassVar[str] = "guarantee_fund"
    label: ClassVar[dict[str, str]] = {"en": "Guarantee fund", "zh": "融资担保基金"}

    leverage_cap: float = param(
        5,
        "times net assets",
        "Interim Measures 2010: at most 10, 15 for small and farm loans",
        low=0,
        high=15,
        departs="design: 10, and 5 in the question on the three levers; here 5",
    )
    cover: float = param(0.8, "share of the loan", "KODIT 70-85 % (regulation)", low=0, high=1)
    fee_share_per_year: float = param(0.02, "per year", "0.5-3 % (regulation)", low=0, high=0.05)
    single_name_share: float = param(0.10, "share of net assets", "Interim Measures 2010", low=0, high=0.3)

    def edit(self, terms: Any, month: int) -> None:
        """Capital is paid in while in force; the rules stand from the first month for good."""
        terms.fund_capital += self.pays_in(month)
        if month >= self.start_month and self.pay_wan_yuan_per_year > 0:
            terms.fund_open = 1
            terms.fund_leverage_cap = self.leverage_cap
            terms.fund_cover = self.cover
            terms.fund_fee = self.fee_share_per_year
            terms.fund_single_share = self.single_name_share
