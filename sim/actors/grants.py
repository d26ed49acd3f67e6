"""Grants: money that the county gives the platform for blocks or for land, kept apart until spent or given back."""

from sim.books import FACTORY_GRANT, LAND_GRANT, PLATFORM_AT, TREASURY_AT
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.numbers import numbers_of

# What grants are for: the places of the purses in the platform's books, the terms that fill them, their postings.
FOR_BLOCKS, FOR_LAND = range(2)
BUDGETS = ("factory_budget", "land_budget")
GRANT_KINDS = (FACTORY_GRANT, LAND_GRANT)

numbers_of(
    "platform",
    purse_months=number(
        24,
        "months",
        ASSUMPTION,
        low=12,
        high=36,
        departs="not in the design: unused money returns there; here money for blocks or land waits so long for ground",
    ),
)


class Grants:
    """The purses of the platform that are no free cash of it."""

    def __init__(self, zone):
        self.zone = zone

    def receive(self, terms):
        """This month's grants, which the treasury has paid, join what is left of earlier ones."""
        row = self.zone.platform_books[0]
        row.returned_month[:] = 0
        self.zone.land[0].grant_income = 0
        for purpose, budget in enumerate(BUDGETS):
            granted = int(getattr(terms, budget))
            if granted > 0:
                row.purse[purpose] += granted
                row.purse_since[purpose] = self.zone.month

    def set_aside(self):
        """All that is granted and not yet committed, in fen."""
        return int(self.zone.platform_books[0].purse.sum())

    def give_back(self, purpose):
        """What has found no ground for two years since the last grant goes back to the treasury."""
        zone, row = self.zone, self.zone.platform_books[0]
        left = int(row.purse[purpose])
        if left > 0 and zone.month - row.purse_since[purpose] >= zone.numbers[0].platform_purse_months:
            zone.pay(PLATFORM_AT, TREASURY_AT, GRANT_KINDS[purpose], left)
            row.returned_month[purpose] = left
            row.purse[purpose] = 0
