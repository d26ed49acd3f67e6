"""The score: each mutant of a rule's source is written into a scratch copy of the tree, and tests are run there.

Quick tests run in plain Python. Who survives them is tried by the longer tests of its module, compiled in a cache of
their own. Verdicts are kept in a file, a line each, so that a run that was stopped goes on where it was.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from rules import TREE, Change

SCORE = Path(__file__).resolve().parent / "score.jsonl"
LEFT_OUT = shutil.ignore_patterns(".git", "__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache", "pictures")
PATIENCE_SECONDS = 900
KILLED, SURVIVED, NEVER = "killed", "survived", "never posted"

PEOPLE, CREDIT = "tests/model/test_signs_people.py", "tests/model/test_signs_credit.py"
FIRMS, PLACES = "tests/model/test_signs_firms.py", "tests/model/test_signs_places.py"
INVESTORS = "tests/model/test_signs_investors.py"
KEYS = "tests/model/test_keys.py"
# The quick tests of each module of the markets.
QUICK = {
    **dict.fromkeys(("labour", "search", "skills", "training", "bases", "payroll", "opening", "rounds"), PEOPLE),
    **dict.fromkeys(("credit", "guarantees", "risk", "bridging", "membership", "waterfall", "gambling"), CREDIT),
    **dict.fromkeys(("bills", "goods", "decisions", "distress", "upgrading", "chains", "knowledge"), FIRMS),
    **dict.fromkeys(("admission", "approvals", "holding", "holdup", "land_score", "reclaim", "works"), PLACES),
    **dict.fromkeys(("following", "founding", "pipeline", "premises", "project", "promises"), INVESTORS),
    **dict.fromkeys(("promotion", "reputation"), INVESTORS),
}
# Longer tests, for who survives the quick ones: of everything, and of some modules.
LONGER = ("tests/model/test_known_answers.py", "tests/model/test_books.py", "tests/reference")
LONGER_OF = {
    "labour": ("tests/model/test_luck_guards.py",),
    "training": ("tests/model/test_training_channels.py",),
    "bases": ("tests/model/test_training_channels.py",),
    "approvals": ("tests/model/test_administration.py",),
    "chains": ("tests/model/test_chains.py",),
    "knowledge": ("tests/model/test_chains.py",),
    "reclaim": ("tests/model/test_land.py",),
}


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant, by which test or in which way, when and on which commit."""

    name: str
    verdict: str
    by: str
    day: str
    commit: str


def commit() -> str:
    """The commit of the tree, short."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=TREE, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def judged(name: str, verdict: str, by: str) -> Verdict:
    """A verdict of today."""
    return Verdict(name, verdict, by, date.today().isoformat(), commit())


def known() -> dict[str, Verdict]:
    """The verdicts so far; of several on one mutant the last."""
    if not SCORE.exists():
        return {}
    lines = SCORE.read_text(encoding="utf-8").splitlines()
    verdicts = [Verdict(**json.loads(line)) for line in lines if line]
    return {each.name: each for each in verdicts}


def keep(verdict: Verdict) -> None:
    """Add a verdict to the file at once."""
    with SCORE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(verdict), ensure_ascii=False) + "\n")


def tidy(names: Iterable[str]) -> None:
    """One line for each mutant that there still is, in order."""
    verdicts = known()
    lines = [json.dumps(asdict(verdicts[name]), ensure_ascii=False) for name in names if name in verdicts]
    SCORE.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


@contextmanager
def scratch_copy() -> Iterator[Path]:
    """A copy of the tree that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(TREE, copy, ignore=LEFT_OUT)
        yield copy


def quick_tests(mutant: Change) -> list[str]:
    """The quick tests that look at this mutant's module."""
    if mutant.name.startswith("key"):
        return [KEYS]
    return [QUICK[Path(mutant.file).stem]]


def longer_tests(mutant: Change) -> list[str]:
    """The longer tests for who survived, those of its module first."""
    files = (*LONGER_OF.get(Path(mutant.file).stem, ()), *LONGER)
    return [file for file in files if (TREE / file).exists()]


def failing(tree: Path, files: list[str], plain: bool) -> str:
    """The first of these tests that fails in this tree; empty where all hold."""
    environment = {
        **os.environ,
        "NUMBA_DISABLE_JIT": "1" if plain else "0",
        "ZONESIM_CACHE": str(tree.parent / "cache"),
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", *files]
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"no end within {PATIENCE_SECONDS} seconds"
    if done.returncode == 0:
        return ""
    told = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if not told:
        raise RuntimeError(f"the tests did not run: {done.stdout}{done.stderr}")
    return told[0].split(" ", 1)[1].split(" - ")[0]


def try_rules(mutants: Iterable[Change], longer: bool) -> Iterator[Verdict]:
    """Each mutant's verdict. Before the first the tests must hold in the copy as it is."""
    with scratch_copy() as tree:
        sound: set[str] = set()
        for mutant in mutants:
            for file in set(quick_tests(mutant)) - sound:
                broken = failing(tree, [file], plain=True)
                if broken:
                    raise RuntimeError(f"{broken} fails without any mutant")
                sound.add(file)
            target = tree / mutant.file
            kept = target.read_bytes()
            target.write_text(mutant.written(), encoding="utf-8")
            killer = failing(tree, quick_tests(mutant), plain=True)
            if not killer and longer:
                killer = failing(tree, longer_tests(mutant), plain=False)
            target.write_bytes(kept)
            yield judged(mutant.name, KILLED if killer else SURVIVED, killer)
