"""Timelines: when initiatives ran, on one scale of years. What is not known of a period is not drawn as if it were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clearinghouse.coordination.situation import Initiative

_TICK_STEPS = (1, 2, 5, 10, 20, 50, 100)
MAX_TICKS = 12
"""Years that stand beside each other without running into each other."""
MAX_BARS = 60
"""Bars of one picture; a taller one is no longer taken in at a glance."""

Lanes = Sequence[tuple[str, Sequence[Initiative]]]
"""Initiatives under what they have in common, in words."""


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of time in which an initiative is drawn, from its first day to its last.

    `running` has no end yet, and is drawn up to today. `end_known` is false where it is over, or was never begun, and
    nobody says until when: then only the year that is known is drawn.
    """

    initiative: Initiative
    first: date
    last: date
    running: bool
    end_known: bool


DrawnLanes = Sequence[tuple[str, Sequence[Span]]]
"""Lanes with what is drawn in them."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole years from the start of one to the end of another, as a line of length 1."""

    first_year: int
    last_year: int

    @property
    def _start(self) -> int:
        return date(self.first_year, 1, 1).toordinal()

    @property
    def _days(self) -> int:
        return date(self.last_year, 12, 31).toordinal() + 1 - self._start

    def start_of(self, day: date) -> float:
        """Where a day begins, from 0 to 1; beyond that for days outside of the scale."""
        return (day.toordinal() - self._start) / self._days

    def end_of(self, day: date) -> float:
        """Where a day ends."""
        return (day.toordinal() + 1 - self._start) / self._days

    @property
    def ticks(self) -> tuple[int, ...]:
        """Round years on the scale, few enough to be read."""
        years = self.last_year - self.first_year + 1
        step = next((each for each in _TICK_STEPS if years <= each * MAX_TICKS), _TICK_STEPS[-1])
        first = -(-self.first_year // step) * step
        return tuple(range(first, self.last_year + 1, step))


def span_of(initiative: Initiative, today: date) -> Span | None:
    """Return when an initiative is drawn; None where no date is known at all."""
    period = initiative.period
    first = period.first
    if first is None:
        return None
    if period.start and period.end:
        last = period.last(today) or first
        return Span(initiative, first, max(first, last), running=False, end_known=True)
    if period.running and period.start:
        return Span(initiative, first, period.last(today) or first, running=True, end_known=False)
    if period.end:  # only the end is known: draw the year of it
        return Span(initiative, date(first.year, 1, 1), period.last(today) or first, running=False, end_known=True)
    return Span(initiative, first, date(first.year, 12, 31), running=False, end_known=False)


def spans_of(initiatives: Iterable[Initiative], today: date) -> tuple[Span, ...]:
    """The spans of those initiatives that have a date, by their first day."""
    found = (span_of(each, today) for each in initiatives)
    return tuple(
        sorted((span for span in found if span), key=lambda span: (span.first, span.last, span.initiative.key))
    )


def scale_of(spans: Sequence[Span]) -> Scale:
    """The scale on which all these spans have a place.

    Raises ValueError where there is none.
    """
    return Scale(min(span.first.year for span in spans), max(span.last.year for span in spans))


def drawn(lanes: Lanes, today: date) -> DrawnLanes:
    """The lanes with the bars that a picture has room for, from the first lane on; lanes without a bar are left out."""
    found, room = [], MAX_BARS
    for label, initiatives in lanes:
        spans = spans_of(initiatives, today)[:room]
        if spans:
            found.append((label, spans))
            room -= len(spans)
    return tuple(found)
