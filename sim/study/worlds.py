"""A scenario's file, checked: its keys, its numbers, its policies, and that every figure names its source."""

from collections.abc import Iterator
from typing import Any

from sim.foundations.numbers import NUMBERS, check_changes
from sim.indicators import INDICATORS
from sim.scenario import Scenario
from sim.study.instruments import read_policy
from sim.study.located import Document, Steps, dotted
from sim.study.problems import keys_at, line, model_problems, nearest

SOURCED = ("zone", "firms", "pipeline", "labour", "public")
FULL = 1e-6


def check_scenario(document: Document, months: int) -> tuple[Scenario | None, list[str]]:
    """The scenario, or None, with everything that is wrong with it."""
    scenario, wrong = model_problems(Scenario, document.data)
    wrong += _truths(document.data, ())
    wrong += _numbers(document) + _shares(document) + _targets(document)
    faulty = {steps[:2] for steps, _ in wrong}
    wrong += [(steps, why) for steps, why in _sources(document) if steps not in faulty]
    start = document.value(("start",))
    for index, entry in enumerate(_list(document, "policies")):
        _, bad = read_policy(entry, start if isinstance(start, str) else "", months)
        wrong += [(("policies", index, *steps), reason) for steps, reason in bad]
    problems = [line(document.place(steps).where, dotted(steps), document.value(steps), why) for steps, why in wrong]
    return (None if problems else scenario), list(dict.fromkeys(problems))


def _list(document: Document, key: str) -> list[Any]:
    found = document.value((key,))
    return found if isinstance(found, list) else []


def _mapping(document: Document, key: str) -> dict[str, Any]:
    found = document.value((key,))
    return found if isinstance(found, dict) else {}


def _truths(data: Any, steps: Steps) -> list[tuple[Steps, str]]:
    """`true` is no amount, although Python counts with it."""
    if isinstance(data, bool):
        return [(steps, "a number or text is expected, not true or false")]
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [each for key, value in inner if key != "policies" for each in _truths(value, (*steps, key))]


def _numbers(document: Document) -> list[tuple[Steps, str]]:
    wrong: list[tuple[Steps, str]] = []
    for path, value in _mapping(document, "numbers").items():
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            for problem in check_changes({path: float(value)}):
                wrong.append((("numbers", path), problem.partition(": ")[2]))
    return wrong


def _shares(document: Document) -> list[tuple[Steps, str]]:
    shares = document.value(("firms", "sector_shares"))
    if not isinstance(shares, dict) or not all(isinstance(share, (int, float)) for share in shares.values()):
        return []
    total = sum(shares.values())
    return [] if abs(total - 1) < FULL else [(("firms", "sector_shares"), f"shares add up to {total:g}, not to 1")]


def _targets(document: Document) -> list[tuple[Steps, str]]:
    wrong: list[tuple[Steps, str]] = []
    for index, target in enumerate(_list(document, "targets")):
        name = target.get("indicator") if isinstance(target, dict) else None
        if isinstance(name, str) and name not in INDICATORS:
            wrong.append((("targets", index, "indicator"), f"unknown indicator; {nearest(name, INDICATORS)}"))
    return wrong


def _figures(document: Document) -> Iterator[Steps]:
    """Every figure of the start state that is written in the file or inherited, as its source must name it."""
    for part in SOURCED:
        known = keys_at(Scenario, (part,))
        for key in _mapping(document, part):
            if key in known:
                yield part, key
    if document.value(("works",)):
        yield ("works",)


def _sources(document: Document) -> list[tuple[Steps, str]]:
    sources = _mapping(document, "sources")
    wrong: list[tuple[Steps, str]] = []
    for steps in _figures(document):
        written = document.newest(steps)
        if written.from_option:
            continue
        source = dotted(steps)
        if not sources.get(source):
            wrong.append((steps, f"has no source; add `{source}: …` under `sources:`"))
        elif document.place(("sources", source)).generation < written.generation:
            wrong.append((steps, f"the inherited source is for another value; add `{source}: …` under `sources:`"))
    known = [f"{part}.{key}" for part in SOURCED for key in keys_at(Scenario, (part,))]
    known += ["works", "policies", "events", "start", *(f"numbers.{path}" for path in NUMBERS)]
    for source in sources:
        if source not in known:
            wrong.append((("sources", source), f"no figure has this path; {nearest(source, known)}"))
    return wrong
