"""Private training: the county pays private schools for each certificate, and checks some of them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class PrivateTraining(Policy):
    """Subsidise certificates of private schools (民办培训); what is taught depends on checks and penalties."""

    name: ClassVar[str] = "private_training"
    label: ClassVar[dict[str, str]] = {"en": "Private training", "zh": "民办培训补贴"}

    subsidy_yuan_per_head: float = param(1000, "yuan a certificate", "data row H032", low=200, high=3000)
    check_share: float = param(0.3, "share of certificates", "assumption", low=0, high=1)
    penalty_yuan: float = param(
        5000,
        "yuan a failed certificate",
        "assumption",
        low=0,
        high=20_000,
        departs="not in the design: what a failed check costs a school",
    )

    def edit(self, terms: Any, month: int) -> None:
        """The year's sum pays for certificates as trainees finish."""
        terms.private_training_budget += self.pays_in(month)
        if self.in_force(month):
            terms.private_subsidy = round(100 * self.subsidy_yuan_per_head)
            terms.private_check = self.check_share
            terms.private_penalty = round(100 * self.penalty_yuan)
