"""What Word fills in by itself: fields, bookmarks and links, for which python-docx has no words."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def add_field(paragraph: Any, code: str | None, shown: str | None) -> None:
    """A field with what it shows until it is brought up to date.

    Without `shown` it is left open, for more to follow; without `code` the open one is closed.
    """
    if code is not None:
        _mark(paragraph, "begin")
        text = OxmlElement("w:instrText")
        text.set(qn("xml:space"), "preserve")
        text.text = f" {code} "
        paragraph.add_run()._r.append(text)
        _mark(paragraph, "separate")
        if shown is not None:
            paragraph.add_run(shown)
    if code is None or shown is not None:
        _mark(paragraph, "end")


def _mark(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def bookmark(paragraph: Any, number: int, name: str | None, text: str | None = None) -> None:
    """Begin a bookmark where a name is given, end it where none is; with a text, put it around that."""
    if name is not None:
        begin = OxmlElement("w:bookmarkStart")
        begin.set(qn("w:id"), str(number))
        begin.set(qn("w:name"), name)
        paragraph._p.append(begin)
    if text is not None:
        paragraph.add_run(text)
    if name is None or text is not None:
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), str(number))
        paragraph._p.append(end)


def hyperlink(paragraph: Any, anchor: str, text: str) -> None:
    """A link to a bookmark of the same document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)
