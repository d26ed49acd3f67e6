"""Land: cells, tracts, plots and accounts agree, and what villages are owed stands in the books (test T5)."""

from typing import Any

import numpy as np

from sim.books import COMPENSATION_OWED, HOUSEHOLDS
from sim.places.land import (
    CENTI,
    CUT_OFF,
    FIELD,
    GREEN,
    OPEN,
    ROAD,
    SHOPS,
    TAKEN,
    TOWN,
    TRACT_CELLS,
    UNDER_WAY,
)


def land(zone: Any, found: Any) -> None:
    land, plots, blocks = zone.land[0], zone.plots, zone.blocks
    parts = ("farmland", "in_approval", "roads", "bank", "cut_off", "transferred", "factories", "commercial", "town")
    found.equal("land adds up to the planned zone", sum(int(land[part]) for part in parts), land.total)
    for part in parts:
        if land[part] < 0:
            found.append(f"land: {part} is below zero: {int(land[part])}")
    used = plots["centi_mu"] > 0
    ground = used & (plots["block"] >= 0)
    held = used & (plots["block"] < 0)
    found.equal("transferred land is the sum of held plots", land.transferred, plots["centi_mu"][held].sum())
    found.equal("land under factories is the sum of block plots", land.factories, plots["centi_mu"][ground].sum())
    found.equal("land under factories is the sum of blocks", land.factories, blocks["centi_mu"].sum())
    _cells(zone, found)
    holders = plots["holder"][held]
    found.all_of("a held plot has a holder", holders >= 0)
    found.equal("plots held by one firm only", len(holders), len(np.unique(holders)))
    found.all_of("a firm knows its plot", zone.firms["plot"][holders] == np.flatnonzero(held))
    found.all_of("a firm's land is its plot's", zone.firms["plot_centi_mu"][holders] == plots["centi_mu"][held])
    without = np.setdiff1d(np.arange(len(zone.firms)), holders)
    found.all_of("who holds no plot has no land", zone.firms["plot_centi_mu"][without] == 0)


def _cells(zone: Any, found: Any) -> None:
    """T5: the accounts are the cells counted; one plot a cell; no use before service; plots in one piece."""
    land, tracts, plots = zone.land[0], zone.tracts, zone.plots
    state = zone.cells["state"].reshape(len(tracts), TRACT_CELLS)
    plot = zone.cells["plot"].reshape(len(tracts), TRACT_CELLS)
    cut_off = (tracts["state"] == CUT_OFF)[:, None] & (state == OPEN)
    counted = {
        "farmland": state == FIELD,
        "in_approval": state == UNDER_WAY,
        "roads": (state == ROAD) | (state == GREEN),
        "bank": (state == OPEN) & ~cut_off,
        "cut_off": cut_off,
        "commercial": state == SHOPS,
        "town": state == TOWN,
    }
    for part, cells in counted.items():
        found.equal(f"land: {part} is its cells", land[part], CENTI * np.count_nonzero(cells))
    taken = np.count_nonzero(state == TAKEN)
    found.equal("plots and blocks are their cells", land.transferred + land.factories, CENTI * taken)
    found.all_of("a cell belongs to a plot where it is taken", (plot >= 0) == (state == TAKEN))
    by_plot = np.bincount(plot[plot >= 0], minlength=len(plots))
    found.all_of("a plot is as large as its cells", CENTI * by_plot == plots["centi_mu"])
    found.all_of("open cells are counted by tract", (state == OPEN).sum(axis=1) == tracts["free"])
    used = (state == TAKEN).any(axis=1) | (state == OPEN).any(axis=1)
    found.all_of("no use before service", tracts["state"][used] >= CUT_OFF)
    villages = zone.villages["owed"].sum()
    found.equal("compensation owed", zone.ledger["claims"][0, COMPENSATION_OWED, HOUSEHOLDS], villages)
