"""The manifest: what was asked of what code with which luck, in words and numbers, so that a folder explains itself."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from sim.foundations.rules import code_stamp
from sim.indicators import INDICATORS
from sim.policies import POLICIES, Policy
from sim.scenario import Words
from sim.study.assumptions import counted
from sim.study.experiment import BASELINE, Experiment, Package
from sim.study.flows import names_of_books
from sim.study.instruments import fields_of
from sim.study.lived import Lived
from sim.study.precision import Reached
from sim.study.question import Precision
from sim.study.sequential import Way

FORMAT = 1
LIBRARIES = ("mesa", "numpy", "scipy", "numba", "llvmlite", "pandas", "pydantic", "ruamel.yaml")


def manifest(
    lived: Lived, master: int, replicates: int, found: Sequence[Reached], ended_by: str, files: Sequence[Path]
) -> dict[str, Any]:
    """All that the folder says about itself; no times, hosts or absolute paths."""
    experiment = lived.experiment
    first = next(iter(experiment.scenarios.values()))
    return {
        "format": FORMAT,
        "kind": experiment.kind,
        "name": experiment.name,
        "question": _words(experiment.question),
        "scenarios": {name: _words(each.name) for name, each in experiment.scenarios.items()},
        "start": first.start,
        "price_year": int(first.start[:4]),
        "months": experiment.months,
        "at_month": experiment.at_month,
        "packages": {package.name: _package(experiment, package) for package in experiment.packages.values()},
        "measures": {
            measure.name: _words(measure.label)
            for package in experiment.packages.values()
            for measure in package.measures
        },
        "budget": experiment.budget.model_dump(mode="json") if experiment.budget else None,
        "outcomes": list(experiment.outcomes),
        "analyses": list(experiment.analyses),
        "indicators": _indicators(lived),
        **_uncertain(experiment),
        "books": names_of_books(),
        "replicates": replicates,
        "complete": {name: len(whole) for name, whole in lived.complete.items()},
        "confidence": experiment.precision.confidence,
        "precision": _precision(experiment, found, ended_by, lived.way),
        "sync": _sync(lived),
        "command": {"settings": list(experiment.settings)},
        "resolved": dict(experiment.resolved),
        "numbers": counted(),
        "numbers_changed": {name: dict(each.numbers) for name, each in experiment.scenarios.items() if each.numbers},
        "master_seed": master,
        "code": code_stamp(),
        "versions": _versions(),
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
    }


def written(told: Mapping[str, Any]) -> str:
    """The manifest as text, always the same for the same content."""
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _package(experiment: Experiment, package: Package) -> dict[str, Any]:
    scenario = next(iter(experiment.scenarios))
    standing = len(experiment.policies[scenario, BASELINE])
    policies = experiment.policies[scenario, package.name][standing:]
    return {
        "label": _words(package.label),
        "measures": [measure.name for measure in package.measures],
        "added": package.added,
        "start_month": min(policy.start_month for policy in policies),
        "present_value_wan_yuan": package.present_value,
        "policies": [_policy(policy) for policy in policies],
    }


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "use": type(policy).name,
        "label": dict(POLICIES[type(policy).name].label),
        "start_month": policy.start_month,
        **{name: getattr(policy, name) for name in fields_of(type(policy))},
    }


def _indicators(lived: Lived) -> dict[str, Any]:
    names = dict.fromkeys(name for scenario in lived.experiment.scenarios for name in lived.measured(scenario))
    return {
        name: {
            "label": dict(INDICATORS[name].label),
            "unit": dict(INDICATORS[name].unit),
            "kind": INDICATORS[name].kind,
            "definition": INDICATORS[name].definition,
        }
        for name in names
    }


def _precision(experiment: Experiment, found: Sequence[Reached], ended_by: str, way: Way) -> dict[str, Any]:
    asked = experiment.precision
    rows = [_reached(each, asked) for each in found]
    shares = [each.share for each in found]
    worst = None if not shares or None in shares else max(share for share in shares if share is not None)
    return {
        "outcome": asked.outcome,
        "of": asked.of,
        "at_month": experiment.at_month,
        "confidence": asked.confidence,
        "asked": asked.half_width_share if found and asked.half_width is None else None,
        **({} if asked.half_width is None else {"half_width": asked.half_width}),
        "reached": worst,
        "needed": max((each.needed for each in found if each.needed), default=None),
        "independent_needed": max((each.independent_needed for each in found if each.independent_needed), default=None),
        "ended_by": ended_by,
        "way": way.name,
        # The first world speaks for a package here; all worlds stand in `rows`.
        "packages": {row["package"]: row for row in reversed(rows)},
        "rows": rows,
    }


def _uncertain(experiment: Experiment) -> dict[str, Any]:
    """Between what the uncertain numbers were drawn; nothing of questions that have none."""
    if not experiment.uncertain:
        return {}
    ranges = {each.number: {"low": each.low, "high": each.high, "unit": each.unit} for each in experiment.uncertain}
    return {"uncertain": {"numbers": ranges, "drawn": "uniform, scrambled Sobol, one point a replicate"}}


def _reached(each: Reached, asked: Precision) -> dict[str, Any]:
    return {
        "scenario": each.scenario,
        "package": each.package,
        "reached": each.share,
        "enough": each.enough(asked),
        "needed": each.needed,
        "independent_needed": each.independent_needed,
        "needed_to_stop": each.needed_to_stop,
        "n": each.interval.n,
    }


def _sync(lived: Lived) -> list[dict[str, Any]]:
    rows = []
    for scenario in lived.experiment.scenarios:
        for package in lived.experiment.packages:
            score, least, decision = lived.sync(scenario, package)
            known = score == score
            rows.append(
                {
                    "scenario": scenario,
                    "package": package,
                    "sync": score if known else None,
                    "least": least if known else None,
                    "least_decision": decision or None,
                }
            )
    return rows


def _versions() -> dict[str, str]:
    import platform

    return {"python": platform.python_version(), **{name: metadata.version(name) for name in LIBRARIES}}
