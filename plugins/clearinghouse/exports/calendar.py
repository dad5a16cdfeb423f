"""The calendar as an iCalendar file (RFC 5545), for programs that people keep their dates in.

A meeting is an event of whole days. Where only its month is known, it spans the month, is marked as tentative, and its
title says so; of a meeting with no more than a year there is no event, since a whole year in a calendar helps nobody.
What is due stands on its last day, as “by May 2026” means until the 31st; it is not marked as busy. What has passed
without anybody being late is left out. The same records on the same day give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from clearinghouse.coordination import calendar
from clearinghouse.coordination.calendar import Due, Held, due_things, meetings
from clearinghouse.core.dates import first_day, last_day
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.calendar import CALENDAR_FILE, kind_in_words, place_in_words
from clearinghouse.pages.page import Press

YEAR_ONLY = len("2006")


def calendar_files(press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar, where a clearinghouse keeps meetings."""
    if press.desk.situation.has("meetings", "kind", "start", "end"):
        yield CALENDAR_FILE, calendar_file(press)


def calendar_file(press: Press) -> bytes:
    """Return meetings and due dates as iCalendar."""
    found = Calendar()
    found.add("version", "2.0")
    found.add("prodid", "-//clearinghouse//calendar//EN")
    found.add("name", press.settings.name)
    found.add("x-wr-calname", press.settings.name)
    situation = press.desk.situation
    for held in meetings(situation):
        if len(held.period.start) > YEAR_ONLY:
            found.add_component(_meeting(held, press))
    for due in due_things(situation):
        if due.state != calendar.PASSED:
            found.add_component(_due(due, press))
    return bytes(found.to_ical())


def _meeting(held: Held, press: Press) -> Event:
    start, end, say = held.period.start, held.period.end or held.period.start, press.wording.translate
    is_exact = len(start) == len(end) == len("2006-01-18")
    title = held.record.title if is_exact else say("{title} (day not known)").format(title=held.record.title)
    event = _event(held.record, calendar.MEETING, "", title, press)
    _add_days(event, first_day(start), max(last_day(end), first_day(start)))
    event.add("status", "CONFIRMED" if is_exact else "TENTATIVE")
    event.add("transp", "OPAQUE" if is_exact else "TRANSPARENT")
    place = place_in_words(held, press)
    if place:
        event.add("location", place)
    return event


def _due(due: Due, press: Press) -> Event:
    kind = kind_in_words(due.kind, press)
    event = _event(due.record, due.kind, due.item, f"{kind}: {due.text or due.record.title}", press)
    _add_days(event, last_day(due.date), last_day(due.date))
    event.add("transp", "TRANSPARENT")
    return event


def _event(record: Record, kind: str, item: str, title: str, press: Press) -> Event:
    """An event with what all have; its UID stays the same as long as the record keeps its id."""
    event, address = Event(), press.settings.address
    event.add("uid", str(uuid5(NAMESPACE_URL, "/".join((address or press.settings.name, *record.key, kind, item)))))
    event.add("dtstamp", datetime.combine(press.desk.situation.today, time(), UTC))
    event.add("summary", title)
    event.add("description", f"{record.title}\n\n{record.data.get('summary', '')}".strip())
    event.add("categories", [kind_in_words(kind, press)])
    if address:
        event.add("url", f"{address}/{record.url}")
    return event


def _add_days(event: Event, first: date, last: date) -> None:
    """Put in whole days, from the first to the last. The end is the day after; without one an event is of one day."""
    event.add("dtstart", first)
    if last < date.max:
        event.add("dtend", last + timedelta(days=1))
