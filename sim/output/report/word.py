"""The report as a Word document: headings, a contents field, numbered captions, native tables, alternative texts."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sim.output.report.blocks import Block, Document, Grid, Heading, Paragraph, Picture, Points, pieces
from sim.output.report.columns import column_shares
from sim.output.report.fields import add_field, bookmark, hyperlink
from sim.output.report.pictures import cropped, shown_width_cm
from sim.output.words import say

FONTS = {"latin": "Calibri", "eastAsia": "SimSun", "heading": "Calibri", "eastAsia heading": "SimHei"}
NARROW_SHARE = 0.52  # width of a narrow letter as a share of the type size
TEXT_POINTS, TABLE_POINTS, QUIET_POINTS = 10.5, 8.5, 8.0
INK = RGBColor(0x12, 0x43, 0x6D)
A4_CM, MARGIN_CM = (21.0, 29.7), 2.5
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the date of all parts of the file, so that the same report has the same bytes
STYLES = {"note": "zonesim note", "cell": "zonesim cell"}


class TemplateWrong(Exception):
    """The file given as a template is no Word document."""


def write_word(document: Document, path: Path, template: Path | None = None) -> Path:
    """Write the report; a template lends its styles, page and what stands on its first pages."""
    word = _Writer(document, template)
    word.write()
    word.save(path)
    return path


def check_template(template: Path) -> Any:
    """The Word document that lends its styles, opened; a file that is none is refused."""
    try:
        return docx.Document(str(template))
    except (PackageNotFoundError, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise TemplateWrong(f"{template}: no Word document that could serve as a template (.docx)") from error


class _Writer:
    """Puts the parts of a report into a Word document, one after the other."""

    def __init__(self, document: Document, template: Path | None) -> None:
        self._told, self._own = document, template is None
        self._numbers = document.numbered()
        self._marks, self._headings = 0, 0
        self._word = docx.Document() if template is None else check_template(template)
        if self._own:
            self._set_page()
        self._set_styles()

    # what the document looks like

    def _set_page(self) -> None:
        section = self._word.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(side) for side in A4_CM)
        section.left_margin = section.right_margin = Cm(MARGIN_CM)
        section.top_margin = section.bottom_margin = Cm(MARGIN_CM)

    def _set_styles(self) -> None:
        styles = self._word.styles
        if self._own:
            _set_font(styles["Normal"], FONTS["latin"], FONTS["eastAsia"], TEXT_POINTS)
            styles["Normal"].paragraph_format.space_after = Pt(6)
            styles["Normal"].paragraph_format.line_spacing = 1.15
            for name, points in (("Title", 22.0), ("Heading 1", 15.0), ("Heading 2", 12.0)):
                _set_font(styles[name], FONTS["heading"], FONTS["eastAsia heading"], points)
                styles[name].font.color.rgb = INK
                styles[name].font.bold = True
            _set_font(styles["Caption"], FONTS["latin"], FONTS["eastAsia"], 9.5)
            styles["Caption"].font.color.rgb = INK
            styles["Caption"].font.bold = True
        for name, points in ((STYLES["note"], QUIET_POINTS), (STYLES["cell"], TABLE_POINTS)):
            if name not in [style.name for style in styles]:
                style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
                style.base_style = styles["Normal"]
                _set_font(style, FONTS["latin"], FONTS["eastAsia"], points)
                style.paragraph_format.space_after = Pt(8 if name == STYLES["note"] else 0)
                style.paragraph_format.line_spacing = 1.0

    def _style(self, name: str, otherwise: str = "Normal") -> str:
        """A style of the template, or the next best where it has none of that name."""
        return name if name in [style.name for style in self._word.styles] else otherwise

    # its parts

    def write(self) -> None:
        """Title, contents, and every block."""
        told = self._told
        self._word.add_paragraph(told.title, self._style("Title", "Normal"))
        self._word.add_paragraph(told.subtitle, STYLES["note"])
        self._contents()
        for block in told.blocks:
            self._add(block)
        self._footer()
        properties = self._word.core_properties
        properties.title, properties.author, properties.comments = told.title, "zonesim", told.subtitle
        properties.language = "zh-CN" if told.lang == "zh" else told.lang

    def _add(self, block: Block) -> None:
        if isinstance(block, Heading):
            paragraph = self._word.add_paragraph(style=self._style(f"Heading {block.level}"))
            bookmark(paragraph, self._mark(), _heading_anchor(self._headings), block.text)
            self._headings += 1
        elif isinstance(block, Paragraph):
            paragraph = self._word.add_paragraph(style=STYLES["note"] if block.quiet else None)
            # What a chapter asks does not stay behind when its first figure goes over to the next page.
            paragraph.paragraph_format.keep_with_next = block.leads
            self._text(paragraph, block.text)
        elif isinstance(block, Points):
            for item in block.items:
                self._text(self._word.add_paragraph(style=self._style("List Bullet")), item)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._grid(block)

    def _text(self, paragraph: Any, text: str) -> None:
        """Text with fields where figures and tables are named, which follow when captions move."""
        for plain, key in pieces(text):
            if key is None:
                paragraph.add_run(plain)
            else:
                add_field(paragraph, f"REF {_anchor(key)} \\h", self._name(key))

    def _name(self, key: str) -> str:
        label = say(f"label of {key.split(':')[0]}", self._told.lang)
        return say("numbered", self._told.lang, label=label, number=self._numbers[key])

    def _caption(self, kind: str, key: str, title: str) -> Any:
        """A caption numbered by a field: "Figure 3. Title"."""
        lang, whole = self._told.lang, f"{kind}:{key}"
        paragraph = self._word.add_paragraph(style=self._style("Caption"))
        before, after = say("numbered title", lang, numbered="\n", title=title).split("\n")
        paragraph.add_run(before)
        label, tail = say("numbered", lang, label=say(f"label of {kind}", lang), number="\n").split("\n")
        start = self._mark()
        bookmark(paragraph, start, _anchor(whole))
        paragraph.add_run(label)
        add_field(paragraph, f"SEQ {'Figure' if kind == 'figure' else 'Table'} \\* ARABIC", str(self._numbers[whole]))
        paragraph.add_run(tail)
        bookmark(paragraph, start, None)
        paragraph.add_run(after)
        return paragraph

    def _mark(self) -> int:
        self._marks += 1
        return self._marks

    def _width(self) -> int:
        section: Any = self._word.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def _picture(self, block: Picture) -> None:
        image, wide, high = cropped(block.path, block.body)
        width = min(self._width(), int(Cm(shown_width_cm(wide, high))))
        paragraph = self._word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(image), width=width)
        described = shape._inline.docPr
        described.set("descr", block.alternative)
        described.set("title", block.title)
        caption = self._caption("figure", block.key, block.title)
        caption.paragraph_format.keep_with_next = True
        self._word.add_paragraph(block.note, STYLES["note"])

    def _grid(self, block: Grid) -> None:
        caption = self._caption("table", block.key, block.title)
        caption.paragraph_format.keep_with_next = True
        table = self._word.add_table(rows=0, cols=len(block.heads))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _rule_lines(table)
        room = self._width() / Pt(TABLE_POINTS * NARROW_SHARE)
        widths = [int(self._width() * share) for share in column_shares(block, room)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for at, texts in enumerate([block.heads, *block.rows]):
            row = table.add_row()
            _keep_whole(row, head=at == 0)
            for column, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
                cell.width = width
                self._cell(cell, text, head=at == 0, right=column > 0 and column not in block.words)
        if block.rows:
            _underline(table.rows[0])
        note = f"{block.note}\n{block.source}" if block.note else block.source
        self._word.add_paragraph(note, STYLES["note"])

    def _cell(self, cell: Any, text: str, head: bool, right: bool) -> None:
        for at, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            paragraph.style = STYLES["cell"]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
            paragraph.add_run(line).bold = head

    def _contents(self) -> None:
        """A contents field, filled already: Word brings it up to date when it is asked to."""
        lang = self._told.lang
        heading = self._word.add_paragraph(style=self._style("TOC Heading", "Normal"))
        heading.add_run(say("contents", lang)).bold = True
        listed = [(at, each.text) for at, each in enumerate(self._told.headings()) if each.level == 1]
        for place, (at, text) in enumerate(listed):
            paragraph = self._word.add_paragraph(style=self._style("TOC 1", "Normal"))
            paragraph.paragraph_format.space_after = Pt(2)
            if place == 0:
                # Without page numbers: those of another machine's fonts would be wrong until somebody updates them.
                add_field(paragraph, 'TOC \\o "1-1" \\h \\z \\n', None)
            hyperlink(paragraph, _heading_anchor(at), text)
            if place == len(listed) - 1:
                add_field(paragraph, None, None)

    def _footer(self) -> None:
        footer = self._word.sections[-1].footer
        paragraph = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        if paragraph.text.strip():
            return
        paragraph.style = STYLES["note"]
        paragraph.add_run(f"{self._told.subtitle}    ")
        add_field(paragraph, "PAGE", "1")

    def save(self, path: Path) -> None:
        """Write the file: the same report gives the same bytes."""
        draft = BytesIO()
        self._word.save(draft)
        with zipfile.ZipFile(draft) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as whole:
            for name in parts.namelist():
                entry = zipfile.ZipInfo(name, FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                whole.writestr(entry, parts.read(name))


def _heading_anchor(at: int) -> str:
    """The name of a heading's bookmark, by its place among the headings."""
    return f"_Toc{at + 1:08d}"


def _anchor(key: str) -> str:
    """The name of a bookmark: letters, digits and underscores, at most forty of them."""
    return ("z_" + "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in key))[:40]


def _set_font(style: Any, latin: str, chinese: str, points: float) -> None:
    """Both fonts of a style: without the second, Chinese falls back on whatever the machine has."""
    style.font.name, style.font.size = latin, Pt(points)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{script}"), font)


def _rule_lines(table: Any) -> None:
    """A line above and below, as papers have it."""
    borders = docx.oxml.OxmlElement("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "2")):
        line = docx.oxml.OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", "8C8C8C")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _underline(row: Any) -> None:
    """The line between heads and rows."""
    for cell in row.cells:
        borders = docx.oxml.OxmlElement("w:tcBorders")
        line = docx.oxml.OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "3D3D3D")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)


def _keep_whole(row: Any, head: bool) -> None:
    """No row is broken over two pages; the heads are said again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(docx.oxml.OxmlElement("w:cantSplit"))
    if head:
        properties.append(docx.oxml.OxmlElement("w:tblHeader"))
