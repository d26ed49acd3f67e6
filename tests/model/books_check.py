"""What must hold of a zone at the end of any month, whatever happened: accounts, land, floors, people, guarantees.

`check(zone)` looks at the state alone; `Bookkeeper` also remembers the state of a month before and
compares what moved with what was posted. Both give sentences, none where all is well.
"""

from types import SimpleNamespace
from typing import Any

import check_county
import check_credit
import check_land
import numpy as np
from check_credit import sum_at
from posted_institutions import wrong_institutions
from posted_kinds import wrong_kinds

from sim.actors.debt import BANK_LOAN, STANDING_LOAN
from sim.actors.firm import CLOSED, FLOOR_PREMISES, PRODUCING
from sim.actors.worker import IN_COUNTY_JOB, IN_COURSE, IN_ZONE
from sim.books import (
    BANK_COSTS,
    BANK_DIVIDENDS,
    BANKS,
    CLAIMS,
    CO_GUARANTEE,
    FIRMS,
    FUND,
    FUND_FIRST,
    FUND_YIELD,
    GUARANTEE_CLAIM,
    HOUSEHOLDS,
    KINDS,
    LOAN_BACK,
    LOAN_INTEREST,
    LOAN_OUT,
    LOAN_RECOVERED,
    PAYABLES,
    PLATFORM,
    PLATFORM_INTEREST,
    PLATFORM_LOAN_BACK,
    PLATFORM_LOAN_OUT,
    PROVINCE,
    RECEIVABLES,
    RENT_ARREARS,
    SECTORS_OF_BOOKS,
    TAX_ARREARS,
    WAGE_ARREARS,
    flow_matrix,
)
from sim.zone import Zone

BANK_KINDS = {
    *(LOAN_OUT, LOAN_BACK, LOAN_INTEREST, LOAN_RECOVERED, PLATFORM_INTEREST),
    *(FUND_YIELD, BANK_COSTS, BANK_DIVIDENDS, GUARANTEE_CLAIM, CO_GUARANTEE, PLATFORM_LOAN_OUT, PLATFORM_LOAN_BACK),
}
REMEMBERED = (
    *("firms", "workers", "holders", "loans", "banks", "funds", "bridge", "debts", "ledger", "land", "plots"),
    *("blocks", "tenancies", "floor_market", "platform_books", "school", "budget_lines", "environment"),
    *("infrastructure", "county_pool", "administration", "housing", "tracts", "cells", "villages"),
)


class Findings(list[str]):
    """Sentences about what does not hold."""

    def equal(self, what: str, got: Any, expected: Any) -> None:
        """Two counts or sums in fen that must be the same to the last unit."""
        if int(got) != int(expected):
            self.append(f"{what}: {int(got)} is not {int(expected)} (off by {int(got) - int(expected)})")

    def all_of(self, what: str, holds: Any) -> None:
        """Something that must hold of every row."""
        rows = np.flatnonzero(~np.atleast_1d(holds))
        if len(rows):
            self.append(f"{what}: fails in {len(rows)} rows, first {rows[:5].tolist()}")


def check(zone: Zone) -> list[str]:
    """All that is wrong with the state of this zone as it stands."""
    found = Findings()
    _no_balance_below_zero(zone, found)
    _claims_are_what_firms_owe(zone, found)
    check_credit.check(zone, found)
    check_county.check(zone, found)
    check_land.land(zone, found)
    _floors(zone, found)
    _people(zone, found)
    _the_closed_are_gone(zone, found)
    return list(found)


def _no_balance_below_zero(zone: Zone, found: Findings) -> None:
    """T12: deposits are not below zero, but for banks and those beyond the county."""
    found.all_of("a firm's balance is not below zero", zone.firms["balance"] >= 0)
    found.all_of("a worker's balance is not below zero", zone.workers["balance"] >= 0)
    bound = (zone.holders["sector"] < PROVINCE) & (zone.holders["sector"] != BANKS)
    found.all_of("an institution's balance is not below zero", ~bound | (zone.holders["balance"] >= 0))


def balances_by_sector(zone: Any) -> np.ndarray:
    """Deposits of each sector of the books, in fen."""
    total = np.zeros(len(SECTORS_OF_BOOKS), np.int64)
    np.add.at(total, zone.holders["sector"], zone.holders["balance"])
    total[FIRMS] += zone.firms["balance"].sum()
    total[HOUSEHOLDS] += zone.workers["balance"].sum()
    return total


def _claims_are_what_firms_owe(zone: Zone, found: Findings) -> None:
    """T2: each row of claims adds up to nothing over the sectors, arrears included, and is what the tables say."""
    claims, firms = zone.ledger["claims"][0], zone.firms
    for at, name in enumerate(CLAIMS):
        found.equal(f"claims of kind {name} add up over the sectors to", claims[at].sum(), 0)
    bills = firms["supplier_bills"].sum() + firms["overdue_suppliers"].sum()
    for what, sector, amount in (
        (RECEIVABLES, FIRMS, firms["collections"].sum()),
        (PAYABLES, FIRMS, -bills),
        (WAGE_ARREARS, FIRMS, -firms["wage_arrears"].sum()),
        (TAX_ARREARS, FIRMS, -firms["tax_arrears"].sum()),
        (RENT_ARREARS, FIRMS, -firms["rent_arrears"].sum()),
        (RENT_ARREARS, PLATFORM, firms["rent_arrears"].sum()),
    ):
        found.equal(f"{CLAIMS[what]} of {SECTORS_OF_BOOKS[sector]} in the books", claims[what, sector], amount)


def _floors(zone: Zone, found: Findings) -> None:
    """T7: what is let and what is free is what stands, floor by floor; nobody is on a floor that he does not take."""
    blocks, market = zone.blocks, zone.floor_market[0]
    leases = zone.tenancies[zone.tenancies["firm"] >= 0]
    let = np.zeros((len(blocks), blocks["free_m2"].shape[1]), np.int64)
    np.add.at(let, (leases["block"], leases["level"]), leases["m2"])
    standing = (np.arange(let.shape[1]) < blocks["storeys"][:, None]) & (blocks["done"] == 1)[:, None]
    built = np.where(standing, blocks["floor_m2"][:, None], 0)
    found.all_of(
        "of each floor, what is let and what is free is what stands", (let + blocks["free_m2"] == built).all(1)
    )
    found.all_of("free floor is not below zero", blocks["free_m2"] >= 0)
    found.equal("floor space that stands", market.built_m2, built.sum())
    found.equal("free floor space", market.free_m2, blocks["free_m2"].sum())
    of_firm = sum_at(leases["firm"], leases["m2"], len(zone.firms))
    found.all_of("a firm's floor is the sum of its leases", zone.firms["floor_m2"] == of_firm)
    upper = leases[leases["level"] > 0]
    above = sum_at(upper["firm"], upper["m2"], len(zone.firms))
    share = zone.sectors["upper_share"][zone.firms["trade"]]
    found.all_of("nobody is above the ground floor beyond the trade's share", above <= share * of_firm + 1e-6)
    found.all_of("only tenants rent", (of_firm == 0) | (zone.firms["premises"] == FLOOR_PREMISES))


def _people(zone: Zone, found: Findings) -> None:
    """T6: everybody is in one place, firms' lists are whom they employ; nobody is born, dies or comes from outside."""
    people, firms = zone.workers, zone.firms
    found.all_of("a person is in one of five places", (people["place"] >= 0) & (people["place"] <= IN_COURSE))
    counted = np.bincount(people["place"], minlength=IN_COURSE + 1)
    found.all_of("people of each place are counted", zone.environment[0].people == counted)
    here = people["place"] == IN_ZONE
    found.all_of("who works in the zone, and nobody else, has an employer", here == (people["employer"] >= 0))
    staff = np.bincount(people["employer"][here], minlength=len(firms))
    skilled = np.bincount(people["employer"][here], weights=people["post"][here], minlength=len(firms))
    found.all_of("a firm's staff is whom it employs", firms["workers"] == staff)
    found.all_of("skilled posts are held by people", firms["skilled_posts"] == skilled)
    found.all_of("only the skilled hold skilled posts", (people["post"] == 0) | (here & (people["skill"] == 1)))
    found.all_of("only those who produce employ", (staff == 0) | (firms["stage"] == PRODUCING))
    found.equal("jobs in the rest of the county", zone.county_pool[0].workers, (people["place"] == IN_COUNTY_JOB).sum())
    floor = min(zone.numbers[0].skill_floor, zone.numbers[0].skill_start_level)
    found.all_of("skill stays above its floor", people["level"] >= floor - 1e-12)


def _the_closed_are_gone(zone: Zone, found: Findings) -> None:
    gone = zone.firms[zone.firms["stage"] == CLOSED]
    for key in ("balance", "debt", "workers", "floor_m2", "tax_arrears", "wage_arrears", "rent_arrears", "output"):
        found.all_of(f"a closed firm has no {key}", gone[key] == 0)


class Bookkeeper:
    """Steps a zone month by month and says what moved that was not posted, or was posted and did not move."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.all_balances = int(balances_by_sector(zone).sum())

    def month(self) -> list[str]:
        """Live one month; every sentence begins with the month's number."""
        before = SimpleNamespace(**{name: getattr(self.zone, name).copy() for name in REMEMBERED})
        self.zone.step()
        found = Findings(check(self.zone))
        self._flows(before, found)
        self._banks(before, found)
        self._new_guarantees(before, found)
        found.extend(wrong_kinds(before, self.zone))
        found.extend(wrong_institutions(before, self.zone))
        return [f"month {self.zone.month}: {sentence}" for sentence in found]

    def _flows(self, before: SimpleNamespace, found: Findings) -> None:
        """T3: what a sector's deposits gained is what was posted, and each kind of posting adds up to nothing (T2)."""
        flows = flow_matrix(self.zone.ledger)
        now = balances_by_sector(self.zone)
        found.equal("balances of all", now.sum(), self.all_balances)
        moved = now - balances_by_sector(before)
        for at, name in enumerate(SECTORS_OF_BOOKS):
            found.equal(f"what the balances of {name} gained, against what was posted", moved[at], flows[:, at].sum())
        for at, name in enumerate(KINDS):
            found.equal(f"postings of kind {name} add up over the sectors to", flows[at].sum(), 0)
        found.equal("postings in the unused room", self.zone.ledger["turnover"][0, len(KINDS) :].sum(), 0)

    def _banks(self, before: SimpleNamespace, found: Findings) -> None:
        """T1: equity moves by the branches' own accounts of income, and by interest got back from the failed."""
        flows = flow_matrix(self.zone.ledger)
        for at in set(np.flatnonzero(flows[:, BANKS])) - BANK_KINDS:
            found.append(f"the banks take part in {KINDS[at]}")
        gained = _equity(self.zone) - _equity(before)
        own = int(np.rint(self.zone.banks["interest_year"].sum() - before.banks["interest_year"].sum()))
        failed = (self.zone.firms["stage"] == CLOSED) & (before.firms["stage"] != CLOSED)
        interest = before.firms["interest_arrears"][failed].sum() + int(0.02 * before.firms["debt"][failed].sum())
        if not 0 <= gained - own <= interest:
            found.append(f"bank equity moved by {gained}, their income less costs, losses and dividends is {own}")

    def _new_guarantees(self, before: SimpleNamespace, found: Findings) -> None:
        """T8: at grant time no limit is passed: seen from outside, with the most that the fund owned in the month."""
        zone, numbers = self.zone, self.zone.numbers[0]
        inflow = flow_matrix(zone.ledger)[:, FUND]
        for kind, fund in enumerate(zone.funds):
            if fund.granted == before.funds[kind].granted:
                continue
            assets = before.holders["balance"][FUND_FIRST + kind] + inflow[inflow > 0].sum()
            assets += numbers.fund_recovery_share * before.funds[kind].recoverable
            cap = min(fund.leverage_cap, numbers.fund_margin_leverage_limit / numbers.fund_margin_share)
            if fund.outstanding > cap * assets + 1:
                found.append(f"guarantees of {fund.outstanding} were granted beyond {cap} times {assets}")
            every = zone.loans[(zone.loans["number"] > 0) & (zone.loans["cover"] > 0.0) & (zone.loans["fund"] == kind)]
            loans = every[every["number"] // 100_000 == zone.month]
            for firm in np.unique(loans["firm"]):
                mine = every[every["firm"] == firm]
                if (mine["cover"] * mine["principal"]).sum() > fund.single_share * assets + 1:
                    found.append(f"the firm in row {firm} has more guarantee than the single-name limit")


def _equity(zone: Any) -> int:
    """Reserves less deposits, and what firms, platform and fund owe; unpaid interest is not counted before it comes."""
    platform = zone.debts["principal"][np.isin(zone.debts["kind"], (STANDING_LOAN, BANK_LOAN))].sum()
    lent = zone.banks["exposure"].sum() + platform + zone.banks["unpaid"].sum()
    return int(balances_by_sector(zone)[BANKS] + lent)
