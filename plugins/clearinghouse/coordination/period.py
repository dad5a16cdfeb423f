"""Periods of which not everything is known: an end that is open, a start of which only the year is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clearinghouse.core.dates import first_day, last_day


@dataclass(frozen=True, slots=True)
class Period:
    """When something ran, in partial dates as written; empty where not known. `running` tells an open end from an unknown one."""

    start: str = ""
    end: str = ""
    running: bool = False

    @property
    def known(self) -> bool:
        """Whether it can be placed in time at all."""
        return bool(self.start or self.end)

    @property
    def first(self) -> date | None:
        """The first day that it can have begun on; where only the end is known, the first of that."""
        return first_day(self.start or self.end) if self.known else None

    def last(self, today: date) -> date | None:
        """The last day that it is known to have reached.

        What still runs has reached today; where it ended and nobody says when, only its start is certain.
        """
        if not self.known:
            return None
        if self.end:
            return last_day(self.end)
        started = last_day(self.start)
        return max(today, started) if self.running else started

    def years(self, today: date) -> range:
        """The calendar years that it touches."""
        first, last = self.first, self.last(today)
        return range(first.year, last.year + 1) if first and last else range(0)


def common_days(one: Period, other: Period, today: date) -> tuple[date, date] | None:
    """The first and the last day that two periods have in common, as far as they are known; None where there is none."""
    bounds = (one.first, other.first, one.last(today), other.last(today))
    if None in bounds:
        return None
    start = max(day for day in bounds[:2] if day)
    end = min(day for day in bounds[2:] if day)
    return (start, end) if start <= end else None
