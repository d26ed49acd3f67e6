"""What every policy is: a budget, a time in force, and one short edit of the month's terms."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param

FEN_PER_WAN_YUAN = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One instrument with its numbers, dates and budget. It changes terms and never spends itself."""

    name: ClassVar[str]
    label: ClassVar[dict[str, str]]

    pay_wan_yuan_per_year: float = param(
        0.0,
        "wan yuan/year",
        "decision of the county",
        low=0,
        high=100_000,
        meaning="appropriated at the start of each year in force",
    )
    start_month: int = 1
    years: float = param(1, "years", "decision of the county", low=0, high=50, meaning="how long it is in force")

    def in_force(self, month: int) -> bool:
        """Whether the policy acts in this month (month 1 is the scenario's first)."""
        return self.start_month <= month < self.start_month + round(12 * self.years)

    def pays_in(self, month: int) -> int:
        """What is appropriated this month, in fen: the whole year's sum in the first month of each year."""
        due = self.in_force(month) and (month - self.start_month) % 12 == 0
        return round(self.pay_wan_yuan_per_year * FEN_PER_WAN_YUAN) if due else 0

    def edit(self, terms: Any, month: int) -> None:
        """Change this month's terms. Discounts multiply, places and money add, rules set."""
        raise NotImplementedError
