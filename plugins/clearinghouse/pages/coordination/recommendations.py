"""The register of recommendations: what became of each, first where something shows it, then where nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from clearinghouse.coordination.recommendations import TAKEN, Recommendation, Step, recommendation_of, recommendations
from clearinghouse.coordination.situation import grouped
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, GOOD, UNKNOWN, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

URL = "coordination/recommendations.html"


def recommendations_view(press: Press) -> View:
    """Return the register: with evidence of follow-up, without, and all by meeting and constraint."""
    say, situation = press.wording.translate, press.desk.situation
    return View(
        URL, say("Recommendations and what became of them"),
        say("Every recommendation by the meeting that made it, with what shows that it was followed."),
        say(
            "The first table holds the recommendations of which something shows that they were followed: an entry in their own record, "
            "or a practice or material that says that it answers them. The second holds all others: there, nothing is known of any "
            "follow-up, or it was dropped."
        ),
        partial(_recommendations_blocks, press),
        situation.today,
    )  # fmt: skip


def _recommendations_blocks(press: Press) -> tuple[Block, ...]:
    situation = press.desk.situation
    found = recommendations(situation)
    tables = (
        _with_evidence([each for each in found if each.has_evidence], press),
        _without([each for each in found if not each.has_evidence], press),
        _by_constraint(found, press),
    )  # fmt: skip
    if found:
        return tables
    nothing = press.wording.translate("No recommendation is recorded yet.")  # of none, nothing can be concluded
    return tuple(replace(table, empty=nothing) for table in tables)


def _with_evidence(found: Sequence[Recommendation], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), state_cell(each, cells), cells.records(each.follow_up),
            cells.texts(in_words(step, press) for step in each.steps), cells.date(each.date), *_asked(each, cells),
        ), each.record.key.id)
        for each in found
    )  # fmt: skip
    columns = (
        Column("recommendation", say("Recommendation")), Column("state", say("State")),
        Column("follow_up", say("Records that are the follow-up")), Column("evidence", say("What its own record says")),
        Column("date", say("Last entry"), "date"), *_asked_columns(press),
    )  # fmt: skip
    return Table(
        "with-evidence", say("With evidence of follow-up"), columns, rows, _of_each_meeting(found, press),
        say("Nothing shows yet that a recommendation was followed. A record of a recommendation tells of it under “follow_up”."),
    )  # fmt: skip


def _without(found: Sequence[Recommendation], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), state_cell(each, cells), cells.texts(in_words(step, press) for step in each.steps),
            *_asked(each, cells),
        ), each.record.key.id)
        for each in found
    )  # fmt: skip
    columns = (
        Column("recommendation", say("Recommendation")), Column("state", say("State")),
        Column("evidence", say("What its own record says")), *_asked_columns(press),
    )  # fmt: skip
    return Table(
        "without-evidence", say("Without evidence of follow-up"), columns, rows, _of_each_meeting(found, press),
        say("Of every recommendation something shows that it was followed."),
    )  # fmt: skip


def _by_constraint(found: Sequence[Recommendation], press: Press) -> Table:
    """Which constraint of which meeting was answered; each recommendation stands in one row."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    groups = grouped(
        found, lambda each: [(str(each.record.data["meeting"]), str(each.record.data.get("constraint", "")))]
    )
    rows = tuple(
        Row(
            (
                cells.concept("constraints", constraint),
                _plain_record(situation.record("meetings", meeting), cells),
                cells.records(each.record for each in those if each.has_evidence),
                cells.records(each.record for each in those if not each.has_evidence),
            )
        )
        for (meeting, constraint), those in groups.items()
    )
    columns = (
        Column("constraint", say("Constraint")), Column("meeting", say("Meeting")),
        Column("with_evidence", say("With evidence")), Column("without_evidence", say("Without evidence")),
    )  # fmt: skip
    return Table("by-constraint", say("By meeting and constraint"), columns, rows)


def _of_each_meeting(found: Sequence[Recommendation], press: Press) -> str:
    """How many of the recommendations of each meeting a table holds."""
    situation, say = press.desk.situation, press.wording.translate
    here = grouped(found, lambda each: [str(each.record.data["meeting"])])
    texts = []
    for meeting_id, those in here.items():
        meeting = situation.record("meetings", meeting_id)
        if meeting:
            backlinks = situation.catalogue.backlinks(meeting)
            made = {
                each.source
                for each in backlinks
                if each.field.name == "meeting" and each.source.collection == "recommendations"
            }
            texts.append(
                say("{meeting}: {number} of {all}.").format(meeting=meeting.title, number=len(those), all=len(made))
            )
    return " ".join(texts)


def _asked_columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("meeting", say("Meeting")), Column("paragraph", say("Paragraph")),
        Column("constraint", say("Constraint")), Column("addressee", say("Asked of")), Column("forwarded_to", say("Passed on to")),
    )  # fmt: skip


def _asked(each: Recommendation, cells: Cells) -> tuple[Cell, ...]:
    data, situation = each.record.data, cells.press.desk.situation
    return (
        _plain_record(situation.record("meetings", data["meeting"]), cells), cells.text(data.get("paragraph", "")),
        cells.concept("constraints", data.get("constraint", "")), cells.concept("recommendation-addressees", data.get("addressee", "")),
        cells.text(data["forwarded_to"]) if data.get("forwarded_to") else Cell(),
    )  # fmt: skip


def _plain_record(record: Record | None, cells: Cells) -> Cell:
    """A link to a record that is not counted among those of its row."""
    return Cell(record.title, record.key.id, url=record.url) if record else cells.unknown()


def state_cell(each: Recommendation, cells: Cells) -> Cell:
    """How far a recommendation has come; where only other records answer it, that it was answered."""
    if each.state:
        label = cells.press.wording.label("follow-up-states", each.state)
        if each.state in TAKEN:
            return Cell(label, each.state, tone=GOOD if each.has_evidence else GAP)
        return Cell(
            cells.say("{state}; others answer it", state=label) if each.has_evidence else label, each.state, tone=GAP
        )
    if each.has_evidence:
        return Cell(cells.say("answered by others"), "answered", tone=GOOD)
    return Cell(cells.say("not known"), tone=UNKNOWN)


def in_words(step: Step, press: Press) -> str:
    """One entry of follow-up as a sentence."""
    wording = press.wording
    parts = [wording.label("follow-up-states", step.state)]
    if step.date:
        parts.append(wording.date(step.date))
    if step.country:
        parts.append(wording.label("countries", step.country))
    head = ", ".join(parts)
    return f"{head}: {step.evidence.rstrip('.')}." if step.evidence else f"{head}."


def recommendations_table(table_id: str, records: Sequence[Record], press: Press) -> Table:
    """The recommendations of one meeting with their state; only they are linked in it."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = tuple(
        Row((cells.record(each.record), cells.text(each.record.data.get("paragraph", "")),
             cells.concept("constraints", each.record.data.get("constraint", "")),
             cells.concept("recommendation-addressees", each.record.data.get("addressee", "")), state_cell(each, cells)))
        for each in (recommendation_of(situation, record) for record in records)
    )  # fmt: skip
    columns = (
        Column("recommendation", say("Recommendation")), Column("paragraph", say("Paragraph")), Column("constraint", say("Constraint")),
        Column("addressee", say("Asked of")), Column("state", say("Follow-up")),
    )  # fmt: skip
    return Table(table_id, say("Recommendations made here"), columns, rows)
