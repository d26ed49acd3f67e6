"""Land, factory floors, power."""

from sim.foundations.rules import first_row
from sim.indicators.indicator import indicator
from sim.indicators.jobs import jobs
from sim.markets.reclaim import land_in_vain


@indicator(en="Industrial land held idle", zh="闲置工业用地", unit="mu", unit_zh="亩", kind="stock")
def idle_land(watch):
    """Land held for a year or more without production: waiting for money, stalled, or left by a closed firm."""
    return _in_vain(watch)[0]


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


@indicator(en="Land in approval", zh="报批中土地", unit="mu", unit_zh="亩", kind="stock")
def land_in_approval(watch):
    """Gross land requisitioned whose approval or servicing is under way."""
    return float(watch.zone.land[0].in_approval) / 100.0


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


@indicator(en="Spare land of working firms", zh="在产企业富余用地", unit="mu", unit_zh="亩", kind="stock")
def spare_land(watch):
    """Land of producing firms beyond what their plants need."""
    return _in_vain(watch)[1]


@indicator(en="Land kept bare for its price", zh="待价而沽的空地", unit="mu", unit_zh="亩", kind="stock")
def bare_land(watch):
    """Plots whose holders would lose by building today: a motive, not a want of money."""
    return _in_vain(watch)[2]


@indicator(en="Plots overdue", zh="逾期未动工宗地", unit="plots", unit_zh="宗", kind="stock")
def plots_overdue(watch):
    """Plots held without progress for longer than the rule allows."""
    return float(watch.zone.land[0].overdue)


@indicator(en="Land taken back, cumulative", zh="累计收回土地", unit="mu", unit_zh="亩", kind="cumulative")
def land_reclaimed(watch):
    """Overdue plots that the county took back since the start."""
    return float(watch.zone.land[0].reclaimed_total) / 100.0


@indicator(en="Land given back, cumulative", zh="累计退还土地", unit="mu", unit_zh="亩", kind="cumulative")
def land_given_back(watch):
    """Land that its holders returned for a part of its price since the start."""
    return float(watch.zone.land[0].given_back_total) / 100.0


@indicator(en="Serviced land without a road", zh="断头路阻隔用地", unit="mu", unit_zh="亩", kind="stock")
def land_cut_off(watch):
    """Serviced net land to which no built road leads from the gate, because a village between has not given way."""
    return float(watch.zone.land[0].cut_off) / 100.0


@indicator(en="Houses built for compensation", zh="抢建房屋", unit="houses", unit_zh="处", kind="stock")
def houses_for_compensation(watch):
    """Houses that stand on fields next to the works in the hope of compensation."""
    return float(watch.zone.tracts["encroached"].sum())


@indicator(en="Unrest in the villages", zh="村民不满程度", unit="share", unit_zh="比例", kind="share")
def unrest(watch):
    """Mean over villages; 1 is closed to any offer."""
    return float(watch.zone.villages["unrest"].mean())


@indicator(en="Compensation owed to villagers", zh="欠付征地补偿", unit="wan yuan", unit_zh="万元", kind="stock")
def compensation_owed(watch):
    """Instalments for land given up, due or not yet due."""
    return float(watch.zone.villages["owed"].sum()) / 1_000_000


@indicator(
    en="Value of industrial land among firms", zh="工业用地市场价值", unit="yuan/mu", unit_zh="元/亩", kind="stock"
)
def land_value(watch):
    """What a mu would bring between firms; it is listed at the county's price."""
    return float(watch.zone.environment[0].land_value) / 100.0


def _in_vain(watch):
    """Idle, spare and bare land of the month, read once."""
    zone = watch.zone
    tables = (watch.plain(table) for table in (zone.firms, zone.sectors, zone.plots))
    rows = (first_row(zone.environment), first_row(zone.numbers))
    return watch.once("land in vain", lambda: land_in_vain(*tables, *rows))
