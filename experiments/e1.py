"""The rules of experiment E1 applied to its lives: who adds most, what they do together, where the answer turns.

`python -m experiments.e1 [FOLDER] [--replicates N]` lives what is missing of `e1-three-levers`, then writes
`verdicts.csv` and `verdicts.md` into the folder. The numbers of docs/e1-three-levers.md come from there.
"""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.study.experiment import BASELINE, Experiment
from sim.study.intervals import Interval, mean_interval
from sim.study.lived import Lived

CONFIDENCE = 0.90
# An interaction below a tenth of the smaller effect does not matter, whatever its sign.
NEGLIGIBLE = 0.10
OUTCOME = "net_job_years"
PAIRS = {"fg": ("f", "g"), "ft": ("f", "t"), "gt": ("g", "t")}
COSTS = {"A": "public_outlay", "B": "public_cost"}


@dataclass(frozen=True)
class Verdict:
    """One rule in one regime: the interval that it rests on, and what it says."""

    regime: str
    rule: str
    subject: str
    interval: Interval
    says: str


def values(lived: Lived, regime: str, outcome: str = OUTCOME) -> Mapping[str, np.ndarray]:
    """Every package's outcome at the end, one number a replicate."""
    names = (BASELINE, *lived.experiment.packages)
    return {name: lived.at(regime, name, outcome, lived.experiment.at_month) for name in names}


def interval(sample: np.ndarray) -> Interval:
    """The mean with its 90 % interval."""
    return mean_interval(sample, CONFIDENCE)


def interaction(y: Mapping[str, np.ndarray], pair: str) -> tuple[Interval, str]:
    """Complements above a tenth of the smaller main effect, substitutes below minus that, else not known."""
    first, second = PAIRS[pair]
    found = interval(y[pair] - y[first] - y[second] + y[BASELINE])
    smaller = NEGLIGIBLE * min(abs(float(np.mean(y[each] - y[BASELINE]))) for each in (first, second))
    if found.lo > smaller:
        return found, "complements"
    return found, "substitutes" if found.hi < -smaller else "independent or unknown"


def verdicts(lived: Lived, regime: str) -> Iterator[Verdict]:
    """All rules in one regime."""
    y = values(lived, regime)
    for package in lived.experiment.packages:
        found = interval(y[package] - y[BASELINE])
        yield Verdict(regime, "effect", package, found, _sign(found))
    for pair in PAIRS:
        found, says = interaction(y, pair)
        yield Verdict(regime, "interaction", pair, found, says)
        first, second = PAIRS[pair]
        doubled = interval(y[pair] - (y[first * 2] + y[second * 2]) / 2)
        yield Verdict(regime, "beyond doubling", pair, doubled, _sign(doubled))
        best = max(PAIRS[pair], key=lambda name: float(np.mean(y[name])))
        mixed = interval(y[f"{pair}_half"] - y[best])
        yield Verdict(regime, "mixed at equal cost", pair, mixed, f"against {best}: {_sign(mixed)}")
    third = interval(
        y["fgt"] - y["fg"] - y["ft"] - y["gt"] + y["f"] + y["g"] + y["t"] - y[BASELINE],
    )
    yield Verdict(regime, "three-way", "fgt", third, _sign(third))


def _sign(found: Interval) -> str:
    return "more" if found.lo > 0 else "less" if found.hi < 0 else "no clear difference"


def costs(lived: Lived, regime: str) -> Iterator[dict[str, object]]:
    """Cost A and B of a net job-year, in yuan, where the effect is clear; from means."""
    y = values(lived, regime)
    for package in lived.experiment.packages:
        found = interval(y[package] - y[BASELINE])
        row: dict[str, object] = {"regime": regime, "package": package, "effect": found.estimate}
        for name, outcome in COSTS.items():
            money = values(lived, regime, outcome)
            spent = float(np.mean(money[package] - money[BASELINE]))
            row[name] = 10_000 * spent / found.estimate if found.lo > 0 else None
        yield row


def table(lived: Lived) -> pd.DataFrame:
    """Every verdict as a row."""
    return pd.DataFrame(
        [
            {
                **{"regime": each.regime, "rule": each.rule, "subject": each.subject, "says": each.says},
                **{"estimate": each.interval.estimate, "lo": each.interval.lo, "hi": each.interval.hi},
                "n": each.interval.n,
            }
            for regime in lived.experiment.scenarios
            for each in verdicts(lived, regime)
        ]
    )


def page(found: pd.DataFrame, dear: pd.DataFrame) -> str:
    """The tables of the note, in Markdown: rules by regime, then costs."""
    lines = []
    for rule, rows in found.groupby("rule", sort=False):
        lines.append(f"\n**{rule}**\n\n| regime | subject | net job-years (90 %) | n | |\n|---|---|---|---|---|\n")
        lines += [
            f"| {r.regime} | {r.subject} | {r.estimate:,.0f} ({r.lo:,.0f} to {r.hi:,.0f}) | {r.n} | {r.says} |\n"
            for r in rows.itertuples()
        ]
    lines.append("\n**yuan a net job-year**\n\n| regime | package | A outlay | B net cost |\n|---|---|---|---|\n")
    for row in dear.to_dict("records"):
        a, b = (f"{row[name]:,.0f}" if pd.notna(row[name]) else "no clear effect" for name in COSTS)
        lines.append(f"| {row['regime']} | {row['package']} | {a} | {b} |\n")
    return "".join(lines)


def main() -> None:
    """Live what is missing and write the verdicts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("results/e1-three-levers"))
    parser.add_argument("--replicates", type=int)
    parser.add_argument("--workers", type=int)
    asked = parser.parse_args()
    experiment = Experiment.load("e1-three-levers")
    study = experiment.run(asked.folder, replicates=asked.replicates, workers=asked.workers)
    found = table(study.lived)
    dear = pd.DataFrame([row for regime in experiment.scenarios for row in costs(study.lived, regime)])
    found.to_csv(asked.folder / "verdicts.csv", index=False)
    dear.to_csv(asked.folder / "verdict_costs.csv", index=False)
    (asked.folder / "verdicts.md").write_text(page(found, dear), encoding="utf-8")
    print(page(found, dear))
    study.store.close()


if __name__ == "__main__":
    main()
