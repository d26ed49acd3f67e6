"""Credit: collateral, the bank's signal of risk, the guarantee in it, and what is lent (3.6.10, E11, E15, E16)."""

from sim.actors.bank import CAPITAL_LOAN
from sim.actors.firm import FLOOR_PREMISES, PRODUCING, collateral, liquid_cost
from sim.books import BANK_FIRST, FIRM_LOANS, FUND_FIRST, LOAN_OUT, owe, pay
from sim.foundations.luck import decision, draw, draw_for_life
from sim.foundations.mathematics import fen, logistic, normal, whole
from sim.foundations.rules import rule

BANK_SIGNAL = decision("bank.signal")
FUND_SIGNAL = decision("fund.signal")
KNOWN_BANK = decision("firm.known_bank")


@rule
def risk_logit(firm, trade, month, assets, debt, margin, liquidity, numbers):
    """Logit of default within a year, as banks score it (E11)."""
    leverage = debt / max(assets, 1.0)
    score = numbers.bank_score_constant + numbers.bank_score_leverage * (min(leverage, 2.0) - 0.5) / 0.25
    score -= numbers.bank_score_margin * max(-3.0, min(3.0, (margin - 0.03) / 0.05))
    score -= numbers.bank_score_liquidity * max(-1.0, min(2.0, liquidity - 1.0))
    if month - firm.signed < 36:
        score += numbers.bank_score_young
    if firm.premises == FLOOR_PREMISES:
        score += numbers.bank_score_tenant
    return score


@rule
def firm_risk_logit(firm, trade, month, numbers):
    """The score of a firm from its accounts; before it sells, from its plan."""
    if firm.stage != PRODUCING:
        assets = (
            firm.capital_plan
            + firm.land_paid
            + numbers.firm_working_capital_months * firm.planned_workers * trade.revenue
        )
        return risk_logit(
            firm,
            trade,
            month,
            assets,
            max(0.0, assets - firm.wealth - firm.balance - firm.land_paid),
            0.03,
            1.0,
            numbers,
        )
    owed = firm.collections[0] + firm.collections[1] + firm.collections[2]
    assets = firm.equipment + firm.building + firm.land_paid + firm.inventory + owed + firm.balance
    bills = firm.supplier_bills[0] + firm.supplier_bills[1] + firm.supplier_bills[2] + firm.overdue_suppliers
    margin = firm.profit_12 / max(firm.revenue_12, 1.0)
    liquidity = (firm.balance + owed - bills) / max(liquid_cost(firm, trade, numbers), 1.0)
    return risk_logit(firm, trade, month, assets, firm.debt + bills, margin, liquidity, numbers)


@rule
def bank_accepts(risk, cover, rate, numbers):
    """Whether interest pays for funding, cost and the loss that the bank would carry (E16), in nominal terms."""
    gain = (1.0 - risk) * (rate + numbers.bank_inflation - numbers.bank_funding_rate)
    return gain >= risk * numbers.bank_loss_given_default * (1.0 - cover) + numbers.bank_cost_share


@rule
def real_rate(numbers):
    """Loan rate less inflation, a year."""
    return numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation


@rule
def seen_risk(logit, who, cover, luck, numbers):
    """The bank's noisy view; the more is covered, the less it looks."""
    noise = numbers.bank_signal_noise * (1.0 + numbers.bank_cover_noise * cover)
    return logistic(logit + noise * normal(draw(luck, BANK_SIGNAL, who, 0)))


@rule
def guarantee_room(fund, assets, held_by_firm, numbers):
    """How much more, in fen of guarantee, the fund's limits allow to this firm."""
    if fund.open == 0 or fund.suspended == 1:
        return 0.0
    cap = min(fund.leverage_cap, numbers.fund_margin_leverage_limit / numbers.fund_margin_share)
    return max(0.0, min(fund.single_share * assets - held_by_firm, cap * assets - fund.outstanding))


@rule
def fund_accepts(logit, who, age_months, luck, numbers):
    """The fund's own look at the firm."""
    risk = logistic(logit + numbers.fund_signal_noise * normal(draw(luck, FUND_SIGNAL, who, 0)))
    limit = numbers.fund_risk_limit_old
    if age_months < numbers.fund_young_months:
        limit = numbers.fund_risk_limit_young
    return risk <= limit


@rule
def guarantee_fee(risk, fund, numbers):
    """Yearly fee on the whole loan (MODEL.md 3.6.11)."""
    return fund.base_fee + numbers.fund_fee_slope * max(0.0, risk - 0.04)


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
def single_name_room(firm, banks, luck, numbers):
    """The most that a branch which the firm knows could still lend to it, in fen."""
    bank = pick_bank(firm, banks, luck, numbers)
    return branch_room(firm, banks[bank], numbers) if bank >= 0 else 0.0


@rule
def held_guarantee(loans, at):
    """Guarantees outstanding for the firm in row `at`, in fen."""
    held = 0.0
    for loan in loans:
        if loan.number > 0 and loan.firm == at and loan.cover > 0.0:
            held += loan.cover * loan.principal
    return held


@rule
def credit_offer(firm, at, trade, demand, pledge, month, loans, banks, fund, fund_assets, luck, numbers):
    """What a bank would lend against a pledge, and the loan under guarantee in it (E15): two amounts in fen."""
    logit = firm_risk_logit(firm, trade, month, numbers)
    young = month - firm.signed < numbers.bank_young_months
    risk = seen_risk(logit, firm.number, 0.0, luck, numbers)
    line = pledge - firm.debt
    if firm.stage == PRODUCING and not young:
        line += numbers.bank_cash_flow_line * firm.revenue_12 * (1.0 - risk)
    plain = max(0.0, min(demand, line))
    if plain > 0.0 and not bank_accepts(risk, 0.0, real_rate(numbers), numbers):
        plain = 0.0
    gap = demand - plain
    covered = 0.0
    if gap > 0.01 * demand and fund.cover > 0.0:
        room = guarantee_room(fund, fund_assets, held_guarantee(loans, at), numbers)
        covered = min(gap, room / fund.cover)
        if covered > 0.0:
            with_cover = seen_risk(logit, firm.number, fund.cover, luck, numbers)
            accepted = fund_accepts(logit, firm.number, month - firm.signed, luck, numbers)
            if not accepted or not bank_accepts(with_cover, fund.cover, real_rate(numbers), numbers):
                covered = 0.0
    single = single_name_room(firm, banks, luck, numbers)
    plain = min(plain, single)
    return plain, min(covered, single - plain)


@rule
def lend(firm, at, amount, purpose, months, cover, fee, month, loans, banks, holders, fund, ledger, luck, numbers):
    """Pay out one loan from a branch with room, and enter it in the books; the amount lent, in fen."""
    bank = pick_bank(firm, banks, luck, numbers)
    if bank < 0 or amount <= 0 or branch_room(firm, banks[bank], numbers) < amount:
        return 0
    for row in range(len(loans)):
        if loans[row].number == 0:
            loan = loans[row]
            loan.number = 1 + row + 100_000 * month
            loan.firm = at
            loan.bank = bank
            loan.purpose = purpose
            loan.principal = amount
            loan.instalment = 0
            if purpose == CAPITAL_LOAN:
                loan.instalment = whole(amount / months) + 1
            loan.rate = real_rate(numbers)
            loan.matures = month + whole(months)
            loan.cover = cover
            loan.fee = fee
            loan.arrears = 0
            loan.interest_due = 0
            pay(ledger, holders[BANK_FIRST + bank], firm, LOAN_OUT, amount)
            owe(ledger, firm, holders[BANK_FIRST + bank], FIRM_LOANS, amount)
            banks[bank].exposure += amount
            firm.debt += amount
            if cover > 0.0:
                fund.granted += 1
            return amount
    return 0


@rule
def borrow(
    firm,
    at,
    trade,
    demand,
    pledge,
    purpose,
    months,
    month,
    loans,
    banks,
    holders,
    fund,
    ledger,
    luck,
    numbers,
):
    """Ask for credit: first against collateral, the rest under guarantee. The sum lent, in fen."""
    if demand <= 0.0:
        return 0
    assets = holders[FUND_FIRST].balance + numbers.fund_recovery_share * fund.recoverable - fund.unpaid
    plain, covered = credit_offer(firm, at, trade, demand, pledge, month, loans, banks, fund, assets, luck, numbers)
    got = lend(
        firm,
        at,
        whole(plain),
        purpose,
        months,
        0.0,
        0.0,
        month,
        loans,
        banks,
        holders,
        fund,
        ledger,
        luck,
        numbers,
    )
    if covered >= 1.0:
        logit = firm_risk_logit(firm, trade, month, numbers)
        fee = guarantee_fee(logistic(logit), fund, numbers)
        more = lend(
            firm,
            at,
            whole(covered),
            purpose,
            months,
            fund.cover,
            fee,
            month,
            loans,
            banks,
            holders,
            fund,
            ledger,
            luck,
            numbers,
        )
        if more > 0:
            fund.outstanding += fen(fund.cover * more)
        got += more
    return got


@rule
def working_pledge(firm, numbers):
    """What a producing firm can pledge, in fen."""
    return collateral(firm, numbers)


@rule
def firms_borrow_working_capital(firms, sectors, month, loans, banks, holders, fund, ledger, luck, numbers):
    """A firm whose cash falls below what a normal month needs asks its bank for the difference."""
    for at in range(len(firms)):
        firm = firms[at]
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            wanted = numbers.firm_liquidity_months * liquid_cost(firm, trade, numbers) - firm.balance
            if wanted > 0.1 * liquid_cost(firm, trade, numbers):
                borrow(
                    firm,
                    at,
                    trade,
                    wanted,
                    working_pledge(firm, numbers),
                    1,
                    12.0,
                    month,
                    loans,
                    banks,
                    holders,
                    fund,
                    ledger,
                    luck,
                    numbers,
                )
