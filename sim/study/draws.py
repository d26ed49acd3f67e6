"""The page of draws, `docs/draws.md`: who draws what by which key, made from the declarations of the decisions."""

import importlib
from pathlib import Path

from sim.foundations.luck import DECISIONS
from sim.foundations.rules import SIM, model_sources

HEAD = """# Draws

Made by `python -m sim.study.draws` from the declarations beside the rules; a test compares it with them.

Chance has no state here. Every draw is the answer to a question, *who decides what when*, and the same question gets
the same answer in every arm and in any order. So two worlds differ only where a policy reaches.

**From question to uniform.** All arithmetic is on unsigned integers of 64 bits and wraps around.
`mix(x)` is the finaliser of splitmix64: add `0x9E3779B97F4A7C15`; `x ^= x >> 30`, times `0xBF58476D1CE4E5B9`;
`x ^= x >> 27`, times `0x94D049BB133111EB`; `x ^= x >> 31`.

1. The decision's code is the BLAKE2b hash (8 bytes, little endian) of its name.
2. The key of a month is `mix(mix(seed) + month * 0xD6E8FEB86659FD93)`; the key of a life, for draws that hold for ever,
   is `mix(seed ^ 0xA0761D6478BD642F)`.
3. `bits = mix(mix(mix(key ^ code) + who * 0xD6E8FEB86659FD93) + k * 0xA0761D6478BD642F)`.
4. `u = ((bits >> 12) + 0.5) * 2^-52`, strictly between 0 and 1.

**From uniform to value.** *Yes with a share* means `u < share`. *Normal* is the standard normal quantile of `u`
(AS 241), *log-normal* its exponential times a deviation, *exponential* `-log(u)`, *Gumbel* `-log(-log(u))`, *Poisson*
the least number whose cumulative share reaches `u`; *by cumulated shares* takes the first whose cumulated share is
above `u`. Ranks and turns sort `u` upwards. `exp`, `log` and the rest are those of `sim/foundations/mathematics.py`,
the same bits on every machine.

**Rounding.** Money is in whole fen: an amount is rounded to the nearest, halves upwards (`fen`); prices of assets and
shares that must not be passed are rounded down (`whole`). Shares of one sum (a loss, a tax) are rounded down, and the
fen that are left go to those with the largest remainders. Counts are rounded down.

*Who* is the number of the one who decides: a firm and the investor that it was have one number, rows may be used again
but numbers never are. *Lasts* says whether a draw is new every month or holds for life.

| decision | who | k | lasts | what becomes of it |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    for path in model_sources():
        importlib.import_module(".".join(path.relative_to(SIM.parent).with_suffix("").parts).removesuffix(".__init__"))
    rows = [f"| `{name}` | {d.who} | {d.k} | {d.lasts} | {d.law} |\n" for name, d in sorted(DECISIONS.items())]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    Path("docs/draws.md").write_text(page(), encoding="utf-8")
