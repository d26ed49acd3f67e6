"""How every figure looks: one palette, one pair of fonts, a caption below, the same bytes each time."""

import csv
import dataclasses
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
from cycler import cycler
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.output.typesetting import balanced, is_wide, wrap

BLUE, TEAL, PLUM, ORANGE, INK, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
PALE = "#D9D9D9"
DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.4)), (0, (6, 2, 1, 2)), (0, (3, 1, 1, 1, 1, 1)), (0, (9, 3)))
MARKERS = ("o", "s", "^", "D", "v", "P")
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----")

WIDTH_CM = 12.0
CM = 1 / 2.54
TITLE_POINTS, TEXT_POINTS, CAPTION_POINTS = 11.0, 9.0, 7.5
CELL_SHARE = 0.56  # width of a narrow letter as a share of the type size; a Chinese one takes two cells or less
LEADING = 1.35

STYLE: dict[str, Any] = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT_POINTS - 1,
    "axes.linewidth": 0.8,
    "axes.prop_cycle": cycler(color=[BLUE, TEAL, PLUM, ORANGE, INK, LILAC]),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": TEXT_POINTS,
    "axes.unicode_minus": True,
    "figure.dpi": 200,
    "font.size": TEXT_POINTS,
    "grid.color": PALE,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.6,
    "legend.fontsize": TEXT_POINTS - 1,
    "legend.frameon": False,
    "savefig.dpi": 200,
    "svg.fonttype": "path",
    "svg.hashsalt": "zonesim",
    "text.color": INK,
    "xtick.color": INK,
    "xtick.labelsize": TEXT_POINTS - 1,
    "ytick.color": INK,
    "ytick.labelsize": TEXT_POINTS - 1,
}


class MissingGlyph(Exception):
    """A text holds a character that neither font of the house has."""


@dataclass(frozen=True)
class Look:
    """How one package is told from the others, in colour and without it."""

    colour: str
    dash: Any
    marker: str
    hatch: str
    letter: str


def looks(names: Sequence[str]) -> dict[str, Look]:
    """A look for each name: colours come round again only with another dash, marker and hatch."""
    colours = (BLUE, TEAL, PLUM, ORANGE, LILAC)
    return {
        name: Look(
            colours[at % len(colours)],
            DASHES[at % len(DASHES)],
            MARKERS[at % len(MARKERS)],
            HATCHES[at % len(HATCHES)],
            chr(ord("A") + at % 26),
        )
        for at, name in enumerate(names)
    }


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the style of the house, whatever the reader's own settings are."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        parameters: Any = matplotlib.rcParams
        parameters.update(STYLE)
        parameters["font.family"] = ["DejaVu Sans", _chinese_font()]
        yield


def _chinese_font() -> str:
    """The name of the Chinese font that travels with the package, made known to matplotlib."""
    with resources.as_file(resources.files("assets") / "ZonesimSansSC.ttf") as path:
        name = font_manager.FontProperties(fname=str(path)).get_name()
        listed = font_manager.fontManager.ttflist
        if name not in {entry.name for entry in listed}:
            font_manager.fontManager.addfont(str(path))
            # It has one weight: said to be the bold one too, or each bold title would warn.
            listed.append(dataclasses.replace(listed[-1], weight=700))
    return name


def weight(title: str) -> str:
    """Titles are bold, but not in Chinese: its font has one weight, and bold digits beside it look wrong."""
    return "normal" if any(map(is_wide, title)) else "bold"


def columns(points: float, width_cm: float = WIDTH_CM) -> int:
    """How many cells of a type size fit across a figure."""
    return int((width_cm * CM * 72 - 12) / (CELL_SHARE * points))


class Page:
    """One figure: title above, an optional legend under it, axes, and the caption below, none over another.

    `body` says between which heights, as shares of the page from below, legend and axes lie: a report
    sets title and caption itself.
    """

    def __init__(self, title: str, caption: str, axes_cm: float, legend_rows: int = 0, width_cm: float = WIDTH_CM):
        self.title, self.caption = title, caption
        titles = balanced(title, columns(TITLE_POINTS, width_cm))
        captions = wrap(caption, columns(CAPTION_POINTS, width_cm))
        line = LEADING / 72
        above = len(titles) * TITLE_POINTS * line + 0.12
        legend = legend_rows * TEXT_POINTS * 1.55 / 72
        below = len(captions) * CAPTION_POINTS * line + 0.16
        height = above + legend + axes_cm * CM + below
        self.figure = Figure(figsize=(width_cm * CM, height), layout="constrained")
        FigureCanvasAgg(self.figure)
        engine: Any = self.figure.get_layout_engine()
        engine.set(rect=(0.01, below / height, 0.98, axes_cm * CM / height))
        self.body = (round(below / height, 6), round(1 - above / height, 6))
        left = 6 / 72 / (width_cm * CM)
        self.figure.text(
            left,
            1 - 0.06 / height,
            "\n".join(titles),
            va="top",
            fontsize=TITLE_POINTS,
            fontweight=weight(title),
            linespacing=1.15,
        )
        self.figure.text(
            left, 0.06 / height, "\n".join(captions), va="bottom", fontsize=CAPTION_POINTS, linespacing=1.2
        )
        self.legend_at = (left, 1 - above / height)

    def legend(self, handles: Sequence[Any], columns: int) -> None:
        """Put the legend between title and axes, reading along the rows."""
        rows = -(-len(handles) // columns)
        across = [
            handles[at]
            for column in range(columns)
            for at in range(column, rows * columns, columns)
            if at < len(handles)
        ]
        self.figure.legend(
            handles=across,
            loc="upper left",
            bbox_to_anchor=self.legend_at,
            ncols=columns,
            borderpad=0,
            borderaxespad=0,
            columnspacing=1.2,
            handlelength=2.6,
            labelspacing=0.45,
        )


def save(page: Page, folder: Path, name: str, lang: str) -> list[Path]:
    """Write a figure as PNG and SVG: the same figure gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    png, svg = folder / f"{name}.{lang}.png", folder / f"{name}.{lang}.svg"
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        try:
            _settle(page.figure)
            page.figure.savefig(png, metadata={"Software": None})
            page.figure.savefig(svg, metadata={"Date": None, "Creator": None})
        except UserWarning as warning:
            raise MissingGlyph(f"{name}: {warning}") from warning
    return [png, svg]


def _settle(figure: Figure) -> None:
    """Find the layout once and keep it, without the last bits, in which the solver differs from time to time."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, bottom, width, height = (round(value, 6) for value in axes.get_position(original=True).bounds)
        axes.set_position((left, bottom, width, height))


def save_data(frame: pd.DataFrame, folder: Path, name: str) -> Path:
    """Write what a figure shows as CSV that Excel opens rightly: shortest numbers, empty where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(frame.columns)
        for row in frame.itertuples(index=False):
            writer.writerow(["" if pd.isna(value) else _shortest(value) for value in row])
    return path


def _shortest(value: Any) -> str:
    if isinstance(value, float):
        return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value)
