"""A document as plain parts, before Word, a browser or a printer gives it a form."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

OPEN, CLOSE = "\ue000", "\ue001"
REFERENCE = re.compile(f"{OPEN}([a-z]+):([^{CLOSE}]*){CLOSE}")


@dataclass(frozen=True)
class Heading:
    """The title of a chapter (level 1) or a part of it (level 2)."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text; a quiet one is a note in small type, one that leads stays with what follows it."""

    text: str
    quiet: bool = False
    leads: bool = False


@dataclass(frozen=True)
class Points:
    """A list of points."""

    items: Sequence[str]


@dataclass(frozen=True)
class Picture:
    """A figure that was drawn: where it lies, and between which heights (shares from below) its body is.

    A page on a screen shows the moving picture in its place where there is one.
    """

    key: str
    title: str
    note: str
    path: Path
    body: tuple[float, float]
    moving: Path | None = None

    @property
    def alternative(self) -> str:
        """What somebody who cannot see the picture is told."""
        return f"{self.title}. {self.note}"


@dataclass(frozen=True)
class Grid:
    """A table: the first column names the rows, the others hold numbers or, where said so, words."""

    key: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str
    source: str
    words: Sequence[int] = ()


Block = Heading | Paragraph | Points | Picture | Grid


@dataclass(frozen=True)
class Document:
    """A report in one language: its titles and its parts in order."""

    lang: str
    title: str
    subtitle: str
    blocks: Sequence[Block]

    def numbered(self) -> dict[str, int]:
        """The number of each figure and table, those of either kind counted from one."""
        numbers: dict[str, int] = {}
        for kind, of in (("figure", Picture), ("table", Grid)):
            keys = [block.key for block in self.blocks if isinstance(block, of)]
            numbers |= {f"{kind}:{key}": at for at, key in enumerate(keys, 1)}
        return numbers

    def headings(self) -> list[Heading]:
        """The titles of chapters and their parts, in order."""
        return [block for block in self.blocks if isinstance(block, Heading)]


def reference(kind: str, key: str) -> str:
    """A place in a text where the name of a figure or table is to stand, such as "Figure 3"."""
    return f"{OPEN}{kind}:{key}{CLOSE}"


def pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """A text cut at its references: plain text with nothing, or a reference as `kind:key`."""
    at = 0
    for found in REFERENCE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], None
        yield "", f"{found.group(1)}:{found.group(2)}"
        at = found.end()
    if at < len(text):
        yield text[at:], None


def resolved(text: str, name: Callable[[str], str]) -> str:
    """A text with its references named."""
    return "".join(plain if key is None else name(key) for plain, key in pieces(text))
