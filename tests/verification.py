"""The page of checks, `docs/verification.md`: every known answer and replication with its tests and its state.

`python -m tests.verification` writes it. A test claims a check by beginning its docstring with its number (`T8: ...`,
`T8, T9: ...` or `R1 to R10: ...`); so may a function of the bookkeeper, which runs in the tests of the books.
"""

import ast
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
STATEMENTS = ROOT / "tests" / "verification.yaml"
CLAIM = re.compile(r"^((?:[TR]\d+(?:, | to )?)+):")
RANGE = re.compile(r"([TR])(\d+) to [TR](\d+)")
PASSES = "passes"


@dataclass(frozen=True)
class Claim:
    """A function that says that it checks something."""

    check: str
    file: str
    function: str


@functools.cache
def claims() -> list[Claim]:
    """Every claim in the tests, in the order of files and lines."""
    return [claim for path in sorted((ROOT / "tests").rglob("*.py")) for claim in _claims_of(path)]


def _claims_of(path: Path) -> Iterator[Claim]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            found = CLAIM.match(ast.get_docstring(node) or "")
            for check in _named(found[1]) if found else ():
                yield Claim(check, path.relative_to(ROOT).as_posix(), node.name)


def _named(text: str) -> list[str]:
    """The checks behind `T8, T9` or `R1 to R10`."""
    spelled = RANGE.sub(lambda m: ", ".join(f"{m[1]}{number}" for number in range(int(m[2]), int(m[3]) + 1)), text)
    return spelled.split(", ")


def statements() -> Mapping[str, Mapping[str, str]]:
    """What is checked, by number: `says` in a sentence, `state` where it does not simply pass."""
    return YAML(typ="safe").load(STATEMENTS.read_text(encoding="utf-8"))


def state_of(row: Mapping[str, str], tests: list[Claim]) -> str:
    """What the page says of a check."""
    stated = row.get("state")
    return stated if stated else PASSES if tests else "not checked"


def page() -> str:
    """The whole page."""
    known, by_check = statements(), {}
    for claim in claims():
        by_check.setdefault(claim.check, []).append(claim)
    lines = [HEAD]
    for title, letter in (("Known answers", "T"), ("Replications", "R")):
        lines.append(f"\n## {title}\n\n| | what must hold | tests | state |\n|---|---|---|---|\n")
        for check, row in known.items():
            if check.startswith(letter):
                tests = by_check.get(check, [])
                where = "<br>".join(f"`{each.file}` {each.function}" for each in tests) or "none"
                lines.append(f"| {check} | {row['says']} | {where} | {state_of(row, tests)} |\n")
    lines.append("\n## Findings\n\n")
    lines.extend(f"{number}. {text}\n" for number, text in findings().items())
    return "".join(lines)


def findings() -> Mapping[int, str]:
    """What checking brought to light and is not mended, by number."""
    return YAML(typ="safe").load((ROOT / "tests" / "findings.yaml").read_text(encoding="utf-8")) or {}


HEAD = """# Verification

Made by `python -m tests.verification` from the tests; a test fails where a row is missing or a test is gone.

Golden files show what is unchanged; this page shows what is right: each row is a check against something that is not
the model, be it an identity, a closed form, an independent plain implementation, or a published result. *Passes* means
that the tests named run in the suite and pass. *Fails: finding n* and *waits for* say what does not hold or is not
built; the findings stand below. Tests of chance have fixed seeds; their docstrings state power and false alarms.

The rules are also run beside two slow twins (`tests/reference/`), which do the labour and the credit market with one
Python object a person, firm, bank and fund; and mutants of the model are tried on the tests (`docs/mutants.md`).
"""

if __name__ == "__main__":
    (ROOT / "docs" / "verification.md").write_text(page(), encoding="utf-8")
