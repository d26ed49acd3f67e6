"""Plaques: the largest firms are put under protection, and officials visit the others instead."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class ProtectionPlaques(Policy):
    """Hang plaques (重点企业挂牌保护) at so many firms; the money pays those who look after them."""

    name: ClassVar[str] = "protection_plaques"
    label: ClassVar[dict[str, str]] = {"en": "Protection plaques", "zh": "重点企业挂牌保护"}

    firms: int = param(10, "firms", "assumption: the key firms of a county report", low=0, high=100)

    def edit(self, terms: Any, month: int) -> None:
        """The largest firms by staff are left alone while in force."""
        terms.services_budget += self.pays_in(month)
        if self.in_force(month):
            terms.protected_firms += self.firms
