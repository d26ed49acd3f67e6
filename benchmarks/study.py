"""What a study adds to the lives that it consists of."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.timing import Finding, in_turns, ratios
from sim.indicators import live
from sim.study.experiment import Experiment
from sim.study.lives import seed_of
from sim.study.study import run_study

ROUNDS = 3
QUESTION, PACKAGE, MASTER_SEED = "three-instruments", "all", 1
REPLICATES = 3


def findings() -> Iterator[Finding]:
    """The same lives bare and as a study on one worker, from the first life to the last table."""
    whole = Experiment.load(QUESTION)
    question = replace(whole, packages={PACKAGE: whole.packages[PACKAGE]}, analyses=("effects",))

    def bare() -> None:
        for replicate in range(REPLICATES):
            for arm in question.arms:
                live(question.scenarios[arm.scenario], arm.policies, seed_of(MASTER_SEED, replicate), question.months)

    def studied() -> None:
        with tempfile.TemporaryDirectory() as folder:
            run_study(question, Path(folder) / "out", REPLICATES, MASTER_SEED, workers=1)

    lives, study = in_turns([bare, studied], ROUNDS)
    added = [100.0 * (ratio - 1.0) for ratio in ratios(study, lives)]
    count = REPLICATES * len(question.arms)
    yield Finding(f"a study of {count} lives over the bare lives", "per cent added", added)
