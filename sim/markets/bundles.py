"""What goes together into a market: the sides of a loan, and the ground and floors of the zone.

A bundle of tables goes into a round; `first_rows` opens it for the rules, which take single rows.
"""

from typing import Any, NamedTuple

from sim.foundations.rules import inlined_rule


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
    """Land and floors: accounts of land, plots, blocks, leases, the market for floors, tracts and cells."""

    land: Any
    plots: Any
    blocks: Any
    tenancies: Any
    market: Any
    tracts: Any
    cells: Any


@inlined_rule
def first_rows(tables):
    """The bundle of a loan with its one-row tables opened."""
    return Lending(
        tables.environment[0],
        tables.loans,
        tables.banks,
        tables.funds,
        tables.bridge[0],
        tables.holders,
        tables.ledger[0],
        tables.luck[0],
        tables.numbers[0],
    )


@inlined_rule
def first_rows_of_ground(ground):
    """The bundle of land and floors with its one-row tables opened."""
    return Ground(
        ground.land[0], ground.plots, ground.blocks, ground.tenancies, ground.market[0], ground.tracts, ground.cells
    )
