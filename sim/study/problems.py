"""What is wrong with an input, said so that its author can mend it: where, what, why, and the nearest right word."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError


class InputWrong(Exception):
    """The input cannot be run; carries every problem found, one line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = sorted(dict.fromkeys(problems), key=_in_reading_order)
        super().__init__("; ".join(self.problems))

    def lines(self) -> list[str]:
        """All problems, and how many there are."""
        many = "problem" if len(self.problems) == 1 else "problems"
        return [*self.problems, f"{len(self.problems)} {many}; nothing was run."]


def _in_reading_order(problem: str) -> tuple[str, int]:
    found = re.match(r"([^ :]+):(\d+):", problem)
    return (found[1], int(found[2])) if found else ("", 0)


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean 'x'?`, or else the list of what there is."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, 1, 0.5)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known here: {', '.join(words)}" if words else "nothing is known here"


def line(where: str, path: str, value: Any, reason: str) -> str:
    """One problem as one line; long or nested values are left out, and an option speaks for itself."""
    if where.startswith("--"):
        return f"{where}: {reason}"
    said = f" = {spoken(value)}" if spoken(value) else ""
    return f"{where}: {path}{said}: {reason}" if path else f"{where}: {reason}"


def spoken(value: Any) -> str:
    """A value as it would be typed, or nothing where it is no single value."""
    if value is None or isinstance(value, (Mapping, list, tuple)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if len(str(value)) <= 60 else f"{str(value)[:57]}..."


def model_problems(model: type[BaseModel], data: Any) -> tuple[Any, list[tuple[tuple[str | int, ...], str]]]:
    """The checked model, or None with (path, reason) of everything that is wrong."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_explained(model, each) for each in error.errors()]


def _explained(model: type[BaseModel], error: Any) -> tuple[tuple[str | int, ...], str]:
    steps = tuple(step for step in error["loc"] if step != "[key]")
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return steps, f"unknown key; {nearest(str(steps[-1]), keys_at(model, steps[:-1]))}"
    if "[key]" in error["loc"]:
        words = [word.strip("' ") for word in str(context.get("expected", "")).replace(" or ", ",").split(",")]
        return steps, f"unknown key; {nearest(str(steps[-1]), words)}"
    if kind == "literal_error":
        return steps, f"must be {context['expected']}"
    return steps, _REASONS.get(kind, error["msg"].removeprefix("Value error, ")).format(
        **{key: _short(value) for key, value in context.items()}
    )


def _short(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value


_NUMBER, _WHOLE = "a number is expected", "a whole number is expected"
_REASONS = {
    "missing": "is missing",
    "greater_than": "must be above {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "must be below {lt}",
    "less_than_equal": "at most {le}",
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "finite_number": "a finite number is expected",
    "string_type": "text is expected (put it in quotes)",
    "string_pattern_mismatch": "a month such as 2011-01 is expected",
    "bool_parsing": "true or false is expected",
    "bool_type": "true or false is expected",
    "tuple_type": "a list is expected",
    "list_type": "a list is expected",
    "too_short": "at least {min_length} is needed",
    "model_type": "keys and values are expected",
    "model_attributes_type": "keys and values are expected",
    "dict_type": "keys and values are expected",
    "mapping_type": "keys and values are expected",
}


def keys_at(model: Any, steps: tuple[str | int, ...]) -> list[str]:
    """The keys that a model knows at a path."""
    inner = _model_in(model)
    if inner is None:
        return []
    if not steps:
        return [field.alias or name for name, field in inner.model_fields.items()]
    field = inner.model_fields.get(str(steps[0]))
    if field is None:
        return []
    rest = steps[1:]
    # The number of an item in a list, or a free key in a mapping, is no level of the model.
    if rest and get_origin(field.annotation) is not None and _model_in(field.annotation) is not None:
        rest = rest[1:]
    return keys_at(field.annotation, rest)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
