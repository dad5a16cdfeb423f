"""Lessons, and challenges with what was done about them, in words."""

from __future__ import annotations

from functools import partial

from clearinghouse.coordination.lessons import ANSWERED, OPEN, Challenge, Lesson, Setting, by_theme, challenges, lessons
from clearinghouse.pages.coordination.cells import GAP, GOOD, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View


def lessons_view(press: Press) -> View:
    """Return every lesson that a record tells, and the same by theme."""
    say = press.wording.translate
    return View(
        "lessons/lessons.html", say("Lessons learned"),
        say("What initiatives, case studies and progress reports learned, in their own words."),
        say(
            "The first table has a row for each lesson, with the record that tells it. The second puts the same lessons under their "
            "themes; where a case study or report names no country or theme, those of its initiative are given."
        ),
        partial(_lessons_blocks, press),
    )  # fmt: skip


def _lessons_blocks(press: Press) -> tuple[Block, ...]:
    told = lessons(press.desk.situation)
    return (_every_lesson(told, press), _lessons_by_theme(told, press))


def _every_lesson(told: tuple[Lesson, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((cells.text(each.text), _kind(each.setting, press), *_setting_cells(each.setting, cells))) for each in told
    )
    columns = (Column("lesson", say("Lesson")), Column("kind", say("Kind of record")), *_setting_columns(press))
    empty = say("No record tells a lesson yet. Whoever has finished a piece of work is asked to add what it taught.")
    return Table("lessons", say("Every lesson"), columns, rows, empty=empty)


def _lessons_by_theme(told: tuple[Lesson, ...], press: Press) -> Table:
    cells, say, found = Cells(press), press.wording.translate, by_theme(told)
    rows = [
        Row((cells.concept("themes", theme), _noted(found.get(theme, ()), cells)), f"theme-{theme}")
        for theme in press.catalogue.code_lists["themes"].concepts
    ]
    if "" in found:
        rows.append(Row((cells.text(say("No theme named")), _noted(found[""], cells)), "theme-none"))
    columns = (Column("theme", say("Theme")), Column("lessons", say("Lessons, each after the record that tells it")))
    empty = say("Once a record tells a lesson, it is found here under its themes.")
    return Table("by-theme", say("Lessons by theme"), columns, tuple(rows) if told else (), empty=empty)


def _noted(told: tuple[Lesson, ...], cells: Cells) -> Cell:
    if not told:
        return cells.gap()
    links = tuple(cells.link(each.setting.record, each.text) for each in told)
    return Cell(value="; ".join(each.text for each in told), links=links)


def _kind(setting: Setting, press: Press) -> Cell:
    name = setting.record.key.collection
    return Cell(press.wording.translate(press.catalogue.schemas[name].title), name)


def _setting_cells(setting: Setting, cells: Cells) -> tuple[Cell, ...]:
    return (
        cells.record(setting.record),
        cells.concepts("countries", setting.countries),
        cells.concepts("themes", setting.themes),
    )


def _setting_columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (Column("record", say("Told by")), Column("countries", say("Countries")), Column("themes", say("Themes")))


def challenges_view(press: Press) -> View:
    """Return every challenge with the response to it, open ones first."""
    say = press.wording.translate
    return View(
        "lessons/challenges.html", say("Challenges and responses"),
        say("What stood in the way, and what was done about it."),
        say(
            "Each row is one difficulty as a record tells it. Those marked open come first: their records say that nothing has solved "
            "them yet. Then come those of which no response is recorded, then the answered ones."
        ),
        partial(_challenges_blocks, press),
    )  # fmt: skip


def _challenges_blocks(press: Press) -> tuple[Block, ...]:
    return (_challenges(challenges(press.desk.situation), press),)


def _challenges(found: tuple[Challenge, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.text(each.text), _state(each, press), cells.text(each.response) if each.response else cells.gap(),
            *_setting_cells(each.setting, cells),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("challenge", say("Challenge")), Column("state", say("State")), Column("response", say("Response")),
        *_setting_columns(press),
    )  # fmt: skip
    empty = say("No record tells of a challenge yet. What went wrong helps others most; please add it.")
    return Table("challenges", say("Every challenge"), columns, rows, empty=empty)


def _state(challenge: Challenge, press: Press) -> Cell:
    say = press.wording.translate
    if challenge.state == OPEN:
        return Cell(say("open"), OPEN, tone=GAP)
    if challenge.state == ANSWERED:
        return Cell(say("answered"), ANSWERED, tone=GOOD)
    return Cell(say("no response recorded"), challenge.state, tone=GAP)
