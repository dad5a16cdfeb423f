"""Dates as records write them: a day, or only a month or a year where no more is known."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


EARLIEST, LATEST = 1900, 2199
"""The years that records can mean. Others are slips of the keyboard, and would make tables of a row a year endless."""


def is_date(value: object) -> bool:
    """Say whether a text is a day, as 2006-01-18. What is not text is not our question (as JSON Schema wants it)."""
    return not isinstance(value, str) or (len(value) == len("2006-01-18") and is_partial_date(value))


def is_partial_date(value: object) -> bool:
    """Say whether a text is a day, a month or a year that exists: 2006-01-18, 2006-01 or 2006."""
    if not isinstance(value, str):
        return True
    found = _PARTIAL.match(value)
    if not found:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    if not EARLIEST <= year <= LATEST:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def is_before(one: str, other: str) -> bool:
    """Say whether one partial date certainly lies before another: 2006 is not before 2006-05, nor after it."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


_NUMERIC = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})\Z")


def likely_dates(text: str) -> list[str]:
    """The days that a differently written date can mean; one where it is clear, two where day and month may swap."""
    found = _NUMERIC.match(text.strip())
    if not found:
        return []
    first, middle, last = found.groups()
    if len(first) == 4:
        candidates = [f"{first}-{int(middle):02}-{int(last):02}"] if len(last) <= 2 else []
    elif len(last) == 4:
        candidates = [f"{last}-{int(middle):02}-{int(first):02}", f"{last}-{int(first):02}-{int(middle):02}"]
    else:
        candidates = []
    return list(dict.fromkeys(each for each in candidates if len(each) == len("2006-01-18") and is_date(each)))


@lru_cache(maxsize=20_000)  # the same dates are asked for by every view
def first_day(text: str) -> date:
    """The first day that a partial date can mean: 2006-05 begins on 1 May 2006."""
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return date(year, month, day)


@lru_cache(maxsize=20_000)
def last_day(text: str) -> date:
    """The last day that a partial date can mean: 2006 ends on 31 December 2006."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def later_by_months(day: date, months: int) -> date:
    """The same day so many months later; the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
