"""Firms, loans and bank branches of the twin of the credit market: one object each."""

from dataclasses import fields

import mesa
from credit_facts import BranchFacts, FirmFacts, LoanFacts

from sim.foundations.mathematics import logistic, normal

MONTHS_TO_A_NEW_FACE = 36


def clip(low: float, value: float, high: float) -> float:
    """The value, kept between two ends."""
    return max(low, min(high, value))


class Actor(mesa.Agent):
    """Somebody of the credit market, who begins with the facts about him."""

    facts_class: type

    def __init__(self, model, facts) -> None:
        super().__init__(model)
        for each in fields(facts):
            value = getattr(facts, each.name)
            setattr(self, each.name, value.copy() if isinstance(value, (list, dict)) else value)

    def facts(self):
        """What there is to say about him now."""
        return self.facts_class(**{each.name: getattr(self, each.name) for each in fields(self.facts_class)})

    @property
    def numbers(self):
        """The numbers of the model, by their full names."""
        return self.model.numbers


class Firm(Actor):
    """An investor, a builder or a producer who borrows."""

    facts_class = FirmFacts
    sector = "firms"

    @property
    def produces(self) -> bool:
        """Whether it makes and sells."""
        return self.stage == "producing"

    @property
    def age(self) -> int:
        """Months since its contract."""
        return self.model.month - self.signed

    @property
    def unpaid_bills(self) -> int:
        """What it owes to suppliers."""
        return sum(self.supplier_bills) + self.overdue_suppliers

    def loans(self) -> list["Loan"]:
        """Its loans in the order in which banks serve them."""
        return [loan for loan in self.model.loans if loan.borrower is self]

    def month_cost(self) -> float:
        """What a normal month costs in cash."""
        trade = self.model.trades[self.trade]
        return self.expected_sales * (trade.materials + trade.energy + trade.other) + self.wage_bill

    def pledge(self) -> float:
        """Collateral by E15: land and buildings, equipment, customers' bills, each at its share."""
        numbers = self.numbers
        ground = numbers["bank_ltv_land"] * (self.land_paid + self.building)
        machines = numbers["bank_ltv_equipment"] * self.equipment
        return ground + machines + numbers["bank_ltv_receivables"] * sum(self.collections)

    def risk_logit(self) -> float:
        """E11 of a producing firm, from its accounts."""
        numbers = self.numbers
        customers, bills = sum(self.collections), self.unpaid_bills
        assets = self.equipment + self.building + self.land_paid + self.inventory + customers + self.balance
        debts = self.debt + self.bridge + self.private_debt + bills
        margin = self.profit_12 / max(self.revenue_12, 1.0)
        liquidity = (self.balance + customers - bills) / max(self.month_cost(), 1.0)
        score = numbers["bank_score_constant"]
        score += numbers["bank_score_leverage"] * (min(debts / max(assets, 1.0), 2.0) - 0.5) / 0.25
        score -= numbers["bank_score_margin"] * clip(-3.0, (margin - 0.03) / 0.05, 3.0)
        score -= numbers["bank_score_liquidity"] * clip(-1.0, liquidity - 1.0, 2.0)
        score += numbers["bank_score_sector"] * self.model.how_unusual(self.model.sector_bad[self.trade])
        if self.age < MONTHS_TO_A_NEW_FACE:
            score += numbers["bank_score_young"]
        if self.on_floor:
            score += numbers["bank_score_tenant"]
        return score

    def knows(self, branch: "Branch") -> bool:
        """A firm deals with the branches that come first in its own lasting order."""
        scores = {each.row: self.model.luck.for_life("firm.known_bank", self.number, each.row) for each in self.banks}
        ahead = sum(score > scores[branch.row] for score in scores.values())
        return ahead < self.numbers["bank_known_banks"]

    @property
    def banks(self) -> list["Branch"]:
        """All branches of the county."""
        return self.model.branches

    def best_branch(self) -> "Branch | None":
        """Of the branches that it knows, the one with most room for it."""
        with_room = [each for each in self.banks if each.room_for(self) > 0.0 and self.knows(each)]
        return max(with_room, key=lambda each: each.room_for(self), default=None)


class Branch(Actor):
    """A county branch: judges, lends, writes off, believes or not in those who guarantee."""

    facts_class = BranchFacts
    sector = "banks"

    def room_for(self, firm: Firm) -> float:
        """What quota and single-name limit still allow; a firm's debts to all branches count."""
        single = self.numbers["bank_single_name_share"] * self.quota
        return max(0.0, min(self.quota - self.exposure, single - firm.debt))

    def estimate(self, firm: Firm, cover: float) -> float:
        """E16: the risk that it sees. It looks less closely the more is covered."""
        numbers = self.numbers
        noise = numbers["bank_signal_noise"] * (1.0 + numbers["bank_cover_noise"] * cover)
        noise *= 1.0 - numbers["bank_information_gain"] * self.information
        return logistic(firm.risk_logit() + noise * normal(self.model.luck.draw("bank.signal", firm.number)))

    def accepts(self, risk: float, carried_by_others: float) -> bool:
        """E16: interest pays for funding, cost and its own part of the loss to be expected."""
        numbers = self.numbers
        margin = self.model.real_rate + numbers["bank_inflation"] - numbers["bank_funding_rate"]
        loss = risk * numbers["bank_loss_given_default"] * (1.0 - carried_by_others)
        return (1.0 - risk) * margin >= loss + numbers["bank_cost_share"]

    def commits_to_renew(self, loan: "Loan") -> bool:
        """E23: its written word for a new loan, by risk, its own bad loans and what its quota leaves."""
        numbers = self.numbers
        if loan.covered and self.belief[loan.guarantor.kind] < numbers["bank_belief_to_renew"]:
            return False
        risk = loan.borrower.risk_logit() - numbers["bank_score_constant"]
        squeeze = clip(-3.0, (self.quota - self.exposure) / (0.1 * max(self.quota, 1.0)), 0.0)
        wish = numbers["bank_renewal_constant"]
        wish -= numbers["bank_renewal_risk"] * risk / numbers["bank_renewal_risk_sd"]
        wish += squeeze - numbers["bank_renewal_bad"] * self.model.how_unusual(self.bad_share)
        return self.model.luck.draw("bank.writes_renewal", loan.borrower.number, self.row) < logistic(wish)

    def open_month(self) -> None:
        """It is told what fairs tell, counts its bad loans of last month, and begins a new list of calls."""
        self.information = self.model.terms["bank_information"]
        self.bad_share = self.bad / max(self.exposure, 1)
        self.called = dict.fromkeys(self.called, 0)

    def close_month(self) -> None:
        """Costs, the year's dividend, belief (E20), next month's quota."""
        model, numbers = self.model, self.numbers
        cost = model.books.pay(
            self, model.accounts["households"], "bank_costs", round(numbers["bank_cost_share"] * self.exposure / 12)
        )
        self.interest_year -= cost
        if model.calendar_month == 12:
            earned = max(0, self.interest_year)
            model.books.pay(self, model.accounts["outside"], "bank_dividends", earned)
            self.interest_year -= earned
        for fund in model.funds:
            self._believe(fund)
        years = model.month / 12
        self.quota = self.opening_quota * (1.0 + numbers["bank_quota_growth"]) ** years * model.credit_factor

    def _believe(self, fund) -> None:
        """E20: late is what has been waiting for two months; what has waited less says nothing yet."""
        waits = self.unpaid[fund.kind] > 0
        paid_in_time = self.called[fund.kind] > 0 and not waits
        late = waits and fund.unpaid_months >= 2
        if late or paid_in_time:
            seen = 1.0 if paid_in_time else 0.0
            self.belief[fund.kind] += self.numbers["bank_belief_gain"] * (seen - self.belief[fund.kind])


class Loan(Actor):
    """A loan, tied to its borrower, its lender and whoever guarantees it."""

    facts_class = LoanFacts

    def __init__(self, model, facts: LoanFacts) -> None:
        super().__init__(model, facts)
        self.borrower: Firm = next(each for each in model.firms if each.row == facts.borrower)
        self.lender: Branch = model.branches[facts.lender]
        self.guarantor = next((each for each in model.funds if each.kind == facts.guarantor), None)

    def facts(self) -> LoanFacts:
        """With names in place of those it is tied to."""
        told = super().facts()
        told.borrower, told.lender = self.borrower.row, self.lender.row
        told.guarantor = self.guarantor.kind if self.guarantor else None
        return told

    @property
    def covered(self) -> bool:
        """Whether somebody guarantees a part."""
        return self.cover > 0.0

    @property
    def place(self) -> int:
        """Its place in the list by which loans are served."""
        return (self.number - 1) % 100_000

    @property
    def settled(self) -> bool:
        """Whether nothing is owed and nothing promised."""
        return self.principal == self.interest_due == self.promised == 0
