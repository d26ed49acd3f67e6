"""How often the intervals hold what they say: trials on made-up differences whose true mean is known.

`python -m sim.study.coverage` writes the table of `docs/how-sure.md` anew, in a few minutes.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.study.chance import Luck, generator
from sim.study.intervals import Interval, half_width, mean_interval
from sim.study.precision import next_target, of_interval
from sim.study.question import Precision
from sim.study.sequential import FIXED, STOPPED, Way

PAGE = Path("docs/how-sure.md")
BEGIN, END = "<!-- made by python -m sim.study.coverage -->\n", "<!-- end of what is made -->\n"
TRIALS = 4000
FIXED_REPLICATES = 100
LEAST, MOST = 20, 400

Draw = Callable[[Luck, tuple[int, int]], np.ndarray]


def _log_normal(luck: Luck, size: tuple[int, int]) -> np.ndarray:
    return (luck.lognormal(0, 1, size) - math.exp(0.5)) / math.sqrt(math.e * (math.e - 1))


# Each with mean 0 and standard deviation 1.
DIFFERENCES: dict[str, Draw] = {
    "normal": lambda luck, size: luck.standard_normal(size),
    "skewed to gains (exponential)": lambda luck, size: luck.standard_exponential(size) - 1,
    "skewed to losses (exponential)": lambda luck, size: 1 - luck.standard_exponential(size),
    "very skewed (log-normal)": _log_normal,
    "heavy tails (t with 3 degrees)": lambda luck, size: luck.standard_t(3, size) / math.sqrt(3),
}
# The mean over the spread of the differences, and the half width that is asked, as a share of the mean found.
QUESTIONS = ((3.0, 0.05), (1.0, 0.2), (0.2, 1.0), (0.0, 1.0))
HEAD = (
    "| differences | mean over spread | asked | Student, 100 fixed | until Student is narrow enough "
    "| as the bench does it | the same, looking after every replicate | ended by precision | replicates |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Trial:
    """Shares of intervals that hold the true mean, by how the number of replicates was chosen."""

    differences: str
    mean: float
    asked: float
    fixed: float
    naive: float
    bench: float
    every: float
    stopped: float
    replicates: float

    @property
    def line(self) -> str:
        """The row of the page."""
        shares = (self.fixed, self.naive, self.bench, self.every, self.stopped)
        told = " | ".join(f"{100 * share:.1f} %" for share in shares)
        return f"| {self.differences} | {self.mean:g} | ±{self.asked:.0%} | {told} | {self.replicates:.0f} |\n"


def trial(differences: str, mean: float, asked: float, trials: int = TRIALS) -> Trial:
    """Many studies of one sort: of each the interval that it would report."""
    luck = generator(f"coverage of {differences}, {mean:g}, {asked:g}")
    lives = mean + DIFFERENCES[differences](luck, (trials, MOST))
    precision = Precision(half_width_share=asked, least=LEAST, most=MOST)
    fixed = [mean_interval(each[:FIXED_REPLICATES], precision.confidence) for each in lives]
    naive = [study(each, precision, FIXED) for each in lives]
    bench = [study(each, precision, STOPPED) for each in lives]
    return Trial(
        differences,
        mean,
        asked,
        fixed=_holding(fixed, mean),
        naive=_holding([found for found, _ in naive], mean),
        bench=_holding([found for found, _ in bench], mean),
        every=_looking_after_every(lives, mean, precision),
        stopped=float(np.mean([stopped for _, stopped in bench])),
        replicates=float(np.mean([found.n for found, _ in bench])),
    )


def _holding(found: list[Interval], mean: float) -> float:
    return float(np.mean([each.lo <= mean <= each.hi for each in found]))


def study(lives: np.ndarray, precision: Precision, way: Way) -> tuple[Interval, bool]:
    """Rounds of replicates as the bench orders them; the interval that is reported, and whether precision ended it."""
    target, confidence = precision.least, precision.confidence
    while True:
        interval = mean_interval(lives[:target], confidence, way.critical)
        found = of_interval("", "", interval, precision, way)
        if found.enough(precision):
            return interval, True
        following = next_target([found], target, precision)
        if following == target:
            return mean_interval(lives[:target], confidence), False
        target = following


def _looking_after_every(lives: np.ndarray, mean: float, precision: Precision) -> float:
    """The same where the study could end after each replicate: as often as anyone can look."""
    counts = np.arange(1, lives.shape[1] + 1)
    means = np.cumsum(lives, axis=1) / counts
    # About the first value: sums of squares of values far from zero would cancel.
    shifted = lives - lives[:, :1]
    squares, sums = np.cumsum(shifted**2, axis=1), np.cumsum(shifted, axis=1)
    sd = np.sqrt(np.maximum(squares - sums**2 / counts, 0) / np.maximum(counts - 1, 1))
    reach = np.array([half_width(1.0, int(n), precision.confidence, STOPPED.critical) for n in counts])
    half = np.where(np.isfinite(reach), np.where(np.isfinite(reach), reach, 0) * sd, np.inf)
    enough = (half <= precision.half_width_share * np.abs(means)) & (half < np.abs(means)) & (counts >= precision.least)
    ended = enough.any(axis=1)
    at = np.where(ended, enough.argmax(axis=1), lives.shape[1] - 1)
    rows = np.arange(len(lives))
    last = half_width(1.0, lives.shape[1], precision.confidence, FIXED.critical) * sd[:, -1]
    reported = np.where(ended, half[rows, at], last)
    return float(np.mean(np.abs(means[rows, at] - mean) <= reported))


def trials() -> Iterator[Trial]:
    """All that the page shows."""
    for differences in DIFFERENCES:
        for mean, asked in QUESTIONS:
            yield trial(differences, mean, asked)


def with_table(page: str, table: str) -> str:
    """The page with a new table between its marks."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + table + END + rest.partition(END)[2]


if __name__ == "__main__":
    made = HEAD + "".join(each.line for each in trials())
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), made), encoding="utf-8")
