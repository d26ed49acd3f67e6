"""The books: sectors, kinds of posting and of claim (MODEL.md 3.5), and the one way to pay."""

from typing import Any

from sim.foundations.money import Overdraft, claim, post
from sim.foundations.rules import rule

# Sectors: the columns of the flow matrix.
FIRMS, HOUSEHOLDS, BANKS, FUND, PLATFORM, TREASURY, PROVINCE, OUTSIDE = range(8)
SECTORS_OF_BOOKS = ("firms", "households", "banks", "fund", "platform", "treasury", "province", "outside")

# Kinds of posting: the rows of the flow matrix.
KINDS = (
    "final_sales",
    "input_purchases",
    "energy",
    "other_costs",
    "wages",
    "county_sales",
    "county_wages",
    "coast_earnings",
    "farm_income",
    "household_spending",
    "social_charges",
    "county_social_charges",
    "rent",
    "land_price",
    "land_fees",
    "requisition",
    "servicing",
    "factory_works",
    "infrastructure_works",
    "project_construction",
    "equipment",
    "replacement",
    "used_assets",
    "vat",
    "profit_tax",
    "surcharges",
    "loan_out",
    "loan_back",
    "loan_interest",
    "loan_recovered",
    "platform_interest",
    "guarantee_fee",
    "guarantee_claim",
    "guarantee_recovery",
    "fund_capital",
    "fund_costs",
    "fund_yield",
    "bank_costs",
    "bank_dividends",
    "dividends_local",
    "dividends_outside",
    "equity_in",
    "equity_out_local",
    "equity_out_outside",
    "training_courses",
    "training_allowance",
    "general_revenue",
    "general_services",
    "platform_support",
    "platform_costs",
    "factory_grant",
)
(
    FINAL_SALES,
    INPUT_PURCHASES,
    ENERGY,
    OTHER_COSTS,
    WAGES,
    COUNTY_SALES,
    COUNTY_WAGES,
    COAST_EARNINGS,
    FARM_INCOME,
    HOUSEHOLD_SPENDING,
    SOCIAL_CHARGES,
    COUNTY_SOCIAL_CHARGES,
    RENT,
    LAND_PRICE,
    LAND_FEES,
    REQUISITION,
    SERVICING,
    FACTORY_WORKS,
    INFRASTRUCTURE_WORKS,
    PROJECT_CONSTRUCTION,
    EQUIPMENT,
    REPLACEMENT,
    USED_ASSETS,
    VAT,
    PROFIT_TAX,
    SURCHARGES,
    LOAN_OUT,
    LOAN_BACK,
    LOAN_INTEREST,
    LOAN_RECOVERED,
    PLATFORM_INTEREST,
    GUARANTEE_FEE,
    GUARANTEE_CLAIM,
    GUARANTEE_RECOVERY,
    FUND_CAPITAL,
    FUND_COSTS,
    FUND_YIELD,
    BANK_COSTS,
    BANK_DIVIDENDS,
    DIVIDENDS_LOCAL,
    DIVIDENDS_OUTSIDE,
    EQUITY_IN,
    EQUITY_OUT_LOCAL,
    EQUITY_OUT_OUTSIDE,
    TRAINING_COURSES,
    TRAINING_ALLOWANCE,
    GENERAL_REVENUE,
    GENERAL_SERVICES,
    PLATFORM_SUPPORT,
    PLATFORM_COSTS,
    FACTORY_GRANT,
) = range(51)

# Kinds of claim: the rows of the balance sheet that one sector owes another.
CLAIMS = (
    "firm_loans",
    "platform_loans",
    "receivables",
    "payables",
    "wage_arrears",
    "tax_arrears",
    "rent_arrears",
    "interest_arrears",
    "subrogation",
    "unpaid_claims",
)
(
    FIRM_LOANS,
    PLATFORM_LOANS,
    RECEIVABLES,
    PAYABLES,
    WAGE_ARREARS,
    TAX_ARREARS,
    RENT_ARREARS,
    INTEREST_ARREARS,
    SUBROGATION,
    UNPAID_CLAIMS,
) = range(10)


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


def flow_matrix(ledger: Any) -> Any:
    """This month's flows by kind and sector, without the unused room."""
    return ledger["flows"][0, : len(KINDS), :]
