"""Bullets fall due: the bank's word, bridges against it, private money, and broken words (MODEL.md 3.6.11, E23).

An old loan has to be repaid before the new one is paid out. Whoever lacks the cash for these days borrows it: from
the bridge fund or the mutual against the bank's written word, else from private lenders.
"""

from sim.actors.firm import PRODUCING, liquid_cost
from sim.actors.fund import MUTUAL
from sim.books import (
    BRIDGE_AT,
    BRIDGE_BACK,
    BRIDGE_FEE,
    BRIDGE_LOANS,
    BRIDGE_OUT,
    FUND_FIRST,
    POOL_AT,
    PRIVATE_BACK,
    PRIVATE_INTEREST,
    PRIVATE_LOANS,
    PRIVATE_OUT,
    owe,
    pay,
)
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import fen, logistic, whole
from sim.foundations.rules import rule
from sim.markets.credit import pay_out
from sim.markets.guarantees import held_guarantee
from sim.markets.risk import firm_risk_logit, unusual

RENEWS = decision("bank.writes_renewal", who="firm", k="branch", law="yes by a logit of the bank's wish")
BREACH = decision("bank.breaks_word", who="firm", k="branch", law="no with the share of promises that are broken")
NO_SOURCE = -1


@rule
def bank_commits(loan, firm, trade, lending):
    """Whether the branch commits in writing to renew (E23): by risk, by its own bad loans, by the room in its quota."""
    numbers, branch = lending.numbers, lending.banks[loan.bank]
    if loan.cover > 0.0 and branch.belief[loan.fund] < numbers.bank_belief_to_renew:
        return False
    risk = firm_risk_logit(firm, trade, lending.environment, numbers) - numbers.bank_score_constant
    room = max(-3.0, min(0.0, (branch.quota - branch.exposure) / (0.1 * max(branch.quota, 1.0))))
    wish = numbers.bank_renewal_constant - numbers.bank_renewal_risk * risk / numbers.bank_renewal_risk_sd
    wish += room - numbers.bank_renewal_bad * unusual(branch.bad_share, numbers)
    return draw(lending.luck, RENEWS, firm.number, loan.bank) < logistic(wish)


@rule
def bullet_falls_due(loan, firm, firms, trade, lending):
    """The old loan is to be repaid; with the bank's word a new one of the same size follows next month."""
    need = loan.principal - firm.balance
    committed = bank_commits(loan, firm, trade, lending)
    if need > 0:
        find_bridge(firm, loan.firm, firms, need, committed, lending)
    if committed:
        loan.promised = min(loan.principal, firm.balance)
        firm.renewing += loan.promised
        if loan.cover > 0.0:
            lending.funds[loan.fund].promised += fen(loan.cover * loan.promised)


@rule
def find_bridge(firm, at, firms, need, committed, lending):
    """Public bridge money is lent only against the bank's word; private money also on the firm's own cash flow."""
    numbers, bridge = lending.numbers, lending.bridge
    fee = bridge.fee_per_day * numbers.bridge_days
    asked = whole(need / max(0.5, 1.0 - fee)) + 1
    if committed and firm.bridge == 0:
        source = bridge_source(firm, at, asked, lending)
        if source >= 0:
            bridge_over(firm, asked, fee, source, lending)
            return
    cash_flow = numbers.bridge_private_patience_months * firm.profit_12
    if committed or cash_flow > need:
        lent = 0
        for other in firms:
            lent += other.private_debt
        pool = lending.holders[POOL_AT]
        if lent + need <= numbers.bridge_private_share * pool.balance:
            pay(lending.ledger, pool, firm, PRIVATE_OUT, need)
            owe(lending.ledger, firm, pool, PRIVATE_LOANS, need)
            firm.private_debt += need
            firm.private_months = 0


@rule
def bridge_source(firm, at, asked, lending):
    """Who bridges: the mutual for its members within their line, else the bridge fund; -1 if nobody can."""
    fund = lending.funds[MUTUAL]
    if fund.bridging == 1 and firm.member_of == MUTUAL and firm.member_stake > 0:
        line = fund.multiple * firm.member_stake - held_guarantee(lending.loans, at, MUTUAL)
        if asked <= line and asked <= lending.holders[FUND_FIRST + MUTUAL].balance - fund.margin:
            return FUND_FIRST + MUTUAL
    bridge = lending.bridge
    most = bridge.single_share * bridge.capital
    if bridge.open == 1 and asked <= most and asked <= lending.holders[BRIDGE_AT].balance:
        return BRIDGE_AT
    return NO_SOURCE


@rule
def bridge_over(firm, asked, fee, source, lending):
    """Pay out a bridge; the fee of the days is taken at once."""
    holder = lending.holders[source]
    pay(lending.ledger, holder, firm, BRIDGE_OUT, asked)
    owe(lending.ledger, firm, holder, BRIDGE_LOANS, asked)
    charge = min(firm.balance, fen(fee * asked))
    pay(lending.ledger, firm, holder, BRIDGE_FEE, charge)
    firm.bridge = asked
    firm.bridge_source = source
    lending.bridge.lent += asked
    lending.bridge.turned += asked
    lending.bridge.fees += charge


@rule
def renewals_are_paid_out(firms, lending):
    """What was promised in writing is paid out, unless the bank breaks its word; bridges are repaid from it."""
    numbers, environment = lending.numbers, lending.environment
    breach = numbers.bridge_breach_normal
    if environment.credit_factor < 1.0:
        breach = numbers.bridge_breach_squeeze
    for loan in lending.loans:
        if loan.number > 0 and loan.promised > 0:
            firm = firms[loan.firm]
            amount = loan.promised
            loan.promised = 0
            firm.renewing -= amount
            if loan.cover > 0.0:
                lending.funds[loan.fund].promised -= fen(loan.cover * amount)
            if draw(lending.luck, BREACH, firm.number, loan.bank) >= breach:
                pay_out(loan, firm, amount, lending)
                loan.matures = environment.month + 12
            elif loan.principal == 0 and loan.interest_due == 0:
                loan.number = 0
    for firm in firms:
        if firm.stage == PRODUCING and firm.bridge > 0:
            back = min(firm.balance, firm.bridge)
            give_back_bridge(firm, back, lending)


@rule
def give_back_bridge(firm, amount, lending):
    """Repay so much of a bridge."""
    holder = lending.holders[firm.bridge_source]
    pay(lending.ledger, firm, holder, BRIDGE_BACK, amount)
    owe(lending.ledger, firm, holder, BRIDGE_LOANS, -amount)
    firm.bridge -= amount
    lending.bridge.lent -= amount


@rule
def firms_serve_private_lenders(firms, sectors, lending):
    """Interest every month, the principal as soon as cash allows; what is not paid is added to the debt."""
    numbers, pool, ledger = lending.numbers, lending.holders[POOL_AT], lending.ledger
    for firm in firms:
        if firm.stage == PRODUCING and firm.private_debt > 0:
            firm.private_months += 1
            due = fen(numbers.bridge_private_rate_month * firm.private_debt)
            paid = min(firm.balance, due)
            pay(ledger, firm, pool, PRIVATE_INTEREST, paid)
            owe(ledger, firm, pool, PRIVATE_LOANS, due - paid)
            firm.private_debt += due - paid
            spare = firm.balance
            if firm.renewing == 0:
                spare -= whole(0.25 * liquid_cost(firm, sectors[firm.trade], numbers))
            back = max(0, min(spare, firm.private_debt))
            pay(ledger, firm, pool, PRIVATE_BACK, back)
            owe(ledger, firm, pool, PRIVATE_LOANS, -back)
            firm.private_debt -= back


@rule
def close_bridges(firm, lending):
    """A firm closes: bridge and private lenders get what is left; the rest is their loss."""
    ledger, pool = lending.ledger, lending.holders[POOL_AT]
    if firm.bridge > 0:
        give_back_bridge(firm, min(firm.balance, firm.bridge), lending)
        owe(ledger, firm, lending.holders[firm.bridge_source], BRIDGE_LOANS, -firm.bridge)
        lending.bridge.lent -= firm.bridge
        lending.bridge.lost += firm.bridge
        firm.bridge = 0
    back = min(firm.balance, firm.private_debt)
    pay(ledger, firm, pool, PRIVATE_BACK, back)
    owe(ledger, firm, pool, PRIVATE_LOANS, -firm.private_debt)
    firm.private_debt = 0
