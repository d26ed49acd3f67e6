"""Credit and the guarantee fund."""

from sim.actors.fund import net_assets
from sim.indicators.indicator import indicator

FEN_PER_WAN_YUAN = 1_000_000


@indicator(en="Bank loans to zone firms", zh="企业贷款余额", unit="wan yuan", unit_zh="万元", kind="stock")
def loans(watch):
    """Principal outstanding."""
    return float(watch.zone.loans["principal"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Loans written off, twelve months", zh="贷款核销", unit="wan yuan", unit_zh="万元", kind="flow")
def write_offs(watch):
    """What the banks lost on closed firms after recoveries and guarantees."""
    return float(watch.zone.banks["losses"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Guarantee fund: net assets", zh="担保基金净资产", unit="wan yuan", unit_zh="万元", kind="stock")
def fund_net_assets(watch):
    """Cash with margins and expected recoveries, less claims not yet paid."""
    zone = watch.zone
    return float(net_assets(zone.fund[0], zone.fund_holder, zone.numbers[0])) / FEN_PER_WAN_YUAN


@indicator(en="Guarantees outstanding", zh="担保余额", unit="wan yuan", unit_zh="万元", kind="stock")
def fund_outstanding(watch):
    """Guaranteed part of loans not yet repaid."""
    return float(watch.zone.fund[0].outstanding) / FEN_PER_WAN_YUAN


@indicator(en="Guarantees over net assets", zh="担保放大倍数", unit="times", unit_zh="倍", kind="stock")
def leverage(watch):
    """Realised leverage of the guarantee fund."""
    assets = fund_net_assets(watch)
    return fund_outstanding(watch) / assets if assets > 0 else float("nan")


@indicator(en="Guarantee claims, cumulative", zh="累计代偿", unit="wan yuan", unit_zh="万元", kind="cumulative")
def fund_claims(watch):
    """Claims called on the fund so far."""
    return float(watch.zone.fund[0].claims_total) / FEN_PER_WAN_YUAN


@indicator(en="Loans guaranteed, cumulative", zh="累计担保笔数", unit="loans", unit_zh="笔", kind="cumulative")
def guarantees_granted(watch):
    """Loans under guarantee so far."""
    return float(watch.zone.fund[0].granted)


@indicator(
    en="Months with new guarantees suspended, cumulative",
    zh="暂停新增担保月数",
    unit="months",
    unit_zh="月",
    kind="cumulative",
)
def fund_suspended(watch):
    """Months in which the bank took no new guarantee."""
    return watch.add("fund_suspended", float(watch.zone.fund[0].suspended))
