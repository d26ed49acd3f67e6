"""Standard factories: the platform builds floors ahead of demand, so investors start without buying land."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class StandardFactories(Policy):
    """Build multi-storey blocks and let their floors by the square metre."""

    name: ClassVar[str] = "standard_factories"
    label: ClassVar[dict[str, str]] = {"en": "Standard factories", "zh": "标准化厂房"}

    storeys: int = param(3, "storeys", "three and more were asked for, data row B006", low=1, high=5)

    def edit(self, terms: Any, month: int) -> None:
        """This year's sum goes to the works queue as blocks of so many storeys."""
        terms.factory_budget += self.pays_in(month)
        terms.factory_storeys = self.storeys
