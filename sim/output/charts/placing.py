"""Letters set beside marks so that none lies over a mark or another letter."""

import math
from collections.abc import Sequence

Point = tuple[float, float]
NEAR, STEPS = 11.5, 4
TURNS = tuple(
    math.radians(angle) for angle in (45, 135, 315, 225, 0, 90, 180, 270, 22, 67, 112, 157, 202, 247, 292, 337)
)
LETTER = 8.0  # width and height of a letter in points
MARK = 7.5


def placed(marks: Sequence[Point]) -> list[Point]:
    """How far from its mark each letter stands, in points: as near as it is free of all marks and earlier letters."""
    letters: list[Point] = []
    offsets = []
    for mark in marks:
        offset = min(_offsets(), key=lambda offset: _cost(mark, offset, marks, letters))
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


def _cost(mark: Point, offset: Point, marks: Sequence[Point], letters: Sequence[Point]) -> float:
    here = (mark[0] + offset[0], mark[1] + offset[1])
    over = sum(_overlap(here, other, (LETTER + MARK) / 2) for other in marks)
    over += sum(2 * _overlap(here, other, LETTER) for other in letters)
    return 1000 * over + math.hypot(*offset) // NEAR


def _overlap(one: Point, other: Point, apart: float) -> float:
    """How deep two squares whose middles should be so far apart lie over each other, 0 to 1."""
    deep = min(apart - abs(one[0] - other[0]), apart - abs(one[1] - other[1]))
    return max(deep, 0.0) / apart
