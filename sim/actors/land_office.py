"""The land office: fields become serviced land, and some of it shops and homes (MODEL.md 3.3, 3.6.17, E42)."""

from sim.books import (
    COMMERCIAL_LAND,
    LAND_FEES,
    OUTSIDE_AT,
    PLATFORM_AT,
    POOL_AT,
    PROVINCE_AT,
    REQUISITION,
    SERVICING,
    TREASURY_AT,
)
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.numbers import numbers_of
from sim.places.land import APPROVAL_ROOM

numbers_of(
    "commercial",
    price_mu=number(450_000, "yuan/mu", ASSUMPTION, low=250_000, high=1_500_000),
    price_elasticity=number(0.6, "elasticity", "assumption (equation E42 of the design)", low=0.3, high=1.2),
    demand_mu_per_1000=number(
        0.6,
        "mu a year per 1,000 in town",
        "assumption: 0.02 plots of 30 mu (equation E42 of the design)",
        low=0.2,
        high=2.0,
    ),
    town_start=number(
        60_000,
        "persons",
        ASSUMPTION,
        low=30_000,
        high=120_000,
        departs="not in the design: people in town on the first day; they grow with jobs in zone and county",
    ),
    assessed_memory=number(0.3, "of the price before", "assumption (section 3.6.17 of the design)", low=0.0, high=0.6),
)


class LandOffice:
    """The platform's people for land: they requisition, service and sell as far as quota, money and demand go."""

    def __init__(self, zone, platform):
        self.zone, self.platform = zone, platform
        self.jobs_at_start = 0

    def finish_land(self):
        """Approval is through: land is serviced, the net part goes on offer, the rest becomes roads and green."""
        zone, land = self.zone, self.zone.land[0]
        gross = int(land.queue[0])
        land.queue[:-1] = land.queue[1:].copy()
        land.queue[-1] = 0
        if gross > 0:
            net = round(zone.numbers[0].land_net_share * gross)
            land.in_approval -= gross
            land.bank += net
            land.roads += gross - net

    def sell_commercial_land(self, terms):
        """Each January developers bid for what the growing town needs; the price enters the assessment (E42)."""
        zone, land, row, numbers = self.zone, self.zone.land[0], self.zone.platform_books[0], self.zone.numbers[0]
        if zone.environment[0].calendar_month != 1:
            return
        jobs = int(zone.firms["workers"].sum()) + int(zone.county_pool[0].workers)
        if self.jobs_at_start == 0:
            self.jobs_at_start = jobs
        people = numbers.commercial_town_start * jobs / max(1, self.jobs_at_start)
        demand = numbers.commercial_demand_mu_per_1000 * people / 1000.0
        cost = numbers.land_acquisition_cost_mu + numbers.land_approval_cost_mu
        affordable = max(0, self.platform.free_cash()) / cost
        mu = int(100 * min(terms.commercial_mu, demand, land.farmland / 100, affordable)) / 100
        if mu <= 0:
            return
        index = people / numbers.commercial_town_start
        price = numbers.commercial_price_mu * index**numbers.commercial_price_elasticity
        zone.pay(PLATFORM_AT, POOL_AT, REQUISITION, round(mu * numbers.land_acquisition_cost_mu))
        zone.pay(PLATFORM_AT, PROVINCE_AT, LAND_FEES, round(mu * numbers.land_approval_cost_mu))
        zone.pay(OUTSIDE_AT, PLATFORM_AT, COMMERCIAL_LAND, round(mu * price))
        zone.pay(PLATFORM_AT, TREASURY_AT, COMMERCIAL_LAND, round(terms.commercial_county_share * mu * price))
        land.farmland -= round(100 * mu)
        land.commercial += round(100 * mu)
        row.commercial_income += round(mu * price)
        keep = numbers.commercial_assessed_memory
        row.assessed_price = (1.0 - keep) * price + keep * row.last_price
        row.last_price = price

    def develop_land(self):
        """Requisition and service land within the yearly quota, as far as it is wanted and can be paid."""
        zone, land, numbers = self.zone, self.zone.land[0], self.zone.numbers[0]
        if zone.environment[0].calendar_month == 1:
            land.approved_year = 0
        wanted_net = (
            100 * numbers.land_bank_target_mu + land.asked - land.bank - numbers.land_net_share * land.in_approval
        )
        unit = numbers.land_acquisition_cost_mu + numbers.land_approval_cost_mu + numbers.land_servicing_cost_mu
        quota = round(100 * zone.scenario.zone.approved_mu_per_year) - int(land.approved_year)
        affordable = 100 * max(0, self.platform.free_cash()) / unit
        gross = int(max(0, min(wanted_net / numbers.land_net_share, quota, affordable, land.farmland)))
        if gross == 0:
            return
        self._pay_land(gross)
        land.farmland -= gross
        land.in_approval += gross
        land.approved_year += gross
        land.approved_total += gross
        land.queue[min(APPROVAL_ROOM - 1, int(numbers.land_approval_months))] += gross

    def _pay_land(self, gross):
        zone, numbers, mu = self.zone, self.zone.numbers[0], gross / 100
        zone.pay(PLATFORM_AT, POOL_AT, REQUISITION, round(mu * numbers.land_acquisition_cost_mu))
        zone.pay(PLATFORM_AT, PROVINCE_AT, LAND_FEES, round(mu * numbers.land_approval_cost_mu))
        self.platform.pay_works(SERVICING, round(mu * numbers.land_servicing_cost_mu))
