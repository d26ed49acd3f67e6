"""The tables of a zone read into plain facts for the twin of the credit market, and two sets of facts compared."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from credit_facts import BranchFacts, BridgeFacts, Facts, FirmFacts, FundFacts, LoanFacts, TradeFacts

from sim.actors.bank import WORKING_LOAN
from sim.actors.firm import FLOOR_PREMISES, FROM_COUNTY, STAGES
from sim.actors.fund import COUNTY_DUE, FUND_KINDS
from sim.books import (
    BANK_FIRST,
    BRIDGE_AT,
    CLAIMS,
    COUNTY_AT,
    FUND_FIRST,
    KINDS,
    OUTSIDE_AT,
    PLATFORM_AT,
    POOL_AT,
    PROVINCE_AT,
    SECTORS_OF_BOOKS,
    TREASURY_AT,
)

RELATIVE = 1e-9
ACCOUNTS = {
    "county": COUNTY_AT,
    "households": POOL_AT,
    "platform": PLATFORM_AT,
    "treasury": TREASURY_AT,
    "province": PROVINCE_AT,
    "outside": OUTSIDE_AT,
}
# Investors who have not signed here, or settled elsewhere, meet no bank.
STRANGERS = ("unborn", "lead", "intent", "elsewhere")
SOURCES = {BRIDGE_AT: "bridge", **{FUND_FIRST + at: kind for at, kind in enumerate(FUND_KINDS)}}


@dataclass
class Tables:
    """The tables that the credit market touches: a zone's own, or copies of them."""

    firms: np.recarray
    sectors: np.recarray
    environment: np.recarray
    loans: np.recarray
    banks: np.recarray
    funds: np.recarray
    bridge: np.recarray
    holders: np.recarray
    ledger: np.recarray
    luck: np.recarray
    numbers: np.recarray

    @classmethod
    def of(cls, zone: Any) -> "Tables":
        """A zone's own tables."""
        return cls(**{each.name: getattr(zone, each.name) for each in fields(cls)})

    def copies(self) -> "Tables":
        """Tables of their own with the same content."""
        return Tables(**{each.name: getattr(self, each.name).copy() for each in fields(self)})


def read(zone: Any, tables: Tables, with_people: bool = True) -> Facts:
    """All that the twin is told; what is no table (terms, quotas of the first day, the purse) is the zone's.

    What funds and branches do at the ends of a month touches no firm and no loan, and is told without them.
    """
    here, balances = tables.environment[0], tables.holders["balance"].tolist()
    return Facts(
        month=int(here.month),
        calendar_month=int(here.calendar_month),
        credit_factor=float(here.credit_factor),
        month_key=int(tables.luck["month_key"][0]),
        life_key=int(tables.luck["life_key"][0]),
        numbers=zone.numbers_by_name,
        terms=by_name(zone.terms),
        set_aside=int(zone.purse.set_aside()),
        anchor_leaves=bool(zone.terms["anchor_leaves"][0]),
        trades=[TradeFacts(**each) for each in _rows(tables.sectors, TradeFacts)],
        sector_bad=here.sector_bad.tolist(),
        firms=list(_firms(tables.firms)) if with_people else [],
        loans=list(_loans(tables.loans)) if with_people else [],
        branches=list(_branches(tables.banks, balances, zone.opening_quota)),
        funds=[
            FundFacts(**each, kind=kind, balance=balances[FUND_FIRST + at])
            for at, (kind, each) in enumerate(zip(FUND_KINDS, _rows(tables.funds, FundFacts), strict=True))
        ],
        bridge=BridgeFacts(**next(_rows(tables.bridge, BridgeFacts)), balance=balances[BRIDGE_AT]),
        accounts={name: balances[at] for name, at in ACCOUNTS.items()},
        paid=Counter(dict(zip(KINDS, tables.ledger["turnover"][0].tolist(), strict=False))),
        owed=Counter(_claims(tables.ledger["claims"][0])),
    )


def by_name(one_row: np.recarray) -> dict[str, float]:
    """The fields of a table of one row as plain numbers."""
    return dict(zip(one_row.dtype.names, one_row[0].item(), strict=True))


def _rows(table: np.recarray, kind: type) -> Iterator[dict[str, Any]]:
    """Of each row the columns that these facts name."""
    names = [each.name for each in fields(kind) if each.name in table.dtype.names]
    columns = [table[name].tolist() for name in names]
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def _claims(claims: np.ndarray) -> dict[tuple[str, str], int]:
    return {
        (what, sector): int(claims[at, column])
        for at, what in enumerate(CLAIMS)
        for column, sector in enumerate(SECTORS_OF_BOOKS)
    }


def _firms(firms: np.recarray) -> Iterator[FirmFacts]:
    codes = zip(*(firms[name].tolist() for name in ("origin", "premises", "plot")), strict=True)
    for at, (each, (origin, premises, plot)) in enumerate(zip(_rows(firms, FirmFacts), codes, strict=True)):
        each["stage"] = STAGES[each["stage"]]
        if each["stage"] in STRANGERS:
            continue
        each["bridge_source"] = SOURCES.get(each["bridge_source"], "nobody")
        each["member_of"] = _kind(each["member_of"])
        told = {"local_owner": origin >= FROM_COUNTY, "on_floor": premises == FLOOR_PREMISES, "holds_plot": plot >= 0}
        yield FirmFacts(**each, **told, row=at)


def _kind(at: int) -> str | None:
    return FUND_KINDS[at] if at >= 0 else None


def _loans(loans: np.recarray) -> Iterator[LoanFacts]:
    alive = loans[loans["number"] > 0]
    ties = zip(*(alive[name].tolist() for name in ("firm", "bank", "fund")), strict=True)
    for each, (firm, bank, fund) in zip(_rows(alive, LoanFacts), ties, strict=True):
        each["purpose"] = "working" if each["purpose"] == WORKING_LOAN else "capital"
        yield LoanFacts(**each, borrower=firm, lender=bank, guarantor=_kind(fund))


def _branches(banks: np.recarray, balances: list[int], opening: np.ndarray) -> Iterator[BranchFacts]:
    for at, each in enumerate(_rows(banks, BranchFacts)):
        for name in ("belief", "called", "unpaid"):
            by_kind = dict(zip(FUND_KINDS, each[name], strict=False))
            each[name] = by_kind | ({"county": each[name][COUNTY_DUE]} if name == "unpaid" else {})
        yield BranchFacts(**each, row=at, balance=balances[BANK_FIRST + at], opening_quota=float(opening[at]))


def differences(twin: Any, zone: Any, where: str = "") -> Iterator[str]:
    """Where two sets of facts disagree: whole numbers and words at all, floats by more than a billionth."""
    if type(twin) is type(zone) and twin == zone:
        return
    if isinstance(twin, float) and isinstance(zone, float):
        same = math.isclose(twin, zone, rel_tol=RELATIVE)
        children = None
    elif hasattr(twin, "__dataclass_fields__") and type(twin) is type(zone):
        same, children = (
            True,
            [(each.name, getattr(twin, each.name), getattr(zone, each.name)) for each in fields(twin)],
        )
    elif isinstance(twin, dict) and isinstance(zone, dict):
        same = True
        children = [(str(key), twin.get(key, 0), zone.get(key, 0)) for key in {**twin, **zone}]
    elif isinstance(twin, list) and isinstance(zone, list):
        same = len(twin) == len(zone)
        children = [(str(at), one, other) for at, (one, other) in enumerate(zip(twin, zone, strict=False))]
    else:
        same, children = False, None
    if not same:
        told = (f"{len(twin)} of them", f"{len(zone)}") if isinstance(twin, list) else (twin, zone)
        yield f"{where}: twin {told[0]}, zone {told[1]}"
    for name, one, other in children or ():
        yield from differences(one, other, f"{where}.{name}" if where else name)
