"""A policy as a file writes it, checked against what its instrument declares."""

import dataclasses
import difflib
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.policies import POLICIES, Policy
from sim.study.calendar import month_number
from sim.study.problems import nearest

Wrong = list[tuple[tuple[str | int, ...], str]]
BEGINS = "start_month"


def fields_of(instrument: type[Policy]) -> dict[str, Any]:
    """What a file may set of an instrument; when it begins is said by `from`."""
    return {each.name: each for each in dataclasses.fields(instrument) if each.name != BEGINS}


def read_policy(entry: Any, start: str, months: int) -> tuple[Policy | None, Wrong]:
    """One `{use: …}` as a policy, or all that is wrong with it."""
    if not isinstance(entry, Mapping):
        return None, [((), "a policy is written {use: name, …}")]
    use = entry.get("use")
    if use is None:
        near = difflib.get_close_matches("use", [str(key) for key in entry], 1, 0.6)
        return None, [((near[0],), "unknown key; did you mean 'use'?")] if near else [(("use",), "is missing")]
    if not isinstance(use, str) or use not in POLICIES:
        return None, [(("use",), _unknown(use))]
    known = fields_of(POLICIES[use])
    wrong: Wrong = []
    values = {}
    for key, value in entry.items():
        if key == "from":
            begins, reason = _begins(value, start, months)
            values[BEGINS] = begins
        elif key == "use":
            continue
        elif key not in known:
            reason = f"unknown key; {nearest(str(key), ['use', 'from', *known])}"
        else:
            values[key], reason = _value(known[key], value)
        if reason:
            wrong.append(((key,), reason))
    if wrong:
        return None, wrong
    try:
        return POLICIES[use](**values), []
    except ValueError as error:
        return None, [((), str(error))]


def _unknown(use: Any) -> str:
    return f"unknown policy; {nearest(str(use), POLICIES)}"


def _begins(value: Any, start: str, months: int) -> tuple[int, str]:
    number = month_number(str(value), start)
    if number is None:
        return 0, "a month such as 2012-01 is expected"
    if number < 1:
        return 0, f"lies before the first month of the scenario, {start}"
    if number > months:
        return 0, f"lies after the last of the {months} months: nothing would happen"
    return number, ""


def _value(field: Any, value: Any) -> tuple[Any, str]:
    if isinstance(value, bool) and field.type is not bool:
        return value, "a number is expected"
    try:
        value = TypeAdapter(field.type).validate_python(value)
    except ValidationError as error:
        words = {"int": "a whole number is expected", "float": "a number is expected"}
        return value, words.get(getattr(field.type, "__name__", ""), error.errors()[0]["msg"])
    declared = field.metadata.get("number")
    if declared is None:
        return value, ""
    if not value >= declared.low:
        return value, f"at least {declared.low:g} ({declared.unit}; {declared.source})"
    if not value <= declared.high:
        return value, f"at most {declared.high:g} ({declared.unit}; {declared.source})"
    return value, ""


def present_value(policy: Policy, at_month: int, discount: float) -> float:
    """What a policy pays, in wan yuan, seen from the start of a month: a sum at the start of each year in force."""
    years = range(-(-round(12 * policy.years) // 12))
    first = (policy.start_month - at_month) / 12
    return sum(policy.pay_wan_yuan_per_year / (1 + discount) ** (first + year) for year in years)
