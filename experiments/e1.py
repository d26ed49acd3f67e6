"""The rules of experiment E1 applied to its lives: who adds most, what they do together, where the answer turns.

`python -m experiments.e1 [FOLDER] [--replicates N] [--ablation FOLDER]` lives what is missing of `e1-three-levers`,
then writes `verdicts.csv`, `verdict_costs.csv` and `verdicts.md` into the folder; with `--ablation` it does the same
for `e1-ablation` and adds what that says. The numbers of docs/e1-three-levers.md come from there.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from experiments.e1_rules import COSTS, Verdict, ablation, costs, holds, verdicts
from sim.study.experiment import Experiment
from sim.study.lived import Lived
from sim.study.study import Study


def table(found: Iterable[Verdict]) -> pd.DataFrame:
    """Every verdict as a row."""
    return pd.DataFrame(
        [
            {
                **{"regime": each.regime, "rule": each.rule, "subject": each.subject, "says": each.says},
                **{"estimate": each.interval.estimate, "lo": each.interval.lo, "hi": each.interval.hi},
                **{"n": each.interval.n, "unit": each.unit},
            }
            for each in found
        ]
    )


def page(found: pd.DataFrame, dear: pd.DataFrame, sure: str) -> str:
    """The tables of the note, in Markdown: rules by regime, then costs."""
    lines = []
    for (rule, unit), rows in found.groupby(["rule", "unit"], sort=False):
        lines.append(f"\n**{rule}**\n\n| regime | subject | {unit} ({sure}) | n | |\n|---|---|---|---|---|\n")
        for r in rows.itertuples():
            figure, lo, hi = (_figure(each, unit) for each in (r.estimate, r.lo, r.hi))
            lines.append(f"| {r.regime} | {r.subject} | {figure} ({lo} to {hi}) | {r.n} | {r.says} |\n")
    if len(dear):
        head = " | ".join(f"{name} {outcome}" for name, outcome in COSTS.items())
        lines.append(f"\n**yuan a net job-year**\n\n| regime | package | {head} |\n|---|---|{'---|' * len(COSTS)}\n")
        for row in dear.to_dict("records"):
            lines.append(f"| {row['regime']} | {row['package']} | {' | '.join(_cost(row, name) for name in COSTS)} |\n")
    return "".join(lines)


def _figure(value: float, unit: str) -> str:
    return f"{value:,.2f}" if unit == "share" else f"{value:,.0f}"


def _cost(row: dict[str, object], name: str) -> str:
    if pd.isna(row[name]):
        return str(row[f"{name}_method"])
    return f"{row[name]:,.0f} ({row[f'{name}_lo']:,.0f} to {row[f'{name}_hi']:,.0f})"


def told(lived: Lived) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The rules in every regime, the costs, and both in words, ended by what holds across regimes."""
    regimes = list(lived.experiment.scenarios)
    found = [verdict for regime in regimes for verdict in verdicts(lived, regime)]
    dear = pd.DataFrame([row for regime in regimes for row in costs(lived, regime)])
    across = "".join(f"* {line}\n" for line in holds(found, regimes[0]))
    text = page(table(found), dear, _sure(lived)) + f"\n**Across regimes**\n\n{across}"
    return table(found), dear, text


def _sure(lived: Lived) -> str:
    return f"{lived.experiment.precision.confidence:.0%}"


def lived_study(name: str, folder: Path, asked: argparse.Namespace, settings: Sequence[str]) -> Study:
    """An experiment with all lives that are asked for."""
    experiment = Experiment.load(name, settings, asked.years)
    return experiment.run(folder, replicates=asked.replicates, workers=asked.workers)


def main(arguments: Sequence[str] | None = None) -> None:
    """Live what is missing and write the verdicts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("results/e1-three-levers"))
    parser.add_argument("--ablation", type=Path, help="the folder of e1-ablation")
    parser.add_argument("--replicates", type=int)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--years", type=float)
    parser.add_argument("--set", action="append", default=[], dest="settings", metavar="PATH=VALUE")
    asked = parser.parse_args(arguments)
    study = lived_study("e1-three-levers", asked.folder, asked, asked.settings)
    found, dear, text = told(study.lived)
    study.store.close()
    if asked.ablation is not None:
        apart = lived_study("e1-ablation", asked.ablation, asked, asked.settings)
        rows = table(ablation(apart.lived))
        rows.to_csv(asked.folder / "verdicts_ablation.csv", index=False)
        text += "\n## One channel off at a time\n" + page(rows, pd.DataFrame(), _sure(apart.lived))
        apart.store.close()
    found.to_csv(asked.folder / "verdicts.csv", index=False)
    dear.to_csv(asked.folder / "verdict_costs.csv", index=False)
    (asked.folder / "verdicts.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
