"""Weights of the assessment: what the county counts is what officials spend their hours on."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class KpiWeights(Policy):
    """Set what counts in the yearly assessment; the money pays those who count."""

    name: ClassVar[str] = "kpi_weights"
    label: ClassVar[dict[str, str]] = {"en": "Weights of the assessment", "zh": "考核指标权重"}

    signed: float = param(0.2, "weight", "decision of the county", low=0, high=1)
    started: float = param(0.2, "weight", "decision of the county", low=0, high=1)
    jobs: float = param(0.2, "weight", "decision of the county", low=0, high=1)
    output: float = param(0.2, "weight", "decision of the county", low=0, high=1)
    land_use: float = param(0.2, "weight", "decision of the county", low=0, high=1)
    audit_share: float = param(0.0, "share of false reporting found", "assumption", low=0, high=1)

    def edit(self, terms: Any, month: int) -> None:
        """Weights and audit stand while in force; the weights are taken in proportion."""
        terms.services_budget += self.pays_in(month)
        if self.in_force(month):
            terms.kpi_signed, terms.kpi_started, terms.kpi_jobs = self.signed, self.started, self.jobs
            terms.kpi_output, terms.kpi_land_use = self.output, self.land_use
            terms.audit_share = self.audit_share
