"""The platform company: buys and services land, builds factories and works, collects rents, serves its debt."""

import mesa
import numpy as np

from sim.books import (
    FACTORY_GRANT,
    FACTORY_WORKS,
    INFRASTRUCTURE_WORKS,
    LAND_FEES,
    LAND_PRICE,
    PLATFORM_COSTS,
    PLATFORM_INTEREST,
    PLATFORM_SUPPORT,
    REQUISITION,
    SERVICING,
    pay,
)
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row
from sim.foundations.tables import table
from sim.places.factories import BY_DEVELOPER, BY_POLICY, developer_yield
from sim.places.infrastructure import SERVICES, WORKS_ROOM
from sim.places.land import APPROVAL_ROOM

M2_PER_MU = 666.67

PLATFORM_TABLE = table(
    "platform",
    debt=column("i8", "fen", "owed to the first branch"),
    factory_purse=column("i8", "fen", "granted for blocks and not yet committed"),
    purse_since=column("i8", "month", "of the last grant"),
    returned_month=column("i8", "fen", "of grants given back this month"),
    granted_month=column("i8", "fen", "received this month for blocks"),
)

numbers_of(
    "platform",
    debt_rate=number(0.075, "per year, nominal", "assumption within 7 to 8 %", low=0.06, high=0.09),
    staff_cost_month=number(
        100_000,
        "yuan/month",
        ASSUMPTION,
        low=50_000,
        high=300_000,
        departs="not in the design: it lists what the platform's own people cost without a sum",
    ),
    purse_months=number(
        24,
        "months",
        ASSUMPTION,
        low=12,
        high=36,
        departs="not in the design: unused money returns there; here building money waits so long for land",
    ),
)


class Platform(mesa.Agent):
    """The county's company for the zone. It spends what it has; what it lacks the treasury must give."""

    def open_month(self, terms):
        """Grants for blocks are kept apart; land, blocks and works are ordered as far as money goes."""
        row = self.model.platform_books[0]
        row.returned_month = 0
        row.granted_month = int(terms.factory_budget)
        if terms.factory_budget > 0:
            row.factory_purse += int(terms.factory_budget)
            row.purse_since = self.model.month
        self._serve_debt()
        self._finish_land()
        self._develop_land()
        self._build_blocks(int(terms.factory_storeys))
        self._let_developers_build()
        self._finish_blocks()
        self._order_infrastructure()

    def free_cash(self):
        """Cash that is not promised to builders, in fen."""
        zone = self.model
        ours = zone.blocks["owner"] != BY_DEVELOPER
        promised = int((zone.blocks["cost"] - zone.blocks["paid"])[ours].sum())
        return int(zone.platform.balance) - promised - int(zone.platform_books[0].factory_purse)

    def _serve_debt(self):
        zone, numbers = self.model, self.model.numbers[0]
        row = zone.platform_books[0]
        rate = numbers.platform_debt_rate - numbers.bank_inflation
        interest = round(rate / 12 * row.debt)
        ours = (zone.blocks["done"] == 1) & (zone.blocks["owner"] != BY_DEVELOPER)
        standing = int(zone.blocks["cost"][ours].sum())
        upkeep = round(numbers.factory_maintenance_share / 12 * standing)
        need = interest + upkeep + round(numbers.platform_staff_cost_month)
        lack = need - self.free_cash()
        pay(
            first_row(zone.ledger),
            zone.treasury,
            zone.platform,
            PLATFORM_SUPPORT,
            max(0, min(lack, int(zone.treasury.balance))),
        )
        pay(first_row(zone.ledger), zone.platform, zone.bank_holder(0), PLATFORM_INTEREST, interest)
        zone.banks[0].interest_year += interest
        pay(
            first_row(zone.ledger),
            zone.platform,
            zone.households,
            PLATFORM_COSTS,
            round(numbers.platform_staff_cost_month),
        )
        pay(first_row(zone.ledger), zone.platform, zone.outside, PLATFORM_COSTS, upkeep)

    def _finish_land(self):
        """Approval is through: land is serviced, the net part goes on offer, the rest becomes roads and green."""
        zone, land = self.model, self.model.land[0]
        gross = int(land.queue[0])
        land.queue[:-1] = land.queue[1:].copy()
        land.queue[-1] = 0
        if gross > 0:
            net = round(zone.numbers[0].land_net_share * gross)
            land.in_approval -= gross
            land.bank += net
            land.roads += gross - net

    def _develop_land(self):
        """Requisition and service land within the yearly quota, as far as it is wanted and can be paid."""
        zone, land, numbers = self.model, self.model.land[0], self.model.numbers[0]
        if zone.environment[0].calendar_month == 1:
            land.approved_year = 0
        wanted_net = (
            100 * numbers.land_bank_target_mu + land.asked - land.bank - numbers.land_net_share * land.in_approval
        )
        unit = numbers.land_acquisition_cost_mu + numbers.land_approval_cost_mu + numbers.land_servicing_cost_mu
        quota = round(100 * zone.scenario.zone.approved_mu_per_year) - int(land.approved_year)
        affordable = 100 * max(0, self.free_cash()) / unit
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
        zone, numbers = self.model, self.model.numbers[0]
        ledger, row, mu = first_row(zone.ledger), zone.platform, gross / 100
        pay(ledger, row, zone.households, REQUISITION, round(mu * numbers.land_acquisition_cost_mu))
        pay(ledger, row, zone.province, LAND_FEES, round(mu * numbers.land_approval_cost_mu))
        pay(ledger, row, zone.outside, SERVICING, round(mu * numbers.land_servicing_cost_mu))

    def cost_m2(self, storeys):
        """Building cost of a square metre, in fen (3.6.4)."""
        numbers = self.model.numbers[0]
        return numbers.factory_cost_m2 * (1.0 + numbers.factory_storey_slope * (storeys - 3))

    def land_cost_m2(self, storeys):
        """What the ground under a square metre of floor costs to develop, in fen."""
        numbers = self.model.numbers[0]
        unit = numbers.land_acquisition_cost_mu + numbers.land_approval_cost_mu + numbers.land_servicing_cost_mu
        return unit / numbers.land_net_share / (M2_PER_MU * numbers.factory_ground_cover * storeys)

    def _build_blocks(self, storeys):
        """Turn the grant into a block: as many square metres as money and the land bank allow."""
        zone, row, land = self.model, self.model.platform_books[0], self.model.land[0]
        if row.factory_purse <= 0:
            return
        per_m2 = self.cost_m2(storeys) + self.land_cost_m2(storeys)
        area = row.factory_purse / per_m2
        per_floor = zone.numbers[0].factory_ground_cover * M2_PER_MU / 100
        floor = int(min(area / storeys, land.bank * per_floor))
        if floor < 500 and area >= 500 * storeys:
            self._give_back()
            return
        if floor < 50:
            self._give_back()
            return
        self.add_block(storeys, floor, zone.month + int(zone.numbers[0].factory_lead_months), BY_POLICY)
        row.factory_purse = max(0, int(row.factory_purse) - round(floor * storeys * per_m2))

    def _give_back(self):
        """Money that finds no land for two years goes back to the treasury."""
        zone, row = self.model, self.model.platform_books[0]
        if row.factory_purse > 0 and zone.month - row.purse_since >= zone.numbers[0].platform_purse_months:
            pay(first_row(zone.ledger), zone.platform, zone.treasury, FACTORY_GRANT, int(row.factory_purse))
            row.returned_month = row.factory_purse
            row.factory_purse = 0

    def add_block(self, storeys, floor_m2, due, owner):
        """A block is begun: ground is taken from the land bank, the builder is paid month by month."""
        zone, land = self.model, self.model.land[0]
        at = next(i for i, b in enumerate(zone.blocks) if b.number == 0)
        block = zone.blocks[at]
        ground = int(floor_m2 / (zone.numbers[0].factory_ground_cover * M2_PER_MU) * 100) + 1
        # What is being built on the first day has its ground already; later blocks take it from the land bank.
        centi_mu = ground if zone.month == 0 else min(int(land.bank), ground)
        land.bank -= 0 if zone.month == 0 else centi_mu
        land.factories += centi_mu
        block.number, block.due, block.storeys, block.floor_m2 = at + 1, due, storeys, floor_m2
        block.centi_mu, block.owner = centi_mu, owner
        block.cost = round(self.cost_m2(storeys) * floor_m2 * storeys)
        plot = next(i for i, p in enumerate(zone.plots) if p.centi_mu == 0)
        zone.plots[plot].number, zone.plots[plot].block = plot + 1, at
        zone.plots[plot].centi_mu, zone.plots[plot].since = centi_mu, zone.month
        return block

    def _let_developers_build(self):
        """Developers buy ground and build where the rent to be expected pays, a few at a time (E34)."""
        zone, numbers = self.model, self.model.numbers[0]
        floor = int(numbers.factory_developer_floor_m2)
        ground = floor / (numbers.factory_ground_cover * M2_PER_MU)
        price = round(ground * numbers.land_price_mu)
        per_m2 = self.cost_m2(3) + price / (3 * floor)
        rate = numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation
        wanted = (
            developer_yield(first_row(zone.floor_market), per_m2, first_row(zone.numbers))
            > rate + numbers.factory_developer_margin
        )
        building = (zone.blocks["number"] > 0) & (zone.blocks["done"] == 0) & (zone.blocks["owner"] == BY_DEVELOPER)
        busy = np.count_nonzero(building) >= int(numbers.factory_developers)
        if wanted and not busy and zone.land[0].bank > 100 * ground + 1:
            pay(first_row(zone.ledger), zone.outside, zone.platform, LAND_PRICE, price)
            self.add_block(3, floor, zone.month + int(numbers.factory_lead_months), BY_DEVELOPER)

    def _finish_blocks(self):
        """Builders are paid in equal parts to the day of completion; then floors are on offer."""
        zone = self.model
        for at in np.flatnonzero((zone.blocks["number"] > 0) & (zone.blocks["done"] == 0)):
            block = zone.blocks[at]
            left = max(1, int(block.due - zone.month) + 1)
            part = round((block.cost - block.paid) / left)
            if block.owner != BY_DEVELOPER:
                part = min(part, int(zone.platform.balance))
                pay(first_row(zone.ledger), zone.platform, zone.outside, FACTORY_WORKS, part)
            block.paid += part
            if zone.month >= block.due and block.paid >= block.cost:
                block.done = 1
                block.free_m2[: block.storeys] = block.floor_m2
                zone.floor_market[0].built_m2 += block.floor_m2 * block.storeys
                zone.floor_market[0].free_m2 += block.floor_m2 * block.storeys

    def _order_infrastructure(self):
        """A service used beyond four fifths is enlarged by one step, if there is money."""
        zone, works, numbers = self.model, self.model.infrastructure[0], self.model.numbers[0]
        steps = (
            numbers.infrastructure_power_step_mw,
            numbers.infrastructure_sewage_step_t,
            numbers.infrastructure_road_step_workers,
        )
        costs = (
            numbers.infrastructure_power_step_cost,
            numbers.infrastructure_sewage_step_cost,
            numbers.infrastructure_road_step_cost,
        )
        leads = (
            numbers.infrastructure_power_lead_months,
            numbers.infrastructure_sewage_lead_months,
            numbers.infrastructure_road_lead_months,
        )
        for service in range(len(SERVICES)):
            works.capacity[service] += works.works[service][0]
            works.works[service, :-1] = works.works[service, 1:].copy()
            works.works[service, -1] = 0.0
            coming = works.works[service].sum()
            use = works.load[service] / (works.capacity[service] + coming)
            if use > numbers.infrastructure_order_use and self.free_cash() >= costs[service]:
                pay(first_row(zone.ledger), zone.platform, zone.outside, INFRASTRUCTURE_WORKS, round(costs[service]))
                works.works[service, min(WORKS_ROOM - 1, int(leads[service]))] += steps[service]
