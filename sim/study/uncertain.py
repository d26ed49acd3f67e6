"""Numbers that nobody has measured: each replicate draws its own, the same for all of its arms.

Draws are uniform between a low and a high value. Replicate r takes point r of a Sobol sequence (Sobol 1967), scrambled
after Matoušek (1998) by the master seed: the points fill the ranges evenly from the first on, and more replicates
take further points of the same sequence.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from sim.foundations.numbers import NUMBERS, check_changes
from sim.scenario import Scenario
from sim.study.chance import generator
from sim.study.located import Document, Steps

Row = dict[str, object]
DRAWS = ("replicate", "number", "value")
Wrong = list[tuple[Steps, str]]
AT: Steps = ("uncertain", "numbers")
# Units in which the model counts one by one: it rounds these numbers, or compares them with counts.
COUNTED = re.compile(
    r"(producing )?months(?! of (pay|cash))|persons|workers|firms|posts|jobs|vacancies|seats|staff|items|blocks|tracts"
    r"|zones|of \d"
)


@dataclass(frozen=True)
class Range:
    """Between what an uncertain number lies."""

    number: str
    low: float
    high: float

    @property
    def unit(self) -> str:
        """In what the number is stated."""
        return NUMBERS[self.number].unit

    @property
    def whole(self) -> bool:
        """Whether the number counts things, so that nothing lies between one and the next."""
        return is_whole(self.number)

    @property
    def middle(self) -> float:
        """The mean of all draws."""
        if not self.whole:
            return (self.low + self.high) / 2
        first, last = _whole_between(self.low, self.high)
        return (first + last) / 2

    def at(self, shares: np.ndarray) -> np.ndarray:
        """The values below which such shares of all draws lie; of counts, every one is as likely as the next."""
        if not self.whole:
            return self.low + (self.high - self.low) * shares
        first, last = _whole_between(self.low, self.high)
        return np.minimum(last, first + np.floor((last - first + 1) * shares))


def is_whole(number: str) -> bool:
    """Whether a number of the model counts things: its unit does, and its value and bounds are whole."""
    declared = NUMBERS[number]
    told = (declared.value, declared.low, declared.high)
    return COUNTED.match(declared.unit) is not None and all(each.is_integer() for each in told)


def _whole_between(low: float, high: float) -> tuple[int, int]:
    return math.ceil(low), math.floor(high)


class Draws:
    """What each replicate of a study has drawn for the uncertain numbers; nothing where there are none."""

    def __init__(self, ranges: Sequence[Range], master: int) -> None:
        # In the order of their names, so that a file may list them as it likes.
        self.ranges = sorted(ranges, key=lambda each: each.number)
        self._master = master
        self._values = np.zeros((0, len(self.ranges)))

    def values(self, replicates: int) -> np.ndarray:
        """A row a replicate, a column a number."""
        if len(self._values) < replicates and self.ranges:
            luck = generator(f"uncertain numbers of {self._master}")
            # Sobol's points come in powers of two; those that are too many are those of later replicates.
            points = qmc.Sobol(len(self.ranges), scramble=True, seed=luck).random_base2((replicates - 1).bit_length())
            self._values = np.column_stack([each.at(points[:, at]) for at, each in enumerate(self.ranges)])
        return self._values[:replicates]

    def of(self, replicate: int) -> dict[str, float]:
        """The numbers of one replicate, by name."""
        if not self.ranges:
            return {}
        drawn = self.values(replicate + 1)[replicate]
        return {each.number: float(value) for each, value in zip(self.ranges, drawn, strict=True)}

    def world(self, scenario: Scenario, replicate: int) -> Scenario:
        """The scenario with the numbers of a replicate."""
        drawn = self.of(replicate)
        return scenario.model_copy(update={"numbers": {**scenario.numbers, **drawn}}) if drawn else scenario

    def rows(self, replicates: int) -> Iterator[Row]:
        """The columns of draws.csv."""
        for replicate in range(replicates):
            for number, value in self.of(replicate).items():
                yield {"replicate": replicate, "number": number, "value": value}


def check_uncertain(document: Document, scenarios: Mapping[str, Scenario]) -> tuple[list[Range], Wrong]:
    """The ranges that are drawn from, and everything that is wrong with them."""
    written = document.value(AT)
    ranges: list[Range] = []
    wrong: Wrong = []
    for number, bounds in written.items() if isinstance(written, dict) else ():
        problems = check_changes({number: 0.0})
        faults = [problem.partition(": ")[2] for problem in problems]
        found = None if problems else _range(number, bounds)
        if found is not None:
            faults += [*_faults(found, bounds is None), *_set_too(number, scenarios)]
            ranges.append(found)
        wrong += [((*AT, number), fault) for fault in faults]
    analyses = document.value(("analyses",))
    if not ranges and not wrong and isinstance(analyses, list) and "sensitivity" in analyses:
        wrong.append((("analyses",), "sensitivity asks which number matters: name numbers under `uncertain:`"))
    return ranges, wrong


def _range(number: str, bounds: object) -> Range | None:
    """The range as written or declared; nothing where the model of the file has something to say about it."""
    declared = NUMBERS[number]
    if bounds is None:
        return Range(number, declared.low, declared.high)
    if not isinstance(bounds, list) or len(bounds) != 2:
        return None
    known = all(isinstance(each, (int, float)) and math.isfinite(each) for each in bounds)
    return Range(number, float(bounds[0]), float(bounds[1])) if known else None


def _faults(found: Range, declared: bool) -> list[str]:
    if found.low >= found.high:
        return ["its declared range is a single value; write [low, high]" if declared else "low must lie below high"]
    first, last = _whole_between(found.low, found.high)
    if found.whole and first >= last:
        return [f"counts in whole {found.unit}: two whole numbers at least must lie between low and high"]
    return []


def _set_too(number: str, scenarios: Mapping[str, Scenario]) -> list[str]:
    """A scenario that sets the number would have it put aside by the draw without a word."""
    names = [name for name, scenario in scenarios.items() if number in scenario.numbers]
    return [f"is set for {name} by its file or the budget; a number is set or drawn" for name in names]
