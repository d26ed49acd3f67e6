"""The county's service: waits for approval, promises, reputation, visits, what is announced and what is reported."""

import numpy as np

from sim.actors.firm import CONTRACT
from sim.books import EQUIPMENT, PROJECT_CONSTRUCTION
from sim.indicators.firms import output
from sim.indicators.indicator import indicator

FEN_PER_WAN_YUAN = 1_000_000


@indicator(en="Months to approval", zh="审批用时", unit="months", unit_zh="月", kind="stock")
def approval_months(watch):
    """From contract to the last paper, mean of about the last twelve files; not defined before the first."""
    wait = float(watch.zone.administration[0].wait_12)
    return wait if wait > 0 else float("nan")


@indicator(en="Files waiting for approval", zh="在批项目", unit="projects", unit_zh="个", kind="stock")
def files_waiting(watch):
    """Contracts whose papers are not yet complete."""
    firms = watch.zone.firms
    return float(np.count_nonzero((watch.stage == CONTRACT) & (firms["approved_month"] < 0)))


@indicator(en="Promises due and not paid", zh="逾期未兑现承诺", unit="wan yuan", unit_zh="万元", kind="stock")
def promises_due(watch):
    """What the county owes investors under its promises."""
    return float(watch.zone.firms["promise_due"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Promises kept, cumulative", zh="累计兑现承诺", unit="wan yuan", unit_zh="万元", kind="cumulative")
def promises_kept(watch):
    """Promises to investors paid so far."""
    return float(watch.zone.administration[0].promises_kept) / FEN_PER_WAN_YUAN


@indicator(en="Reputation", zh="园区口碑", unit="share", unit_zh="比例", kind="share")
def reputation(watch):
    """Mean satisfaction of firms, waiting projects, and those who left within two years."""
    told = float(watch.zone.administration[0].reputation)
    return told if watch.zone.month > 0 else float("nan")


@indicator(en="Taken by visits", zh="检查摊派占增加值", unit="share", unit_zh="比例", kind="share")
def visits_take(watch):
    """Informal payments to visiting officials over value added."""
    return float(watch.zone.environment[0].take_share)


@indicator(
    en="Investment announced, cumulative", zh="累计签约投资额", unit="wan yuan", unit_zh="万元", kind="cumulative"
)
def announced_investment(watch):
    """Investment in signed contracts as announced, since the start."""
    return float(watch.zone.administration[0].announced) / FEN_PER_WAN_YUAN


@indicator(
    en="Investment realised, cumulative", zh="累计完成投资额", unit="wan yuan", unit_zh="万元", kind="cumulative"
)
def realised_investment(watch):
    """Buildings and equipment that projects and firms have paid for, since the start."""
    paid = watch.zone.ledger["turnover"][0]
    from_books = float(paid[EQUIPMENT] + paid[PROJECT_CONSTRUCTION])
    return watch.add("realised_investment", from_books / FEN_PER_WAN_YUAN)


@indicator(en="Output as reported", zh="统计上报产值", unit="wan yuan", unit_zh="万元", kind="flow")
def measured_output(watch):
    """Output with last December's exaggeration, as it would stand in the statistics."""
    return output(watch) * float(watch.zone.administration[0].output_bias)


@indicator(en="Rank among 180 zones", zh="全省排名", unit="rank", unit_zh="名", kind="stock")
def zone_rank(watch):
    """In the province's yearly assessment of measured growth; not defined before the second December."""
    rank = int(watch.zone.administration[0].rank)
    return float(rank) if rank > 0 else float("nan")
