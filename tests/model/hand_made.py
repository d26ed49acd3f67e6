"""Single rules on hand-made rows: a small zone whose rows a test sets as it likes, and the bundles that rules take."""

from typing import Any

from small_worlds import tiny

from sim.foundations.luck import open_month
from sim.foundations.rules import first_row, plain_rows
from sim.markets.bundles import Ground, Lending
from sim.zone import Zone

WAN_YUAN = 1_000_000  # fen


def small_zone(changes: dict[str, float] | None = None, months: int = 12) -> Zone:
    """Five firms and five hundred people on their first day."""
    return Zone(tiny(), (), 11, months, changes)


def zone_in_june() -> Zone:
    """The small zone in the ninth month, a June without trend, so that nothing is seasonal and nobody is new."""
    zone = small_zone()
    zone.environment["month"], zone.environment["calendar_month"], zone.environment["trend"] = 9, 6, 1.0
    open_month(zone.luck, 9)
    return zone


def its_trade(zone: Zone, at: int = 0) -> Any:
    """The trade of the firm in this row."""
    return row(zone.sectors, int(zone.firms["trade"][at]))


def opened(zone: Zone) -> Lending:
    """The bundle of a loan with its one-row tables opened, as rules take it."""
    single = ("environment", "bridge", "ledger", "luck", "numbers")
    return zone.tables()._replace(**{name: first_row(getattr(zone, name)) for name in single})


def opened_ground(zone: Zone) -> Ground:
    """The bundle of land and floors with its one-row tables opened."""
    return zone.ground()._replace(land=first_row(zone.land), market=first_row(zone.floor_market))


def row(table: Any, at: int = 0) -> Any:
    """One row of a table as a rule takes it."""
    return plain_rows(table)[0][at]
