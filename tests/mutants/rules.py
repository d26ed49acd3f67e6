"""Mutants of the rules' sources: a sign that is turned, or a draw that asks under another key.

A mutant is a text written over a part of one module's source, in memory alone: the functions that it changes get the
code of the changed source, in a copy of this process. No file is touched.
"""

import ast
import importlib
import inspect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

from signs_firms import SIGNS_OF_FIRMS
from signs_places import SIGNS_OF_PLACES

TREE = Path(__file__).resolve().parent.parent.parent
DRAWS = {"draw", "draw_for_life"}
KEY_ARGUMENTS = 4  # luck, decision, who, k


@dataclass(frozen=True)
class Change:
    """A mutant of one source file: from which place on how many characters give way to another text."""

    name: str
    file: str
    start: int
    length: int
    text: str

    def written(self) -> str:
        """The whole file as the mutant has it."""
        source = (TREE / self.file).read_text(encoding="utf-8")
        return source[: self.start] + self.text + source[self.start + self.length :]

    @property
    def module(self) -> str:
        """The module's name."""
        return ".".join(Path(self.file).with_suffix("").parts)

    @property
    def market(self) -> str:
        """The last part of the module's name."""
        return Path(self.file).stem

    def plant(self) -> None:
        """Give the functions of the loaded module the code of the changed source. Rules must be plain Python."""
        home = importlib.import_module(self.module)
        for code in _codes(compile(self.written(), self.file, "exec")):
            function: Any = home
            for name in code.co_qualname.split("."):
                function = inspect.getattr_static(function, name, None)
            function = inspect.unwrap(function) if inspect.isfunction(function) else None
            if function is not None and function.__module__ == self.module:
                function.__code__ = code

    def told(self) -> str:
        """The line as it is and as it is changed."""
        source = (TREE / self.file).read_text(encoding="utf-8")
        return f"`{source[self.start : self.start + self.length]}` becomes `{self.text}`"


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def turned_signs() -> list[Change]:
    """The named signs; a text that does not stand in its module exactly once is refused."""
    changes = []
    for module, name, text, instead in SIGNS_OF_FIRMS + SIGNS_OF_PLACES:
        file = f"sim/markets/{module}.py"
        source = (TREE / file).read_text(encoding="utf-8")
        if source.count(text) != 1:
            raise ValueError(f"{file}: {text!r} occurs {source.count(text)} times; sign {name} needs exactly one")
        changes.append(Change(f"sign {module}.{name}", file, source.index(text), len(text), instead))
    return changes


def shifted_keys() -> list[Change]:
    """Every draw of every module under another key: another `who`, another alternative."""
    files = sorted(file for file in (TREE / "sim").rglob("*.py") if file.parent.name != "foundations")
    return [change for file in files for change in _keys_of(file)]


def _keys_of(path: Path) -> list[Change]:
    source = path.read_text(encoding="utf-8")
    begins = [0]
    for line in source.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    calls = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Call)]
    draws = [each for each in calls if getattr(each.func, "id", "") in DRAWS and len(each.args) == KEY_ARGUMENTS]
    changes: list[Change] = []
    asked: Counter[str] = Counter()
    for call in sorted(draws, key=lambda each: (each.lineno, each.col_offset)):
        _, what, who, k = call.args
        asked[ast.unparse(what)] += 1
        label = f"{path.parent.name}/{path.stem}.{ast.unparse(what)}{asked[ast.unparse(what)]}"
        for part, argument in (("who", who), ("k", k)):
            start = begins[argument.lineno - 1] + argument.col_offset
            length = begins[argument.end_lineno - 1] + argument.end_col_offset - start
            text = f"({source[start : start + length]}) + 1"
            changes.append(Change(f"key {label} {part}", path.relative_to(TREE).as_posix(), start, length, text))
    return changes
