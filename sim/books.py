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

# What sectors and kinds are called, in English and Chinese.
SECTOR_LABELS = {
    "firms": {"en": "Firms", "zh": "企业"},
    "households": {"en": "Households", "zh": "居民"},
    "banks": {"en": "Banks", "zh": "银行"},
    "fund": {"en": "Guarantee and bridge funds", "zh": "担保与过桥基金"},
    "platform": {"en": "Platform company", "zh": "平台公司"},
    "treasury": {"en": "County treasury", "zh": "县财政"},
    "province": {"en": "Province and centre", "zh": "省和中央"},
    "outside": {"en": "Outside the county", "zh": "县外"},
}
KIND_LABELS = {
    "final_sales": {"en": "Sales outside the county", "zh": "县外销售"},
    "input_purchases": {"en": "Materials bought", "zh": "原材料采购"},
    "energy": {"en": "Power", "zh": "电费"},
    "other_costs": {"en": "Other costs of firms", "zh": "企业其他费用"},
    "wages": {"en": "Wages in the zone", "zh": "园区工资"},
    "county_sales": {"en": "Sales of other employers", "zh": "县内其他雇主销售"},
    "county_wages": {"en": "Wages in the rest of the county", "zh": "县内其他工资"},
    "coast_earnings": {"en": "Earnings on the coast", "zh": "沿海务工收入"},
    "farm_income": {"en": "Farm income", "zh": "农业收入"},
    "household_spending": {"en": "Household spending", "zh": "居民消费"},
    "social_charges": {"en": "Social charges", "zh": "社会保险费"},
    "county_social_charges": {"en": "Social charges of other employers", "zh": "县内其他雇主社保费"},
    "rent": {"en": "Factory rents", "zh": "厂房租金"},
    "land_price": {"en": "Industrial land", "zh": "工业用地出让金"},
    "land_fees": {"en": "Fees for land quota and approval", "zh": "用地指标和报批费用"},
    "requisition": {"en": "Compensation for land", "zh": "征地补偿"},
    "servicing": {"en": "Servicing of land", "zh": "土地平整与配套"},
    "factory_works": {"en": "Building of standard factories", "zh": "标准化厂房建设"},
    "infrastructure_works": {"en": "Roads and plants", "zh": "基础设施建设"},
    "project_construction": {"en": "Building by firms", "zh": "企业自建厂房"},
    "equipment": {"en": "Equipment", "zh": "设备投资"},
    "replacement": {"en": "Replacement of equipment", "zh": "设备更新"},
    "used_assets": {"en": "Used equipment sold", "zh": "旧设备变卖"},
    "vat": {"en": "VAT", "zh": "增值税"},
    "profit_tax": {"en": "Profit tax", "zh": "企业所得税"},
    "surcharges": {"en": "Surcharges and land tax", "zh": "附加税费和土地使用税"},
    "loan_out": {"en": "Loans paid out", "zh": "发放贷款"},
    "loan_back": {"en": "Loans repaid", "zh": "偿还贷款"},
    "loan_interest": {"en": "Loan interest", "zh": "贷款利息"},
    "loan_recovered": {"en": "Recovered from closed firms", "zh": "倒闭企业追偿"},
    "platform_interest": {"en": "Interest on platform loans", "zh": "平台公司贷款利息"},
    "guarantee_fee": {"en": "Guarantee fees", "zh": "担保费"},
    "guarantee_claim": {"en": "Guarantee claims paid", "zh": "代偿支出"},
    "guarantee_recovery": {"en": "Recovered after claims", "zh": "代偿追回"},
    "fund_capital": {"en": "Capital of the guarantee fund", "zh": "担保基金注资"},
    "fund_costs": {"en": "Running costs of the fund", "zh": "担保机构运营费用"},
    "fund_yield": {"en": "Interest on fund deposits", "zh": "担保基金存款利息"},
    "bank_costs": {"en": "Running costs of banks", "zh": "银行运营费用"},
    "bank_dividends": {"en": "Dividends of banks", "zh": "银行分红"},
    "dividends_local": {"en": "Profits to local owners", "zh": "本地业主分红"},
    "dividends_outside": {"en": "Profits to outside owners", "zh": "外来业主分红"},
    "equity_in": {"en": "Equity paid in", "zh": "投资者出资"},
    "equity_out_local": {"en": "Equity back to local owners", "zh": "本地出资退回"},
    "equity_out_outside": {"en": "Equity back to outside owners", "zh": "外来出资退回"},
    "training_courses": {"en": "Training courses", "zh": "培训课程经费"},
    "training_allowance": {"en": "Trainees' allowances", "zh": "学员生活补贴"},
    "general_revenue": {"en": "General revenue", "zh": "一般财政收入"},
    "general_services": {"en": "General services", "zh": "一般公共服务支出"},
    "platform_support": {"en": "Support of the platform", "zh": "对平台公司的补助"},
    "platform_costs": {"en": "Running costs of the platform", "zh": "平台公司运营费用"},
    "factory_grant": {"en": "Grant for standard factories", "zh": "标准化厂房建设拨款"},
    "member_capital": {"en": "Members' stakes", "zh": "会员出资"},
    "member_refund": {"en": "Members' stakes paid back", "zh": "会员退资"},
    "co_guarantee": {"en": "Paid by co-guarantors", "zh": "联保代偿"},
    "insurance_premium": {"en": "Premiums to the insurer", "zh": "再担保费"},
    "bridge_capital": {"en": "Capital of the bridge fund", "zh": "过桥基金注资"},
    "bridge_out": {"en": "Bridge loans", "zh": "过桥资金发放"},
    "bridge_back": {"en": "Bridge loans repaid", "zh": "过桥资金归还"},
    "bridge_fee": {"en": "Bridge fees", "zh": "过桥费用"},
    "private_out": {"en": "Private loans", "zh": "民间借款"},
    "private_back": {"en": "Private loans repaid", "zh": "民间借款偿还"},
    "private_interest": {"en": "Interest on private loans", "zh": "民间借款利息"},
    "promotion_costs": {"en": "Investment promotion", "zh": "招商经费"},
    "service_costs": {"en": "Service of firms", "zh": "企业服务经费"},
    "incentives": {"en": "Incentives promised to investors", "zh": "招商优惠兑现"},
    "informal_payments": {"en": "Informal payments", "zh": "非正式支付"},
    "fines": {"en": "Fines", "zh": "罚款"},
    "awards": {"en": "Awards of the province", "zh": "上级奖励"},
    "training_subsidy": {"en": "Training subsidies", "zh": "培训补贴"},
    "training_penalty": {"en": "Training penalties", "zh": "培训违约扣款"},
    "school_wages": {"en": "Teachers' pay", "zh": "教师工资"},
    "firm_training": {"en": "Training by firms", "zh": "企业自办培训"},
    "school_works": {"en": "School building", "zh": "学校建设"},
    "housing_grant": {"en": "Grant for workers' housing", "zh": "职工公寓拨款"},
    "housing_works": {"en": "Building of workers' housing", "zh": "职工公寓建设"},
    "housing_rent": {"en": "Rents of workers' housing", "zh": "职工公寓租金"},
    "bus_costs": {"en": "Bus lines", "zh": "通勤班车"},
    "bond_out": {"en": "Bonds sold", "zh": "发行债券"},
    "bond_back": {"en": "Bonds redeemed", "zh": "债券兑付"},
    "bond_interest": {"en": "Bond interest", "zh": "债券利息"},
    "platform_loan_out": {"en": "Loans to the platform", "zh": "平台公司借款"},
    "platform_loan_back": {"en": "Platform loans repaid", "zh": "平台公司还款"},
    "bt_paid": {"en": "Works on credit paid", "zh": "BT 项目回购"},
    "bt_interest": {"en": "Interest on works on credit", "zh": "BT 项目利息"},
    "commercial_land": {"en": "Commercial land", "zh": "商住用地出让金"},
    "school_profit": {"en": "Profits of private schools", "zh": "民办学校利润"},
    "compensation": {"en": "Instalments for land", "zh": "分期征地补偿"},
    "land_share": {"en": "Villagers' share of land income", "zh": "村集体土地收益分成"},
    "reclaim_costs": {"en": "Taking back idle land", "zh": "收回闲置土地费用"},
    "reclaim_compensation": {"en": "Paid for land taken back", "zh": "收回土地补偿"},
    "land_buyback": {"en": "Land bought back", "zh": "土地回购"},
    "upgrade_subsidy": {"en": "Upgrade subsidies", "zh": "技改补贴"},
    "brand_costs": {"en": "Brands", "zh": "品牌建设"},
    "cross_county_share": {"en": "Taxes shared with other counties", "zh": "跨县税收分成"},
    "interest_subsidy": {"en": "Interest subsidies", "zh": "贷款贴息"},
    "land_grant": {"en": "Grant for serviced land", "zh": "增供熟地拨款"},
}

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
