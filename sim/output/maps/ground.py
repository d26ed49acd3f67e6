"""One land plan on one pair of axes: fields of villages, ground, roads with casing, plots, blocks, names."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, IdentityTransform

from sim.output.maps.looks import (
    BORDER,
    CASING,
    FIELD_WORDS,
    LET,
    ROAD,
    SECTOR_COLOURS,
    letter_colour,
    paint,
)
from sim.output.maps.shapes import mask_of, outline
from sim.output.style import CAPTION_POINTS, CELL_SHARE, CM, INK
from sim.output.typesetting import cells
from sim.output.words import say

LINE_OF_ROADS = 0.45
FULL_LINE_CELL_POINTS = 2.4
WORKING = ("producing", "building")
BEYOND = 0.02  # of the window: what is left free around it
BELOW = 0.065  # of the window's height: room for the gate's name


def draw_plan(panel: Any, plan: Mapping[str, Any], lang: str, width_cm: float, *, names: bool = False) -> None:
    """Draw a plan on a panel so many centimetres wide; villages are named where that is asked."""
    cell_points = width_cm * CM * 72 / (plan["window"][0] * (1 + 2 * BEYOND))
    draw_villages(panel, plan)
    if names:
        _name_villages(panel, plan, lang, cell_points)
    order = sorted((*plan["ground"], *plan["plots"]), key=_painted_above)
    groups: dict[tuple[str, str], list[Any]] = {}
    for piece in order:
        groups.setdefault(_looks_of(piece), []).append(outline(piece["where"]))
    for (state, sector), shapes in groups.items():
        above = 3 if state in ("green", "approval") else 5
        add_shapes(panel, shapes, above, **_fitting(paint(state, sector), cell_points))
    draw_roads(panel, plan)
    _draw_let(panel, plan)
    _draw_letters(panel, plan, lang, cell_points)
    frame(panel, plan, lang)


def _painted_above(piece: Mapping[str, Any]) -> int:
    """Green under everything, houses over it."""
    return {"green": 0, "approval": 1, "houses": 9}.get(piece["state"], 5)


def _looks_of(piece: Mapping[str, Any]) -> tuple[str, str]:
    """What decides how a piece is painted: the sector only matters where somebody works or builds."""
    return piece["state"], str(piece.get("sector")) if piece["state"] in WORKING else ""


def _fitting(paints: dict[str, Any], cell_points: float) -> dict[str, Any]:
    """Thinner lines where a cell is small, or they would hide what they surround."""
    return {**paints, "linewidth": paints["linewidth"] * min(1.0, 0.4 + 0.6 * cell_points / FULL_LINE_CELL_POINTS)}


def add_shapes(panel: Any, shapes: Sequence[Any], above: float, **paints: Any) -> None:
    """Put shapes that are painted alike on a panel, without letting its limits follow them."""
    panel.add_collection(PathCollection(shapes, zorder=above, **paints), autolim=False)


def draw_roads(panel: Any, plan: Mapping[str, Any]) -> None:
    """Roads as one net: white within a grey casing, so that crossings stay open."""
    if plan["roads"]:
        net = outline(plan["roads"])
        add_shapes(panel, [net], 4, facecolor=ROAD, edgecolor=CASING, linewidth=LINE_OF_ROADS)


def draw_villages(panel: Any, plan: Mapping[str, Any]) -> None:
    """Each village's ground, pale, with its border, and the planned zone around all of them."""
    add_shapes(panel, [outline(village["where"]) for village in plan["villages"]], 1, **paint("fields"))
    zone = [rectangle for village in plan["villages"] for rectangle in village["where"]]
    add_shapes(panel, [outline(zone)], 4.5, facecolor="none", **BORDER)


def _name_villages(panel: Any, plan: Mapping[str, Any], lang: str, cell_points: float) -> None:
    """Villages are named on their fields, where there is room."""
    left = fields_left(plan)
    for village in plan["villages"]:
        name = say("village", lang, number=village["number"])
        wide = cells(name) * CELL_SHARE * CAPTION_POINTS / cell_points
        spot = _roomiest(left & mask_of(village["where"], plan["window"]), 1.6 * CAPTION_POINTS / cell_points)
        if spot and spot[2] >= wide:
            panel.text(
                *(*spot[:2], name),
                ha="center",
                va="center",
                fontsize=CAPTION_POINTS,
                color=FIELD_WORDS,
                zorder=8,
            )


def fields_left(plan: Mapping[str, Any]) -> np.ndarray:
    """The cells on which nothing but fields lies."""
    window = plan["window"]
    used = [rectangle for each in (*plan["ground"], *plan["plots"]) for rectangle in each["where"]]
    zone = [rectangle for village in plan["villages"] for rectangle in village["where"]]
    return mask_of(zone, window) & ~mask_of((*used, *plan["roads"]), window)


def _roomiest(mask: np.ndarray, height: float) -> tuple[float, float, int] | None:
    """The middle and the width of the widest stretch of cells so high; of several alike the middle one."""
    rows = math.ceil(height)
    found: list[tuple[float, float, int]] = []
    for bottom in range(len(mask) - rows + 1):
        clear = mask[bottom : bottom + rows].all(axis=0)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], clear.astype(np.int8), [0]))))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            found.append(((start + end) / 2, bottom + rows / 2, end - start))
    widest = [each for each in found if each[2] == max(every[2] for every in found)]
    return widest[len(widest) // 2] if widest else None


def _draw_let(panel: Any, plan: Mapping[str, Any]) -> None:
    """In each block the share of its floors that is let, dark from the left."""
    shapes = [
        outline([each]).transformed(_squeezed(each, block["let"]))
        for block in plan["plots"]
        if block.get("let")
        for each in block["where"]
    ]
    if shapes:
        add_shapes(panel, shapes, 5.5, facecolor=LET, edgecolor="none", linewidth=0)


def _squeezed(rectangle: Sequence[int], share: float) -> Any:
    return Affine2D().translate(-rectangle[0], 0).scale(share, 1).translate(rectangle[0], 0)


def _draw_letters(panel: Any, plan: Mapping[str, Any], lang: str, cell_points: float) -> None:
    """Each sector's letter on those of its grounds where there is room."""
    for sector in SECTOR_COLOURS:
        word = say(f"letter {sector}", lang)
        for state, colour in (("producing", letter_colour(sector)), ("building", "black")):
            plots = [each for each in plan["plots"] if each["state"] == state and each.get("sector") == sector]
            _stamp(panel, [spot for plot in plots for spot in plot["where"]], word, colour, cell_points)


def _stamp(panel: Any, spots: Iterable[Sequence[int]], word: str, colour: str, cell_points: float) -> None:
    """A letter in the middle of each rectangle that is large enough for it."""
    letter, wide, high = _letter(word)
    roomy = [each for each in spots if each[2] * cell_points > wide + 1 and each[3] * cell_points > high]
    if roomy:
        # Drawn as shapes, not as texts: a film writes some thousand of them.
        letters = PathCollection(
            [letter],
            sizes=[1.0],
            offsets=[(x + w / 2, y + h / 2) for x, y, w, h in roomy],
            offset_transform=panel.transData,
            facecolors=colour,
            linewidths=0,
            zorder=6,
        )
        letters.set_transform(IdentityTransform())
        letters.set_snap(False)  # whole pixels would cut the thin strokes of small letters off
        panel.add_collection(letters, autolim=False)


@cache
def _letter(word: str) -> tuple[Path, float, float]:
    """A letter's outline in points, its middle at the origin, and how wide and high it is."""
    letter = TextPath((0, 0), word, size=CAPTION_POINTS, prop=FontProperties())
    box = letter.get_extents()
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return Path(letter.vertices - middle, letter.codes), box.width, box.height


def frame(panel: Any, plan: Mapping[str, Any], lang: str) -> None:
    """The window around the zone, the gate in the south, no axes."""
    width, height = plan["window"]
    panel.set_xlim(-BEYOND * width, (1 + BEYOND) * width)
    panel.set_ylim(-BELOW * height, (1 + BEYOND) * height)
    panel.set_aspect("equal")
    panel.set_axis_off()
    gate = plan["gate"] + 0.5
    panel.plot([gate], [-0.018 * height], marker="^", markersize=5, color=INK, clip_on=False, zorder=9)
    words = say("gate", lang)
    panel.text(gate - 0.025 * width, -0.03 * height, words, ha="right", va="center_baseline", fontsize=CAPTION_POINTS)


def draw_scale(panel: Any, plan: Mapping[str, Any], lang: str) -> None:
    """A bar of a round length near a fifth of the window, and north, below the plan to the right."""
    width, height = plan["window"]
    metres = max(
        step for step in (100, 200, 250, 500, 1000, 2000, 5000) if step <= max(width * plan["cell_m"] / 5, 100)
    )
    length, y = metres / plan["cell_m"], -0.03 * height
    right = 0.9 * width
    for half, face in ((0, INK), (1, "white")):
        x = right - length + half * length / 2
        panel.fill(
            [x, x + length / 2, x + length / 2, x],
            [y, y, y + 0.012 * height, y + 0.012 * height],
            fc=face,
            ec=INK,
            lw=0.6,
        )
    words = say("metres", lang, metres=metres) if metres < 1000 else say("kilometres", lang, kilometres=metres // 1000)
    panel.text(right - length - 0.015 * width, y, words, ha="right", va="center", fontsize=CAPTION_POINTS)
    x = 0.985 * width
    panel.annotate(
        "",
        (x, -0.008 * height),
        (x, -0.055 * height),
        arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1, "shrinkA": 0, "shrinkB": 0},
    )
    panel.text(x - 0.012 * width, -0.035 * height, say("north", lang), ha="right", va="center", fontsize=CAPTION_POINTS)
