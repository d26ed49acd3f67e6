"""Promotion: one queue of investors a seed, who they are, and who hears of the zone (MODEL.md 3.6.2, E1)."""

from sim.actors.firm import (
    ELSEWHERE,
    FROM_COAST,
    FROM_COUNTY,
    FROM_EXPANSION,
    IN_COUNTY,
    IN_PREFECTURE,
    IN_PROVINCE,
    LEAD,
    NOWHERE,
    ON_COAST,
    UNBORN,
)
from sim.actors.link import DOWNSTREAM, MIDSTREAM, UPSTREAM
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.mathematics import exp, log, normal, power, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.following import open_items, would_follow
from sim.markets.reputation import what_contacts_tell

QUEUE_STEP = 1000  # room for numbers of one month's investors

numbers_of(
    "leads",
    highest_rate=number(3.0, "times the reference rate", ASSUMPTION, low=2.0, high=5.0),
    small_share=number(
        0.60, "share", "assumption, coherent with 208 workers a firm in Henan zones (data row H003)", low=0.4, high=0.8
    ),
    anchor_share=number(0.06, "share", "assumption (the design's coherence check)", low=0.02, high=0.1),
    small_median=number(45, "persons", "assumption (the design's coherence check)", low=27, high=63),
    middle_median=number(220, "persons", "assumption (the design's coherence check)", low=132, high=308),
    anchor_median=number(700, "persons", "assumption (the design's coherence check)", low=420, high=980),
    small_sd=number(0.7, "log points", "assumption (the design's coherence check)", low=0.4, high=1.0),
    large_sd=number(0.9, "log points", "assumption (the design's coherence check)", low=0.5, high=1.2),
    small_vintage=number(0.6, "pure number", ASSUMPTION, low=0.5, high=0.8),
    middle_vintage=number(0.8, "pure number", ASSUMPTION, low=0.6, high=1.0),
    anchor_vintage=number(1.0, "pure number", ASSUMPTION, low=0.8, high=1.2),
    county_share=number(0.10, "share", ASSUMPTION, low=0.0, high=0.3),
    expansion_share=number(
        0.40,
        "share",
        ASSUMPTION,
        low=0.2,
        high=0.6,
        departs="not in the design: it tells leads for transfer from leads for expansion and gives no split",
    ),
    transfer_cycle=number(-2.0, "elasticity", ASSUMPTION, low=-5.0, high=0.0),
    expansion_cycle=number(2.0, "elasticity", ASSUMPTION, low=0.0, high=5.0),
    wealth_small=number(
        0.60, "of capital and working capital", "assumption (the design's coherence check)", low=0.45, high=0.9
    ),
    wealth_large=number(
        0.73, "of capital and working capital", "assumption (the design's coherence check)", low=0.45, high=0.9
    ),
    wealth_sd=number(0.30, "log points", "assumption (the design's coherence check)", low=0.15, high=0.5),
    outside_county=number(0.10, "share", ASSUMPTION, low=0.0, high=0.3),
    outside_prefecture=number(0.20, "share", ASSUMPTION, low=0.1, high=0.3),
    outside_province=number(0.40, "share", ASSUMPTION, low=0.2, high=0.5),
    referral_share_most=number(
        0.5,
        "share of taxes",
        ASSUMPTION,
        low=0.2,
        high=1.0,
        departs="not in the design: neighbours refer for a share between nothing and this, evenly spread",
    ),
    outside_none=number(
        0.25, "share", "assumption by the choice model: one option in four at equal values", low=0.1, high=0.5
    ),
)

TRADE = decision("investor.trade", who="investor", lasts="life", law="a trade, by cumulated weights of leads")
KIND = decision("investor.kind", who="investor", lasts="life", law="small, middling or anchor, by cumulated shares")
SIZE = decision("investor.size", who="investor", lasts="life", law="posts, log-normal around the kind's median")
ORIGIN = decision("investor.origin", who="investor", lasts="life", law="county, province or coast, by cumulated shares")
WEALTH = decision("investor.wealth", who="investor", lasts="life", law="own means as a share of the need, log-normal")
ABILITY = decision("investor.ability", who="investor", lasts="life", law="normal log productivity at entry")
ASK = decision("investor.ask", who="investor", lasts="life", law="land asked for over land needed, log-normal")
PACE = decision("investor.pace", who="investor", lasts="life", law="months of building, uniform from 12 to 18")
OUTSIDE_CHOICE = decision(
    "investor.outside_choice", who="investor", lasts="life", law="where the firm goes otherwise, by cumulated shares"
)
ROLE = decision(
    "investor.role", who="investor", lasts="life", law="first, middle or last link of a chain, by cumulated shares"
)
REACHED = decision(
    "investor.reached", who="investor", lasts="life", law="yes where below this month's rate over the highest rate"
)
REFERRED = decision(
    "neighbour.refers_investor",
    who="investor",
    lasts="life",
    law="least share of taxes for which a neighbour refers the project, uniform",
)


@rule
def describe_investor(firm, sectors, numbers, luck):
    """All that is fixed at an investor's birth, from draws keyed by his number alone."""
    who = firm.number
    u = draw_for_life(luck, TRADE, who, 0)
    firm.trade = len(sectors) - 1
    reach = 0.0
    for at in range(len(sectors)):
        reach += sectors[at].weight
        if u < reach:
            firm.trade = at
            break
    trade = sectors[firm.trade]
    u = draw_for_life(luck, KIND, who, 0)
    median, sd, firm.vintage = numbers.leads_middle_median, numbers.leads_large_sd, numbers.leads_middle_vintage
    if u < numbers.leads_small_share:
        median, sd, firm.vintage = numbers.leads_small_median, numbers.leads_small_sd, numbers.leads_small_vintage
    elif u > 1.0 - numbers.leads_anchor_share:
        median, sd, firm.vintage = numbers.leads_anchor_median, numbers.leads_large_sd, numbers.leads_anchor_vintage
    size = median * exp(sd * normal(draw_for_life(luck, SIZE, who, 0)))
    firm.planned_workers = max(8.0, min(5000.0, size))
    describe_maker(firm, numbers, luck)
    describe_origin(firm, numbers, luck)
    share = numbers.leads_wealth_small if firm.planned_workers < 160.0 else numbers.leads_wealth_large
    share = share * exp(numbers.leads_wealth_sd * normal(draw_for_life(luck, WEALTH, who, 0)))
    needed = own_plot_capital(firm, trade, numbers) + working_capital(firm, trade, numbers)
    firm.wealth = whole(share * needed * numbers.outside_wealth_multiple)
    firm.private_wealth = numbers.gamble_kept_share * firm.wealth


@rule
def describe_maker(firm, numbers, luck):
    """What he asks for, how fast he builds, how able he is, which role his trade's chain gives him."""
    who = firm.number
    ask = numbers.land_ask_median * exp(numbers.land_ask_sd * normal(draw_for_life(luck, ASK, who, 0)))
    firm.ask_ratio = max(1.0, ask)
    firm.build_months = 12.0 + 6.0 * draw_for_life(luck, PACE, who, 0)
    firm.log_productivity = numbers.firm_productivity_entry_sd * normal(draw_for_life(luck, ABILITY, who, 0))
    firm.variance = numbers.firm_productivity_entry_sd * numbers.firm_productivity_entry_sd
    firm.productivity = exp(firm.log_productivity - 0.5 * firm.variance)
    firm.entry_vintage = firm.vintage
    u = draw_for_life(luck, ROLE, who, 0)
    firm.role = DOWNSTREAM
    if u < numbers.links_upstream_share:
        firm.role = UPSTREAM
    elif u < numbers.links_upstream_share + numbers.links_midstream_share:
        firm.role = MIDSTREAM


@rule
def describe_founder(firm, trade_at, posts, numbers, luck):
    """A founder's plan: the trade that he knows, the smallest size that works, simple technology."""
    firm.trade = trade_at
    firm.planned_workers = posts
    firm.vintage = numbers.leads_small_vintage
    describe_maker(firm, numbers, luck)


@rule
def describe_origin(firm, numbers, luck):
    """Where he comes from, and where he settles if not here."""
    u = draw_for_life(luck, ORIGIN, firm.number, 0)
    firm.origin = FROM_COAST
    if u < numbers.leads_county_share:
        firm.origin = FROM_COUNTY
    elif u < numbers.leads_county_share + numbers.leads_expansion_share:
        firm.origin = FROM_EXPANSION
    u = draw_for_life(luck, OUTSIDE_CHOICE, firm.number, 0)
    rest = 1.0 - numbers.leads_outside_none
    county = rest * numbers.leads_outside_county
    prefecture = county + rest * numbers.leads_outside_prefecture
    province = prefecture + rest * numbers.leads_outside_province
    firm.outside_choice = NOWHERE
    if firm.origin == FROM_COUNTY or u < county:
        firm.outside_choice = IN_COUNTY
    elif u < prefecture:
        firm.outside_choice = IN_PREFECTURE
    elif u < province:
        firm.outside_choice = IN_PROVINCE
    elif u < rest:
        firm.outside_choice = ON_COAST


@rule
def own_plot_capital(firm, trade, numbers):
    """Equipment, own building and the land that is needed, at the reference price, in fen."""
    building = trade.own_m2 * numbers.firm_building_cost_m2
    return firm.planned_workers * (trade.equipment + building + trade.own_mu * numbers.land_price_mu)


@rule
def working_capital(firm, trade, numbers):
    """A month and a half of planned revenue, in fen."""
    return numbers.firm_working_capital_months * firm.planned_workers * trade.revenue


@rule
def settle_elsewhere(firm, month):
    """The investor goes where he would have gone without this zone."""
    firm.stage = ELSEWHERE
    firm.since = month
    firm.destination = firm.outside_choice


@rule
def divert_from_neighbours(firm, trade, environment, numbers):
    """What starts here is missing where it would have stood: in the rest of the county or the prefecture."""
    if firm.outside_choice == IN_COUNTY:
        environment.county_diverted += numbers.county_settler_share * firm.planned_workers
    if firm.outside_choice == IN_COUNTY or firm.outside_choice == IN_PREFECTURE:
        environment.capacity_diverted[firm.trade] += firm.planned_workers * trade.revenue


@rule
def investors_hear(firms, sectors, environment, administration, leads_per_month, numbers, luck):
    """Who of this month's queue hears of the zone: his own uniform below the rate over the highest (E1).

    Whoever does not may hear of an anchor that lacks what he makes (E25).
    """
    month = environment.month
    wage_gap = (environment.coast_wage / environment.wage) * (environment.coast_wage / environment.wage)
    gap_start = numbers.outside_coast_wage / environment.wage_at_start
    relative_gap = wage_gap / (gap_start * gap_start)
    items, value = open_items(firms, sectors, numbers)
    queue = leads_per_month * numbers.leads_highest_rate
    for firm in firms:
        if firm.stage == UNBORN and firm.born == month:
            firm.heard = what_contacts_tell(firm.number, firms, month, luck, numbers)
            rate = administration.promotion * power(
                firm.heard / administration.reputation_start, numbers.reputation_weight
            )
            if firm.planned_workers >= numbers.links_anchor_workers:
                rate = rate * (1.0 + environment.anchor_push)
            if firm.origin == FROM_COAST:
                rate = rate * relative_gap * exp(numbers.leads_transfer_cycle * environment.cycle)
            elif firm.origin == FROM_EXPANSION:
                rate = rate * exp(numbers.leads_expansion_cycle * environment.cycle)
            if (
                draw_for_life(luck, REACHED, firm.number, 0) < rate / numbers.leads_highest_rate
                and leads_per_month > 0.0
            ):
                firm.stage = LEAD
                firm.since = month
            elif would_follow(firm, sectors[firm.trade], items, value, queue, luck, numbers):
                firm.stage = LEAD
                firm.since = month
                firm.followed = 1
            elif is_referred(firm, environment, numbers, luck):
                firm.stage = LEAD
                firm.since = month
            else:
                settle_elsewhere(firm, month)


@rule
def is_referred(firm, environment, numbers, luck):
    """A neighbouring county sends on a project that would have come to it, if its share of the taxes is enough."""
    if firm.outside_choice != IN_PREFECTURE or environment.cross_county_share <= 0.0:
        return False
    least = numbers.leads_referral_share_most * draw_for_life(luck, REFERRED, firm.number, 0)
    return least < environment.cross_county_share


@rule
def gumbel(u):
    """A taste with Gumbel distribution and scale 1, from a uniform."""
    return -log(-log(u))
