"""The page of draws says what the rules do: it is made from the declarations, and every use agrees with its own."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from sim.foundations.luck import DECISIONS, Decision, decision, draw_hash_plain, new_luck, open_month
from sim.foundations.rules import model_sources
from sim.study.draws import page

ALLOWED = {"draw": {"month", "either"}, "draw_for_life": {"life", "either"}}


def declared(tree: ast.Module) -> dict[str, str]:
    """Name of the constant -> name of the decision, of one file."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            called, target = node.value.func, node.targets[0]
            if isinstance(called, ast.Name) and called.id == "decision" and isinstance(target, ast.Name):
                name = node.value.args[0]
                assert isinstance(name, ast.Constant)
                found[target.id] = str(name.value)
    return found


def uses(path: Path) -> list[tuple[str, str, int]]:
    """(draw or draw_for_life, constant, line) of every draw in a file."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return [
        (call.func.id, ast.unparse(call.args[1]), call.lineno)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ALLOWED and len(call.args) == 4
    ]


def test_the_page_is_made_from_the_declarations() -> None:
    assert Path("docs/draws.md").read_text(encoding="utf-8") == page(), "run `python -m sim.study.draws`"


def test_every_use_lasts_as_declared() -> None:
    page()
    by_constant: dict[tuple[Path, str], Decision] = {}
    for path in model_sources():
        for constant, name in declared(ast.parse(path.read_text())).items():
            by_constant[path, constant] = DECISIONS[name]
    of_any_file = {constant: each for (_, constant), each in by_constant.items()}
    checked = 0
    for path in model_sources():
        for function, constant, line in uses(path):
            # A few rules take the decision as an argument; who hands it over is checked by the page of tests.
            if constant.isupper():
                each = by_constant.get((path, constant), of_any_file[constant])
                assert each.lasts in ALLOWED[function], f"{path.name}:{line}: {function} of {constant}: {each.lasts}"
                checked += 1
    assert checked > 80


def test_an_unknown_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one of month, life, either"):
        decision("test.of_the_page", "person", law="a uniform", lasts="year")


def test_the_recipe_on_the_page_gives_the_draws() -> None:
    """The steps of the page, written once more from its text alone."""
    mask = (1 << 64) - 1

    def mix(x: int) -> int:
        x = (x + 0x9E3779B97F4A7C15) & mask
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & mask
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB & mask
        return x ^ (x >> 31)

    key = mix((mix(7) + 3 * 0xD6E8FEB86659FD93) & mask)
    bits = mix(
        mix(mix(key ^ 12345) + 99 * 0xD6E8FEB86659FD93 & mask) + 4 * 0xA0761D6478BD642F & mask,
    )
    luck = new_luck(7)
    open_month(luck, 3)
    assert key == int(luck["month_key"][0])
    assert mix(7 ^ 0xA0761D6478BD642F) == int(luck["life_key"][0])
    assert bits == draw_hash_plain(key, 12345, 99, 4)


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    subprocess.run(
        [sys.executable, "-m", "sim.study.draws"],
        cwd=tmp_path,
        check=True,
        env={"PYTHONPATH": str(Path.cwd()), "PATH": ""},
    )
    assert (tmp_path / "docs" / "draws.md").read_text(encoding="utf-8") == page()
