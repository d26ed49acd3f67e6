"""Upgrade support: a part of the price of newer machines, and rewards for marks that firms earn."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import FEN_PER_WAN_YUAN, Policy


@dataclass(frozen=True, kw_only=True)
class UpgradeSupport(Policy):
    """Help firms renew machines, pay interest and earn marks (documents S0, S2: 技改奖励, 贴息, 名牌奖励)."""

    name: ClassVar[str] = "upgrade_support"
    label: ClassVar[dict[str, str]] = {"en": "Upgrade and brand support", "zh": "技改与品牌奖励"}

    share: float = param(0.15, "share of the price", "assumption", low=0, high=0.6)
    county_mark_wan_yuan: float = param(2, "wan yuan", "assumption; four times as much a step above", low=0, high=50)
    interest_share: float = param(0.0, "share of interest", "document S2: 贷款贴息; an assumption", low=0, high=1)
    listing_help: float = param(0.0, "times", "document S2: 上市绿色通道; strength is an assumption", low=0, high=5)

    def edit(self, terms: Any, month: int) -> None:
        """The line is filled once a year; shares and rewards hold while in force."""
        terms.upgrades_budget += self.pays_in(month)
        if self.in_force(month) and self.pay_wan_yuan_per_year > 0:
            terms.upgrade_subsidy_share = max(terms.upgrade_subsidy_share, self.share)
            terms.brand_reward = max(terms.brand_reward, self.county_mark_wan_yuan * FEN_PER_WAN_YUAN)
            terms.interest_subsidy_share = max(terms.interest_subsidy_share, self.interest_share)
            terms.listing_help = max(terms.listing_help, self.listing_help)
