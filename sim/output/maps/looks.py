"""What each kind of ground looks like on a plan, in colour and in grey, and the legend that says so."""

from collections.abc import Collection, Mapping
from typing import Any

from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from sim.output.style import BLUE, INK, LILAC, ORANGE, PLUM, TEAL
from sim.output.words import say

Colour = tuple[float, float, float]


def tint(colour: str, white: float) -> Colour:
    """A colour mixed with so much white."""
    red, green, blue = to_rgb(colour)
    return (red + (1 - red) * white, green + (1 - green) * white, blue + (1 - blue) * white)


# From light to dark, so that they differ in grey too; a letter says which it is where there is room.
SECTOR_COLOURS: dict[str, Colour] = {
    "garment": tint(LILAC, 0.5),
    "materials": tint(ORANGE, 0.2),
    "food": tint(TEAL, 0.0),
    "machinery": tint(PLUM, 0.12),
    "electronics": tint(BLUE, 0.0),
}
DARK = ("machinery", "electronics")
PLAIN = to_rgb("#8C8C8C")
FIELDS, FIELD_LINE, FIELD_WORDS = "#EEF0DC", "#8F9470", "#6B7052"
CASING, ROAD = "#77736A", "#FFFFFF"
LINE = 0.5
LET = "#6B6B6B"
BORDER: dict[str, Any] = {"edgecolor": INK, "linewidth": 1.0}
STATES = (
    *("producing", "building", "waiting", "idle", "bare", "factory", "factory under way", "bank", "cut off"),
    *("approval", "green", "town", "shops", "houses"),
)


def paint(state: str, sector: str | None = None) -> dict[str, Any]:
    """How a piece of ground is painted: state by hatch and fill, sector by colour; never by colour alone."""
    colour = SECTOR_COLOURS.get(str(sector), PLAIN)
    pale = tuple(1 - (1 - part) * 0.35 for part in colour)
    paints: dict[str, dict[str, Any]] = {
        "producing": {"facecolor": colour, "edgecolor": INK},
        "building": {"facecolor": pale, "edgecolor": INK, "hatch": "||||"},
        "waiting": {"facecolor": "white", "edgecolor": INK, "linestyle": "--", "linewidth": 0.7},
        "idle": {"facecolor": "white", "edgecolor": INK, "hatch": "/////"},
        "bare": {"facecolor": "white", "edgecolor": INK, "hatch": "xxxxx"},
        "factory": {"facecolor": "white", "edgecolor": "black", "linewidth": 1.4},
        "factory under way": {"facecolor": "white", "edgecolor": "black", "linewidth": 1.4, "hatch": "||||"},
        "bank": {"facecolor": "#E3E3E3", "edgecolor": "#B5B5B5"},
        "cut off": {"facecolor": "#E3E3E3", "edgecolor": INK, "linestyle": ":", "linewidth": 0.9},
        "approval": {"facecolor": FIELDS, "edgecolor": "#8A8A8A", "hatch": "---"},
        "green": {"facecolor": "#D3E3C0", "edgecolor": "none", "linewidth": 0.0},
        "town": {"facecolor": "#EADCC3", "edgecolor": "#C3B596", "hatch": "\\\\\\"},
        "shops": {"facecolor": "#F3D48E", "edgecolor": INK, "hatch": "++"},
        "houses": {"facecolor": "#9C4A2F", "edgecolor": "white", "linewidth": 0.3},
        "fields": {"facecolor": FIELDS, "edgecolor": FIELD_LINE, "linestyle": "-."},
    }
    return {"linewidth": LINE} | paints[state]


def flat_colours() -> list[Colour]:
    """Every colour that fills a surface, however small the surface may be."""
    paints = [paint(state, sector) for state in STATES for sector in (*SECTOR_COLOURS, None)]
    named = [*(each["facecolor"] for each in paints), FIELDS, LET, CASING, INK, "black"]
    return sorted({to_rgb(each) for each in named})


def letter_colour(sector: str) -> str:
    """In what a letter is written on a sector's colour."""
    return "white" if sector in DARK else "black"


def legend(shown: Collection[str], lang: str) -> list[Any]:
    """Sectors with their letters, then every state that is on the map, roads and villages."""
    sectors: list[Any] = [
        Patch(**paint("producing", name), label=_lettered(name, lang)) for name in SECTOR_COLOURS if name in shown
    ]
    states = [
        Patch(**paint(state), label=say(f"state {state}", lang))
        for state in STATES
        if state in shown and state not in ("producing", "factory")
    ]
    casing = [withStroke(linewidth=5.2, foreground=CASING)]
    band: dict[str, Any] = {"color": ROAD, "linewidth": 3.6, "solid_capstyle": "butt", "path_effects": casing}
    road = Line2D([], [], label=say("roads", lang), **band)
    fields = Patch(**paint("fields"), label=say("villages' fields", lang))
    border = Patch(facecolor="none", **BORDER, label=say("planned zone", lang))
    return [*sectors, *states, *_factories(shown, lang), road, fields, border]


def _factories(shown: Collection[str], lang: str) -> list[Any]:
    """A standing block is dark as far as its floors are let."""
    if "factory" not in shown:
        return []
    outlined = paint("factory")
    return [
        Patch(**{**outlined, "facecolor": LET}, label=say("factories let", lang)),
        Patch(**outlined, label=say("factories vacant", lang)),
    ]


def _lettered(sector: str, lang: str) -> str:
    return say("lettered", lang, letter=say(f"letter {sector}", lang), sector=say(f"sector {sector}", lang))


def kinds_shown(plan: Mapping[str, Any]) -> set[str]:
    """The states and sectors that a plan shows."""
    pieces = [*plan["ground"], *plan["plots"]]
    working = [piece for piece in plan["plots"] if piece["state"] in ("producing", "building")]
    return {piece["state"] for piece in pieces} | {str(piece.get("sector")) for piece in working}
