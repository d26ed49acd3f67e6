"""An experiment as plain data, which a results folder keeps so that it can be asked without the files it came from."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from sim.policies import POLICIES, Policy
from sim.scenario import Scenario, Words
from sim.study.experiment import Experiment, Measure, Package
from sim.study.question import Budget, Precision
from sim.study.uncertain import Range


def record_of(experiment: Experiment) -> dict[str, Any]:
    """All that an experiment is, in lists, mappings, numbers and texts."""
    told = {
        "name": experiment.name,
        "kind": experiment.kind,
        "question": experiment.question.model_dump(mode="json"),
        "scenarios": {name: _scenario(scenario) for name, scenario in experiment.scenarios.items()},
        "packages": [_package(package) for package in experiment.packages.values()],
        "policies": [[*arm, [_policy(each) for each in own]] for arm, own in experiment.policies.items()],
        "months": experiment.months,
        "outcomes": experiment.outcomes,
        "precision": experiment.precision.model_dump(mode="json"),
        "analyses": experiment.analyses,
        "budget": experiment.budget.model_dump(mode="json") if experiment.budget else None,
        "settings": experiment.settings,
        "resolved": experiment.resolved,
    }
    if experiment.uncertain:
        told["uncertain"] = [dataclasses.astuple(each) for each in experiment.uncertain]
    return json.loads(json.dumps(told))


def experiment_of(record: Mapping[str, Any]) -> Experiment:
    """The experiment that was recorded."""
    packages = [_package_of(each) for each in record["packages"]]
    return Experiment(
        name=record["name"],
        kind=record["kind"],
        question=Words(**record["question"]),
        scenarios={name: _scenario_of(each) for name, each in record["scenarios"].items()},
        packages={package.name: package for package in packages},
        policies={(world, name): tuple(map(_policy_of, own)) for world, name, own in record["policies"]},
        months=record["months"],
        outcomes=tuple(record["outcomes"]),
        precision=Precision(**record["precision"]),
        analyses=tuple(record["analyses"]),
        budget=Budget(**record["budget"]) if record["budget"] else None,
        uncertain=tuple(Range(*each) for each in record.get("uncertain", ())),
        settings=tuple(record["settings"]),
        resolved=record["resolved"],
    )


def _scenario(scenario: Scenario) -> dict[str, Any]:
    # A whole number that the bench has put among the numbers stays one, so that the manifest keeps its bytes.
    return {**scenario.model_dump(mode="json"), "numbers": dict(scenario.numbers)}


def _scenario_of(told: Mapping[str, Any]) -> Scenario:
    return Scenario.model_validate(told).model_copy(update={"numbers": told["numbers"]})


def _package(package: Package) -> dict[str, Any]:
    measures = [[each.name, each.label.model_dump(mode="json"), list(each.entries)] for each in package.measures]
    return {
        "name": package.name,
        "label": package.label.model_dump(mode="json"),
        "measures": measures,
        "added": package.added,
        "present_value": package.present_value,
    }


def _package_of(told: Mapping[str, Any]) -> Package:
    measures = tuple(Measure(name, Words(**label), tuple(entries)) for name, label, entries in told["measures"])
    return Package(told["name"], Words(**told["label"]), measures, told["added"], told["present_value"])


def _policy(policy: Policy) -> list[Any]:
    return [type(policy).name, dataclasses.asdict(policy)]


def _policy_of(told: tuple[str, Mapping[str, Any]]) -> Policy:
    name, fields = told
    return POLICIES[name](**fields)
