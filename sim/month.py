"""The parts of a month: each hands the tables and rows that meet to the market where they meet."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from sim.actors.firm import PRODUCING
from sim.foundations.luck import open_month, sample_of_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets import rounds
from sim.policies import Policy
from sim.start import FirstDay
from sim.terms import TERMS, usual_terms

VAT_REFORM = date(2016, 5, 1)


class Month(FirstDay):
    """Who meets whom, part by part; `Zone.step` names them in order."""

    policies: Sequence[Policy]
    terms: np.recarray
    institutions: list[Any]
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
                    "land_market": "land_market_factor",
                }
                if event.kind == "anchor_exit":
                    terms.anchor_leaves = 1
                else:
                    name = field[event.kind]
                    setattr(terms, name, getattr(terms, name) * (1.0 + event.share))
        for policy in self.policies:
            policy.edit(terms, self.month)
        if self.money_scale != 1.0:
            for name, declared in TERMS.columns.items():
                if declared.unit == "fen":
                    setattr(terms, name, round(getattr(terms, name) * self.money_scale))
        rounds.the_world_turns(self.tables(), *plain_rows(self.terms))

    def _institutions_open(self) -> None:
        for institution in self.institutions:
            if hasattr(institution, "open_month"):
                institution.open_month(first_row(self.terms))

    def _institutions_close(self) -> None:
        for institution in self.institutions:
            if hasattr(institution, "close_month"):
                institution.close_month()

    def _the_county_serves(self) -> None:
        rows = (self.firms, self.sectors, self.offices, self.administration, self.budget_lines, self.terms)
        rounds.county_serves(*plain_rows(*rows), self.tables())

    def _investors_come(self) -> None:
        rows = plain_rows(self.workers, self.firms, self.sectors, self.administration)
        rate = self.scenario.pipeline.leads_per_month
        rounds.investors_come(*rows, rate, *plain_rows(self.terms), self.tables(), self.ground())

    def _firms_borrow(self) -> None:
        rounds.firms_borrow(*plain_rows(self.firms, self.sectors), self.tables())

    def _projects_land_and_build(self) -> None:
        rounds.projects_land_and_build(*plain_rows(self.firms, self.sectors), self.tables(), self.ground())

    def _people_train(self) -> None:
        if (self.school["open"] + self.school["trainees"]).any():
            rows = (self.workers, self.firms, self.sectors, self.county_pool, self.school, self.budget_lines)
            rounds.people_train(*plain_rows(*rows), self.tables())

    def _people_and_firms_meet(self) -> None:
        rows = plain_rows(self.workers, self.firms, self.sectors, self.county_pool)
        lines, terms = plain_rows(self.budget_lines, self.terms)
        rounds.people_and_firms_meet(*rows, self.scenario.labour.county_jobs, lines, terms, self.tables())

    def _firms_make_and_sell(self) -> None:
        rounds.firms_make_and_sell(*plain_rows(self.firms, self.sectors, self.links), self.tables(), self.ground())

    def _everybody_is_paid(self) -> None:
        rounds.everybody_is_paid(*plain_rows(self.workers, self.firms), self.tables())

    def _bills_and_banks_are_paid(self) -> None:
        rounds.bills_and_banks_are_paid(*plain_rows(self.firms, self.sectors), self.tables(), self.ground())

    def _firms_decide(self) -> None:
        rows = plain_rows(self.firms, self.sectors, self.terms, self.budget_lines)
        rounds.firms_decide(*rows, self.tables(), self.ground())

    def _the_failed_close(self) -> None:
        rows = plain_rows(self.firms, self.sectors, self.workers, self.terms)
        self.exits = rounds.the_failed_close(*rows, self.tables(), self.ground())

    def _word_goes_round(self) -> None:
        rows = plain_rows(self.firms, self.sectors, self.administration, self.infrastructure)
        rounds.word_goes_round(*rows, self.tables())

    def luck_sample(self) -> tuple[np.ndarray, np.ndarray]:
        """Decisions and hashes of the draws that this month's sample holds."""
        return sample_of_month(self.luck)

    def producing(self) -> np.ndarray:
        """Which rows of the firm table produce."""
        return self.firms["stage"] == PRODUCING
