"""Cells in rows and columns, each with a number: shaded by size, hatched where nothing can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from sim.output.charts.rows import LABEL_POINTS
from sim.output.style import BLUE, INK

DARK = 0.55  # shades beyond it carry white letters
HATCH = "////"


@dataclass(frozen=True)
class Cell:
    """What one cell says, how dark it is from 0 to 1, of what colour, and whether it is hatched."""

    text: str
    shade: float = 0.0
    hatched: bool = False
    colour: str = BLUE


def draw_cells(panel: Any, cells: Mapping[tuple[int, int], Cell], rows: Sequence[str], columns: Sequence[str]) -> None:
    """The cells by row and column, the columns named above."""
    for (row, column), cell in cells.items():
        face = mixed(cell.colour, cell.shade)
        panel.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=face, edgecolor="white", linewidth=1.2))
        if cell.hatched:
            where = (column - 0.5, row - 0.5)
            panel.add_patch(Rectangle(where, 1, 1, fill=False, hatch=HATCH, edgecolor="#8C8C8C", linewidth=0))
        box = {"facecolor": face, "edgecolor": "none", "pad": 0.8} if cell.hatched else None
        ink = "white" if cell.shade > DARK else INK
        panel.text(
            *(column, row, cell.text),
            ha="center",
            va="center",
            fontsize=LABEL_POINTS,
            color=ink,
            bbox=box,
            linespacing=1.1,
        )
    panel.set_xlim(-0.5, len(columns) - 0.5)
    panel.set_ylim(len(rows) - 0.5, -0.5)
    panel.xaxis.tick_top()
    panel.set_xticks(range(len(columns)), columns)
    panel.set_yticks(range(len(rows)), rows)
    panel.tick_params(length=0, labelsize=LABEL_POINTS)
    for spine in panel.spines.values():
        spine.set_visible(False)


def mixed(colour: str, shade: float) -> str:
    """So much of a colour on white."""
    red, green, blue = (1 - shade * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def named(letters_and_names: Sequence[tuple[str, str]]) -> list[Any]:
    """Entries of a legend that say what letters or numbers stand for, without a mark."""
    return [Line2D([], [], linestyle="none", label=f"{letter}  {name}") for letter, name in letters_and_names]


def hatch_entry(words: str) -> Any:
    """The entry of a legend that says what the hatch means."""
    return Rectangle((0, 0), 1, 1, facecolor="white", hatch=HATCH, edgecolor="#8C8C8C", linewidth=0.6, label=words)
