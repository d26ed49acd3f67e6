"""Reports of studies that were really lived: a question with packages, and a zone by itself."""

import shutil
from pathlib import Path

import pytest
from traced import traced_numbers

from sim.cli.main import outcome
from sim.foundations.numbers import NUMBERS
from sim.indicators import INDICATORS
from sim.output.results import Results
from sim.output.words import LANGS, language
from sim.policies import POLICIES

STUDIES = {"two": "zh", "small": "en"}  # which language each is written in; the reports themselves are read in both
QUESTIONS = Path(__file__).parents[1] / "study" / "questions"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small question and a small zone, both run by the command that a user types."""
    folder = shutil.copytree(QUESTIONS, tmp_path_factory.mktemp("lived"), dirs_exist_ok=True)
    usual = ["--workers", "1", "--replicates", "3", "--years", "2"]
    for name, lang in STUDIES.items():
        assert outcome(["run", str(folder / f"{name}.yaml"), "--out", str(folder / name), "--lang", lang, *usual]) == 0
    return folder


@pytest.mark.parametrize("study", ["two", "small"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_a_real_report_is_in_its_results(lived: Path, study: str, lang: str, monkeypatch):
    document, untraced = traced_numbers(Results.open(lived / study), lang, monkeypatch)
    assert len(document.blocks) > 15
    assert untraced == []


@pytest.mark.parametrize("study", ["two", "small"])
def test_a_run_leaves_its_reports(lived: Path, study: str):
    assert {path.name for path in (lived / study).glob("report.*")} == {
        f"report.{STUDIES[study]}.{form}" for form in ("docx", "html")
    }


def test_the_command_writes_what_is_asked_and_names_it(lived: Path, capsys: pytest.CaptureFixture[str]):
    folder = lived / "two"
    assert outcome(["report", str(folder), "--format", "pdf", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == f"{folder / 'report.zh.pdf'}\n"
    assert (folder / "report.zh.pdf").read_bytes().startswith(b"%PDF")


WRONG = {
    "format": (["two", "--format", "dox"], "--format dox: unknown format; did you mean 'docx'?"),
    "no format": (["two", "--format", ""], "a format is expected, of docx, html, pdf"),
    "folder": (["twoo"], "no readable manifest.json"),
    "no template": (["two", "--template", "letter.docx"], "no such file"),
    "template": (["two", "--template", "two.yaml"], "no Word document"),
    "template for nothing": (["two", "--format", "html", "--template", "two.yaml"], "add docx to --format"),
    "language": (["two", "--lang", "cn"], "unknown language"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_written(lived: Path, case: str, capsys, monkeypatch):
    arguments, words = WRONG[case]
    monkeypatch.chdir(lived)
    before = {path: path.stat().st_mtime_ns for path in lived.rglob("*")}
    assert outcome(["report", *arguments]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""
    assert {path: path.stat().st_mtime_ns for path in lived.rglob("*")} == before


def test_units_of_numbers_are_said_in_chinese():
    assert {each.unit for each in NUMBERS.values()} <= set(language("zh").declared)


def test_all_that_the_model_names_is_named_in_both_languages():
    for kind in (*INDICATORS.values(), *POLICIES.values()):
        for words in [getattr(kind, part) for part in ("label", "unit") if hasattr(kind, part)]:
            assert set(words) >= set(LANGS), kind
            assert all(words[lang].strip() or not words["en"].strip() for lang in LANGS), kind
