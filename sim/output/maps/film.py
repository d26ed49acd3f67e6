"""The zone's land plan year by year, as an animation for a meeting: baseline and package side by side."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from sim.output.maps.ground import draw_plan, draw_scale
from sim.output.maps.looks import flat_colours, kinds_shown, legend
from sim.output.maps.plan import Plans, height_cm, year_of
from sim.output.numerals import numeral
from sim.output.results import Results
from sim.output.style import CM, columns, weight
from sim.output.typesetting import shortened, wrap
from sim.output.words import joined, say

DPI = 100
MAPS_CM, GAP_CM = {1: 17.0, 2: 12.2}, 0.4
TITLES_CM, LEGEND_ROW_CM, NOTE_ROW_CM = 3.9, 0.56, 0.5
NAME_LINES = 2
LEGEND_COLUMNS = {1: 3, 2: 5}
COLOURS = 64
SHIFTS = (16, 8, 0)  # of red, green and blue in a packed colour
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
    """The frames in one palette: the colours of the legend, then those that cover most; for any other the nearest."""
    told = [np.unique(frame, return_inverse=True, return_counts=True) for frame in frames]
    areas: Counter[int] = Counter()
    for colours, _, counts in told:
        areas.update(dict(zip(colours.tolist(), counts.tolist(), strict=True)))
    flat = [
        sum(round(255 * part) << shift for part, shift in zip(each, SHIFTS, strict=True)) for each in flat_colours()
    ]
    wide = sorted(areas, key=lambda colour: (-areas[colour], colour))
    chosen = np.array(list(dict.fromkeys([*flat, *wide]))[:COLOURS])
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
    return np.stack([colours >> shift & 255 for shift in SHIFTS], axis=1).astype(np.int64)


class _Stage:
    """One figure, of which only maps and year change from frame to frame: the rest is drawn once."""

    def __init__(self, results: Results, scenario: str, worlds: Worlds, lang: str):
        self._results, self._worlds, self._lang = results, worlds, lang
        plans = [plan for _, each in worlds for plan in each.values()]
        handles = legend(set().union(*map(kinds_shown, plans)), lang)
        self._map_cm = MAPS_CM[len(worlds)]
        self._width = len(worlds) * (self._map_cm + GAP_CM) + GAP_CM
        note = joined(lang, say("film note", lang), say("caption run", lang, run=results.run_id))
        notes = wrap(note, columns(SMALL_POINTS, self._width))
        legend_rows = -(-len(handles) // LEGEND_COLUMNS[len(worlds)])
        self._below = legend_rows * LEGEND_ROW_CM + len(notes) * NOTE_ROW_CM + 0.2
        map_height = height_cm(plans[0], self._map_cm)
        self._height = TITLES_CM + map_height + self._below
        self._figure = Figure(figsize=(self._width * CM, self._height * CM), dpi=DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._texts(handles, results.scenario_label(scenario, lang), notes)
        self._canvas.draw()
        self._still = self._canvas.copy_from_bbox(self._figure.bbox)
        self._panels = [
            self._figure.add_axes((*self._share(self._left(at), self._below), *self._share(self._map_cm, map_height)))
            for at in range(len(worlds))
        ]
        left, top = self._share(GAP_CM, self._height - 0.85)
        self._year = self._figure.text(left, top, "", va="top", fontsize=YEAR_POINTS)
        self._figures = [
            self._figure.text(
                *self._share(self._left(at), self._height - TITLES_CM + 0.65), "", va="top", fontsize=FIGURE_POINTS
            )
            for at in range(len(worlds))
        ]

    def _left(self, at: int) -> float:
        """Where a world's map begins, in centimetres."""
        return GAP_CM + at * (self._map_cm + GAP_CM)

    def _share(self, across_cm: float, upright_cm: float) -> tuple[float, float]:
        """A place or a size as shares of the picture."""
        return across_cm / self._width, upright_cm / self._height

    def _texts(self, handles: Sequence[Any], scenario: str, notes: Sequence[str]) -> None:
        """What does not change: whose plans they are, the legend, how to read it."""
        text, lang = self._figure.text, self._lang
        left, top = self._share(GAP_CM, self._height - 0.2)
        text(left, top, say("film title", lang, scenario=scenario), va="top", fontsize=NAME_POINTS)
        for at, (label, _) in enumerate(self._worlds):
            x, y = self._share(self._left(at), self._height - TITLES_CM + 0.75)
            name = self._name(label)
            text(x, y, name, va="bottom", fontsize=NAME_POINTS, fontweight=weight(name), linespacing=1.1)
        left, below = self._share(GAP_CM, self._below)
        self._figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(left, below),
            ncols=LEGEND_COLUMNS[len(self._worlds)],
            fontsize=SMALL_POINTS,
            borderpad=0,
            borderaxespad=0,
            labelspacing=0.35,
            columnspacing=1.4,
        )
        left, bottom = self._share(GAP_CM, 0.15)
        text(left, bottom, "\n".join(notes), va="bottom", fontsize=SMALL_POINTS, linespacing=1.2)

    def _name(self, label: str) -> str:
        """What a world is called, in no more lines than there is room for."""
        room = columns(NAME_POINTS, self._map_cm)
        lines = wrap(label, room)
        if len(lines) > NAME_LINES:
            lines = [*lines[: NAME_LINES - 1], shortened(joined(self._lang, *lines[NAME_LINES - 1 :]), room)]
        return "\n".join(lines)

    def frame(self, month: int) -> np.ndarray:
        """The picture of a month, each colour packed into one number."""
        lang = self._lang
        self._canvas.restore_region(self._still)
        year = year_of(self._results, month, lang)
        self._year.set(text=year, fontweight=weight(year))
        for panel, figures, (_, plans) in zip(self._panels, self._figures, self._worlds, strict=True):
            plan = plans[str(month)]
            panel.clear()
            draw_plan(panel, plan, lang, self._map_cm)
            draw_scale(panel, plan, lang)
            told = {"jobs": numeral(plan["jobs"], 0), "mu": numeral(plan["built_mu"], 0)}
            figures.set_text(say("film figures", lang, **told))
        for artist in (self._year, *self._figures, *self._panels):
            self._figure.draw_artist(artist)
        return np.asarray(self._canvas.buffer_rgba())[:, :, :3] @ np.array([1 << each for each in SHIFTS], np.uint32)
