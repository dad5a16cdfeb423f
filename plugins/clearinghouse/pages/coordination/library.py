"""The resource library in words: material by kind and language, drafts open for comment."""

from __future__ import annotations

from functools import partial

from clearinghouse.coordination.library import NOT_STATED, RESOURCES, Draft, by_language, drafts
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GOOD, Cells
from clearinghouse.pages.coordination.crosstab import Crosstab
from clearinghouse.pages.page import Press, by_title
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

RESOURCES_URL = "lessons/resources.html"


def resources_view(press: Press) -> View:
    """Return the resource library and the drafts open for comment."""
    say, situation = press.wording.translate, press.desk.situation
    return View(
        RESOURCES_URL, say("Resource library"),
        say("Training material, guidance, studies and presentations to use again, and drafts on which comments are asked."),
        say(
            "Each number counts the resources of a kind in a language, and leads to them; one in two languages is counted under both. Without a "
            "stated licence, ask the publisher before you copy. A draft is open until the end of the day named."
        ),
        partial(_resources_blocks, press),
        situation.today,
    )  # fmt: skip


def _resources_blocks(press: Press) -> tuple[Block, ...]:
    situation = press.desk.situation
    found = drafts(situation)
    return (_open_drafts(found, press), *_by_kind(press), _library(press), _closed_drafts(found, press))


def _by_kind(press: Press) -> tuple[Table, ...]:
    cells, say, found = Cells(press), press.wording.translate, by_language(press.desk.situation)
    kinds = cells.in_order("resource-kinds", {kind for kind, _ in found})
    languages = cells.in_order("languages", {language for _, language in found if language != NOT_STATED})
    titles = [(code, press.wording.label("languages", code)) for code in languages]
    if any(language == NOT_STATED for _, language in found):
        titles.append((NOT_STATED, say("language not stated")))
    matrix = Crosstab(
        RESOURCES_URL, "kind", say("Kinds and languages"), say("Resources by kind and language"), say("Kind"), say("Language"),
        [(kind, cells.concept("resource-kinds", kind)) for kind in kinds], titles, found, say("No resource is recorded yet."),
    )  # fmt: skip
    return matrix.tables(press)


def _library(press: Press) -> Table:
    say, catalogue = press.wording.translate, press.catalogue
    rows = tuple(_resource(each, press) for each in by_title(press, catalogue.collection(RESOURCES)))
    columns = (
        Column("resource", say("Resource")), Column("kind", say("Kind")), Column("languages", say("Languages")),
        Column("licence", say("Licence")), Column("publishers", say("Published by")), Column("published", say("Published"), "date"),
    )  # fmt: skip
    return Table("library", say("Every resource"), columns, rows, empty=say("No resource is recorded yet."))


def _resource(record: Record, press: Press) -> Row:
    cells, data = Cells(press), record.data
    organisations = press.desk.situation.record
    publishers = [organisations("organisations", each) for each in data.get("publishers") or data.get("authors", ())]
    licence = data.get("licence") or next((each["licence"] for each in data.get("links", ()) if "licence" in each), "")
    return Row((
        cells.record(record), cells.concept("resource-kinds", data["kind"]), cells.concepts("languages", data.get("languages", ())),
        cells.text(licence), cells.mentions(publishers), cells.date(data.get("published", "")),
    ))  # fmt: skip


def _open_drafts(found: tuple[Draft, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (
                *_draft(each, cells),
                Cell(str(each.days), each.days, tone=GOOD),
                cells.text(each.comment_to),
                cells.text(each.asked_of),
            )
        )
        for each in found
        if each.is_open
    )
    columns = (
        *_draft_columns(press), Column("days", say("Days left"), "number"), Column("comment_to", say("Send comments to")),
        Column("asked_of", say("Asked of")),
    )  # fmt: skip
    return Table(
        "open-drafts", say("Drafts open for comment"), columns, rows, empty=say("No draft is open for comment today.")
    )


def _closed_drafts(found: tuple[Draft, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(Row(_draft(each, cells)) for each in found if not each.is_open)
    empty = say("No draft has been closed for comment.")
    return Table("closed-drafts", say("Drafts closed for comment"), _draft_columns(press), rows, empty=empty)


def _draft_columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("draft", say("Draft")), Column("opened", say("Open from"), "date"), Column("comment_by", say("Comment by"), "date")
    )  # fmt: skip


def _draft(draft: Draft, cells: Cells) -> tuple[Cell, ...]:
    return cells.record(draft.record), cells.date(draft.opened), cells.day(draft.comment_by)
