"""Public money: taxes, what instruments cost, what comes back (MODEL.md 3.10)."""

import numpy as np

from sim.books import (
    BOND_BACK,
    BOND_OUT,
    BRIDGE_AT,
    BRIDGE_BACK,
    BRIDGE_CAPITAL,
    BRIDGE_OUT,
    BT_PAID,
    BUS_COSTS,
    CROSS_COUNTY_SHARE,
    FACTORY_GRANT,
    FUND,
    FUND_CAPITAL,
    GENERAL_REVENUE,
    GENERAL_SERVICES,
    HOUSING_GRANT,
    INCENTIVES,
    INTEREST_SUBSIDY,
    KINDS,
    LAND_GRANT,
    MEMBER_CAPITAL,
    MEMBER_REFUND,
    PLATFORM,
    PLATFORM_LOAN_BACK,
    PLATFORM_LOAN_OUT,
    PROFIT_TAX,
    PROMOTION_COSTS,
    SCHOOL_WORKS,
    SERVICE_COSTS,
    SURCHARGES,
    TRAINING_ALLOWANCE,
    TRAINING_COURSES,
    TRAINING_PENALTY,
    TRAINING_SUBSIDY,
    TREASURY,
    UPGRADE_SUBSIDY,
    VAT,
)
from sim.indicators.finance import net_assets_of_funds
from sim.indicators.firms import output
from sim.indicators.indicator import indicator
from sim.places.factories import BY_POLICY

FEN_PER_WAN_YUAN = 1_000_000


def present_value(watch, amount_fen):
    """In wan yuan at the price date: a flow of this month, discounted from the month's first day."""
    numbers = watch.zone.numbers[0]
    years = (watch.zone.month - 1 - numbers.public_price_month) / 12.0
    return float(amount_fen) / FEN_PER_WAN_YUAN / (1.0 + numbers.public_discount_share_per_year) ** years


@indicator(en="Taxes paid by zone firms", zh="企业税收", unit="wan yuan", unit_zh="万元", kind="flow")
def tax(watch):
    """VAT, surcharges, land tax and profit tax, all levels of government."""
    paid = watch.zone.ledger["turnover"][0]
    return float(paid[VAT] + paid[SURCHARGES] + paid[PROFIT_TAX]) / FEN_PER_WAN_YUAN


@indicator(en="Taxes that the county keeps", zh="县级税收", unit="wan yuan", unit_zh="万元", kind="flow")
def county_tax(watch):
    """The county's part of the same taxes."""
    got = watch.zone.ledger["flows"][0][:, TREASURY]
    return float(got[VAT] + got[SURCHARGES] + got[PROFIT_TAX]) / FEN_PER_WAN_YUAN


@indicator(en="Taxes over revenue", zh="税收占营业收入比例", unit="share", unit_zh="比例", kind="share")
def tax_share(watch):
    """Taxes paid by zone firms over their output, both of the last twelve months."""
    made = watch.over_year("output", output(watch))
    paid = watch.over_year("tax", tax(watch))
    return paid / made if made > 0 else float("nan")


# What the treasury pays for instruments: what comes back on the same kinds counts against it.
OF_INSTRUMENTS = (
    *(FACTORY_GRANT, FUND_CAPITAL, BRIDGE_CAPITAL, TRAINING_COURSES, TRAINING_ALLOWANCE, TRAINING_SUBSIDY),
    *(TRAINING_PENALTY, SCHOOL_WORKS, HOUSING_GRANT, BUS_COSTS, PROMOTION_COSTS, SERVICE_COSTS, INCENTIVES),
    *(UPGRADE_SUBSIDY, INTEREST_SUBSIDY, CROSS_COUNTY_SHARE, LAND_GRANT),
)


# What is no part of the fiscal balance: the general budget, and principal that comes and goes.
ASIDE = (
    *(GENERAL_REVENUE, GENERAL_SERVICES, PLATFORM_LOAN_OUT, PLATFORM_LOAN_BACK, BOND_OUT, BOND_BACK, BT_PAID),
    *(MEMBER_CAPITAL, MEMBER_REFUND, BRIDGE_OUT, BRIDGE_BACK),
)


def outlay_of_month(watch):
    """Cash that leaves the county's purse for the instruments this month, less what is given back, in fen."""
    return -int(watch.zone.ledger["flows"][0][list(OF_INSTRUMENTS), TREASURY].sum())


@indicator(
    en="Public outlay, present value, cumulative",
    zh="累计公共支出(现值)",
    unit="wan yuan",
    unit_zh="万元",
    kind="cumulative",
)
def public_outlay(watch):
    """Present value of cash that leaves the county for the instruments (cost A)."""
    return watch.add("public_outlay", present_value(watch, outlay_of_month(watch)))


def closing_value(watch):
    """What instruments leave behind, in fen.

    Blocks count at the least of book, rent seen and resale, beds at book; guarantee institutions at the county's
    part of net assets less expected losses, the bridge fund at its cash and what firms owe it. Land that grants paid
    for and nobody holds counts at the listed price of what can be sold of it, less the villagers' share.
    """
    zone, numbers = watch.zone, watch.zone.numbers[0]
    market = zone.floor_market[0]
    let = 1.0 - market.free_m2 / market.built_m2 if market.built_m2 > 0 else 0.0
    rate = numbers.public_discount_share_per_year
    blocks = zone.blocks[zone.blocks["owner"] == BY_POLICY]
    age_years = np.maximum(0.0, (zone.month - blocks["due"]) / 12.0)
    left_years = np.maximum(0.0, numbers.factory_life_years - age_years)
    book = blocks["paid"] * left_years / numbers.factory_life_years
    yearly = 12.0 * market.rent * blocks["floor_m2"] * blocks["storeys"] * let
    yearly = yearly - numbers.factory_maintenance_share * blocks["cost"]
    rents = np.maximum(0.0, yearly) * (1.0 - (1.0 + rate) ** -left_years) / rate
    total = float(np.minimum(np.minimum(book, rents), numbers.factory_resale_share * book).sum())
    # Members own their part of what their stakes have earned.
    paid_in = zone.funds["paid_in"] / np.maximum(1, zone.funds["paid_in"] + zone.funds["stakes"])
    assets = net_assets_of_funds(zone) * paid_in
    loss = numbers.fund_risk_limit_old * numbers.bank_loss_given_default * zone.funds["outstanding"]
    total += float(np.maximum(0.0, assets - loss)[zone.funds["open"] == 1].sum())
    housing = zone.housing[0]
    left = max(0.0, 1.0 - housing.age_months / (12.0 * numbers.housing_life_years))
    total += housing.built_cost * left + float(housing.building.sum()) * numbers.housing_bed_cost
    total += float(zone.holders["balance"][BRIDGE_AT]) + float(zone.firms["bridge"].sum())
    unsold = zone.platform_agent.land_office.granted_net_mu() * (1.0 - zone.tracts["share"])
    total += zone.environment[0].land_price * float(unsold.sum())
    return total


@indicator(
    en="Net public cost, present value, cumulative",
    zh="累计公共净成本(现值)",
    unit="wan yuan",
    unit_zh="万元",
    kind="cumulative",
)
def public_cost(watch):
    """Outlay less the present value of what came back, and of closing values; taxes not counted (cost B).

    Rents of the blocks built and prices of the land serviced came back.
    """
    got = int(watch.zone.floor_market[0].rent_policy) + int(watch.zone.land[0].grant_income)
    kept = watch.add("came_back", present_value(watch, got))
    return watch.total("public_outlay") - kept - present_value(watch, closing_value(watch))


@indicator(
    en="Fiscal balance, present value, cumulative",
    zh="累计财政净收益(现值)",
    unit="wan yuan",
    unit_zh="万元",
    kind="cumulative",
)
def fiscal_npv(watch):
    """Treasury, platform and funds against everybody else, taxes included, general revenue and services apart (C).

    Borrowed and repaid principal and members' stakes are no income and no cost; what the platform owes at the month
    beyond its debts of the first day is taken off.
    """
    zone = watch.zone
    flows = zone.ledger["flows"][0]
    purse = flows[: len(KINDS), [TREASURY, PLATFORM, FUND]].sum(axis=1)
    earned = watch.add("fiscal_npv", present_value(watch, int(purse.sum() - purse[list(ASIDE)].sum())))
    owed = zone.platform_agent.debt.total() - int(zone.debts["principal"][0])
    return earned - present_value(watch, owed)


@indicator(
    en="Money not delivered, present value, cumulative",
    zh="累计未能支出资金(现值)",
    unit="wan yuan",
    unit_zh="万元",
    kind="cumulative",
)
def undelivered(watch):
    """Appropriated money that found no trainee or plot and went back."""
    zone = watch.zone
    back = int(zone.budget_lines["returned_month"].sum() + zone.platform_books[0].returned_month.sum())
    return watch.add("undelivered", present_value(watch, back))


@indicator(en="Platform company: cash", zh="平台公司现金", unit="wan yuan", unit_zh="万元", kind="stock")
def platform_cash(watch):
    """Deposits of the platform company."""
    return float(watch.zone.platform.balance) / FEN_PER_WAN_YUAN
