"""From rectangles of cells to the shapes that a plan shows: one outline a plot, whatever tracts it spreads over."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from matplotlib.path import Path

Rectangle = Sequence[int]
Point = tuple[int, int]


def mask_of(where: Iterable[Rectangle], window: Sequence[int]) -> np.ndarray:
    """The cells of the window that lie in one of the rectangles, southern row first."""
    mask = np.zeros((window[1], window[0]), bool)
    for x, y, w, h in where:
        mask[y : y + h, x : x + w] = True
    return mask


def outline(where: Iterable[Rectangle]) -> Path:
    """The outline of all rectangles together, without the seams between them."""
    return _outline(tuple(tuple(each) for each in where))


@cache
def _outline(where: tuple[tuple[int, ...], ...]) -> Path:
    left, bottom = min(each[0] for each in where), min(each[1] for each in where)
    moved = [(x - left, y - bottom, w, h) for x, y, w, h in where]
    mask = mask_of(moved, (max(x + w for x, _, w, _ in moved), max(y + h for _, y, _, h in moved)))
    return outline_of_mask(mask, (left, bottom))


def outline_of_mask(mask: np.ndarray, corner: Point = (0, 0)) -> Path:
    """The outline of the cells that are true, as closed rings; holes run the other way round."""
    steps = _boundary(mask)
    points: list[Point] = []
    codes: list[Any] = []
    while steps:
        start = min(steps)
        ring = [start, _step(steps, start)]
        while ring[-1] != start:
            ring.append(_step(steps, ring[-1]))
        points += [(x + corner[0], y + corner[1]) for x, y in ring]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY]
    return Path(np.array(points, float).reshape(-1, 2), codes)


def _step(steps: dict[Point, list[Point]], at: Point) -> Point:
    following = steps[at].pop()
    if not steps[at]:
        del steps[at]
    return following


def _boundary(mask: np.ndarray) -> dict[Point, list[Point]]:
    """The edges between inside and outside, each from its start, the inside always to the left."""
    wide = np.pad(mask, 1)
    steps: dict[Point, list[Point]] = {}
    # How a side of cell (x, y) runs, by which neighbour is outside.
    sides = {(0, -1): (0, 0, 1, 0), (1, 0): (1, 0, 1, 1), (0, 1): (1, 1, 0, 1), (-1, 0): (0, 1, 0, 0)}
    for (across, up), (x0, y0, x1, y1) in sides.items():
        outside = ~wide[1 + up : wide.shape[0] - 1 + up, 1 + across : wide.shape[1] - 1 + across]
        for y, x in np.argwhere(mask & outside).tolist():
            steps.setdefault((x + x0, y + y0), []).append((x + x1, y + y1))
    return steps
