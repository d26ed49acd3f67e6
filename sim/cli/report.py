"""`zonesim report`: a results folder as a document."""

from pathlib import Path

from sim.cli.main import DONE
from sim.cli.run import languages
from sim.study.problems import InputWrong, nearest
from sim.study.writer import writing


def report_folder(folder: Path, formats: str, lang: str, template: Path | None) -> int:
    """Write the reports of a results folder and name them."""
    from sim.output.report import FORMATS, write_reports
    from sim.output.report.paper import NoTypst
    from sim.output.report.word import TemplateWrong
    from sim.output.results import NoResults

    langs = languages(lang)
    asked = list(dict.fromkeys(word.strip() for word in formats.split(",") if word.strip()))
    wrong = [f"--format {word}: unknown format; {nearest(word, FORMATS)}" for word in asked if word not in FORMATS]
    if not asked:
        wrong = [f"--format: a format is expected, of {', '.join(FORMATS)}"]
    if template is not None and not template.exists():
        wrong.append(f"--template {template}: no such file")
    elif template is not None and "docx" not in asked:
        wrong.append("--template: only a Word report has a template; add docx to --format")
    if wrong:
        raise InputWrong(wrong)
    try:
        with writing(folder):
            written = write_reports(folder, langs, asked, template)
    except (NoResults, NoTypst, TemplateWrong) as error:
        raise InputWrong([str(error)]) from error
    for path in written:
        print(path)
    return DONE
