"""Incentives: the county promises investors part of land price and taxes back, and pays as far as its money goes."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class InvestmentIncentives(Policy):
    """Offer rebates to whoever signs (招商引资优惠办法).

    Generosity and money are two numbers: a county can promise more than it pays.
    """

    name: ClassVar[str] = "investment_incentives"
    label: ClassVar[dict[str, str]] = {"en": "Investment incentives", "zh": "招商引资优惠政策"}

    land_share: float = param(0.3, "share of the land price", "concession lever of the design, 0 to 1", low=0, high=1)
    tax_share: float = param(0.5, "share of the county's taxes for five years", "assumption", low=0, high=1)
    honour_order: int = param(
        1, "0 the largest first, 1 the oldest promise, 2 by lot", "section 3.6.15 of the design", low=0, high=2
    )
    offer_years: float = param(
        0,
        "years",
        "decision of the county: how long the offer stands; 0 for as long as it is paid for",
        low=0,
        high=50,
    )

    def edit(self, terms: Any, month: int) -> None:
        """The offer stands for its years; the money pays what has fallen due, in the stated order."""
        terms.incentives_budget += self.pays_in(month)
        offered = self.offer_years if self.offer_years > 0 else self.years
        if self.start_month <= month < self.start_month + round(12 * offered):
            terms.incentive_land_share = max(terms.incentive_land_share, self.land_share)
            terms.incentive_tax_share = max(terms.incentive_tax_share, self.tax_share)
        if month >= self.start_month:
            terms.honour_order = self.honour_order
