"""Figures as a report shows them: without the title and the caption, which stand in its text."""

from io import BytesIO
from pathlib import Path

from PIL import Image

WIDEST_CM, HIGHEST_CM = 13.0, 10.0  # so that two figures with their captions fit on a page
TALL, HIGHEST_TALL_CM = 1.35, 15.0  # what is so much higher than wide has a page to itself


def shown_width_cm(wide: int, high: int) -> float:
    """How wide a figure stands on paper, in centimetres, by its size in pixels."""
    highest = HIGHEST_TALL_CM if high > TALL * wide else HIGHEST_CM
    return min(WIDEST_CM, highest * wide / high)


def cropped(path: Path, body: tuple[float, float]) -> tuple[bytes, int, int]:
    """The part of a drawn figure between two heights (shares from below), as PNG, with its size in pixels."""
    with Image.open(path) as image:
        wide, high = image.size
        low, top = body
        part = image.crop((0, max(0, int((1 - top) * high)), wide, min(high, int((1 - low) * high) + 1)))
        page = BytesIO()
        part.save(page, format="PNG", optimize=False, compress_level=6)
        return page.getvalue(), part.size[0], part.size[1]
