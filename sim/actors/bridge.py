"""The bridge fund: public money for the days between an old bank loan and the new one (过桥, MODEL.md 3.6.11)."""

import mesa

from sim.books import BRIDGE_AT, BRIDGE_CAPITAL, TREASURY_AT
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row
from sim.foundations.tables import table

BRIDGE = table(
    "bridge",
    open=column("i8", "", "1 once founded"),
    fee_per_day=column("f8", "per day", "on the sum bridged"),
    single_share=column("f8", "share of its capital", "to one firm at most"),
    capital=column("i8", "fen", "paid in so far"),
    lent=column("i8", "fen", "outstanding"),
    turned=column("i8", "fen", "lent so far"),
    lost=column("i8", "fen", "not repaid so far"),
    fees=column("i8", "fen", "received so far"),
)

numbers_of(
    "bridge",
    days=number(12, "days", "assumption within 10 to 25 days (section 3.6.11 of the design)", low=10, high=25),
    breach_normal=number(0.005, "of written promises", ASSUMPTION, low=0.0, high=0.02),
    breach_squeeze=number(0.05, "of written promises in a credit squeeze", ASSUMPTION, low=0.01, high=0.2),
    private_rate_month=number(
        0.04, "per month", "assumption within 3 to 5 % (section 3.6.11 of the design)", low=0.03, high=0.05
    ),
    private_share=number(
        0.02,
        "of household deposits",
        ASSUMPTION,
        low=0.0,
        high=0.1,
        departs="not in the design: how much private lenders have out at most",
    ),
    private_patience_months=number(
        6,
        "months of cash flow",
        ASSUMPTION,
        low=3,
        high=12,
        departs="not in the design: without a bank's word private lenders look at so many months of cash flow",
    ),
    private_months=number(
        12,
        "months",
        ASSUMPTION,
        low=6,
        high=24,
        departs="not in the design: a private lender who waits longer calls his loan",
    ),
)


class BridgeFund(mesa.Agent):
    """Takes capital and reads its rules; its loans are made and repaid in the credit market."""

    def open_month(self, terms):
        """Capital comes from the treasury."""
        zone, row = self.model, first_row(self.model.bridge)
        zone.pay(TREASURY_AT, BRIDGE_AT, BRIDGE_CAPITAL, int(terms.bridge_capital))
        row.capital += int(terms.bridge_capital)
        row.open = max(row.open, terms.bridge_open)
        row.fee_per_day, row.single_share = terms.bridge_fee_per_day, terms.bridge_single_share
