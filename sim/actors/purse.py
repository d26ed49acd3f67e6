"""Budget lines: what the county has set aside this year for each instrument, and what of it goes back."""

import mesa

from sim.books import BUS_COSTS, OUTSIDE_AT, POOL_AT, PROMOTION_COSTS, SERVICE_COSTS, TREASURY_AT
from sim.foundations.declare import column
from sim.foundations.rules import rule
from sim.foundations.tables import table

YEAR_MONTHS = 12
# The lines, one an instrument that is paid as its takers come. `TERMS` has a column `<line>_budget` for each.
LINES = (
    "public_training",
    "private_training",
    "training_base",
    "order_class",
    "branch_school",
    "bus",
    "services",
    "promotion",
    "discipline",
    "incentives",
    "bank_information",
    "job_fairs",
    "upgrades",
    "chain_services",
)
(
    PUBLIC_TRAINING,
    PRIVATE_TRAINING,
    TRAINING_BASE,
    ORDER_CLASS,
    BRANCH_SCHOOL,
    BUS,
    SERVICES,
    PROMOTION,
    DISCIPLINE,
    INCENTIVES_LINE,
    BANK_INFORMATION,
    JOB_FAIRS,
    UPGRADES,
    CHAIN_SERVICES,
) = range(len(LINES))

# Lines that pay people (promotion and buses: others outside) a twelfth of the year's money each month, and as what.
STAFFED = {
    SERVICES: SERVICE_COSTS,
    DISCIPLINE: SERVICE_COSTS,
    PROMOTION: PROMOTION_COSTS,
    BANK_INFORMATION: SERVICE_COSTS,
    JOB_FAIRS: SERVICE_COSTS,
    CHAIN_SERVICES: SERVICE_COSTS,
    BUS: BUS_COSTS,
}

BUDGET_LINE = table(
    "budget_line",
    left=column("i8", "fen", "of this year's appropriation, not yet spent"),
    opened=column("i8", "month", "of the appropriation"),
    spent_month=column("i8", "fen", "this month"),
    returned_month=column("i8", "fen", "given back this month"),
)


@rule
def spend(line, amount):
    """Take a sum from a budget line; the posting is the payer's.."""
    line.left -= amount
    line.spent_month += amount


class Purse(mesa.Agent):
    """Opens each line with its year's money and gives back after twelve months what found no taker."""

    def open_month(self, terms):
        """New money joins what other policies of the same line still have; last year's rest has gone back."""
        lines, offered = self.model.budget_lines, self.model.terms
        lines["spent_month"] = lines["returned_month"] = 0
        for at, name in enumerate(LINES):
            budget = int(offered[f"{name}_budget"][0])
            if budget > 0:
                lines["left"][at] += budget
                lines["opened"][at] = self.model.month
        for at, kind in STAFFED.items():
            if lines["left"][at] > 0:
                self._pay_staff(lines[at], kind)

    def _pay_staff(self, line, kind):
        """A twelfth of the year's money to people who work for it, as far as the treasury's cash goes."""
        zone = self.model
        months_left = max(1, YEAR_MONTHS - (zone.month - int(line.opened)))
        amount = min(int(line.left) // months_left, int(zone.treasury.balance))
        zone.pay(TREASURY_AT, POOL_AT if kind == SERVICE_COSTS else OUTSIDE_AT, kind, amount)
        line.left -= amount
        line.spent_month += amount

    def close_month(self):
        """After twelve months the unused rest of a line goes back to the general budget."""
        lines = self.model.budget_lines
        over = (lines["left"] > 0) & (self.model.month - lines["opened"] >= YEAR_MONTHS - 1)
        lines["returned_month"][over] += lines["left"][over]
        lines["left"][over] = 0

    def set_aside(self):
        """All that is appropriated and not yet spent, in fen."""
        return int(self.model.budget_lines["left"].sum())
