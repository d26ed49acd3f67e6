"""The packages of an experiment: their measures, what they include, and what they cost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.scenario import Scenario, Words
from sim.study.calendar import month_number
from sim.study.experiment import BASELINE, Measure, Package, joined, label_of
from sim.study.instruments import present_value, read_policy
from sim.study.located import Document, Steps
from sim.study.orders import fewest_arms
from sim.study.problems import nearest
from sim.study.question import Budget, Question

Wrong = list[tuple[Steps, str]]
NAME = re.compile(r"^[a-z0-9][a-z0-9_-]*$")
TOLERANCE = 0.05


def check_packages(
    document: Document, scenarios: Mapping[str, Scenario], months: int, question: Question | None
) -> tuple[dict[str, Package], Wrong]:
    """The packages with their measures, and everything that is wrong with them."""
    written = document.value(("packages",))
    if not isinstance(written, dict):
        return {}, []
    wrong = [fault for name in written for fault in _name_faults(name)]
    wrong += [fault for name in written for fault in _entry_faults(name, written, scenarios, months)]
    wrong += _labels(document, written)
    if wrong or not all(isinstance(entries, list) for entries in written.values()):
        return {}, wrong
    labels = dict(question.labels) if question else {}
    packages = {name: _package(name, written, labels) for name in written}
    wrong += _same_parts(packages)
    if question and "attribution" in question.analyses:
        wrong += _too_many_arms(packages, question.attribution_arms)
    if question and question.precision.of == "interaction":
        wrong += _no_interaction(packages, question.precision.packages, "attribution" in question.analyses)
    if question and question.budget and scenarios:
        start = next(iter(scenarios.values())).start
        return _costed(packages, question.budget, start, months, wrong), wrong
    return packages, wrong


def _name_faults(name: str) -> Wrong:
    if name == BASELINE:
        return [(("packages", name), "the empty package is always there; give this one another name")]
    if not NAME.match(name):
        return [(("packages", name), "a name is made of small letters, digits, - and _")]
    return []


def _entry_faults(name: str, written: Mapping[str, Any], scenarios: Mapping[str, Scenario], months: int) -> Wrong:
    entries = written[name]
    if not isinstance(entries, list):
        return []
    if not entries:
        return [(("packages", name), "holds no policy; the empty package `baseline` is always there")]
    return [
        (("packages", name, index, *steps), reason)
        for index, entry in enumerate(entries)
        for steps, reason in _faults_of(entry, name, written, scenarios, months)
    ]


def _faults_of(
    entry: Any, name: str, written: Mapping[str, Any], scenarios: Mapping[str, Scenario], months: int
) -> Wrong:
    if isinstance(entry, str):
        if entry not in written:
            return [
                ((), f"unknown package; {nearest(entry, [each for each in written if each not in (name, BASELINE)])}")
            ]
        return [((), "includes itself")] if name in _reached(entry, written, set()) else []
    starts = {scenario.start for scenario in scenarios.values()} or {""}
    faults = [fault for start in sorted(starts) for fault in read_policy(entry, start, months)[1]]
    if not scenarios:
        faults = [fault for fault in faults if fault[0] != ("from",)]
    return list(dict.fromkeys(faults))


def _reached(name: str, written: Mapping[str, Any], seen: set[str]) -> set[str]:
    """A package and all that it includes, near or far."""
    if name in seen:
        return seen
    seen.add(name)
    entries = written.get(name)
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, str):
            _reached(entry, written, seen)
    return seen


def _labels(document: Document, written: Mapping[str, Any]) -> Wrong:
    labels = document.value(("labels",))
    names = labels if isinstance(labels, dict) else {}
    return [(("labels", name), f"unknown package; {nearest(name, written)}") for name in names if name not in written]


def _package(name: str, written: Mapping[str, Any], labels: Mapping[str, Words]) -> Package:
    measures = {measure.name: measure for measure in _measures(name, written, labels)}
    label = labels.get(name) or joined([measure.label for measure in measures.values()])
    return Package(name, label, tuple(measures.values()))


def _measures(name: str, written: Mapping[str, Any], labels: Mapping[str, Words]) -> Iterator[Measure]:
    entries = written[name]
    own = tuple(entry for entry in entries if not isinstance(entry, str))
    if len(own) == len(entries) == 1:
        yield Measure(name, labels.get(name) or label_of(own), own)
        return
    times: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry, str):
            yield from _measures(entry, written, labels)
            continue
        use = entry["use"]
        times[use] = times.get(use, 0) + 1
        again = f"-{times[use]}" if times[use] > 1 else ""
        yield Measure(f"{name}.{use}{again}", label_of([entry]), (entry,))


def _too_many_arms(packages: Mapping[str, Package], most_arms: int) -> Wrong:
    return [
        (
            ("packages", name),
            f"the attribution of {len(package.measures)} measures needs at least "
            f"{fewest_arms(len(package.measures))} arms; `attribution_arms` allows {most_arms}",
        )
        for name, package in packages.items()
        if fewest_arms(len(package.measures)) > most_arms
    ]


def _no_interaction(packages: Mapping[str, Package], asked: Sequence[str], with_attribution: bool) -> Wrong:
    """An interaction is what a package does beyond each of its measures alone: all of these must be lived."""
    several = [package for package in packages.values() if len(package.measures) > 1]
    shared = [package for package in several if not asked or package.name in asked]
    if not shared:
        return [(("precision", "of"), "there is no package of two measures or more")]
    known = {package.parts for package in packages.values()}
    missing = [
        measure.name
        for package in shared
        for measure in package.measures
        if not with_attribution and frozenset({measure.name}) not in known
    ]
    said = f"needs `{missing[0]}` alone as a package, or `attribution` among the analyses" if missing else ""
    return [(("precision", "of"), said)] if said else []


def _same_parts(packages: Mapping[str, Package]) -> Wrong:
    wrong: Wrong = []
    seen: dict[frozenset[str], str] = {}
    for name, package in packages.items():
        if package.parts in seen:
            wrong.append((("packages", name), f"is the same as {seen[package.parts]}"))
        seen.setdefault(package.parts, name)
    return wrong


def _costed(
    packages: Mapping[str, Package], budget: Budget, start: str, months: int, wrong: Wrong
) -> dict[str, Package]:
    """The packages with the present value of what they pay; each measure alone must cost what the budget says."""
    at_month = month_number(budget.at, start) or 1
    costed = {}
    for name, package in packages.items():
        value = 0.0
        for entry in (entry for measure in package.measures for entry in measure.entries):
            policy = read_policy(entry, start, months)[0]
            value += present_value(policy, at_month, budget.discount_real_share_per_year) if policy else 0.0
        costed[name] = Package(name, package.label, package.measures, present_value=value)
        asked = budget.present_value_wan_yuan
        alone = len(package.measures) == 1 and len(package.measures[0].entries) == 1
        if alone and not budget.unequal and abs(value / asked - 1) > TOLERANCE:
            wrong.append(
                (
                    ("packages", name),
                    f"pays {value:.0f} wan yuan in present value at {budget.at}, not {asked:g} ±5 %; "
                    f"change what it pays, or say `unequal: true` in the budget",
                )
            )
    return costed
