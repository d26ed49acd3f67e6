"""Bridge fund: public money repays an old bank loan for the days until the new one that the bank promised is paid."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class BridgeFund(Policy):
    """Pay capital into a bridge fund (过桥资金) that lends only against a bank's written promise to renew."""

    name: ClassVar[str] = "bridge_fund"
    label: ClassVar[dict[str, str]] = {"en": "Bridge fund", "zh": "过桥(转贷)资金"}

    fee_share_per_day: float = param(0.0003, "per day", "Jinxiang 0.02 to 0.04 % a day", low=0.0, high=0.001)
    single_name_share: float = param(
        0.2,
        "share of its capital",
        "assumption",
        low=0.05,
        high=1,
        departs="not in the design: how much of the fund one bridge may take",
    )

    def edit(self, terms: Any, month: int) -> None:
        """Capital is paid in while in force; the rules stand from the first month for good."""
        terms.bridge_capital += self.pays_in(month)
        if month >= self.start_month and self.pay_wan_yuan_per_year > 0:
            terms.bridge_open = 1
            terms.bridge_fee_per_day = self.fee_share_per_day
            terms.bridge_single_share = self.single_name_share
