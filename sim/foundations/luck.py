"""Luck: every draw is named by who decides what when, so two worlds differ only where a policy reaches.

`draw(luck, DECISION, who, k)` hashes (seed, decision, month, who, k) into a uniform strictly inside
(0, 1). It keeps no state: the same question gets the same answer in every arm and in any order.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numba import float64, int64, uint64

from sim.foundations.declare import column
from sim.foundations.rules import PLAIN, signed_rule
from sim.foundations.tables import table

SAMPLE_ROOM = 1 << 15
FOREVER = -1

LUCK = table(
    "luck",
    seed=column("u8", "", "of this replicate, shared by all arms"),
    month_key=column("u8", "", "seed and month, mixed"),
    life_key=column("u8", "", "seed alone, mixed: for draws that hold for life"),
    sampled=column("i8", "draws", "kept in the sample this month"),
    sample_decision=column("u8", "", "decision of each draw in the sample", (SAMPLE_ROOM,)),
    sample_hash=column("u8", "", "hash of each draw in the sample (one in 64)", (SAMPLE_ROOM,)),
)

LASTS = ("month", "life", "either")


@dataclass(frozen=True)
class Decision:
    """What is drawn: a code from the name, who decides, what `k` counts, how long a draw holds, what becomes of it."""

    code: int
    who: str
    k: str
    lasts: str
    law: str


DECISIONS: dict[str, Decision] = {}

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_MIX_ONE = 0xBF58476D1CE4E5B9
_MIX_TWO = 0x94D049BB133111EB
_WHO = 0xD6E8FEB86659FD93
_SECOND = 0xA0761D6478BD642F


def decision(name: str, who: str, *, law: str, k: str = "0", lasts: str = "month") -> Any:
    """Name a decision by a 64-bit hash of its name; a name used twice is refused. The rest is for the page of draws."""
    if name in DECISIONS:
        raise ValueError(f"decision {name!r} is named twice: its draws would be the same")
    if lasts not in LASTS:
        raise ValueError(f"decision {name!r} lasts {lasts!r}: one of {', '.join(LASTS)}")
    code = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    DECISIONS[name] = Decision(code, who, k, lasts, law)
    return code if PLAIN else np.uint64(code)


def mix_plain(value: int) -> int:
    """Scramble 64 bits (the finaliser of splitmix64), in Python integers."""
    value = (value + _GOLDEN) & _MASK
    value = ((value ^ (value >> 30)) * _MIX_ONE) & _MASK
    value = ((value ^ (value >> 27)) * _MIX_TWO) & _MASK
    return value ^ (value >> 31)


def draw_hash_plain(key: int, what: int, who: int, k: int) -> int:
    """The hash behind a draw, in Python integers."""
    first = mix_plain(key ^ int(what))
    second = mix_plain((first + who * _WHO) & _MASK)
    return mix_plain((second + k * _SECOND) & _MASK)


def _uniform_plain(bits: int) -> float:
    return ((bits >> 12) + 0.5) * 2.0**-52


_LUCK_TYPE = numba.from_dtype(LUCK.dtype)

if PLAIN:

    def _answer(luck: Any, key: int, what: int, who: int, k: int) -> float:
        bits = draw_hash_plain(int(key), what, int(who), int(k))
        if bits & 63 == 0 and luck.sampled < SAMPLE_ROOM:
            luck.sample_decision[luck.sampled] = what
            luck.sample_hash[luck.sampled] = bits
            luck.sampled += 1
        return _uniform_plain(bits)

    def draw(luck: Any, what: int, who: int, k: int) -> float:
        """A uniform strictly inside (0, 1) for this month, decision, person and alternative."""
        return _answer(luck, luck.month_key, what, who, k)

    def draw_for_life(luck: Any, what: int, who: int, k: int) -> float:
        """The same, but equal in every month: a lasting trait of a person or of a pair."""
        return _answer(luck, luck.life_key, what, who, k)

else:

    @signed_rule(uint64(uint64))
    def mix(value):
        """Scramble 64 bits (the finaliser of splitmix64)."""
        value = value + uint64(0x9E3779B97F4A7C15)
        value = (value ^ (value >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> uint64(27))) * uint64(0x94D049BB133111EB)
        return value ^ (value >> uint64(31))

    @signed_rule(float64(_LUCK_TYPE, uint64, uint64, int64, int64))
    def _answer(luck, key, what, who, k):
        first = mix(key ^ what)
        second = mix(first + uint64(who) * uint64(0xD6E8FEB86659FD93))
        bits = mix(second + uint64(k) * uint64(0xA0761D6478BD642F))
        if bits & uint64(63) == uint64(0) and luck.sampled < SAMPLE_ROOM:
            luck.sample_decision[luck.sampled] = what
            luck.sample_hash[luck.sampled] = bits
            luck.sampled += 1
        return (float64(bits >> uint64(12)) + 0.5) * 2.220446049250313e-16

    @signed_rule(float64(_LUCK_TYPE, uint64, int64, int64))
    def draw(luck, what, who, k):
        """A uniform strictly inside (0, 1) for this month, decision, person and alternative."""
        return _answer(luck, luck.month_key, what, who, k)

    @signed_rule(float64(_LUCK_TYPE, uint64, int64, int64))
    def draw_for_life(luck, what, who, k):
        """The same, but equal in every month: a lasting trait of a person or of a pair."""
        return _answer(luck, luck.life_key, what, who, k)


def new_luck(seed: int) -> np.recarray:
    """The luck of one replicate, before its first month."""
    luck = LUCK.rows(1)
    luck["seed"] = np.uint64(seed)
    luck["life_key"] = np.uint64(mix_plain(seed ^ _SECOND))
    open_month(luck, 0)
    return luck


def open_month(luck: np.recarray, month: int) -> None:
    """Turn to another month: new draws, an empty sample."""
    seed = int(luck["seed"][0])
    luck["month_key"] = np.uint64(mix_plain((mix_plain(seed) + month * _WHO) & _MASK))
    luck["sampled"] = 0


def sample_of_month(luck: np.recarray) -> tuple[np.ndarray, np.ndarray]:
    """Decisions and hashes of the draws that this month's sample holds."""
    count = int(luck["sampled"][0])
    return luck["sample_decision"][0, :count].copy(), luck["sample_hash"][0, :count].copy()
