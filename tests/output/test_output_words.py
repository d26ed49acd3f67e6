"""Every text exists in both languages, asks for the same parts, can be set in the fonts, and is used."""

import ast
import string
from importlib import resources
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

import sim.output
from sim.output.words import FOLDER, LANGS, language, listing, month_name, say, within

SOURCES = sorted(Path(sim.output.__file__).parent.rglob("*.py"))
WORDS = {key: {lang: language(lang).words[key] for lang in LANGS} for key in language("en").words}


def test_languages_say_the_same_things():
    whole = language("en")
    for lang in LANGS:
        other = language(lang)
        assert {name: list(section) for name, section in other.sections.items()} == {
            name: list(section) for name, section in whole.sections.items()
        }
        assert len(other.months) == 12
        assert [set(each) for each in other.money["scales"]] == [set(each) for each in whole.money["scales"]]


@pytest.mark.parametrize("key", WORDS)
def test_each_text_asks_for_the_same_parts(key):
    parts = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in WORDS[key].values()]
    assert all(each == parts[0] for each in parts)
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
    unused = {key for key in WORDS if key not in told and not any(key.startswith(each) for each in begun if each)}
    assert not unused


def test_the_fonts_have_every_character():
    chinese = set(TTFont(str(resources.files("assets") / "ZonesimSansSC.ttf")).getBestCmap())
    latin = set(TTFont(str(Path(get_data_path()) / "fonts/ttf/DejaVuSans.ttf")).getBestCmap())
    letters = {ord(letter) for path in FOLDER.glob("*.yaml") for letter in path.read_text("utf-8")} - {10}
    assert letters <= chinese | latin


def test_small_words():
    assert listing(["a"], "en") == "a"
    assert listing(["a", "b", "c"], "en") == "a, b and c"
    assert listing(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert month_name(2025, 12, "en") == "December 2025"
    assert month_name(2025, 12, "zh") == "2025 年 12 月"
    assert within("Net job-years", "en") == "net job-years"
    assert within("GDP", "en") == "GDP"
    with pytest.raises(KeyError):
        say("no such text", "en")
