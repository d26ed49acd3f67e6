"""The report: real Word, HTML and PDF files read back; no number that is not in the results; no claim beyond them."""

import re
import shutil
import zipfile
from pathlib import Path

import docx
import made_up_results
import pytest
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from matplotlib import get_data_path
from traced import numbers_said, traced_numbers

from sim.output.figures import draw_all
from sim.output.report import FORMATS, write_reports
from sim.output.report.blocks import Grid, Heading, Picture, resolved
from sim.output.report.columns import column_shares
from sim.output.report.compose import report_of
from sim.output.report.word import TemplateWrong
from sim.output.results import Results
from sim.output.words import LANGS, say


@pytest.fixture(scope="module")
def folder(drawn_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A results folder with its figures drawn and its reports written."""
    own = shutil.copytree(drawn_folder, tmp_path_factory.mktemp("report") / "results")
    assert [path.name for path in write_reports(own, LANGS, FORMATS)] == [
        f"report.{lang}.{form}" for lang in LANGS for form in FORMATS
    ]
    return own


def texts_of(block) -> list[str]:
    """All that a part of a report says."""
    if isinstance(block, Grid):
        return [block.title, *block.heads, *(cell for row in block.rows for cell in row), block.note, block.source]
    if isinstance(block, Picture):
        return [block.title, block.note]
    return list(block.items) if hasattr(block, "items") else [block.text]


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_comes_from_the_results(folder: Path, lang: str, monkeypatch: pytest.MonkeyPatch):
    results = Results.open(folder)
    document, untraced = traced_numbers(results, lang, monkeypatch)
    assert len(document.blocks) > 30
    assert untraced == []


def test_a_number_from_elsewhere_would_be_found(folder: Path, monkeypatch: pytest.MonkeyPatch):
    from sim.output.report import effects

    said = effects.plain_cell
    monkeypatch.setattr(effects, "plain_cell", lambda value, factor=1.0: said(value, 1.01 * factor))
    _, untraced = traced_numbers(Results.open(folder), "en", monkeypatch)
    assert len(untraced) > 5


@pytest.mark.parametrize("lang", LANGS)
def test_word_has_headings_captions_fields_and_alternative_texts(folder: Path, lang: str):
    document = report_of(Results.open(folder), lang)
    word = docx.Document(str(folder / f"report.{lang}.docx"))
    headings = [each.text for each in word.paragraphs if each.style.name.startswith("Heading")]
    assert headings == [block.text for block in document.blocks if isinstance(block, Heading)]
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    codes = [each.text.strip() for each in word.element.iter(qn("w:instrText"))]
    assert codes[0].startswith("TOC")
    assert sum(code.startswith("SEQ Figure") for code in codes) == len(pictures) >= 6
    assert sum(code.startswith("SEQ Table") for code in codes) == len(grids) == len(word.tables)
    captions = [each.text for each in word.paragraphs if each.style.name == "Caption"]
    numbered = {"figure": 0, "table": 0}
    for caption, block in zip(
        captions, [each for each in document.blocks if isinstance(each, Picture | Grid)], strict=True
    ):
        kind = "figure" if isinstance(block, Picture) else "table"
        numbered[kind] += 1
        name = say("numbered", lang, label=say(f"label of {kind}", lang), number=numbered[kind])
        assert caption == say("numbered title", lang, numbered=name, title=block.title)
    described = [each.get("descr") for each in word.element.iter(qn("wp:docPr"))]
    assert described == [picture.alternative for picture in pictures]
    for table, grid in zip(word.tables, grids, strict=True):
        assert [cell.text for cell in table.rows[0].cells] == list(grid.heads)
        assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [list(row) for row in grid.rows]


def test_references_lead_to_bookmarks_that_are_there(folder: Path):
    word = docx.Document(str(folder / "report.en.docx"))
    marks = {each.get(qn("w:name")) for each in word.element.iter(qn("w:bookmarkStart"))}
    asked = {code.text.split()[1] for code in word.element.iter(qn("w:instrText")) if code.text.split()[0] == "REF"}
    linked = {each.get(qn("w:anchor")) for each in word.element.iter(qn("w:hyperlink"))}
    assert asked and linked
    assert asked | linked <= marks


def test_every_style_that_is_used_has_a_chinese_font(folder: Path):
    word = docx.Document(str(folder / "report.zh.docx"))
    used = {paragraph.style.name for paragraph in word.paragraphs}
    used |= {each.style.name for table in word.tables for cell in table.columns[0].cells for each in cell.paragraphs}
    for name in used:
        style = word.styles[name]
        fonts = set()
        while style is not None:
            found = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            fonts |= set() if found is None else {found.get(qn("w:eastAsia")), found.get(qn("w:eastAsiaTheme"))}
            style = style.base_style
        assert fonts - {None}, name


def test_the_same_results_give_the_same_bytes(folder: Path, tmp_path: Path):
    again = shutil.copytree(folder, tmp_path / "again")
    write_reports(again, LANGS, ("docx", "html"))
    for lang in LANGS:
        for form in ("docx", "html"):
            name = f"report.{lang}.{form}"
            assert (folder / name).read_bytes() == (again / name).read_bytes(), name


def test_a_template_lends_its_styles_and_first_page(folder: Path, tmp_path: Path):
    cover = docx.Document()
    cover.add_paragraph("Development and Reform Commission of the county")
    cover.styles["Heading 1"].font.name = "Georgia"
    cover.styles["Heading 1"].font.size = docx.shared.Pt(31)
    cover.save(str(tmp_path / "letter.docx"))
    own = shutil.copytree(folder, tmp_path / "own")
    write_reports(own, ["en"], ["docx"], tmp_path / "letter.docx")
    word = docx.Document(str(own / "report.en.docx"))
    assert word.paragraphs[0].text == "Development and Reform Commission of the county"
    assert word.styles["Heading 1"].font.name == "Georgia"
    assert word.styles["Heading 1"].font.size.pt == 31
    assert len(word.tables) == len(docx.Document(str(folder / "report.en.docx")).tables)


def test_a_template_that_is_none_is_refused_and_nothing_is_lost(folder: Path, tmp_path: Path):
    (tmp_path / "letter.docx").write_text("no document", encoding="utf-8")
    before = (folder / "report.en.docx").read_bytes()
    with pytest.raises(TemplateWrong, match=r"letter.docx: no Word document"):
        write_reports(folder, ["en"], ["docx"], tmp_path / "letter.docx")
    assert (folder / "report.en.docx").read_bytes() == before


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_needs_nothing_but_itself(folder: Path, lang: str):
    page = (folder / f"report.{lang}.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href)=\"(?!data:|#)", page)
    assert "url(" not in page
    pictures = [block for block in report_of(Results.open(folder), lang).blocks if isinstance(block, Picture)]
    assert len(re.findall(r'<img src="data:image/(?:png|gif);base64,[^"]+" alt="[^"]{20,}"', page)) == len(pictures)
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


@pytest.mark.parametrize("lang", LANGS)
def test_the_printed_report_has_every_character(folder: Path, lang: str):
    assert (folder / f"report.{lang}.pdf").read_bytes().startswith(b"%PDF")
    fonts = [Path(get_data_path()) / "fonts/ttf/DejaVuSans.ttf", Path("assets/ZonesimSansSC.ttf")]
    known = {letter for path in fonts for letter in TTFont(str(path)).getBestCmap()}
    document = report_of(Results.open(folder), lang)
    said = "".join(resolved(text, str) for block in document.blocks for text in texts_of(block))
    assert {letter for letter in said if ord(letter) not in known} - {"\n"} == set()


def test_reports_of_other_results_than_the_figures_draw_them_anew(tmp_path: Path):
    own = made_up_results.write(tmp_path, {"master_seed": 1}, whole=False)
    draw_all(own, ["en"])
    told = made_up_results.manifest({"master_seed": 2})
    made_up_results.write(tmp_path, told, whole=False)
    write_reports(own, ["en"], ["html"])
    run = Results.open(own).run_id
    assert f"run {run}" in (own / "report.en.html").read_text(encoding="utf-8")
    assert all(
        run in picture.note for picture in report_of(Results.open(own), "en").blocks if isinstance(picture, Picture)
    )


@pytest.mark.parametrize("lang", LANGS)
def test_no_column_is_too_narrow_for_its_numbers(folder: Path, lang: str):
    for block in report_of(Results.open(folder), lang).blocks:
        if isinstance(block, Grid):
            shares = column_shares(block, 95)
            assert sum(shares) == pytest.approx(1)
            for column, share in enumerate(shares):
                numbers = [line for row in block.rows for line in row[column].split("\n")]
                if column and column not in block.words:
                    assert max(map(len, numbers)) <= 95 * share + 1, (block.key, block.heads[column])


def test_word_files_hold_no_time(folder: Path):
    with zipfile.ZipFile(folder / "report.en.docx") as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_numbers_are_read_from_texts():
    assert numbers_said("−1\u202f200 to 1\u202f200, 95 % and 0.40") == ["−1\u202f200", "1\u202f200", "95", "0.40"]
