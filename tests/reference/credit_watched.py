"""A zone whose credit market is lived twice: each round is read, taken by the twin, and compared field by field."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from credit_reading import Tables, differences, read
from credit_twin import CreditTwin

from sim.actors.bank import Bank
from sim.actors.fund import GuaranteeFund
from sim.books import KINDS
from sim.foundations.rules import first_row, plain_rows
from sim.foundations.tables import same
from sim.markets import bills, bridging, distress, land_score, reclaim
from sim.markets.bundles import Ground, Lending
from sim.zone import Zone


class Watched:
    """An institution that the twin has too: what it does at both ends of the month is compared."""

    def __init__(self, institution: Any, zone: "WatchedZone", in_twin: Callable[[CreditTwin], Any]) -> None:
        self._institution, self._zone, self._in_twin = institution, zone, in_twin

    def open_month(self, terms: Any) -> None:
        self._zone.lives_twice(
            "opens", lambda: self._institution.open_month(terms), lambda twin: self._in_twin(twin).open_month()
        )

    def close_month(self) -> None:
        self._zone.lives_twice(
            "closes", self._institution.close_month, lambda twin: self._in_twin(twin).close_month()
        )


def _twin_of(institution: Any) -> Callable[[CreditTwin], Any]:
    if isinstance(institution, GuaranteeFund):
        return lambda twin: twin.funds[institution.kind]
    return lambda twin: twin.branches[institution.at]


class WatchedZone(Zone):
    """Everything is the zone's own; the twin looks on. What happened is counted in `seen`."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.seen: Counter[str] = Counter()
        self.institutions = [
            Watched(each, self, _twin_of(each)) if isinstance(each, (GuaranteeFund, Bank)) else each
            for each in self.institutions
        ]

    def lives_twice(self, what: str, act: Callable[[], Any], twin_acts: Callable[[CreditTwin], Any]) -> None:
        """Something that this zone does by itself, and its twin from the same facts."""
        self.compared(what, Tables.of(self), act, twin_acts)

    def compared(self, what: str, tables: Tables, act: Callable[[], Any], twin_acts: Callable[[CreditTwin], Any]) -> None:
        """The facts before, the act on the tables, the twin's act on the facts, and no difference after both."""
        twin = CreditTwin(read(self, tables))
        act()
        twin_acts(twin)
        found = list(differences(twin.facts(), read(self, tables)))
        assert not found, f"month {self.month}, {what}: {len(found)} differences, first " + "; ".join(found[:6])

    def _firms_borrow(self) -> None:
        self.lives_twice("firms borrow", super()._firms_borrow, CreditTwin.firms_borrow)
        self.seen["refusals"] += int((self.firms["refused"] > 0).sum())

    def _bills_and_banks_are_paid(self) -> None:
        tables, ground = Tables.of(self).copies(), self._ground_copies()
        firms, sectors, lending = _opened(tables)
        bills.firms_pay_bills(firms, sectors, lending, ground)

        def banks() -> None:
            bills.service_loans(firms, sectors, lending)
            bridging.firms_serve_private_lenders(firms, sectors, lending)

        self.compared("banks are paid", tables, banks, CreditTwin.banks_are_paid)
        super()._bills_and_banks_are_paid()
        self._came_to_the_same(tables)

    def _the_failed_close(self) -> None:
        tables, ground, workers = Tables.of(self).copies(), self._ground_copies(), plain_rows(self.workers.copy())[0]
        firms, sectors, lending = _opened(tables)
        leaves = int(self.terms["anchor_leaves"][0])

        def fail() -> None:
            tables.banks["losses"] = 0
            distress.firms_fail(firms, workers, leaves, lending, ground)

        self.compared("firms fail", tables, fail, CreditTwin.firms_fail)
        land_score.rank_by_land(firms, sectors, lending.environment, lending.numbers)
        reclaim.land_comes_back(firms, sectors, lending, ground)
        self.compared(
            "lost projects end",
            tables,
            lambda: distress.abandon_lost_projects(firms, lending, ground),
            CreditTwin.lost_projects_end,
        )
        super()._the_failed_close()
        self._came_to_the_same(tables)

    def _ground_copies(self) -> Ground:
        """Land and floors of their own, as a rule wants them."""
        rows = self.land, self.plots, self.blocks, self.tenancies, self.floor_market, self.tracts, self.cells
        land, plots, blocks, tenancies, market, tracts, cells = (each.copy() for each in rows)
        many = plain_rows(plots, blocks, tenancies, tracts, cells)
        return Ground(first_row(land), *many[:3], first_row(market), *many[3:])

    def _came_to_the_same(self, tables: Tables) -> None:
        """The round as the month runs it did what its parts did one after the other."""
        for name, table in vars(tables).items():
            assert name == "luck" or same(table, getattr(self, name)), f"month {self.month}: {name} of the whole round"

    def step(self) -> None:
        """One month, of which what happened is counted."""
        before = {name: self.funds[name].copy() for name in ("claims_total", "granted", "unpaid", "recovered")}
        recoverable = {each: self.funds[f"recoverable_{each}"].copy() for each in ("province", "county", "insurer")}
        super().step()
        self._count(before, recoverable)

    def _count(self, before: dict[str, np.ndarray], recoverable: dict[str, np.ndarray]) -> None:
        turnover = self.ledger["turnover"][0]
        for kind in ("co_guarantee", "member_capital", "member_refund", "insurance_premium", "bridge_out"):
            self.seen[kind] += int(turnover[KINDS.index(kind)] > 0)
        for kind in ("private_out", "guarantee_recovery", "fund_capital"):
            self.seen[kind] += int(turnover[KINDS.index(kind)] > 0)
        for at, kind in enumerate(("company", "mutual", "pool")):
            self.seen[f"{kind} guarantees"] += int(self.funds["granted"][at] - before["granted"][at])
            self.seen[f"{kind} months with claims"] += int(self.funds["claims_month"][at] > 0)
            self.seen[f"{kind} months suspended"] += int(self.funds["suspended"][at])
            self.seen[f"{kind} months short"] += int(self.funds["unpaid"][at] > 0)
        for whose, earlier in recoverable.items():
            self.seen[f"{whose} shares"] += int((self.funds[f"recoverable_{whose}"] > earlier).any())
        self.seen["arrears"] += int(((self.loans["number"] > 0) & (self.loans["arrears"] > 0)).sum())
        self.seen["own losses"] += int((self.banks["losses"] > 0).sum())
        self.seen["promises"] += int((self.loans["promised"] > 0).sum())


def _opened(tables: Tables) -> tuple[Any, Any, Lending]:
    """Firms, trades and the bundle of a loan, as a rule wants them."""
    firms, sectors, loans, banks, funds, holders = plain_rows(
        tables.firms, tables.sectors, tables.loans, tables.banks, tables.funds, tables.holders
    )
    environment, bridge, ledger, luck, numbers = (
        first_row(each) for each in (tables.environment, tables.bridge, tables.ledger, tables.luck, tables.numbers)
    )
    return firms, sectors, Lending(environment, loans, banks, funds, bridge, holders, ledger, luck, numbers)
