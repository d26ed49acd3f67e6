"""Guarantee pool: four firms vouch for each other, pay 4 % of each loan in, and county and bank share the rest."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class GuaranteePool(Policy):
    """Seed a pool (助保金) for firms that banks refuse; group, contributions and seed are charged in that order."""

    name: ClassVar[str] = "guarantee_pool"
    label: ClassVar[dict[str, str]] = {"en": "Guarantee pool", "zh": "助保金贷款"}

    contribution_share: float = param(
        0.04, "share of a loan", "Yuncheng and Heze pools 2011: 4 % of a loan", low=0.01, high=0.1
    )
    group_share: float = param(
        0.5,
        "share of a loss",
        "assumption: the group vouches before the pool pays",
        low=0,
        high=1,
        departs="design: the group first, without a share; here at most this share of the loss",
    )
    cover: float = param(0.5, "share of the rest", "county and bank 50:50 (Yuncheng and Heze 2011)", low=0, high=1)
    leverage_cap: float = param(10, "times net assets", "Yuncheng and Heze 2011: leverage 10", low=0, high=15)
    fee_share_per_year: float = param(0.01, "per year", "assumption within 0.5 to 3 %", low=0, high=0.05)
    single_name_share: float = param(0.10, "share of net assets", "Interim Measures 2010", low=0, high=0.3)

    def edit(self, terms: Any, month: int) -> None:
        """The seed is paid in while in force; the rules stand from the first month for good."""
        terms.pool_capital += self.pays_in(month)
        if month >= self.start_month and self.pay_wan_yuan_per_year > 0:
            terms.pool_open = 1
            terms.pool_contribution_share = self.contribution_share
            terms.pool_group_share = self.group_share
            terms.pool_cover = self.cover
            terms.pool_leverage_cap = self.leverage_cap
            terms.pool_fee = self.fee_share_per_year
            terms.pool_single_share = self.single_name_share
