"""The listed price of industrial land: cheap to draw firms, dear to make them use it well."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class LandPrice(Policy):
    """List industrial land at a multiple of the usual price."""

    name: ClassVar[str] = "land_price"
    label: ClassVar[dict[str, str]] = {"en": "Land price", "zh": "工业地价"}

    factor: float = param(0.5, "times the usual price", "assumption", low=0.1, high=4)

    def edit(self, terms: Any, month: int) -> None:
        """The price holds for whoever buys while it is in force."""
        if self.in_force(month):
            terms.land_price_factor *= self.factor
