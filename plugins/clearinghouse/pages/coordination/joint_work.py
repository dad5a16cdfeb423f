"""Coordination measures in use, joint activities and pooled funds, in words and counts."""

from __future__ import annotations

from functools import partial

from clearinghouse.coordination.joint_work import (
    MEASURES,
    MeasureTaken,
    by_country_measure,
    joint_initiatives,
    joint_meetings,
    measures_taken,
    pooled,
)  # fmt: skip
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.coordination.crosstab import Crosstab
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Column, Row, Table, View

JOINT_WORK_URL = "coordination/joint-work.html"


def joint_work_view(press: Press) -> View:
    """Return who coordinates how, what is done jointly and which money is pooled."""
    say = press.wording.translate
    return View(
        JOINT_WORK_URL, say("Joint work and measures"),
        say("Which coordination measures are in use, what is done jointly, and which money is pooled."),
        say(
            "Measures are those of the framework; how formal each is follows from there. A number counts the records that name the measure for the "
            "country, and leads to them; a dot is a gap. Measures that concern no one country stand only in the second list."
        ),
        partial(_joint_work_blocks, press),
    )  # fmt: skip


def _joint_work_blocks(press: Press) -> tuple[Block, ...]:
    taken = measures_taken(press.desk.situation)
    return (*_matrix(taken, press), _measures(taken, press), _pairs(press), _meetings(press), _pooled(press))


def _matrix(taken: tuple[MeasureTaken, ...], press: Press) -> tuple[Table, ...]:
    cells, say, found = Cells(press), press.wording.translate, by_country_measure(taken)
    countries = cells.in_order("countries", {country for country, _ in found})
    in_use = {measure for _, measure in found}
    measures = [code for code in press.catalogue.code_lists[MEASURES].concepts if code in in_use]
    matrix = Crosstab(
        JOINT_WORK_URL, "country", say("Countries and measures"), say("Records by country and measure"), say("Country"),
        say("Measure"), [(code, cells.concept("countries", code)) for code in countries],
        [(code, press.wording.label(MEASURES, code)) for code in measures], found,
        say("No record names a coordination measure for a country."),
    )  # fmt: skip
    return matrix.tables(press)


def _measures(taken: tuple[MeasureTaken, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.concept(MEASURES, each.measure), cells.concept("formality", each.formality), cells.record(each.record),
            cells.organisations(each.parties), cells.date(each.since), cells.text(each.evidence) if each.evidence else cells.gap(),
        ))
        for each in taken
    )  # fmt: skip
    columns = (
        Column("measure", say("Measure")), Column("formality", say("Formality")), Column("record", say("Record")),
        Column("parties", say("Parties")), Column("since", say("Since"), "date"), Column("evidence", say("Evidence")),
    )  # fmt: skip
    empty = say("No record names a coordination measure that is in use.")
    return Table("measures", say("Measures in use"), columns, rows, empty=empty)


def _pairs(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((cells.record(one), cells.record(other))) for one, other in joint_initiatives(press.desk.situation)
    )
    columns = (Column("initiative", say("Initiative")), Column("joint_with", say("Works jointly with")))
    empty = say("No initiative says that it works jointly with another.")
    return Table("joint-initiatives", say("Initiatives that work jointly"), columns, rows, empty=empty)


def _meetings(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row(
            (
                cells.record(each.record),
                cells.organisations(each.record.data.get("organiser", ())),
                cells.records(each.partners),
            )
        )
        for each in joint_meetings(press.desk.situation)
    )
    columns = (
        Column("meeting", say("Meeting")),
        Column("organiser", say("Organised by")),
        Column("joint_with", say("Held jointly with")),
    )
    return Table(
        "joint-meetings",
        say("Meetings held jointly"),
        columns,
        rows,
        empty=say("No meeting is recorded as held jointly."),
    )


def _pooled(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), cells.concepts("countries", each.record.data.get("countries", ())),
            cells.records(each.partners) if each.partners else cells.unknown(),
        ))
        for each in pooled(press.desk.situation)
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")),
        Column("countries", say("Countries")),
        Column("funders", say("Paid into by")),
    )
    return Table(
        "pooled", say("Pooled funds"), columns, rows, empty=say("No initiative says that its money is pooled.")
    )
