"""Figures as a report shows them: without the title and the caption, which stand in its text."""

from io import BytesIO
from pathlib import Path

from PIL import Image


def cropped(path: Path, body: tuple[float, float]) -> tuple[bytes, int, int]:
    """The part of a drawn figure between two heights (shares from below), as PNG, with its size in pixels."""
    with Image.open(path) as image:
        wide, high = image.size
        low, top = body
        part = image.crop((0, max(0, int((1 - top) * high)), wide, min(high, int((1 - low) * high) + 1)))
        page = BytesIO()
        part.save(page, format="PNG", optimize=False, compress_level=6)
        return page.getvalue(), part.size[0], part.size[1]
