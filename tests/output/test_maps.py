"""Maps: shapes keep their area, a plan does not differ from itself, the film rests on its last year."""

import json
from itertools import pairwise
from pathlib import Path

import made_up_plans
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.colors import to_rgb
from PIL import Image

from sim.output.figures import LIST, figures_of
from sim.output.maps.difference import LESS, LEVELS, MORE, difference_data, differences, level_of
from sim.output.maps.ground import fields_left
from sim.output.maps.looks import SECTOR_COLOURS, STATES, legend, paint
from sim.output.maps.plan import plan_months
from sim.output.maps.shapes import mask_of, outline, outline_of_mask
from sim.output.results import Results
from sim.output.style import house_style
from sim.output.words import LANGS

MOST_BYTES = 3_000_000
FRAMES = 16


def area_of(path) -> float:
    """The area within rings that run against the clock, less that of holes."""
    total = 0.0
    starts = [*np.flatnonzero(path.codes == path.MOVETO), len(path.vertices)]
    for first, end in pairwise(starts):
        x, y = path.vertices[first:end].T
        total += float(x[:-1] @ y[1:] - x[1:] @ y[:-1]) / 2
    return total


@given(arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_an_outline_encloses_the_cells_and_nothing_else(mask):
    assert area_of(outline_of_mask(mask)) == pytest.approx(mask.sum())


def test_rectangles_that_touch_have_one_outline():
    whole = outline([[3, 4, 5, 2], [3, 6, 5, 1]])
    assert list(whole.codes).count(whole.MOVETO) == 1
    assert area_of(whole) == 15
    assert (whole.get_extents().x0, whole.get_extents().y0) == (3, 4)


def test_a_plan_does_not_differ_from_itself():
    plan = made_up_plans.plan(120, "all")
    assert differences(plan, plan) == {}
    assert difference_data({"120": plan}, {"120": plan}, 120)["mu"].tolist() == [0] * 8


def test_each_cell_differs_once_and_the_other_way_round_alike():
    plan, baseline = made_up_plans.plan(120, "all"), made_up_plans.plan(120, "baseline")
    found, mirrored = differences(plan, baseline), differences(baseline, plan)
    cells = sum(mask.astype(int) for mask in found.values())
    assert cells.max() == 1
    assert cells.sum() == (level_of(plan) != level_of(baseline)).sum() > 0
    for (side, level), mask in found.items():
        assert (mirrored[LESS if side == MORE else MORE, level] == mask).all()
    table = difference_data({"120": plan}, {"120": baseline}, 120)
    assert table["mu"].sum() == cells.sum()
    assert set(table["what"]) == set(LEVELS.values())


def test_fields_are_what_nothing_else_lies_on():
    plan = made_up_plans.plan(0, "baseline")
    pieces = [each["where"] for each in (*plan["ground"], *plan["plots"])]
    other = mask_of([rectangle for where in (*pieces, plan["roads"]) for rectangle in where], plan["window"])
    assert fields_left(plan).sum() + other.sum() == plan["window"][0] * plan["window"][1]


def test_years_are_drawn_that_were_kept():
    assert plan_months({str(month): {} for month in range(0, 181, 12)}) == [0, 60, 120, 180]
    assert plan_months({str(month): {} for month in (0, 12, 24)}) == [0, 12, 24]
    assert plan_months({"0": {}}) == [0]


def test_every_state_and_sector_has_its_own_look_without_colour():
    states = [paint(state, "food") for state in STATES]
    looks = [
        (sum(_rgb(each["facecolor"])), each.get("hatch"), each.get("linestyle"), each["linewidth"]) for each in states
    ]
    assert len(set(looks)) == len(STATES)
    greys = sorted(_grey(colour) for colour in SECTOR_COLOURS.values())
    assert np.diff(greys).min() > 0.08
    assert len(legend({*STATES, *SECTOR_COLOURS}, "en")) == len(STATES) + len(SECTOR_COLOURS) + 3


def _rgb(colour) -> tuple[float, ...]:
    return to_rgb(colour)


def _grey(colour) -> float:
    return float(np.dot(_rgb(colour), (0.299, 0.587, 0.114)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_film_has_a_frame_a_year_and_rests_on_the_last(results_folder: Path, tmp_path: Path, lang: str):
    films = [figure for figure in figures_of(Results.open(results_folder)) if figure.animate]
    assert [figure.name for figure in films] == ["plan-all"]
    path = tmp_path / "film.gif"
    with house_style():
        films[0].animate(path, lang)
    assert path.stat().st_size < MOST_BYTES
    with Image.open(path) as film:
        assert film.n_frames == FRAMES
        assert film.info["loop"] == 0
        assert 900 <= film.width <= 1200
        durations = []
        for at in range(FRAMES):
            film.seek(at)
            durations.append(film.info["duration"])
        assert durations[-1] > 3 * max(durations[:-1])
        assert len(film.convert("RGB").getcolors(2**16)) <= 64


def test_figures_json_names_the_film_of_each_language(drawn_folder: Path):
    told = json.loads((drawn_folder / "charts" / LIST).read_text(encoding="utf-8"))
    for lang in LANGS:
        assert told["plan-all"][lang]["animation"] == f"plan-all.{lang}.gif"
        assert "animation" not in told["plan-baseline"][lang]
        assert (drawn_folder / "charts" / f"plan-all.{lang}.gif").exists()


def test_a_zone_alone_has_a_film_and_no_difference(results_folder: Path, tmp_path: Path):
    (tmp_path / "manifest.json").write_bytes((results_folder / "manifest.json").read_bytes())
    pd.read_csv(results_folder / "summary.csv").to_csv(tmp_path / "summary.csv", index=False)
    plans = {str(month): made_up_plans.plan(month, "baseline") for month in (0, 12, 24)}
    (tmp_path / "maps.json").write_text(json.dumps({"luoshan-2011": {"baseline": plans}}), encoding="utf-8")
    found = {figure.name: figure for figure in figures_of(Results.open(tmp_path))}
    assert not any(name.startswith("difference") for name in found)
    with house_style():
        found["plan-baseline"].animate(tmp_path / "film.gif", "zh")
    with Image.open(tmp_path / "film.gif") as film:
        assert film.n_frames == 3


def test_plans_of_an_earlier_version_are_left_out(results_folder: Path, tmp_path: Path):
    (tmp_path / "manifest.json").write_bytes((results_folder / "manifest.json").read_bytes())
    (tmp_path / "summary.csv").write_bytes((results_folder / "summary.csv").read_bytes())
    old = {"0": {"window_m": [1, 1], "roads": [], "plots": [], "built_mu": 1.0}}
    (tmp_path / "maps.json").write_text(json.dumps({"luoshan-2011": {"baseline": old}}), encoding="utf-8")
    assert not any(figure.name.startswith(("plan", "map")) for figure in figures_of(Results.open(tmp_path)))
