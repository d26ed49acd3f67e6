"""The page of the replications: one row and one part for each, written anew for those that were run."""

import math
import re
from pathlib import Path

from experiments.replications.claims import Answer, Replication, verdict

PAGE = Path(__file__).resolve().parents[2] / "docs" / "replications.md"
HEAD = "\n".join(
    (
        "# What publications found, asked here again",
        "",
        "Ten findings about zones, clusters, credit and firms that a model of this kind should meet, or else say why it"
        " does not. Each is a short experiment under `experiments/replications/`: `python -m experiments.replications`"
        " lives them all and writes this page, `python -m experiments.replications r3` one of them (`--replicates 16`"
        " for narrower intervals). Numbers are means over the replicates with 95 % intervals; what compares two arms"
        " or two worlds is paired by seed. Intervals show Monte Carlo error only.",
        "",
        "What is expected was written down before the lives were lived, and nothing was tuned to meet it. *Agrees*"
        " means that every interval with an expectation lies wholly where the publication puts it: what cannot be"
        " told from zero is not agreement. The other numbers are what was looked at for the reasons.",
        "",
        "| | finding | verdict |",
        "|---|---|---|",
        "",
    )
)
ROW = re.compile(r"^\| R(\d+) \| .*$", re.M)
PART = re.compile(r"^## R(\d+) .*?(?=^## R|\Z)", re.M | re.S)
EXPECTED = {(0.0, math.inf): "above 0", (-math.inf, 0.0): "below 0", None: ""}
HELD = {True: "yes", False: "no", None: ""}


def figure(value: float) -> str:
    """A number with about three digits that count."""
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{value:,.{digits}f}".replace("-", "−")


def expected(between: tuple[float, float] | None) -> str:
    """Where the publication puts the number."""
    if between in EXPECTED:
        return EXPECTED[between]
    low, high = between or (0.0, 0.0)
    return f"{figure(low)} to {figure(high)}"


def table(found: list[Answer]) -> list[str]:
    """Claims and what was looked at beside them."""
    lines = ["| | expected | found | holds |", "|---|---|---|---|"]
    for answer in found:
        claim, got = answer.claim, answer.found
        unit = f" ({claim.unit})" if claim.unit else ""
        interval = f"{figure(got.estimate)} ({figure(got.lo)} to {figure(got.hi)})"
        lines.append(f"| {claim.what}{unit} | {expected(claim.between)} | {interval} | {HELD[answer.holds]} |")
    return lines


def part(replication: Replication, found: list[Answer], replicates: int) -> str:
    """All that is said about one replication."""
    lines = [
        f"## R{replication.number} {replication.title}",
        "",
        f"*Published.* {replication.published}",
        "",
        f"*Here* (`{replication.file}`, {replicates} replicates). {replication.setting}",
        "",
        *table(found),
        "",
        f"**Verdict: {verdict(replication, found)}.** {replication.why}".rstrip(),
        "",
    ]
    return "\n".join(lines) + "\n"


def row(replication: Replication, found: list[Answer]) -> str:
    """Its line in the table at the top."""
    return f"| R{replication.number} | {replication.title} | {verdict(replication, found)} |"


def write(page: Path, rows: dict[int, str], parts: dict[int, str]) -> None:
    """Put new rows and parts in the place of old ones; what was not run stays as it was."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    rows = {int(found[1]): found[0] for found in ROW.finditer(text)} | rows
    parts = {int(found[1]): found[0].rstrip() + "\n\n" for found in PART.finditer(text)} | {
        number: each.rstrip() + "\n\n" for number, each in parts.items()
    }
    listed = "\n".join(rows[number] for number in sorted(rows))
    page.write_text(HEAD + listed + "\n\n" + "".join(parts[n] for n in sorted(parts)).rstrip() + "\n", encoding="utf-8")
