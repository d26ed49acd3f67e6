"""YAML with its lines: plain data, and for every value the file and line that it was written on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeGuard

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sim.study.problems import InputWrong

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where a value was written: a file and line, or an option; and how far down the line of heirs."""

    where: str
    generation: int = 0
    from_option: bool = False


@dataclass
class Document:
    """What a file says, as plain data, and where it says so."""

    name: str
    data: Any
    places: dict[Steps, Place] = field(default_factory=dict)

    def place(self, steps: Steps) -> Place:
        """Where a value was written, or else the nearest thing around it."""
        for length in range(len(steps), -1, -1):
            if steps[:length] in self.places:
                return self.places[steps[:length]]
        return Place(self.name)

    def value(self, steps: Steps) -> Any:
        """What stands at a path, or None."""
        here = self.data
        for step in steps:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def newest(self, steps: Steps) -> Place:
        """The youngest place at or below a path: a value changed by an heir is the heir's."""
        below = [place for path, place in self.places.items() if path[: len(steps)] == steps]
        return max(below, key=lambda place: (place.from_option, place.generation), default=self.place(steps))


def read_document(path: Path, shown: str | None = None) -> Document:
    """Read one YAML file; what cannot be read is a problem of the input."""
    name = shown or str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputWrong([f"{name}: is not UTF-8 text"]) from None
    except OSError as error:
        raise InputWrong([f"{name}: cannot be read: {error.strerror}"]) from None
    document = Document(name, parse(text, name))
    if document.data is None:
        raise InputWrong([f"{name}: is empty"])
    if not isinstance(document.data, Mapping):
        raise InputWrong([f"{name}:1: a file of keys and values is expected"])
    document.data = _plain(document.data, (), name, document.places)
    return document


def parse(text: str, name: str) -> Any:
    """YAML as ruamel reads it; a key that stands twice is refused."""
    try:
        return YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        key = str(error.problem).split('"')[1] if '"' in str(error.problem) else "a key"
        raise InputWrong([f"{_at(error, name)}: {key}: stands twice at this level"]) from None
    except MarkedYAMLError as error:
        raise InputWrong([f"{_at(error, name)}: is not YAML: {error.problem or error.context}"]) from None
    except YAMLError as error:
        raise InputWrong([f"{name}: is not YAML: {str(error).splitlines()[0]}"]) from None
    except RecursionError:
        raise InputWrong([f"{name}: is nested too deeply to be read"]) from None
    except (ValueError, KeyError) as error:
        # Dates such as 2001-99-99 and forced types such as `!!int x`: the library says neither line nor key.
        raise InputWrong([f"{name}: holds a value that cannot be read: {str(error).splitlines()[0]}"]) from None


def _at(error: MarkedYAMLError, name: str) -> str:
    mark = error.problem_mark or error.context_mark
    return f"{name}:{mark.line + 1}" if mark else name


def _plain(tree: Any, steps: Steps, name: str, places: dict[Steps, Place]) -> Any:
    if isinstance(tree, Mapping):
        plain = {}
        for key, value in tree.items():
            inner = (*steps, str(key))
            _note(tree, key, inner, name, places)
            plain[str(key)] = _plain(value, inner, name, places)
        return plain
    if isinstance(tree, list):
        for index in range(len(tree)):
            _note(tree, index, (*steps, index), name, places)
        return [_plain(value, (*steps, index), name, places) for index, value in enumerate(tree)]
    return _scalar(tree)


def _note(tree: Any, key: Any, steps: Steps, name: str, places: dict[Steps, Place]) -> None:
    # A key that came in by a YAML merge has no line of its own: it is where its parent is.
    known = (tree.lc.data or {}).get(key)
    if known is not None:
        places[steps] = Place(f"{name}:{known[0] + 1}")
    elif steps[:-1] in places:
        places[steps] = places[steps[:-1]]


def _scalar(value: Any) -> Any:
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value)
    if type(value).__name__ == "ScalarBoolean":
        return bool(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def inherit(parent: Document, child: Document) -> Document:
    """What an heir says, over what it inherits: keys one by one, lists and values as a whole."""
    heir = Document(child.name, None, dict(parent.places))
    generation = 1 + max((place.generation for place in parent.places.values()), default=0)
    heir.data = _merged(parent.data, child.data, (), heir.places)
    heir.places.update({steps: replace(place, generation=generation) for steps, place in child.places.items()})
    return heir


def _merged(old: Any, new: Any, steps: Steps, places: dict[Steps, Place]) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        both = dict(old)
        for key, value in new.items():
            both[key] = _merged(old.get(key), value, (*steps, key), places)
        return both
    for path in [path for path in places if path[: len(steps)] == steps]:
        del places[path]
    return new


def change(document: Document, setting: str) -> None:
    """Apply one `path=value` of the command line: a YAML scalar, or a list of them in place of such a list."""
    path, equals, text = setting.partition("=")
    where = f"--set {setting}"
    if not equals or not path.strip():
        raise InputWrong([f"{where}: path=value is expected"])
    steps = tuple(_option_steps(path.strip(), document.data))
    value = _value_of_option(text, where, document.value(steps))
    here: Any = document.data
    for position, step in enumerate(steps[:-1]):
        here = _step_into(here, step, where, steps[: position + 1])
    _put(here, steps[-1], value, where, steps)
    for old in [old for old in document.places if old[: len(steps)] == steps]:
        del document.places[old]
    document.places[steps] = Place(where, from_option=True)


def _value_of_option(text: str, where: str, old: Any) -> Any:
    """What an option says: one value, or a list of values where the file has such a list."""
    value = parse(text, where) if text.strip() else None
    if _is_plain_list(value) and _is_plain_list(old):
        return [_scalar(each) for each in value]
    if isinstance(value, (Mapping, list)):
        raise InputWrong([f"{where}: one value is expected, not a list or a mapping"])
    return _scalar(value)


def _is_plain_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list) and not any(isinstance(each, (Mapping, list)) for each in value)


def _option_steps(path: str, data: Any) -> Iterator[str | int]:
    # `numbers` and `sources` hold flat dotted keys: all that follows is one key.
    words = path.split(".")
    for index, word in enumerate(words):
        if words[:index] in (["numbers"], ["sources"], ["uncertain", "numbers"]):
            yield ".".join(words[index:])
            return
        yield int(word) if word.isdigit() else word


def _step_into(here: Any, step: str | int, where: str, steps: Steps) -> Any:
    if isinstance(here, list):
        return _item(here, step, where)
    if isinstance(here, dict):
        if str(step) not in here:
            here[str(step)] = {}
        return here[str(step)]
    raise InputWrong([f"{where}: {dotted(steps[:-1])} holds one value and nothing below it"])


def _item(here: list[Any], step: str | int, where: str) -> Any:
    if not isinstance(step, int) or step >= len(here):
        raise InputWrong([f"{where}: {step} is no item of this list of {len(here)}; the first is 0"])
    return here[step]


def _put(here: Any, step: str | int, value: Any, where: str, steps: Steps) -> None:
    if isinstance(here, list):
        _item(here, step, where)
        here[step] = value  # type: ignore[index]
    elif isinstance(here, dict):
        here[str(step)] = value
    else:
        raise InputWrong([f"{where}: {dotted(steps[:-1])} holds one value and nothing below it"])


def dotted(steps: Steps) -> str:
    """A path as people write it: `packages.guarantee.0.leverage_cap`."""
    return ".".join(str(step) for step in steps)
