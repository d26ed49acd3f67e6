"""The annexes: the model in brief, the reporting checklist, published figures, what was run, other scenarios."""

from collections.abc import Iterator
from typing import Any

from sim.output import captions
from sim.output.numerals import NOT_KNOWN, decimals, known, numeral, plain, scale_of
from sim.output.report.blocks import Block, Grid, Heading, Paragraph
from sim.output.report.chapters import Desk, chapter
from sim.output.report.effects import effect_sentence
from sim.output.report.numbers import unit_label
from sim.output.words import listing

ODD = ("1", "2", "3", "4", "5", "6", "7")
STRESS = (
    *("1.1", "1.2", "1.3", "2.1", "2.3", "2.4", "2.5", "3.1", "3.3", "3.4", "4.1", "4.2", "4.3"),
    *("5.1", "5.2", "5.3", "6.1"),
)
HASH_LETTERS = 16
PLACES_OF_OTHERS = ("effects", "costs")


def odd(desk: Desk) -> Iterator[Block]:
    """The model in brief, by the seven elements of ODD."""
    years = plain(float(desk.results.manifest.get("months") or desk.results.at_month) / 12)
    blocks: list[Block] = []
    for element in ODD:
        blocks += [
            Heading(2, f"{element}  {desk.say(f'odd {element}')}"),
            Paragraph(desk.say(f"odd {element} text", years=years)),
        ]
    blocks.append(Paragraph(desk.say("odd source"), quiet=True))
    yield from chapter(desk, "odd", "", blocks)


def stress(desk: Desk) -> Iterator[Block]:
    """The reporting checklist, filled from the manifest."""
    results, lang, told = desk.results, desk.lang, desk.results.manifest
    versions = {name: told.get("versions", {}).get(name, NOT_KNOWN) for name in ("python", "mesa", "numpy", "numba")}
    parts: dict[str, Any] = {
        "outcomes": listing([results.indicator_label(name, lang) for name in told.get("outcomes") or []], lang),
        "scenarios": listing([results.scenario_label(name, lang) for name in results.scenarios], lang),
        "count": len((told.get("numbers_changed") or {}).get(desk.scenario) or {}),
        "months": told.get("months", results.at_month),
        "at": results.at_month,
        "n": captions.lives(results, desk.scenario),
        "way": results.precision.get("way") or NOT_KNOWN,
        "confidence": desk.confidence,
        "code": told.get("code", NOT_KNOWN),
        "seed": told.get("master_seed", NOT_KNOWN),
        **versions,
    }
    rows = []
    for item in STRESS:
        # The aim of the experiment is the question in the asker's own words.
        said = captions.question(results, lang) if item == "1.3" else desk.say(f"stress {item} text", **parts)
        rows.append([f"{item}  {desk.say(f'stress {item}')}", said or NOT_KNOWN])
    source = desk.say("source line", files="manifest.json", run=results.run_id)
    title = desk.say("chapter stress")
    heads = [desk.say("head item"), desk.say("head said")]
    grid = Grid("stress", title, heads, rows, desk.say("stress source"), source, words=(1,))
    yield from chapter(desk, "stress", "", [grid])


def published(desk: Desk) -> Iterator[Block]:
    """The baseline beside figures that were published of this zone or of similar ones."""
    rows = desk.results.table("baseline")
    rows = rows[rows["scenario"] == desk.scenario]
    cells = [_beside(desk, row) for row in rows.to_dict("records") if known(row["p50"])]
    if not cells:
        return
    heads = [desk.say(f"head {name}") for name in ("indicator", "month", "model", "figure", "inside", "source")]
    grid = Grid("published", desk.say("published table"), heads, cells, "", desk.source("baseline"), words=(1, 4, 5))
    yield from chapter(desk, "published", desk.say("published words"), [grid])


def _beside(desk: Desk, row: Any) -> list[str]:
    name = str(row["indicator"])
    bounds = [row[part] for part in ("p05", "p95", "figure_low", "figure_high")]
    largest = max((abs(value) for value in bounds if known(value)), default=0.0)
    scale = scale_of(str(row["unit"]), desk.results.indicator_unit(name, desk.lang), largest, desk.lang)
    low, high, figure_low, figure_high = (value * scale.factor for value in bounds)
    places = decimals((high - low) / 2, high)
    figure = plain(figure_low)
    if figure_high != figure_low:
        figure = desk.say("guide range", lo=plain(figure_low), hi=plain(figure_high))
    return [
        unit_label(desk.results, name, scale, desk.lang),
        captions.calendar_month(desk.results, int(row["month"]), desk.lang),
        desk.say("guide range", lo=numeral(low, places), hi=numeral(high, places)),
        figure,
        desk.say(f"inside {row['inside']}") if row["inside"] in ("yes", "no") else NOT_KNOWN,
        str(row["source"]),
    ]


def manifest(desk: Desk) -> Iterator[Block]:
    """What was run: seeds, code, figures of the scenario, hashes of the files."""
    results, told = desk.results, desk.results.manifest
    settings = listing([str(each) for each in (told.get("command") or {}).get("settings") or []], desk.lang)
    words = desk.say(
        "manifest words",
        run=results.run_id,
        seed=told.get("master_seed", NOT_KNOWN),
        code=told.get("code", NOT_KNOWN),
        settings=settings or desk.say("no settings"),
    )
    source = desk.say("source line", files="manifest.json", run=results.run_id)
    blocks: list[Block] = [Paragraph(words)]
    figures = list(_figures(desk))
    if figures:
        heads = [desk.say(f"head {name}") for name in ("name of figure", "value", "source")]
        title = desk.say("figures table", scenario=results.scenario_label(desk.scenario, desk.lang))
        blocks.append(Grid("scenario", title, heads, figures, "", source, words=(2,)))
    files = [[name, str(value)[:HASH_LETTERS]] for name, value in (told.get("files") or {}).items()]
    if files:
        heads = [desk.say("head file"), desk.say("head hash")]
        blocks.append(Grid("files", desk.say("files table"), heads, files, "", source, words=(1,)))
    yield from chapter(desk, "manifest", "", blocks)


def _figures(desk: Desk) -> Iterator[list[str]]:
    """Each figure of the scenario with its source, as its file gives it."""
    resolved = (desk.results.manifest.get("resolved") or {}).get("scenarios") or {}
    scenario = resolved.get(desk.scenario) or {}
    for path, source in (scenario.get("sources") or {}).items():
        value: Any = scenario
        for key in str(path).split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, int | float):
            yield [str(path), plain(float(value)), str(source).replace("assumption", desk.say("assumed"))]


def other_scenarios(desk: Desk) -> Iterator[Block]:
    """For each scenario beyond the one in focus, what may be said of the effects, with its main figures."""
    for scenario in desk.results.scenarios[1:]:
        other = Desk(desk.results, scenario, desk.lang)
        label = desk.results.scenario_label(scenario, desk.lang)
        yield Heading(1, desk.say("annex scenario", scenario=label))
        for name in desk.results.asked_packages:
            yield Paragraph(effect_sentence(other, name, desk.results.outcome))
        for name in PLACES_OF_OTHERS:
            found = other.picture(f"{name}{other.suffix}")
            if found is not None:
                yield found
