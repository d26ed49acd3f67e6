"""Bands in proportion to amounts, through institutions in the middle: drawn with curves of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from sim.output.style import INK
from sim.output.typesetting import balanced

WIDTH_CM = 11.4
LEFT_END, RIGHT_END, LABEL_GAP = 3.35, 8.05, 0.1
GIVER_AT, OTHERS_AT, NODE_CM = 4.7, 6.5, 0.28
BARS_CM, BETWEEN_CM, TOP_CM, BOTTOM_CM, NAME_GAP_CM = 8.0, 0.6, 2.2, 1.6, 0.45
LINE_CM, LABEL_CELLS, NAME_CELLS, POINTS, LETTERS_ALONG = 0.31, 23, 13, 7.5, (0.5, 0.32, 0.68)


@dataclass(frozen=True)
class Band:
    """One flow: its size, colour and hatch, what is written at its end, and to whom it goes within the middle."""

    amount: float
    colour: str
    hatch: str
    label: str
    to: str


@dataclass(frozen=True)
class Column:
    """One institution: what it is called, how its cash changes, what it takes and pays, from above."""

    name: str
    label: str
    cash: str
    taken: Sequence[Band]
    paid: Sequence[Band]


@dataclass
class _Place:
    """Where an institution's bar lies, and how far down its two faces are used."""

    x: float
    top: float
    height: float
    left: float
    right: float


def draw_bands(panel: Any, columns: Sequence[Column], gifts: Sequence[Band], giver: int, height: float) -> list[Patch]:
    """Draw all; gives the legend of what the giver hands to the others. One unit of the axes is a centimetre.

    From above, what the giver hands to those over and under it crosses no other band.
    """
    panel.set_xlim(0, WIDTH_CM)
    panel.set_ylim(0, height)
    panel.axis("off")
    sizes = [_size(column, gifts, at == giver) for at, column in enumerate(columns)]
    unit = _unit(columns, gifts, giver)
    between = (height - TOP_CM - BOTTOM_CM - BARS_CM) / max(len(columns) - 1, 1)
    places, top = [], height - TOP_CM
    for at, size in enumerate(sizes):
        x = GIVER_AT if at == giver else OTHERS_AT
        places.append(_Place(x, top, size * unit, top, top))
        top -= size * unit + between
    handles = _draw_gifts(panel, columns, places, gifts, giver, unit)
    _draw_side(panel, columns, places, giver, unit, height, takes=True)
    _draw_side(panel, columns, places, giver, unit, height, takes=False)
    for column, place in zip(columns, places, strict=True):
        panel.add_patch(Rectangle((place.x, place.top - place.height), NODE_CM, place.height, color=INK, zorder=3))
        _name(panel, column, place, first=place is places[0], last=place is places[-1])
    return handles


def height_cm(columns: Sequence[Column], gifts: Sequence[Band], giver: int) -> float:
    """How high the picture must be for its bars and names, and for every label to have its room."""
    unit = _unit(columns, gifts, giver)
    sides = ([column.taken for column in columns], [column.paid for column in columns])
    labels = max(sum(_need(band, unit) for bands in side for band in bands) for side in sides)
    return max(labels, TOP_CM + BARS_CM + BETWEEN_CM * (len(columns) - 1) + BOTTOM_CM)


def _unit(columns: Sequence[Column], gifts: Sequence[Band], giver: int) -> float:
    """Centimetres for an amount of one: all bars together are as high in every picture."""
    return BARS_CM / max(sum(_size(column, gifts, at == giver) for at, column in enumerate(columns)), 1e-12)


def _need(band: Band, unit: float) -> float:
    return max(band.amount * unit, LINE_CM * len(_lines(band))) + 0.1


def _lines(band: Band) -> list[str]:
    return [line for part in band.label.split("\n") for line in balanced(part, LABEL_CELLS)]


def _name(panel: Any, column: Column, place: _Place, *, first: bool, last: bool) -> None:
    """Name and change of cash: over the first bar, under the last, and across the others, where bands are broad."""
    box = {"facecolor": "white", "edgecolor": INK, "linewidth": 0.4, "pad": 1.6}
    height, side = place.top - place.height / 2, "center"
    if first:
        height, side = place.top + NAME_GAP_CM, "bottom"
    elif last:
        height, side = place.top - place.height - NAME_GAP_CM, "top"
    words = "\n".join([*balanced(column.label, NAME_CELLS), column.cash])
    panel.text(
        place.x + NODE_CM / 2,
        height,
        words,
        ha="center",
        va=side,
        fontsize=POINTS,
        linespacing=1.05,
        bbox=box,
        zorder=6,
    )


def _size(column: Column, gifts: Sequence[Band], gives: bool) -> float:
    taken, paid = (sum(band.amount for band in side) for side in (column.taken, column.paid))
    given = sum(gift.amount for gift in gifts if gives or gift.to == column.name)
    return max(taken, paid + given) if gives else max(taken + given, paid)


def _draw_gifts(
    panel: Any, columns: Sequence[Column], places: Sequence[_Place], gifts: Sequence[Band], giver: int, unit: float
) -> list[Patch]:
    """What the giver hands to those above leaves from the top of its right face, to those below from its bottom."""
    names = [column.name for column in columns]
    handles: list[Patch] = []
    filled: dict[str, float] = {}
    own = sum(band.amount for band in columns[giver].paid) * unit
    upward = [gift for gift in gifts if names.index(gift.to) < giver]
    for gift in [*upward, *(gift for gift in gifts if gift not in upward)]:
        source, target, width = places[giver], places[names.index(gift.to)], gift.amount * unit
        if gift in upward:
            # Below what it takes from others, so that nothing crosses.
            others = sum(band.amount for band in columns[names.index(gift.to)].taken) * unit
            start, end = source.right, target.top - others - filled.get(gift.to, 0.0)
            filled[gift.to] = filled.get(gift.to, 0.0) + width
        else:
            start, end = source.right - own, target.left
            target.left -= width
        source.right -= width
        _band(panel, (source.x + NODE_CM, start), (target.x, end), width, gift.colour, gift.hatch)
        # Thin ones lie close together: their letters stand at different places along them.
        along = LETTERS_ALONG[len(handles) % len(LETTERS_ALONG)]
        x, y = _on_the_way((source.x + NODE_CM, start), (target.x, end), along)
        box = {"boxstyle": "circle,pad=0.15", "facecolor": "white", "edgecolor": INK, "linewidth": 0.5}
        panel.text(x, y - width / 2, gift.label[0], ha="center", va="center", fontsize=POINTS, bbox=box, zorder=5)
        handles.append(Patch(facecolor=gift.colour, hatch=gift.hatch, edgecolor=INK, linewidth=0.5, label=gift.label))
    # The rest of its right face lies above what goes down: there its own payments leave.
    places[giver].right = places[giver].top - sum(gift.amount for gift in upward) * unit
    return handles


def _draw_side(
    panel: Any,
    columns: Sequence[Column],
    places: Sequence[_Place],
    giver: int,
    unit: float,
    high: float,
    *,
    takes: bool,
) -> None:
    """The bands of one side, each to its label; the labels are moved apart as little as needed."""
    ends, wanted, needs = [], [], []
    for column, place in zip(columns, places, strict=True):
        for band in column.taken if takes else column.paid:
            width = band.amount * unit
            inner = place.left if takes else place.right
            ends.append((band, place, inner, width))
            wanted.append(inner - width / 2)
            needs.append(_need(band, unit))
            if takes:
                place.left -= width
            else:
                place.right -= width
    for (band, place, inner, width), middle in zip(ends, _apart(wanted, needs, high), strict=True):
        outer = middle + width / 2
        if takes:
            _band(panel, (LEFT_END, outer), (place.x, inner), width, band.colour, band.hatch)
        else:
            _band(panel, (place.x + NODE_CM, inner), (RIGHT_END, outer), width, band.colour, band.hatch)
        x = LEFT_END - LABEL_GAP if takes else RIGHT_END + LABEL_GAP
        panel.text(
            x,
            middle,
            "\n".join(_lines(band)),
            ha="right" if takes else "left",
            va="center",
            fontsize=POINTS,
            linespacing=1.05,
        )


def _apart(wanted: Sequence[float], needs: Sequence[float], high: float) -> list[float]:
    """Heights from above, moved as little as needed so that each has its room, none beyond the edges."""
    heights = list(wanted)
    gaps = [(needs[at] + needs[at + 1]) / 2 for at in range(len(needs) - 1)]
    for _ in range(80):
        for at, gap in enumerate(gaps):
            short = gap - (heights[at] - heights[at + 1])
            if short > 0:
                heights[at] += short / 2
                heights[at + 1] -= short / 2
    floor = 0.0
    for at in reversed(range(len(heights))):
        heights[at] = max(heights[at], floor + needs[at] / 2)
        floor = heights[at] + needs[at] / 2
    ceiling = high
    for at in range(len(heights)):
        heights[at] = min(heights[at], ceiling - needs[at] / 2)
        ceiling = heights[at] - needs[at] / 2
    return heights


def _on_the_way(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    """A point of a band's upper edge, so far along its curve."""
    near, far = (1 - share) ** 3, share**3
    bend = (start[0] + end[0]) / 2
    late = 3 * (1 - share) * share**2 + far
    return near * start[0] + (1 - near - far) * bend + far * end[0], (1 - late) * start[1] + late * end[1]


def _band(
    panel: Any, start: tuple[float, float], end: tuple[float, float], width: float, colour: str, hatch: str
) -> None:
    """A band between two upper corners: level where it begins and ends, and of the same height all along."""
    (x0, y0), (x1, y1) = start, end
    bend = (x0 + x1) / 2
    points = [
        *((x0, y0), (bend, y0), (bend, y1), (x1, y1)),
        *((x1, y1 - width), (bend, y1 - width), (bend, y0 - width), (x0, y0 - width), (x0, y0)),
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    panel.add_patch(
        PathPatch(Path(points, codes), facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.5, alpha=0.9, zorder=2)
    )
