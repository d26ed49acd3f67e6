"""Jobs, pay and people."""

from sim.actors.worker import AT_HOME, AWAY, IN_COUNTY_JOB, IN_COURSE, IN_ZONE
from sim.books import COUNTY_WAGES, WAGES
from sim.indicators.indicator import indicator

FEN_PER_WAN_YUAN = 1_000_000


@indicator(en="Jobs in the zone", zh="园区就业人数", unit="persons", unit_zh="人", kind="stock")
def jobs(watch):
    """Persons on the payroll of the zone's firms at the end of the month.

    Commuters count; building crews, officials and local services do not.
    """
    return float(watch.people[IN_ZONE])


@indicator(
    en="Job-years in the zone, cumulative", zh="园区累计就业人年", unit="job-years", unit_zh="人年", kind="cumulative"
)
def job_years(watch):
    """Jobs in the zone added up over all months so far, divided by twelve."""
    return watch.add("job_years", jobs(watch) / 12.0)


@indicator(
    en="Job-years of county residents, cumulative",
    zh="全县居民累计就业人年",
    unit="job-years",
    unit_zh="人年",
    kind="cumulative",
)
def net_job_years(watch):
    """Job-years of county residents in the zone and in the rest of the county together.

    Posts that other employers lose, or that investors would have kept elsewhere in the county, count against it.
    """
    return watch.add("net_job_years", float(watch.people[IN_ZONE] + watch.people[IN_COUNTY_JOB]) / 12.0)


@indicator(en="Jobs in the rest of the county", zh="县内其他就业人数", unit="persons", unit_zh="人", kind="stock")
def county_jobs(watch):
    """Residents of the reachable pool who work for other employers of the county."""
    return float(watch.people[IN_COUNTY_JOB])


@indicator(en="Residents working on the coast", zh="外出沿海务工人数", unit="persons", unit_zh="人", kind="stock")
def away(watch):
    """Residents of the reachable pool who work on the coast."""
    return float(watch.people[AWAY])


@indicator(en="At home or on the farm", zh="在家务农或待业人数", unit="persons", unit_zh="人", kind="stock")
def at_home(watch):
    """Residents of the reachable pool without a job in zone, county or coast and not in class."""
    return float(watch.people[AT_HOME])


@indicator(en="In a public course", zh="公共培训在读人数", unit="persons", unit_zh="人", kind="stock")
def in_course(watch):
    """Trainees in class at the end of the month."""
    return float(watch.people[IN_COURSE])


@indicator(en="Unskilled pay offered in the zone", zh="园区普工工资", unit="yuan/month", unit_zh="元/月", kind="stock")
def wage(watch):
    """Mean offer of the zone's firms to an unskilled worker, in yuan of the first year, weighted by staff."""
    return watch.zone.environment[0].wage / 100.0


def _paid(watch):
    """What the zone's firms and other employers of the county paid to residents this month, in fen."""
    paid = watch.zone.ledger["turnover"][0]
    return int(paid[WAGES]) + int(paid[COUNTY_WAGES])


@indicator(
    en="Pay of county residents, cumulative",
    zh="全县居民累计工资收入",
    unit="wan yuan",
    unit_zh="万元",
    kind="cumulative",
)
def residents_pay(watch):
    """Wages that residents at work in the zone and in the rest of the county received so far, late ones included.

    Constant yuan, not discounted. Everybody of the reachable pool is a resident; what those on the coast earn, farms,
    building crews and officials are left out.
    """
    return watch.add("residents_pay", _paid(watch) / FEN_PER_WAN_YUAN)


@indicator(
    en="Residents' gain over their outside option, cumulative",
    zh="居民累计净得益(超出自身外部选择)",
    unit="wan yuan",
    unit_zh="万元",
    kind="cumulative",
)
def residents_gain(watch):
    """Pay of residents at work in zone and county so far, less what each of them would have without a job there.

    That is, month by month, the larger of a farm's yield and pay on the coast (with his skill) less the cost of living
    there and his own tie to home; and, of those in the zone, less the bed or the way to work. Tastes for places and
    employers are left out: they are the noise of choice, and no income. Constant yuan, not discounted. Who works on
    the coast or at home gains nothing by this measure, nobody from outside works here, and a rise of pay on the coast
    lowers it.
    """
    gained = _paid(watch) - float(watch.zone.environment[0].foregone)
    return watch.add("residents_gain", gained / FEN_PER_WAN_YUAN)


@indicator(en="Zone pay over coast pay", zh="园区与沿海工资之比", unit="share", unit_zh="比例", kind="share")
def wage_to_coast(watch):
    """Mean offer of the zone's firms to an unskilled worker over an unskilled migrant's pay on the coast."""
    return float(watch.zone.environment[0].wage / watch.zone.environment[0].coast_wage)


@indicator(en="Posts not filled", zh="岗位空缺率", unit="share", unit_zh="比例", kind="share")
def open_posts(watch):
    """Posts left open at the end of the month over posts wanted, in the zone."""
    firms = watch.producing
    wanted = firms["target"].sum()
    return float(firms["open_posts"].sum() / wanted) if wanted > 0 else float("nan")


@indicator(en="Skilled posts filled", zh="园区技能岗位比例", unit="share", unit_zh="比例", kind="share")
def skilled_share(watch):
    """Workers in skilled posts over all workers of the zone."""
    staff = watch.producing["workers"].sum()
    return float(watch.producing["skilled_posts"].sum() / staff) if staff > 0 else float("nan")


@indicator(en="Trainees who graduated, cumulative", zh="累计结业学员", unit="persons", unit_zh="人", kind="cumulative")
def graduates(watch):
    """Persons who finished a public course so far."""
    return float(watch.zone.school[0].graduated_total)
