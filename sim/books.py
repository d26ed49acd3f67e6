"""The books: sectors, kinds of posting and of claim (MODEL.md 3.5), and the one way to pay."""

from typing import Any

from sim.foundations.money import Overdraft, claim, post
from sim.foundations.rules import rule

# Sectors: the columns of the flow matrix.
FIRMS, HOUSEHOLDS, BANKS, FUND, PLATFORM, TREASURY, PROVINCE, OUTSIDE = range(8)
SECTORS_OF_BOOKS = ("firms", "households", "banks", "fund", "platform", "treasury", "province", "outside")

# Kinds of posting: the rows of the flow matrix.
# fmt: off
KINDS = (
    "final_sales", "input_purchases", "energy", "other_costs", "wages", "county_sales", "county_wages",
    "coast_earnings", "farm_income", "household_spending", "social_charges", "county_social_charges", "rent",
    "land_price", "land_fees", "requisition", "servicing", "factory_works", "infrastructure_works",
    "project_construction", "equipment", "replacement", "used_assets", "vat", "profit_tax", "surcharges",
    "loan_out", "loan_back", "loan_interest", "loan_recovered", "platform_interest", "guarantee_fee",
    "guarantee_claim", "guarantee_recovery", "fund_capital", "fund_costs", "fund_yield", "bank_costs",
    "bank_dividends", "dividends_local", "dividends_outside", "equity_in", "equity_out_local", "equity_out_outside",
    "training_courses", "training_allowance", "general_revenue", "general_services", "platform_support",
    "platform_costs", "factory_grant", "member_capital", "member_refund", "co_guarantee", "insurance_premium",
    "bridge_capital", "bridge_out", "bridge_back", "bridge_fee", "private_out", "private_back", "private_interest",
    "promotion_costs", "service_costs", "incentives", "informal_payments", "fines", "awards", "training_subsidy",
    "training_penalty", "school_wages", "firm_training", "school_works", "housing_grant", "housing_works",
    "housing_rent", "bus_costs", "bond_out", "bond_back", "bond_interest", "platform_loan_out",
    "platform_loan_back", "bt_paid", "bt_interest", "commercial_land", "school_profit", "compensation", "land_share",
    "reclaim_costs", "reclaim_compensation", "land_buyback", "upgrade_subsidy", "brand_costs", "cross_county_share",
    "interest_subsidy", "land_grant",
)
(
    FINAL_SALES, INPUT_PURCHASES, ENERGY, OTHER_COSTS, WAGES, COUNTY_SALES, COUNTY_WAGES, COAST_EARNINGS,
    FARM_INCOME, HOUSEHOLD_SPENDING, SOCIAL_CHARGES, COUNTY_SOCIAL_CHARGES, RENT, LAND_PRICE, LAND_FEES,
    REQUISITION, SERVICING, FACTORY_WORKS, INFRASTRUCTURE_WORKS, PROJECT_CONSTRUCTION, EQUIPMENT, REPLACEMENT,
    USED_ASSETS, VAT, PROFIT_TAX, SURCHARGES, LOAN_OUT, LOAN_BACK, LOAN_INTEREST, LOAN_RECOVERED, PLATFORM_INTEREST,
    GUARANTEE_FEE, GUARANTEE_CLAIM, GUARANTEE_RECOVERY, FUND_CAPITAL, FUND_COSTS, FUND_YIELD, BANK_COSTS,
    BANK_DIVIDENDS, DIVIDENDS_LOCAL, DIVIDENDS_OUTSIDE, EQUITY_IN, EQUITY_OUT_LOCAL, EQUITY_OUT_OUTSIDE,
    TRAINING_COURSES, TRAINING_ALLOWANCE, GENERAL_REVENUE, GENERAL_SERVICES, PLATFORM_SUPPORT, PLATFORM_COSTS,
    FACTORY_GRANT, MEMBER_CAPITAL, MEMBER_REFUND, CO_GUARANTEE, INSURANCE_PREMIUM, BRIDGE_CAPITAL, BRIDGE_OUT,
    BRIDGE_BACK, BRIDGE_FEE, PRIVATE_OUT, PRIVATE_BACK, PRIVATE_INTEREST, PROMOTION_COSTS, SERVICE_COSTS,
    INCENTIVES, INFORMAL_PAYMENTS, FINES, AWARDS, TRAINING_SUBSIDY, TRAINING_PENALTY, SCHOOL_WAGES, FIRM_TRAINING,
    SCHOOL_WORKS, HOUSING_GRANT, HOUSING_WORKS, HOUSING_RENT, BUS_COSTS, BOND_OUT, BOND_BACK, BOND_INTEREST,
    PLATFORM_LOAN_OUT, PLATFORM_LOAN_BACK, BT_PAID, BT_INTEREST, COMMERCIAL_LAND, SCHOOL_PROFIT,
    COMPENSATION, LAND_SHARE, RECLAIM_COSTS, RECLAIM_COMPENSATION, LAND_BUYBACK,
    UPGRADE_SUBSIDY, BRAND_COSTS, CROSS_COUNTY_SHARE,
    INTEREST_SUBSIDY, LAND_GRANT,
) = range(96)

# Kinds of claim: the rows of the balance sheet that one sector owes another.
CLAIMS = (
    "firm_loans", "platform_loans", "receivables", "payables", "wage_arrears", "tax_arrears", "rent_arrears",
    "interest_arrears", "subrogation", "unpaid_claims", "bridge_loans", "private_loans", "member_stakes",
    "promises", "bonds", "bt_payables", "platform_interest_arrears", "compensation_owed",
)
(
    FIRM_LOANS, PLATFORM_LOANS, RECEIVABLES, PAYABLES, WAGE_ARREARS, TAX_ARREARS, RENT_ARREARS, INTEREST_ARREARS,
    SUBROGATION, UNPAID_CLAIMS, BRIDGE_LOANS, PRIVATE_LOANS, MEMBER_STAKES, PROMISES, BONDS, BT_PAYABLES,
    PLATFORM_INTEREST_ARREARS, COMPENSATION_OWED,
) = range(18)
# fmt: on

# Who holds an account besides firms and workers: the rows of the table of holders. There are four branches and three
# guarantee institutions (policy company, mutual, pool).
BANK_COUNT, FUND_COUNT = 4, 3
COUNTY_AT, POOL_AT, BANK_FIRST, FUND_FIRST, BRIDGE_AT, PLATFORM_AT, TREASURY_AT, PROVINCE_AT, OUTSIDE_AT = (
    0, 1, 2, 6, 9, 10, 11, 12, 13,
)  # fmt: skip
HOLDER_SECTORS = (
    FIRMS,
    HOUSEHOLDS,
    *(BANKS,) * BANK_COUNT,
    *(FUND,) * (FUND_COUNT + 1),
    PLATFORM,
    TREASURY,
    PROVINCE,
    OUTSIDE,
)
HOLDER_NAMES = (
    "rest of the county",
    "households",
    "first bank",
    "second bank",
    "third bank",
    "fourth bank",
    "guarantee company",
    "mutual guarantee company",
    "guarantee pool",
    "bridge fund",
    "platform company",
    "county treasury",
    "province",
    "outside world",
)


@rule
def pay(ledger, payer, payee, kind, amount):
    """Move so many fen from payer to payee. Beyond the payer's means it raises, and the run is dead."""
    if amount == 0:
        return
    if amount < 0:
        raise Overdraft("a payment is not negative", payer.number, payee.number, kind, amount, payer.balance)
    if payer.balance < amount and payer.sector != BANKS and payer.sector < PROVINCE:
        raise Overdraft("overdraft", payer.number, payee.number, kind, amount, payer.balance)
    payer.balance -= amount
    payee.balance += amount
    post(ledger, payer.sector, payee.sector, kind, amount)


@rule
def owe(ledger, debtor, creditor, what, amount):
    """The debtor owes the creditor so much more (or less, where negative) under this kind of claim."""
    claim(ledger, what, creditor.sector, debtor.sector, amount)


@rule
def pay_between(holders, ledger, payer_at, payee_at, kind, amount):
    """A payment between two accounts of the table of holders, from whole tables: what institutions use."""
    pay(ledger[0], holders[payer_at], holders[payee_at], kind, amount)


@rule
def owe_between(holders, ledger, debtor_at, creditor_at, what, amount):
    """A claim between two accounts of the table of holders, from whole tables."""
    owe(ledger[0], holders[debtor_at], holders[creditor_at], what, amount)


def flow_matrix(ledger: Any) -> Any:
    """This month's flows by kind and sector, without the unused room."""
    return ledger["flows"][0, : len(KINDS), :]
