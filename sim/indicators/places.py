"""Land, factory floors, power."""

from sim.foundations.rules import first_row
from sim.indicators.indicator import indicator
from sim.indicators.jobs import jobs
from sim.markets.reclaim import idle_land as idle_centi_mu


@indicator(en="Industrial land held idle", zh="闲置工业用地", unit="mu", unit_zh="亩", kind="stock")
def idle_land(watch):
    """Land held for a year or more without production: waiting for money, stalled, or left by a closed firm."""
    zone = watch.zone
    firms, plots = watch.plain(zone.firms), watch.plain(zone.plots)
    return watch.once("idle_land", lambda: idle_centi_mu(firms, plots, zone.month, first_row(zone.numbers)) / 100.0)


@indicator(en="Land held by firms", zh="企业用地", unit="mu", unit_zh="亩", kind="stock")
def land_held(watch):
    """Transferred industrial land."""
    return float(watch.zone.land[0].transferred) / 100.0


@indicator(en="Idle share of firms' land", zh="闲置用地比例", unit="share", unit_zh="比例", kind="share")
def idle_land_share(watch):
    """Land held idle over transferred industrial land."""
    held = land_held(watch)
    return idle_land(watch) / held if held > 0 else float("nan")


@indicator(en="Serviced land on offer", zh="可供地储备", unit="mu", unit_zh="亩", kind="stock")
def land_bank(watch):
    """Net industrial land with roads and pipes that nobody holds yet."""
    return float(watch.zone.land[0].bank) / 100.0


@indicator(en="Land wanted and not found", zh="待供地需求", unit="mu", unit_zh="亩", kind="stock")
def land_queue(watch):
    """Land asked for this month by approved projects that found no plot."""
    return float(watch.zone.land[0].asked) / 100.0


@indicator(en="Land sent for approval, cumulative", zh="累计报批土地", unit="mu", unit_zh="亩", kind="cumulative")
def land_approved(watch):
    """Gross land requisitioned and sent for approval since the start."""
    return float(watch.zone.land[0].approved_total) / 100.0


@indicator(en="Built-up area", zh="建成区面积", unit="km2", unit_zh="平方公里", kind="stock")
def built_area(watch):
    """Planned area less farmland and land under approval."""
    land = watch.zone.land[0]
    return float(land.total - land.farmland - land.in_approval) / 150_000.0


@indicator(
    en="Workers a built-up square kilometre",
    zh="建成区就业密度",
    unit="persons/km2",
    unit_zh="人/平方公里",
    kind="stock",
)
def density(watch):
    """Jobs in the zone over its built-up area."""
    built = built_area(watch)
    return jobs(watch) / built if built > 0 else float("nan")


@indicator(en="Vacant factory floor", zh="标准厂房空置率", unit="share", unit_zh="比例", kind="share")
def vacancy(watch):
    """Floor space of standing factory blocks that is not let, over all of it."""
    market = watch.zone.floor_market[0]
    return float(market.free_m2 / market.built_m2) if market.built_m2 > 0 else float("nan")


@indicator(en="Factory floor that stands", zh="标准厂房建成面积", unit="m2", unit_zh="平方米", kind="stock")
def factory_floor(watch):
    """Floor space of standing factory blocks."""
    return float(watch.zone.floor_market[0].built_m2)


@indicator(en="Ground-floor rent", zh="厂房底层租金", unit="yuan/m2-month", unit_zh="元/平方米·月", kind="stock")
def rent(watch):
    """Asked for a square metre of ground floor."""
    return float(watch.zone.floor_market[0].rent) / 100.0


@indicator(en="Output lost to power cuts", zh="停电损失比例", unit="share", unit_zh="比例", kind="share")
def outage(watch):
    """Share of output that the power cap takes."""
    return float(watch.zone.environment[0].outage_share)
