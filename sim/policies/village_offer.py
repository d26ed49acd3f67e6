"""Village offer: what villages are offered for their fields, and how it is paid."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class VillageOffer(Policy):
    """Offer more or less, part of it later, or a share of the land price (document S3: 土地入股、分期补偿)."""

    name: ClassVar[str] = "village_offer"
    label: ClassVar[dict[str, str]] = {"en": "Offer to villages", "zh": "征地补偿方式"}

    factor: float = param(1.0, "times the usual offer", "assumption", low=0.3, high=4)
    cash_share: float = param(0.5, "share paid at once", "assumption", low=0, high=1)
    instalment_years: int = param(3, "years for the rest", "document S3: staged compensation", low=0, high=10)
    land_share: float = param(0.0, "share of later land prices", "document S3: land as shares", low=0, high=0.8)

    def edit(self, terms: Any, month: int) -> None:
        """Holds for fields given up while it is in force; instalments and shares last."""
        if self.in_force(month):
            terms.offer_factor *= self.factor
            terms.offer_cash_share = self.cash_share
            terms.offer_years = max(terms.offer_years, self.instalment_years)
            terms.offer_land_share = max(terms.offer_land_share, self.land_share)
