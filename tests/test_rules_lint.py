"""Rules keep to what gives the same bits compiled and plain: a lint over every compiled function."""

import ast
import importlib
from pathlib import Path

import numpy as np
import pytest

from sim.foundations.rules import SIM

COMPILERS = {"rule", "signed_rule"}
# Making and ordering arrays is exact; sums, means and functions of NumPy differ in their last bits.
EXACT_NUMPY = {"empty", "zeros", "full", "argsort", "int64", "float64", "uint64"}
EXACT_MATH = {"sqrt", "floor", "frexp", "ldexp"}
INEXACT_METHODS = {"sum", "mean", "std", "var", "prod", "cumsum", "dot", "round", "astype", "sort"}
FLOAT_TO_INTEGER = {"int", "round"}


def compiled_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions of a file that are compiled, by decorator or by a call such as `signed_rule(...)(post)`."""
    called = {
        argument.id
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and compiler_of(call.func) in COMPILERS
        for argument in call.args
        if isinstance(argument, ast.Name)
    }
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    return [f for f in functions if f.name in called or any(compiler_of(d) in COMPILERS for d in f.decorator_list)]


def compiler_of(node: ast.expr) -> str | None:
    """The name behind `rule`, `signed_rule(...)` or `rules.rule`."""
    while isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)


def own_names(function: ast.FunctionDef) -> set[str]:
    """Arguments and local variables."""
    arguments = {each.arg for each in ast.walk(function) if isinstance(each, ast.arg)}
    return arguments | {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def wrong_operator(node: ast.AST) -> str | None:
    """Powers differ by machine: `power` of sim.foundations.mathematics does not."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Pow):
        return "`**`; use power()"
    return None


def wrong_call(node: ast.AST) -> str | None:
    """Calls of NumPy, math or an array's methods whose last bits are not fixed."""
    if not isinstance(node, ast.Call):
        return None
    called = node.func
    if isinstance(called, ast.Name) and called.id in FLOAT_TO_INTEGER:
        return f"{called.id}(); use whole() or fen()"
    if not isinstance(called, ast.Attribute):
        return None
    owner = called.value.id if isinstance(called.value, ast.Name) else ""
    if owner in {"np", "numpy"}:
        return None if called.attr in EXACT_NUMPY else f"np.{called.attr}()"
    if owner == "math":
        return None if called.attr in EXACT_MATH else f"math.{called.attr}(); see sim.foundations.mathematics"
    return f".{called.attr}(): an array's own method" if called.attr in INEXACT_METHODS else None


def wrong_name(node: ast.AST, own: set[str], home: object) -> str | None:
    """Numbers from outside the function: floats would be frozen into compiled code, `random` has no place."""
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or node.id in own:
        return None
    if node.id in {"random", "secrets"}:
        return f"{node.id}; use draw()"
    value = getattr(home, node.id, None)
    if isinstance(value, (float, np.floating)):
        return f"global float {node.id}: numbers reach rules as arguments"
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool) and not node.id.strip("_").isupper():
        return f"global integer {node.id}: constants are in capitals"
    if isinstance(value, (list, dict, set, np.ndarray)):
        return f"global {node.id}: state reaches rules as an argument"
    return None


def complaints_of(file: Path) -> list[str]:
    """What a file's rules do that they must not."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = compiled_functions(tree)
    if not functions:
        return []
    module = ".".join(file.relative_to(SIM.parent).with_suffix("").parts)
    home = importlib.import_module(module)
    complaints = []
    for function in functions:
        own = own_names(function)
        for node in (each for line in function.body for each in ast.walk(line)):
            wrong = wrong_operator(node) or wrong_call(node) or wrong_name(node, own, home)
            if wrong:
                complaints.append(f"{module}.{function.name}, line {getattr(node, 'lineno', '?')}: {wrong}")
    return complaints


def files_with_rules() -> list[Path]:
    return [file for file in sorted(SIM.rglob("*.py")) if compiled_functions(ast.parse(file.read_text("utf-8")))]


def test_rules_were_found():
    names = {file.name for file in files_with_rules()}
    assert {"labour.py", "credit.py", "money.py", "mathematics.py", "luck.py"} <= names


@pytest.mark.parametrize("file", files_with_rules(), ids=lambda file: file.relative_to(SIM).as_posix())
def test_rules_use_only_what_gives_the_same_bits(file):
    assert complaints_of(file) == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("x ** 2", "power()"),
        ("np.exp(x)", "np.exp()"),
        ("math.log(x)", "math.log()"),
        ("x.sum()", "array's own method"),
        ("int(x)", "whole()"),
        ("round(x)", "whole()"),
        ("random.random()", "draw()"),
        ("SHARE * x", "global float"),
        ("months * x", "in capitals"),
        ("KNOWN[x]", "as an argument"),
    ],
)
def test_the_lint_sees_what_it_forbids(line, complaint):
    class Home:
        SHARE, months, KNOWN = 0.3, 12, {}

    (function,) = compiled_functions(ast.parse(f"@rule\ndef planted(x):\n    return {line}\n"))
    found = [
        wrong_operator(node) or wrong_call(node) or wrong_name(node, own_names(function), Home)
        for node in ast.walk(function.body[0])
    ]
    assert any(complaint in each for each in found if each)
