"""Terms: all that policies may change this month, made anew every month."""

import numpy as np

from sim.foundations.declare import column
from sim.foundations.tables import table

TERMS = table(
    "terms",
    factory_budget=column("i8", "fen", "appropriated this month to build factory blocks"),
    factory_storeys=column("i8", "storeys", "of the blocks that this money builds"),
    fund_capital=column("i8", "fen", "paid into the guarantee fund this month"),
    fund_open=column("i8", "", "1 where the guarantee fund takes applications"),
    fund_leverage_cap=column("f8", "times net assets", "guarantees outstanding at most"),
    fund_cover=column("f8", "share of the loan", "carried by the fund"),
    fund_fee=column("f8", "per year", "base fee on the whole loan"),
    fund_single_share=column("f8", "share of net assets", "guarantee to one firm at most"),
    public_training_budget=column("i8", "fen", "appropriated this month to public training"),
    private_training_budget=column("i8", "fen", "appropriated this month to subsidise private schools"),
    training_base_budget=column("i8", "fen", "appropriated this month to subsidise training in firms"),
    order_class_budget=column("i8", "fen", "appropriated this month to classes that firms order"),
    branch_school_budget=column("i8", "fen", "appropriated this month to a branch school in the zone"),
    bus_budget=column("i8", "fen", "appropriated this month to bus lines"),
    services_budget=column("i8", "fen", "appropriated this month to staff and agents for approvals"),
    promotion_budget=column("i8", "fen", "appropriated this month to promotion of the zone"),
    discipline_budget=column("i8", "fen", "appropriated this month to watch over officials"),
    incentives_budget=column("i8", "fen", "appropriated this month to honour promises to investors"),
    training_months=column("i8", "months", "length of a course"),
    demand_factor=column("f8", "", "named shocks to demand, as a factor on sales"),
    credit_factor=column("f8", "", "named shocks to bank quotas, as a factor"),
    coast_wage_factor=column("f8", "", "named shocks to the coast wage, as a factor"),
)


def usual_terms() -> np.recarray:
    """One row: what the zone offers where no policy is in force."""
    terms = TERMS.rows(1)
    terms.factory_storeys = 3
    terms.fund_leverage_cap = 10.0
    terms.fund_cover = 0.8
    terms.fund_fee = 0.02
    terms.fund_single_share = 0.10
    terms.training_months = 2
    terms.demand_factor = terms.credit_factor = terms.coast_wage_factor = 1.0
    return terms
