"""No sentence and no cell of a report says more than its interval allows."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.output.numerals import Scale
from sim.output.report.chapters import Desk
from sim.output.report.effects import effect_sentence
from sim.output.report.numbers import estimate_cell
from sim.output.report.opening import five_numbers, leading
from sim.output.results import NET, Results
from sim.output.words import LANGS, say

SCENARIO = "luoshan-2011"
CLAIMS = {"en": (" more than ", " fewer than "), "zh": ("多", "少")}
bounds = st.tuples(*[st.floats(-1e6, 1e6, allow_nan=False, width=32)] * 3).map(sorted)


def changed(results: Results, package: str, lo: float, estimate: float, hi: float) -> Results:
    """The results with another effect of a package on the outcome of the question."""
    effects = results.effects.copy()
    where = (effects["package"] == package) & (effects["outcome"] == NET) & (effects["month"] == results.at_month)
    effects.loc[where, ["lo", "estimate", "hi"]] = lo, estimate, hi
    other = replace(results)
    other.__dict__["effects"] = effects
    return other


@pytest.mark.parametrize("lang", LANGS)
@given(bounds)
def test_an_effect_is_claimed_only_where_the_interval_lies_on_one_side(results_folder: Path, lang: str, found):
    lo, estimate, hi = found
    results = changed(Results.open(results_folder), "factories", lo, estimate, hi)
    sentence = effect_sentence(Desk(results, SCENARIO, lang), "factories", NET)
    more, fewer = (claim in sentence for claim in CLAIMS[lang])
    assert more == (lo > 0)
    assert fewer == (hi < 0)
    assert (say("no clear effect", lang) in sentence) == (lo <= 0 <= hi)


@pytest.mark.parametrize("lang", LANGS)
@given(bounds)
def test_a_cell_shows_an_estimate_only_where_it_is_clear(lang: str, found):
    lo, estimate, hi = found
    cell = estimate_cell({"lo": lo, "estimate": estimate, "hi": hi}, Scale(1, ""), lang)
    crosses = lo <= 0 <= hi and not lo == hi == 0
    assert cell.startswith(say("unclear", lang)) == crosses


def test_the_five_numbers_say_so_where_nothing_is_clear(results_folder: Path):
    results = changed(Results.open(results_folder), "factories", -10.0, 100.0, 210.0)
    desk = Desk(results, SCENARIO, "en")
    told = five_numbers(desk, "factories")
    assert len(told) == 5 or len({each.name for each in told}) == len(told)
    assert told[0].value == "no clear effect"
    assert told[1].value == "not distinguishable from zero effect"


def test_the_package_in_front_is_the_cheapest_that_is_clear(results_folder: Path):
    results = Results.open(results_folder)
    assert leading(results, SCENARIO) == "factories"
    assert leading(changed(results, "factories", -1.0, 2300.0, 5000.0), SCENARIO) == "guarantee"
