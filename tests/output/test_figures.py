"""Figures: the same bytes each time, no missing glyph, nothing over the edge, nothing over anything else."""

from itertools import pairwise
from pathlib import Path

import made_up_results
import made_up_tables
import pandas as pd
import pytest
from matplotlib.text import Text

from sim.output import draw_all
from sim.output.charts.bars import draw_costs
from sim.output.charts.paths import spread
from sim.output.figures import figures_of
from sim.output.results import NoResults, Results
from sim.output.style import MissingGlyph, Page, house_style, looks, save
from sim.output.words import LANGS

EXPECTED = {
    *("paths", "effects", "ranking", "additionality", "groups", "winners", "growth", "tornado"),
    *("attribution", "costs", "cost-curve", "pareto"),
    *("plan-baseline", "plan-all", "map-baseline", "map-all", "difference-all"),
}
EXPECTED |= {"pipeline", "land", "labour", "fund", "money", "budget"}


def test_drawing_twice_gives_the_same_bytes(drawn_folder: Path, tmp_path: Path):
    again = made_up_tables.write_whole(tmp_path / "again")
    second = draw_all(again, ["zh"])  # in both fonts
    first = sorted(path for path in (drawn_folder / "charts").iterdir() if path.name != "figures.json")
    alike = {path.name: path for path in first if ".en." not in path.name}
    assert set(alike) == {path.name for path in second}
    unlike = [path.name for path in second if path.read_bytes() != alike[path.name].read_bytes()]
    assert unlike == []
    assert {path.name for path in first} == {f"plan-all.{lang}.gif" for lang in LANGS} | {
        name
        for chart in EXPECTED
        for name in [f"{chart}.csv", *(f"{chart}.{lang}.{end}" for lang in LANGS for end in ("png", "svg"))]
    }
    assert all(b"dc:date" not in path.read_bytes() for path in first if path.suffix == ".svg")


def test_the_data_of_a_figure_is_a_table_without_nan(drawn_folder: Path):
    for path in (drawn_folder / "charts").glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        assert "nan" not in text.lower()
        assert len(pd.read_csv(path, encoding="utf-8-sig")) > 0


def test_a_missing_glyph_fails(tmp_path: Path):
    with house_style(), pytest.raises(MissingGlyph):
        save(Page("Missing: \u1f60\U0001f3ed\ua9c5", "caption", 4), tmp_path, "missing", "en")


A4_CM = 27.0  # what a page between its margins holds
LEAST_POINTS = 7.5
LONG = {
    "en": "A package with a name so long that nobody would ever have given it in earnest, but somebody does",
    "zh": "一个名字长到没有人会认真这样起名却总有人这样起名的方案包括厂房担保培训和别的许多措施",
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("long", [False, True])
def test_nothing_overflows_or_overlaps(results_folder: Path, tmp_path: Path, lang: str, long: bool):
    folder = results_folder
    if long:
        packages = made_up_results.manifest()["packages"]
        packages["training"]["label"] = packages["all"]["label"] = LONG
        folder = made_up_tables.write_whole(tmp_path, {"packages": packages})
    with house_style():
        for chart in figures_of(Results.open(folder)):
            _is_readable(chart.draw(lang), chart.name)


@pytest.mark.parametrize("lang", LANGS)
def test_many_packages_in_several_scenarios_stay_on_a_page(wide_folder: Path, lang: str):
    figures = [chart for chart in figures_of(Results.open(wide_folder)) if not chart.name.endswith("-late")]
    assert {"regret", "effects-early", "growth-early", "pareto-early"} <= {chart.name for chart in figures}
    with house_style():
        for chart in figures:
            page = chart.draw(lang)
            _is_readable(page, chart.name)
            assert page.figure.get_size_inches()[1] * 2.54 <= A4_CM, chart.name


def _is_readable(page: Page, name: str) -> None:
    page.figure.draw_without_rendering()
    _all_inside(page, name)
    _none_over_another(page, name)
    for text in page.figure.findobj(Text):
        small = text.get_visible() and text.get_text() and text.get_fontsize() < LEAST_POINTS
        assert not small or name.startswith("plan-"), (name, text)  # a plot's letter is as small as the plot


def _all_inside(page: Page, name: str) -> None:
    box = page.figure.get_tightbbox()
    width, height = page.figure.get_size_inches()
    assert box.x0 >= -0.01 and box.y0 >= -0.01, (name, box)
    assert box.x1 <= width + 0.01 and box.y1 <= height + 0.01, (name, box)


def _none_over_another(page: Page, name: str) -> None:
    renderer = page.figure.canvas.get_renderer()
    parts = [*page.figure.axes, *page.figure.legends, *page.figure.texts]
    boxes = [(part, part.get_tightbbox(renderer)) for part in parts]
    for at, (one, box) in enumerate(boxes):
        for other, its in boxes[at + 1 :]:
            across = min(box.x1, its.x1) - max(box.x0, its.x0)
            upright = min(box.y1, its.y1) - max(box.y0, its.y0)
            assert across <= 2 or upright <= 2, (name, one, other, across, upright)


def test_looks_differ_without_colour():
    found = list(looks([str(number) for number in range(6)]).values())
    assert len({str(look.dash) for look in found}) == len({look.marker for look in found}) == 6
    assert len({look.hatch for look in found}) == len({look.letter for look in found}) == 6


def test_labels_at_the_ends_of_lines_are_moved_apart():
    heights = spread([1.0, 1.01, 1.02, 9.99], 0.5, 0, 10)
    assert all(b - a >= 0.499 for a, b in pairwise(heights))
    assert heights[0] >= 0
    assert heights[-1] <= 10
    assert spread([], 1, 0, 1) == []


def test_a_zone_without_packages_is_drawn(tmp_path: Path):
    made_up_results.write(tmp_path, {"packages": {}})
    summary = pd.read_csv(tmp_path / "summary.csv", encoding="utf-8-sig")
    summary[summary["package"] == "baseline"].to_csv(tmp_path / "summary.csv", index=False, encoding="utf-8-sig")
    for name in ("effects", "costs", "attribution", "interactions", "additionality"):
        (tmp_path / f"{name}.csv").unlink()
    drawn = {path.name for path in draw_all(tmp_path, ["en"])}
    assert {"paths.en.png", "plan-baseline.en.svg"} <= drawn
    shown = set(pd.read_csv(tmp_path / "charts" / "paths.csv", encoding="utf-8-sig")["indicator"])
    assert "jobs" in shown
    assert "fund_net_assets" not in shown  # without a fund it is zero throughout
    assert not any(name.startswith(("effects", "costs", "attribution", "additionality", "growth")) for name in drawn)


def test_effects_that_nobody_can_tell_from_zero_are_drawn(tmp_path: Path):
    nothing = made_up_results.Found({name: (0.0, 0.0) for name in made_up_results.MEASURES}, {})
    made_up_tables.write_whole(tmp_path, found=nothing)
    assert draw_all(tmp_path, ["zh"])


def test_another_folder_is_refused_in_words(tmp_path: Path):
    with pytest.raises(NoResults, match=r"no readable manifest.json"):
        draw_all(tmp_path, ["en"])


def test_a_cost_without_a_useful_bound_does_not_hide_the_others(results_folder: Path):
    results = Results.open(results_folder)
    last = results.costs.index[results.costs["package"] == "all"]
    results.costs.loc[last, "hi"] = 1000 * results.costs["cost_per_job_year"].max()
    with house_style():
        page = draw_costs(results, "luoshan-2011", "en")
        whole = draw_costs(Results.open(results_folder), "luoshan-2011", "en")
    reach, usual = (each.figure.axes[0].get_xlim()[1] for each in (page, whole))
    assert usual <= reach <= 5 * usual
    texts = [" ".join(text.get_text().split()) for text in page.figure.texts]
    assert any("reaches beyond the axis" in text for text in texts)
