"""What a government can do: one file an instrument, and this catalogue."""

from sim.policies.guarantee_fund import GuaranteeFund
from sim.policies.policy import Policy
from sim.policies.public_training import PublicTraining
from sim.policies.standard_factories import StandardFactories

POLICIES: dict[str, type[Policy]] = {each.name: each for each in (StandardFactories, GuaranteeFund, PublicTraining)}

__all__ = ["POLICIES", "Policy"]
