"""The calendar of coordination: what is overdue, what comes, and which meetings were held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from clearinghouse.coordination import calendar
from clearinghouse.coordination.calendar import Due, Held, due_things, meetings
from clearinghouse.core.dates import last_day
from clearinghouse.pages.coordination.cells import LATE, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Link, Row, Table, View

CALENDAR_FILE = "calendar.ics"
"""The same dates for calendar programs, from the root of the site."""

ROWS = 200
"""Rows of a table that stand on the page."""


def calendar_view(press: Press) -> View:
    """Return what is overdue and what is coming, by date, and the meetings that were held."""
    say, situation = press.wording.translate, press.desk.situation
    return View(
        "coordination/calendar.html", say("Calendar"), say("What is overdue, what is due next, and when meetings are or were held."),
        say(
            "What is overdue stands first, the longest overdue at the top. A month or a year means its last day. The calendar file holds the "
            "same dates for calendar programs, which can read it or subscribe to its address."
        ),
        partial(_calendar_blocks, press),
        situation.today,
    )  # fmt: skip


def _calendar_blocks(press: Press) -> tuple[Block, ...]:
    say, situation = press.wording.translate, press.desk.situation
    due, held = due_things(situation), meetings(situation)
    overdue, coming, passed = ([each for each in due if each.state == state] for state in calendar.STATES)
    return (
        replace(
            _due_table("overdue", say("Overdue"), overdue, say("Nothing is overdue."), press),
            files=(Link(say("Calendar file (ICS)"), CALENDAR_FILE),), first=True,
        ),
        replace(_due_table("coming", say("Coming up"), coming, say("Nothing is due that is known of."), press), first=True),
        _meeting_table("meetings-coming", say("Meetings to come"), (each for each in held if each.period.known and not each.is_past), press),
        _meeting_table("meetings-past", say("Meetings held"), (each for each in reversed(held) if each.is_past), press),
        _meeting_table("meetings-undated", say("Meetings whose date is not known"), (each for each in held if not each.period.known), press),
        _due_table("passed", say("Dates that have passed"), passed, say("No other date has passed."), press),
    )  # fmt: skip


def kind_in_words(kind: str, press: Press) -> str:
    """What is due, as a phrase."""
    say = press.wording.translate
    return {
        calendar.MEETING: say("Meeting"), calendar.REVIEW: say("Review"), calendar.NEXT_MEETING: say("Next meeting announced"),
        calendar.ACTION: say("Action"), calendar.COMMENTS: say("Comments on a draft"), calendar.REPORT: say("Next progress report"),
        calendar.UPDATE: say("Update of the record"), calendar.OBLIGATION: say("Obligation"), calendar.TARGET: say("Target"),
        calendar.END: say("End of the strategy"),
    }[kind]  # fmt: skip


def _due_table(id: str, title: str, due: Iterable[Due], empty: str, press: Press) -> Table:  # noqa: A002 - the id of the block
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.text(kind_in_words(each.kind, press)), cells.record(each.record, each.text), _countries(each.countries, cells),
            cells.date(each.date), _state(each, cells),
        ))
        for each in due
    )  # fmt: skip
    columns = (
        Column("kind", say("What is due")), Column("record", say("Of")), Column("countries", say("Country")),
        Column("date", say("Due"), "date"), Column("state", say("State")),
    )  # fmt: skip
    return Table(id, title, columns, rows, empty=empty, limit=ROWS)


def _state(due: Due, cells: Cells) -> Cell:
    say, today = cells.press.wording.translate, cells.press.desk.situation.today
    if due.state == calendar.OVERDUE:
        day = last_day(due.date)
        months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
        if months >= 24:
            text = say("overdue for {years} years").format(years=months // 12)
        else:
            text = say("overdue for {months} months").format(months=months) if months > 1 else say("overdue")
        return Cell(text, due.state, tone=LATE)
    return Cell(say("coming") if due.state == calendar.COMING else say("passed"), due.state)


def _meeting_table(id: str, title: str, held: Iterable[Held], press: Press) -> Table:  # noqa: A002 - the id of the block
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), cells.concept("meeting-kinds", each.record.data["kind"]), _place(each, cells),
            _dates(each, cells),
        ))
        for each in held
    )  # fmt: skip
    columns = (
        Column("meeting", say("Meeting")), Column("kind", say("Kind")), Column("place", say("Place")),
        Column("dates", say("When"), "date"),
    )  # fmt: skip
    return Table(id, title, columns, rows, empty=say("No meeting is recorded here."), limit=ROWS)


def _dates(meeting: Held, cells: Cells) -> Cell:
    """When a meeting is held; without an end it is of one day. The value is an ISO 8601 interval."""
    start, end = meeting.period.start, meeting.period.end or meeting.period.start
    if not meeting.period.known:
        return cells.unknown()
    return Cell(cells.press.wording.period(start, end), f"{start or '..'}/{end}")


def place_in_words(meeting: Held, press: Press) -> str:
    """Where a meeting is held: city and country, as far as they are known."""
    data = meeting.record.data
    country = press.wording.label("countries", data["country"]) if "country" in data else ""
    return ", ".join(each for each in (str(data.get("city", "")), country) if each)


def _place(meeting: Held, cells: Cells) -> Cell:
    return cells.text(place_in_words(meeting, cells.press))


def _countries(countries: tuple[str, ...], cells: Cells) -> Cell:
    if not countries:
        return cells.text(cells.press.wording.translate("no country named"))
    return cells.concepts("countries", countries)
