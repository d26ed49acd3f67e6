"""What a person reads: words, charts, maps. It reads a results folder and never the model."""

from collections.abc import Sequence
from pathlib import Path

from sim.output.answer import answer
from sim.output.results import NoResults

__all__ = ["NoResults", "answer", "draw_all"]


def draw_all(folder: Path, langs: Sequence[str]) -> list[Path]:
    """Draw every figure that the results allow, in each language, with the data of each as CSV."""
    from sim.output.figures import draw_all as draw  # matplotlib takes a while: only for those who draw

    return draw(folder, langs)
