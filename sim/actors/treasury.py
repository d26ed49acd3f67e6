"""The county treasury: general revenue, zone taxes, appropriations, and the rest of what a county does."""

import mesa

from sim.actors.grants import BUDGETS, GRANT_KINDS
from sim.books import (
    GENERAL_REVENUE,
    GENERAL_SERVICES,
    OUTSIDE_AT,
    PLATFORM_AT,
    PLATFORM_SUPPORT,
    TREASURY_AT,
)
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.numbers import numbers_of

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
        yearly = zone.scenario.public.general_revenue_wan_yuan_per_year * zone.money_scale
        zone.pay(OUTSIDE_AT, TREASURY_AT, GENERAL_REVENUE, round(yearly * 1_000_000 / 12))
        works = round(zone.scenario.zone.works_wan_yuan_per_year * zone.money_scale * 1_000_000 / 12)
        lack = 12 * works - zone.platform_agent.free_cash()
        zone.pay(TREASURY_AT, PLATFORM_AT, PLATFORM_SUPPORT, max(0, min(works, lack)))
        # After works money: grants for blocks and land are no free cash, and must not take its place.
        for budget, kind in zip(BUDGETS, GRANT_KINDS, strict=True):
            zone.pay(TREASURY_AT, PLATFORM_AT, kind, int(getattr(terms, budget)))

    def close_month(self):
        """Whatever is above the buffer and what budget lines hold is spent on general services."""
        zone = self.model
        yearly = zone.scenario.public.general_revenue_wan_yuan_per_year * zone.money_scale
        buffer = round(zone.numbers[0].public_cash_buffer_share * yearly * 1_000_000 / 12)
        spare = int(zone.treasury.balance) - buffer - zone.purse.set_aside()
        zone.pay(TREASURY_AT, OUTSIDE_AT, GENERAL_SERVICES, max(0, spare))
