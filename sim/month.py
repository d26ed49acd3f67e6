"""The parts of a month: each hands the tables and rows that meet to the market where they meet."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from sim.actors.firm import PRODUCING
from sim.actors.purse import INCENTIVES_LINE, PUBLIC_TRAINING
from sim.foundations.luck import open_month, sample_of_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets import (
    approvals,
    bills,
    bridging,
    credit,
    decisions,
    distress,
    goods,
    holdup,
    labour,
    membership,
    payroll,
    pipeline,
    promises,
    promotion,
    reclaim,
    reputation,
    skills,
    training,
    works,
)
from sim.places.factories import revise_rent
from sim.places.outside import turn_month
from sim.policies import Policy
from sim.start import FirstDay
from sim.terms import TERMS, usual_terms

VAT_REFORM = date(2016, 5, 1)


class Month(FirstDay):
    """Who meets whom, part by part; `Zone.step` names them in order."""

    policies: Sequence[Policy]
    terms: np.recarray
    month: int
    exits: int

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
                name = field[event.kind]
                setattr(terms, name, getattr(terms, name) * (1.0 + event.share))
        for policy in self.policies:
            policy.edit(terms, self.month)
        for name, declared in TERMS.columns.items():
            if declared.unit == "fen":
                setattr(terms, name, round(getattr(terms, name) * self.money_scale))
        turn_month(first_row(self.environment), first_row(self.numbers), terms, first_row(self.luck))

    def _the_county_serves(self) -> None:
        firms, sectors, offices = plain_rows(self.firms, self.sectors, self.offices)
        here, ledger, luck, numbers = self._one_row_tables()
        office, (holders,) = first_row(self.administration), plain_rows(self.holders)
        holdup.officials_visit(firms, sectors, here, office, holders, ledger, luck, numbers)
        approvals.files_move(firms, offices, here, office, holders, ledger, luck, numbers)
        promises.promises_fall_due(firms, here, office, holders, ledger, numbers)
        line, order = self.budget_line(INCENTIVES_LINE), int(self.terms[0].honour_order)
        promises.treasury_honours(firms, line, order, here, office, holders, ledger, luck, numbers)
        here.credibility = promises.credibility(office, numbers)
        if self.month == 1:
            here.take_at_start = here.take_share
            reputation.satisfaction_moves(firms, sectors, here, numbers)
            office.reputation_start = reputation.mean_reputation(firms, self.month, numbers)

    def _investors_come(self) -> None:
        firms, sectors = plain_rows(self.firms, self.sectors)
        lending, office = self.lending(), first_row(self.administration)
        rate = self.scenario.pipeline.leads_per_month
        promotion.investors_hear(firms, lending.environment, office, rate, lending.numbers, lending.luck)
        pipeline.leads_become_intents(firms, lending.environment, office, lending.luck, lending.numbers)
        pipeline.intents_sign(firms, sectors, office, lending, self.ground())
        promises.promise_at_signing(firms, self.month, first_row(self.terms))

    def _word_goes_round(self) -> None:
        firms, sectors = plain_rows(self.firms, self.sectors)
        here, ledger, _, numbers = self._one_row_tables()
        office, (holders,) = first_row(self.administration), plain_rows(self.holders)
        promises.cancel_for_the_closed(firms, office, holders, ledger)
        reputation.satisfaction_moves(firms, sectors, here, numbers)
        office.reputation = reputation.mean_reputation(firms, self.month, numbers)

    def _firms_borrow(self) -> None:
        firms, sectors = plain_rows(self.firms, self.sectors)
        lending = self.lending()
        bridging.renewals_are_paid_out(firms, lending)
        credit.firms_borrow_working_capital(firms, sectors, lending)
        membership.members_join_and_leave(firms, sectors, lending)
        membership.pool_forms_groups(firms, lending)

    def _projects_land_and_build(self) -> None:
        firms, sectors = plain_rows(self.firms, self.sectors)
        lending = self.lending()
        pipeline.contracts_land(firms, sectors, lending, self.ground())
        pipeline.landed_start(firms, sectors, lending)
        pipeline.projects_build(firms, sectors, lending.environment, lending.holders, lending.ledger, lending.numbers)

    def _one_row_tables(self) -> tuple[Any, Any, Any, Any]:
        return (
            first_row(self.environment),
            first_row(self.ledger),
            first_row(self.luck),
            first_row(self.numbers),
        )

    def _people_train(self) -> None:
        line = self.budget_line(PUBLIC_TRAINING)
        if line.left == 0 and self.school[0].trainees == 0:
            return
        workers, holders = plain_rows(self.workers, self.holders)
        here, ledger, luck, numbers = self._one_row_tables()
        training.teach(workers, first_row(self.school), here, numbers, luck)
        training.enrol(workers, first_row(self.school), line, here, holders, ledger, numbers, luck)

    def _people_and_firms_meet(self) -> None:
        workers, firms, sectors = plain_rows(self.workers, self.firms, self.sectors)
        here, _, luck, numbers = self._one_row_tables()
        county = first_row(self.county_pool)
        labour.county_jobs_left(county, here, self.scenario.labour.county_jobs, numbers)
        labour.everybody_posts(firms, sectors, county, here, numbers)
        labour.lay_off_surplus(firms, workers, luck, numbers)
        labour.match(workers, firms, sectors, county, here, numbers, luck)
        labour.revise_wages(firms, county, here, luck, numbers)
        skills.people_learn_and_forget(workers, firms, sectors, luck, numbers)
        here.match = skills.mean_match(firms, here)

    def _firms_make_and_sell(self) -> None:
        firms, sectors, holders = plain_rows(self.firms, self.sectors, self.holders)
        here, ledger, luck, numbers = self._one_row_tables()
        goods.firms_make_and_sell(firms, sectors, here, holders, ledger, luck, numbers)
        here.fill = goods.mean_fill(firms, sectors, here)

    def _everybody_is_paid(self) -> None:
        workers, firms, holders = plain_rows(self.workers, self.firms, self.holders)
        here, ledger, _, numbers = self._one_row_tables()
        payroll.pay_people(workers, firms, here, holders, ledger, numbers)

    def _bills_and_banks_are_paid(self) -> None:
        firms, sectors = plain_rows(self.firms, self.sectors)
        lending = self.lending()
        bills.firms_pay_bills(firms, sectors, lending, self.ground())
        bills.service_loans(firms, sectors, lending)
        bridging.firms_serve_private_lenders(firms, sectors, lending)

    def _firms_decide(self) -> None:
        firms, sectors = plain_rows(self.firms, self.sectors)
        decisions.firms_decide(firms, sectors, self.lending(), self.ground())

    def _the_failed_close(self) -> None:
        firms, sectors, workers, plots = plain_rows(self.firms, self.sectors, self.workers, self.plots)
        lending, ground = self.lending(), self.ground()
        self.banks["losses"] = 0
        self.exits = distress.firms_fail(firms, sectors, workers, lending, ground)
        reclaim.land_comes_back(firms, plots, lending.environment, ground.land, lending.numbers)
        distress.abandon_lost_projects(firms, lending, ground)
        revise_rent(ground.market, lending.numbers, lending.environment.calendar_month)

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
