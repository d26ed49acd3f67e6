"""Credit and guarantees at the end of a month: what loans, banks, funds, members and lenders hold of one another."""

from typing import Any

import numpy as np

from sim.books import (
    BANKS,
    BRIDGE_LOANS,
    CLAIMS,
    FIRM_LOANS,
    FIRMS,
    FUND,
    FUND_COUNT,
    FUND_FIRST,
    HOUSEHOLDS,
    INTEREST_ARREARS,
    MEMBER_STAKES,
    OUTSIDE,
    PRIVATE_LOANS,
    PROVINCE,
    SECTORS_OF_BOOKS,
    SUBROGATION,
    TREASURY,
    UNPAID_CLAIMS,
)


def sum_at(rows: np.ndarray, amounts: np.ndarray, count: int) -> np.ndarray:
    """Sums of amounts by the row that they belong to."""
    total = np.zeros(count, np.int64)
    np.add.at(total, rows, amounts)
    return total


def whole_fen(amounts: Any) -> np.ndarray:
    """Amounts rounded to whole fen, halves upwards, as the rules round them."""
    below = np.floor(np.asarray(amounts, float))
    return (below + (np.asarray(amounts, float) - below >= 0.5)).astype(np.int64)


def check(zone: Any, found: Any) -> None:
    """All that must hold of credit."""
    _claims(zone, found)
    _loans_are_on_three_books(zone, found)
    _guarantees(zone, found)
    _members(zone, found)


def _claims(zone: Any, found: Any) -> None:
    """T9: bridges are their lenders' claims; so is every other claim of credit what the tables say (T2)."""
    claims, firms, funds, banks = zone.ledger["claims"][0], zone.firms, zone.funds, zone.banks
    county_due = banks["unpaid"][:, FUND_COUNT].sum()
    for what, sector, amount in (
        (INTEREST_ARREARS, FIRMS, -firms["interest_arrears"].sum()),
        (INTEREST_ARREARS, BANKS, zone.loans["interest_due"].sum()),
        (FIRM_LOANS, FIRMS, -firms["debt"].sum()),
        (FIRM_LOANS, BANKS, zone.loans["principal"].sum()),
        (SUBROGATION, FUND, funds["recoverable"].sum()),
        (SUBROGATION, TREASURY, funds["recoverable_county"].sum()),
        (SUBROGATION, PROVINCE, funds["recoverable_province"].sum()),
        (SUBROGATION, OUTSIDE, funds["recoverable_insurer"].sum()),
        (UNPAID_CLAIMS, FUND, -funds["unpaid"].sum()),
        (UNPAID_CLAIMS, TREASURY, -county_due),
        (UNPAID_CLAIMS, BANKS, banks["unpaid"].sum()),
        (BRIDGE_LOANS, FUND, firms["bridge"].sum()),
        (BRIDGE_LOANS, FIRMS, -firms["bridge"].sum()),
        (PRIVATE_LOANS, HOUSEHOLDS, firms["private_debt"].sum()),
        (MEMBER_STAKES, FIRMS, firms["member_stake"].sum()),
        (MEMBER_STAKES, FUND, -funds["stakes"].sum()),
    ):
        found.equal(f"{CLAIMS[what]} of {SECTORS_OF_BOOKS[sector]} in the books", claims[what, sector], amount)
    found.equal("bridges outstanding (T9)", zone.bridge[0].lent, firms["bridge"].sum())
    by_kind = banks["unpaid"][:, :FUND_COUNT].sum(axis=0)
    found.all_of("what each institution owes is what branches say", by_kind == funds["unpaid"])


def _loans_are_on_three_books(zone: Any, found: Any) -> None:
    loans = zone.loans[zone.loans["number"] > 0]
    found.equal("principal in rows without a loan", zone.loans["principal"].sum(), loans["principal"].sum())
    by_firm = sum_at(loans["firm"], loans["principal"], len(zone.firms))
    by_bank = sum_at(loans["bank"], loans["principal"], len(zone.banks))
    interest = sum_at(loans["firm"], loans["interest_due"], len(zone.firms))
    promised = sum_at(loans["firm"], loans["promised"], len(zone.firms))
    found.all_of("a firm's debt is the sum of its loans", zone.firms["debt"] == by_firm)
    found.all_of("a branch's exposure is the sum of its loans", zone.banks["exposure"] == by_bank)
    found.all_of("a firm's unpaid interest is that of its loans", zone.firms["interest_arrears"] == interest)
    found.all_of("what a firm is promised is what its loans say", zone.firms["renewing"] == promised)
    found.all_of("a loan is not below zero", loans["principal"] >= 0)
    found.equal("loans with a number used twice", len(loans), len(np.unique(loans["number"])))


def _guarantees(zone: Any, found: Any) -> None:
    """T8: what is guaranteed is the guaranteed share of balances, promised renewals too; the margin is cash."""
    for kind in range(FUND_COUNT):
        loans = zone.loans[(zone.loans["number"] > 0) & (zone.loans["cover"] > 0.0) & (zone.loans["fund"] == kind)]
        covered = whole_fen(loans["cover"] * loans["principal"]).sum()
        promised = whole_fen(loans["cover"] * loans["promised"]).sum()
        fund = zone.funds[kind]
        found.equal(f"guarantees outstanding of institution {kind}", fund.outstanding, covered)
        found.equal(f"guarantees on promised renewals of institution {kind}", fund.promised, promised)
        if fund.recoverable < 0 or fund.unpaid < 0 or fund.margin > zone.holders[FUND_FIRST + kind].balance:
            found.append("the fund's claims or its margin are out of bounds")
    found.all_of("beliefs are shares", (zone.banks["belief"] >= 0.0) & (zone.banks["belief"] <= 1.0))
    found.all_of("what is owed to branches is not below zero", (zone.banks["unpaid"] >= 0).all(axis=1))


def _members(zone: Any, found: Any) -> None:
    firms = zone.firms
    for kind in range(FUND_COUNT):
        held = firms["member_stake"][firms["member_of"] == kind].sum()
        found.equal(f"stakes in institution {kind}", zone.funds[kind].stakes, held)
    found.all_of("only members hold stakes", (firms["member_stake"] == 0) | (firms["member_of"] >= 0))
    found.all_of("a stake is not below zero", firms["member_stake"] >= 0)
    found.all_of("bridges and private debts are not below zero", (firms["bridge"] >= 0) & (firms["private_debt"] >= 0))
