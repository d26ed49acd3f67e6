"""Parcels: connected cells that reach a road from the gate, the smallest adequate piece first (MODEL.md 3.3)."""

import numpy as np

from sim.foundations.rules import rule
from sim.places.land import CENTI, OPEN, ROAD, SERVICED, TAKEN, TRACT_CELLS


@rule
def neighbours_of(at, width, count):
    """The tracts to the south, north, west and east of one; -1 beyond the zone's edge."""
    near = np.full(4, -1, np.int64)
    if at - width >= 0:
        near[0] = at - width
    if at + width < count:
        near[1] = at + width
    if at % width > 0:
        near[2] = at - 1
    if at % width < width - 1 and at + 1 < count:
        near[3] = at + 1
    return near


@rule
def find_parcel(land, tracts, need):
    """The tracts of a connected piece with so many open cells, in filling order; empty where there is none.

    One tract that just suffices is best; else the smallest connected piece of open tracts, from its fullest corner.
    """
    best, spare = -1, 0
    for at in range(len(tracts)):
        tract = tracts[at]
        if tract.state == SERVICED and tract.free >= need and (best < 0 or tract.free < spare):
            best, spare = at, tract.free
    if best >= 0:
        return np.full(1, best, np.int64)
    seen = np.zeros(len(tracts), np.int64)
    queue = np.empty(len(tracts), np.int64)
    start, smallest = -1, 0
    for at in range(len(tracts)):
        if seen[at] == 0 and tracts[at].state == SERVICED and tracts[at].free > 0:
            size = spread(land, tracts, at, seen, queue, 1, -1)
            if size >= need and (start < 0 or size < smallest):
                start, smallest = at, size
    if start < 0:
        return np.empty(0, np.int64)
    seen[:] = 0
    spread(land, tracts, start, seen, queue, 2, -1)
    for at in range(len(tracts)):
        if seen[at] == 2 and tracts[at].free < tracts[start].free:
            start = at
    filled = np.zeros(len(tracts), np.int64)
    spread(land, tracts, start, filled, queue, 1, need)
    count, reached = 0, 0
    while reached < need:
        reached += tracts[queue[count]].free
        count += 1
    return queue[:count].copy()


@rule
def spread(land, tracts, start, seen, queue, mark, enough):
    """Walk from tract to open neighbour, noting the order; ends early once `enough` cells are found. The open cells."""
    queue[0] = start
    seen[start] = mark
    head, tail, size = 0, 1, 0
    while head < tail:
        at = queue[head]
        head += 1
        size += tracts[at].free
        if 0 <= enough <= size:
            return size
        for near in neighbours_of(at, land.columns_of_tracts, len(tracts)):
            if near >= 0 and seen[near] != mark and tracts[near].state == SERVICED and tracts[near].free > 0:
                seen[near] = mark
                queue[tail] = near
                tail += 1
    return size


@rule
def occupy(land, tracts, cells, row, need):
    """Give so many cells to the plot in this row. What villagers get of each yuan of its price; -1 without a piece."""
    found = find_parcel(land, tracts, need)
    if len(found) == 0:
        return -1.0
    left, shared = need, 0.0
    for at in found:
        for cell in range(at * TRACT_CELLS, (at + 1) * TRACT_CELLS):
            if left > 0 and cells[cell].state == OPEN:
                cells[cell].state = TAKEN
                cells[cell].plot = row
                tracts[at].free -= 1
                shared += tracts[at].share
                left -= 1
    land.bank -= CENTI * need
    return shared / need


@rule
def vacate(land, tracts, cells, row, count):
    """So many cells of the plot in this row are open again, the last ones first. How many they were."""
    left = count
    for back in range(len(cells)):
        cell = len(cells) - 1 - back
        if left > 0 and cells[cell].plot == row:
            cells[cell].plot = -1
            cells[cell].state = OPEN
            tracts[cell // TRACT_CELLS].free += 1
            left -= 1
    land.bank += CENTI * (count - left)
    return count - left


@rule
def granted_part(tracts, cells, row):
    """The share of the cells of the plot in this row that lie on land for which a grant of the county paid."""
    granted, count = 0, 0
    for cell in range(len(cells)):
        if cells[cell].plot == row:
            granted += tracts[cell // TRACT_CELLS].granted
            count += 1
    return granted / count if count > 0 else 0.0


@rule
def tract_of(cells, row):
    """The tract in which the plot in this row begins; -1 where it has no cells."""
    for cell in range(len(cells)):
        if cells[cell].plot == row:
            return cell // TRACT_CELLS
    return -1


@rule
def free_row(plots):
    """The first free row of the register of plots."""
    for row in range(len(plots)):
        if plots[row].centi_mu == 0:
            return row
    raise ValueError("no room for another plot")


@rule
def occupy_ground(land, plots, tracts, cells, need):
    """From whole tables: the row of a new plot of so many cells, or -1 where no connected piece is left."""
    row = free_row(plots)
    return row if occupy(land[0], tracts, cells, row, need) >= 0.0 else -1


@rule
def open_reached_roads(land, tracts, cells, gate, state_cut_off):
    """From whole tables: tracts whose roads reach the gate over built roads are on offer from now on."""
    seen = np.zeros(len(tracts), np.int64)
    queue = np.empty(len(tracts), np.int64)
    if tracts[gate].state < state_cut_off:
        return
    queue[0] = gate
    seen[gate] = 1
    head, tail = 0, 1
    while head < tail:
        at = queue[head]
        head += 1
        if tracts[at].state == state_cut_off and cells[at * TRACT_CELLS].state == ROAD:
            tracts[at].state = SERVICED
            land[0].bank += CENTI * tracts[at].free
            land[0].cut_off -= CENTI * tracts[at].free
        for near in neighbours_of(at, land[0].columns_of_tracts, len(tracts)):
            if near >= 0 and seen[near] == 0 and tracts[near].state >= state_cut_off:
                seen[near] = 1
                queue[tail] = near
                tail += 1
