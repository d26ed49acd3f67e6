"""Old loans fall due before new ones are paid: the bank's word, bridges, private money (MODEL.md 3.6.11, E23)."""

from credit_actors import Firm, Loan
from credit_lending import pay_out

from sim.foundations.mathematics import fen, whole


def bullet_falls_due(loan: Loan) -> None:
    """Whoever lacks the cash seeks a bridge; what the bank has promised and can be repaid now comes back next month."""
    firm, promised = loan.borrower, loan.lender.commits_to_renew(loan)
    lacking = loan.principal - firm.balance
    if lacking > 0 and not (promised and _public_bridge(firm, lacking)):
        _private_money(firm, lacking, promised)
    if promised:
        loan.promised = min(loan.principal, firm.balance)
        firm.renewing += loan.promised
        if loan.covered:
            loan.guarantor.promised += fen(loan.cover * loan.promised)


def _public_bridge(firm: Firm, lacking: int) -> bool:
    """A bridge from the mutual or the bridge fund, fee of the days off at once; whether there was one."""
    model = firm.model
    bridge, books = model.bridge, model.books
    fee = bridge.fee_per_day * firm.numbers["bridge_days"]
    asked = whole(lacking / max(0.5, 1.0 - fee)) + 1
    source = _source_of(firm, asked) if firm.bridge == 0 else None
    if source is None:
        return False
    books.pay(source, firm, "bridge_out", asked)
    books.owe(firm, source, "bridge_loans", asked)
    bridge.fees += books.pay_up_to(firm, source, "bridge_fee", fen(fee * asked))
    firm.bridge, firm.bridge_source = asked, source.name
    bridge.lent += asked
    bridge.turned += asked
    return True


def _source_of(firm: Firm, asked: int):
    """The mutual for a member within its line and free cash; else the bridge fund within its limits; else nobody."""
    mutual, bridge = firm.model.fund("mutual"), firm.model.bridge
    if mutual.bridging == 1 and firm.member_of == "mutual" and firm.member_stake > 0:
        line = mutual.multiple * firm.member_stake - mutual.held_for(firm)
        if asked <= min(line, mutual.balance - mutual.margin):
            return mutual
    if bridge.open == 1 and asked <= min(bridge.single_share * bridge.capital, bridge.balance):
        return bridge
    return None


def _private_money(firm: Firm, lacking: int, promised: bool) -> None:
    """Private lenders trust a bank's word or the firm's own cash flow, and lend no more than a share of deposits."""
    model, numbers = firm.model, firm.numbers
    if not promised and numbers["bridge_private_patience_months"] * firm.profit_12 <= lacking:
        return
    households = model.accounts["households"]
    lent = sum(each.private_debt for each in model.firms)
    if lent + lacking <= numbers["bridge_private_share"] * households.balance:
        model.books.pay(households, firm, "private_out", lacking)
        model.books.owe(firm, households, "private_loans", lacking)
        firm.private_debt += lacking
        firm.private_months = 0


def pay_out_renewals(model) -> None:
    """What was promised is paid unless the bank breaks its word, seldom or, in a squeeze, less seldom."""
    squeeze = model.credit_factor < 1.0
    breach = model.numbers["bridge_breach_squeeze" if squeeze else "bridge_breach_normal"]
    for loan in list(model.loans):
        if loan.promised > 0:
            amount, loan.promised = loan.promised, 0
            loan.borrower.renewing -= amount
            if loan.covered:
                loan.guarantor.promised -= fen(loan.cover * amount)
            if model.luck.draw("bank.breaks_word", loan.borrower.number, loan.lender.row) >= breach:
                pay_out(loan, amount)
                loan.matures = model.month + 12
            elif loan.settled:
                model.loans.remove(loan)
    for firm in model.producers():
        repay_bridge(firm)


def repay_bridge(firm: Firm) -> None:
    """As much of a bridge as cash allows goes back."""
    if firm.bridge > 0:
        model, source = firm.model, firm.model.source(firm.bridge_source)
        back = model.books.pay_up_to(firm, source, "bridge_back", firm.bridge)
        model.books.owe(firm, source, "bridge_loans", -back)
        firm.bridge -= back
        model.bridge.lent -= back


def serve_private_lender(firm: Firm) -> None:
    """Interest of the month, added to the debt where it is not paid; then what cash can be spared for the debt."""
    model, households = firm.model, firm.model.accounts["households"]
    firm.private_months += 1
    due = fen(firm.numbers["bridge_private_rate_month"] * firm.private_debt)
    added = due - model.books.pay_up_to(firm, households, "private_interest", due)
    model.books.owe(firm, households, "private_loans", added)
    firm.private_debt += added
    kept = 0 if firm.renewing else whole(0.25 * firm.month_cost())
    back = model.books.pay(firm, households, "private_back", max(0, min(firm.balance - kept, firm.private_debt)))
    model.books.owe(firm, households, "private_loans", -back)
    firm.private_debt -= back


def close_bridges(firm: Firm) -> None:
    """A closing firm: bridge, then private lenders, get what is left and lose the rest."""
    model, households = firm.model, firm.model.accounts["households"]
    repay_bridge(firm)
    if firm.bridge > 0:
        model.books.owe(firm, model.source(firm.bridge_source), "bridge_loans", -firm.bridge)
        model.bridge.lent -= firm.bridge
        model.bridge.lost += firm.bridge
        firm.bridge = 0
    model.books.pay_up_to(firm, households, "private_back", firm.private_debt)
    model.books.owe(firm, households, "private_loans", -firm.private_debt)
    firm.private_debt = 0
