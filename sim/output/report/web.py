"""The report as one page for a browser, with its pictures in it: it needs nothing but itself."""

import base64
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup, escape

from sim.output.report.blocks import Document, Grid, Heading, Paragraph, Picture, Points, pieces
from sim.output.report.pictures import cropped
from sim.output.words import say

TEMPLATES = Path(__file__).parent / "templates"
KINDS = {Heading: "heading", Paragraph: "paragraph", Points: "points", Picture: "figure", Grid: "table"}


def write_web(document: Document, path: Path) -> Path:
    """Write the report as one HTML file."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(("html", "j2")), trim_blocks=True
    )
    numbers = document.numbered()
    name = partial(_name, document.lang, numbers)
    environment.filters |= {"linked": partial(_linked, name), "lines": _lines}
    page = environment.get_template("page.html.j2").render(
        document=document,
        blocks=[(KINDS[type(block)], block) for block in document.blocks],
        headings=document.headings(),
        name=name,
        number=_numbered(document, numbers),
        say=partial(say, lang=document.lang),
        image=_image,
        anchor=_anchor,
        animation=_animation,
    )
    path.write_text(page, encoding="utf-8")
    return path


def _name(lang: str, numbers: dict[str, int], key: str) -> str:
    return say("numbered", lang, label=say(f"label of {key.split(':')[0]}", lang), number=numbers[key])


def _numbered(document: Document, numbers: dict[str, int]) -> Any:
    def caption(kind: str, block: Any) -> str:
        numbered = _name(document.lang, numbers, f"{kind}:{block.key}")
        return say("numbered title", document.lang, numbered=numbered, title=block.title)

    return caption


def _linked(name: Any, text: str) -> Markup:
    """A text with a link wherever it names a figure or table."""
    parts = [
        escape(plain) if key is None else Markup('<a href="#{}">{}</a>').format(_anchor(key), name(key))
        for plain, key in pieces(text)
    ]
    return Markup("").join(parts)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def _anchor(key: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in key)


def _image(picture: Picture) -> str:
    """A picture as the page holds it."""
    return "data:image/png;base64," + base64.b64encode(cropped(picture.path, picture.body)[0]).decode("ascii")


def _animation(picture: Picture) -> str:
    """The moving picture that belongs to a figure, where there is one."""
    if picture.moving is None or not picture.moving.exists():
        return ""
    return "data:image/gif;base64," + base64.b64encode(picture.moving.read_bytes()).decode("ascii")
