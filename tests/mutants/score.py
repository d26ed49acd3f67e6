"""The score: the verdict on each mutant, a line each in a file, so that a run that was stopped goes on where it was."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from rules import TREE

SCORE = Path(__file__).resolve().parent / "score.jsonl"
KILLED, SURVIVED, NEVER = "killed", "survived", "never posted"


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
