"""Reviews: when adopted texts, mechanisms, needs and monitoring frameworks are due to be looked at again, and when that was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Any

from clearinghouse.coordination.situation import Situation
from clearinghouse.coordination.strategies import OVER
from clearinghouse.core.dates import first_day, last_day, later_by_months
from clearinghouse.core.record import Record

DONE, OVERDUE, SOON, LATER = "done", "overdue", "soon", "later"

DATED_BY_THEMSELVES = ("mechanisms", "needs", "monitoring-frameworks")
"""The collections whose records say outright when they are to be reviewed (`review_due`)."""


@dataclass(frozen=True, slots=True)
class Review:
    """One review. `due` is a partial date; `done` is that of the review that was held, with what came of it.

    `state` is done, overdue (the last day that it can mean is past), soon (within a year) or later.
    """

    record: Record
    due: str
    state: str
    done: str = ""
    meeting: Record | None = None
    decision: Record | None = None
    result: str = ""


def reviews(situation: Situation) -> tuple[Review, ...]:
    """Every review that is recorded or can be reckoned, the earliest first."""
    found = [review for record in situation.records("decisions") for review in reviews_of(situation, record)]
    for collection in DATED_BY_THEMSELVES:
        found += [review for record in situation.records(collection) for review in reviews_of(situation, record)]
    return tuple(sorted(found, key=lambda each: (first_day(each.due), each.record.key)))


def reviews_of(situation: Situation, record: Record) -> tuple[Review, ...]:
    """The reviews of one record, the earliest first.

    A text says when the first is due and after how many years each further one. The next is reckoned from the last that
    was held, or else from the one that was due; the series ends with the first that lies ahead.
    """
    if "review_due" in record.data:
        due = str(record.data["review_due"])
        return (Review(record, due, state_of(due, situation.today)),)
    return tuple(_series(situation, record)) if record.key.collection == "decisions" else ()


def next_review(series: tuple[Review, ...]) -> Review | None:
    """The earliest review of a series that was not held."""
    return next((review for review in series if review.state != DONE), None)


def state_of(due: str, today: date) -> str:
    """How urgent something is that is due on a partial date."""
    last = last_day(due)
    if last < today:
        return OVERDUE
    return SOON if last <= later_by_months(today, 12) else LATER


def years_later(text: str, years: int) -> str:
    """A partial date so many years later, as precise as it was; never beyond the last year that dates can name."""
    if int(text[:4]) + years > MAXYEAR:
        return f"{MAXYEAR}{text[4:]}" if not text.endswith("02-29") else f"{MAXYEAR}-02-28"
    if len(text) == len("2006-01-18"):
        return later_by_months(first_day(text), 12 * years).isoformat()
    return f"{int(text[:4]) + years:04}{text[4:]}"


def _series(situation: Situation, record: Record) -> Iterator[Review]:
    asked: Mapping[str, Any] = record.data.get("review", {})
    years = int(asked.get("every_years", 0))
    due = _first_due(record, asked, years)
    for entry in sorted(asked.get("done", ()), key=lambda each: str(each["date"])):
        yield _held(situation, record, due or entry["date"], entry)
        due = years_later(entry["date"], years) if years else ""
    if not due or record.data.get("status") in OVER:
        return
    while (state := state_of(due, situation.today)) == OVERDUE and years:
        yield Review(record, due, state)
        due = years_later(due, years)
    yield Review(record, due, state)


def _first_due(record: Record, asked: Mapping[str, Any], years: int) -> str:
    """The first date: as written, or else as many years after the adoption."""
    if "first" in asked:
        return str(asked["first"])
    adopted = str(record.data.get("adopted", ""))
    return years_later(adopted, years) if adopted and years else ""


def _held(situation: Situation, record: Record, due: str, entry: Mapping[str, Any]) -> Review:
    return Review(
        record, due, DONE, entry["date"], situation.record("meetings", entry.get("meeting", "")),
        situation.record("decisions", entry.get("decision", "")), entry.get("result", ""),
    )  # fmt: skip
