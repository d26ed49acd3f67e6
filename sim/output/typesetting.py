"""Lines of text in two languages: how wide they are, and where they may be broken."""

import unicodedata
from collections.abc import Iterator


def cells(text: str) -> int:
    """How many narrow letters wide a text is: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def shortened(text: str, width: int) -> str:
    """A text cut to so many cells, the cut shown."""
    if cells(text) <= width:
        return text
    kept = ""
    for letter in text:
        if cells(kept + letter) >= width:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells: broken at spaces, and between any two Chinese characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and cells(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def balanced(text: str, width: int) -> list[str]:
    """As few lines as `wrap` needs, broken so that none is much shorter than the others."""
    lines = wrap(text, width)
    return next(
        (
            tried
            for less in range(cells(text) // max(len(lines), 1), width)
            if len(tried := wrap(text, less)) <= len(lines)
        ),
        lines,
    )


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: words with the space after them, and single Chinese characters."""
    piece = ""
    for letter in text:
        if is_wide(letter):
            if letter in "，。；：、）％" and piece:
                piece += letter
                continue
            if piece and piece[-1] != "（":
                yield piece
                piece = ""
            piece += letter
        elif piece and (piece[-1] == " " or (is_wide(piece[-1]) and piece[-1] != "（")):
            yield piece
            piece = letter
        else:
            piece += letter
    if piece:
        yield piece


def is_wide(letter: str) -> bool:
    """Whether a character takes the room of two narrow ones."""
    return unicodedata.east_asian_width(letter) in "WF"
