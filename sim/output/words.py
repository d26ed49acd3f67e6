"""Every word and sentence of charts, maps, answers and reports, one file a language in `languages/`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "languages"
LANGS = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@dataclass(frozen=True)
class Language:
    """What one language says, and how it sets words, months and money."""

    name: str
    spaced: bool
    months: tuple[str, ...]
    money: Mapping[str, Any]
    declared: Mapping[str, str]
    sections: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]


def language(lang: str) -> Language:
    """A language of the house."""
    return read_language(FOLDER / f"{lang}.yaml")


@cache
def read_language(path: Path) -> Language:
    """A language as its file tells it; a key that two sections share is refused."""
    told = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    sections = told["words"]
    words: dict[str, str] = {}
    for section in sections.values():
        twice = words.keys() & section.keys()
        if twice:
            raise ValueError(f"{path.name} says {', '.join(sorted(twice))} twice")
        words.update(section)
    return Language(
        told["name"],
        bool(told["spaced"]),
        tuple(map(str, told["months"])),
        told["money"],
        told["declared"],
        sections,
        words,
    )


def say(key: str, lang: str, **parts: object) -> str:
    """A word or sentence of the house in a language, with its parts filled in."""
    return language(lang).words[key].format(**parts)


def declared(words: object, lang: str, otherwise: str) -> str:
    """What the model itself named, as a language map: in that language, else by the English words, else in English."""
    if isinstance(words, str):
        return words
    if isinstance(words, Mapping):
        english = str(words.get("en") or "")
        return str(words.get(lang) or language(lang).declared.get(english) or english or otherwise)
    return otherwise


def month_name(year: int, month: int, lang: str) -> str:
    """A calendar month: "December 2025", "2025 年 12 月"."""
    return say("month", lang, month=language(lang).months[month - 1], year=year)


def joined(lang: str, *sentences: str) -> str:
    """Sentences one after the other, those that are empty left out."""
    return (" " if language(lang).spaced else "").join(each for each in sentences if each)


def within(label: str, lang: str) -> str:
    """A label within a sentence: no capital, unless it is an abbreviation."""
    return label if not language(lang).spaced or label[:2].isupper() else label[:1].lower() + label[1:]


def listing(names: Iterable[str], lang: str) -> str:
    """ "a, b and c" / "a、b和c"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return say("comma", lang).join(listed[:-1]) + say("and", lang) + listed[-1]
