"""Months: a calendar month such as 2012-01 as the number of a month of the scenario, and back."""

import re

_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")


def months_since_year_nought(text: str) -> int | None:
    """A calendar month as one number, or None where the text is no month."""
    found = _MONTH.match(text)
    return int(found[1]) * 12 + int(found[2]) - 1 if found else None


def month_number(text: str, start: str) -> int | None:
    """Which month of the scenario a calendar month is: the first is 1, the one before it 0."""
    then, first = months_since_year_nought(text), months_since_year_nought(start)
    return None if then is None or first is None else then - first + 1


def calendar_month(number: int, start: str) -> str:
    """The calendar month of a month of the scenario."""
    first = months_since_year_nought(start) or 0
    year, month = divmod(first + number - 1, 12)
    return f"{year:04d}-{month + 1:02d}"


def year_ends(months: int) -> list[int]:
    """The last month of every whole year."""
    return list(range(12, months + 1, 12))
