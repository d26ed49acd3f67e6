"""Admission threshold: so much investment a mu, as announced or as checked."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import FEN_PER_WAN_YUAN, Policy


@dataclass(frozen=True, kw_only=True)
class AdmissionThreshold(Policy):
    """Admit projects on plots only from so much investment a mu (document S0: 进区项目要适当提高门槛)."""

    name: ClassVar[str] = "admission_threshold"
    label: ClassVar[dict[str, str]] = {"en": "Investment threshold", "zh": "投资强度准入门槛"}

    wan_yuan_per_mu: float = param(100, "wan yuan/mu", "assumption within 50 to 300 (section 3.6.3)", low=0, high=400)
    verified: int = param(
        1, "1 where real investment is checked, 0 where the announced counts", "assumption", low=0, high=1
    )

    def edit(self, terms: Any, month: int) -> None:
        """The higher threshold holds where two are in force."""
        if self.in_force(month):
            terms.land_threshold = max(terms.land_threshold, self.wan_yuan_per_mu * FEN_PER_WAN_YUAN)
            terms.land_threshold_verified = max(terms.land_threshold_verified, self.verified)
