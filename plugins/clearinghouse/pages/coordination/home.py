"""What the home page tells of coordination: the doors to the views, the questions that people come with, and what is due."""

from __future__ import annotations

from dataclasses import dataclass

from clearinghouse.coordination import calendar
from clearinghouse.coordination.calendar import due_things
from clearinghouse.pages.coordination.calendar import kind_in_words
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.coordination.doors import Door, all_views, doors
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Cell

CALENDAR = "coordination/calendar.html"
NEXT = 5
"""How many of the next dates the home page names."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes next: what kind, of which record, when."""

    kind: str
    record: Cell
    date: Cell


@dataclass(frozen=True, slots=True)
class Welcome:
    """The part of the home page that is about coordination; `calendar` is where all dates stand, empty without it."""

    doors: tuple[Door, ...]
    coming: tuple[Coming, ...]
    overdue: int
    calendar: str


def welcome(press: Press) -> Welcome:
    """Return what the home page shows of the views."""
    if CALENDAR not in {view.url for view in all_views(press)}:
        return Welcome(doors(press), (), 0, "")
    cells, due = Cells(press), due_things(press.desk.situation)
    coming = [each for each in due if each.state == calendar.COMING][:NEXT]
    rows = tuple(
        Coming(kind_in_words(each.kind, press), cells.record(each.record), cells.date(each.date)) for each in coming
    )
    return Welcome(doors(press), rows, sum(each.state == calendar.OVERDUE for each in due), CALENDAR)
