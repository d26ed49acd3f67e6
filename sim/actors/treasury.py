"""The county treasury: general revenue, zone taxes, appropriations, and the rest of what a county does."""

import mesa

from sim.books import FACTORY_GRANT, GENERAL_REVENUE, GENERAL_SERVICES, PLATFORM_SUPPORT, pay
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row

numbers_of(
    "public",
    discount_share_per_year=number(0.08, "per year, real", ASSUMPTION, low=0.03, high=0.12),
    price_month=number(
        12, "months from the start", "present values are at the first day after this month", low=0, high=120
    ),
    cash_buffer_share=number(
        0.25,
        "of monthly general revenue",
        ASSUMPTION,
        low=0.1,
        high=1.0,
        departs="not in the design: what the treasury keeps before it spends the rest on general services",
    ),
)


class Treasury(mesa.Agent):
    """The county's purse. What instruments take, general services lose; both are postings."""

    def open_month(self, terms):
        """Revenue comes in; appropriations go out, and works money while the platform holds less than a year of it."""
        zone = self.model
        ledger, row = first_row(zone.ledger), zone.treasury
        yearly = zone.scenario.public.general_revenue_wan_yuan_per_year * zone.money_scale
        pay(ledger, zone.outside, row, GENERAL_REVENUE, round(yearly * 1_000_000 / 12))
        works = round(zone.scenario.zone.works_wan_yuan_per_year * zone.money_scale * 1_000_000 / 12)
        lack = 12 * works - zone.platform_agent.free_cash()
        pay(ledger, row, zone.platform, PLATFORM_SUPPORT, max(0, min(works, lack)))
        # After works money: a grant for blocks is no free cash, and must not take its place.
        pay(ledger, row, zone.platform, FACTORY_GRANT, int(terms.factory_budget))

    def close_month(self):
        """Whatever is above the buffer and what budget lines hold is spent on general services."""
        zone = self.model
        yearly = zone.scenario.public.general_revenue_wan_yuan_per_year * zone.money_scale
        buffer = round(zone.numbers[0].public_cash_buffer_share * yearly * 1_000_000 / 12)
        spare = int(zone.treasury.balance) - buffer - zone.purse.set_aside()
        pay(first_row(zone.ledger), zone.treasury, zone.outside, GENERAL_SERVICES, max(0, spare))
