"""A replication: what a publication leads one to expect, as claims that an interval can meet or miss."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from experiments.replications.lives import Lives
from sim.study.intervals import Interval, mean_interval

CONFIDENCE = 0.95
AGREES, DOES_NOT, CANNOT = "agrees", "does not agree", "cannot be asked here"
ABOVE, BELOW = (0.0, np.inf), (-np.inf, 0.0)


@dataclass(frozen=True)
class Claim:
    """One number of the lives, one value a replicate; with `between`, where the publication says that it lies."""

    what: str
    unit: str
    measure: Callable[[Lives], np.ndarray]
    between: tuple[float, float] | None = None


@dataclass(frozen=True)
class Replication:
    """One of R1 to R10: who found what, how it is asked here, and why the answer is as it is."""

    number: int
    file: str
    title: str
    published: str
    setting: str
    claims: tuple[Claim, ...]
    why: str
    can_be_asked: bool = True


@dataclass(frozen=True)
class Answer:
    """A claim with what was found; `holds` is None where the publication says nothing."""

    claim: Claim
    found: Interval

    @property
    def holds(self) -> bool | None:
        """Whether the whole interval lies where it should."""
        if self.claim.between is None:
            return None
        low, high = self.claim.between
        return bool(self.found.lo > low and self.found.hi < high)


def answers(replication: Replication, lives: Lives) -> list[Answer]:
    """Every claim with its mean over the replicates and its interval; a life without the number drops out."""
    found = []
    for claim in replication.claims:
        values = claim.measure(lives)
        found.append(Answer(claim, mean_interval(values[np.isfinite(values)], CONFIDENCE)))
    return found


def verdict(replication: Replication, found: list[Answer]) -> str:
    """Agrees where every claim holds. What cannot be told from zero does not count as agreement."""
    asked = [answer for answer in found if answer.holds is not None]
    if not replication.can_be_asked:
        return CANNOT
    held = sum(bool(answer.holds) for answer in asked)
    return AGREES if held == len(asked) else f"{DOES_NOT} ({held} of {len(asked)} claims hold)"
