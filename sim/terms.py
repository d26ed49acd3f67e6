"""Terms: all that policies may change this month, made anew every month."""

import functools

import numpy as np

from sim.foundations.declare import column
from sim.foundations.tables import table

TERMS = table(
    "terms",
    factory_budget=column("i8", "fen", "appropriated this month to build factory blocks"),
    factory_storeys=column("i8", "storeys", "of the blocks that this money builds"),
    land_budget=column("i8", "fen", "appropriated this month to service land beyond quota and the platform's stock"),
    fund_capital=column("i8", "fen", "paid into the guarantee fund this month"),
    fund_open=column("i8", "", "1 where the guarantee fund takes applications"),
    fund_leverage_cap=column("f8", "times net assets", "guarantees outstanding at most"),
    fund_cover=column("f8", "share of the loan", "carried by the fund"),
    fund_fee=column("f8", "per year", "base fee on the whole loan"),
    fund_single_share=column("f8", "share of net assets", "guarantee to one firm at most"),
    fund_province_share=column("f8", "share of a loss", "that the province carries"),
    fund_county_share=column("f8", "share of a loss", "that the treasury carries"),
    fund_insurer_share=column("f8", "share of a loss", "that an insurer carries"),
    fund_directed_share=column("f8", "share", "of applications that leaders decide"),
    fund_volume_weight=column("f8", "share", "of the manager's pay that depends on volume"),
    fund_recapitalise=column("i8", "", "when the county adds capital: 0 never, 1 above the cap, 2 a year after ruin"),
    mutual_capital=column("i8", "fen", "paid into the mutual by the county this month"),
    mutual_open=column("i8", "", "1 where the mutual takes members"),
    mutual_leverage_cap=column("f8", "times net assets", "outstanding at most"),
    mutual_cover=column("f8", "share of a loss", "carried by the mutual"),
    mutual_fee=column("f8", "per year", "base fee on the whole loan"),
    mutual_single_share=column("f8", "share of net assets", "guarantee to one member at most"),
    mutual_multiple=column("f8", "times the stake", "a member's line"),
    mutual_bridging=column("i8", "", "1 where lines serve as bridges too"),
    pool_capital=column("i8", "fen", "paid into the pool by the county this month"),
    pool_open=column("i8", "", "1 where the pool takes groups"),
    pool_leverage_cap=column("f8", "times net assets", "outstanding at most"),
    pool_cover=column("f8", "share of a loss", "carried by the pool"),
    pool_fee=column("f8", "per year", "base fee on the whole loan"),
    pool_single_share=column("f8", "share of net assets", "guarantee to one firm at most"),
    pool_group_share=column("f8", "share of a loss", "asked first from the debtor's group"),
    pool_contribution_share=column("f8", "share of a loan", "that a borrower pays in"),
    bridge_capital=column("i8", "fen", "paid into the bridge fund this month"),
    bridge_open=column("i8", "", "1 where the bridge fund lends"),
    bridge_fee_per_day=column("f8", "per day", "on the sum bridged"),
    bridge_single_share=column("f8", "share of its capital", "to one firm at most"),
    borrow_bank=column("i8", "fen", "that the platform is to borrow from banks this month"),
    borrow_bond=column("i8", "fen", "that it is to raise by bonds this month"),
    borrow_credit=column("i8", "fen", "of works that builders are to do on credit this month"),
    commercial_mu=column("f8", "mu/year", "of commercial land offered at most"),
    commercial_county_share=column("f8", "share", "of its price that goes to the treasury"),
    land_price_factor=column("f8", "", "on the listed price of industrial land"),
    offer_factor=column("f8", "times the usual", "what villages are offered for a mu"),
    offer_cash_share=column("f8", "share", "of it paid at once where the rest is staged"),
    offer_years=column("i8", "years", "over which the rest is paid; 0 where all is paid at once"),
    offer_land_share=column("f8", "share", "of later land prices that goes to the villagers"),
    land_watch=column("f8", "share", "of houses for compensation that inspectors prevent"),
    land_review_share=column("f8", "share", "of what projects ask beyond their need that a review cuts"),
    land_threshold=column("f8", "fen/mu", "investment asked for at least; 0 where there is no threshold"),
    land_threshold_verified=column("i8", "", "1 where real investment is checked, 0 where the announced counts"),
    reclaim_effort=column("f8", "per month", "share of overdue plots that the county takes back at least"),
    reclaim_months=column("i8", "months", "without progress after which a plot is overdue; 0 as usual"),
    land_scored=column("f8", "", "how far land tax differs by class of land use: 0 not at all, 1 as declared"),
    housing_budget=column("i8", "fen", "appropriated this month to public beds"),
    housing_rent=column("f8", "fen/month", "of a public bed, trend aside"),
    bus_lines=column("i8", "of 8 directions", "that buses serve"),
    bus_cut=column("f8", "share", "of the way's cost that a bus takes off"),
    upgrades_budget=column("i8", "fen", "appropriated this month for newer machines and marks"),
    upgrade_subsidy_share=column("f8", "share of the price", "of newer machines that the county pays"),
    interest_subsidy_share=column("f8", "share", "of interest on capital loans that the county pays"),
    brand_reward=column("f8", "fen", "for a county's mark; four times as much for each step above"),
    listing_help=column("f8", "times", "by which help with papers raises the chance of a listing"),
    chain_services_budget=column("i8", "fen", "appropriated this month for fairs and lists of makers and buyers"),
    chain_services=column("f8", "times", "by which they raise the chance that makers and buyers meet"),
    cross_county_share=column("f8", "share", "of a moved project's county tax that goes to the county it left"),
    anchor_push=column("f8", "times", "by which calls on large firms raise the chance that they hear of the zone"),
    anchor_leaves=column("i8", "", "1 in the month in which the largest firm leaves"),
    job_fairs_budget=column("i8", "fen", "appropriated this month to job fairs"),
    vacancies_known_added=column("f8", "vacancies", "that a searcher knows beside the usual ones"),
    private_subsidy=column("i8", "fen", "a certificate of a private school"),
    private_penalty=column("i8", "fen", "a certificate that fails a check"),
    private_check=column("f8", "share", "of certificates of private schools that are checked"),
    base_subsidy_share=column("f8", "share of the cost", "of training in firms' bases"),
    order_firm_share=column("f8", "share of the cost", "of classes that firms order, paid by the firm"),
    staff_added=column("i8", "persons an office", "beside those of the start"),
    agents=column("i8", "", "1 where agents carry files for the investor"),
    parallel=column("i8", "", "1 where all offices work on a file at once"),
    discipline_watch=column("f8", "share", "of visits and speed money that discipline deters"),
    protected_firms=column("i8", "firms", "with a plaque, the largest first"),
    promotion_staff=column("f8", "staff", "beside those of the start"),
    kpi_signed=column("f8", "weight", "of announced investment in the assessment"),
    kpi_started=column("f8", "weight", "of real investment"),
    kpi_jobs=column("f8", "weight", "of jobs"),
    kpi_output=column("f8", "weight", "of output"),
    kpi_land_use=column("f8", "weight", "of output per mu"),
    audit_share=column("f8", "share", "of false reporting that an audit takes out"),
    incentive_land_share=column("f8", "share of the land price", "promised back to who signs"),
    incentive_tax_share=column("f8", "share of the county's taxes", "promised back for some years to who signs"),
    honour_order=column("i8", "", "who is paid first: 0 the largest, 1 the oldest promise, 2 by lot"),
    bank_information=column("f8", "share", "how far fairs and exchange between banks and firms have come"),
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
    bank_information_budget=column("i8", "fen", "appropriated this month to bank-firm fairs and a credit register"),
    training_months=column("i8", "months", "length of a course"),
    demand_factor=column("f8", "", "named shocks to demand, as a factor on sales"),
    credit_factor=column("f8", "", "named shocks to bank quotas, as a factor"),
    land_market_factor=column("f8", "", "named shocks to demand for and prices of land, as a factor"),
    coast_wage_factor=column("f8", "", "named shocks to the coast wage, as a factor"),
)


@functools.cache
def _usual() -> np.recarray:
    """One row: what the zone offers where no policy is in force."""
    terms = TERMS.rows(1)
    terms.factory_storeys = 3
    terms.fund_leverage_cap = 10.0
    terms.fund_cover = 0.8
    terms.fund_fee = 0.02
    terms.fund_single_share = terms.mutual_single_share = terms.pool_single_share = 0.10
    terms.fund_volume_weight = 0.5
    for each in ("signed", "started", "jobs", "output", "land_use"):
        setattr(terms, f"kpi_{each}", 0.2)
    terms.honour_order = 1
    terms.land_price_factor = terms.offer_factor = 1.0
    terms.mutual_leverage_cap = terms.pool_leverage_cap = 10.0
    terms.mutual_cover, terms.pool_cover = 0.8, 0.5
    terms.mutual_fee = terms.pool_fee = 0.02
    terms.bridge_fee_per_day, terms.bridge_single_share = 0.0003, 0.2
    terms.training_months = 2
    terms.demand_factor = terms.credit_factor = terms.coast_wage_factor = 1.0
    terms.land_market_factor = 1.0
    return terms


def usual_terms() -> np.recarray:
    """One row: what the zone offers where no policy is in force, to be edited for the month."""
    return _usual().copy()
