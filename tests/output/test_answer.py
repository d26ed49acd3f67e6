"""The answer says what the intervals support, no more, and prints no number that the results don't hold."""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import made_up_results
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_results import LABELS, MEASURES, Found

from sim.output import answer
from sim.output.captions import tail
from sim.output.results import NET_COST, OUTLAY, Results
from sim.output.sentences import certainty, cost_of, findings
from sim.output.typesetting import cells
from sim.output.words import LANGS, say

WHERE = "luoshan-2011"
NUMBER = re.compile("[\u2212-]?\\d[\\d\u202f]*(?:\\.\\d+)?")
PAIRS = [("factories", "guarantee"), ("factories", "training"), ("guarantee", "training")]


@pytest.mark.parametrize("lang", LANGS)
def test_it_fits_a_hundred_columns_and_never_says_nan(results_folder: Path, lang: str):
    text = answer(results_folder, lang)
    body = text.split(say("charts", lang))[0]
    assert max(cells(line) for line in body.splitlines()) <= 100
    assert not re.search(r"\bnan\b|None|\binf\b", text, re.IGNORECASE)
    assert made_up_results.manifest()["question"][lang][:20] in text


@pytest.mark.parametrize("lang", LANGS)
def test_columns_line_up_whatever_the_width_of_the_characters(results_folder: Path, lang: str):
    lines = answer(results_folder, lang).splitlines()
    rule = next(at for at, line in enumerate(lines) if line.startswith("───"))
    first = [line for line in lines[rule + 1 : rule + 9] if line and line[0] != " "][:3]
    ends = [[cells(line[: match.end()]) for match in re.finditer(r"[\d.\u202f]+(?=\s{2,}|$)", line)] for line in first]
    assert ends[0][-1] == ends[1][-1] == ends[2][-1]


def numbers_of(told: Any) -> Iterator[float]:
    if isinstance(told, dict):
        for name, each in told.items():
            yield from numbers_of(name)
            yield from numbers_of(each)
    elif isinstance(told, list):
        for each in told:
            yield from numbers_of(each)
    elif isinstance(told, str):
        yield from (float(text) for text in re.findall(r"\d+", told))
    elif isinstance(told, (int, float)) and not isinstance(told, bool):
        yield float(told)


def results_numbers(folder: Path) -> set[float]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    year, month = map(int, manifest["start"].split("-"))
    ends = divmod(month - 2 + manifest["at_month"], 12)
    found = {*numbers_of(manifest), year + ends[0], ends[1] + 1}
    for name in ("effects", "costs", "interactions", "additionality"):
        frame = pd.read_csv(folder / f"{name}.csv", encoding="utf-8-sig")
        frame = frame[frame["month"] == manifest["at_month"]].select_dtypes("number")
        found |= set(frame.to_numpy().ravel().tolist())
    return {value for value in found if value == value}


def is_found(text: str, values: set[float]) -> bool:
    digits = text.replace("\u202f", "").replace("\u2212", "-")
    printed = abs(float(digits))
    places = len(digits.partition(".")[2]) if "." in digits else -(len(digits) - len(digits.rstrip("0")))
    step = 10.0**-places
    factors = (1, 1e-2, 1e-4, 1e-5, 1e2, 1e4)
    return any(abs(abs(value) * factor - printed) <= 0.5000001 * step for value in values for factor in factors)


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_that_is_printed_is_found_in_the_results(results_folder: Path, lang: str):
    values = results_numbers(results_folder)
    printed = NUMBER.findall(answer(results_folder, lang).split(say("charts", lang))[0])
    assert len(printed) > 30
    assert [text for text in printed if not is_found(text, values)] == []
    assert not is_found("8765.43", values)


widths = st.floats(1, 2000)
middles = st.floats(-3000, 3000)


@settings(max_examples=40, deadline=None)
@given(
    effects=st.tuples(*[st.tuples(middles, widths)] * 3),
    pairs=st.tuples(*[st.tuples(middles, widths)] * 3),
    lang=st.sampled_from(LANGS),
)
def test_sentences_claim_only_what_the_intervals_support(effects, pairs, lang):
    found = Found(dict(zip(MEASURES, effects, strict=True)), dict(zip(PAIRS, pairs, strict=True)))
    with tempfile.TemporaryDirectory() as name:
        folder = made_up_results.write(Path(name), found=found, whole=False)
        results = Results.open(folder)
        sentences, text = findings(results, WHERE, lang), answer(folder, lang)
        for measure in MEASURES:
            check_measure(results, measure, found, sentences, lang)
        unclear = [measure for measure in MEASURES if found.effects[measure][0] ** 2 <= found.effects[measure][1] ** 2]
        assert text.count(say("no clear effect", lang)) >= len(unclear)
        for cost in (NET_COST, OUTLAY):
            check_ranking(results, cost, sentences, lang)
        check_pairs(found, sentences, lang)


def ranking(sentences: list[str], cost: str, lang: str) -> list[str]:
    return [sentence for sentence in sentences if sentence.startswith(say(f"by {cost}", lang))]


def check_measure(results: Results, measure: str, found: Found, sentences: list[str], lang: str) -> None:
    middle, width = found.effects[measure]
    label = LABELS[measure][lang]
    claims = ranking(sentences, NET_COST, lang) + ranking(sentences, OUTLAY, lang)
    if middle - width <= 0:
        assert cost_of(results, WHERE, measure, NET_COST, lang) is None
        assert not any(label in claim for claim in claims)
    if middle - width <= 0 <= middle + width:
        told = say("unclear measures", lang, names="").split("{")[0][:8]
        assert any(label in sentence and sentence.startswith(told[:5]) for sentence in sentences)


def check_ranking(results: Results, cost: str, sentences: list[str], lang: str) -> None:
    claims = ranking(sentences, cost, lang)
    prices = {name: price for name in MEASURES if (price := cost_of(results, WHERE, name, cost, lang)) is not None}
    assert len(claims) == (len(prices) > 1)
    if claims:
        ordered = sorted(prices, key=lambda name: prices[name].value)
        apart = all(prices[ordered[0]].hi < prices[other].lo for other in ordered[1:])
        cannot = {"en": "cannot be told", "zh": "无法判定"}[lang]
        assert (cannot not in claims[0]) == apart


def check_pairs(found: Found, sentences: list[str], lang: str) -> None:
    for (first, second), (middle, width) in found.pairs.items():
        pair = say("pair", lang, first=LABELS[first][lang], second=LABELS[second][lang])
        claims = [sentence for sentence in sentences if sentence.startswith(pair)]
        clear = abs(middle) > width
        assert len(claims) == clear
        least = 0.1 * min(abs(found.effects[first][0]), abs(found.effects[second][0]))
        word = {"en": ("complements", "substitutes"), "zh": ("互补", "相互替代")}[lang]
        assert any(word[0] in claim for claim in claims) == (middle - width > max(least, 0) and clear)
        assert any(word[1] in claim for claim in claims) == (middle + width < -least and clear)


def test_precision_says_what_was_reached_and_what_it_would_take(results_folder: Path):
    sentence = certainty(Results.open(results_folder), WHERE, "en")[0]
    assert "Standard factories reached ±7.0\u00a0% with 96 replicates, ±5\u00a0% needs about 190" in sentence
    assert "independent seeds: 7\u202f100" in sentence
    assert "Public training not told from zero" in sentence


@pytest.mark.parametrize("lang", LANGS)
def test_monte_carlo_error_is_not_passed_off_as_all_uncertainty(results_folder: Path, lang: str):
    flat = answer(results_folder, lang).replace("\n  ", " " if lang == "en" else "")
    assert say("monte carlo", lang) in flat


@pytest.mark.parametrize("lang", LANGS)
def test_where_numbers_were_drawn_intervals_are_said_to_hold_that_too(tmp_path: Path, lang: str):
    numbers = {name: {"low": 0, "high": 1, "unit": "share"} for name in ("one", "two")}
    made_up_results.write(tmp_path, {"uncertain": {"numbers": numbers}})
    results = Results.open(tmp_path)
    sentences = certainty(results, WHERE, lang)
    assert say("luck and draws", lang, many=2) in sentences
    assert say("monte carlo", lang) not in sentences
    caption = tail(results, WHERE, lang, money=False)
    assert say("caption drawn", lang, many=2) in caption
    assert say("caption error", lang) not in caption


@pytest.mark.parametrize("lang", LANGS)
def test_a_zone_without_packages_is_answered_by_its_state(tmp_path: Path, lang: str):
    made_up_results.write(tmp_path, {"packages": {}, "precision": {}})
    for name in ("effects", "costs", "attribution", "interactions"):
        (tmp_path / f"{name}.csv").unlink()
    text = answer(tmp_path, lang)
    assert say("no effects", lang) in text
    assert made_up_results.manifest()["indicators"]["jobs"]["label"][lang] in text


def test_what_would_have_come_anyway_is_said_with_its_interval(results_folder: Path):
    told = findings(Results.open(results_folder), WHERE, "en")
    sentence = next(each for each in told if "come anyway" in each and "factories" in each.lower())
    sentence = sentence.replace("\u00a0", " ")
    assert "55 % (49 % to 61 %) would have come anyway" in sentence
    assert "20 % (14 % to 26 %) of the gross is additional" in sentence
