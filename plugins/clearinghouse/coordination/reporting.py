"""Reporting: the duty to keep a record up to date, the updates that were promised, the obligations of participants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clearinghouse.coordination.situation import Initiative, Situation
from clearinghouse.core.dates import first_day, last_day, later_by_months
from clearinghouse.core.record import Record

ENDED = ("completed", "cancelled")
WEEK = timedelta(days=7)
"""How long the meeting of 2006 gave for written updates."""

MET, OVERDUE, DUE, UNCLEAR, UNMET = "met", "overdue", "due", "unclear", "unmet"
OBLIGATION_STATES = (OVERDUE, UNCLEAR, UNMET, DUE, MET)


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """Whether an initiative has to keep its record up to date. `agreed` is None where nobody says so.

    `last_update` is a partial date, empty where there was none. `next_due` is the day of the first named update that is
    missing and past, else reckoned from the last update or the start, whichever is later. It is None where that cannot
    be reckoned, and once an update came after the end.
    """

    initiative: Initiative
    agreed: bool | None
    clause: str
    interval: str
    every_months: int | None
    last_update: str
    next_due: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Update:
    """A written update with a day by which it was to come. `days_late` is how late it certainly is or was; 0 where in time.

    `due` and `came` are partial dates, `came` empty where nothing came. `meeting` is the last meeting before it was due
    at which the initiative was reported.
    """

    initiative: Record
    meeting: Record | None
    due: str
    came: str
    note: str
    days_late: int

    @property
    def is_missing(self) -> bool:
        """Whether it is overdue: it did not come, and its day is past."""
        return not self.came and self.days_late > 0


@dataclass(frozen=True, slots=True)
class Unwritten:
    """An initiative that was reported at a meeting, with no written update recorded since; a week was given, to `until`."""

    initiative: Record
    meeting: Record
    until: date


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a participant country of a programme has to file. `state` is one of met, overdue, due, unclear, unmet.

    Overdue: not filed, and its day is past. Unclear: nobody says whether it was filed. Unmet: not filed, and no day is known.
    """

    programme: Record
    country: str
    obligation: str
    due: str
    state: str


def duties(situation: Situation) -> tuple[ReportingDuty, ...]:
    """The duty of every initiative, by id; also of those for which none is recorded."""
    return tuple(_duty(each, situation.today) for each in situation.initiatives)


def _duty(initiative: Initiative, today: date) -> ReportingDuty:
    data = initiative.record.data
    duty = data.get("reporting_duty", {})
    last = last_update(initiative.record)
    agreed, months = duty.get("agreed"), duty.get("every_months")
    due = _missing_since(initiative.record, today) or (_next_due(initiative, last, months) if months else None)
    due = due if agreed else None
    overdue = due is not None and due < today
    return ReportingDuty(
        initiative, agreed, duty.get("clause", ""), duty.get("interval", ""), months, last, due, overdue
    )


def last_update(record: Record) -> str:
    """When an initiative was last heard of: the latest update that came, or the day it was confirmed; empty if never."""
    days = [each["date"] for each in record.data.get("updates", ()) if "date" in each]
    if "confirmed_on" in record.data:
        days.append(record.data["confirmed_on"])
    return max(days, key=lambda day: (last_day(day), day), default="")


def _missing_since(record: Record, today: date) -> date | None:
    days = (last_day(each["due"]) for each in _dated(record) if "date" not in each)
    return min((day for day in days if day < today), default=None)


def _next_due(initiative: Initiative, last: str, months: int) -> date | None:
    heard = [last_day(text) for text in (last, initiative.period.start) if text]
    if not heard:
        return None
    if initiative.status in ENDED:
        end = initiative.period.end
        if not end or (last and last_day(last) >= first_day(end)):
            return None
    return later_by_months(max(heard), months)


def updates(situation: Situation) -> tuple[Update, ...]:
    """The updates that had a day: the missing ones first, the latest of them at the top; then by their day."""
    found = (_update(each.record, entry, situation) for each in situation.initiatives for entry in _dated(each.record))
    return tuple(sorted(found, key=lambda each: (not each.is_missing, -each.days_late, each.due, each.initiative.key)))


def _dated(record: Record) -> Iterator[dict[str, str]]:
    yield from (each for each in record.data.get("updates", ()) if "due" in each)


def _update(record: Record, entry: dict[str, str], situation: Situation) -> Update:
    due, came = entry["due"], entry.get("date", "")
    until = first_day(came) if came else situation.today
    days_late = max(0, (until - last_day(due)).days)
    before = [each for each in _meetings(record, situation) if last_day(_end(each)) <= last_day(due)]
    meeting = max(before, key=lambda each: (last_day(_end(each)), each.key), default=None)
    return Update(record, meeting, due, came, entry.get("note", ""), days_late)


def _meetings(record: Record, situation: Situation) -> Iterator[Record]:
    for each in record.data.get("reported_at_meeting", ()):
        meeting = situation.record("meetings", each)
        if meeting and _end(meeting):
            yield meeting


def _end(meeting: Record) -> str:
    return str(meeting.data.get("end") or meeting.data.get("start", ""))


def unwritten(situation: Situation) -> tuple[Unwritten, ...]:
    """Initiatives reported at a meeting of which no update since is recorded, by meeting and id, once the week is over."""
    found = [
        Unwritten(each.record, meeting, last_day(_end(meeting)) + WEEK)
        for each in situation.initiatives
        for meeting in _meetings(each.record, situation)
        if not _wrote_since(each.record, meeting)
    ]
    past = (each for each in found if each.until < situation.today)
    return tuple(sorted(past, key=lambda each: (each.until, each.meeting.key, each.initiative.key)))


def _wrote_since(record: Record, meeting: Record) -> bool:
    held = first_day(_end(meeting))
    days = [day for each in record.data.get("updates", ()) for day in (each.get("date"), each.get("due")) if day]
    return any(last_day(day) >= held for day in days)


def obligations(situation: Situation) -> tuple[Obligation, ...]:
    """What participants have to file: the overdue first, the met last; within a state by day, programme and country."""
    found = [
        _obligation(each.record, entry, situation.today)
        for each in situation.initiatives
        for entry in each.record.data.get("participants", ())
        if {"obligation", "obligation_due", "met"} & set(entry)
    ]
    order = OBLIGATION_STATES.index
    return tuple(sorted(found, key=lambda each: (order(each.state), each.due, each.programme.key, each.country)))


def _obligation(programme: Record, entry: dict[str, str | bool], today: date) -> Obligation:
    due, met = str(entry.get("obligation_due", "")), entry.get("met")
    is_past = bool(due) and last_day(due) < today
    if met:
        state = MET
    elif met is None:
        state = UNCLEAR if is_past or not due else DUE
    elif not due:
        state = UNMET
    else:
        state = OVERDUE if is_past else DUE
    return Obligation(programme, str(entry["country"]), str(entry.get("obligation", "")), due, state)
