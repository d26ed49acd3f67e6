"""Commercial land: the county sells land for shops and homes to developers and lives on the price."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class CommercialLand(Policy):
    """Offer so many mu a year; developers buy what the town's growth needs (土地财政)."""

    name: ClassVar[str] = "commercial_land"
    label: ClassVar[dict[str, str]] = {"en": "Commercial land", "zh": "商业用地出让"}

    mu_per_year: float = param(50, "mu/year", "assumption: land along the trunk road (document S0)", low=0, high=1000)
    county_share: float = param(0.5, "share of the price", "assumption", low=0, high=1)

    def edit(self, terms: Any, month: int) -> None:
        """Land is on offer while in force."""
        if self.in_force(month):
            terms.commercial_mu += self.mu_per_year
            terms.commercial_county_share = self.county_share
