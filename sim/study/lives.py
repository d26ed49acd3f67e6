"""One life as a task that any worker can do, and what comes back of it."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.indicators import live
from sim.indicators.flows import COLUMNS
from sim.scenario import Scenario
from sim.study.experiment import Arm

DONE, FAILED = "done", "failed"


@dataclass(frozen=True)
class Task:
    """A run that is still to be lived."""

    key: str
    arm: Arm
    scenario: Scenario
    replicate: int
    seed: int
    months: int
    maps_at: tuple[int, ...] = ()
    with_roster: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a run gave: its series, or why it failed."""

    status: str
    reason: str = ""
    series: Mapping[str, np.ndarray] = field(default_factory=dict)
    sketches: Mapping[str, np.ndarray] = field(default_factory=dict)
    maps: Mapping[str, Any] = field(default_factory=dict)
    roster: Mapping[str, np.ndarray] = field(default_factory=dict)
    flows: np.ndarray = field(default_factory=lambda: np.zeros((0, COLUMNS), np.int64))
    seconds: float = 0.0


def seed_of(master: int, replicate: int) -> int:
    """The seed that all arms of a replicate share."""
    digest = hashlib.blake2b(f"{master} {replicate}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def live_one(task: Task) -> Outcome:
    """Live one life. A life that fails is an outcome too: the others go on."""
    began = time.perf_counter()
    try:
        life = live(
            *(task.scenario, task.arm.policies, task.seed, task.months),
            maps_at=task.maps_at,
            with_roster=task.with_roster,
        )
    except Exception as error:
        reason = str(error) if type(error).__name__ == "LifeFailed" else f"{type(error).__name__}: {error}"
        return Outcome(FAILED, reason, seconds=time.perf_counter() - began)
    maps = {str(month): plan for month, plan in life.maps.items()}
    kept = (life.series, life.sketches, maps, life.roster, life.flows)
    return Outcome(DONE, "", *kept, time.perf_counter() - began)
