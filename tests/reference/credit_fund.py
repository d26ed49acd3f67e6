"""Guarantee institutions of the twin of the credit market: limits, fee, the waterfall of a loss, the month's books."""

import math

from credit_actors import Actor, Branch, Firm, Loan
from credit_facts import BridgeFacts, FundFacts

from sim.foundations.mathematics import fen, logistic, normal, whole

PREFIX = {"company": "fund", "mutual": "mutual", "pool": "pool"}
OWN_RULES = {
    "company": ["province_share", "county_share", "insurer_share", "directed_share", "volume_weight", "recapitalise"],
    "mutual": ["multiple", "bridging"],
    "pool": ["group_share", "contribution_share"],
}
ABOVE_CAP, AFTER_RUIN = 1, 2


def by_largest_remainder(amount: int, shares: dict[str, float]) -> dict[str, int]:
    """Whole fen by shares; what rounding down leaves goes to the largest remainders, the first among equals."""
    exact = {name: amount * share for name, share in shares.items()}
    parts = {name: math.floor(each) for name, each in exact.items()}
    order = sorted(shares, key=lambda name: parts[name] - exact[name])
    left = amount - sum(parts.values())
    assert 0 <= left < len(shares), f"shares {shares} are not of one whole"
    for name in order[:left]:
        parts[name] += 1
    return parts


class Bridge(Actor):
    """The bridge fund."""

    facts_class = BridgeFacts
    sector = "fund"
    name = "bridge"


class Fund(Actor):
    """The company, the mutual or the pool."""

    facts_class = FundFacts
    sector = "fund"

    @property
    def name(self) -> str:
        """Its name as a source of bridges."""
        return self.kind

    def net_assets(self) -> float:
        """Cash with margins and hoped-for recoveries, less claims not yet paid."""
        return self.balance + self.numbers["fund_recovery_share"] * self.recoverable - self.unpaid

    def held_for(self, firm: Firm) -> float:
        """What it guarantees for this firm, promised renewals too."""
        mine = (loan for loan in firm.loans() if loan.covered and loan.guarantor is self)
        return sum((loan.cover * (loan.principal + loan.promised) for loan in mine), 0.0)

    def carried_by_others(self) -> float:
        """The share of a loss that province, county and insurer carry."""
        return self.province_share + self.county_share + self.insurer_share

    def room_for(self, firm: Firm) -> float:
        """How much more it may guarantee for this firm: single name, leverage, margin, earmarks, line, group."""
        if self.open == 0 or self.suspended == 1:
            return 0.0
        if self.kind == "pool" and (firm.group_full == 0 or firm.member_of == "mutual"):
            return 0.0
        numbers, assets, held = self.numbers, self.net_assets(), self.held_for(firm)
        cap = min(self.leverage_cap, numbers["fund_margin_leverage_limit"] / numbers["fund_margin_share"])
        limits = [self.single_share * assets - held, cap * assets - self.outstanding - self.promised]
        if self.kind == "mutual":
            limits.append(self.multiple * firm.member_stake - held - firm.bridge)
        return max(0.0, min(limits))

    def takes(self, firm: Firm) -> bool:
        """Leaders' clients are not looked at; others are, through its own noise, against a limit by age."""
        numbers, luck = self.numbers, self.model.luck
        if luck.draw("fund.directed_by_leaders", firm.number, self.model.funds.index(self)) < self.directed_share:
            return True
        noise = numbers["fund_signal_noise"]
        if self.kind == "mutual":
            noise *= 1.0 - numbers["fund_peer_knowledge"]
        seen = logistic(firm.risk_logit() + noise * normal(luck.draw("fund.signal", firm.number)))
        young = firm.age < numbers["fund_young_months"]
        limit = numbers["fund_risk_limit_young"] if young else numbers["fund_risk_limit_old"]
        return seen <= limit * self.volume_weight / (1.0 - self.volume_weight)

    def yearly_fee(self, firm: Firm) -> float:
        """E17, from the risk as it is."""
        return self.base_fee + self.numbers["fund_fee_slope"] * max(0.0, logistic(firm.risk_logit()) - 0.04)

    def carry(self, loan: Loan, loss: int) -> int:
        """E18: group, members, then all by shares. What is left for the bank."""
        model, books, debtor = self.model, self.model.books, loan.borrower
        rest = loss
        if self.group_share > 0.0 and debtor.group >= 0:
            rest -= self._ask_group(debtor, fen(self.group_share * loss), loan.lender)
        from_members = self._ask_members(rest)
        parts = by_largest_remainder(rest - from_members, self._shares(loan.cover))
        self._answer_for(from_members + parts["fund"], loan)
        province, treasury, outside = (model.accounts[name] for name in ("province", "treasury", "outside"))
        books.pay(province, loan.lender, "guarantee_claim", parts["province"])
        books.pay(outside, loan.lender, "guarantee_claim", parts["insurer"])
        books.owe(treasury, loan.lender, "unpaid_claims", parts["county"])
        loan.lender.unpaid["county"] += parts["county"]
        for who, account in (("province", province), ("county", treasury), ("insurer", outside)):
            books.owe(debtor, account, "subrogation", parts[who])
            setattr(self, f"recoverable_{who}", getattr(self, f"recoverable_{who}") + parts[who])
        return parts["bank"]

    def _shares(self, cover: float) -> dict[str, float]:
        others = {"province": self.province_share, "county": self.county_share, "insurer": self.insurer_share}
        bank = max(0.0, 1.0 - cover - self.province_share - self.county_share - self.insurer_share)
        return {"fund": cover, **others, "bank": bank}

    def _ask_group(self, debtor: Firm, asked: int, lender: Branch) -> int:
        """The others of the debtor's group, in equal parts, each as far as its cash goes."""
        mates = [each for each in self.model.producers() if each.group == debtor.group and each is not debtor]
        got = 0
        for mate in mates:
            part = self.model.books.pay_up_to(mate, lender, "co_guarantee", asked // len(mates))
            mate.co_guarantee_paid += part
            got += part
        return got

    def _ask_members(self, loss: int) -> int:
        """Stakes carry what they can, in proportion; what rounding leaves falls on the county's own money."""
        asked = min(self.stakes, loss)
        if asked > 0:
            share = asked / self.stakes
            for firm in self.model.firms:
                if firm.member_of == self.kind and firm.member_stake > 0:
                    part = min(firm.member_stake, whole(share * firm.member_stake))
                    firm.member_stake -= part
                    self.stakes -= part
                    self.model.books.owe(self, firm, "member_stakes", -part)
        return asked

    def _answer_for(self, called: int, loan: Loan) -> None:
        """It pays what it can, owes the rest to the branch, and may ask the debtor for all of it."""
        books, lender = self.model.books, loan.lender
        lacking = called - books.pay_up_to(self, lender, "guarantee_claim", called)
        books.owe(self, lender, "unpaid_claims", lacking)
        books.owe(loan.borrower, self, "subrogation", called)
        lender.unpaid[self.kind] += lacking
        lender.called[self.kind] += called
        self.unpaid += lacking
        self.claims_month += called
        self.claims_total += called
        self.recoverable += called

    def open_month(self) -> None:
        """Founded or funded, it reads the month's rules, is refilled where the rule says so, pays what it owes."""
        terms, prefix = self.model.terms, PREFIX[self.kind]
        if not self.open and not terms[f"{prefix}_open"]:
            return
        self.paid_in += self.model.books.pay(
            self.model.accounts["treasury"], self, "fund_capital", terms[f"{prefix}_capital"]
        )
        self.open = max(self.open, terms[f"{prefix}_open"])
        rules = {"base_fee": "fee", "leverage_cap": "leverage_cap", "cover": "cover", "single_share": "single_share"}
        own = OWN_RULES[self.kind]
        for rule, name in {**rules, **dict(zip(own, own, strict=True))}.items():
            setattr(self, rule, terms[f"{prefix}_{name}"])
        self.claims_month = 0
        if self.open:
            self._refill()
            self._pay_old_claims()

    def _refill(self) -> None:
        model, assets = self.model, self.net_assets()
        if assets >= 0:
            self.ruined_month = -1
        elif self.ruined_month < 0:
            self.ruined_month = model.month
        too_thin = self.recapitalise == ABOVE_CAP and self.outstanding > self.leverage_cap * assets
        long_ruined = self.ruined_month >= 0 and model.month - self.ruined_month >= self.numbers["fund_ruin_months"]
        if too_thin or (self.recapitalise == AFTER_RUIN and long_ruined):
            wanted = round(self.outstanding / max(self.leverage_cap, 0.1) - assets)
            added = max(0, min(wanted, model.treasury_spare()))
            self.paid_in += model.books.pay(model.accounts["treasury"], self, "fund_capital", added)

    def _pay_old_claims(self) -> None:
        for branch in self.model.branches:
            self.unpaid -= self._settle(branch, self.kind, self, self.balance)
            if self.kind == "company":
                self._settle(branch, "county", self.model.accounts["treasury"], self.model.treasury_spare())
        self.unpaid_months = self.unpaid_months + 1 if self.unpaid > 0 else 0

    def _settle(self, branch: Branch, whose: str, payer, means: int) -> int:
        paid = self.model.books.pay(payer, branch, "guarantee_claim", max(0, min(branch.unpaid[whose], means)))
        self.model.books.owe(payer, branch, "unpaid_claims", -paid)
        branch.unpaid[whose] -= paid
        return paid

    def close_month(self) -> None:
        """Yield, costs, premium, recoveries, margin, and whether banks take its word next month."""
        if not self.open:
            return
        model, books, numbers = self.model, self.model.books, self.numbers
        gain = round(numbers["fund_yield_share"] / 12 * self.balance)
        model.branches[0].interest_year -= books.pay(model.branches[0], self, "fund_yield", gain)
        costs = round(numbers["fund_cost_share"] / 12 * self.outstanding)
        books.pay_up_to(self, model.accounts["households"], "fund_costs", costs)
        if self.insurer_share > 0:
            fees = self.base_fee / 12 * self.outstanding / max(self.cover, 0.01)
            premium = round(numbers["fund_premium_share"] * fees)
            books.pay_up_to(self, model.accounts["outside"], "insurance_premium", premium)
        self._collect()
        self.claims_history[model.calendar_month - 1] = self.claims_month
        self.claims_12 = float(sum(self.claims_history))
        self.margin = min(self.balance, round(numbers["fund_margin_share"] * self.outstanding))
        self._is_judged()

    def _collect(self) -> None:
        """E19: a part of every old claim falls away each month, and a share of that part is paid."""
        accounts, numbers = self.model.accounts, self.numbers
        creditors = {"": self, "_county": accounts["treasury"], "_province": accounts["province"]}
        for whose, creditor in {**creditors, "_insurer": accounts["outside"]}.items():
            left = getattr(self, f"recoverable{whose}")
            if left == 0:
                continue
            gone = min(left, max(1, round(left / numbers["fund_recovery_months"])))
            got = min(gone, round(numbers["fund_recovery_share"] * gone))
            if whose != "_insurer":
                self.model.books.pay(accounts["outside"], creditor, "guarantee_recovery", got)
            setattr(self, f"recoverable{whose}", left - gone)
            self.model.books.owe(accounts["county"], creditor, "subrogation", -gone)
            if whose == "":
                self.recovered += got

    def _is_judged(self) -> None:
        """E20: heavy claims, thin assets or old unpaid claims stop new guarantees until a clean year has passed."""
        numbers, stretch = self.numbers, self.numbers["fund_suspension_leverage"]
        heavy = self.claims_12 > numbers["fund_suspension_share"] * max(self.outstanding, 1)
        thin = self.outstanding > stretch * self.leverage_cap * max(self.net_assets(), 0.0)
        if (self.outstanding > 0 and (heavy or thin)) or self.unpaid_months > 2:
            self.suspended, self.clean_months = 1, 0
            return
        self.clean_months += 1
        if self.clean_months >= numbers["fund_resume_months"]:
            self.suspended = 0
