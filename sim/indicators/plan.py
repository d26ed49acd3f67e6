"""The land plan of a month as plain data, in cells of one mu from the south-western corner, for whoever draws the map.

A piece of ground is a list of rectangles [x, y, width, height]; a piece is one plot, one block, or all land of a kind.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.actors.firm import BUILDING, LANDED, PRODUCING
from sim.actors.worker import IN_ZONE
from sim.foundations.rules import first_row, plain_rows
from sim.markets.holding import wants_to_build
from sim.places.land import (
    CELL_SIDE_M,
    CENTI,
    FIELD,
    FIELDS,
    GREEN,
    IN_APPROVAL,
    OPEN,
    RETURNED,
    ROAD,
    SERVICED,
    SHOPS,
    TAKEN,
    TOWN,
    TRACT_CELLS,
    TRACT_SIDE,
    UNDER_WAY,
)
from sim.scenario import SECTORS
from sim.zone import Zone

USES = {UNDER_WAY: "approval", GREEN: "green", OPEN: "bank", TOWN: "town", SHOPS: "shops"}
CELL_USES = {FIELD: "fields", ROAD: "roads", TAKEN: "plots"} | USES
CUT_OFF_CELL, HOUSE = 50, 51
KINDS_OF_GROUND = USES | {CUT_OFF_CELL: "cut off", HOUSE: "houses"}
FIRST_PLOT = 100

Rectangles = list[list[int]]


def land_plan(zone: Zone) -> dict[str, Any]:
    """What lies where: plots and blocks, land that waits, roads, villages and the fields they still have."""
    land = zone.land[0]
    grid = _grid(zone)
    columns = int(land.columns_of_tracts)
    return {
        "month": int(zone.month),
        "cell_m": CELL_SIDE_M,
        "window": [int(grid.shape[1]), int(grid.shape[0])],
        "gate": columns // 2 * TRACT_SIDE,
        "jobs": int(zone.environment["people"][0][IN_ZONE]),
        "built_mu": float(land.total - land.farmland - land.in_approval) / CENTI,
        "cells": _cells(zone),
        "roads": _roads(zone.tracts),
        "ground": list(_ground(grid)),
        "plots": list(_plots(zone, grid)),
        "villages": list(_villages(zone)),
    }


def _grid(zone: Zone) -> np.ndarray:
    """What lies on each cell of the window, southern row first: a use, or the plot's row from 100 on; -1 beyond."""
    cells, tracts = zone.cells.view(np.ndarray), zone.tracts
    shown = cells["state"].astype(int)
    shown = np.where(shown == TAKEN, FIRST_PLOT + cells["plot"].astype(int), shown)
    by_tract = shown.reshape(len(tracts), TRACT_SIDE, TRACT_SIDE)
    unreached = tracts["state"] < SERVICED
    by_tract[unreached] = np.where(by_tract[unreached] == OPEN, CUT_OFF_CELL, by_tract[unreached])
    for at in np.flatnonzero(tracts["encroached"]):
        # Houses stand where plots would: those cells are the last that are taken.
        likely = np.flatnonzero((by_tract[at].ravel() == FIELD) & (zone.uses == OPEN))
        by_tract[at].ravel()[likely[: tracts["encroached"][at]]] = HOUSE
    columns, rows = int(zone.land[0].columns_of_tracts), int(tracts["row"].max()) + 1
    whole = np.full((rows * columns, TRACT_SIDE, TRACT_SIDE), -1)
    whole[: len(tracts)] = by_tract
    return whole.reshape(rows, columns, TRACT_SIDE, TRACT_SIDE).swapaxes(1, 2).reshape(rows * TRACT_SIDE, -1)


def _cells(zone: Zone) -> dict[str, int]:
    """How many cells each use has; together the planned zone."""
    counts = np.bincount(zone.cells["state"], minlength=len(CELL_USES))
    return {name: int(counts[state]) for state, name in sorted(CELL_USES.items())}


def rectangles_of(mask: np.ndarray) -> Rectangles:
    """The cells that are true as few rectangles: runs in a row, joined upwards where the next row has the same run."""
    open_runs: dict[tuple[int, int], list[int]] = {}
    found: Rectangles = []
    for y in range(len(mask) + 1):
        runs = list(_runs(mask[y])) if y < len(mask) else []
        for run in [each for each in open_runs if each not in runs]:
            first, count = open_runs.pop(run)
            found.append([run[0], first, run[1], count])
        for run in runs:
            open_runs.setdefault(run, [y, 0])[1] += 1
    return sorted(found)


def _runs(row: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield start, end - start


def _rectangles_at(grid: np.ndarray, what: int) -> Rectangles:
    """Where something lies; only the part of the grid around it is looked through."""
    rows, columns = np.nonzero(grid == what)
    bottom, left = rows.min(), columns.min()
    mask = np.zeros((rows.max() - bottom + 1, columns.max() - left + 1), bool)
    mask[rows - bottom, columns - left] = True
    return [[int(x + left), int(y + bottom), w, h] for x, y, w, h in rectangles_of(mask)]


def _ground(grid: np.ndarray) -> Iterator[dict[str, Any]]:
    for what, name in sorted(KINDS_OF_GROUND.items()):
        if (grid == what).any():
            yield {"state": name, "where": _rectangles_at(grid, what)}


def _plots(zone: Zone, grid: np.ndarray) -> Iterator[dict[str, Any]]:
    for what in np.unique(grid[grid >= FIRST_PLOT]):
        plot = zone.plots[what - FIRST_PLOT]
        told = _block(zone.blocks[plot.block]) if plot.block >= 0 else _holding(zone, plot)
        yield {**told, "where": _rectangles_at(grid, what)}


def _block(block: Any) -> dict[str, Any]:
    """A factory block: how high, and what share of its floors is let."""
    floors = int(block.storeys) * int(block.floor_m2)
    let = 1.0 - float(block.free_m2.sum()) / floors if block.done == 1 and floors > 0 else 0.0
    state = "factory" if block.done == 1 else "factory under way"
    return {"state": state, "name": f"B{int(block.number)}", "storeys": int(block.storeys), "let": round(let, 2)}


def _holding(zone: Zone, plot: Any) -> dict[str, Any]:
    """A firm's plot: what goes on there, and whether it counts as idle land (`land_in_vain`)."""
    firms, sectors = plain_rows(zone.firms, zone.sectors)
    firm = firms[plot.holder]
    numbers, environment = first_row(zone.numbers), first_row(zone.environment)
    year = numbers.exit_idle_land_months
    waits = firm.stage == LANDED and zone.month - firm.since >= year
    stalled = firm.stage == BUILDING and firm.stalled >= year
    idle = bool(plot.state == RETURNED or waits or stalled)
    kept_bare = plot.state != RETURNED and firm.stage == LANDED
    if kept_bare and not wants_to_build(firm, sectors[firm.trade], environment, numbers):
        state = "bare"
    elif idle:
        state = "idle"
    else:
        state = {BUILDING: "building", PRODUCING: "producing"}.get(int(firm.stage), "waiting")
    return {"state": state, "sector": SECTORS[firm.trade], "idle": idle, "name": str(int(firm.number))}


def _roads(tracts: np.recarray) -> Rectangles:
    """Built roads, one cell wide: the southern row and the western column of every serviced tract."""
    built = np.zeros((int(tracts["row"].max()) + 1, int(tracts["column"].max()) + 1), bool)
    serviced = (tracts["state"] != FIELDS) & (tracts["state"] != IN_APPROVAL)
    built[tracts["row"][serviced], tracts["column"][serviced]] = True
    side = TRACT_SIDE
    along = [[x * side, y * side, count * side, 1] for y, row in enumerate(built) for x, count in _runs(row)]
    up = [[x * side, y * side, 1, count * side] for x, row in enumerate(built.T) for y, count in _runs(row)]
    return along + up


def _villages(zone: Zone) -> Iterator[dict[str, Any]]:
    """Each village: its tracts, the fields that it still has, how angry it is, what is overdue to it."""
    tracts = zone.tracts
    own = np.full((int(tracts["row"].max()) + 1, int(tracts["column"].max()) + 1), -1)
    own[tracts["row"], tracts["column"]] = tracts["village"]
    field_cells = (zone.cells["state"] == FIELD).reshape(len(tracts), TRACT_CELLS).sum(axis=1)
    for at, village in enumerate(zone.villages):
        if (own == at).any():
            yield {
                "number": at + 1,
                "where": [[TRACT_SIDE * each for each in rectangle] for rectangle in _rectangles_at(own, at)],
                "fields": int(field_cells[tracts["village"] == at].sum()),
                "unrest": round(float(village.unrest), 2),
                "overdue_yuan": int(village.owed[0]) // CENTI,
            }
