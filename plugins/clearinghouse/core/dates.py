"""Dates as records write them: a day, or only a month or a year where no more is known."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from clearinghouse.core.record import LANGUAGES

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


_MONTH_AND_YEAR = re.compile(r"(?:(\d{1,2})[./\- ](\d{4})|(\d{4})[./\- ](\d{1,2}))\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_BESIDE_NAMES = frozenset({"of", "the", "st", "nd", "rd", "th", "le", "er", "de", "del", "du", "el"})


def likely_partial_dates(text: str) -> list[str]:
    """The partial dates that a differently written one can mean, also `01/2006`, `20060118` and `18 January 2006`."""
    text = text.strip()
    if days := likely_dates(text):
        return days
    if found := _MONTH_AND_YEAR.match(text):
        month, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        likely = f"{year}-{int(month):02}"
    elif found := _COMPACT.match(text):
        likely = "-".join(found.groups())
    else:
        likely = _date_in_words(text)
    return [likely] if likely and is_partial_date(likely) else []


def _date_in_words(text: str) -> str:
    """The date that names its month, in a language of the United Nations; nothing where a word of it is not understood."""
    words = [each for each in _WORDS.findall(text.casefold()) if each not in _BESIDE_NAMES]
    months = [_months()[each] for each in words if each in _months()]
    years = [each for each in words if len(each) == 4 and each.isdecimal()]
    days = [each for each in words if len(each) <= 2 and each.isdecimal()]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(words) != 2 + len(days):
        return ""
    return "-".join([years[0], f"{months[0]:02}", *(f"{int(day):02}" for day in days)])


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The months by their names and short names in lower case, as CLDR has them."""
    from babel.dates import get_month_names  # noqa: PLC0415 - it takes long to import, and only mistakes ask for it

    return {
        name.casefold().rstrip("."): number
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    }


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
