"""The document that goes into a proposal: written from a results folder for Word, a browser or a printer."""

from collections.abc import Sequence
from pathlib import Path

from sim.output.figures import are_drawn, draw_all
from sim.output.report.compose import report_of
from sim.output.report.paper import write_paper
from sim.output.report.web import write_web
from sim.output.report.word import check_template, write_word
from sim.output.results import Results
from sim.study.runner import new_pool, usual_workers

FORMATS = ("docx", "html", "pdf")


def write_reports(
    folder: Path, langs: Sequence[str], formats: Sequence[str], template: Path | None = None
) -> list[Path]:
    """Write the report of a results folder in each language and format; figures that are missing are drawn first."""
    if template is not None:
        check_template(template)
    if not are_drawn(Results.open(folder), langs):
        draw_all(folder, langs)
    with new_pool(min(usual_workers(), len(langs))) as pool:
        written = [pool.submit(_write, folder, lang, tuple(formats), template) for lang in langs]
        return [path for each in written for path in each.result()]


def _write(folder: Path, lang: str, formats: Sequence[str], template: Path | None) -> list[Path]:
    """The report in one language: each file whole or not at all."""
    document = report_of(Results.open(folder), lang)
    paths = []
    for form in formats:
        path = folder / f"report.{lang}.{form}"
        draft = folder / f".{path.name}.part"
        if form == "docx":
            write_word(document, draft, template)
        elif form == "html":
            write_web(document, draft)
        else:
            write_paper(document, draft)
        draft.replace(path)
        paths.append(path)
    return paths
