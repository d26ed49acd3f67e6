"""The policy guarantee company: public capital that answers for a share of bank loans (MODEL.md 3.6.11 a)."""

import mesa

from sim.books import FUND_CAPITAL, FUND_COSTS, FUND_YIELD, GUARANTEE_RECOVERY, SUBROGATION, owe, pay
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row
from sim.foundations.tables import table

FUND_TABLE = table(
    "fund",
    open=column("i8", "", "1 once founded"),
    suspended=column("i8", "", "1 while the bank takes no new guarantees"),
    outstanding=column("i8", "fen", "guaranteed part of loans not yet repaid"),
    margin=column("i8", "fen", "of its cash, blocked at the banks"),
    leverage_cap=column("f8", "times net assets", "outstanding at most"),
    cover=column("f8", "share", "of a loan"),
    base_fee=column("f8", "per year", "on the whole loan"),
    single_share=column("f8", "share of net assets", "to one firm at most"),
    claims_month=column("i8", "fen", "paid this month"),
    claims_12=column("f8", "fen", "paid over the last twelve months"),
    claims_total=column("i8", "fen", "paid so far"),
    claims_history=column("i8", "fen", "paid, by calendar month", (12,)),
    clean_months=column("i8", "months", "in a row without cause for suspension"),
    recoverable=column("i8", "fen", "still claimed from debtors"),
    recovered=column("i8", "fen", "so far"),
    unpaid=column("i8", "fen", "claims called and not paid"),
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
    recovery_share=number(
        0.25,
        "of a claim",
        ASSUMPTION,
        low=0.10,
        high=0.35,
        departs="design: debtors' own assets first, then co-guarantors; here there are no co-guarantors",
    ),
    recovery_months=number(36, "months", ASSUMPTION, low=24, high=60),
    suspension_share=number(0.05, "claims over outstanding in twelve months", ASSUMPTION, low=0.02, high=0.1),
    suspension_leverage=number(1.5, "times the cap", ASSUMPTION, low=1.0, high=2.0),
    resume_months=number(12, "months", ASSUMPTION, low=6, high=24),
)


def net_assets(fund_row, holder, numbers):
    """Cash with margins, and what debtors are still expected to pay, less claims not yet paid; in fen."""
    return holder.balance + numbers.fund_recovery_share * fund_row.recoverable - fund_row.unpaid


class GuaranteeFund(mesa.Agent):
    """The guarantee company: takes capital, earns on it, collects from debtors, and knows when to stop."""

    def open_month(self, terms):
        """Capital comes in and the month's rules are read."""
        zone, row = self.model, self.model.fund[0]
        pay(first_row(zone.ledger), zone.treasury, zone.fund_holder, FUND_CAPITAL, int(terms.fund_capital))
        row.open = max(row.open, terms.fund_open)
        row.leverage_cap, row.cover = terms.fund_leverage_cap, terms.fund_cover
        row.base_fee, row.single_share = terms.fund_fee, terms.fund_single_share
        row.claims_month = 0

    def close_month(self):
        """Yield on cash, running costs, recoveries, and whether the bank still takes new guarantees."""
        zone, row, numbers = self.model, self.model.fund[0], self.model.numbers[0]
        holder = zone.fund_holder
        yields = round(numbers.fund_yield_share / 12 * holder.balance)
        pay(first_row(zone.ledger), zone.bank_holder(0), holder, FUND_YIELD, yields)
        zone.banks[0].interest_year -= yields
        cost = min(int(holder.balance), round(numbers.fund_cost_share / 12 * row.outstanding))
        pay(first_row(zone.ledger), holder, zone.households, FUND_COSTS, cost)
        self._collect()
        row.claims_history[zone.environment[0].calendar_month - 1] = row.claims_month
        row.claims_12 = float(row.claims_history.sum())
        row.margin = min(int(holder.balance), round(numbers.fund_margin_share * row.outstanding))
        self._judge()

    def _collect(self):
        """Debtors' owners pay a share of old claims month by month; what is past hope is written off."""
        zone, row, numbers = self.model, self.model.fund[0], self.model.numbers[0]
        if row.recoverable <= 0:
            return
        gone = min(int(row.recoverable), round(row.recoverable / numbers.fund_recovery_months))
        got = min(gone, round(numbers.fund_recovery_share * gone))
        pay(first_row(zone.ledger), zone.outside, zone.fund_holder, GUARANTEE_RECOVERY, got)
        row.recovered += got
        row.recoverable -= gone
        owe(first_row(zone.ledger), zone.county, zone.fund_holder, SUBROGATION, -gone)

    def _judge(self):
        zone, row, numbers = self.model, self.model.fund[0], self.model.numbers[0]
        assets = net_assets(row, zone.fund_holder, numbers)
        heavy = row.claims_12 > numbers.fund_suspension_share * max(row.outstanding, 1)
        stretched = row.outstanding > numbers.fund_suspension_leverage * row.leverage_cap * max(assets, 0.0)
        cause = (row.outstanding > 0 and (heavy or stretched)) or row.unpaid > 0
        row.clean_months = 0 if cause else row.clean_months + 1
        if cause:
            row.suspended = 1
        elif row.clean_months >= numbers.fund_resume_months:
            row.suspended = 0
