"""Shares of a study for several machines, and their results put together as if one had lived all of it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.foundations.rules import code_stamp
from sim.study.lives import Task
from sim.study.problems import InputWrong
from sim.study.store import differences, leaves
from sim.study.stored import Stored


@dataclass(frozen=True)
class Shard:
    """One share of a study, of so many; together they are the whole, and no two of them share a run."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> "Shard":
        """A share as it is typed: 2/4 is the second of four."""
        found = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", text)
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            raise InputWrong([f"--shard {text}: i/n is expected, such as 2/4 for the second of four shares"])
        return cls(int(found[1]), int(found[2]))

    @property
    def name(self) -> str:
        """What its folder is called."""
        return f"shard-{self.number}-of-{self.of}"

    def takes(self, replicate: int, arm: int) -> bool:
        """Whether a run is of this share. Runs are dealt like cards, each replicate beginning with the next share."""
        return (replicate + arm) % self.of == self.number - 1


@dataclass(frozen=True)
class Order:
    """Which runs of a study are to be lived: as many as the precision asks for, so many replicates, or one share."""

    replicates: int | None = None
    shard: Shard | None = None
    retry_failed: bool = False


class RunsMissing(Exception):
    """Runs that the tables need are not there, and nobody is to live them."""

    def __init__(self, folder: Path, missing: Sequence[Task], of: int) -> None:
        arms = Counter(f"{task.arm.scenario} {task.arm.package}" for task in missing)
        told = ", ".join(f"{many} of {arm}" for arm, many in sorted(arms.items()))
        super().__init__(
            f"{folder}: {len(missing)} of {of} runs are missing ({told}); the runs that are there are put together, "
            "but no table is written. Merge the other shares too, or run the question there to live the rest."
        )


def check_mergeable(sources: Sequence[Stored]) -> list[str]:
    """Refuse folders that answer different questions; gives what is odd about those that do not."""
    first = sources[0]
    problems = [f"{each.folder}: holds no question" for each in sources if not each.note("question")]
    if problems:
        raise NotMergeable(problems)
    if first.about().get("code") != code_stamp():
        raise NotMergeable([f"{first.folder}: was lived by other code than this; merge it with the code that lived it"])
    about, question = first.about(), leaves("question", first.note("question"))
    for other in sources[1:]:
        here, there = f"in {other.folder}", f"in {first.folder}"
        found = differences(about, other.about(), there, here)
        if not found:
            found = differences(question, leaves("question", other.note("question")), there, here)
        problems += [f"{other.folder}: answers another question: {each}" for each in found]
    if problems:
        raise NotMergeable(problems)
    return list(_check_duplicates(sources))


def _check_duplicates(sources: Sequence[Stored]) -> Iterator[str]:
    """A run that two folders hold must be the same in both; where only one of them failed, the other counts."""
    seen: dict[str, Stored] = {}
    problems = []
    for source in sources:
        for key, status in source.finished().items():
            before = seen.setdefault(key, source)
            if before is source:
                continue
            status_before = before.finished_status(key)
            if {status, status_before} == {"done"}:
                problems += _difference(key, before, source)
            elif status != status_before:
                failed, done = (before, source) if status == "done" else (source, before)
                yield f"{_run(key, failed)} failed in {failed.folder} and was lived in {done.folder}: the latter counts"
                seen[key] = done
    if problems:
        raise NotMergeable(problems)


def _difference(key: str, one: Stored, other: Stored) -> list[str]:
    for mine, theirs in zip(one.content(key), other.content(key), strict=True):
        if mine != theirs:
            names = sorted({row[1] for row in {*mine} ^ {*theirs}})
            what = f" (first in {names[0]})" if names and len(names[0]) < 80 else ""
            return [f"{other.folder}: {_run(key, other)} differs from the same run in {one.folder}{what}"]
    return []


def _run(key: str, source: Stored) -> str:
    scenario, package, replicate = source.run(key)
    return f"scenario {scenario}, package {package}, replicate {replicate}"


def ordered_by_all(sources: Sequence[Stored], asked: int | None) -> int | None:
    """How many replicates the shares were told to live together; nothing where the precision decides."""
    if asked is not None:
        return asked
    orders: dict[Any, Stored] = {}
    for each in sources:
        orders.setdefault((each.note("progress") or {}).get("ordered"), each)
    if len(orders) > 1:
        told = ", ".join(f"{each.folder} {order or 'by precision'}" for order, each in orders.items())
        raise NotMergeable([f"the folders were told different numbers of replicates ({told}); say --replicates"])
    return next(iter(orders))


class NotMergeable(InputWrong):
    """The folders cannot be put together."""

    def lines(self) -> list[str]:
        """What differs."""
        return [*self.problems[:MANY], *self._rest(), "Nothing was written."]

    def _rest(self) -> list[str]:
        more = len(self.problems) - MANY
        return [f"… and {more} more differences"] if more > 0 else []


MANY = 20
