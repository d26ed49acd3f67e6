"""From a file to an experiment: every mistake is found before anything is run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.indicators import INDICATORS
from sim.policies import Policy
from sim.scenario import Scenario
from sim.study.calendar import month_number
from sim.study.experiment import BASELINE, Experiment, Package, with_subsets
from sim.study.instruments import read_policy
from sim.study.located import Document, Place, Steps, change, dotted
from sim.study.packages import check_packages
from sim.study.problems import InputWrong, line, model_problems, nearest
from sim.study.question import USUAL_OUTCOMES, Budget, Precision, Question
from sim.study.shelves import EXPERIMENTS, SCENARIOS, find, read_with_heritage
from sim.study.uncertain import check_uncertain
from sim.study.worlds import check_scenario

USUAL_YEARS = 15
ASKED = {"scenarios", "packages", "question"}
FOR_WORLDS = ("scenario.", "numbers.")


def load(file: Path, settings: Sequence[str] = (), years: float | None = None) -> Experiment:
    """Read and check a scenario or an experiment; raises `InputWrong` with every mistake in it."""
    path, shown = _named(file)
    document = read_with_heritage(path, shown)
    if ASKED & set(document.data):
        return _experiment(path, document, settings, years)
    return _scenario_alone(path, document, settings, years)


def _named(file: Path) -> tuple[Path, str]:
    if file.is_file():
        return file, str(file)
    if len(file.parts) == 1 and not file.suffix:
        return find(file.name, Path(), EXPERIMENTS, SCENARIOS)
    for shelf in (EXPERIMENTS, SCENARIOS):
        if file.parts == (shelf, f"{file.stem}.yaml"):
            return find(file.stem, Path(shelf), shelf)
    raise InputWrong([f"{file}: there is no such file"])


def _change_all(document: Document, settings: Sequence[str]) -> list[str]:
    problems = []
    for setting in settings:
        try:
            change(document, setting)
        except InputWrong as error:
            problems += error.problems
    return problems


def _scenario_alone(path: Path, document: Document, settings: Sequence[str], years: float | None) -> Experiment:
    problems = _change_all(document, [setting.removeprefix("scenario.") for setting in settings])
    months = round(12 * (years or USUAL_YEARS))
    scenario, wrong = check_scenario(document, months)
    problems += wrong
    if problems or scenario is None:
        raise InputWrong(problems)
    return Experiment(
        name=path.stem,
        kind="scenario",
        question=scenario.name,
        scenarios={path.stem: scenario},
        packages={},
        policies={(path.stem, BASELINE): _standing(scenario, months)},
        months=months,
        outcomes=tuple(name for name in USUAL_OUTCOMES if name in INDICATORS),
        precision=Precision(),
        analyses=(),
        settings=tuple(settings),
        resolved={"scenarios": {path.stem: document.data}},
    )


def _standing(scenario: Scenario, months: int) -> tuple[Policy, ...]:
    """The policies that are in force in every arm."""
    read = [read_policy(entry, scenario.start, months)[0] for entry in scenario.policies]
    return tuple(policy for policy in read if policy is not None)


def _experiment(path: Path, document: Document, settings: Sequence[str], years: float | None) -> Experiment:
    own = [setting for setting in settings if not setting.startswith(FOR_WORLDS)]
    problems = _change_all(document, own)
    if years is not None:
        document.data["years"] = years
        document.places["years",] = Place(f"--years {years:g}", from_option=True)
    question, wrong = model_problems(Question, document.data)
    months = _months(document)
    worlds = [setting.removeprefix("scenario.") for setting in settings if setting.startswith(FOR_WORLDS)]
    scenarios, resolved, more = _scenarios(path, document, worlds, months)
    problems += more
    packages, bad = check_packages(document, scenarios, months, question)
    wrong += bad + _indicators(document) + _dates(document, months, years is not None)
    scenarios = {name: _priced(scenario, question.budget if question else None) for name, scenario in scenarios.items()}
    uncertain, faults = check_uncertain(document, scenarios)
    wrong += faults
    problems = [line(document.place(at).where, dotted(at), document.value(at), why) for at, why in wrong] + problems
    if problems or question is None:
        raise InputWrong(problems)
    if "attribution" in question.analyses:
        packages = with_subsets(packages, question.attribution_arms)
    return Experiment(
        name=path.stem,
        kind="experiment",
        question=question.question,
        scenarios=scenarios,
        packages=packages,
        policies=_policies(scenarios, packages, months),
        months=months,
        outcomes=question.outcomes,
        precision=question.precision,
        analyses=question.analyses,
        attribution_arms=question.attribution_arms,
        budget=question.budget,
        uncertain=tuple(uncertain),
        settings=tuple(settings),
        resolved={"experiment": document.data, "scenarios": resolved},
    )


def _priced(scenario: Scenario, budget: Budget | None) -> Scenario:
    """The scenario with present values at the date and rate of the question's budget."""
    if budget is None:
        return scenario
    at = (month_number(budget.at, scenario.start) or 1) - 1
    prices = {"public.discount_share_per_year": budget.discount_real_share_per_year, "public.price_month": at}
    return scenario.model_copy(update={"numbers": {**scenario.numbers, **prices}})


def _months(document: Document) -> int:
    years = document.value(("years",))
    usable = isinstance(years, (int, float)) and not isinstance(years, bool) and 0 < years <= 50
    return max(1, round(12 * years)) if usable else 12 * USUAL_YEARS


def _scenarios(
    path: Path, document: Document, settings: Sequence[str], months: int
) -> tuple[dict[str, Scenario], dict[str, Any], list[str]]:
    scenarios, resolved, problems = {}, {}, []
    named = document.value(("scenarios",))
    for index, name in enumerate(named if isinstance(named, list) else []):
        if not isinstance(name, str):
            continue
        try:
            found, shown = find(name, path.parent, SCENARIOS)
        except InputWrong as error:
            where = document.place(("scenarios", index)).where
            problems += [line(where, f"scenarios.{index}", name, each.partition(": ")[2]) for each in error.problems]
            continue
        try:
            world = read_with_heritage(found, shown)
        except InputWrong as error:
            problems += error.problems
            continue
        problems += _change_all(world, settings)
        scenario, wrong = check_scenario(world, months)
        problems += wrong
        if scenario is not None:
            key = Path(name).stem
            if key in scenarios:
                where = document.place(("scenarios", index)).where
                problems.append(line(where, f"scenarios.{index}", name, "stands twice"))
            scenarios[key], resolved[key] = scenario, world.data
    return scenarios, resolved, problems


def _indicators(document: Document) -> list[tuple[Steps, str]]:
    outcomes = document.value(("outcomes",))
    places: list[Steps] = [("outcomes", index) for index in range(len(outcomes) if isinstance(outcomes, list) else 0)]
    wrong: list[tuple[Steps, str]] = []
    for steps in [*places, ("precision", "outcome")]:
        name = document.value(steps)
        if isinstance(name, str) and name not in INDICATORS:
            wrong.append((steps, f"unknown indicator; {nearest(name, INDICATORS)}"))
        elif steps[0] == "outcomes" and name in outcomes[: steps[1]]:
            wrong.append((steps, "stands twice"))
    return wrong


def _dates(document: Document, months: int, shortened: bool) -> list[tuple[Steps, str]]:
    wrong: list[tuple[Steps, str]] = []
    precision = document.value(("precision",))
    if isinstance(precision, dict):
        at_month, least, most = (precision.get(key) for key in ("at_month", "least", "most"))
        if isinstance(at_month, int) and at_month > months and not shortened:
            wrong.append((("precision", "at_month"), f"lies after the last month, {months}"))
        if "half_width" in precision and "half_width_share" in precision:
            wrong.append((("precision", "half_width"), "stands beside half_width_share; one of them is enough"))
        wrong += _unknown_packages(document)
        if isinstance(least, int) and isinstance(most, int) and least > most:
            wrong.append((("precision", "most"), f"is less than least, {least}"))
    return wrong


def _unknown_packages(document: Document) -> list[tuple[Steps, str]]:
    named, known = document.value(("precision", "packages")), document.value(("packages",))
    return [
        (("precision", "packages", index), f"unknown package; {nearest(name, known or ())}")
        for index, name in enumerate(named if isinstance(named, list) else ())
        if isinstance(name, str) and name not in (known or ())
    ]


def _policies(
    scenarios: dict[str, Scenario], packages: dict[str, Package], months: int
) -> dict[tuple[str, str], tuple[Policy, ...]]:
    policies = {}
    for name, scenario in scenarios.items():
        standing = _standing(scenario, months)
        policies[name, BASELINE] = standing
        for package in packages.values():
            entries = [entry for measure in package.measures for entry in measure.entries]
            read = [read_policy(entry, scenario.start, months)[0] for entry in entries]
            policies[name, package.name] = (*standing, *(policy for policy in read if policy is not None))
    return policies
