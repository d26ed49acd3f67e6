"""Credit, the guarantee institutions and the bridge fund."""

import numpy as np

from sim.books import FUND_COUNT, FUND_FIRST
from sim.indicators.indicator import indicator

FEN_PER_WAN_YUAN = 1_000_000
FUNDS = slice(FUND_FIRST, FUND_FIRST + FUND_COUNT)


def net_assets_of_funds(zone):
    """Of each guarantee institution, in fen: cash with margins and expected recoveries, less claims not yet paid."""
    share = zone.numbers[0].fund_recovery_share
    return zone.holders["balance"][FUNDS] + share * zone.funds["recoverable"] - zone.funds["unpaid"]


@indicator(en="Bank loans to zone firms", zh="企业贷款余额", unit="wan yuan", unit_zh="万元", kind="stock")
def loans(watch):
    """Principal outstanding."""
    return float(watch.zone.loans["principal"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Loans written off, twelve months", zh="贷款核销", unit="wan yuan", unit_zh="万元", kind="flow")
def write_offs(watch):
    """What the banks lost on closed firms after recoveries and guarantees."""
    return float(watch.zone.banks["losses"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Loans in arrears", zh="不良贷款率", unit="share", unit_zh="比例", kind="share")
def bad_loans(watch):
    """Share of bank loans to zone firms on which interest or principal is late."""
    lent = watch.zone.banks["exposure"].sum()
    return float(watch.zone.banks["bad"].sum() / lent) if lent > 0 else float("nan")


@indicator(en="Credit asked for and refused", zh="未获满足的贷款申请", unit="wan yuan", unit_zh="万元", kind="flow")
def credit_refused(watch):
    """What firms and projects asked banks for this month and did not get; who asks again is counted again."""
    return float(watch.zone.firms["refused"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Guarantee funds: net assets", zh="担保机构净资产", unit="wan yuan", unit_zh="万元", kind="stock")
def fund_net_assets(watch):
    """Cash with margins and expected recoveries, less claims not yet paid, of all guarantee institutions."""
    return float(net_assets_of_funds(watch.zone).sum()) / FEN_PER_WAN_YUAN


@indicator(en="Guarantees outstanding", zh="担保余额", unit="wan yuan", unit_zh="万元", kind="stock")
def fund_outstanding(watch):
    """Guaranteed part of loans not yet repaid."""
    return float(watch.zone.funds["outstanding"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Guarantees over net assets", zh="担保放大倍数", unit="times", unit_zh="倍", kind="stock")
def leverage(watch):
    """Realised leverage of the guarantee institutions together."""
    assets = fund_net_assets(watch)
    return fund_outstanding(watch) / assets if assets > 0 else float("nan")


@indicator(en="Guarantee claims, cumulative", zh="累计代偿", unit="wan yuan", unit_zh="万元", kind="cumulative")
def fund_claims(watch):
    """Claims called on the guarantee institutions so far."""
    return float(watch.zone.funds["claims_total"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Guarantee claims not paid", zh="拖欠代偿", unit="wan yuan", unit_zh="万元", kind="stock")
def claims_unpaid(watch):
    """Called by banks and owed to them still, by institutions and by the county's own share."""
    return float(watch.zone.banks["unpaid"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Loans guaranteed, cumulative", zh="累计担保笔数", unit="loans", unit_zh="笔", kind="cumulative")
def guarantees_granted(watch):
    """Loans under guarantee so far."""
    return float(watch.zone.funds["granted"].sum())


@indicator(
    en="Months with new guarantees suspended, cumulative",
    zh="暂停新增担保月数",
    unit="months",
    unit_zh="月",
    kind="cumulative",
)
def fund_suspended(watch):
    """Months in which banks took no new guarantee of one institution or more."""
    return watch.add("fund_suspended", float(watch.zone.funds["suspended"].any()))


@indicator(en="Banks' belief in guarantees", zh="银行对担保机构的信任", unit="share", unit_zh="比例", kind="share")
def bank_belief(watch):
    """Mean over branches and founded institutions of the share that a branch expects to be paid in time."""
    founded = watch.zone.funds["open"] == 1
    return float(watch.zone.banks["belief"][:, founded].mean()) if founded.any() else float("nan")


@indicator(en="Members of the mutual or pool", zh="互助担保会员企业", unit="firms", unit_zh="家", kind="stock")
def members(watch):
    """Firms that hold a stake in a guarantee institution."""
    return float(np.count_nonzero(watch.zone.firms["member_stake"] > 0))


@indicator(en="Bridged, cumulative", zh="累计过桥金额", unit="wan yuan", unit_zh="万元", kind="cumulative")
def bridged(watch):
    """Public and mutual bridge money lent so far."""
    return float(watch.zone.bridge[0].turned) / FEN_PER_WAN_YUAN


@indicator(en="Bridges lost, cumulative", zh="累计过桥损失", unit="wan yuan", unit_zh="万元", kind="cumulative")
def bridges_lost(watch):
    """Bridge money that firms could not repay when they closed."""
    return float(watch.zone.bridge[0].lost) / FEN_PER_WAN_YUAN


@indicator(en="Private loans to firms", zh="民间借贷余额", unit="wan yuan", unit_zh="万元", kind="stock")
def private_loans(watch):
    """What firms owe to private lenders."""
    return float(watch.zone.firms["private_debt"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Firms that gamble", zh="高风险经营企业比例", unit="share", unit_zh="比例", kind="share")
def gambling_firms(watch):
    """Share of producing firms whose owner took the risky course in January."""
    return float(watch.producing["risky"].mean()) if len(watch.producing) else float("nan")
