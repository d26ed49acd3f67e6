"""The first day of a zone: its tables, its institutions' books, its places, its people."""

import math
from typing import Any

import mesa
import numpy as np

from sim.actors.administration import OFFICE, OFFICE_COUNT, open_administration
from sim.actors.bank import BANK, LOAN
from sim.actors.bridge import BRIDGE
from sim.actors.county import COUNTY
from sim.actors.debt import DEBT, STANDING_LOAN, TRANCHE_ROOM
from sim.actors.firm import LANDED
from sim.actors.fund import open_funds
from sim.actors.link import empty_links
from sim.actors.platform import PLATFORM_TABLE
from sim.actors.purse import BUDGET_LINE, LINES
from sim.actors.school import CHANNELS, SCHOOL
from sim.actors.worker import IN_COUNTY_JOB, PLACES
from sim.books import (
    BANK_COUNT,
    BANK_FIRST,
    COUNTY_AT,
    FUND_COUNT,
    HOLDER_SECTORS,
    OUTSIDE_AT,
    PLATFORM_AT,
    PLATFORM_LOANS,
    POOL_AT,
    PROVINCE_AT,
    TREASURY_AT,
    owe_between,
    pay_between,
)
from sim.foundations.money import HOLDER
from sim.foundations.rules import first_row, plain_rows
from sim.markets import goods, opening, skills, works
from sim.markets.bundles import Ground, Lending
from sim.places.factories import BLOCK, BY_PLATFORM, MARKET, empty_tenancies
from sim.places.housing import HOUSING
from sim.places.infrastructure import INFRASTRUCTURE
from sim.places.land import (
    CENTI,
    FIELDS,
    LAND,
    OPEN,
    SERVICED,
    TOWN,
    TRACT_CELLS,
    VILLAGE,
    empty_plots,
    lay_tracts,
)
from sim.places.outside import ENVIRONMENT
from sim.places.parcels import occupy_ground
from sim.scenario import Scenario

FEN_PER_WAN_YUAN = 1_000_000
MU_PER_KM2 = 1500


class FirstDay(mesa.Model):
    """A zone as it stands on its first day."""

    scenario: Scenario
    months: int
    money_scale: float
    numbers: np.recarray
    luck: np.recarray
    ledger: np.recarray
    sectors: np.recarray

    # Whom the institutions pay and ask.
    county = property(lambda self: self.holder(COUNTY_AT))
    households = property(lambda self: self.holder(POOL_AT))
    platform = property(lambda self: self.holder(PLATFORM_AT))
    treasury = property(lambda self: self.holder(TREASURY_AT))
    province = property(lambda self: self.holder(PROVINCE_AT))
    outside = property(lambda self: self.holder(OUTSIDE_AT))

    def bank_holder(self, at: int) -> Any:
        """The account of a branch."""
        return self.holder(BANK_FIRST + at)

    def tables(self) -> Lending:
        """All that a loan touches, as a round wants it."""
        rows = (self.environment, self.loans, self.banks, self.funds, self.bridge, self.holders)
        return Lending(*plain_rows(*rows, self.ledger, self.luck, self.numbers))

    def ground(self) -> Ground:
        """Land and floors, as a round wants them."""
        rows = (self.land, self.plots, self.blocks, self.tenancies, self.floor_market)
        return Ground(*plain_rows(*rows, self.tracts, self.cells))

    def holder(self, at: int) -> Any:
        """The account in this row of the table of holders."""
        return first_row(self.holders[at : at + 1].view(np.recarray))

    def pay(self, payer_at: int, payee_at: int, kind: int, amount: int) -> None:
        """One institution pays another: the rows of their accounts, the kind, whole fen."""
        if amount != 0:
            pay_between(*plain_rows(self.holders, self.ledger), payer_at, payee_at, kind, int(amount))

    def owe(self, debtor_at: int, creditor_at: int, what: int, amount: int) -> None:
        """One institution owes another so much more, or less where negative."""
        if amount != 0:
            owe_between(*plain_rows(self.holders, self.ledger), debtor_at, creditor_at, what, int(amount))

    def calendar_of(self, month: int) -> tuple[int, int]:
        """Year and month of the calendar; month 1 is the scenario's first."""
        year, first = (int(part) for part in self.scenario.start.split("-"))
        index = year * 12 + first - 1 + month - 1
        return index // 12, index % 12 + 1

    def _open_institutions(self) -> None:
        public, scale = self.scenario.public, FEN_PER_WAN_YUAN * self.money_scale
        self.holders = HOLDER.rows(len(HOLDER_SECTORS))
        self.holders["number"] = -1 - np.arange(len(HOLDER_SECTORS))
        self.holders["sector"] = HOLDER_SECTORS
        self.treasury.balance = round(public.treasury_cash_wan_yuan * scale)
        self.platform.balance = round(public.platform_cash_wan_yuan * scale)
        self.banks = BANK.rows(BANK_COUNT)
        self.opening_quota = np.full(BANK_COUNT, public.bank_quota_wan_yuan * scale / BANK_COUNT)
        self.banks["quota"] = self.opening_quota
        self.banks["belief"] = self.numbers["bank_belief_start"][0]
        self.platform_books = PLATFORM_TABLE.rows(1)
        self.debts = DEBT.rows(TRANCHE_ROOM)
        self.debts[0].kind, self.debts[0].principal = STANDING_LOAN, round(public.platform_debt_wan_yuan * scale)
        self.owe(PLATFORM_AT, BANK_FIRST, PLATFORM_LOANS, int(self.debts[0].principal))
        self.funds = open_funds(FUND_COUNT)
        self.bridge = BRIDGE.rows(1)
        self.administration = open_administration(self.numbers)
        self.offices = OFFICE.rows(OFFICE_COUNT)
        self.budget_lines = BUDGET_LINE.rows(len(LINES))
        self.school = SCHOOL.rows(len(CHANNELS))
        self.county_pool = COUNTY.rows(1)
        # Balances of all add up to nothing: reserves are what the banks hold against the deposits of the first day.
        self.bank_holder(0).balance = -int(self.holders["balance"].sum())

    def _open_places(self) -> None:
        zone, numbers = self.scenario.zone, first_row(self.numbers)
        self.environment = ENVIRONMENT.rows(1)
        here = first_row(self.environment)
        here.calendar_month, here.trend, here.road_factor, here.fill, here.match = 12, 1.0, 1.0, 0.9, 1.0
        here.demand_factor = here.credit_factor = 1.0
        here.coast_wage = numbers.outside_coast_wage
        here.wage = here.wage_at_start = here.county_wage = numbers.labour_base_wage
        here.skilled_quit = numbers.base_usual_quit
        here.attendance, here.bed_chance, here.bed_price = 1.0, 1.0, numbers.labour_dormitory_cost
        here.vacancies_known = numbers.labour_vacancies_known
        self.housing = HOUSING.rows(1)
        self.housing["rooms"] = numbers.housing_rooms_share * self.scenario.labour.reachable_workers
        here.beds = self.housing["rooms"][0]
        here.vacancies_year[:] = self.sectors["weight"]
        self.land = LAND.rows(1)
        tracts = math.ceil(zone.planned_km2 * MU_PER_KM2 / TRACT_CELLS)
        self.tracts, self.cells, self.uses = lay_tracts(tracts, zone.villages, numbers.land_net_share)
        land = first_row(self.land)
        land.columns_of_tracts = math.ceil(math.sqrt(tracts))
        land.total = land.farmland = CENTI * len(self.cells)
        self.villages = VILLAGE.rows(max(1, zone.villages))
        self.villages["unrest"] = zone.village_unrest
        here.land_price, here.land_value = numbers.land_price_mu, numbers.land_value_over_price * numbers.land_price_mu
        here.land_growth = numbers.outside_trend_share_per_year
        here.reclaim_months = round(numbers.land_reclaim_months)
        self.plots = empty_plots(4000)
        self.blocks = BLOCK.rows(200)
        self.tenancies = empty_tenancies(4000)
        self.floor_market = MARKET.rows(1)
        self.floor_market["rent"] = numbers.factory_rent_m2
        self.infrastructure = INFRASTRUCTURE.rows(1)
        self.infrastructure["capacity"] = 1.0

    def _open_people_and_firms(self) -> None:
        scenario, numbers, luck = self.scenario, self.numbers, self.luck
        stages = opening.stages_on_first_day(scenario.pipeline)
        known = scenario.firms.producing + len(stages)
        rate = scenario.pipeline.leads_per_month * numbers["leads_highest_rate"][0]
        self.firms = opening.investors(self.months, rate, known, self.sectors, numbers, luck)
        self.links = empty_links(4 * len(self.firms))
        self.loans = LOAN.rows(6 * len(self.firms) + 1000)
        firms, sectors = plain_rows(self.firms, self.sectors)
        opening.describe_all(firms, sectors, first_row(numbers), first_row(luck))
        opening.reference_values(firms, sectors, first_row(self.environment), first_row(numbers), first_row(luck))
        self._open_firms(stages)
        self.workers = opening.settle_people(scenario, self.firms, self.sectors, numbers, luck)
        self.environment["people"][0] = np.bincount(self.workers["place"], minlength=len(PLACES))
        self.county_pool["posts"] = scenario.labour.county_jobs
        self.county_pool["workers"] = (self.workers["place"] == IN_COUNTY_JOB).sum()
        self.county_pool["wage"] = numbers["labour_base_wage"]
        workers, firms = plain_rows(self.workers, self.firms)
        opening.match_on_first_day(workers, firms, sectors, first_row(self.environment), first_row(numbers))
        skills.count_effective_staff(workers, firms, sectors, first_row(numbers))
        goods.count_capacity(firms, sectors, first_row(self.environment), first_row(numbers))
        first_row(self.environment).capacity_at_start[:] = first_row(self.environment).capacity

    def _open_firms(self, stages: list[int]) -> None:
        numbers, luck, start = first_row(self.numbers), first_row(self.luck), self.scenario.firms
        environment = first_row(self.environment)
        firms, sectors = plain_rows(self.firms, self.sectors)
        self._service_tracts(round(self.scenario.zone.built_km2 * MU_PER_KM2))
        self._open_works()
        planned = float(self.firms["planned_workers"][: start.producing].sum())
        for at in range(start.producing):
            firm = firms[at]
            trade = sectors[firm.trade]
            opening.firm_at_work(
                firm, at, trade, start.workers / planned, 12 * start.oldest_years, environment, numbers, luck
            )
            if not self._rents_floor(at):
                self._hold_plot(at)
            opening.open_books_of_firm(firm, at, start.debt_share_of_equipment, trade, self.tables())
        first_stalled = start.producing + len(stages) - self.scenario.pipeline.stalled
        for at, stage in enumerate(stages, start=start.producing):
            firm = firms[at]
            opening.project_on_first_day(firm, stage, sectors[firm.trade], environment, numbers, luck)
            if stage == LANDED:
                self._hold_plot(at)
                firm.wealth = max(0, firm.wealth - round(firm.land_paid))
            if at >= first_stalled:
                opening.has_stalled(firm)
        self._fit_land()

    def _open_works(self) -> None:
        """Blocks that stand, and blocks under construction, each on its ground."""
        for work in self.scenario.works:
            for _ in range(work.units):
                floor = round(work.area_m2 / work.storeys)
                block = self.platform_agent.add_block(work.storeys, floor, work.due_month, BY_PLATFORM)
                while block is None:
                    self._service_tracts(TRACT_CELLS)
                    block = self.platform_agent.add_block(work.storeys, floor, work.due_month, BY_PLATFORM)
                block.paid = block.cost
                if work.due_month == 0:
                    self.platform_agent.open_block(block)

    def _rents_floor(self, at: int) -> bool:
        """Whether the firm in this row is a tenant: those who would be are, until so much of the floors is let."""
        market = self.floor_market[0]
        let = market.built_m2 - market.free_m2
        if let >= self.scenario.firms.floors_let_share * market.built_m2:
            return False
        firms, sectors, blocks, tenancies = plain_rows(self.firms, self.sectors, self.blocks, self.tenancies)
        places = (blocks, tenancies, first_row(self.floor_market))
        rows = (first_row(self.luck), first_row(self.numbers))
        return bool(opening.rent_floor(firms[at], at, sectors[firms[at].trade], *places, *rows))

    def _service_tracts(self, mu: int) -> None:
        """So much land, from the gate outwards, has been serviced before the first day."""
        fields = np.flatnonzero(self.tracts["state"] == FIELDS)
        if len(fields) == 0:
            raise ValueError("firms, blocks and serviced land of the first day need more than the planned zone")
        nearest = fields[np.argsort(self.tracts["steps"][fields], kind="stable")]
        office = self.platform_agent.land_office
        for at in nearest[: max(1, round(mu / TRACT_CELLS))]:
            office.begin(at)
            office.service(at)
        office.open_roads()

    def _hold_plot(self, at: int) -> None:
        """The firm in this row has its plot; where no connected piece is left, more was built than the file says."""
        firms, sectors, plots = plain_rows(self.firms, self.sectors, self.plots)
        need = opening.need_of_plot(firms[at], sectors[firms[at].trade])
        ground = plain_rows(self.land, self.plots, self.tracts, self.cells)
        row = occupy_ground(*ground, need)
        while row < 0:
            self._service_tracts(TRACT_CELLS)
            row = occupy_ground(*ground, need)
        opening.hold_plot(firms[at], at, row, need, first_row(self.land), plots, first_row(self.numbers))
        firms[at].tract = int(np.flatnonzero(self.cells["plot"] == row)[0]) // TRACT_CELLS

    def _fit_land(self) -> None:
        """What is serviced and neither held nor to stay on offer is town; where more is on offer, more was serviced."""
        land, wanted = self.land[0], round(self.scenario.zone.serviced_bank_mu)
        while land.bank < CENTI * wanted and (self.tracts["state"] == FIELDS).any():
            self._service_tracts(TRACT_CELLS)
        free, state = self.tracts["free"], self.cells["state"]
        office, waiting = self.platform_agent.land_office, round(self.scenario.zone.in_approval_mu / TRACT_CELLS)
        fields = np.flatnonzero(self.tracts["state"] == FIELDS)
        months = max(1, round(self.numbers["land_approval_months"][0]))
        for order, at in enumerate(fields[np.argsort(self.tracts["steps"][fields], kind="stable")][:waiting]):
            office.begin(at)
            self.tracts[at].ready = 1 + order * months // waiting
        # Leftovers become town first, then what lies in the west: what stays on offer lies together.
        for at in np.lexsort((self.tracts["column"], free)):
            surplus = land.bank // CENTI - wanted
            if surplus <= 0:
                return
            if self.tracts[at].state == SERVICED and free[at] > 0:
                own = state[at * TRACT_CELLS : (at + 1) * TRACT_CELLS]
                turned = np.flatnonzero(own == OPEN)[:surplus]
                own[turned] = TOWN
                free[at] -= len(turned)
                land.bank -= CENTI * len(turned)
                land.town += CENTI * len(turned)

    def _open_infrastructure(self) -> None:
        """What stands on the first day serves the firms of the first day with a margin."""
        self._measure_loads()
        numbers, served = self.numbers[0], self.infrastructure[0]
        least = (
            numbers.infrastructure_power_start_mw,
            numbers.infrastructure_sewage_start_t,
            numbers.infrastructure_road_start_workers,
        )
        served.capacity[:] = np.maximum(least, served.load / numbers.infrastructure_order_use)
        self._measure_loads()

    def _measure_loads(self) -> None:
        rows = plain_rows(self.firms, self.sectors, self.environment, self.infrastructure, self.numbers)
        works.measure_first_loads(*rows)
