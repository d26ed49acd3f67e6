"""Who lends how much against what: offers, loans, stakes of borrowers, members and groups (E15 to E17, E21)."""

from dataclasses import dataclass
from itertools import count

from credit_actors import Firm, Loan
from credit_facts import LoanFacts
from credit_fund import Fund

from sim.foundations.mathematics import fen, whole

BULLET_MONTHS = 12
GROUP = 4


@dataclass
class Offer:
    """What a branch would lend on collateral alone, and beside it under whose guarantee."""

    plain: float
    guaranteed: float = 0.0
    fund: Fund | None = None


def owe_more(loan: Loan, amount: int) -> None:
    """More is owed on a loan, or less: borrower, branch and guarantor enter it together."""
    if loan.covered:
        after = fen(loan.cover * (loan.principal + amount))
        loan.guarantor.outstanding += after - fen(loan.cover * loan.principal)
    loan.principal += amount
    loan.borrower.debt += amount
    loan.lender.exposure += amount
    loan.model.books.owe(loan.borrower, loan.lender, "firm_loans", amount)


def pay_out(loan: Loan, amount: int) -> None:
    """The branch credits the borrower's account."""
    loan.model.books.pay(loan.lender, loan.borrower, "loan_out", amount)
    owe_more(loan, amount)


def best_fund(firm: Firm) -> Fund | None:
    """Of the institutions that would guarantee for this firm, the one that could do most; the first among equals."""
    able = [each for each in firm.model.funds if each.cover > 0.0 and each.room_for(firm) > 0.0 and each.takes(firm)]
    return max(able, key=lambda each: each.room_for(firm), default=None)


def offer(firm: Firm, demand: float) -> Offer:
    """E15 and E16: on collateral as far as that goes, the rest under guarantee as far as the bank believes in it."""
    branch, numbers = firm.best_branch(), firm.numbers
    if branch is None:
        return Offer(0.0)
    risk, room = branch.estimate(firm, 0.0), branch.room_for(firm)
    line = firm.pledge() - firm.debt
    if firm.age >= numbers["bank_young_months"]:
        line += numbers["bank_cash_flow_line"] * firm.revenue_12 * (1.0 - risk)
    line = max(0.0, line)
    alone = min(demand, line) if branch.accepts(risk, 0.0) else 0.0
    fund = best_fund(firm) if alone < 0.99 * demand else None
    if fund is not None:
        carried = branch.belief[fund.kind] * fund.cover + fund.carried_by_others()
        total, guaranteed = with_guarantee(demand, line, alone, min(0.99, carried), fund.room_for(firm) / fund.cover)
        if guaranteed > 0.0 and branch.accepts(branch.estimate(firm, fund.cover), carried):
            total = min(total, room)
            guaranteed = min(guaranteed, total)
            return Offer(total - guaranteed, guaranteed, fund)
    return Offer(min(alone, room))


def with_guarantee(demand: float, line: float, alone: float, carried: float, most: float) -> tuple[float, float]:
    """E15: the loan in all and what of it is guaranteed, where `most` is the largest loan that can be guaranteed.

    What others carry counts as collateral, the rest needs collateral of its own. Whom the bank refuses without a
    guarantee it lends nothing that is not guaranteed.
    """
    if alone == 0.0:
        total = min(demand, most, line / (1.0 - carried))
        return total, total
    total = min(demand, line / (1.0 - carried), line + carried * most)
    return total, max(0.0, total - line) / carried


def lend(firm: Firm, amount: int, fund: Fund | None = None, fee: float = 0.0) -> int:
    """A bullet of a year from the branch with most room, in the first free place of the list; all of it or nothing."""
    model, branch = firm.model, firm.best_branch()
    if branch is None or amount <= 0 or branch.room_for(firm) < amount:
        return 0
    taken = {loan.place for loan in model.loans}
    place = next(each for each in count() if each not in taken)
    facts = LoanFacts(
        number=1 + place + 100_000 * model.month,
        borrower=firm.row,
        lender=branch.row,
        purpose="working",
        principal=0,
        instalment=0,
        rate=model.real_rate,
        matures=model.month + BULLET_MONTHS,
        guarantor=fund.kind if fund else None,
        cover=fund.cover if fund else 0.0,
        promised=0,
        fee=fee,
        arrears=0,
        interest_due=0,
        missed=0,
    )
    loan = Loan(model, facts)
    model.loans.append(loan)
    model.loans.sort(key=lambda each: each.place)
    if fund:
        fund.granted += 1
    pay_out(loan, amount)
    return amount


def ask_for_working_capital(firm: Firm) -> None:
    """Whose cash is short of what a normal month wants, by more than a tenth of a month, asks for the difference."""
    cost = firm.month_cost()
    demand = firm.numbers["firm_liquidity_months"] * cost - firm.balance
    if demand <= 0.1 * cost or demand <= 0.0:
        return
    offered = offer(firm, demand)
    got = lend(firm, whole(offered.plain))
    if offered.guaranteed >= 1.0:
        fund = offered.fund
        more = lend(firm, whole(offered.guaranteed), fund, fund.yearly_fee(firm))
        if more > 0 and fund.contribution_share > 0.0:
            pay_stake(firm, fund, fen(fund.contribution_share * more))
        got += more
    firm.refused = max(0, whole(demand) - got)


def pay_stake(firm: Firm, fund: Fund, amount: int) -> None:
    """A borrower or member pays in, as far as its cash goes."""
    paid = firm.model.books.pay_up_to(firm, fund, "member_capital", amount)
    firm.model.books.owe(fund, firm, "member_stakes", paid)
    firm.member_stake += paid
    firm.member_of = fund.kind
    fund.stakes += paid


def take_stake_back(firm: Firm) -> None:
    """What is left of a stake, as far as the institution has cash; the rest is lost."""
    if firm.member_of is None:
        return
    fund = next(each for each in firm.model.funds if each.kind == firm.member_of)
    firm.model.books.pay_up_to(fund, firm, "member_refund", firm.member_stake)
    firm.model.books.owe(fund, firm, "member_stakes", -firm.member_stake)
    fund.stakes -= firm.member_stake
    firm.member_of, firm.member_stake, firm.member_notice = None, 0, -1


def membership_pays(firm: Firm, stake: int, fund: Fund) -> bool:
    """E21: spread saved on the line used, and bridges, against a part of the losses and the fear of them."""
    numbers, line = firm.numbers, fund.multiple * stake
    private = numbers["bridge_private_rate_month"]
    spread = 12.0 * private - firm.model.real_rate - fund.base_fee
    gain = spread * numbers["mutual_private_months"] / 12.0 * numbers["mutual_use_share"] * line
    if fund.bridging == 1:
        bullets = sum(loan.principal for loan in firm.loans() if loan.purpose == "working")
        gain += private * min(line, max(0.0, float(bullets - firm.balance)))
    joining = 0 if firm.member_of == fund.kind else stake
    losses = max(fund.claims_12, numbers["mutual_usual_loss_share"] * fund.outstanding)
    own = losses * stake / max(1.0, fund.stakes + joining)
    return gain >= min(own, float(stake)) * (1.0 + numbers["mutual_risk_aversion"])


def think_of_the_mutual(firm: Firm, fund: Fund) -> None:
    """Members stay, give notice or go; others without a stake or arrears may hear of it and join from spare cash."""
    numbers = firm.numbers
    if firm.member_of == fund.kind:
        if firm.member_stake > 0 and membership_pays(firm, firm.member_stake, fund):
            firm.member_notice = -1
            return
        if firm.member_notice < 0:
            firm.member_notice = whole(numbers["mutual_notice_months"])
        else:
            firm.member_notice = max(0, firm.member_notice - 1)
        if firm.member_notice == 0 and firm.bridge == 0 and fund.held_for(firm) == 0.0:
            take_stake_back(firm)
    elif firm.member_of is None and firm.arrears_months == 0:
        spare = max(0.0, firm.balance - firm.month_cost())
        stake = fen(min(spare, numbers["mutual_contribution_months"] * firm.revenue_12))
        hears = firm.model.luck.draw("firm.hears_of_mutual", firm.number) < numbers["mutual_hears_month"]
        if hears and stake > 0 and membership_pays(firm, stake, fund):
            pay_stake(firm, fund, stake)
            firm.member_notice = -1


def form_groups(firms: list[Firm]) -> None:
    """Whom a bank refused lines up in a lasting order of its own; each full four make a group, named by its first."""
    lined_up = [
        each
        for each in firms
        if each.stage in ("producing", "landed") and each.group < 0 and each.refused > 0 and each.arrears_months == 0
    ]
    lined_up.sort(key=lambda each: each.model.luck.for_life("firm.turn_in_pool", each.number))
    for first in range(0, len(lined_up) - GROUP + 1, GROUP):
        for firm in lined_up[first : first + GROUP]:
            firm.group, firm.group_full = lined_up[first].number, 1
