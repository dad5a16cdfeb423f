"""Best practices of South-South cooperation and of coordination, in words and counts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from clearinghouse.coordination.joint_work import formality_of
from clearinghouse.coordination.practices import (
    MEASURES,
    SOUTH_SOUTH,
    Practice,
    by_measure,
    by_pair,
    practices,
    south_south_initiatives,
    with_measures,
)  # fmt: skip
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.coordination.crosstab import Crosstab
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

SOUTH_SOUTH_URL = "lessons/south-south.html"


def south_south_view(press: Press) -> View:
    """Return the index of South-South cooperation: practices, who helps whom, initiatives."""
    say = press.wording.translate
    return View(
        SOUTH_SOUTH_URL, say("South-South cooperation"),
        say("How developing countries help each other: practices drawn from experience, and initiatives on it."),
        say(
            "A practice names the countries that gave and those that received, and the work it is drawn from. In the matrix the "
            "countries on the left give and those at the top receive; each number counts practices and leads to them. A dot is a pair of "
            "which nothing is recorded."
        ),
        partial(_south_south_blocks, press),
    )  # fmt: skip


def _south_south_blocks(press: Press) -> tuple[Block, ...]:
    found = practices(press.desk.situation, SOUTH_SOUTH)
    return (_south_south(found, press), *_pairs(found, press), _initiatives(press))


def _south_south(found: tuple[Practice, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), cells.concepts("countries", each.providers), cells.concepts("countries", each.receivers),
            cells.text(each.record.data.get("practice", "")), _experience(each, cells),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("practice", say("Practice")), Column("provider_countries", say("Given by")),
        Column("receiver_countries", say("Received by")), Column("what", say("What to do")),
        Column("experience", say("Drawn from")),
    )  # fmt: skip
    empty = say(
        "No practice of South-South cooperation is recorded. Governments and organisations are asked to tell of theirs."
    )
    return Table("practices", say("Practices"), columns, rows, empty=empty)


def _experience(practice: Practice, cells: Cells) -> Cell:
    return cells.mentions(practice.experience) if practice.experience else cells.gap()


def _pairs(found: tuple[Practice, ...], press: Press) -> tuple[Table, ...]:
    cells, say, pairs = Cells(press), press.wording.translate, by_pair(found)
    providers = cells.in_order("countries", {one for one, _ in pairs})
    receivers = cells.in_order("countries", {other for _, other in pairs})
    table = Crosstab(
        SOUTH_SOUTH_URL, "provider", say("Who helps whom"), say("Practices by giving and receiving country"), say("Given by"),
        say("Received by"), [(code, cells.concept("countries", code)) for code in providers],
        [(code, press.wording.label("countries", code)) for code in receivers],
        {pair: [each.record for each in those] for pair, those in pairs.items()},
        say("No practice of South-South cooperation names both a giving and a receiving country."),
    )  # fmt: skip
    return table.tables(press)


def _initiatives(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), cells.concepts("countries", each.countries), cells.organisations(each.funders),
            cells.period(each.period),
        ))
        for each in south_south_initiatives(press.desk.situation)
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("countries", say("Countries")), Column("funders", say("Funders")),
        Column("period", say("Period"), "date"),
    )  # fmt: skip
    empty = say("No initiative names South-South cooperation as its theme.")
    return Table("initiatives", say("Initiatives on South-South cooperation"), columns, rows, empty=empty)


def coordination_practices_view(press: Press) -> View:
    """Return the best practices in coordination by measure of the framework."""
    say = press.wording.translate
    return View(
        "lessons/coordination-practices.html", say("Best practices in coordination"),
        say("For each measure of the framework, the practices that show how it is done."),
        say(
            "The first table goes through the measures of the framework, from formal to informal. A measure without a practice is a gap: "
            "nobody has yet told how to do it well. The second table says of each practice what to do and how it is known to work."
        ),
        partial(_coordination_practices_blocks, press),
    )  # fmt: skip


def _coordination_practices_blocks(press: Press) -> tuple[Block, ...]:
    found = with_measures(press.desk.situation)
    return (_by_measure(found, press), _in_coordination(found, press))


def _by_measure(found: tuple[Practice, ...], press: Press) -> Table:
    cells, say, practised = Cells(press), press.wording.translate, by_measure(found)
    rows = tuple(
        Row((
            cells.concept(MEASURES, measure), cells.concept("formality", formality_of(measure, press.desk.situation)),
            cells.records(each.record for each in practised.get(measure, ())),
        ), f"measure-{measure}")
        for measure in press.catalogue.code_lists[MEASURES].concepts
    )  # fmt: skip
    columns = (
        Column("measure", say("Measure")), Column("formality", say("Formality")), Column("practices", say("Practices"))
    )  # fmt: skip
    return Table("by-measure", say("Measures of the framework"), columns, rows)


def _in_coordination(found: Iterable[Practice], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record),
            cells.concepts(MEASURES, each.measures) if each.measures else cells.gap(),
            cells.text(each.record.data.get("practice", "")), cells.text(each.record.data.get("evidence", "")),
            _experience(each, cells),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("practice", say("Practice")), Column("measures", say("Measures")), Column("what", say("What to do")),
        Column("evidence", say("How it is known to work")), Column("experience", say("Drawn from")),
    )  # fmt: skip
    empty = say("No practice in coordination is recorded. Whoever has one that works is asked to tell of it.")
    return Table("practices", say("Practices in coordination"), columns, rows, empty=empty)
