"""A zone whose credit market is lived twice: each round is read, taken by the twin, and compared field by field."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from credit_reading import Tables, by_name, differences, read
from credit_twin import CreditTwin

from sim.actors.bank import Bank
from sim.actors.fund import FUND_KINDS, GuaranteeFund
from sim.books import FUND_COSTS, FUND_FIRST, KINDS, OUTSIDE_AT
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
        """The beginning of the month, twice."""
        self._compared("opens", lambda: self._institution.open_month(terms), lambda twin: twin.open_month())

    def close_month(self) -> None:
        """The end of the month, twice."""
        self._compared("closes", self._institution.close_month, lambda twin: twin.close_month())

    def _compared(self, what: str, act: Callable[[], Any], twin_acts: Callable[[Any], Any]) -> None:
        name = type(self._institution).__name__
        self._zone.compared(f"{name} {what}", act, lambda twin: twin_acts(self._in_twin(twin)), with_people=False)


def _twin_of(institution: Any) -> Callable[[CreditTwin], Any]:
    if isinstance(institution, GuaranteeFund):
        return lambda twin: twin.funds[institution.kind]
    return lambda twin: twin.branches[institution.at]


class WatchedZone(Zone):
    """Everything is the zone's own; the twin looks on. What happened is counted in `seen`."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.seen: Counter[str] = Counter()
        self.numbers_by_name = by_name(self.numbers)
        self.institutions = [
            Watched(each, self, _twin_of(each)) if isinstance(each, (GuaranteeFund, Bank)) else each
            for each in self.institutions
        ]

    def compared(
        self,
        what: str,
        act: Callable[[], Any],
        twin_acts: Callable[[CreditTwin], Any],
        tables: Tables | None = None,
        with_people: bool = True,
    ) -> None:
        """The facts before, the act on the tables, the twin's act on the facts, and no difference after both."""
        tables = tables or Tables.of(self)
        twin = CreditTwin(read(self, tables, with_people))
        act()
        twin_acts(twin)
        found = list(differences(twin.facts(), read(self, tables, with_people)))
        assert not found, f"month {self.month}, {what}: {len(found)} differences, first " + "; ".join(found[:6])

    def _firms_borrow(self) -> None:
        self.compared("firms borrow", super()._firms_borrow, CreditTwin.firms_borrow)
        self.seen["refusals"] += int((self.firms["refused"] > 0).sum())

    def _bills_and_banks_are_paid(self) -> None:
        tables, ground = Tables.of(self).copies(), self._ground_copies()
        firms, sectors, lending = _opened(tables)
        bills.firms_pay_bills(firms, sectors, lending, ground)

        def banks() -> None:
            bills.service_loans(firms, sectors, lending)
            bridging.firms_serve_private_lenders(firms, sectors, lending)

        self.compared("banks are paid", banks, CreditTwin.banks_are_paid, tables)
        super()._bills_and_banks_are_paid()
        self._came_to_the_same(tables)

    def _the_failed_close(self) -> None:
        tables, ground, workers = Tables.of(self).copies(), self._ground_copies(), plain_rows(self.workers.copy())[0]
        firms, sectors, lending = _opened(tables)
        leaves = int(self.terms["anchor_leaves"][0])

        def fail() -> None:
            tables.banks["losses"] = 0
            distress.firms_fail(firms, workers, leaves, lending, ground)

        self.compared("firms fail", fail, CreditTwin.firms_fail, tables)
        land_score.rank_by_land(firms, sectors, lending.environment, lending.numbers)
        reclaim.land_comes_back(firms, sectors, lending, ground)
        self.compared(
            "lost projects end",
            lambda: distress.abandon_lost_projects(firms, lending, ground),
            CreditTwin.lost_projects_end,
            tables,
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

    def is_robbed(self) -> None:
        """The funds' cash is gone: what is called now waits, and only the county can refill them."""
        for at in range(len(self.funds)):
            self.pay(FUND_FIRST + at, OUTSIDE_AT, FUND_COSTS, int(self.holders["balance"][FUND_FIRST + at]))

    def step(self) -> None:
        """One month, of which what happened is counted."""
        before = {name: getattr(self, name).copy() for name in ("funds", "banks")}
        super().step()
        self._count(before["funds"], before["banks"])

    def _count(self, funds: np.recarray, banks: np.recarray) -> None:
        """What happened this month, from the tables before and after and from the postings."""
        paid = dict(zip(KINDS, self.ledger["turnover"][0].tolist(), strict=False))
        for kind in ("co_guarantee", "member_refund", "insurance_premium", "bridge_out", "private_out"):
            self.seen[kind] += paid[kind] > 0
        capital = sum(int(self.terms[f"{each}_capital"][0]) for each in ("fund", "mutual", "pool"))
        self.seen["refills"] += paid["fund_capital"] > capital
        for at, kind in enumerate(FUND_KINDS):
            self.seen[f"{kind}: guarantees"] += int(self.funds["granted"][at] - funds["granted"][at])
            self.seen[f"{kind}: months with claims"] += int(self.funds["claims_month"][at] > 0)
        for state in ("suspended", "unpaid", "recoverable"):
            self.seen[state] += int((self.funds[state] > 0).sum())
        for whose in ("province", "county", "insurer"):
            grew = self.funds[f"recoverable_{whose}"] > funds[f"recoverable_{whose}"]
            self.seen[f"{whose} carries"] += int(grew.any())
        self.seen["trust"] += int((self.banks["belief"] > banks["belief"]).sum())
        self.seen["doubt"] += int((self.banks["belief"] < banks["belief"]).sum())
        self.seen["arrears"] += int(((self.loans["number"] > 0) & (self.loans["arrears"] > 0)).sum())
        self.seen["own losses"] += int((self.banks["losses"] > 0).sum())
        self.seen["renewals"] += int((self.loans["promised"] > 0).sum())


def _opened(tables: Tables) -> tuple[Any, Any, Lending]:
    """Firms, trades and the bundle of a loan, as a rule wants them."""
    firms, sectors, loans, banks, funds, holders = plain_rows(
        tables.firms, tables.sectors, tables.loans, tables.banks, tables.funds, tables.holders
    )
    environment, bridge, ledger, luck, numbers = (
        first_row(each) for each in (tables.environment, tables.bridge, tables.ledger, tables.luck, tables.numbers)
    )
    return firms, sectors, Lending(environment, loans, banks, funds, bridge, holders, ledger, luck, numbers)
