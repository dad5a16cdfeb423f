"""What the home page tells of coordination: the doors to the views, the questions that people come with, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clearinghouse.coordination import calendar
from clearinghouse.coordination.calendar import Due, due_things
from clearinghouse.pages.coordination.calendar import kind_in_words
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.coordination.doors import Door, all_views, doors
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Cell

CALENDAR = "coordination/calendar.html"
NEXT = 5
"""How many of the dates that have passed, and of those that come next, the home page names."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is or was due: what kind, of which record, when."""

    kind: str
    record: Cell
    date: Cell


@dataclass(frozen=True, slots=True)
class Welcome:
    """The part of the home page that is about coordination; `calendar` is where all dates stand, empty without it."""

    doors: tuple[Door, ...]
    late: tuple[Coming, ...]
    overdue: int
    coming: tuple[Coming, ...]
    calendar: str


def welcome(press: Press) -> Welcome:
    """Return what the home page shows of the views."""
    if CALENDAR not in {view.url for view in all_views(press)}:
        return Welcome(doors(press), (), 0, (), "")
    due = due_things(press.desk.situation)
    late = [each for each in due if each.state == calendar.OVERDUE]
    coming = [each for each in due if each.state == calendar.COMING]
    return Welcome(doors(press), _named(late[:NEXT], press), len(late), _named(coming[:NEXT], press), CALENDAR)


def _named(due: Iterable[Due], press: Press) -> tuple[Coming, ...]:
    cells = Cells(press)
    return tuple(
        Coming(kind_in_words(each.kind, press), cells.record(each.record), cells.date(each.date)) for each in due
    )
