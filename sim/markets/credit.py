"""Credit: what a branch offers against collateral and guarantee, and what is lent (3.6.10, E15)."""

from sim.actors.bank import CAPITAL_LOAN, WORKING_LOAN
from sim.actors.firm import LANDED, PRODUCING, collateral, liquid_cost
from sim.books import BANK_FIRST, FIRM_LOANS, FUND_COUNT, FUND_FIRST, LOAN_OUT, MEMBER_CAPITAL, MEMBER_STAKES, owe, pay
from sim.foundations.luck import decision, draw_for_life
from sim.foundations.mathematics import fen, logistic, whole
from sim.foundations.rules import rule
from sim.markets.guarantees import fund_accepts, guarantee_fee, others_share, room_for
from sim.markets.risk import bank_accepts, firm_risk_logit, real_rate, seen_risk

KNOWN_BANK = decision(
    "firm.known_bank", who="firm", k="branch", lasts="life", law="score of a branch; the highest is the firm's bank"
)
NO_FUND = -1


@rule
def knows_bank(firm, at, bank_count, luck, numbers):
    """A firm deals with the branches that come first in its own lasting order."""
    before = 0
    score = draw_for_life(luck, KNOWN_BANK, firm.number, at)
    for other in range(bank_count):
        if draw_for_life(luck, KNOWN_BANK, firm.number, other) > score:
            before += 1
    return before < numbers.bank_known_banks


@rule
def branch_room(firm, bank, numbers):
    """What the branch may still lend to this firm under its quota and the single-name limit, in fen."""
    single = numbers.bank_single_name_share * bank.quota
    return max(0.0, min(bank.quota - bank.exposure, single - firm.debt))


@rule
def pick_bank(firm, banks, luck, numbers):
    """The branch that the firm knows and that has most room for it; -1 if none has any."""
    best, most = -1, 0.0
    for at in range(len(banks)):
        room = branch_room(firm, banks[at], numbers)
        if room > most and knows_bank(firm, at, len(banks), luck, numbers):
            best, most = at, room
    return best


@rule
def under_guarantee(demand, line, cover, room):
    """Loan in all, and the loan under guarantee in it, that a line of collateral allows (E15): two amounts in fen.

    The covered part counts as collateral, as far as the bank believes in it (`cover` is share times belief); what is
    not covered needs collateral of its own. So a gap takes gap / cover of guaranteed loan, and at most
    line / (1 - cover) can be borrowed if everything is guaranteed. `room` is the largest loan that may be guaranteed.
    """
    if line >= demand:
        return demand, 0.0
    total = min(demand, min(line / (1.0 - cover), line + cover * room))
    return total, max(0.0, total - line) / cover


@rule
def pick_fund(firm, at, logit, lending):
    """The institution that would guarantee most for this firm; -1 if none would. Then its room in fen of guarantee."""
    best, most = NO_FUND, 0.0
    age = lending.environment.month - firm.signed
    for kind in range(FUND_COUNT):
        fund = lending.funds[kind]
        if fund.open == 1 and fund.cover > 0.0:
            room = room_for(firm, at, kind, lending)
            if room > most and fund_accepts(fund, kind, logit, firm.number, age, lending.luck, lending.numbers):
                best, most = kind, room
    return best, most


@rule
def credit_offer(firm, at, trade, demand, pledge, lending):
    """What a branch would lend without cover, and under guarantee, by which institution (E15, E16): fen, fen, row."""
    numbers, environment = lending.numbers, lending.environment
    bank = pick_bank(firm, lending.banks, lending.luck, numbers)
    if bank < 0 or demand <= 0.0:
        return 0.0, 0.0, NO_FUND
    branch = lending.banks[bank]
    logit = firm_risk_logit(firm, trade, environment, numbers)
    risk = seen_risk(logit, firm.number, 0.0, branch.information, lending.luck, numbers)
    line = pledge - firm.debt
    if firm.stage == PRODUCING and environment.month - firm.signed >= numbers.bank_young_months:
        line += numbers.bank_cash_flow_line * firm.revenue_12 * (1.0 - risk)
    line = max(0.0, line)
    alone = min(demand, line) if bank_accepts(risk, 0.0, real_rate(numbers), numbers) else 0.0
    single = branch_room(firm, branch, numbers)
    if alone >= 0.99 * demand:
        return min(alone, single), 0.0, NO_FUND
    kind, room = pick_fund(firm, at, logit, lending)
    if kind >= 0:
        fund = lending.funds[kind]
        believed = branch.belief[kind] * fund.cover + others_share(fund)
        shared = min(0.99, believed)
        total, covered = under_guarantee(demand, line, shared, room / fund.cover)
        if alone == 0.0:
            # A firm that does not pay without cover gets nothing uncovered: all of the loan has to be guaranteed.
            total = min(demand, min(room / fund.cover, line / (1.0 - shared)))
            covered = total
        with_cover = seen_risk(logit, firm.number, fund.cover, branch.information, lending.luck, numbers)
        if covered > 0.0 and bank_accepts(with_cover, believed, real_rate(numbers), numbers):
            total = min(total, single)
            covered = min(covered, total)
            return total - covered, covered, kind
    return min(alone, single), 0.0, NO_FUND


@rule
def lend(firm, at, amount, purpose, months, kind, fee, lending):
    """Pay out one loan from a branch with room, and enter it in the books; the amount lent, in fen."""
    month, numbers = lending.environment.month, lending.numbers
    bank = pick_bank(firm, lending.banks, lending.luck, numbers)
    if bank < 0 or amount <= 0 or branch_room(firm, lending.banks[bank], numbers) < amount:
        return 0
    for row in range(len(lending.loans)):
        if lending.loans[row].number == 0:
            loan = lending.loans[row]
            loan.number = 1 + row + 100_000 * month
            loan.firm = at
            loan.bank = bank
            loan.purpose = purpose
            loan.instalment = 0
            if purpose == CAPITAL_LOAN:
                loan.instalment = whole(amount / months) + 1
            loan.rate = real_rate(numbers)
            loan.matures = month + whole(months)
            loan.fund = kind
            loan.cover = 0.0
            loan.fee = fee
            loan.arrears = 0
            loan.interest_due = 0
            loan.missed = 0
            loan.promised = 0
            if kind >= 0:
                loan.cover = lending.funds[kind].cover
                lending.funds[kind].granted += 1
            pay_out(loan, firm, amount, lending)
            return amount
    return 0


@rule
def pay_out(loan, firm, amount, lending):
    """The branch credits the firm's account; branch, firm and fund enter the loan in their books together."""
    lender = lending.holders[BANK_FIRST + loan.bank]
    pay(lending.ledger, lender, firm, LOAN_OUT, amount)
    owe(lending.ledger, firm, lender, FIRM_LOANS, amount)
    if loan.cover > 0.0:
        before = fen(loan.cover * loan.principal)
        lending.funds[loan.fund].outstanding += fen(loan.cover * (loan.principal + amount)) - before
    loan.principal += amount
    lending.banks[loan.bank].exposure += amount
    firm.debt += amount


@rule
def reduce_loan(loan, firm, amount, lending):
    """Less is owed, however that came about: branch, firm and fund strike it from their books together."""
    owe(lending.ledger, firm, lending.holders[BANK_FIRST + loan.bank], FIRM_LOANS, -amount)
    if loan.cover > 0.0:
        before = fen(loan.cover * loan.principal)
        lending.funds[loan.fund].outstanding -= before - fen(loan.cover * (loan.principal - amount))
    loan.principal -= amount
    firm.debt -= amount
    lending.banks[loan.bank].exposure -= amount


@rule
def borrow(firm, at, trade, demand, pledge, purpose, months, lending):
    """Ask for credit: what collateral carries alone, the rest under guarantee. The sum lent, in fen."""
    if demand <= 0.0:
        return 0
    plain, covered, kind = credit_offer(firm, at, trade, demand, pledge, lending)
    got = lend(firm, at, whole(plain), purpose, months, NO_FUND, 0.0, lending)
    if covered >= 1.0:
        fund = lending.funds[kind]
        logit = firm_risk_logit(firm, trade, lending.environment, lending.numbers)
        fee = guarantee_fee(logistic(logit), fund, lending.numbers)
        more = lend(firm, at, whole(covered), purpose, months, kind, fee, lending)
        if more > 0 and fund.contribution_share > 0.0:
            join_with(firm, kind, fen(fund.contribution_share * more), lending)
        got += more
    firm.refused = max(0, whole(demand) - got)
    return got


@rule
def join_with(firm, kind, amount, lending):
    """A borrower or member pays into the common pool: a stake that it loses first and may ask back."""
    amount = min(amount, firm.balance)
    holder = lending.holders[FUND_FIRST + kind]
    pay(lending.ledger, firm, holder, MEMBER_CAPITAL, amount)
    owe(lending.ledger, holder, firm, MEMBER_STAKES, amount)
    firm.member_stake += amount
    firm.member_of = kind
    lending.funds[kind].stakes += amount


@rule
def firms_borrow_working_capital(firms, sectors, lending):
    """A firm whose cash falls below what a normal month needs asks its bank for the difference."""
    numbers = lending.numbers
    for at in range(len(firms)):
        firm = firms[at]
        # A project's refusal stands until it asks again, later in the month: with it, it may line up for a group.
        if firm.stage != LANDED:
            firm.refused = 0
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            cost = liquid_cost(firm, trade, numbers)
            wanted = numbers.firm_liquidity_months * cost - firm.balance
            if wanted > 0.1 * cost:
                borrow(firm, at, trade, wanted, collateral(firm, numbers), WORKING_LOAN, 12.0, lending)
