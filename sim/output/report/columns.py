"""How wide the columns of a table are."""

from sim.output.report.blocks import Grid
from sim.output.typesetting import cells, is_wide

TOGETHER = 4  # Chinese characters that a column holds side by side at least


def column_shares(block: Grid, room: float) -> list[float]:
    """Each column's share of the width: first what its longest word or number needs, the rest by what it holds.

    `room` is how many narrow letters fit across the whole table.
    """
    least, wished = [], []
    for column, head in enumerate(block.heads):
        texts = [row[column] for row in block.rows]
        lines = [line for text in texts for line in text.split("\n")]
        of_words = column == 0 or column in block.words
        parts = [word for line in [head, *(lines if of_words else [])] for word in _unbroken(line)]
        longest = max(map(cells, lines), default=0)
        least.append(max([cells(part) for part in parts] + [0 if of_words else longest, 5]) + 2)
        wished.append(max(sum(map(cells, texts)) / max(len(texts), 1), longest / 3) if of_words else longest)
    spare = max(room - sum(least), 0)
    extra = [max(wish - need, 0.5) for wish, need in zip(wished, least, strict=True)]
    given = [need + spare * more / sum(extra) for need, more in zip(least, extra, strict=True)]
    return [width / sum(given) for width in given]


def _unbroken(line: str) -> list[str]:
    """What should not be broken over two lines: words, and a few Chinese characters together."""
    return [word[:TOGETHER] if any(map(is_wide, word)) else word for word in line.split(" ")]
