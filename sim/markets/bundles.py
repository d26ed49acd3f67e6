"""What goes together into a market: the sides of a loan, and the ground and floors of the zone."""

from typing import Any, NamedTuple


class Lending(NamedTuple):
    """All that a loan touches: who lends, guarantees and bridges, the accounts, the outside world, luck and numbers."""

    environment: Any
    loans: Any
    banks: Any
    funds: Any
    bridge: Any
    holders: Any
    ledger: Any
    luck: Any
    numbers: Any


class Ground(NamedTuple):
    """Land and floors: the zone's land accounts, its plots, its blocks, their leases and the market for floors."""

    land: Any
    plots: Any
    blocks: Any
    tenancies: Any
    market: Any
