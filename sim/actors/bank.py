"""Banks: four county branches that lend against collateral, and the loans on their books (MODEL.md 3.6.10)."""

import mesa

from sim.books import BANK_COSTS, BANK_DIVIDENDS, BANK_FIRST, FUND_COUNT, OUTSIDE_AT, POOL_AT
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

CAPITAL_LOAN, WORKING_LOAN = range(2)
LATE_MONTHS = 2  # a claim is paid in time within sixty days

LOAN = table(
    "loan",
    number=column("i8", "", "which loan; 0 where the row is free"),
    firm=column("i8", "row", "of the borrower"),
    bank=column("i8", "row", "of the lender among the banks"),
    purpose=column("i8", "", "capital or working"),
    principal=column("i8", "fen", "still owed"),
    instalment=column("i8", "fen/month", "repaid each month; 0 where all is due at the end"),
    rate=column("f8", "per year, real", "interest"),
    matures=column("i8", "month", "when the rest is due or renewed"),
    fund=column("i8", "row", "of the guarantee institution; -1 without"),
    cover=column("f8", "share", "guaranteed by that institution; 0 without"),
    promised=column("i8", "fen", "new loan promised in writing when the old one is repaid"),
    fee=column("f8", "per year", "guarantee fee on the whole loan"),
    arrears=column("i8", "months", "in a row"),
    interest_due=column("i8", "fen", "unpaid interest"),
    missed=column("i8", "fen", "of instalments that fell due and were not paid"),
)

BANK = table(
    "bank",
    quota=column("f8", "fen", "loans that the head office allows"),
    exposure=column("i8", "fen", "loans outstanding"),
    interest_year=column("i8", "fen", "received since January, less costs and losses"),
    losses=column("i8", "fen", "written off this month"),
    bad=column("i8", "fen", "loans in arrears"),
    bad_share=column("f8", "share", "of its loans in arrears, as it was last month"),
    information=column("f8", "share", "of the noise in what it sees that fairs and exchange take away at most"),
    belief=column("f8", "share", "that each guarantee institution pays in time", (FUND_COUNT,)),
    called=column("i8", "fen", "of each institution this month", (FUND_COUNT,)),
    unpaid=column("i8", "fen", "called and not paid, by each institution and by the county", (FUND_COUNT + 1,)),
)

numbers_of(
    "bank",
    base_rate=number(0.0656, "per year, nominal", "one-year benchmark rate 2011", low=0.05, high=0.08),
    markup=number(
        1.2,
        "times the base rate",
        ASSUMPTION,
        low=1.05,
        high=1.4,
        departs="design: 1.05 to 1.4 by firm; here one mark-up for all, since no loan is priced by risk",
    ),
    inflation=number(0.03, "per year", ASSUMPTION, low=0.01, high=0.05),
    funding_rate=number(0.030, "per year, nominal", ASSUMPTION, low=0.02, high=0.04),
    loss_given_default=number(0.60, "share", ASSUMPTION, low=0.4, high=0.8),
    cost_share=number(0.010, "per year", ASSUMPTION, low=0.005, high=0.02),
    signal_noise=number(0.5, "logit", ASSUMPTION, low=0.2, high=1.0),
    cover_noise=number(0.6, "pure number", ASSUMPTION, low=0.0, high=1.0),
    information_gain=number(0.3, "share of the noise", ASSUMPTION, low=0.0, high=0.6),
    belief_start=number(
        0.9,
        "share",
        ASSUMPTION,
        low=0.5,
        high=1.0,
        departs="not in the design: how far a branch believes in a fund that has not yet paid a claim",
    ),
    belief_gain=number(0.2, "per month with a claim", "assumption (equation E20 of the design)", low=0.05, high=0.5),
    belief_to_renew=number(0.3, "share", "assumption (equation E20 of the design)", low=0.1, high=0.6),
    usual_bad_share=number(
        0.02,
        "of loans",
        ASSUMPTION,
        low=0.01,
        high=0.05,
        departs="not in the design: what share of bad loans banks find usual",
    ),
    renewal_constant=number(2.5, "logit", "assumption (equation E23 of the design)", low=1.5, high=4.0),
    renewal_risk=number(1.2, "logit per sd", "assumption (equation E23 of the design)", low=0.5, high=2.0),
    renewal_risk_sd=number(
        1.5, "logit", ASSUMPTION, low=0.8, high=2.5, departs="not in the design: the spread of scores among borrowers"
    ),
    renewal_bad=number(1.0, "logit", "assumption (equation E23 of the design)", low=0.0, high=2.0),
    ltv_land=number(0.55, "share", ASSUMPTION, low=0.4, high=0.7),
    ltv_equipment=number(0.30, "share", ASSUMPTION, low=0.15, high=0.5),
    ltv_receivables=number(0.5, "share", ASSUMPTION, low=0.3, high=0.7),
    cash_flow_line=number(0.35, "months of revenue", ASSUMPTION, low=0.1, high=0.8),
    single_name_share=number(0.10, "share of the quota", "regulation", low=0.05, high=0.15),
    quota_growth=number(0.10, "per year, real", ASSUMPTION, low=0.03, high=0.2),
    young_months=number(
        24, "months", "assumption: no uncovered term loan to a firm without two years of accounts", low=12, high=36
    ),
    capital_loan_months=number(
        60, "months", ASSUMPTION, low=36, high=84, departs="not in the design: it names term loans and gives no length"
    ),
    start_share=number(
        0.86, "of capital and working capital", "assumption (the design's coherence check)", low=0.7, high=1.0
    ),
    own_share=number(0.30, "of capital", ASSUMPTION, low=0.2, high=0.4),
    score_constant=number(
        -3.1,
        "logit",
        "assumption (equation E11 of the design)",
        low=-3.6,
        high=-2.6,
    ),
    score_sector=number(
        1.0,
        "logit per usual share of bad loans",
        "assumption (equation E11 of the design)",
        low=0.0,
        high=1.5,
        departs="design: by standard deviations of the sector's bad loans; here against the usual share, from -1 to 2",
    ),
    score_leverage=number(1.2, "logit per sd", "assumption (equation E11 of the design)", low=0.6, high=1.8),
    score_margin=number(0.8, "logit per sd", "assumption (equation E11 of the design)", low=0.4, high=1.2),
    score_liquidity=number(0.5, "logit", "assumption (equation E11 of the design)", low=0.2, high=0.8),
    score_young=number(0.6, "logit", "assumption (equation E11 of the design)", low=0.2, high=1.0),
    score_tenant=number(0.4, "logit", "assumption (equation E11 of the design)", low=0.0, high=0.8),
    known_banks=number(2, "of 4", ASSUMPTION, low=1, high=4),
    default_months=number(3, "months of arrears", "assumption (section 3.6.13 of the design)", low=2, high=6),
)


class Bank(mesa.Agent):
    """A county branch: pays its people and, once a year, sends what it earned to the head office."""

    def __init__(self, model, at):
        super().__init__(model)
        self.at = at

    def open_month(self, terms):
        """What fairs and the exchange of information will tell it this month."""
        row = self.model.banks[self.at]
        row.information = terms.bank_information
        row.bad_share = row.bad / max(row.exposure, 1)
        row.called[:] = 0

    def close_month(self):
        """Costs go to households; in December what is left of the year's income goes to the owner."""
        zone, row = self.model, self.model.banks[self.at]
        cost = round(zone.numbers[0].bank_cost_share * row.exposure / 12)
        zone.pay(BANK_FIRST + self.at, POOL_AT, BANK_COSTS, cost)
        row.interest_year -= cost
        if zone.environment[0].calendar_month == 12:
            zone.pay(BANK_FIRST + self.at, OUTSIDE_AT, BANK_DIVIDENDS, max(0, int(row.interest_year)))
            row.interest_year = min(0, row.interest_year)
        self._believe()
        growth = (1.0 + zone.numbers[0].bank_quota_growth) ** (zone.month / 12)
        row.quota = zone.opening_quota[self.at] * growth * zone.environment[0].credit_factor

    def _believe(self):
        """Claims paid in time strengthen the belief in a guarantee institution, late ones weaken it (E20)."""
        zone, row = self.model, self.model.banks[self.at]
        for kind in range(FUND_COUNT):
            late = row.unpaid[kind] > 0
            if late and zone.funds[kind].unpaid_months < LATE_MONTHS:
                continue
            if late or row.called[kind] > 0:
                row.belief[kind] += zone.numbers[0].bank_belief_gain * ((0.0 if late else 1.0) - row.belief[kind])
