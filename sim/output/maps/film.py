"""The zone's land plan year by year, as an animation for a meeting: baseline and package side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
from sim.output.typesetting import wrap
from sim.output.words import joined, say

DPI = 100
MAP_CM, GAP_CM = 12.2, 0.4
TITLES_CM, LEGEND_ROW_CM, NOTE_CM = 2.6, 0.56, 0.7
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
    frames = [stage.frame(month) for month in film_months(worlds)]
    palette = _palette(frames)
    images = [Image.fromarray(frame).quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    durations = [FRAME_MS] * (len(images) - 1) + [LAST_MS]
    images[0].save(path, save_all=True, append_images=images[1:], duration=durations, loop=0, optimize=False)


def _palette(frames: Sequence[np.ndarray]) -> Image.Image:
    """The colours that cover most of all frames together."""
    counts: Counter[int] = Counter()
    for frame in frames:
        packed = frame.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
        colours, areas = np.unique(packed, return_counts=True)
        counts.update(dict(zip(colours.tolist(), areas.tolist(), strict=True)))
    chosen = sorted(counts, key=lambda colour: (-counts[colour], colour))[:COLOURS]
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in chosen for part in colour.to_bytes(3, "big")])
    return image


class _Stage:
    """One figure whose maps are changed from frame to frame."""

    def __init__(self, results: Results, scenario: str, worlds: Worlds, lang: str):
        self._results, self._worlds, self._lang = results, worlds, lang
        plans = [plan for _, each in worlds for plan in each.values()]
        handles = legend(set().union(*map(kinds_shown, plans)), lang)
        width = len(worlds) * MAP_CM + (len(worlds) + 1) * GAP_CM
        columns = COLUMNS if len(worlds) > 1 else COLUMNS // 2 + 1
        legend_cm = -(-len(handles) // columns) * LEGEND_ROW_CM
        map_cm = height_cm(plans[0], MAP_CM)
        height = TITLES_CM + map_cm + legend_cm + NOTE_CM
        self._figure = Figure(figsize=(width * CM, height * CM), dpi=DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._panels = [
            self._figure.add_axes(
                (
                    (GAP_CM + at * (MAP_CM + GAP_CM)) / width,
                    (legend_cm + NOTE_CM) / height,
                    MAP_CM / width,
                    map_cm / height,
                )
            )
            for at in range(len(worlds))
        ]
        left, self._top, self._below = GAP_CM / width, 1 - 0.2 / height, 1 - (TITLES_CM - 0.1) / height
        self._year = self._figure.text(left, self._top, "", va="top", fontsize=YEAR_POINTS, fontweight="bold")
        self._title(handles, columns, left, legend_cm, height, scenario)

    def _title(
        self, handles: Sequence[Any], columns: int, left: float, legend_cm: float, height: float, scenario: str
    ) -> None:
        """What does not change: whose plan it is, the legend, how to read it."""
        lang, results = self._lang, self._results
        self._figure.text(
            1 - left,
            self._top,
            say("film title", lang, scenario=results.scenario_label(scenario, lang)),
            ha="right",
            va="top",
            fontsize=NAME_POINTS,
        )
        self._figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(left, (legend_cm + NOTE_CM) / height),
            ncols=columns,
            fontsize=SMALL_POINTS,
            borderpad=0,
            borderaxespad=0,
            labelspacing=0.35,
            columnspacing=1.4,
        )
        note = joined(lang, say("film note", lang), say("caption run", lang, run=results.run_id))
        self._figure.text(left, 0.15 / height, note, va="bottom", fontsize=SMALL_POINTS)

    def frame(self, month: int) -> np.ndarray:
        """The picture of a month: rows, columns, red, green and blue."""
        self._year.set_text(year_of(self._results, month, self._lang))
        for panel, (label, plans) in zip(self._panels, self._worlds, strict=True):
            panel.clear()
            plan = plans[str(month)]
            draw_plan(panel, plan, self._lang, MAP_CM)
            self._head(panel, label, plan)
        self._canvas.draw()
        return np.asarray(self._canvas.buffer_rgba())[:, :, :3].copy()

    def _head(self, panel: Any, label: str, plan: Mapping[str, Any]) -> None:
        """Above a map: which world it is, and what it has reached."""
        name = wrap(label, 52)[0]
        figures = say("film figures", self._lang, jobs=numeral(plan["jobs"], 0), mu=numeral(plan["built_mu"], 0))
        for height, text, points, bold in (
            (1.085, name, NAME_POINTS, weight(name)),
            (1.03, figures, FIGURE_POINTS, "normal"),
        ):
            panel.text(0.0, height, text, transform=panel.transAxes, fontsize=points, fontweight=bold, va="top")
