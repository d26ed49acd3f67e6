"""The zone's land plan year by year, as an animation for a meeting: baseline and package side by side."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from sim.output.maps.ground import draw_plan
from sim.output.maps.looks import kinds_shown, legend
from sim.output.maps.plan import Plans, height_cm, year_of
from sim.output.numerals import numeral
from sim.output.results import Results
from sim.output.style import CM, weight
from sim.output.typesetting import shortened, wrap
from sim.output.words import joined, say

DPI = 100
MAP_CM, GAP_CM = 12.2, 0.4
TITLES_CM, LEGEND_ROW_CM, NOTE_CM = 3.2, 0.56, 0.7
NAME_CELLS, NAME_LINES = 46, 2
COLUMNS = 5
COLOURS = 64
FRAME_MS, LAST_MS = 900, 5000
YEAR_POINTS, NAME_POINTS, FIGURE_POINTS, SMALL_POINTS = 24.0, 13.0, 12.0, 10.0

Worlds = Sequence[tuple[str, Plans]]


def film_months(worlds: Worlds) -> list[int]:
    """The months of the frames: every full year that all worlds kept."""
    kept = set.intersection(*({int(month) for month in plans} for _, plans in worlds))
    return sorted(month for month in kept if month % 12 == 0)


def save_film(path: Path, results: Results, scenario: str, worlds: Worlds, lang: str) -> None:
    """Draw a frame a year and write them as a GIF that rests on the last year and then begins again."""
    stage = _Stage(results, scenario, worlds, lang)
    images = _in_few_colours([stage.frame(month) for month in film_months(worlds)])
    durations = [FRAME_MS] * (len(images) - 1) + [LAST_MS]
    images[0].save(path, save_all=True, append_images=images[1:], duration=durations, loop=0, optimize=False)


def _in_few_colours(frames: Sequence[np.ndarray]) -> list[Image.Image]:
    """The frames in one palette: the colours that cover most of all of them, and for any other the nearest of these."""
    told = [np.unique(frame, return_inverse=True, return_counts=True) for frame in frames]
    areas: Counter[int] = Counter()
    for colours, _, counts in told:
        areas.update(dict(zip(colours.tolist(), counts.tolist(), strict=True)))
    chosen = np.array(sorted(areas, key=lambda colour: (-areas[colour], colour))[:COLOURS])
    palette = _parts(chosen)
    images = []
    for colours, where, _ in told:
        far = ((_parts(colours)[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
        image = Image.fromarray(far.argmin(axis=1).astype(np.uint8)[where].reshape(frames[0].shape), "P")
        image.putpalette(palette.astype(np.uint8).tobytes())
        images.append(image)
    return images


def _parts(colours: np.ndarray) -> np.ndarray:
    """Red, green and blue of packed colours."""
    return np.stack([colours >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(np.int64)


class _Stage:
    """One figure, of which only maps and year change from frame to frame: the rest is drawn once."""

    def __init__(self, results: Results, scenario: str, worlds: Worlds, lang: str):
        self._results, self._worlds, self._lang = results, worlds, lang
        plans = [plan for _, each in worlds for plan in each.values()]
        handles = legend(set().union(*map(kinds_shown, plans)), lang)
        self._columns = COLUMNS if len(worlds) > 1 else COLUMNS // 2 + 1
        self._width = len(worlds) * MAP_CM + (len(worlds) + 1) * GAP_CM
        self._below = -(-len(handles) // self._columns) * LEGEND_ROW_CM + NOTE_CM
        map_cm = height_cm(plans[0], MAP_CM)
        self._height = TITLES_CM + map_cm + self._below
        self._figure = Figure(figsize=(self._width * CM, self._height * CM), dpi=DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._texts(handles, results.scenario_label(scenario, lang))
        self._canvas.draw()
        self._still = self._canvas.copy_from_bbox(self._figure.bbox)
        self._panels = [
            self._figure.add_axes(
                (*self._share(GAP_CM + at * (MAP_CM + GAP_CM), self._below), *self._share(MAP_CM, map_cm))
            )
            for at in range(len(worlds))
        ]
        left, top = self._share(GAP_CM, self._height - 0.25)
        self._year = self._figure.text(left, top, "", va="top", fontsize=YEAR_POINTS)

    def _share(self, across_cm: float, upright_cm: float) -> tuple[float, float]:
        """A place or a size as shares of the picture."""
        return across_cm / self._width, upright_cm / self._height

    def _texts(self, handles: Sequence[Any], scenario: str) -> None:
        """What does not change: whose plans they are, the legend, how to read it."""
        lang, text = self._lang, self._figure.text
        right, top = self._share(self._width - GAP_CM, self._height - 0.3)
        text(right, top, say("film title", lang, scenario=scenario), ha="right", va="top", fontsize=NAME_POINTS)
        for at, (label, _) in enumerate(self._worlds):
            x, y = self._share(GAP_CM + at * (MAP_CM + GAP_CM), self._height - TITLES_CM + 0.75)
            lines = wrap(label, NAME_CELLS)
            name = "\n".join([*lines[: NAME_LINES - 1], shortened(joined(lang, *lines[NAME_LINES - 1 :]), NAME_CELLS)])
            text(x, y, name.strip(), va="bottom", fontsize=NAME_POINTS, fontweight=weight(label), linespacing=1.1)
        left, below = self._share(GAP_CM, self._below)
        self._figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(left, below),
            ncols=self._columns,
            fontsize=SMALL_POINTS,
            borderpad=0,
            borderaxespad=0,
            labelspacing=0.35,
            columnspacing=1.4,
        )
        note = joined(lang, say("film note", lang), say("caption run", lang, run=self._results.run_id))
        text(*self._share(GAP_CM, 0.15), note, va="bottom", fontsize=SMALL_POINTS)

    def frame(self, month: int) -> np.ndarray:
        """The picture of a month, each colour packed into one number."""
        self._canvas.restore_region(self._still)
        year = year_of(self._results, month, self._lang)
        self._year.set(text=year, fontweight=weight(year))
        self._figure.draw_artist(self._year)
        for panel, (_, plans) in zip(self._panels, self._worlds, strict=True):
            panel.clear()
            plan = plans[str(month)]
            draw_plan(panel, plan, self._lang, MAP_CM)
            said = say("film figures", self._lang, jobs=numeral(plan["jobs"], 0), mu=numeral(plan["built_mu"], 0))
            panel.text(0.0, 1.045, said, transform=panel.transAxes, fontsize=FIGURE_POINTS, va="top")
            self._figure.draw_artist(panel)
        return np.asarray(self._canvas.buffer_rgba())[:, :, :3] @ np.array([65536, 256, 1], np.uint32)
