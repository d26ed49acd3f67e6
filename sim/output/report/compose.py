"""The whole report of a study in one language."""

from collections.abc import Callable, Iterator

from sim.output.report import annex, doubts, effects, opening
from sim.output.report.blocks import Block, Document, Paragraph
from sim.output.report.chapters import Desk
from sim.output.results import Results
from sim.output.words import listing, say

CHAPTERS: tuple[Callable[[Desk], Iterator[Block]], ...] = (
    opening.answer,
    opening.method,
    opening.packages,
    effects.effects,
    effects.attribution,
    effects.jobs,
    effects.costs,
    effects.winners,
    doubts.elsewhere,
    effects.zone,
    doubts.risks,
    doubts.assumptions,
    annex.odd,
    annex.stress,
    annex.published,
    annex.manifest,
    annex.other_scenarios,
)


def report_of(results: Results, lang: str) -> Document:
    """The report: the scenario that the question names first stands in focus."""
    scenario = results.scenarios[0]
    desk = Desk(results, scenario, lang)
    blocks = [block for chapter in CHAPTERS for block in chapter(desk)]
    blocks.append(Paragraph(say("draft", lang), quiet=True))
    title = say("report title" if results.asked_packages else "report of a zone", lang)
    names = listing([results.scenario_label(name, lang) for name in results.scenarios], lang)
    return Document(lang, title, say("report run", lang, scenarios=names, run=results.run_id), blocks)
