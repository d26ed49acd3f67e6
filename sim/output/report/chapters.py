"""The report of a study, chapter by chapter, as plain parts. It calculates nothing: each number stands in a table."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.output import captions
from sim.output.figures import LIST
from sim.output.report.blocks import Block, Grid, Heading, Paragraph, Picture, Points, reference
from sim.output.results import Results
from sim.output.words import joined, listing, say

FEW = 3
PLACES: dict[str, tuple[str, ...]] = {
    "effects": ("effects", "growth"),
    "attribution": ("attribution",),
    "jobs": ("additionality", "groups"),
    "costs": ("costs", "cost-curve", "pareto"),
    "winners": ("winners",),
    "risks": ("ranking",),
    "assumptions": ("tornado",),
    "elsewhere": ("regret",),
}


@dataclass(frozen=True)
class Desk:
    """What the chapters are written from: a study's results, the scenario in focus, a language."""

    results: Results
    scenario: str
    lang: str

    def say(self, key: str, **parts: object) -> str:
        """A word or sentence in the report's language."""
        return say(key, self.lang, **parts)

    @cached_property
    def drawn(self) -> dict[str, Any]:
        """What is said above and below each figure, by its name."""
        path = self.results.folder / "charts" / LIST
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    @property
    def suffix(self) -> str:
        """What the names of figures of this scenario end in."""
        return f"-{self.scenario}" if len(self.results.scenarios) > 1 else ""

    @property
    def month(self) -> str:
        """The month of the question."""
        return captions.end_month(self.results, self.lang)

    @property
    def confidence(self) -> str:
        """How sure the intervals are."""
        return captions.confidence(self.results, self.lang)

    @property
    def pairs(self) -> str:
        """How many pairs of lives stand behind the effects."""
        return captions.pairs(self.results, self.scenario)

    def label(self, package: str) -> str:
        """What a package is called."""
        return self.results.package_label(package, self.lang)

    def source(self, *names: str) -> str:
        """The line below a table that says where its numbers stand."""
        files = listing([f"{name}.csv" for name in names], self.lang)
        return self.say("source line", files=files, run=self.results.run_id)

    def picture(self, name: str) -> Picture | None:
        """A figure that was drawn in this language, by its whole name."""
        told = self.drawn.get(name, {}).get(self.lang)
        path = Path(self.results.folder) / "charts" / f"{name}.{self.lang}.png"
        if told is None or not path.exists():
            return None
        moving = path.parent / str(told["animation"]) if told.get("animation") else None
        return Picture(name, told["title"], told["caption"], path, (told["body"][0], told["body"][1]), moving)

    def pictures(self, chapter: str) -> list[Picture]:
        """The figures that belong to a chapter, of the scenario in focus or of the whole study."""
        named = [f"{name}{end}" for name in PLACES[chapter] for end in dict.fromkeys((self.suffix, ""))]
        return [found for name in named if (found := self.picture(name)) is not None]

    def others(self) -> list[Picture]:
        """The figures of the scenario in focus that no other chapter has: those of the zone over time."""
        placed = {f"{name}{end}" for names in PLACES.values() for name in names for end in (self.suffix, "")}
        elsewhere = tuple(f"-{name}" for name in self.results.scenarios if name != self.scenario)
        names = [name for name in self.drawn if name not in placed and not (elsewhere and name.endswith(elsewhere))]
        return [found for name in names if (found := self.picture(name)) is not None]


def chapter(desk: Desk, name: str, question: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """A chapter: its title, the question that it answers with where to look, and its parts; none without parts."""
    blocks = [block for block in blocks if not isinstance(block, Points) or block.items]
    if not blocks:
        return
    shown = [
        reference("figure" if isinstance(block, Picture) else "table", block.key)
        for block in blocks
        if isinstance(block, Picture | Grid)
    ]
    see = desk.say("see", items=listing(_ranges(desk, shown), desk.lang)) if shown else ""
    yield Heading(1, desk.say(f"chapter {name}"))
    if question or see:
        yield Paragraph(joined(desk.lang, question, see), leads=True)
    yield from blocks


def _ranges(desk: Desk, shown: Sequence[str]) -> list[str]:
    """References in order, those of one kind as "Figure 3 to Figure 9" where there are many."""
    kinds = [[each for each in shown if each.startswith(reference(kind, "")[:-1])] for kind in ("figure", "table")]
    found = []
    for each in kinds:
        found += [desk.say("to", lo=each[0], hi=each[-1])] if len(each) > FEW else each
    return found


def tables_note(desk: Desk, key: str, **parts: object) -> str:
    """The note below a table: what its intervals are and how many lives stand behind them."""
    return desk.say(key, confidence=desk.confidence, n=desk.pairs, **parts)
