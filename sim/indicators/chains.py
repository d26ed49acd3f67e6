"""Chains, knowledge, founders, and the neighbours."""

import numpy as np

from sim.actors.firm import (
    ELSEWHERE,
    FROM_ZONE,
    IN_PREFECTURE,
    LEAD,
)
from sim.indicators.indicator import indicator
from sim.indicators.jobs import jobs


@indicator(en="Supply links in the zone", zh="园区内配套关系", unit="links", unit_zh="对", kind="stock")
def links(watch):
    """Pairs of firms of which one buys a part of its inputs from the other."""
    return float(np.count_nonzero(watch.zone.links["customer"] >= 0))


@indicator(en="Local share of chain inputs", zh="本地配套率", unit="share", unit_zh="比例", kind="share")
def local_content(watch):
    """Chain inputs bought in the zone over all chain inputs of its mid- and downstream firms."""
    firms = watch.producing
    need = watch.zone.sectors["materials"][firms["trade"]] * firms["output"] * (firms["role"] > 0)
    return float((firms["covered"] * need).sum() / need.sum()) if need.sum() > 0 else float("nan")


@indicator(en="Followers of anchors, producing", zh="随链落户在产企业", unit="firms", unit_zh="家", kind="stock")
def followers(watch):
    """Producing firms that first heard of the zone because an anchor lacked what they make."""
    return float(np.count_nonzero(watch.producing["followed"] == 1))


@indicator(en="Firms founded by workers", zh="员工创办企业", unit="firms", unit_zh="家", kind="stock")
def founded(watch):
    """Producing firms whose owners once worked in the zone."""
    return float(np.count_nonzero(watch.producing["origin"] == FROM_ZONE))


@indicator(en="Founders so far", zh="累计创业者", unit="persons", unit_zh="人", kind="cumulative")
def founders(watch):
    """Workers who set out to found a firm, whether or not it came to be."""
    return float(np.count_nonzero((watch.zone.firms["origin"] == FROM_ZONE) & (watch.stage >= LEAD)))


@indicator(en="Mean technology", zh="平均技术水平", unit="vintage", unit_zh="代际指数", kind="stock")
def technology(watch):
    """Vintage of producing firms, weighted by staff; the newest is 1.2."""
    firms = watch.producing
    staff = firms["workers"].sum()
    return float((firms["vintage"] * firms["workers"]).sum() / staff) if staff > 0 else float("nan")


@indicator(en="Steps of technology, cumulative", zh="累计技改次数", unit="steps", unit_zh="次", kind="cumulative")
def upgrades(watch):
    """Times that firms of the zone bought newer machines, those since closed included."""
    return float(watch.zone.firms["upgrades"].sum())


@indicator(en="Firms with a mark", zh="名牌企业", unit="firms", unit_zh="家", kind="stock")
def brands(watch):
    """Producing firms with a county's, province's or national mark."""
    return float(np.count_nonzero(watch.producing["brand"] > 0))


@indicator(en="Listed firms", zh="上市企业", unit="firms", unit_zh="家", kind="stock")
def listed(watch):
    """Producing firms with shareholders from the exchange."""
    return float(np.count_nonzero(watch.producing["listed"] > 0))


@indicator(en="Posts in local services", zh="带动本地服务业岗位", unit="posts", unit_zh="个", kind="stock")
def service_posts(watch):
    """Posts in the rest of the county that live on what the zone's people spend there, against the first month."""
    here = watch.zone.environment[0]
    return float(here.service_posts - here.service_posts_start)


@indicator(en="County posts moved to the zone", zh="县内转移至园区的岗位", unit="posts", unit_zh="个", kind="stock")
def moved_posts(watch):
    """Posts that the rest of the county would have if firms of the zone had settled there, closures aside."""
    return float(watch.zone.environment[0].county_diverted)


@indicator(en="Firms with the neighbours", zh="邻县落户企业", unit="firms", unit_zh="家", kind="stock")
def neighbour_firms(watch):
    """Investors of the queue who settled in two neighbouring counties instead, less those that have closed since."""
    return float(_survivors(watch).sum())


@indicator(en="Jobs with the neighbours", zh="邻县相关就业", unit="jobs", unit_zh="人", kind="stock")
def neighbour_jobs(watch):
    """Jobs of investors who settled with the neighbours instead: what a policy draws from them is lost there."""
    zone = watch.zone
    posts = zone.firms["planned_workers"] * zone.numbers["county_settler_share"][0]
    return float((posts * _survivors(watch)).sum())


@indicator(en="Neighbours' pay over the zone's", zh="邻县与园区工资之比", unit="share", unit_zh="比例", kind="share")
def neighbour_wage(watch):
    """Unskilled pay with the neighbours by their jobs, over the zone's offer, in a reduced form."""
    zone, numbers = watch.zone, watch.zone.numbers[0]
    pull = 1.0 + numbers.neighbours_wage_slope * neighbour_jobs(watch) / numbers.neighbours_jobs_start
    return float(numbers.labour_base_wage * zone.environment[0].trend * pull / zone.environment[0].wage)


@indicator(
    en="Jobs in zone, county and neighbours",
    zh="园区、县内及邻县就业",
    unit="jobs",
    unit_zh="人",
    kind="stock",
)
def wide_jobs(watch):
    """Jobs in the zone and the rest of the county, and those of investors who settled with the neighbours."""
    return jobs(watch) + float(watch.zone.county_pool["workers"][0]) + neighbour_jobs(watch)


@indicator(
    en="Job-years of county and neighbours, cumulative",
    zh="县与邻县累计就业人年",
    unit="job-years",
    unit_zh="人年",
    kind="cumulative",
)
def wide_job_years(watch):
    """Job-years in zone, county and with the neighbours together: moved jobs cancel."""
    return watch.add("wide_job_years", wide_jobs(watch) / 12.0)


def _survivors(watch):
    """Chance that each investor who went to the neighbours is still there."""

    def measure():
        zone = watch.zone
        there = (watch.stage == ELSEWHERE) & (zone.firms["destination"] == IN_PREFECTURE) & (zone.firms["number"] > 0)
        opens = zone.firms["since"] + zone.numbers["neighbours_start_months"][0]
        age = np.maximum(0, zone.month - opens)
        lives = zone.numbers["county_job_survival_per_month"][0] ** age
        return np.where(there & (zone.month >= opens), lives, 0.0)

    return watch.once("neighbour_survivors", measure)
