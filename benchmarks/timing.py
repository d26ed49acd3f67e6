"""CPU time of things done in alternation, and how their ratio is spread."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Finding:
    """One measured thing: its values, one a round."""

    what: str
    unit: str
    values: Sequence[float]

    def line(self) -> str:
        """A line of the table."""
        numbers = (median(self.values), min(self.values), max(self.values))
        shown = " ".join(f"{number:9.3g}" if abs(number) < 1000 else f"{number:9,.0f}" for number in numbers)
        return f"{self.what:66s} {shown}  {self.unit} ({len(self.values)})"


def cpu_seconds(action: Callable[[], object]) -> float:
    """What an action takes of this process's CPU time."""
    began = time.process_time()
    action()
    return time.process_time() - began


def in_turns(actions: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """CPU seconds of each action, in turns A B A B; the first round is thrown away. One list an action."""
    seconds = [[cpu_seconds(action) for action in actions] for _ in range(rounds + 1)][1:]
    return [list(each) for each in zip(*seconds, strict=True)]


def ratios(ones: Sequence[float], others: Sequence[float]) -> list[float]:
    """The ratio of each round."""
    return [one / other for one, other in zip(ones, others, strict=True)]
