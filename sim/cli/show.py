"""`zonesim show`: what there is, from the declarations."""

import inspect
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sim.cli.main import DONE, INPUT_WRONG, say
from sim.foundations.numbers import NUMBERS
from sim.indicators import INDICATORS
from sim.policies import POLICIES
from sim.study.instruments import fields_of
from sim.study.problems import InputWrong, nearest
from sim.study.shelves import EXPERIMENTS, SCENARIOS, find, read_with_heritage, shipped

Thing = dict[str, Any]
FORMS = ("text", "json")


def show_things(what: str, name: str | None, form: str, changed: bool) -> int:
    """List things of a kind, or explain one."""
    if what not in KINDS:
        raise InputWrong([f"show {what}: unknown kind; {nearest(what, KINDS)}"])
    if form not in FORMS:
        raise InputWrong([f"--format {form}: unknown format; {nearest(form, FORMS)}"])
    things = KINDS[what]()
    if changed:
        things = {key: _departure(thing) for key, thing in things.items() if thing.get("departs")}
    if not things:
        say(f"show {what}: there are none")
        return DONE
    if name is None:
        print(_json(list(things.values())) if form == "json" else _list(things))
        return DONE
    if name not in things:
        say(f"show {what} {name}: unknown; {nearest(name, things)}")
        return INPUT_WRONG
    print(_json(things[name]) if form == "json" else _explained(things[name]))
    return DONE


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def _list(things: Mapping[str, Thing]) -> str:
    width = max((len(name) for name in things), default=0)
    return "\n".join(f"{name:<{width}}  {_brief(thing)}" for name, thing in things.items())


def _brief(thing: Thing) -> str:
    told = ("value", "unit", "en", "zh", "source" if "source" in thing else "departs")
    return "  ".join(str(thing[key]) for key in told if thing.get(key) not in (None, ""))


def _departure(thing: Thing) -> Thing:
    """Of a number that departs from the design note: what it is, and why."""
    return {key: thing[key] for key in ("name", "value", "unit", "departs")}


def _explained(thing: Thing) -> str:
    lines = []
    for key, value in thing.items():
        if isinstance(value, Mapping):
            lines.append(f"{key}:")
            lines += [f"  {inner}: {_one_line(told)}" for inner, told in value.items()]
        elif value not in (None, ""):
            lines.append(f"{key}: {value}")
    return "\n".join(lines)


def _one_line(told: Any) -> str:
    if isinstance(told, Mapping):
        return ", ".join(f"{key} {value}" for key, value in told.items() if value not in (None, ""))
    return str(told)


def _files(shelf: str, words: str) -> dict[str, Thing]:
    local = {path.stem: path for path in sorted(Path(shelf).glob("*.yaml"))} if Path(shelf).is_dir() else {}
    things = {}
    for name in sorted({*shipped(shelf), *local}):
        path, shown = find(name, Path(shelf), shelf)
        told = read_with_heritage(path, shown).data
        named = told.get(words) if isinstance(told.get(words), Mapping) else {}
        things[name] = {"name": name, "en": named.get("en", ""), "zh": named.get("zh", ""), "file": shown, "says": told}
    return things


def _scenarios() -> dict[str, Thing]:
    return _files(SCENARIOS, "name")


def _experiments() -> dict[str, Thing]:
    return _files(EXPERIMENTS, "question")


def _policies() -> dict[str, Thing]:
    return {
        name: {
            "name": name,
            **policy.label,
            "does": _first_line(inspect.getmodule(policy)),
            "rule": _first_line(policy),
            "fields": {key: _field(each) for key, each in fields_of(policy).items()},
        }
        for name, policy in POLICIES.items()
    }


def _first_line(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _field(each: Any) -> Thing:
    declared = each.metadata.get("number")
    if declared is None:
        return {"usual": each.default}
    return {
        "usual": each.default,
        "unit": declared.unit,
        "low": declared.low,
        "high": declared.high,
        "source": declared.source,
        "meaning": declared.meaning,
        "departs": declared.departs,
    }


def _numbers() -> dict[str, Thing]:
    return {
        path: {
            "name": path,
            "value": each.value,
            "unit": each.unit,
            "low": each.low,
            "high": each.high,
            "meaning": each.meaning,
            "source": each.source,
            "departs": each.departs,
        }
        for path, each in NUMBERS.items()
    }


def _indicators() -> dict[str, Thing]:
    return {
        name: {
            "name": name,
            **each.label,
            "unit": each.unit["en"],
            "unit_zh": each.unit["zh"],
            "kind": each.kind,
            "definition": inspect.cleandoc(each.definition),
        }
        for name, each in INDICATORS.items()
    }


KINDS: dict[str, Callable[[], dict[str, Thing]]] = {
    "scenarios": _scenarios,
    "experiments": _experiments,
    "policies": _policies,
    "numbers": _numbers,
    "indicators": _indicators,
}
