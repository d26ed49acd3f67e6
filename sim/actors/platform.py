"""The platform company: buys and services land, builds factories and works, collects rents, serves its debt."""

import math

import mesa
import numpy as np

from sim.actors.debt import BANK_LOAN, BOND, BUILD_TRANSFER, DebtBook
from sim.actors.grants import FOR_BLOCKS, GRANT_KINDS, Grants
from sim.actors.land_office import LandOffice
from sim.books import (
    FACTORY_WORKS,
    INFRASTRUCTURE_WORKS,
    LAND_PRICE,
    OUTSIDE_AT,
    PLATFORM,
    PLATFORM_AT,
    PLATFORM_COSTS,
    PLATFORM_SUPPORT,
    POOL_AT,
    RENT,
    TREASURY_AT,
)
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row, plain_rows
from sim.foundations.tables import table
from sim.places.factories import BY_DEVELOPER, BY_POLICY, developer_yield
from sim.places.infrastructure import SERVICES, WORKS_ROOM
from sim.places.land import CENTI, IN_APPROVAL, TRACT_CELLS
from sim.places.parcels import occupy_ground

M2_PER_MU = 666.67

PLATFORM_TABLE = table(
    "platform",
    purse=column("i8", "fen", "granted for blocks and for land and not yet committed", (len(GRANT_KINDS),)),
    purse_since=column("i8", "month", "of the last grant of each", (len(GRANT_KINDS),)),
    returned_month=column("i8", "fen", "of each given back this month", (len(GRANT_KINDS),)),
    credit_purse=column("i8", "fen", "of works that builders will do on credit"),
    assessed_price=column("f8", "fen/mu", "at which land counts in the ceiling of debt"),
    last_price=column("f8", "fen/mu", "of the last sale of land"),
    rent_month=column("f8", "fen/month", "of rent received, over about a year"),
    unpaid=column("i8", "fen", "of interest and instalments that were due this month"),
    distress=column("i8", "months", "so far in which something due was not paid"),
    commercial_income=column("i8", "fen", "from commercial land so far"),
)

numbers_of(
    "platform",
    staff_cost_month=number(
        100_000,
        "yuan/month",
        ASSUMPTION,
        low=50_000,
        high=300_000,
        departs="not in the design: it lists what the platform's own people cost without a sum",
    ),
)


class Platform(mesa.Agent):
    """The county's company for the zone. It spends what it has; what it lacks the treasury must give."""

    def __init__(self, model):
        super().__init__(model)
        self.debt = DebtBook(model)
        self.grants = Grants(model)
        self.land_office = LandOffice(model, self)
        row = model.platform_books[0]
        row.assessed_price = row.last_price = model.numbers[0].commercial_price_mu

    def open_month(self, terms):
        """Grants are kept apart; debts are taken and served; then works, as far as money goes."""
        row = self.model.platform_books[0]
        self.grants.receive(terms)
        self._crews_work()
        self._borrow(terms)
        self._pay_its_way()
        self.land_office.price_land(terms)
        self.land_office.finish_land()
        self.land_office.villages.receive_instalments(self.free_cash())
        if terms.commercial_mu > 0:
            self.land_office.sell_commercial_land(terms)
        if row.unpaid == 0:
            self.land_office.develop_land(terms)
            self._build_blocks(int(terms.factory_storeys))
        self._let_developers_build()
        self._finish_blocks()
        self._order_infrastructure()
        self.model.land[0].cash = max(0, self.free_cash())

    def close_month(self):
        """Rents are noted for the ceiling of debt; a sale of industrial land is a price too."""
        zone, row = self.model, self.model.platform_books[0]
        rent = float(zone.ledger["flows"][0, RENT, PLATFORM])
        row.rent_month += (rent - row.rent_month) / 12.0

    def free_cash(self):
        """Cash that is not promised to builders, in fen."""
        zone = self.model
        blocks = zone.blocks.view(np.ndarray)
        ours = (blocks["number"] > 0) & (blocks["owner"] != BY_DEVELOPER)
        promised = int((blocks["cost"] - blocks["paid"])[ours].sum())
        return int(zone.platform.balance) - promised - self.grants.set_aside()

    def _borrow(self, terms):
        """What a policy of borrowing asks for, within the ceiling; works on credit fill a purse of their own."""
        if terms.borrow_bank > 0:
            self.debt.take(BANK_LOAN, int(terms.borrow_bank))
        if terms.borrow_bond > 0:
            self.debt.take(BOND, int(terms.borrow_bond))
        if terms.borrow_credit > 0:
            row = self.model.platform_books[0]
            row.credit_purse += self.debt.take(BUILD_TRANSFER, int(terms.borrow_credit))

    def _pay_its_way(self):
        """Debt service, upkeep and staff; what is lacking the treasury gives from what it has not set aside."""
        zone, numbers = self.model, self.model.numbers[0]
        row = zone.platform_books[0]
        blocks = zone.blocks[(zone.blocks["done"] == 1) & (zone.blocks["owner"] != BY_DEVELOPER)]
        upkeep = round(numbers.factory_maintenance_share / 12 * int(blocks["cost"].sum()))
        staff = round(numbers.platform_staff_cost_month)
        lack = self.debt.due() + upkeep + staff - self.free_cash()
        spare = max(0, int(zone.treasury.balance) - zone.purse.set_aside())
        zone.pay(TREASURY_AT, PLATFORM_AT, PLATFORM_SUPPORT, max(0, min(lack, spare)))
        zone.pay(PLATFORM_AT, POOL_AT, PLATFORM_COSTS, min(staff, int(zone.platform.balance)))
        row.unpaid = self.debt.serve()
        row.distress += 1 if row.unpaid > 0 else 0
        zone.pay(PLATFORM_AT, OUTSIDE_AT, PLATFORM_COSTS, min(upkeep, int(zone.platform.balance)))

    def pay_works(self, kind, amount):
        """Works on credit first, since the builder has agreed to wait; the rest in cash."""
        zone, row = self.model, self.model.platform_books[0]
        on_credit = min(int(row.credit_purse), amount)
        row.credit_purse -= on_credit
        zone.pay(PLATFORM_AT, OUTSIDE_AT, kind, amount - on_credit)

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
        zone, row = self.model, self.model.platform_books[0]
        if row.purse[FOR_BLOCKS] <= 0:
            return
        per_m2 = self.cost_m2(storeys) + self.land_cost_m2(storeys)
        area = row.purse[FOR_BLOCKS] / per_m2
        whole_floor = int(area / storeys)
        # Where no connected ground is left for all of it, a half or a quarter is built first.
        for floor in (whole_floor, whole_floor // 2, whole_floor // 4):
            if floor >= min(500, whole_floor) and floor >= 50:
                due = zone.month + int(zone.numbers[0].factory_lead_months)
                if self.add_block(storeys, floor, due, BY_POLICY) is not None:
                    row.purse[FOR_BLOCKS] -= min(row.purse[FOR_BLOCKS], round(floor * storeys * per_m2))
                    return
        self.grants.give_back(FOR_BLOCKS)

    def add_block(self, storeys, floor_m2, due, owner):
        """A block is begun on a connected piece of ground, its builder is paid month by month; None without ground."""
        zone = self.model
        at = next(i for i, b in enumerate(zone.blocks) if b.number == 0)
        block = zone.blocks[at]
        ground = math.ceil(floor_m2 / (zone.numbers[0].factory_ground_cover * M2_PER_MU))
        row = occupy_ground(*plain_rows(zone.land, zone.plots, zone.tracts, zone.cells), ground)
        if row < 0:
            return None
        zone.land[0].factories += CENTI * ground
        block.number, block.due, block.storeys, block.floor_m2 = at + 1, due, storeys, floor_m2
        block.centi_mu, block.owner = CENTI * ground, owner
        block.tract = int(np.flatnonzero(zone.cells["plot"] == row)[0]) // TRACT_CELLS
        block.cost = round(self.cost_m2(storeys) * floor_m2 * storeys)
        plot = zone.plots[row]
        plot.number, plot.block, plot.centi_mu, plot.since = row + 1, at, CENTI * ground, zone.month
        return block

    def _let_developers_build(self):
        """Developers buy ground and build where the rent to be expected pays, a few at a time (E34)."""
        zone, numbers = self.model, self.model.numbers[0]
        floor = int(numbers.factory_developer_floor_m2)
        ground = math.ceil(floor / (numbers.factory_ground_cover * M2_PER_MU))
        price = round(ground * zone.environment[0].land_price)
        per_m2 = self.cost_m2(3) + price / (3 * floor)
        rate = numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation
        wanted = (
            developer_yield(first_row(zone.floor_market), per_m2, first_row(zone.numbers))
            > rate + numbers.factory_developer_margin
        )
        building = (zone.blocks["number"] > 0) & (zone.blocks["done"] == 0) & (zone.blocks["owner"] == BY_DEVELOPER)
        busy = np.count_nonzero(building) >= int(numbers.factory_developers)
        due = zone.month + int(numbers.factory_lead_months)
        block = self.add_block(3, floor, due, BY_DEVELOPER) if wanted and not busy else None
        if block is not None:
            zone.pay(OUTSIDE_AT, PLATFORM_AT, LAND_PRICE, price)
            self.land_office.note_sale_to_developer(np.flatnonzero(zone.plots["block"] == block.number - 1)[0], price)

    def _finish_blocks(self):
        """Builders are paid in equal parts to the day of completion; then floors are on offer."""
        zone = self.model
        for at in np.flatnonzero((zone.blocks["number"] > 0) & (zone.blocks["done"] == 0)):
            block = zone.blocks[at]
            left = max(1, int(block.due - zone.month) + 1)
            part = round((block.cost - block.paid) / left)
            if block.owner != BY_DEVELOPER:
                part = min(part, int(zone.platform.balance))
                zone.pay(PLATFORM_AT, OUTSIDE_AT, FACTORY_WORKS, part)
            block.paid += part
            if zone.month >= block.due and block.paid >= block.cost:
                self.open_block(block)

    def open_block(self, block):
        """A block stands: all its floors are on offer."""
        market = self.model.floor_market[0]
        block.done = 1
        block.free_m2[: block.storeys] = block.floor_m2
        market.built_m2 += block.floor_m2 * block.storeys
        market.free_m2 += block.floor_m2 * block.storeys

    def _crews_work(self):
        """More jobs than crews stretch them all: then works move by less a month, and dates of completion slip (C9)."""
        zone, works, numbers = self.model, self.model.infrastructure[0], self.model.numbers[0]
        building = (zone.blocks["number"] > 0) & (zone.blocks["done"] == 0)
        serviced = zone.tracts["state"] == IN_APPROVAL
        jobs = np.count_nonzero(building) + np.count_nonzero(works.works.any(axis=1))
        jobs += np.count_nonzero(serviced) / numbers.infrastructure_tracts_a_crew
        works.crews_done += min(1.0, numbers.infrastructure_crews / max(1.0, jobs))
        if works.crews_done >= 1.0:
            works.crews_done -= 1.0
            works.works[:, 0] += works.works[:, 1]
            works.works[:, 1:-1] = works.works[:, 2:].copy()
            works.works[:, -1] = 0.0
        else:
            zone.blocks["due"][building] += 1
            zone.tracts["ready"][serviced] += 1

    def _order_infrastructure(self):
        """A service used beyond four fifths is enlarged by one step, if there is money."""
        zone, works, numbers = self.model, self.model.infrastructure[0], self.model.numbers[0]
        row = zone.platform_books[0]
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
            works.works[service, 0] = 0.0
            coming = works.works[service].sum()
            use = works.load[service] / (works.capacity[service] + coming)
            if (
                row.unpaid == 0
                and use > numbers.infrastructure_order_use
                and self.free_cash() + row.credit_purse >= costs[service]
            ):
                self.pay_works(INFRASTRUCTURE_WORKS, round(costs[service]))
                works.works[service, min(WORKS_ROOM - 1, int(leads[service]))] += steps[service]
