"""The outside world: the common cycle, each sector's cycle, the trend, and pay on the coast (MODEL.md 3.6.1)."""

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import exp, normal, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.foundations.tables import table

SECTOR_COUNT = 5
GARMENT, FOOD, ELECTRONICS, MACHINERY, MATERIALS = range(SECTOR_COUNT)

numbers_of(
    "outside",
    cycle_persistence=number(0.96, "per month", ASSUMPTION, low=0.9, high=0.99),
    cycle_shock=number(0.010, "log points", "assumption; range by coherence check", low=0.004, high=0.035),
    sector_persistence=number(0.94, "per month", ASSUMPTION, low=0.88, high=0.98),
    sector_shock=number(0.012, "log points", "assumption; range by coherence check", low=0.004, high=0.035),
    trend_share_per_year=number(0.03, "per year", ASSUMPTION, low=0.0, high=0.06),
    coast_wage=number(2049, "yuan/month", "migrant pay 2011, data row D003", low=1800, high=2400),
    prefecture_posts=number(
        30_000,
        "posts by trade",
        ASSUMPTION,
        low=10_000,
        high=90_000,
        departs="not in the design: it compares with the capacity of the prefecture and gives no size",
    ),
    saturation=number(0.2, "elasticity", ASSUMPTION, low=0.0, high=0.5),
    wealth_multiple=number(
        1.0, "pure number", "1 by definition; large values give the limit of unlimited own funds", low=0.5, high=1000
    ),
)

ENVIRONMENT = table(
    "environment",
    month=column("i8", "months", "since the start; month 1 is the scenario's first"),
    calendar_month=column("i8", "", "1 to 12"),
    trend=column("f8", "", "labour productivity and pay against the start"),
    cycle=column("f8", "log points", "of demand, common to all"),
    sector_cycle=column("f8", "log points", "of demand, by sector", (SECTOR_COUNT,)),
    coast_wage=column("f8", "fen/month", "of an unskilled migrant"),
    demand_factor=column("f8", "", "named shocks"),
    credit_factor=column("f8", "", "named shocks to bank quotas"),
    land_price=column("f8", "fen/mu", "at which industrial land is listed this month"),
    land_value=column("f8", "fen/mu", "of industrial land among firms"),
    land_growth=column("f8", "per year", "that owners expect of it"),
    reclaim_effort=column("f8", "per month", "share of overdue plots that the county takes back"),
    reclaim_months=column("i8", "months", "without progress after which a plot is overdue"),
    reclaim_risk=column("f8", "per year", "chance to lose an overdue plot, as owners see it"),
    overdue_share=column("f8", "share", "of plots held that are overdue"),
    land_review_share=column("f8", "share", "of what projects ask beyond their need that a review cuts"),
    land_scored=column("f8", "", "how far land tax differs by class of land use: 0 not at all, 1 as declared"),
    capacity=column("f8", "fen/month", "planned output in the prefecture, by sector", (SECTOR_COUNT,)),
    capacity_at_start=column("f8", "fen/month", "the same on the first day", (SECTOR_COUNT,)),
    capacity_diverted=column(
        "f8", "fen/month", "that would stand elsewhere in the prefecture without the zone", (SECTOR_COUNT,)
    ),
    take_share=column("f8", "of value added", "that visits of officials take, as contacts tell it"),
    take_at_start=column("f8", "of value added", "the same in the first month"),
    credibility=column("f8", "share", "of promises that were kept in time, as contacts tell it"),
    incentive_land_share=column("f8", "share of the land price", "promised back to who signs now"),
    incentive_tax_share=column("f8", "share of the county's taxes", "promised back for some years to who signs now"),
    skilled_quit=column("f8", "per month", "share of the zone's skilled that leave their firm, over about a year"),
    sector_bad=column("f8", "share", "of loans in arrears, by sector", (SECTOR_COUNT,)),
    service_posts=column("f8", "posts", "in local services that pay from the zone carries"),
    service_posts_start=column("f8", "posts", "the same in the first month"),
    chain_services=column("f8", "times", "by which services raise the chance that makers and buyers meet"),
    anchor_push=column("f8", "times", "by which calls on large firms raise the chance that they hear of the zone"),
    cross_county_share=column("f8", "share", "of a moved project's county tax that goes to the county it left"),
    county_diverted=column("f8", "posts", "that the rest of the county would have without the zone"),
    vat_local_share=column("f8", "share", "of VAT that stays below the province"),
    outage_share=column("f8", "share", "of output lost to the power cap"),
    sewage_months=column("i8", "months", "in a row above capacity"),
    road_factor=column("f8", "", "travel time against free roads"),
    vacancies_year=column("f8", "posts", "posted over the last year, smoothed, by sector", (SECTOR_COUNT,)),
    people=column("i8", "persons", "at home, in the zone, in county jobs, on the coast, in class", (5,)),
    foregone=column("f8", "fen", "that residents paid this month would have elsewhere, and pay for bed or way"),
    attendance=column("f8", "share", "of staff at work: festival and harvest"),
    quit_share=column("f8", "per month", "of employees who go home for reasons outside work"),
    beds=column("f8", "beds", "near the zone"),
    beds_taken=column("f8", "beds", "by workers of the zone"),
    beds_wanted=column("f8", "persons", "without a bed who would take one"),
    bed_price=column("f8", "fen/month", "of a bed"),
    bed_chance=column("f8", "share", "of those who want a bed who get one this month"),
    bus_lines=column("i8", "of 8 directions", "that buses serve"),
    bus_cut=column("f8", "share", "of the way's cost that a bus takes off"),
    vacancies_known=column("f8", "vacancies", "that a searcher happens to know"),
    wage=column("f8", "fen/month", "mean unskilled offer of the zone's firms"),
    county_wage=column("f8", "fen/month", "unskilled offer of the rest of the county, trend aside"),
    wage_at_start=column("f8", "fen/month", "the same on the first day"),
    fill=column("f8", "share", "mean use of capacity among the zone's firms, as contacts tell it"),
    match=column("f8", "", "mean skill match against the start, as contacts tell it"),
    skill_match_start=column("f8", "", "mean skill match on the first day, by sector", (SECTOR_COUNT,)),
    win_at_start=column("f8", "share", "chance to win an investor on the first day, by sector", (SECTOR_COUNT,)),
    value_at_start=column("f8", "", "mean value of a project here per capital, first day", (SECTOR_COUNT,)),
)

CYCLE = decision("outside.cycle", who="0", law="normal shock to the outside cycle")
SECTOR_CYCLE = decision("outside.sector_cycle", who="trade", law="normal shock to a trade's cycle")


@rule
def turn_month(environment, numbers, terms, luck):
    """A new month outside: cycles move, the trend goes on, named shocks are felt."""
    environment.trend = exp(environment.month / 12.0 * numbers.outside_trend_share_per_year)
    shock = numbers.outside_cycle_shock * normal(draw(luck, CYCLE, 0, 0))
    environment.cycle = numbers.outside_cycle_persistence * environment.cycle + shock
    for sector in range(SECTOR_COUNT):
        own = numbers.outside_sector_shock * normal(draw(luck, SECTOR_CYCLE, sector, 0))
        before = environment.sector_cycle[sector]
        environment.sector_cycle[sector] = numbers.outside_sector_persistence * before + own
    festival = environment.calendar_month == 2
    harvest = environment.calendar_month == 6 or environment.calendar_month == 9
    environment.attendance = 1.0
    environment.quit_share = numbers.labour_home_quit_share
    if festival:
        environment.attendance = 1.0 - numbers.labour_festival_absent
        environment.quit_share += numbers.labour_festival_lost
    elif harvest:
        environment.attendance = 1.0 - numbers.labour_harvest_absent
    environment.coast_wage = numbers.outside_coast_wage * environment.trend * terms.coast_wage_factor
    environment.land_price = numbers.land_price_mu * terms.land_price_factor
    environment.reclaim_effort = max(terms.reclaim_effort, numbers.reclaim_usual_effort)
    environment.reclaim_months = terms.reclaim_months
    if terms.reclaim_months == 0:
        environment.reclaim_months = whole(numbers.land_reclaim_months)
    environment.land_review_share = terms.land_review_share
    environment.chain_services = terms.chain_services
    environment.anchor_push = terms.anchor_push
    environment.cross_county_share = terms.cross_county_share
    environment.land_scored = terms.land_scored
    environment.demand_factor = terms.demand_factor
    environment.credit_factor = terms.credit_factor
