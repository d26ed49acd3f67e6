"""Every text exists in both languages, asks for the same parts, can be set in the fonts, and is used."""

import ast
import string
from importlib import resources
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

import sim.output
from sim.output.words import LANGS, MONTHS, WORDS, listing, month_name, say, within

SOURCES = [path for path in Path(sim.output.__file__).parent.glob("*.py") if path.name != "words.py"]


@pytest.mark.parametrize("key", WORDS)
def test_each_text_is_there_in_both_languages_with_the_same_parts(key):
    assert set(WORDS[key]) == set(LANGS)
    parts = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in WORDS[key].values()]
    assert parts[0] == parts[1] or key == "month"
    assert all(text.strip() or key == "and" for text in WORDS[key].values())


def test_chinese_texts_are_chinese():
    for key, texts in WORDS.items():
        letters = set(texts["zh"]) - set(string.printable)
        assert letters or not any(map(str.isalpha, string.Formatter().vformat(texts["en"], (), _Blank()))), key


class _Blank(dict):
    def __missing__(self, key):
        return ""


def test_no_text_is_missing_and_none_is_unused():
    told, begun = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                told.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(node.values[0].value)
    own = {"comma", "and", "month"}
    unused = {key for key in WORDS if key not in told | own and not any(key.startswith(each) for each in begun if each)}
    assert not unused


def test_the_fonts_have_every_character():
    chinese = set(TTFont(str(resources.files("assets") / "ZonesimSansSC.ttf")).getBestCmap())
    latin = set(TTFont(str(Path(get_data_path()) / "fonts/ttf/DejaVuSans.ttf")).getBestCmap())
    letters = {ord(letter) for texts in WORDS.values() for text in texts.values() for letter in text}
    assert letters <= chinese | latin


def test_small_words():
    assert listing(["a"], "en") == "a"
    assert listing(["a", "b", "c"], "en") == "a, b and c"
    assert listing(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert month_name(2025, 12, "en") == "December 2025"
    assert month_name(2025, 12, "zh") == "2025 年 12 月"
    assert within("Net job-years", "en") == "net job-years"
    assert within("GDP", "en") == "GDP"
    assert len(MONTHS) == 12
    with pytest.raises(KeyError):
        say("no such text", "en")
