"""The zone and its month. START HERE: `step` names, in order, who meets whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import mesa
import numpy as np

import sim.markets.payroll as payroll
from sim.actors.bank import BANK, LOAN, Bank
from sim.actors.county import COUNTY
from sim.actors.firm import PRODUCING, sector_table
from sim.actors.fund import FUND_TABLE, GuaranteeFund
from sim.actors.platform import PLATFORM_TABLE, Platform
from sim.actors.school import School
from sim.actors.treasury import Treasury
from sim.actors.worker import IN_COUNTY_JOB
from sim.books import BANKS, FIRMS, FUND, HOUSEHOLDS, OUTSIDE, PLATFORM, PLATFORM_LOANS, PROVINCE, TREASURY, owe
from sim.foundations.luck import new_luck, open_month, sample_of_month
from sim.foundations.money import HOLDER, LEDGER
from sim.foundations.numbers import numbers_table
from sim.foundations.rules import first_row, plain_rows
from sim.markets import (
    bills,
    credit,
    decisions,
    distress,
    goods,
    labour,
    opening,
    pipeline,
    promotion,
    skills,
    training,
    works,
)
from sim.places.factories import BLOCK, BY_PLATFORM, MARKET, empty_tenancies, revise_rent
from sim.places.infrastructure import INFRASTRUCTURE
from sim.places.land import LAND, empty_plots
from sim.places.outside import ENVIRONMENT, turn_month
from sim.policies import Policy
from sim.scenario import Scenario
from sim.terms import usual_terms

FEN_PER_WAN_YUAN = 1_000_000
COUNTY_AT, POOL_AT, BANK_FIRST, FUND_AT, PLATFORM_AT, TREASURY_AT, PROVINCE_AT, OUTSIDE_AT = 0, 1, 2, 6, 7, 8, 9, 10
HOLDER_SECTORS = (FIRMS, HOUSEHOLDS, BANKS, BANKS, BANKS, BANKS, FUND, PLATFORM, TREASURY, PROVINCE, OUTSIDE)
BANK_COUNT = 4
VAT_REFORM = date(2016, 5, 1)


class LifeFailed(RuntimeError):
    """A life that could not go on: the message names month, step and cause."""


class Zone(mesa.Model):
    """An industrial zone in its county: tables for the many, agents for the few institutions."""

    def __init__(
        self,
        scenario: Scenario,
        policies: Sequence[Policy],
        seed: int,
        months: int,
        changes: Mapping[str, float] | None = None,
        money_scale: float = 1.0,
    ) -> None:
        super().__init__(seed=0)
        self.scenario, self.policies, self.months, self.month = scenario, tuple(policies), months, 0
        self.money_scale = money_scale
        self.numbers = numbers_table({**scenario.numbers, **(changes or {})}, money_scale)
        self.luck = new_luck(seed)
        self.ledger = LEDGER.rows(1)
        self.terms = usual_terms()
        self.sectors = sector_table(self.numbers, scenario.firms.sector_shares)
        self.exits = 0
        self._open_institutions()
        self._open_places()
        self.platform_agent = Platform(self)
        self._open_people_and_firms()
        branches = [Bank(self, at) for at in range(BANK_COUNT)]
        self.institutions: list[Any] = [
            Treasury(self),
            self.platform_agent,
            GuaranteeFund(self),
            School(self),
            *branches,
        ]
        self._measure_places()
        self._open_infrastructure()

    def step(self) -> None:
        """One month, in the order it happens."""
        self._open_month()
        self._announce_terms()
        for institution in self.institutions[:4]:
            institution.open_month(first_row(self.terms))

        self._investors_come()
        self._firms_borrow()
        self._projects_land_and_build()

        self._people_train()
        self._people_and_firms_meet()
        self._firms_make_and_sell()
        self._everybody_is_paid()
        self._bills_and_banks_are_paid()
        self._firms_decide()
        self._the_failed_close()

        self._measure_places()
        for institution in self.institutions:
            if hasattr(institution, "close_month"):
                institution.close_month()

    # Whom the institutions pay and ask.
    county = property(lambda self: self._holder(COUNTY_AT))
    households = property(lambda self: self._holder(POOL_AT))
    fund_holder = property(lambda self: self._holder(FUND_AT))
    platform = property(lambda self: self._holder(PLATFORM_AT))
    treasury = property(lambda self: self._holder(TREASURY_AT))
    province = property(lambda self: self._holder(PROVINCE_AT))
    outside = property(lambda self: self._holder(OUTSIDE_AT))

    def bank_holder(self, at: int) -> Any:
        """The account of a branch."""
        return self._holder(BANK_FIRST + at)

    def _holder(self, at: int) -> Any:
        return first_row(self.holders[at : at + 1].view(np.recarray))

    def calendar_of(self, month: int) -> tuple[int, int]:
        """Year and month of the calendar; month 1 is the scenario's first."""
        year, first = (int(part) for part in self.scenario.start.split("-"))
        index = year * 12 + first - 1 + month - 1
        return index // 12, index % 12 + 1

    # The start state.

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
        self.banks["belief"] = 1.0
        self.platform_books = PLATFORM_TABLE.rows(1)
        self.platform_books["debt"] = round(public.platform_debt_wan_yuan * scale)
        owe(
            first_row(self.ledger),
            self.platform,
            self.bank_holder(0),
            PLATFORM_LOANS,
            int(self.platform_books["debt"][0]),
        )
        self.fund = FUND_TABLE.rows(1)
        self.school = training.SCHOOL.rows(1)
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
        here.vacancies_year[:] = self.sectors["weight"]
        self.land = LAND.rows(1)
        land, built, total = first_row(self.land), round(zone.built_km2 * 150_000), round(zone.planned_km2 * 150_000)
        land.total, land.farmland, land.bank = total, total - built, round(zone.serviced_bank_mu * 100)
        land.roads = round((1.0 - numbers.land_net_share) * built)
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
        self.loans = LOAN.rows(6 * len(self.firms) + 1000)
        firms, sectors = plain_rows(self.firms, self.sectors)
        opening.describe_all(firms, sectors, first_row(numbers), first_row(luck))
        opening.reference_values(firms, sectors, first_row(self.environment), first_row(numbers), first_row(luck))
        self._open_firms(stages)
        self.workers = opening.settle_people(scenario, self.firms, self.sectors, numbers, luck)
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
        land, environment = first_row(self.land), first_row(self.environment)
        firms, sectors, loans, banks, holders, plots = plain_rows(
            self.firms, self.sectors, self.loans, self.banks, self.holders, self.plots
        )
        planned = float(self.firms["planned_workers"][: start.producing].sum())
        for at in range(start.producing):
            firm = firms[at]
            trade = sectors[firm.trade]
            opening.firm_at_work(
                firm, at, trade, start.workers / planned, 12 * start.oldest_years, environment, numbers, luck
            )
            opening.hold_plot(firm, at, trade, land, plots, numbers)
            opening.open_books_of_firm(
                firm, at, trade, start.debt_share_of_equipment, loans, banks, holders, BANK_FIRST,
                OUTSIDE_AT, first_row(self.fund), first_row(self.ledger), luck, numbers,
            )  # fmt: skip
        for at, stage in enumerate(stages, start=start.producing):
            firm = firms[at]
            opening.project_on_first_day(firm, at, stage, sectors[firm.trade], land, plots, numbers)
        for work in self.scenario.works:
            for _ in range(work.units):
                block = self.platform_agent.add_block(
                    work.storeys, round(work.area_m2 / work.storeys), work.due_month, BY_PLATFORM
                )
                block.paid = block.cost
        land.town = land.total - land.farmland - land.roads - land.bank - land.transferred - land.factories

    def _open_infrastructure(self) -> None:
        """What stands on the first day serves the firms of the first day with a margin."""
        numbers, works = self.numbers[0], self.infrastructure[0]
        least = (
            numbers.infrastructure_power_start_mw,
            numbers.infrastructure_sewage_start_t,
            numbers.infrastructure_road_start_workers,
        )
        works.capacity[:] = np.maximum(least, works.load / numbers.infrastructure_order_use)
        self._measure_places()

    # The parts of a month.

    def _open_month(self) -> None:
        self.month += 1
        open_month(self.luck, self.month)
        self.ledger["flows"] = self.ledger["turnover"] = self.ledger["postings"] = 0
        year, calendar = self.calendar_of(self.month)
        here, numbers = first_row(self.environment), first_row(self.numbers)
        here.month, here.calendar_month = self.month, calendar
        reformed = (year, calendar) >= (VAT_REFORM.year, VAT_REFORM.month)
        here.vat_local_share = numbers.tax_vat_local_after if reformed else numbers.tax_vat_local_before

    def _announce_terms(self) -> None:
        """This month's terms: the usual ones, shocks from outside, edited by every policy in force."""
        self.terms = usual_terms()
        terms = first_row(self.terms)
        for event in self.scenario.events:
            if event.from_month <= self.month < event.from_month + event.months:
                field = {
                    "export_shock": "demand_factor",
                    "credit_squeeze": "credit_factor",
                    "coast_wage": "coast_wage_factor",
                }
                terms[field[event.kind]] *= 1.0 + event.share
        for policy in self.policies:
            policy.edit(terms, self.month)
        terms.factory_budget = round(terms.factory_budget * self.money_scale)
        terms.fund_capital = round(terms.fund_capital * self.money_scale)
        terms.training_budget = round(terms.training_budget * self.money_scale)
        turn_month(first_row(self.environment), first_row(self.numbers), terms, first_row(self.luck))

    def _investors_come(self) -> None:
        firms, sectors, blocks, banks = plain_rows(self.firms, self.sectors, self.blocks, self.banks)
        here, numbers, luck, fund = (
            first_row(self.environment),
            first_row(self.numbers),
            first_row(self.luck),
            first_row(self.fund),
        )
        promotion.investors_hear(firms, here, self.scenario.pipeline.leads_per_month, numbers, luck)
        pipeline.leads_become_intents(firms, here, luck, numbers)
        assets = self._fund_assets()
        pipeline.intents_sign(
            firms, sectors, here, blocks, first_row(self.floor_market), fund, assets, banks, luck, numbers
        )

    def _fund_assets(self) -> float:
        row = first_row(self.fund)
        return float(
            self.fund_holder.balance + first_row(self.numbers).fund_recovery_share * row.recoverable - row.unpaid
        )

    def _firms_borrow(self) -> None:
        firms, sectors, loans, banks, holders = plain_rows(
            self.firms, self.sectors, self.loans, self.banks, self.holders
        )
        credit.firms_borrow_working_capital(
            firms, sectors, self.month, loans, banks, holders, BANK_FIRST, FUND_AT, first_row(self.fund), first_row(self.ledger),
            first_row(self.luck), first_row(self.numbers),
        )  # fmt: skip

    def _projects_land_and_build(self) -> None:
        firms, sectors, plots, blocks, tenancies, loans, banks, holders = plain_rows(
            self.firms, self.sectors, self.plots, self.blocks, self.tenancies, self.loans, self.banks, self.holders
        )
        here, fund, ledger, luck, numbers = self._one_row_tables()
        pipeline.contracts_land(
            firms, sectors, here, first_row(self.land), plots, blocks, tenancies, first_row(self.floor_market), loans, banks, fund, holders,
            BANK_FIRST, PLATFORM_AT, OUTSIDE_AT, FUND_AT, ledger, luck, numbers,
        )  # fmt: skip
        pipeline.landed_start(
            firms, sectors, here, loans, banks, fund, holders, BANK_FIRST, OUTSIDE_AT, FUND_AT, ledger, luck, numbers
        )
        pipeline.projects_build(firms, sectors, here, holders, OUTSIDE_AT, ledger, numbers)

    def _one_row_tables(self) -> tuple[Any, Any, Any, Any, Any]:
        return (
            first_row(self.environment),
            first_row(self.fund),
            first_row(self.ledger),
            first_row(self.luck),
            first_row(self.numbers),
        )

    def _people_train(self) -> None:
        if self.school[0].budget_left == 0 and self.school[0].trainees == 0:
            return
        workers, holders = plain_rows(self.workers, self.holders)
        here, _, ledger, luck, numbers = self._one_row_tables()
        training.teach(workers, first_row(self.school), here, numbers, luck)
        training.enrol(workers, first_row(self.school), here, holders, TREASURY_AT, POOL_AT, ledger, numbers, luck)

    def _people_and_firms_meet(self) -> None:
        workers, firms, sectors = plain_rows(self.workers, self.firms, self.sectors)
        here, _, _, luck, numbers = self._one_row_tables()
        county = first_row(self.county_pool)
        labour.county_jobs_left(county, here, self.scenario.labour.county_jobs, numbers)
        labour.everybody_posts(firms, sectors, county, here, numbers)
        labour.lay_off_surplus(firms, workers, luck, numbers)
        labour.match(workers, firms, sectors, county, here, numbers, luck)
        labour.revise_wages(firms, county, here, luck, numbers)
        skills.people_learn_and_forget(workers, firms, sectors, numbers)
        skills.count_effective_staff(workers, firms, sectors, numbers)
        here.match = skills.mean_match(firms, here)

    def _firms_make_and_sell(self) -> None:
        firms, sectors, holders = plain_rows(self.firms, self.sectors, self.holders)
        here, _, ledger, luck, numbers = self._one_row_tables()
        goods.firms_make_and_sell(firms, sectors, here, holders, OUTSIDE_AT, ledger, luck, numbers)
        here.fill = goods.mean_fill(firms, sectors, here)

    def _everybody_is_paid(self) -> None:
        workers, firms, holders = plain_rows(self.workers, self.firms, self.holders)
        here, _, ledger, _, numbers = self._one_row_tables()
        payroll.pay_people(workers, firms, here, holders, COUNTY_AT, PROVINCE_AT, POOL_AT, OUTSIDE_AT, ledger, numbers)

    def _bills_and_banks_are_paid(self) -> None:
        firms, sectors, tenancies, blocks, loans, banks, holders = plain_rows(
            self.firms, self.sectors, self.tenancies, self.blocks, self.loans, self.banks, self.holders
        )
        here, fund, ledger, luck, numbers = self._one_row_tables()
        bills.firms_pay_bills(
            firms, sectors, here, tenancies, first_row(self.floor_market), blocks, holders, TREASURY_AT, PLATFORM_AT, PROVINCE_AT,
            OUTSIDE_AT, ledger, numbers,
        )  # fmt: skip
        bills.service_loans(
            firms, sectors, here, loans, banks, holders, BANK_FIRST, FUND_AT, fund, ledger, luck, numbers
        )

    def _firms_decide(self) -> None:
        firms, sectors, blocks, tenancies, loans, banks, holders = plain_rows(
            self.firms, self.sectors, self.blocks, self.tenancies, self.loans, self.banks, self.holders
        )
        _, fund, ledger, luck, numbers = self._one_row_tables()
        decisions.firms_decide(
            firms, sectors, self.month, blocks, tenancies, first_row(self.floor_market), loans, banks, holders, BANK_FIRST, POOL_AT,
            OUTSIDE_AT, FUND_AT, fund, ledger, luck, numbers,
        )  # fmt: skip

    def _the_failed_close(self) -> None:
        firms, sectors, workers, loans, banks, holders, blocks, tenancies, plots = plain_rows(
            self.firms, self.sectors, self.workers, self.loans, self.banks, self.holders, self.blocks, self.tenancies, self.plots
        )  # fmt: skip
        here, fund, ledger, luck, numbers = self._one_row_tables()
        market = first_row(self.floor_market)
        self.banks["losses"] = 0
        self.exits = distress.firms_fail(
            firms, sectors, here, workers, loans, banks, fund, holders, BANK_FIRST, POOL_AT, FUND_AT, PLATFORM_AT,
            TREASURY_AT, OUTSIDE_AT, blocks, tenancies, market, plots, ledger, luck, numbers,
        )  # fmt: skip
        distress.land_comes_back(firms, plots, here, first_row(self.land), numbers)
        distress.abandon_lost_projects(
            firms, here, loans, banks, fund, holders, BANK_FIRST, POOL_AT, FUND_AT, PLATFORM_AT, TREASURY_AT, OUTSIDE_AT,
            blocks, tenancies, market, plots, ledger, numbers,
        )  # fmt: skip
        revise_rent(market, numbers, here.calendar_month)

    def _measure_places(self) -> None:
        firms, sectors = plain_rows(self.firms, self.sectors)
        here, numbers = first_row(self.environment), first_row(self.numbers)
        works.measure_loads(firms, sectors, here, first_row(self.infrastructure), numbers)

    def luck_sample(self) -> tuple[np.ndarray, np.ndarray]:
        """Decisions and hashes of the draws that this month's sample holds."""
        return sample_of_month(self.luck)

    def producing(self) -> np.ndarray:
        """Which rows of the firm table produce."""
        return self.firms["stage"] == PRODUCING
