"""The review calendar: what is to be looked at again, when, and what was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from clearinghouse.coordination.reviews import DONE, LATER, OVERDUE, SOON, Review, next_review, reviews
from clearinghouse.pages.coordination.cells import GOOD, LATE, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

URL = "coordination/reviews.html"
_TONES = {DONE: GOOD, OVERDUE: LATE}


def reviews_view(press: Press) -> View:
    """Return what is overdue and due next, and the whole series of each text."""
    say = press.wording.translate
    return View(
        URL, say("Review calendar"),
        say("When adopted texts, mechanisms, needs assessments and monitoring frameworks are due to be reviewed."),
        say(
            "A text is reviewed for the first time on the date that it says, and then so many years after the last review that was held; "
            "where none is recorded, after the one that was due. “Overdue” means that the day is past and no review is recorded, not that "
            "none was held."
        ),
        partial(_reviews_blocks, press),
        press.desk.situation.today,
    )  # fmt: skip


def _reviews_blocks(press: Press) -> tuple[Block, ...]:
    say, found = press.wording.translate, reviews(press.desk.situation)
    return (_due(found, press), series_table("series", say("All reviews, done and due"), found, press))


def _due(found: Sequence[Review], press: Press) -> Table:
    """One row for each record: its earliest review that was not held, and the next that lies ahead."""
    cells, say = Cells(press), press.wording.translate
    by_record = groupby(sorted(found, key=lambda each: each.record.key), key=lambda each: each.record.key)
    series = [tuple(those) for _, those in by_record]
    waiting = [(each, those) for those in series if (each := next_review(those))]
    waiting.sort(key=lambda pair: (pair[0].due, pair[0].record.key))
    rows = []
    for each, those in waiting:
        schema = press.catalogue.schema_of(each.record)
        done = max((review.done for review in those), default="")
        ahead = (
            next((review.due for review in those if review.state in (SOON, LATER)), "") if each.state == OVERDUE else ""
        )
        missed = sum(review.state == OVERDUE for review in those)
        rows.append(Row((
            cells.record(each.record), cells.text(say(schema.title)), cells.date(done) if done else Cell(say("none recorded"), tone="gap"),
            cells.date(each.due), state_cell(each, cells), Cell(str(missed), missed), cells.date(ahead) if ahead else Cell(),
        ), f"due-{each.record.key.collection}-{each.record.key.id}"))  # fmt: skip
    columns = (
        Column("record", say("What")), Column("kind", say("Kind of record")), Column("last_done", say("Last review")),
        Column("due", say("Due since or on"), "date"), Column("state", say("State")), Column("missed", say("Reviews overdue"), "number"),
        Column("next", say("Next in the series"), "date"),
    )  # fmt: skip
    return Table(
        "due",
        say("Due and overdue"),
        columns,
        tuple(rows),
        empty=say("No review is due: no record says when it is to be reviewed."),
    )


def series_table(table_id: str, title: str, found: Sequence[Review], press: Press) -> Table:
    """Every review of some records, by date."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.date(each.due), cells.record(each.record), state_cell(each, cells), cells.date(each.done) if each.done else Cell(),
            cells.record(each.meeting) if each.meeting else Cell(), cells.record(each.decision) if each.decision else Cell(),
            cells.text(each.result) if each.result else Cell(),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("due", say("Due"), "date"), Column("record", say("What")), Column("state", say("State")), Column("done", say("Held"), "date"),
        Column("meeting", say("At")), Column("decision", say("Outcome")), Column("result", say("Result")),
    )  # fmt: skip
    return Table(table_id, title, columns, rows, empty=say("No record says when it is to be reviewed."))


def state_cell(each: Review, cells: Cells) -> Cell:
    """How urgent a review is."""
    say = cells.press.wording.translate
    words = {
        DONE: say("held"), OVERDUE: say("overdue: none recorded"), SOON: say("due within a year"), LATER: say("later"),
    }  # fmt: skip
    return Cell(words[each.state], each.state, tone=_TONES.get(each.state, ""))
