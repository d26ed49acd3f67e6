"""How numbers are written: as many digits as the interval warrants, and money as each language counts it."""

import math
from dataclasses import dataclass
from numbers import Real
from typing import Any

from sim.output.words import language

THIN_SPACE = "\u202f"  # narrow, and no line is broken at it
MINUS = "\u2212"
NO_BREAK = "\u00a0"
NOT_KNOWN = "–"
WAN_YUAN = "wan yuan"


def known(value: Any) -> bool:
    """Whether a cell holds a number."""
    return isinstance(value, Real) and math.isfinite(float(value))


@dataclass(frozen=True)
class Scale:
    """What a column is multiplied by to be read, and the unit that it then has."""

    factor: float
    unit: str


def scale_of(unit: str, unit_word: str, largest: float, lang: str) -> Scale:
    """How to show a column: shares in per cent, money in million yuan (en), 万元 or 亿元 (zh).

    `unit` is the unit of the table, `unit_word` the same in the reader's language and `largest`
    the greatest size among the numbers shown together.
    """
    if unit == "share":
        return Scale(100, "%")
    if unit.startswith(WAN_YUAN):
        return _money(unit_word, largest, lang)
    return Scale(1, unit_word)


def money_scale(largest: float, lang: str) -> Scale:
    """How amounts in wan yuan of up to a size are shown: 万元 or 亿元, million or billion yuan."""
    scales = [each for each in language(lang).money["scales"] if largest >= each["from_wan_yuan"]]
    return Scale(float(scales[-1]["factor"]), scales[-1]["unit"])


def _money(unit_word: str, largest: float, lang: str) -> Scale:
    money = money_scale(largest, lang)
    return Scale(money.factor, unit_word.replace(language(lang).money["word"], money.unit))


def cost_scale(lang: str) -> Scale:
    """How the cost of one job-year, kept in wan yuan, is shown: yuan in English, 万元 in Chinese."""
    small = language(lang).money["small"]
    return Scale(float(small["factor"]), small["unit"])


def decimals(half_width: float, value: float) -> int:
    """Decimals to show: two significant digits of the half-width, three of the value where it has none.

    Below zero means rounding to tens, hundreds and so on.
    """
    if known(half_width) and half_width > 0:
        return 1 - math.floor(math.log10(half_width))
    if known(value) and value != 0:
        return 2 - math.floor(math.log10(abs(value)))
    return 0


def numeral(value: float, places: int) -> str:
    """A number with so many decimals, thousands set apart by thin spaces; a dash where there is none."""
    if not known(value):
        return NOT_KNOWN
    # Beyond 2^53 every float is whole, and rounding it could overflow.
    rounded = float(value) if abs(value) > 2**53 else round(float(value), places) + 0.0
    text = f"{abs(rounded):,.{max(places, 0)}f}".replace(",", THIN_SPACE)
    return f"{MINUS}{text}" if rounded < 0 else text


def plain(value: float) -> str:
    """A number without an interval, to three significant digits."""
    return numeral(value, decimals(0, value)) if not _is_small_whole(value) else numeral(value, 0)


def _is_small_whole(value: float) -> bool:
    return known(value) and float(value).is_integer() and abs(value) < 1000


def percent(share: float, lang: str, places: int = 1) -> str:
    """A share as a percentage; what would round to nothing, or to all, is said to be less or more."""
    if not known(share):
        return NOT_KNOWN
    space = NO_BREAK if language(lang).spaced else ""
    least = 10.0**-places
    if 0 < abs(share) * 100 < least / 2:
        return f"<{space}{least:.{places}f}{space}%"
    if 100 - least / 2 <= share * 100 < 100:
        return f">{space}{100 - least:.{places}f}{space}%"
    return f"{numeral(share * 100, places)}{space}%"


def whole_percent(share: float, lang: str) -> str:
    """A share that somebody chose, such as 95 %: no decimals unless it has them."""
    return percent(share, lang, 0 if float(round(100 * share, 6)).is_integer() else 1)


@dataclass(frozen=True)
class Estimate:
    """An estimate and its interval, in the unit in which they are shown."""

    value: float
    lo: float
    hi: float

    @classmethod
    def of(cls, row: Any, scale: Scale, value: str = "estimate") -> "Estimate":
        """From a row of a table."""
        middle, lo, hi = (
            float(row[name]) * scale.factor if known(row[name]) else math.nan for name in (value, "lo", "hi")
        )
        return cls(middle, lo, hi)

    @property
    def has_interval(self) -> bool:
        """Whether both bounds are known."""
        return known(self.lo) and known(self.hi)

    @property
    def sign(self) -> int:
        """+1 or -1 where the whole interval lies on that side of zero, else 0: no clear effect."""
        if not self.has_interval:
            return 0
        return (self.lo > 0) - (self.hi < 0)

    @property
    def places(self) -> int:
        """Decimals that the interval warrants."""
        return decimals((self.hi - self.lo) / 2 if self.has_interval else 0, self.value)

    @property
    def text(self) -> str:
        """The estimate alone."""
        return numeral(self.value, self.places)

    @property
    def bounds(self) -> tuple[str, str]:
        """Both ends of the interval."""
        return numeral(self.lo, self.places), numeral(self.hi, self.places)
