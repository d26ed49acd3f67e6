"""The land office: fields become serviced land, some of it shops and homes; what land costs (MODEL.md 3.3, 3.6.17)."""

import numpy as np

from sim.actors.grants import FOR_LAND
from sim.actors.villages import Villages
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
from sim.foundations.mathematics import log, power
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import plain_rows
from sim.places.land import (
    CENTI,
    CUT_OFF,
    FIELD,
    FIELDS,
    IN_APPROVAL,
    OPEN,
    SHOPS,
    TRACT_CELLS,
    UNDER_WAY,
    granted_net_mu,
)
from sim.places.parcels import granted_part, open_reached_roads

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
numbers_of(
    "land_value",
    over_price=number(
        1.0,
        "times the listed price",
        ASSUMPTION,
        low=0.6,
        high=2.5,
        departs="not in the design: what a mu of industrial land is worth among firms on the first day",
    ),
    memory=number(
        0.03,
        "per month",
        ASSUMPTION,
        low=0.01,
        high=0.1,
        departs="not in the design: how fast owners' expectation of growth follows what they see",
    ),
)


class LandOffice:
    """The platform's people for land: they ask villages, service and sell as far as quota, money and demand go."""

    def __init__(self, zone, platform):
        self.zone, self.platform = zone, platform
        self.villages = Villages(zone)
        self.jobs_at_start = 0

    def price_land(self, terms):
        """What land is worth among firms, and how fast owners expect that to grow."""
        here, numbers = self.zone.environment[0], self.zone.numbers[0]
        people = self.town_people() / numbers.commercial_town_start
        value = numbers.land_value_over_price * numbers.land_price_mu * here.trend
        value *= power(people, numbers.commercial_price_elasticity) * terms.land_market_factor
        if here.land_value > 0.0:
            growth = 12.0 * log(value / here.land_value)
            here.land_growth += numbers.land_value_memory * (growth - here.land_growth)
        here.land_value = value

    def finish_land(self):
        """Approval is through: land is serviced; where a road leads to it from the gate it is on offer."""
        zone, land = self.zone, self.zone.land[0]
        ready = np.flatnonzero((zone.tracts["state"] == IN_APPROVAL) & (zone.tracts["ready"] <= zone.month))
        for at in ready:
            self.service(at)
        if len(ready):
            self.open_roads()
        if zone.environment[0].calendar_month == 1:
            # Tracts are whole: what went beyond last year's quota counts against this year's.
            quota = round(CENTI * zone.scenario.zone.approved_mu_per_year)
            land.approved_year = max(0, int(land.approved_year) - quota)

    def service(self, at):
        """The cells of a tract become road, green and open ground; they stay cut off until a road reaches them."""
        zone, land, tract = self.zone, self.zone.land[0], self.zone.tracts[at]
        own = zone.cells["state"][at * TRACT_CELLS : (at + 1) * TRACT_CELLS]
        due = own == UNDER_WAY
        own[due] = zone.uses[due]
        opened = int(np.count_nonzero(due & (zone.uses == OPEN)))
        land.in_approval -= CENTI * int(np.count_nonzero(due))
        land.roads += CENTI * (int(np.count_nonzero(due)) - opened)
        land.cut_off += CENTI * opened
        tract.free, tract.state = opened, CUT_OFF

    def open_roads(self):
        """Tracts that a built road now joins to the gate go on offer."""
        zone = self.zone
        gate = int(zone.land[0].columns_of_tracts) // 2
        open_reached_roads(*plain_rows(zone.land, zone.tracts, zone.cells), gate, CUT_OFF)

    def begin(self, at):
        """The fields of a tract go into approval."""
        zone, land = self.zone, self.zone.land[0]
        own = zone.cells["state"][at * TRACT_CELLS : (at + 1) * TRACT_CELLS]
        fields = own == FIELD
        count = int(np.count_nonzero(fields))
        own[fields] = UNDER_WAY
        land.farmland -= CENTI * count
        land.in_approval += CENTI * count
        zone.tracts[at].state = IN_APPROVAL
        return count

    def develop_land(self, terms):
        """Ask villages for the tracts that are wanted, within the yearly quota and as far as they can be paid.

        Land that the county's grants pay for comes on top: it counts neither against the quota nor as stock on offer.
        """
        zone, land, numbers = self.zone, self.zone.land[0], self.zone.numbers[0]
        wanted = CENTI * numbers.land_bank_target_mu + land.asked - land.bank - land.cut_off
        wanted -= numbers.land_net_share * land.in_approval
        wanted += CENTI * self.granted_net_mu().sum()
        quota = zone.scenario.zone.approved_mu_per_year - land.approved_year / CENTI
        quarter = zone.environment[0].calendar_month % 3 == 1
        purse = zone.platform_books[0].purse
        if quarter or (wanted > 0 and quota > 0) or purse[FOR_LAND] > 0:
            frontier = self.villages.frontier()
            self._ask_villages(frontier, float(wanted), float(quota), terms)
            self._spend_grant(frontier, terms)
            if quarter:
                left = [at for at in frontier if zone.tracts[at].state == FIELDS]
                self.villages.build_for_compensation(left, terms.land_watch)
        self.platform.grants.give_back(FOR_LAND)

    def _ask_villages(self, frontier, wanted, quota, terms):
        """Villages give up the tracts that the platform wants and can pay."""
        land, numbers = self.zone.land[0], self.zone.numbers[0]
        chances = self.villages.chances(terms)
        # Twice the tracts that are wanted are asked for, since not every village says yes this month.
        for at in frontier[: 2 * int(np.ceil(max(0.0, wanted) / CENTI / numbers.land_net_share / TRACT_CELLS))]:
            if wanted <= 0 or quota <= 0:
                break
            if not self.villages.consents(at, chances):
                continue
            fields = self.villages.field_cells(at)
            works = fields * (numbers.land_approval_cost_mu + numbers.land_servicing_cost_mu)
            if self.villages.cash_due(at, terms) + works > self.platform.free_cash():
                break
            self._develop(at, terms)
            self.platform.pay_works(SERVICING, round(fields * numbers.land_servicing_cost_mu))
            land.approved_year += CENTI * fields
            quota -= fields
            wanted -= numbers.land_net_share * CENTI * fields

    def _develop(self, at, terms):
        """The village of this tract is paid and gives it up; its papers and works are on their way."""
        zone, numbers, fields = self.zone, self.zone.numbers[0], self.villages.field_cells(at)
        self.villages.give_up(at, terms)
        zone.pay(PLATFORM_AT, PROVINCE_AT, LAND_FEES, round(fields * numbers.land_approval_cost_mu))
        self.begin(at)
        zone.tracts[at].ready = zone.month + round(numbers.land_approval_months)
        zone.land[0].approved_total += CENTI * fields

    def _spend_grant(self, frontier, terms):
        """The county's grant buys further tracts as far as it goes; it pays the whole offer, later parts included."""
        zone, numbers, purse = self.zone, self.zone.numbers[0], self.zone.platform_books[0].purse
        if purse[FOR_LAND] <= 0:
            return
        works_mu = numbers.land_approval_cost_mu + numbers.land_servicing_cost_mu
        tract_cost = TRACT_CELLS * (terms.offer_factor * numbers.land_acquisition_cost_mu + works_mu)
        chances = self.villages.chances(terms)
        left = [at for at in frontier if zone.tracts[at].state == FIELDS]
        # As for the platform's own land, twice the tracts are asked for; who said no this month says no again.
        for at in left[: 2 * int(np.ceil(purse[FOR_LAND] / max(1.0, tract_cost)))]:
            fields = self.villages.field_cells(at)
            whole = self.villages.whole_offer(at, terms) + round(fields * works_mu)
            if whole > purse[FOR_LAND] or not self.villages.consents(at, chances):
                continue
            self._develop(at, terms)
            zone.pay(PLATFORM_AT, OUTSIDE_AT, SERVICING, round(fields * numbers.land_servicing_cost_mu))
            zone.tracts[at].granted = 1
            purse[FOR_LAND] -= whole

    def granted_net_mu(self):
        """By tract, net mu that the county's grants paid for and nobody holds."""
        zone = self.zone
        return granted_net_mu(zone.tracts, zone.cells, float(zone.numbers[0].land_net_share))

    def note_sale_to_developer(self, row, price):
        """What a developer pays for the ground in this row, as far as it lies on land that a grant paid for."""
        tracts, cells = plain_rows(self.zone.tracts, self.zone.cells)
        self.zone.land[0].grant_income += round(granted_part(tracts, cells, row) * price)

    def town_people(self):
        """People in town: they grow with jobs in zone and county."""
        zone = self.zone
        jobs = int(zone.firms["workers"].sum()) + int(zone.county_pool[0].workers)
        if self.jobs_at_start == 0:
            self.jobs_at_start = max(1, jobs)
        return zone.numbers[0].commercial_town_start * max(1, jobs) / self.jobs_at_start

    def sell_commercial_land(self, terms):
        """Each January developers bid for what the growing town needs; the price enters the assessment (E42)."""
        zone, land, row, numbers = self.zone, self.zone.land[0], self.zone.platform_books[0], self.zone.numbers[0]
        if zone.environment[0].calendar_month != 1:
            return
        people = self.town_people()
        demand = numbers.commercial_demand_mu_per_1000 * people / 1000.0 * terms.land_market_factor
        cost = numbers.land_acquisition_cost_mu + numbers.land_approval_cost_mu
        affordable = max(0, self.platform.free_cash()) / cost
        mu = self._take_fields(int(min(terms.commercial_mu, demand, affordable)))
        if mu <= 0:
            return
        index = people / numbers.commercial_town_start
        price = numbers.commercial_price_mu * power(index, numbers.commercial_price_elasticity)
        price *= terms.land_market_factor
        zone.pay(PLATFORM_AT, POOL_AT, REQUISITION, round(mu * numbers.land_acquisition_cost_mu))
        zone.pay(PLATFORM_AT, PROVINCE_AT, LAND_FEES, round(mu * numbers.land_approval_cost_mu))
        zone.pay(OUTSIDE_AT, PLATFORM_AT, COMMERCIAL_LAND, round(mu * price))
        zone.pay(PLATFORM_AT, TREASURY_AT, COMMERCIAL_LAND, round(terms.commercial_county_share * mu * price))
        land.farmland -= CENTI * mu
        land.commercial += CENTI * mu
        row.commercial_income += round(mu * price)
        keep = numbers.commercial_assessed_memory
        row.assessed_price = (1.0 - keep) * price + keep * row.last_price
        row.last_price = price

    def _take_fields(self, mu):
        """So many cells of fields along the trunk road in the south become shops and homes, no house among them."""
        zone = self.zone
        left = mu
        for at in np.flatnonzero(zone.tracts["state"] == FIELDS):
            own = zone.cells["state"][at * TRACT_CELLS : (at + 1) * TRACT_CELLS]
            free = np.flatnonzero((own == FIELD) & (zone.uses == OPEN))[zone.tracts[at].encroached :]
            taken = free[: max(0, left)]
            own[taken] = SHOPS
            left -= len(taken)
        return mu - left
