"""Members of the mutual and groups of the pool: who joins, who asks for his money back (MODEL.md 3.6.11, E21)."""

import numpy as np

from sim.actors.bank import WORKING_LOAN
from sim.actors.firm import LANDED, NOBODY, PRODUCING, liquid_cost
from sim.actors.fund import MUTUAL, POOL
from sim.books import FUND_FIRST, MEMBER_REFUND, MEMBER_STAKES, owe, pay
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw, draw_for_life
from sim.foundations.mathematics import ascending, fen, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.credit import join_with
from sim.markets.guarantees import held_guarantee
from sim.markets.risk import real_rate

GROUP_SIZE = 4
HEARS = decision("firm.hears_of_mutual", who="firm", law="yes with the monthly share that hears")
TURN = decision("firm.turn_in_pool", who="firm", lasts="life", law="turn in which groups of co-guarantors form")

numbers_of(
    "mutual",
    contribution_months=number(
        0.25,
        "months of revenue",
        ASSUMPTION,
        low=0.05,
        high=1.0,
        departs="not in the design: what a member pays in",
    ),
    hears_month=number(
        0.1,
        "per month",
        ASSUMPTION,
        low=0.02,
        high=0.3,
        departs="not in the design: how many firms think about joining in a month",
    ),
    use_share=number(
        0.5,
        "of the line",
        ASSUMPTION,
        low=0.1,
        high=1.0,
        departs="not in the design: how much of its line a member expects to need over a year",
    ),
    private_months=number(
        1,
        "months",
        ASSUMPTION,
        low=0.5,
        high=3,
        departs="not in the design: how many months of private money a year the line replaces",
    ),
    risk_aversion=number(0.5, "share of the expected loss", ASSUMPTION, low=0.0, high=1.0),
    notice_months=number(6, "months", "assumption (section 3.6.11 of the design)", low=3, high=12),
    usual_loss_share=number(
        0.02,
        "of outstanding a year",
        "assumption: default 4.3 % a year, of which a quarter is recovered and assets pay a part",
        low=0.01,
        high=0.05,
        departs="not in the design: what members expect to lose before they have seen claims",
    ),
)


@rule
def worth_being_member(firm, stake, bullets, fund, numbers):
    """Whether a member's line and its bridges are worth his share of the losses to be expected (E21)."""
    line = fund.multiple * stake
    spread = 12.0 * numbers.bridge_private_rate_month - real_rate(numbers) - fund.base_fee
    saved = spread * numbers.mutual_private_months / 12.0 * numbers.mutual_use_share * line
    if fund.bridging == 1:
        saved += numbers.bridge_private_rate_month * min(line, max(0.0, bullets - firm.balance * 1.0))
    expected = max(fund.claims_12, numbers.mutual_usual_loss_share * fund.outstanding)
    loss = expected * stake / max(1.0, fund.stakes + (0.0 if firm.member_of == MUTUAL else stake))
    return saved >= min(loss, stake * 1.0) * (1.0 + numbers.mutual_risk_aversion)


@rule
def bullets_of_firms(firms, loans):
    """Working loans of each firm that fall due within a year, in fen."""
    bullets = np.zeros(len(firms), np.float64)
    for loan in loans:
        if loan.number > 0 and loan.purpose == WORKING_LOAN:
            bullets[loan.firm] += loan.principal
    return bullets


@rule
def members_join_and_leave(firms, sectors, lending):
    """Firms with spare cash join a mutual that is worth it; members for whom it no longer is give notice and go."""
    fund, numbers = lending.funds[MUTUAL], lending.numbers
    if fund.open == 0:
        return
    bullets = bullets_of_firms(firms, lending.loans)
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage != PRODUCING:
            continue
        if firm.member_of == MUTUAL:
            think_of_leaving(firm, at, bullets[at], fund, lending)
        elif firm.member_of == NOBODY and firm.arrears_months == 0:
            hears = draw(lending.luck, HEARS, firm.number, 0) < numbers.mutual_hears_month
            spare = firm.balance - liquid_cost(firm, sectors[firm.trade], numbers)
            stake = fen(min(max(0.0, spare), numbers.mutual_contribution_months * firm.revenue_12))
            if hears and stake > 0 and worth_being_member(firm, stake, bullets[at], fund, numbers):
                join_with(firm, MUTUAL, stake, lending)
                firm.member_notice = -1


@rule
def think_of_leaving(firm, at, bullets, fund, lending):
    """A member gives notice when the line is no longer worth the risk, and takes its notice back if it is again."""
    numbers = lending.numbers
    if worth_being_member(firm, firm.member_stake, bullets, fund, numbers) and firm.member_stake > 0:
        firm.member_notice = -1
        return
    if firm.member_notice < 0:
        firm.member_notice = whole(numbers.mutual_notice_months)
    elif firm.member_notice > 0:
        firm.member_notice -= 1
    if firm.member_notice == 0 and held_guarantee(lending.loans, at, MUTUAL) == 0.0 and firm.bridge == 0:
        take_stake_back(firm, lending)


@rule
def take_stake_back(firm, lending):
    """What is left of a stake is paid back as far as the institution's cash goes; the rest is lost to the firm."""
    if firm.member_of == NOBODY:
        return
    holder, stake = lending.holders[FUND_FIRST + firm.member_of], firm.member_stake
    pay(lending.ledger, holder, firm, MEMBER_REFUND, min(stake, holder.balance))
    owe(lending.ledger, holder, firm, MEMBER_STAKES, -stake)
    lending.funds[firm.member_of].stakes -= stake
    firm.member_stake = 0
    firm.member_of = NOBODY
    firm.member_notice = -1


@rule
def pool_forms_groups(firms, lending):
    """Firms and landed projects that a bank refused line up; four that vouch for each other make a group."""
    if lending.funds[POOL].open == 0:
        return
    waiting = np.empty(len(firms), np.int64)
    turn = np.empty(len(firms), np.float64)
    count = 0
    for at in range(len(firms)):
        firm = firms[at]
        alive = firm.stage == PRODUCING or firm.stage == LANDED
        if alive and firm.group < 0 and firm.refused > 0 and firm.arrears_months == 0:
            waiting[count] = at
            turn[count] = draw_for_life(lending.luck, TURN, firm.number, 0)
            count += 1
    order = ascending(turn[:count])
    for place in range(count - count % GROUP_SIZE):
        firm = firms[waiting[order[place]]]
        firm.group = firms[waiting[order[place - place % GROUP_SIZE]]].number
        firm.group_full = 1
