"""Guarantees: limits, the fund's own look, its manager, its leaders, its fee (MODEL.md 3.6.11, E17, E22)."""

from sim.actors.fund import MUTUAL, POOL, net_assets
from sim.books import FUND_FIRST
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import logistic, normal
from sim.foundations.rules import rule

FUND_SIGNAL = decision("fund.signal", who="firm", law="normal noise on the logit of the firm's risk, as a fund sees it")
DIRECTED = decision(
    "fund.directed_by_leaders", who="firm", k="kind of fund", law="yes with the share of cases that leaders decide"
)


@rule
def others_share(fund):
    """The share of a loss that province, county and insurer carry beside the fund."""
    return fund.province_share + fund.county_share + fund.insurer_share


@rule
def held_guarantee(loans, at, kind):
    """Guarantees of one institution outstanding for the firm in row `at`, in fen."""
    held = 0.0
    for loan in loans:
        if loan.number > 0 and loan.firm == at and loan.cover > 0.0 and loan.fund == kind:
            held += loan.cover * (loan.principal + loan.promised)
    return held


@rule
def guarantee_room(fund, assets, held_by_firm, numbers):
    """How much more, in fen of guarantee, the institution's limits allow to one firm."""
    if fund.open == 0 or fund.suspended == 1:
        return 0.0
    cap = min(fund.leverage_cap, numbers.fund_margin_leverage_limit / numbers.fund_margin_share)
    return max(0.0, min(fund.single_share * assets - held_by_firm, cap * assets - fund.outstanding - fund.promised))


@rule
def room_for(firm, at, kind, lending):
    """What this institution may still guarantee for this firm: members up to their line, pool firms in full groups."""
    fund, numbers = lending.funds[kind], lending.numbers
    if fund.open == 0 or (kind == POOL and (firm.group_full == 0 or firm.member_of == MUTUAL)):
        return 0.0
    held = held_guarantee(lending.loans, at, kind)
    room = guarantee_room(fund, net_assets(fund, lending.holders[FUND_FIRST + kind], numbers), held, numbers)
    if kind == MUTUAL:
        room = min(room, max(0.0, fund.multiple * firm.member_stake - held - firm.bridge))
    return room


@rule
def fund_accepts(fund, kind, logit, who, age_months, luck, numbers):
    """The fund's own look at the firm: peers know more, leaders' clients are not looked at, volume blurs the limit.

    A manager who is paid for volume with weight v and for losses with 1 - v takes risks up to v / (1 - v) times the
    limit, since a guarantee gains him v and costs him (1 - v) times risk over limit.
    """
    if draw(luck, DIRECTED, who, kind) < fund.directed_share:
        return True
    noise = numbers.fund_signal_noise
    if kind == MUTUAL:
        noise = noise * (1.0 - numbers.fund_peer_knowledge)
    risk = logistic(logit + noise * normal(draw(luck, FUND_SIGNAL, who, 0)))
    limit = numbers.fund_risk_limit_old
    if age_months < numbers.fund_young_months:
        limit = numbers.fund_risk_limit_young
    return risk <= limit * fund.volume_weight / (1.0 - fund.volume_weight)


@rule
def guarantee_fee(risk, fund, numbers):
    """Yearly fee on the whole loan (E17)."""
    return fund.base_fee + numbers.fund_fee_slope * max(0.0, risk - 0.04)
