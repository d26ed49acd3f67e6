"""The land plan of a month as plain data: tracts, roads and plots where they lie, for whoever draws the map."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.actors.firm import BUILDING, CLOSED, LANDED, PRODUCING
from sim.places.land import (
    CELL_SIDE_M,
    FIELDS,
    IN_APPROVAL,
    OPEN,
    SERVICED,
    SHOPS,
    TAKEN,
    TOWN,
    TRACT_CELLS,
    TRACT_SIDE,
)
from sim.scenario import SECTORS
from sim.zone import Zone

PLACES = {OPEN: "bank", TOWN: "town", SHOPS: "shops"}


def land_plan(zone: Zone) -> dict[str, Any]:
    """Every piece of ground that is no field, as rectangles in metres from the zone's south-western corner."""
    land, tracts = zone.land[0], zone.tracts
    side = TRACT_SIDE * CELL_SIDE_M
    width, height = int(land.columns_of_tracts) * side, (int(tracts["row"].max()) + 1) * side
    pieces = [piece for at in range(len(tracts)) for piece in _pieces_of(zone, at)]
    waiting = [
        {"x": t.column * side, "y": t.row * side, "w": side, "h": side, "state": "approval"}
        for t in tracts
        if t.state == IN_APPROVAL
    ]
    return {
        "window_m": [width, height],
        "roads": _roads(tracts, side),
        "plots": [{**_NOBODY, **piece} for piece in waiting + pieces],
        "gate": [(int(land.columns_of_tracts) // 2) * side, 0.0],
        "built_mu": float(land.total - land.farmland - land.in_approval) / 100.0,
        "month": int(zone.month),
    }


_NOBODY: dict[str, Any] = {"sector": None, "idle": False, "name": ""}


def _pieces_of(zone: Zone, at: int) -> Iterator[dict[str, Any]]:
    """What lies on a tract: one entry a rectangle of like cells."""
    tract, own = zone.tracts[at], slice(at * TRACT_CELLS, (at + 1) * TRACT_CELLS)
    state = zone.cells["state"][own].astype(int).reshape(TRACT_SIDE, TRACT_SIDE)
    plot = zone.cells["plot"][own].astype(int).reshape(TRACT_SIDE, TRACT_SIDE)
    shown = np.where(state == TAKEN, 100 + plot, np.where(np.isin(state, tuple(PLACES)), state, -1))
    for x, y, w, h, what in _rectangles(shown):
        left, bottom = (tract.column * TRACT_SIDE + x) * CELL_SIDE_M, (tract.row * TRACT_SIDE + y) * CELL_SIDE_M
        place = {"x": float(left), "y": float(bottom), "w": w * CELL_SIDE_M, "h": h * CELL_SIDE_M}
        if what < 100:
            free = PLACES[what] if tract.state >= SERVICED or what != OPEN else "cut off"
            yield {**place, "state": free}
        else:
            yield {**place, **_describe(zone, zone.plots[what - 100])}


def _rectangles(shown: np.ndarray) -> Iterator[tuple[int, int, int, int, int]]:
    """The cells of a tract as few rectangles: runs in a row, joined upwards where the next row has the same run."""
    open_runs: dict[tuple[int, int, int], list[int]] = {}
    for y in range(TRACT_SIDE + 1):
        runs = set(_runs(shown[y])) if y < TRACT_SIDE else set()
        for run in [each for each in open_runs if each not in runs]:
            first, count = open_runs.pop(run)
            yield run[0], first, run[1], count, run[2]
        for run in runs:
            open_runs.setdefault(run, [y, 0])[1] += 1


def _runs(row: np.ndarray) -> Iterator[tuple[int, int, int]]:
    x = 0
    while x < len(row):
        end = x
        while end < len(row) and row[end] == row[x]:
            end += 1
        if row[x] >= 0:
            yield x, end - x, int(row[x])
        x = end


def _describe(zone: Zone, plot: Any) -> dict[str, Any]:
    if plot.block >= 0:
        block = zone.blocks[plot.block]
        state = "factory" if block.done == 1 else "building"
        return {"state": state, "sector": None, "idle": False, "name": f"B{int(block.number)}"}
    firm = zone.firms[plot.holder]
    states = {LANDED: "waiting", BUILDING: "building", PRODUCING: "producing", CLOSED: "idle"}
    state = states.get(int(firm.stage), "waiting")
    idle = state == "idle" or (state == "waiting" and zone.month - firm.since >= 12)
    return {"state": state, "sector": SECTORS[firm.trade], "idle": idle, "name": str(int(firm.number))}


def _roads(tracts: np.recarray, side: float) -> list[list[float]]:
    """Built roads: along the southern and western edge of every serviced tract, joined where they go on."""
    built = {(int(t.column), int(t.row)) for t in tracts if t.state not in (FIELDS, IN_APPROVAL)}
    lines = []
    for along in (0, 1):
        for start in sorted(built):
            before = (start[0] - 1, start[1]) if along == 0 else (start[0], start[1] - 1)
            if before in built:
                continue
            end = start
            while end in built:
                end = (end[0] + 1, end[1]) if along == 0 else (end[0], end[1] + 1)
            half = CELL_SIDE_M / 2
            x0, y0 = start[0] * side + half, start[1] * side + half
            x1, y1 = (end[0] * side, y0) if along == 0 else (x0, end[1] * side)
            lines.append([float(x0), float(y0), float(x1), float(y1)])
    return lines
