"""Firms and the pipeline."""

import numpy as np

from sim.actors.firm import BUILDING, CLOSED, CONTRACT, FLOOR_PREMISES, INTENT, LANDED
from sim.indicators.indicator import indicator

FEN_PER_WAN_YUAN = 1_000_000


@indicator(en="Producing firms", zh="投产企业数", unit="firms", unit_zh="家", kind="stock")
def firms(watch):
    """Firms of the zone that produce."""
    return float(len(watch.producing))


@indicator(en="Projects with intent", zh="意向项目", unit="projects", unit_zh="个", kind="stock")
def intents(watch):
    """Investors who talk and have not signed."""
    return float((watch.stage == INTENT).sum())


@indicator(en="Projects under contract", zh="签约未落地项目", unit="projects", unit_zh="个", kind="stock")
def contracts(watch):
    """Signed, waiting for approval, land, floor or money."""
    return float((watch.stage == CONTRACT).sum())


@indicator(en="Contracts signed", zh="新签约项目", unit="projects", unit_zh="个", kind="flow")
def signings(watch):
    """Investors who signed this month."""
    return float((watch.zone.firms["signed"] == watch.zone.month).sum()) if watch.zone.month > 0 else 0.0


@indicator(en="Projects holding land, not begun", zh="落地未开工项目", unit="projects", unit_zh="个", kind="stock")
def landed(watch):
    """Projects that hold a plot and have not begun to build."""
    return float((watch.stage == LANDED).sum())


@indicator(en="Projects under construction", zh="在建项目", unit="projects", unit_zh="个", kind="stock")
def building(watch):
    """Projects that build or fit out."""
    return float((watch.stage == BUILDING).sum())


@indicator(en="Firms closed, cumulative", zh="累计关闭企业", unit="firms", unit_zh="家", kind="cumulative")
def closed(watch):
    """Firms that started to build or to produce here and are gone."""
    return float((watch.stage == CLOSED).sum())


@indicator(en="Producing firms that closed", zh="关闭的投产企业", unit="firms", unit_zh="家", kind="flow")
def exits(watch):
    """Producing firms that closed this month: called by a bank, unable to pay wages, or given up by the owner."""
    return float(watch.zone.exits)


@indicator(en="Exit rate of producing firms", zh="投产企业年退出率", unit="share", unit_zh="比例", kind="share")
def exit_rate(watch):
    """Producing firms that closed in the last twelve months over producing firms."""
    gone = watch.over_year("exits", exits(watch))
    return gone / len(watch.producing) if len(watch.producing) else float("nan")


@indicator(en="Exit rate as a registry counts it", zh="登记口径年退出率", unit="share", unit_zh="比例", kind="share")
def registry_exit_rate(watch):
    """Firms that closed in the last twelve months, producing or not yet, over all that hold land, build or produce."""
    closed_now = (watch.stage == CLOSED) & (watch.zone.firms["since"] == watch.zone.month)
    gone = watch.over_year("registry exits", float(closed_now.sum()))
    registered = len(watch.producing) + landed(watch) + building(watch)
    return gone / registered if registered > 0 else float("nan")


@indicator(en="Tenants of factory floors", zh="标准厂房租户", unit="firms", unit_zh="家", kind="stock")
def tenants(watch):
    """Producing firms on rented factory floors."""
    return float((watch.producing["premises"] == FLOOR_PREMISES).sum())


@indicator(en="Output", zh="产值", unit="wan yuan", unit_zh="万元", kind="flow")
def output(watch):
    """Goods made by the zone's firms at reference prices net of VAT, in yuan of the first year."""
    return float(watch.producing["output"].sum()) / FEN_PER_WAN_YUAN


@indicator(en="Revenue per worker", zh="人均营业收入", unit="wan yuan/year", unit_zh="万元/年", kind="stock")
def revenue_per_worker(watch):
    """This month's invoices times twelve over workers."""
    heads = watch.producing["workers"].sum()
    return float(12.0 * watch.producing["sales"].sum() / heads) / FEN_PER_WAN_YUAN if heads > 0 else float("nan")


@indicator(en="Profit over revenue", zh="利润率", unit="share", unit_zh="比例", kind="share")
def margin(watch):
    """Profit before tax over output, mean of about a year, all producing firms together."""
    revenue = watch.producing["revenue_12"].sum()
    return float(watch.producing["profit_12"].sum() / revenue) if revenue > 0 else float("nan")


@indicator(en="Loss-making firms", zh="亏损企业比例", unit="share", unit_zh="比例", kind="share")
def loss_makers(watch):
    """Share of producing firms with a loss over about a year."""
    return float((watch.producing["profit_12"] < 0).mean()) if len(watch.producing) else float("nan")


@indicator(
    en="Revenue of the last twelve months", zh="近十二个月主营收入", unit="wan yuan", unit_zh="万元", kind="flow"
)
def revenue_year(watch):
    """Output of the zone's firms over the last twelve months."""
    return watch.over_year("revenue_year", output(watch))


@indicator(
    en="Projects over 30 M yuan signed in a year",
    zh="近一年签约三千万元以上项目",
    unit="projects",
    unit_zh="个",
    kind="flow",
)
def large_projects(watch):
    """Contracts of the last twelve months that announce 30 million yuan or more."""
    firms, month = watch.zone.firms, watch.zone.month
    fresh = (firms["signed"] > max(0, month - 12)) & (firms["signed"] <= month)
    return float(np.count_nonzero(fresh & (firms["announced"] >= 30_000_000 * 100)))


@indicator(en="Power for a yuan of value added", zh="单位增加值电力支出", unit="yuan", unit_zh="元", kind="share")
def energy_intensity(watch):
    """What producing firms spend on power for each yuan of value added."""
    firms, trades = watch.producing, watch.zone.sectors[watch.producing["trade"]]
    shift = watch.zone.numbers["firm_margin_shift"][0]
    added = firms["output"] * (1.0 - (trades["materials"] - shift) - trades["energy"] - trades["other"])
    spent = firms["output"] * trades["energy"] * firms["energy_factor"]
    return float(spent.sum() / added.sum()) if added.sum() > 0 else float("nan")


@indicator(
    en="Change of power intensity in a year", zh="单位增加值电耗年变动", unit="share", unit_zh="比例", kind="share"
)
def energy_change(watch):
    """Power for a yuan of value added over that of twelve months ago, less one."""
    now = energy_intensity(watch)
    return now / watch.year_ago("energy_intensity", now) - 1.0
