"""The slow twin of the credit market: the same decisions as Mesa agents, written a second time from the design."""

import mesa
from credit_actors import Branch, Firm, Loan, clip
from credit_books import Account, Books, Luck
from credit_bridges import bullet_falls_due, pay_out_renewals, serve_private_lender
from credit_facts import Facts
from credit_failing import bank_calls, is_over, wind_up
from credit_fund import Bridge, Fund
from credit_lending import ask_for_working_capital, form_groups, owe_more, think_of_the_mutual

from sim.foundations.mathematics import fen


class CreditTwin(mesa.Model):
    """Firms, branches, funds and loans as objects; it is told all facts, takes one round, and tells them again."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(seed=0)
        self.told = facts
        self.month, self.calendar_month = facts.month, facts.calendar_month
        self.credit_factor, self.numbers, self.terms = facts.credit_factor, facts.numbers, facts.terms
        self.trades, self.sector_bad = facts.trades, list(facts.sector_bad)
        self.luck = Luck(facts.month_key, facts.life_key)
        self.books = Books(facts.paid, facts.owed)
        self.accounts = {name: Account(name, balance) for name, balance in facts.accounts.items()}
        self.bridge = Bridge(self, facts.bridge)
        self.branches = [Branch(self, each) for each in facts.branches]
        self.funds = [Fund(self, each) for each in facts.funds]
        self.firms = [Firm(self, each) for each in facts.firms]
        self.loans = [Loan(self, each) for each in facts.loans]

    def facts(self) -> Facts:
        """The facts after the round."""
        return Facts(
            **{**vars(self.told), "sector_bad": self.sector_bad, "paid": self.books.paid, "owed": self.books.owed}
            | {name: [each.facts() for each in getattr(self, name)] for name in ("firms", "loans", "branches", "funds")}
            | {"bridge": self.bridge.facts()}
            | {"accounts": {name: each.balance for name, each in self.accounts.items()}}
        )

    @property
    def real_rate(self) -> float:
        """The rate of every loan, less inflation."""
        return self.numbers["bank_base_rate"] * self.numbers["bank_markup"] - self.numbers["bank_inflation"]

    def how_unusual(self, bad_share: float) -> float:
        """Bad loans against the usual share: -1 for none, 2 at most."""
        return clip(-1.0, bad_share / self.numbers["bank_usual_bad_share"] - 1.0, 2.0)

    def producers(self) -> list[Firm]:
        """Firms that produce, by row."""
        return [each for each in self.firms if each.produces]

    def fund(self, kind: str) -> Fund:
        """The institution of this kind."""
        return next(each for each in self.funds if each.kind == kind)

    def source(self, name: str):
        """Who lent a bridge."""
        return self.bridge if name == "bridge" else self.fund(name)

    def treasury_spare(self) -> int:
        """What the treasury holds beyond this year's budget lines."""
        return max(0, self.accounts["treasury"].balance - self.told.set_aside)

    def firms_borrow(self) -> None:
        """Promised loans are paid; who is short asks; the mutual gains and loses members; groups form."""
        pay_out_renewals(self)
        for firm in self.firms:
            firm.refused = firm.refused if firm.stage == "landed" else 0
        for firm in self.producers():
            ask_for_working_capital(firm)
        if self.fund("mutual").open:
            for firm in self.producers():
                think_of_the_mutual(firm, self.fund("mutual"))
        if self.fund("pool").open:
            form_groups(self.firms)

    def banks_are_paid(self) -> None:
        """Loans are served in the order of their places; bad loans are counted; private lenders come last."""
        for branch in self.branches:
            branch.bad = 0
        owed, bad = [0] * len(self.trades), [0] * len(self.trades)
        for loan in list(self.loans):
            if loan.principal or loan.interest_due:
                self._serve(loan)
                trade = loan.borrower.trade
                owed[trade] += loan.principal
                if loan.arrears:
                    loan.lender.bad += loan.principal
                    bad[trade] += loan.principal
                if loan.settled:
                    self.loans.remove(loan)
        self.sector_bad = [some / max(every, 1) for some, every in zip(bad, owed, strict=True)]
        for firm in self.producers():
            if firm.private_debt > 0:
                serve_private_lender(firm)

    def _serve(self, loan: Loan) -> None:
        """Interest with what is left of earlier months, what falls due of the principal, the guarantor's fee."""
        firm, lender, books = loan.borrower, loan.lender, self.books
        interest = fen(loan.principal * loan.rate / 12.0) + loan.interest_due
        paid = books.pay_up_to(firm, lender, "loan_interest", interest)
        lender.interest_year += paid
        added = interest - paid - loan.interest_due
        books.owe(firm, lender, "interest_arrears", added)
        firm.interest_arrears += added
        loan.interest_due += added
        due = self._falls_due(loan)
        repaid = books.pay_up_to(firm, lender, "loan_back", due)
        owe_more(loan, -repaid)
        loan.missed = due - repaid if loan.instalment else 0
        if loan.covered:
            fee = fen(loan.fee * loan.principal / 12.0)
            loan.guarantor.fees_total += books.pay_up_to(firm, loan.guarantor, "guarantee_fee", fee)
        behind = firm.produces and (repaid < due or loan.interest_due > 0)
        loan.arrears = loan.arrears + 1 if behind else 0

    def _falls_due(self, loan: Loan) -> int:
        """An instalment and what was missed, or all at the end; builders repay nothing, what ends early is put off."""
        if loan.matures > self.month:
            return min(loan.instalment + loan.missed, loan.principal) if loan.borrower.produces else 0
        if not loan.borrower.produces:
            loan.matures = self.month + 12
            return 0
        if loan.purpose == "working":
            bullet_falls_due(loan)
        return loan.principal

    def firms_fail(self) -> None:
        """Banks call, wages stay unpaid, owners give up; on a named day the largest firm leaves."""
        for branch in self.branches:
            branch.losses = 0
        for loan in self.loans:
            bank_calls(loan)
        leaving = max(self.producers(), key=lambda each: each.planned_workers, default=None)
        for firm in self.producers():
            if is_over(firm, leaving if self.told.anchor_leaves else None):
                wind_up(firm)

    def lost_projects_end(self) -> None:
        """Projects whose land was taken back are wound up."""
        for firm in self.firms:
            if firm.stage in ("landed", "building") and not firm.on_floor and not firm.holds_plot:
                wind_up(firm)
