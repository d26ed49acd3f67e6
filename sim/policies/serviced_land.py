"""Serviced land: the county pays for fields, approval and pipes beyond the yearly quota, so that plots are at hand."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class ServicedLand(Policy):
    """Buy and service tracts beside those that the platform develops from its own cash and within the quota.

    Villages are asked, paid and may refuse as for any land; approval and works take as long; fees and works cost the
    same a mu. Investors buy the plots at the listed price.
    """

    name: ClassVar[str] = "serviced_land"
    label: ClassVar[dict[str, str]] = {"en": "Serviced land", "zh": "增供熟地"}

    def edit(self, terms: Any, month: int) -> None:
        """This year's sum is granted to the platform for land; what buys no tract for two years goes back."""
        terms.land_budget += self.pays_in(month)
