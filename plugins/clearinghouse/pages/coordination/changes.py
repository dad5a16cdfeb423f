"""The change history: what changed in which record, when, and on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from clearinghouse.coordination.changes import Change, all_changes
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.brief import feed_url
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Link, Row, Table, View

CHANGES = "coordination/changes.html"
MOST_CHANGES = 500
"""Changes on the page; older ones are on the pages of their records."""


def changes_view(press: Press) -> View:
    """Return the page of the latest changes of all records."""
    say = press.wording.translate
    return View(
        CHANGES, say("Changes"), say("What was changed or confirmed in which record, and on whose word; the latest first."),
        say(
            "A record tells its own history: what changed, when, and which organisation said so. “Confirmed” means that an organisation "
            "concerned found the record right as it stood. Records that tell nothing of this are listed after the changes."
        ),
        partial(_changes_blocks, press),
    )  # fmt: skip


def _changes_blocks(press: Press) -> tuple[Block, ...]:
    say, found = press.wording.translate, all_changes(press.desk.situation)
    silent = [record for record in press.catalogue.records if not {"history", "confirmed_on"} & set(record.data)]
    about = ""
    if len(found) > MOST_CHANGES:
        about = say("The latest {shown} of {number}.").format(shown=MOST_CHANGES, number=len(found))
    rows, empty = tuple(_row(each, press) for each in found[:MOST_CHANGES]), say("No record tells of a change yet.")
    feed = (Link(say("All news (Atom feed)"), feed_url()),) if rows else ()
    table = Table("changes", say("Latest changes"), _columns(press), rows, about, empty, files=feed)
    return (
        table,
        _silent(silent, press),
    )  # fmt: skip


def _columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("date", say("Date"), "date"), Column("record", say("Record")), Column("kind", say("Kind of record")),
        Column("change", say("What changed")), Column("by", say("On the word of")),
    )  # fmt: skip


def _row(change: Change, press: Press) -> Row:
    cells, say = Cells(press), press.wording.translate
    kind = say(press.catalogue.schema_of(change.record).title)
    text = Cell(change.text) if change.text else Cell(say("confirmed"))
    return Row((cells.date(change.date), cells.record(change.record), Cell(kind), text, cells.mentions([change.by])))


def _silent(records: Sequence[Record], press: Press) -> Table:
    """How many records of each kind tell neither of a change nor of a confirmation."""
    cells, say = Cells(press), press.wording.translate
    counts = Counter(record.key.collection for record in records)
    rows = tuple(
        Row((cells.text(say(schema.collection.title)), Cell(str(counts[name]), counts[name])))
        for name, schema in press.catalogue.schemas.items()
        if counts[name]
    )
    columns = (Column("kind", say("Kind of record")), Column("records", say("Records"), "number"))
    empty = say("Every record tells of a change or a confirmation.")
    return Table("no-history", say("Records that tell of no change and no confirmation"), columns, rows, empty=empty)
