"""How long a study will take and how much room it needs, said before it takes it."""

from collections.abc import Callable
from dataclasses import dataclass

SECONDS_PER_MINUTE = 60
BYTES_PER_MB = 1_000_000


@dataclass(frozen=True)
class Plan:
    """What is still to be lived, at least and at most, and what a run takes, where that is known."""

    least_runs: int
    most_runs: int
    workers: int
    seconds_a_run: float | None = None
    bytes_a_run: float | None = None
    most_minutes: float | None = None
    failed: int = 0

    def words(self) -> str:
        """The plan as one line."""
        runs = _range(self.least_runs, self.most_runs, _count)
        if self.most_runs == 0:
            return f"all runs are there{self._failed()}"
        if self.seconds_a_run is None or self.bytes_a_run is None:
            return f"{runs} runs to be lived{self._failed()}; how long and how much room is known after the first"
        return f"{runs} runs to be lived{self._failed()}: about {self._time()}, {self._room()} MB"

    def megabytes(self, runs: int) -> str:
        """The room that so many runs take."""
        return _short(runs * (self.bytes_a_run or 0.0) / BYTES_PER_MB)

    def _failed(self) -> str:
        return f" ({self.failed} failed earlier; --retry-failed lives them again)" if self.failed else ""

    def _time(self) -> str:
        minutes = (self.seconds_a_run or 0.0) / SECONDS_PER_MINUTE / self.workers
        least, most = self.least_runs * minutes, self.most_runs * minutes
        # Time ends only what goes beyond the least number of replicates.
        if self.most_minutes is not None:
            most = max(least, min(most, self.most_minutes))
        return f"{_range(least, most, _short)} minutes"

    def _room(self) -> str:
        megabytes = (self.bytes_a_run or 0.0) / BYTES_PER_MB
        return _range(self.least_runs * megabytes, self.most_runs * megabytes, _short)


def _range(least: float, most: float, form: Callable[[float], str]) -> str:
    low, high = form(least), form(most)
    return low if low == high else f"{low} to {high}"


def _count(number: float) -> str:
    return f"{number:,.0f}"


def _short(number: float) -> str:
    """Two digits at most where it is small: an estimate is no more exact than that."""
    return f"{number:.1g}" if number < 1 else f"{number:.2g}" if number < 10 else f"{number:,.0f}"
