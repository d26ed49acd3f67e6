"""Luck for the slow twins: the same hash of draws, asked by the name of the decision, in plain Python."""

import functools
import hashlib

from sim.foundations.luck import draw_hash_plain, mix_plain

_MASK = (1 << 64) - 1
_MONTH_STEP = 0xD6E8FEB86659FD93
_FOR_LIFE = 0xA0761D6478BD642F


@functools.cache
def code_of(decision: str) -> int:
    """The 64-bit name of a decision."""
    return int.from_bytes(hashlib.blake2b(decision.encode(), digest_size=8).digest(), "little")


class Draws:
    """All uniforms of one seed in one month; the twin asks in whatever order it likes."""

    def __init__(self, seed: int, month: int) -> None:
        self._month = mix_plain((mix_plain(seed) + month * _MONTH_STEP) & _MASK)
        self._life = mix_plain(seed ^ _FOR_LIFE)

    def this_month(self, decision: str, who: int, k: int = 0) -> float:
        """A uniform strictly inside (0, 1) that is new in every month."""
        return _uniform(draw_hash_plain(self._month, code_of(decision), who, k))

    def for_life(self, decision: str, who: int, k: int) -> float:
        """A uniform that is the same in every month: a trait of a person or of a pair."""
        return _uniform(draw_hash_plain(self._life, code_of(decision), who, k))


def _uniform(bits: int) -> float:
    """The middle of the one of 2^52 equal parts of (0, 1) that the upper bits name."""
    return ((bits >> 12) + 0.5) / 2**52
