"""Order classes: firms order trainees, pay part of the class and take them on, unless their orders have fallen."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class OrderClass(Policy):
    """Share the cost of classes that firms order (订单培训)."""

    name: ClassVar[str] = "order_class"
    label: ClassVar[dict[str, str]] = {"en": "Order classes", "zh": "订单式培训"}

    firm_share: float = param(0.5, "share of the cost", "assumption: county and firm share it", low=0, high=0.9)

    def edit(self, terms: Any, month: int) -> None:
        """The year's sum pays the county's share of seats that firms order."""
        terms.order_class_budget += self.pays_in(month)
        if self.in_force(month):
            terms.order_firm_share = self.firm_share
