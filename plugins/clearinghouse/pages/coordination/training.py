"""Training by length and place, who leads it, and what of biotechnology serves it, in words and sums."""

from __future__ import annotations

from functools import partial

from clearinghouse.coordination.situation import grouped
from clearinghouse.coordination.training import (
    LENGTHS,
    LONG,
    SHORT,
    UNSTATED,
    LocalShare,
    Sum,
    Training,
    local_share,
    people_trained,
    trainings,
    uses_of_biotechnology,
)  # fmt: skip
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

TRAINING_URL = "lessons/training.html"


def training_view(press: Press) -> View:
    """Return the training activities by length, with the people trained and the share that local organisations lead."""
    say = press.wording.translate
    return View(
        TRAINING_URL, say("Training"),
        say("Training by length and place: how many people, who leads it, and what biotechnology training adds."),
        say(
            "Attachments, on-the-job learning and degrees count as long, courses and seminars as short. People are added up only where a "
            "number is stated, and each sum says in how many activities that is; somebody trained twice is counted twice. Training is led "
            "locally when the organisation that leads it belongs to a country of the initiative."
        ),
        partial(_training_blocks, press),
    )  # fmt: skip


def _training_blocks(press: Press) -> tuple[Block, ...]:
    found = trainings(press.desk.situation)
    by_length = grouped(found, lambda each: [each.length])
    lists = (_activities(length, by_length[length], press) for length in LENGTHS if length in by_length)
    return (_summary(found, press), *lists, _biotechnology(press))


def length_title(length: str, press: Press) -> str:
    """What a length of training is called."""
    say = press.wording.translate
    if length == LONG:
        return say("Long-term training and attachments")
    return say("Short courses and seminars") if length == SHORT else say("Training of other or unstated kind")


def _summary(found: tuple[Training, ...], press: Press) -> Table:
    say, by_length = press.wording.translate, grouped(found, lambda each: [each.length])
    rows = [
        _summary_row(length_title(length, press), by_length.get(length, ()), f"#{length}", press)
        for length in LENGTHS
        if length in by_length or length != UNSTATED
    ]
    rows.append(_summary_row(say("All training"), found, "", press))
    columns = (
        Column("length", say("Length")), Column("initiatives", say("Initiatives"), "count"),
        Column("activities", say("Activities"), "number"), Column("people", say("People trained")),
        Column("local", say("Led by a local organisation")),
    )  # fmt: skip
    empty = say(
        "No training is recorded. Initiatives that train people are asked to list their courses and attachments."
    )
    return Table("summary", say("Training by length"), columns, tuple(rows) if found else (), empty=empty)


def _summary_row(title: str, those: tuple[Training, ...], anchor: str, press: Press) -> Row:
    cells = Cells(press)
    initiatives = {each.initiative.key for each in those}
    return Row((
        cells.text(title), cells.count(len(initiatives), f"{TRAINING_URL}{anchor}" if anchor else ""),
        Cell(str(len(those)), len(those)), _people(people_trained(those), press), _local(local_share(those), press),
    ))  # fmt: skip


def _people(total: Sum, press: Press) -> Cell:
    cells, say = Cells(press), press.wording.translate
    if total.people is None:
        return cells.unknown() if total.activities else cells.gap()
    number = press.wording.number(total.people)
    text = say("{people} in {stated} of {activities} activities")
    return Cell(text.format(people=number, stated=total.stated, activities=total.activities), total.people)


def _local(share: LocalShare, press: Press) -> Cell:
    cells, say = Cells(press), press.wording.translate
    if share.percent is None:
        return cells.unknown() if share.activities else cells.gap()
    text = say("{local} of {known} where that is known ({percent}\u00a0%)")
    return Cell(text.format(local=share.local, known=share.known, percent=share.percent), share.percent)


def _activities(length: str, those: tuple[Training, ...], press: Press) -> Table:
    say = press.wording.translate
    rows = tuple(_activity(each, press) for each in those)
    columns = (
        Column("activity", say("Activity")), Column("initiative", say("Initiative")),
        Column("trained", say("People"), "number"), Column("duration", say("Duration")), Column("place", say("Place")),
        Column("led_by", say("Led by")), Column("local", say("Local")), Column("period", say("When"), "date"),
        Column("category", say("Category")),
    )  # fmt: skip
    return Table(length, length_title(length, press), columns, rows)


def _activity(each: Training, press: Press) -> Row:
    cells = Cells(press)
    trained = cells.unknown() if each.trained is None else Cell(press.wording.number(each.trained), each.trained)
    return Row((
        cells.text(each.title), cells.record(each.initiative), trained, cells.text(each.duration), cells.text(each.place),
        cells.mentions([each.leader]), cells.yes_or_no(each.led_locally), cells.period(each.period),
        cells.concept("activity-categories", each.category),
    ))  # fmt: skip


def _biotechnology(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each), Cell(say(press.catalogue.schemas[each.key.collection].title), each.key.collection),
            cells.text(each.data["biotechnology_relevance"]),
        ))
        for each in uses_of_biotechnology(press.desk.situation)
    )  # fmt: skip
    columns = (
        Column("record", say("Record")), Column("kind", say("Kind of record")), Column("use", say("How the two serve each other"))
    )  # fmt: skip
    empty = say("No initiative or resource says how biotechnology training or means are used for biosafety.")
    return Table("biotechnology", say("Biotechnology training that is used"), columns, rows, empty=empty)
