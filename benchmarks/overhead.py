"""What the engine adds to the lives: the time of a study over the sum of the times of its runs.

    python -m benchmarks.overhead --runs 1000 --years 2 --workers 1 2

The demonstration zone without and with a guarantee fund, half of the runs each. Of a study with several workers the
sum is divided by their number, so that a worker who waits counts as overhead too. On a machine that is busy with
other things the processor time is the better measure: `engine` is what the process that keeps the runs spent on
anything but lives, over the processor time of the lives (known only where they are lived in that process).
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim import Experiment
from sim.study import runner
from sim.study.lives import Outcome, Task

QUESTION = """
question: {en: "What does the bench cost?", zh: "引擎开销多大?"}
scenarios: [demo]
packages:
  guarantee: [{use: guarantee_fund, pay_wan_yuan_per_year: 300, from: 2011-01, years: 1, leverage_cap: 5}]
outcomes: [jobs, net_job_years, public_outlay]
"""


@dataclass(frozen=True)
class Measured:
    """One study: its runs, and the seconds of lives, of keeping them and of writing the tables."""

    workers: int
    runs: int
    lives: float
    wall: float
    results: float
    processor: float
    engine: float
    megabytes: float

    def line(self) -> str:
        """A row of the table."""
        share = self.lives / self.workers
        over, tables = self.wall / share - 1, self.results / share
        engine = f"{100 * self.engine / self.processor:.2f} %" if self.processor else ""
        return (
            f"| {self.workers} | {self.runs:,} | {self.lives:.1f} | {self.wall:.1f} | {100 * over:.1f} % "
            f"| {100 * tables:.1f} % | {engine} | {self.megabytes:.1f} |"
        )


def measure(experiment: Experiment, runs: int, workers: int) -> Measured:
    """Live a study in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, _counted_processor_time(workers) as spent:
        # Loading the compiled rules is no overhead of the engine.
        experiment.run(Path(folder) / "warm", replicates=1, workers=workers).store.close()
        spent[0], began = 0.0, time.process_time()
        study = experiment.run(Path(folder) / "out", replicates=runs // 2, workers=workers)
        own = time.process_time() - began
        times = study.store.ask("select sum(seconds), count(*) from runs")[0]
        study.store.close()
        size = (Path(folder) / "out" / "runs.sqlite").stat().st_size / 1e6
    wall, results = study.seconds["lives"], study.seconds["results"]
    return Measured(workers, times[1], times[0], wall, results, spent[0], own - spent[0], size)


@contextmanager
def _counted_processor_time(workers: int) -> Iterator[list[float]]:
    """Add up what the lives of this process cost its processor; nothing where others live them."""
    spent, usual = [0.0], runner.live_one

    def counted(task: Task) -> Outcome:
        began = time.process_time()
        outcome = usual(task)
        spent[0] += time.process_time() - began
        return outcome

    if workers == 1:
        runner.live_one = counted
    try:
        yield spent
    finally:
        runner.live_one = usual


def main() -> None:
    """Measure, and print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=1000)
    asked.add_argument("--years", type=float, default=2)
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    wish = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "overhead.yaml"
        file.write_text(QUESTION, encoding="utf-8")
        experiment = Experiment.load(file, years=wish.years)
    print("| workers | runs | sum of lives, s | wall, s | added by lives | by tables | engine | MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    for workers in wish.workers:
        print(measure(experiment, wish.runs, workers).line(), flush=True)


if __name__ == "__main__":
    main()
