"""Asks the published findings again and writes `docs/replications.md`: `python -m experiments.replications r3`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from experiments.replications import credit, growth, labour, sizes
from experiments.replications.claims import Answer, Replication, answers, verdict
from experiments.replications.lives import live_all
from experiments.replications.page import PAGE, figure, part, row, write
from sim.study.files import load

HERE = Path(__file__).parent
REPLICATIONS = {
    each.number: each
    for each in (
        labour.R1,
        growth.R2,
        growth.R3,
        labour.R4,
        credit.R5,
        credit.R6,
        growth.R7,
        growth.R8,
        sizes.R9,
        sizes.R10,
    )
}


def ask(replication: Replication, replicates: int | None, years: float | None) -> tuple[list[Answer], int]:
    """Live the lives of its file and answer its claims; also how many replicates there were."""
    file = HERE / f"{replication.file}.yaml"
    experiment, whole = load(file, years=years), load(file).months
    lives = live_all(experiment, whole, replicates or experiment.precision.least)
    return answers(replication, lives), lives.replicates


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command was told."""
    parser = argparse.ArgumentParser(prog="python -m experiments.replications", description=__doc__)
    parser.add_argument("which", nargs="*", metavar="rN", help="r1 to r10; all without it")
    parser.add_argument("--replicates", type=int, help="instead of those of the files")
    parser.add_argument("--years", type=float, help="shorter lives, to try the command: give --page too")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page that is written")
    told = parser.parse_args(arguments)
    known = {f"r{number}" for number in REPLICATIONS}
    unknown = [each for each in told.which if each.lower() not in known]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    if told.replicates is not None and told.replicates < 2:
        parser.error("an interval needs at least 2 replicates")
    if told.years is not None and told.page == PAGE:
        parser.error("shortened lives are no results: give another --page")
    return told


def main(arguments: Sequence[str] | None = None) -> None:
    """Run, print and write those that are asked for."""
    told = read_arguments(arguments)
    numbers = sorted({int(each[1:]) for each in told.which}) or sorted(REPLICATIONS)
    for number in numbers:
        replication = REPLICATIONS[number]
        found, replicates = ask(replication, told.replicates, told.years)
        print(f"R{number} {replication.title}: {verdict(replication, found)}")
        for answer in found:
            got = answer.found
            held = {True: "holds", False: "does not hold", None: ""}[answer.holds]
            interval = f"{figure(got.estimate)} ({figure(got.lo)} to {figure(got.hi)})"
            print(f"  {answer.claim.what}: {interval} {answer.claim.unit} {held}".rstrip())
        write(told.page, {number: row(replication, found)}, {number: part(replication, found, replicates)})


if __name__ == "__main__":
    main()
