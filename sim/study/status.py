"""How far the study of a results folder has come, also while another process is living it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.study.estimate import BYTES_PER_MB, SECONDS_PER_MINUTE
from sim.study.experiment import BASELINE
from sim.study.shards import Shard
from sim.study.stored import Stored
from sim.study.writer import spoken, writer_of

LAST = 5


@dataclass(frozen=True)
class Share:
    """The runs of one arm: how many are done, failed and missing."""

    scenario: str
    package: str
    done: int
    failed: int
    missing: int


@dataclass(frozen=True)
class Status:
    """What a folder says about its study."""

    folder: Path
    question: dict[str, str]
    seed: int
    shard: Shard | None
    replicates: int
    most: int
    arms: list[Share]
    complete: dict[str, int]
    writer: dict[str, Any] | None
    workers: int
    seconds_a_run: float | None
    bytes_a_run: float | None
    failures: list[tuple[str, str, int, str]]

    @property
    def missing(self) -> int:
        """Runs that are still to be lived, as far as is known now."""
        return sum(arm.missing for arm in self.arms)

    def told(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "folder": str(self.folder),
            "question": self.question,
            "seed": self.seed,
            "shard": None if self.shard is None else f"{self.shard.number}/{self.shard.of}",
            "replicates": self.replicates,
            "most_replicates": self.most,
            "arms": [vars(arm) for arm in self.arms],
            "complete": self.complete,
            "writer": None if self.writer is None else {key: self.writer.get(key) for key in ("pid", "since")},
            "workers": self.workers,
            "seconds_a_run": self.seconds_a_run,
            "minutes_to_come": self._minutes(),
            "megabytes_to_come": self._megabytes(),
            "failures": [list(failure) for failure in self.failures],
        }

    def lines(self) -> Iterator[str]:
        """The same for people."""
        yield f"{self.folder}: {self.question.get('en', '')}"
        share = "" if self.shard is None else f", share {self.shard.number} of {self.shard.of}"
        more = f" (at most {self.most} for the precision)" if self.most > self.replicates else ""
        yield f"{self.replicates} replicates{more} of {len(self.arms)} arms, master seed {self.seed}{share}"
        yield f"{spoken(self.writer)} is writing there" if self.writer is not None else "nobody is writing there"
        yield from self._table()
        if self.shard is None:
            whole = ", ".join(f"{many} of {self.replicates} in {name}" for name, many in self.complete.items())
            yield f"replicates complete: {whole}"
        yield from self._to_come()
        for scenario, package, replicate, reason in self.failures:
            yield f"failed: scenario {scenario}, package {package}, replicate {replicate}: {reason}"

    def _table(self) -> Iterator[str]:
        names = [f"{arm.scenario} {arm.package}" for arm in self.arms]
        width = max((len(name) for name in [*names, "all"]), default=0)
        yield f"{'':<{width}} {'done':>8} {'failed':>8} {'missing':>8}"
        rows = [(name, arm.done, arm.failed, arm.missing) for name, arm in zip(names, self.arms, strict=True)]
        rows.append(("all", *(sum(getattr(arm, kind) for arm in self.arms) for kind in ("done", "failed", "missing"))))
        for name, done, failed, missing in rows:
            yield f"{name:<{width}} {done:>8} {failed:>8} {missing:>8}"

    def _to_come(self) -> Iterator[str]:
        if self.seconds_a_run is None:
            yield "no run is done yet"
        elif self.missing == 0:
            yield f"{self.seconds_a_run:.2f} s a run; nothing is missing"
        else:
            yield (
                f"{self.seconds_a_run:.2f} s a run; still to come: about {self._minutes():.1f} minutes "
                f"on {self.workers} workers, {self._megabytes():.1f} MB"
            )

    def _minutes(self) -> float:
        return self.missing * (self.seconds_a_run or 0.0) / SECONDS_PER_MINUTE / self.workers

    def _megabytes(self) -> float:
        return self.missing * (self.bytes_a_run or 0.0) / BYTES_PER_MB


def status_of(folder: Path) -> Status:
    """Look into a folder without disturbing whoever writes there."""
    writer = writer_of(folder)
    stored = Stored.open(folder)
    try:
        question, progress = stored.note("question") or {}, stored.note("progress") or {}
        shard = Shard(*progress["shard"]) if progress.get("shard") else None
        target = progress.get("target", 0)
        arms = _arms(question, stored)
        return Status(
            folder,
            question.get("question", {}),
            stored.about().get("master seed", 0),
            shard,
            target,
            progress.get("most", target),
            list(_shares(arms, stored, target, shard)),
            _complete(arms, stored, target),
            writer,
            max(1, progress.get("workers", 1)),
            stored.seconds_a_run(),
            stored.bytes_a_run(),
            stored.failures()[-LAST:],
        )
    finally:
        stored.close()


def _arms(question: dict[str, Any], stored: Stored) -> list[tuple[str, str]]:
    """The arms in the order of the question; of a folder without one, those that have runs."""
    packages = [BASELINE, *(package["name"] for package in question.get("packages", []))]
    return [(scenario, name) for scenario in question.get("scenarios", {}) for name in packages] or list(
        stored.counts()
    )


def _shares(arms: list[tuple[str, str]], stored: Stored, target: int, shard: Shard | None) -> Iterator[Share]:
    counts = stored.counts(below=target)
    for place, (scenario, package) in enumerate(arms):
        mine = counts.get((scenario, package), {})
        done, failed = mine.get("done", 0), mine.get("failed", 0)
        wanted = target if shard is None else sum(shard.takes(replicate, place) for replicate in range(target))
        yield Share(scenario, package, done, failed, max(0, wanted - done - failed))


def _complete(arms: list[tuple[str, str]], stored: Stored, target: int) -> dict[str, int]:
    """How many replicates of each world were lived in all of its arms."""
    of_world: dict[str, int] = {}
    for scenario, _ in arms:
        of_world[scenario] = of_world.get(scenario, 0) + 1
    whole = dict.fromkeys(of_world, 0)
    for (scenario, replicate), lived in stored.replicates().items():
        if replicate < target and lived == of_world.get(scenario):
            whole[scenario] += 1
    return whole
