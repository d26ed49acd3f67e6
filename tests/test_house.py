"""The house stands: imports run down, files stay short, everything public says what it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.foundations.rules import SIM

ROOT = SIM.parent
# From the ground up; what shares a line may not import one another in a circle, which is tested apart.
HOUSE = (
    ("foundations",),
    ("books", "terms"),
    ("places",),
    ("policies",),
    ("scenario",),
    ("actors",),
    ("markets",),
    ("start",),
    ("month",),
    ("zone",),
    ("indicators",),
    ("study",),
    ("output",),
    ("cli", "app"),
)
FLOOR = {name: floor for floor, names in enumerate(HOUSE) for name in names}
MOST_LINES = 400
FILES = sorted(SIM.rglob("*.py"))
TEXTS = {".py", ".md", ".yaml", ".toml", ".json", ".csv", ".txt", ".lock", ".cfg", ""}
SHIPPED = ("sim", "tests", "benchmarks", "docs", "scenarios", "experiments", "schemas", "data", "assets", ".ci")
FORBIDDEN = {
    "a registry setting": r"index-url|find-links|extra-index|trusted-host|/simple/|PIP_INDEX",
    "a machine's path": r"(?:^|[^A-Za-z0-9_.:/])/(?:work|root|opt|home|Users|farm)/",
    "a host that serves packages": r"pypi\.org|pythonhosted\.org|conda\.anaconda",
    "a word of the workshop": r"\bsub-?agents?\b|\blanguage model\b|\bchatbot\b|\.library\b",
}


def name_of(file: Path) -> str:
    """The dotted name of a module of the house; a package's is its folder's."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in FILES}


def imports_of(file: Path, deferred: bool = True) -> Iterator[str]:
    """The modules of the house that a file imports; without the deferred ones, only those that loading it needs."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if deferred else loaded_at_once(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.split(".")[0] == "sim")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            if node.module and node.module.split(".")[0] == "sim":
                for each in node.names:
                    inner = f"{node.module}.{each.name}"
                    yield inner if inner in MODULES else node.module


def loaded_at_once(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a file is loaded: neither bodies of functions nor what only the type checker reads."""
    for child in ast.iter_child_nodes(node):
        for_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        if not for_types and not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield child
            yield from loaded_at_once(child)


def part_of(module: str) -> str:
    """The part of the house that a module belongs to: labour of sim.markets.labour is in the markets."""
    return [*module.split("."), ""][1]


def test_every_file_has_its_place_in_the_house():
    assert {part_of(module) for module in MODULES} - {""} <= set(FLOOR)
    assert not [file for file in FILES if "util" in file.stem or "helper" in file.stem]


@pytest.mark.parametrize("module", [each for each in MODULES if part_of(each)])
def test_imports_only_run_down(module):
    floor = FLOOR[part_of(module)]
    upwards = [each for each in imports_of(MODULES[module]) if FLOOR.get(part_of(each), len(HOUSE)) > floor]
    assert upwards == []


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that reach one another by their imports."""
    reached = {module: reach(module, imports) for module in imports}
    groups = {frozenset(other for other in reached[each] if each in reached[other]) for each in imports}
    return sorted(sorted(group) for group in groups if group)


def reach(module: str, imports: dict[str, set[str]]) -> set[str]:
    """All that a module imports, at once or through others."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        new = imports.get(waiting.pop(), set()) - seen
        seen |= new
        waiting.extend(new)
    return seen


def test_there_are_no_circles():
    # An import inside a function is made when somebody asks: `Experiment.run` needs the study that needs experiments.
    imports = {module: set(imports_of(file, deferred=False)) for module, file in MODULES.items()}
    assert circles(imports) == []


def test_a_circle_would_be_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}) == [["a", "b", "c"]]


def test_luck_is_the_only_randomness_below_the_bench():
    generators = re.compile(r"np\.random|numpy\.random|default_rng|^\s*(?:import|from) random\b|self\.random\b", re.M)
    found = {name for name, file in MODULES.items() if generators.search(file.read_text(encoding="utf-8"))}
    assert {name for name in found if part_of(name) != "study"} == set()
    assert len(found) <= 1, "the bench makes its generators in one place"


def test_no_file_is_longer_than_anyone_can_keep_in_mind():
    lengths = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in MODULES.items()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def public_things(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Functions and classes of a file, and methods of its public classes, whose names have no underscore."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    each for each in node.body if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
                )


@pytest.mark.parametrize("module", MODULES)
def test_everything_public_says_what_it_is(module):
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a file says what it is"
    assert [each.name for each in public_things(tree) if not ast.get_docstring(each)] == []


def shipped_texts() -> list[Path]:
    """Every text that a clone holds, except this file, which must name what it forbids."""
    below = [path for folder in SHIPPED for path in (ROOT / folder).rglob("*")]
    texts = [path for path in [*ROOT.glob("*"), *below] if path.is_file() and path.suffix in TEXTS]
    hidden = {"__pycache__", ".venv", "results"}
    return [path for path in texts if path != Path(__file__) and not hidden & set(path.relative_to(ROOT).parts)]


def test_the_texts_name_no_machine_and_no_registry():
    found = []
    for path in shipped_texts():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            for what, pattern in FORBIDDEN.items():
                if re.search(pattern, line):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {what}")
    assert found == []


def test_unfinished_work_is_not_left_in_the_house():
    marks = re.compile(r"\bTO" + r"DO\b|\bFIX" + r"ME\b|\bXXX\b|except Exception:\s*pass|except:\s")
    assert [name for name, file in MODULES.items() if marks.search(file.read_text(encoding="utf-8"))] == []
