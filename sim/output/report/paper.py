"""The report as a PDF, set by Typst: the extra `pdf` of the project."""

import tempfile
from importlib import resources
from pathlib import Path

import matplotlib

from sim.output.report.blocks import Block, Document, Grid, Heading, Paragraph, Picture, pieces
from sim.output.report.columns import column_shares
from sim.output.report.pictures import cropped, shown_width_cm
from sim.output.words import say

PREAMBLE = """
#set document(title: {title})
#set page(paper: "a4", margin: 2.5cm, footer: context [#text(8pt)[#{subtitle} #h(1fr) #counter(page).display()]])
#set text(font: ("DejaVu Sans", "Zonesim Sans SC"), size: 9pt, lang: {lang}, fill: rgb("#3D3D3D"))
#set par(leading: 0.7em, spacing: 1em)
#show heading: set text(fill: rgb("#12436D"))
#show heading.where(level: 1): set text(size: 14pt)
#show heading.where(level: 2): set text(size: 10.5pt)
#show heading: it => block(above: 1.6em, below: 0.8em, it)
#set list(spacing: 0.7em)
#show figure.caption: it => block(width: 100%, align(left, text(fill: rgb("#12436D"), weight: "bold", it.body)))
#show figure: set block(breakable: true)
#let note(body) = block(below: 1.4em, text(7.5pt, body))
#set table(stroke: (x, y) => (top: if y == 0 {{ 1pt + gray }} else {{ 0.4pt + gray }}, bottom: 0.4pt + gray))
#text(20pt, weight: "bold", fill: rgb("#12436D"))[#{title}]
#note[#{subtitle}]
#outline(title: {contents}, depth: 1)
"""
ROOM = 95  # narrow letters across a table


class NoTypst(Exception):
    """The typesetter is not installed."""


def write_paper(document: Document, path: Path) -> Path:
    """Set the report as a PDF."""
    try:
        import typst
    except ImportError as error:
        raise NoTypst("--format pdf: needs typst; install it with: pip install 'zonesim[pdf]'") from error
    with tempfile.TemporaryDirectory() as kept, resources.as_file(resources.files("assets")) as assets:
        folder = Path(kept)
        source = folder / "report.typ"
        source.write_text(_source(document, folder), encoding="utf-8")
        fonts = [str(assets), str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")]
        path.write_bytes(typst.compile(str(source), font_paths=fonts, ignore_system_fonts=True))
    return path


def _source(document: Document, folder: Path) -> str:
    """The report in the words of the typesetter, its pictures in a folder."""
    numbers = document.numbered()

    def name(key: str) -> str:
        label = say(f"label of {key.split(':')[0]}", document.lang)
        return say("numbered", document.lang, label=label, number=numbers[key])

    def inline(text: str) -> str:
        parts = [
            _quoted(plain) if key is None else f"link(<{_label(key)}>, {_quoted(name(key))})"
            for plain, key in pieces(text)
        ]
        return "[" + "".join(f"#{part};" for part in parts) + "]"

    def caption(kind: str, block: Picture | Grid) -> str:
        title = say("numbered title", document.lang, numbered=name(f"{kind}:{block.key}"), title=block.title)
        return f"caption: figure.caption(position: {'bottom' if kind == 'figure' else 'top'})[#{_quoted(title)}]"

    def set_block(block: Block) -> str:
        if isinstance(block, Heading):
            return f"#heading(level: {block.level})[#{_quoted(block.text)}]"
        if isinstance(block, Paragraph):
            return f"#note{inline(block.text)}" if block.quiet else f"#par{inline(block.text)}"
        if isinstance(block, Picture):
            return _figure(block, folder, caption("figure", block))
        if isinstance(block, Grid):
            return _table(block, caption("table", block))
        return "#list(" + ", ".join(inline(item) for item in block.items) + ")"

    begin = PREAMBLE.format(
        title=_quoted(document.title),
        subtitle=_quoted(document.subtitle),
        lang=_quoted(document.lang),
        contents=_quoted(say("contents", document.lang)),
    )
    return "\n\n".join([begin, *map(set_block, document.blocks)]) + "\n"


def _figure(block: Picture, folder: Path, caption: str) -> str:
    image, wide, high = cropped(block.path, block.body)
    name = f"{_label(block.key)}.png"
    (folder / name).write_bytes(image)
    width = shown_width_cm(wide, high)
    shown = f'image("{name}", width: {width:.2f}cm, alt: {_quoted(block.alternative)})'
    kept = (
        f"#figure(kind: image, supplement: none, numbering: none, {caption}, {shown}) <{_label(f'figure:{block.key}')}>"
    )
    return f"{kept}\n#note[#{_quoted(block.note)}]"


def _table(block: Grid, caption: str) -> str:
    sides = ["left" if at == 0 or at in block.words else "right" for at in range(len(block.heads))]
    sizes = [f"{1000 * share:.0f}fr" for share in column_shares(block, ROOM)]
    heads = ", ".join(f'text(7.5pt, weight: "bold", {_quoted(head)})' for head in block.heads)
    cells = ", ".join(f"text(7.5pt, {_quoted(cell)})" for row in block.rows for cell in row)
    columns, align = (f"({', '.join(each)},)" for each in (sizes, sides))
    grid = f"table(columns: {columns}, align: {align}, inset: 3pt, table.header({heads}), {cells})"
    note = f"{block.note}\n{block.source}" if block.note else block.source
    kept = (
        f"#figure(kind: table, supplement: none, numbering: none, {caption}, {grid}) <{_label(f'table:{block.key}')}>"
    )
    return f"{kept}\n#note[#{_quoted(note)}]"


def _quoted(text: str) -> str:
    """A text as a string of the typesetter, in which nothing has a meaning of its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _label(key: str) -> str:
    return "z-" + "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in key)
