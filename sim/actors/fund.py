"""Guarantee institutions: the policy company, the mutual of members, and the pool of groups (MODEL.md 3.6.11).

One table, one row each: they differ in who pays in, who carries a loss, and whom they let in.
"""

import mesa

from sim.books import (
    BANK_FIRST,
    COUNTY_AT,
    FUND_CAPITAL,
    FUND_COSTS,
    FUND_FIRST,
    FUND_YIELD,
    GUARANTEE_CLAIM,
    GUARANTEE_RECOVERY,
    INSURANCE_PREMIUM,
    OUTSIDE_AT,
    POOL_AT,
    PROVINCE_AT,
    SUBROGATION,
    TREASURY_AT,
    UNPAID_CLAIMS,
)
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row, rule
from sim.foundations.tables import table

COMPANY, MUTUAL, POOL = range(3)
FUND_KINDS = ("company", "mutual", "pool")
COUNTY_DUE = 3  # what the treasury itself owes to a branch, beside what the three institutions owe
# When the county adds capital.
NEVER, ABOVE_CAP, AFTER_RUIN = range(3)
CREDITORS = ("recoverable", "recoverable_county", "recoverable_province", "recoverable_insurer")

FUND_TABLE = table(
    "fund",
    open=column("i8", "", "1 once founded"),
    suspended=column("i8", "", "1 while the bank takes no new guarantees"),
    outstanding=column("i8", "fen", "guaranteed part of loans not yet repaid"),
    promised=column("i8", "fen", "guarantees on renewals that banks have promised in writing"),
    margin=column("i8", "fen", "of its cash, blocked at the banks"),
    leverage_cap=column("f8", "times net assets", "outstanding at most"),
    cover=column("f8", "share of a loss", "carried by the institution"),
    province_share=column("f8", "share of a loss", "carried by the province"),
    county_share=column("f8", "share of a loss", "carried by the county treasury"),
    insurer_share=column("f8", "share of a loss", "carried by an insurer outside"),
    group_share=column("f8", "share of a loss", "asked first from the firms of the debtor's group"),
    contribution_share=column("f8", "share of a loan", "that a borrower pays into the pool"),
    multiple=column("f8", "times the stake", "a member's line"),
    bridging=column("i8", "", "1 where members' lines may be used as bridges"),
    base_fee=column("f8", "per year", "on the whole loan"),
    single_share=column("f8", "share of net assets", "to one firm at most"),
    directed_share=column("f8", "share", "of applications that leaders decide"),
    volume_weight=column("f8", "share", "of the manager's pay that depends on volume; 0.5 leaves the limit as it is"),
    recapitalise=column("i8", "", "never, above the leverage cap, or a year after ruin"),
    claims_month=column("i8", "fen", "called this month"),
    claims_12=column("f8", "fen", "called over the last twelve months"),
    claims_total=column("i8", "fen", "called so far"),
    claims_history=column("i8", "fen", "called, by calendar month", (12,)),
    clean_months=column("i8", "months", "in a row without cause for suspension"),
    recoverable=column("i8", "fen", "still claimed from debtors"),
    recoverable_county=column("i8", "fen", "still claimed from debtors by the treasury"),
    recoverable_province=column("i8", "fen", "still claimed from debtors by the province"),
    recoverable_insurer=column("i8", "fen", "still claimed from debtors by the insurer"),
    recovered=column("i8", "fen", "so far"),
    unpaid=column("i8", "fen", "claims called and not paid"),
    unpaid_months=column("i8", "months", "in a row with unpaid claims"),
    ruined_month=column("i8", "month", "since when net assets are below zero; -1"),
    paid_in=column("i8", "fen", "by the county so far"),
    stakes=column("i8", "fen", "of members, after losses"),
    fees_total=column("i8", "fen", "received so far"),
    granted=column("i8", "loans", "guaranteed so far"),
)

numbers_of(
    "fund",
    margin_share=number(0.05, "of guarantees outstanding", ASSUMPTION, low=0.03, high=0.10),
    margin_leverage_limit=number(
        0.5,
        "pure number",
        "assumption (section 3.6.11 of the design): the rest of net assets stays free",
        low=0.3,
        high=1.0,
    ),
    signal_noise=number(0.5, "logit", ASSUMPTION, low=0.2, high=1.0),
    peer_knowledge=number(0.4, "share of the noise", ASSUMPTION, low=0.0, high=0.8),
    risk_limit_young=number(0.12, "default within a year", ASSUMPTION, low=0.06, high=0.2),
    risk_limit_old=number(0.06, "default within a year", ASSUMPTION, low=0.03, high=0.12),
    young_months=number(36, "months", ASSUMPTION, low=24, high=48),
    fee_slope=number(0.5, "per unit of risk above 4 %", ASSUMPTION, low=0.0, high=1.0),
    cost_share=number(
        0.004,
        "of outstanding a year",
        ASSUMPTION,
        low=0.002,
        high=0.01,
        departs="design: reserves against claims and unearned fees lower net assets too; here they do not",
    ),
    yield_share=number(0.025, "per year, real", ASSUMPTION, low=0.0, high=0.025),
    recovery_share=number(0.25, "of a claim", ASSUMPTION, low=0.10, high=0.35),
    recovery_months=number(36, "months", ASSUMPTION, low=24, high=60),
    suspension_share=number(0.05, "claims over outstanding in twelve months", ASSUMPTION, low=0.02, high=0.1),
    suspension_leverage=number(1.5, "times the cap", ASSUMPTION, low=1.0, high=2.0),
    resume_months=number(12, "months", ASSUMPTION, low=6, high=24),
    ruin_months=number(12, "months", ASSUMPTION, low=6, high=24),
    premium_share=number(
        0.3,
        "of the fee",
        ASSUMPTION,
        low=0.1,
        high=0.5,
        departs="not in the design: what an insurer who carries a share of losses is paid",
    ),
)


@rule
def net_assets(fund, holder, numbers):
    """Cash with margins, and what debtors are still expected to pay, less claims not yet paid; in fen."""
    return holder.balance + numbers.fund_recovery_share * fund.recoverable - fund.unpaid


def open_funds(count):
    """Rows for institutions that are not founded yet."""
    funds = FUND_TABLE.rows(count)
    funds["volume_weight"] = 0.5
    funds["ruined_month"] = -1
    return funds


class GuaranteeFund(mesa.Agent):
    """One guarantee institution: takes capital, pays old claims, earns, collects from debtors, and is judged."""

    def __init__(self, model, kind):
        super().__init__(model)
        self.kind = kind
        self.prefix = ("fund", "mutual", "pool")[kind]

    @property
    def row(self):
        """Its row in the table of funds."""
        return first_row(self.model.funds[self.kind : self.kind + 1])

    @property
    def holder(self):
        """Its account."""
        return self.model.holder(FUND_FIRST + self.kind)

    def net_assets(self):
        """Cash with margins and expected recoveries, less claims not yet paid; in fen."""
        row = self.row
        return self.holder.balance + self.model.numbers[0].fund_recovery_share * row.recoverable - row.unpaid

    def open_month(self, terms):
        """Capital comes in, the month's rules are read, what was owed to banks is paid."""
        zone, row = self.model, self.row
        if row.open == 0 and getattr(terms, f"{self.prefix}_open") == 0:
            return
        capital = int(getattr(terms, f"{self.prefix}_capital"))
        if capital > 0:
            zone.pay(TREASURY_AT, FUND_FIRST + self.kind, FUND_CAPITAL, capital)
            row.paid_in += capital
        row.open = max(row.open, getattr(terms, f"{self.prefix}_open"))
        for rule_name in ("leverage_cap", "cover", "single_share"):
            setattr(row, rule_name, getattr(terms, f"{self.prefix}_{rule_name}"))
        row.base_fee = getattr(terms, f"{self.prefix}_fee")
        if self.kind == COMPANY:
            row.province_share, row.county_share = terms.fund_province_share, terms.fund_county_share
            row.insurer_share, row.directed_share = terms.fund_insurer_share, terms.fund_directed_share
            row.volume_weight, row.recapitalise = terms.fund_volume_weight, terms.fund_recapitalise
        if self.kind == MUTUAL:
            row.multiple, row.bridging = terms.mutual_multiple, terms.mutual_bridging
        if self.kind == POOL:
            row.group_share, row.contribution_share = terms.pool_group_share, terms.pool_contribution_share
        row.claims_month = 0
        if row.open == 1:
            self._recapitalise()
            self._pay_what_is_owed()

    def _recapitalise(self):
        """The county adds capital above the leverage cap, or a year after ruin, as far as its cash goes (3.6.11)."""
        zone, row, numbers = self.model, self.row, self.model.numbers[0]
        assets = self.net_assets()
        row.ruined_month = -1 if assets >= 0 else (zone.month if row.ruined_month < 0 else row.ruined_month)
        above = row.recapitalise == ABOVE_CAP and row.outstanding > row.leverage_cap * assets
        ruined = row.recapitalise == AFTER_RUIN and 0 <= row.ruined_month <= zone.month - numbers.fund_ruin_months
        if above or ruined:
            wanted = round(row.outstanding / max(row.leverage_cap, 0.1) - assets)
            spare = max(0, int(zone.treasury.balance) - zone.purse.set_aside())
            added = max(0, min(wanted, spare))
            zone.pay(TREASURY_AT, FUND_FIRST + self.kind, FUND_CAPITAL, added)
            row.paid_in += added

    def _pay_what_is_owed(self):
        """Old claims are paid as cash comes, the county's own part by the treasury from what is not set aside."""
        zone, row = self.model, self.row
        for at in range(len(zone.banks)):
            row.unpaid -= self._pay_bank(at, self.kind, FUND_FIRST + self.kind, int(self.holder.balance))
            if self.kind == COMPANY:
                spare = max(0, int(zone.treasury.balance) - zone.purse.set_aside())
                self._pay_bank(at, COUNTY_DUE, TREASURY_AT, spare)
        row.unpaid_months = row.unpaid_months + 1 if row.unpaid > 0 else 0

    def _pay_bank(self, at, due_from, payer, means):
        """Pay a branch what it is owed, as far as means go; the sum in fen."""
        zone, bank = self.model, self.model.banks[at]
        paid = min(int(bank.unpaid[due_from]), means)
        if paid <= 0:
            return 0
        zone.pay(payer, BANK_FIRST + at, GUARANTEE_CLAIM, paid)
        zone.owe(payer, BANK_FIRST + at, UNPAID_CLAIMS, -paid)
        bank.unpaid[due_from] -= paid
        return paid

    def close_month(self):
        """Yield on cash, running costs, recoveries, and whether the banks still take new guarantees."""
        zone, row, numbers = self.model, self.row, self.model.numbers[0]
        if row.open == 0:
            return
        holder, account = self.holder, FUND_FIRST + self.kind
        yields = round(numbers.fund_yield_share / 12 * holder.balance)
        zone.pay(BANK_FIRST, account, FUND_YIELD, yields)
        zone.banks[0].interest_year -= yields
        cost = min(int(holder.balance), round(numbers.fund_cost_share / 12 * row.outstanding))
        zone.pay(account, POOL_AT, FUND_COSTS, cost)
        if row.insurer_share > 0:
            premium = round(numbers.fund_premium_share * row.base_fee / 12 * row.outstanding / max(row.cover, 0.01))
            zone.pay(account, OUTSIDE_AT, INSURANCE_PREMIUM, min(int(holder.balance), premium))
        self._collect()
        row.claims_history[zone.environment[0].calendar_month - 1] = row.claims_month
        row.claims_12 = float(row.claims_history.sum())
        row.margin = min(int(holder.balance), round(numbers.fund_margin_share * row.outstanding))
        self._judge()

    def _collect(self):
        """Debtors' owners pay a share of old claims month by month; what is past hope is written off."""
        zone, row, numbers = self.model, self.row, self.model.numbers[0]
        holders = (FUND_FIRST + self.kind, TREASURY_AT, PROVINCE_AT, OUTSIDE_AT)
        for claim, creditor in zip(CREDITORS, holders, strict=True):
            left = int(getattr(row, claim))
            if left > 0:
                gone = min(left, max(1, round(left / numbers.fund_recovery_months)))
                got = min(gone, round(numbers.fund_recovery_share * gone))
                if creditor != OUTSIDE_AT:
                    zone.pay(OUTSIDE_AT, creditor, GUARANTEE_RECOVERY, got)
                setattr(row, claim, left - gone)
                zone.owe(COUNTY_AT, creditor, SUBROGATION, -gone)
                row.recovered += got if claim == "recoverable" else 0

    def _judge(self):
        """Banks stop new guarantees for cause, and take them again after twelve clean months (E20)."""
        row, numbers = self.row, self.model.numbers[0]
        assets = self.net_assets()
        heavy = row.claims_12 > numbers.fund_suspension_share * max(row.outstanding, 1)
        stretched = row.outstanding > numbers.fund_suspension_leverage * row.leverage_cap * max(assets, 0.0)
        cause = (row.outstanding > 0 and (heavy or stretched)) or row.unpaid_months > 2
        row.clean_months = 0 if cause else row.clean_months + 1
        if cause:
            row.suspended = 1
        elif row.clean_months >= numbers.fund_resume_months:
            row.suspended = 0
