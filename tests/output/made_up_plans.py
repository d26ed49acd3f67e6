"""Land plans as a study would keep them, made up but of the right shape: tracts of seven cells, four villages."""

import random
from typing import Any

COLUMNS, ROWS, SIDE = 10, 8, 7
SECTORS = ("garment", "food", "electronics", "machinery", "materials")


def plan(month: int, name: str) -> dict[str, Any]:
    """A plan in which the zone grows northwards, by more with a package than without."""
    luck = random.Random(len(name))
    reached = 3 + (month + (30 if name != "baseline" else 0)) // 48
    plots, bank, green, approval = [], [], [], []
    for row in range(ROWS):
        for column in range(COLUMNS):
            x, y, chosen = column * SIDE + 1, row * SIDE + 1, luck.random()
            if row < reached:
                green.append([x, y + 5, 6, 1])
                plots += _plots(luck, (x, y), chosen, month, f"{column}-{row}")
                bank += [] if chosen < 0.8 else [[x, y, 6, 5]]
            elif row == reached and column % 4 == 0:
                approval.append([column * SIDE, row * SIDE, SIDE, SIDE])
    ground = [("bank", bank), ("green", green), ("approval", approval), ("houses", [[15, reached * SIDE + 1, 3, 1]])]
    roads = [[0, row * SIDE, COLUMNS * SIDE, 1] for row in range(reached)]
    roads += [[column * SIDE, 0, 1, reached * SIDE] for column in range(COLUMNS)]
    half = [COLUMNS * SIDE // 2, ROWS * SIDE // 2]
    fields = COLUMNS * (ROWS - reached) * SIDE**2 // 2
    return {
        "month": month,
        "cell_m": 25.82,
        "window": [COLUMNS * SIDE, ROWS * SIDE],
        "gate": COLUMNS // 2 * SIDE,
        "jobs": 2500 + 40 * month,
        "built_mu": COLUMNS * reached * SIDE**2,
        "cells": {"fields": 2 * fields, "roads": 100, "plots": 100},
        "roads": roads,
        "ground": [{"state": state, "where": where} for state, where in ground if where],
        "plots": plots,
        "villages": [
            {"number": 1 + at, "where": [[x, y, *half]], "fields": fields if y else 0, "unrest": 0.1, "overdue_yuan": 0}
            for at, (x, y) in enumerate([(0, 0), (half[0], 0), (0, half[1]), (half[0], half[1])])
        ],
    }


def _plots(luck: random.Random, corner: tuple[int, int], chosen: float, month: int, name: str) -> list[dict[str, Any]]:
    """One plot, two halves of a tract, a block, or none."""
    x, y = corner
    sector = luck.choice(SECTORS)
    idle = luck.random() < 0.2
    state = luck.choice(("idle", "bare")) if idle else luck.choice(("producing", "building", "waiting"))
    held = {"state": state, "sector": sector, "idle": idle, "name": name}
    if chosen < 0.4:
        return [{**held, "where": [[x, y, 6, 4], [x, y + 4, 3, 1]]}]
    if chosen < 0.7:
        other = {"state": "producing", "sector": luck.choice(SECTORS), "idle": False, "name": f"{name}b"}
        return [{**held, "where": [[x, y, 6, 2]]}, {**other, "where": [[x, y + 2, 6, 3]]}]
    if chosen < 0.8:
        stands = {"state": "factory", "let": 0.6} if month else {"state": "factory under way", "let": 0.0}
        return [{**stands, "storeys": 3, "name": f"B{name}", "where": [[x, y, 6, 3]]}]
    return []
