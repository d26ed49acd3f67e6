"""Letters set beside marks so that none lies over a mark or another letter, nor over lines where that can be had."""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
NEAR, STEPS = 11.5, 4
TURNS = tuple(
    math.radians(angle) for angle in (45, 135, 315, 225, 0, 90, 180, 270, 22, 67, 112, 157, 202, 247, 292, 337)
)
LETTER = 8.0  # width and height of a letter in points
MARK = 7.5
STROKE = 3.0


def placed(marks: Sequence[Point], lines: Sequence[Sequence[Point]] = ()) -> list[Point]:
    """How far from its mark each letter stands, in points: as near as it is free of all marks and earlier letters.

    `lines` are the corners of lines that a letter rather avoids.
    """
    strokes = [point for line in lines for one, other in pairwise(line) for point in _along(one, other)]
    letters: list[Point] = []
    offsets = []
    for mark in marks:
        offset = min(_offsets(), key=lambda offset: _cost(mark, offset, marks, letters, strokes))
        offsets.append(offset)
        letters.append((mark[0] + offset[0], mark[1] + offset[1]))
    return offsets


def _offsets() -> list[Point]:
    """Nearer ones first: of equally free places the first is taken."""
    return [
        (round(NEAR * step * math.cos(turn), 3), round(NEAR * step * math.sin(turn), 3))
        for step in range(1, STEPS + 1)
        for turn in TURNS
    ]


def _along(one: Point, other: Point) -> list[Point]:
    """Points of a stroke, a few points apart."""
    steps = max(round(math.dist(one, other) / STROKE), 1)
    parts = [at / steps for at in range(steps + 1)]
    return [(one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])) for part in parts]


def _cost(
    mark: Point, offset: Point, marks: Sequence[Point], letters: Sequence[Point], strokes: Sequence[Point]
) -> float:
    here = (mark[0] + offset[0], mark[1] + offset[1])
    over = sum(_overlap(here, other, (LETTER + MARK) / 2) for other in marks)
    over += sum(2 * _overlap(here, other, LETTER) for other in letters)
    crossed = sum(_overlap(here, other, (LETTER + STROKE) / 2) for other in strokes)
    return 1000 * over + 2 * crossed + round(math.hypot(*offset) / NEAR)


def _overlap(one: Point, other: Point, apart: float) -> float:
    """How deep two squares whose middles should be so far apart lie over each other, 0 to 1."""
    deep = min(apart - abs(one[0] - other[0]), apart - abs(one[1] - other[1]))
    return max(deep, 0.0) / apart
