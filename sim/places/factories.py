"""Standard factories: blocks with floors to let (MODEL.md 3.6.4). Floor space is whole square metres and adds up."""

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.mathematics import whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.foundations.tables import table

LEVELS = 5
# Who paid for a block and gets its rent: the platform, the platform with an instrument's money, or a developer.
BY_PLATFORM, BY_POLICY, BY_DEVELOPER = range(3)

BLOCK = table(
    "block",
    number=column("i8", "", "which block; 0 where the row is free"),
    due=column("i8", "month", "of completion"),
    done=column("i8", "", "1 once it stands"),
    storeys=column("i8", "storeys", "1 to 5"),
    floor_m2=column("i8", "m2", "of one floor"),
    free_m2=column("i8", "m2", "not let, by level", (LEVELS,)),
    centi_mu=column("i8", "0.01 mu", "of ground"),
    tract=column("i8", "row", "where it stands"),
    cost=column("i8", "fen", "of the building"),
    paid=column("i8", "fen", "of it to the builder"),
    owner=column("i8", "", "platform, platform with an instrument's money, or private developer"),
)

TENANCY = table(
    "tenancy",
    firm=column("i8", "row", "of the tenant; -1 where the row is free"),
    block=column("i8", "row", "of the block"),
    level=column("i8", "", "0 is the ground floor"),
    m2=column("i8", "m2", "let"),
)

MARKET = table(
    "floor_market",
    rent=column("f8", "fen/m2-month", "of a ground floor"),
    rent_changed=column("f8", "log points", "over this calendar year"),
    built_m2=column("i8", "m2", "that stand"),
    free_m2=column("i8", "m2", "not let"),
    expected_vacancy=column("f8", "share", "as developers see it, adapted each month"),
    rent_policy=column("i8", "fen", "received this month on blocks that an instrument paid for"),
)

numbers_of(
    "factory",
    cost_m2=number(1000, "yuan/m2", "assumption between 750 (Xiangcheng 2009) and 1,400", low=750, high=1400),
    storey_slope=number(0.07, "per storey from three", ASSUMPTION, low=0.03, high=0.12),
    ground_cover=number(0.45, "share", ASSUMPTION, low=0.3, high=0.55),
    lead_months=number(12, "months", ASSUMPTION, low=9, high=15),
    maintenance_share=number(0.012, "of cost a year", ASSUMPTION, low=0.006, high=0.02),
    life_years=number(30, "years", ASSUMPTION, low=20, high=40),
    rent_m2=number(4, "yuan/m2-month", ASSUMPTION, low=2.5, high=6),
    rent_upper=number(0.85, "of the ground floor's", ASSUMPTION, low=0.7, high=1.0),
    rent_top=number(0.70, "of the ground floor's", ASSUMPTION, low=0.5, high=1.0),
    target_vacancy=number(0.10, "share", ASSUMPTION, low=0.05, high=0.2),
    rent_response=number(
        0.05, "log points per unit of vacancy", "assumption (equation E33 of the design)", low=0.02, high=0.1
    ),
    rent_cap_year=number(0.10, "log points a year", ASSUMPTION, low=0.05, high=0.2),
    tenant_most_workers=number(
        300, "persons", "assumption: tenants as large as those of data row B058", low=150, high=600
    ),
    tenant_most_m2=number(
        10_000, "m2", "assumption: tenants as large as those of data row B058", low=5_000, high=20_000
    ),
    developer_margin=number(
        0.03, "per year over the loan rate", "assumption (equation E34 of the design)", low=0.01, high=0.08
    ),
    developer_floor_m2=number(
        1500,
        "m2 a floor, three storeys",
        ASSUMPTION,
        low=500,
        high=4000,
        departs="not in the design: it says when a developer builds, not how much",
    ),
    developers=number(
        3,
        "blocks under construction at most",
        ASSUMPTION,
        low=1,
        high=6,
        departs="not in the design: it says when a developer builds, not how many do",
    ),
    developer_memory=number(
        0.1,
        "per month",
        ASSUMPTION,
        low=0.03,
        high=0.3,
        departs="not in the design: developers adapt to vacancy seen there, at no stated speed",
    ),
    resale_share=number(
        0.6,
        "of book value",
        ASSUMPTION,
        low=0.3,
        high=0.8,
        departs="not in the design: blocks close at the least of book, rents and resale, with no resale value",
    ),
)


def empty_tenancies(count):
    """Rows for leases that nobody has signed."""
    tenancies = TENANCY.rows(count)
    tenancies["firm"] = -1
    return tenancies


@rule
def level_rent(level, market, numbers):
    """Monthly rent of a square metre on this level, in fen."""
    if level == 0:
        return market.rent
    if level <= 2:
        return market.rent * numbers.factory_rent_upper
    return market.rent * numbers.factory_rent_top


@rule
def free_space(blocks, upper_share, need):
    """How much of a need for floor space could be let now: upper floors first, as far as the trade takes them."""
    upper, ground = 0, 0
    for block in blocks:
        if block.done == 1:
            ground += block.free_m2[0]
            for level in range(1, LEVELS):
                upper += block.free_m2[level]
    taken_up = min(upper, upper_share * need)
    return min(need, taken_up + ground)


@rule
def let_space(blocks, tenancies, market, at, upper_share, need):
    """Let exactly this need to the firm in row `at`, upper floors first; 1 if done, 0 if there is no room."""
    if need <= 0 or free_space(blocks, upper_share, need) < need:
        return 0
    upper_left = whole(upper_share * need)
    left = need
    for above in range(1, LEVELS):
        level = LEVELS - above
        for block in range(len(blocks)):
            part = min(min(upper_left, left), blocks[block].free_m2[level])
            if part > 0 and blocks[block].done == 1:
                left -= part
                upper_left -= part
                sign_lease(blocks, tenancies, market, at, block, level, part)
    for block in range(len(blocks)):
        part = min(left, blocks[block].free_m2[0])
        if part > 0 and blocks[block].done == 1:
            left -= part
            sign_lease(blocks, tenancies, market, at, block, 0, part)
    return 1


@rule
def sign_lease(blocks, tenancies, market, at, block, level, m2):
    """One lease in the first free row."""
    blocks[block].free_m2[level] -= m2
    market.free_m2 -= m2
    for tenancy in tenancies:
        if tenancy.firm == -1:
            tenancy.firm = at
            tenancy.block = block
            tenancy.level = level
            tenancy.m2 = m2
            return
    raise ValueError("no room for another lease")


@rule
def tract_of_tenant(blocks, tenancies, at):
    """Where the firm in row `at` rents its first floor; -1 without one."""
    for tenancy in tenancies:
        if tenancy.firm == at:
            return blocks[tenancy.block].tract
    return -1


@rule
def end_leases(blocks, tenancies, market, at):
    """The firm in row `at` gives back all its floors."""
    for tenancy in tenancies:
        if tenancy.firm == at:
            blocks[tenancy.block].free_m2[tenancy.level] += tenancy.m2
            market.free_m2 += tenancy.m2
            tenancy.firm = -1
            tenancy.m2 = 0


@rule
def rent_due(tenancies, market, numbers, at):
    """This month's rent of the firm in row `at`, in fen."""
    due = 0.0
    for tenancy in tenancies:
        if tenancy.firm == at:
            due += tenancy.m2 * level_rent(tenancy.level, market, numbers)
    return due


@rule
def developer_yield(market, cost_m2, numbers):
    """Yearly rent that a developer expects on a yuan of building and ground, by the vacancy that he has seen (E34)."""
    vacancy = market.free_m2 / market.built_m2 if market.built_m2 > 0 else numbers.factory_target_vacancy
    market.expected_vacancy += numbers.factory_developer_memory * (vacancy - market.expected_vacancy)
    upper = (1.0 + 2.0 * numbers.factory_rent_upper) / 3.0
    return 12.0 * market.rent * upper * (1.0 - market.expected_vacancy) / cost_m2


@rule
def revise_rent(market, numbers, calendar_month):
    """Rents follow vacancy, steeply when space is short, hardly when much stands empty (E33)."""
    if calendar_month == 1:
        market.rent_changed = 0.0
    if market.built_m2 == 0:
        return
    vacancy = market.free_m2 / market.built_m2
    target = numbers.factory_target_vacancy
    slope = numbers.factory_rent_response
    if vacancy < 0.9 * target:
        slope = slope * 10.0
    elif vacancy > 2.0 * target:
        slope = slope * 0.1
    step = -slope * (vacancy - target)
    cap = numbers.factory_rent_cap_year
    step = max(-cap - market.rent_changed, min(cap - market.rent_changed, step))
    market.rent_changed += step
    market.rent = market.rent * (1.0 + step)
