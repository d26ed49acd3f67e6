"""A third language is one file: with it every chart and report speaks that language, and nothing of English is left."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text
from ruamel.yaml import YAML

from sim.output import words
from sim.output.answer import answer
from sim.output.figures import figures_of
from sim.output.report.blocks import Grid, Picture, resolved
from sim.output.report.compose import report_of
from sim.output.results import Results
from sim.output.style import house_style

YAML_WRITER = YAML()
LETTER = re.compile(r"[A-Za-z]+(?![^{]*\})")
# What no language translates: names of files, commands, units of measure, people and programs.
KEPT = re.compile(
    r"\S+\.(?:csv|json|md|py|png|docx|html)|`[^`]*`|zonesim\b|\bn = |\bkm\b|\bm\b|\bmm?\b|\b[A-Za-z]\b|ODD|STRESS"
    r"|ABS|SHA|MIT|JASSS|Monks|Grimm|Journal of Simulation|Python|mesa|numpy|numba"
    r"|[0-9a-f]{10,}|[a-z]+\.[a-z_]+|[a-z]+-[0-9]{4}"
)


def foreign(text: str) -> str:
    """An English text in a language that has only the letter q: parts in braces stay as they are."""
    pieces = re.split(r"(\{[^}]*\}|`[^`]*`)", text)
    return "".join(each if at % 2 else re.sub(r"[A-Za-z]", "q", each) for at, each in enumerate(pieces))


def named(told) -> Iterator[str]:
    """What a manifest names in both languages, in English."""
    if isinstance(told, dict):
        if set(told) == {"en", "zh"}:
            yield told["en"]
        for each in told.values():
            yield from named(each)
    elif isinstance(told, list):
        for each in told:
            yield from named(each)


@pytest.fixture
def languages(results_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of languages with a third one in it, made from the English file alone."""
    folder = shutil.copytree(words.FOLDER, tmp_path / "languages")
    told = YAML(typ="safe").load((folder / "en.yaml").read_text(encoding="utf-8"))
    told["name"] = foreign(told["name"])
    told["months"] = [foreign(each) for each in told["months"]]
    told["money"]["word"] = foreign(told["money"]["word"])
    for scale in [*told["money"]["scales"], told["money"]["small"]]:
        scale["unit"] = foreign(scale["unit"])
    told["words"] = {
        section: {key: foreign(text) for key, text in each.items()} for section, each in told["words"].items()
    }
    labels = list(named(json.loads((results_folder / "manifest.json").read_text(encoding="utf-8"))))
    labels += pd.read_csv(results_folder / "sensitivity.csv")["number_unit"].dropna().unique().tolist()
    told["declared"] = {each: foreign(each) for each in labels if each}
    with (folder / "qq.yaml").open("w", encoding="utf-8") as file:
        YAML_WRITER.dump(told, file)
    monkeypatch.setattr(words, "FOLDER", folder)
    return folder


def english_in(text: str) -> list[str]:
    """The English words that a text still has."""
    left = KEPT.sub("", text)
    return [word for word in re.findall(r"[A-Za-z]+", left) if set(word) - set("q")]


def test_everything_is_said_in_a_third_language(languages: Path, results_folder: Path):
    folder = results_folder
    said = {}
    with house_style():
        for figure in figures_of(Results.open(folder)):
            page = figure.draw("qq")
            page.figure.draw_without_rendering()
            said[figure.name] = " ".join(text.get_text() for text in page.figure.findobj(Text))
    for at, block in enumerate(report_of(Results.open(folder), "qq").blocks):
        if isinstance(block, Grid):
            said[f"table {block.key}"] = " ".join([block.title, *block.heads, block.note, block.source])
        elif not isinstance(block, Picture):
            texts = list(block.items) if hasattr(block, "items") else [block.text]
            said[f"block {at}"] = " ".join(resolved(text, lambda _: "") for text in texts)
    said["answer"] = answer(folder, "qq").replace(folder.as_posix(), "")
    left = {name: english_in(text) for name, text in said.items()}
    assert {name: found for name, found in left.items() if found} == {}


def test_a_language_that_is_not_there_is_refused_with_the_nearest_word(tmp_path: Path):
    from sim.cli.run import languages as read
    from sim.study.problems import InputWrong

    with pytest.raises(InputWrong, match=r"--lang zn: unknown language; did you mean 'en'|'zh'"):
        read("zn")
