"""Quality and freshness in words and tables: what is complete, what is missing, what was confirmed when, what is overdue."""

from __future__ import annotations

from functools import partial

from clearinghouse.coordination.quality import (
    FRESH_MONTHS,
    RecordQuality,
    Summary,
    by_collection,
    by_country,
    least_complete_first,
    quality,
)
from clearinghouse.coordination.rule import Finding
from clearinghouse.core.dates import first_day
from clearinghouse.core.diagnostic import Severity
from clearinghouse.core.schema import Field
from clearinghouse.pages.coordination.cells import LATE, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

SHOWN = 200
"""Rows of the longest tables on the page; the data files have all."""


def quality_view(press: Press) -> View:
    """Return the report on how complete and how fresh the records are."""
    say = press.wording.translate
    return View(
        "coordination/quality.html", say("Quality and freshness"),
        say("How complete the records are, when they were confirmed and by whom, and what is overdue."),
        say(
            "Complete counts the fields that readers expect in a record of its kind and that have a value. “Not known” means that the sources were "
            "read and do not tell. A record counts as fresh when an organisation confirmed it within the last {months} months."
        ).format(months=FRESH_MONTHS),
        partial(_quality_blocks, press),
        press.desk.situation.today,
    )  # fmt: skip


def _quality_blocks(press: Press) -> tuple[Block, ...]:
    found = quality(press.desk.situation)
    return (_countries(press, found), _collections(press, found), _overdue(press), _records(press, found))


def _countries(press: Press, found: tuple[RecordQuality, ...]) -> Table:
    cells, say = Cells(press), press.wording.translate
    summaries = by_country(found)
    rows = tuple(
        Row(
            (
                cells.concept("countries", code),
                *_sums(summaries[code]),
                cells.text(str(_open_points(press, code))),
            )
        )
        for code in cells.in_order("countries", summaries)
    )
    columns = (
        Column("country", say("Country")),
        *_columns(press),
        Column("points", say("Points to look at"), "number"),
    )
    about = say(
        "All records about a country taken together. The points are listed on its page, under “What is missing”."
    )
    return Table("quality-countries", say("By country"), columns, rows, about, limit=SHOWN)


def _open_points(press: Press, country: str) -> int:
    return len(press.desk.findings_by_country.get(country, ()))


def _collections(press: Press, found: tuple[RecordQuality, ...]) -> Table:
    say = press.wording.translate
    rows = tuple(
        Row((
            Cell(say(press.catalogue.schemas[name].collection.title), name, url=f"{name}/index.html"), *_sums(summary),
        ))
        for name, summary in by_collection(found).items()
    )  # fmt: skip
    columns = (Column("collection", say("Kind of record")), *_columns(press))
    return Table("quality-collections", say("By kind of record"), columns, rows)


def _columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("records", say("Records"), "number"), Column("complete", say("Complete, %"), "number"),
        Column("fresh", say("Fresh"), "number"), Column("confirmed", say("Ever confirmed"), "number"),
    )  # fmt: skip


def _sums(summary: Summary) -> tuple[Cell, ...]:
    numbers = (len(summary.records), summary.percent, summary.fresh, summary.confirmed)
    return tuple(Cell(str(number), number) for number in numbers)


def _overdue(press: Press) -> Table:
    """What was due before the day of the report, longest overdue first."""
    cells, say, today = Cells(press), press.wording.translate, press.desk.situation.today
    late = [each for each in press.desk.findings if each.due and first_day(each.due) <= today]
    rows = tuple(
        _overdue_row(cells, each) for each in sorted(late, key=lambda each: (each.due, each.key, each.rule.code))
    )
    columns = (
        Column("record", say("Record")), Column("due", say("Due"), "date"), Column("what", say("What")), Column("check", say("Check")),
    )  # fmt: skip
    return Table("quality-overdue", say("Overdue"), columns, rows, empty=say("Nothing is overdue."), limit=SHOWN)


def _overdue_row(cells: Cells, finding: Finding) -> Row:
    what = cells.text(finding.message)
    check = Cell(finding.rule.code, finding.rule.code, url=f"contribute/errors.html#{finding.rule.code}")
    return Row((_about(cells, finding), cells.date(finding.due, LATE), what, check))


def _about(cells: Cells, finding: Finding) -> Cell:
    """The record that a finding is about, or the country that has no record of its own yet."""
    known = cells.press.catalogue.by_key.get(finding.key)
    return cells.record(known) if known else cells.concept("countries", finding.key.id.upper())


def _records(press: Press, found: tuple[RecordQuality, ...]) -> Table:
    cells, say = Cells(press), press.wording.translate
    advice = press.desk.findings_by_record
    rows = []
    for one in least_complete_first(found):
        warnings = sum(each.rule.severity is Severity.WARNING for each in advice.get(one.record.key, ()))
        rows.append(Row((
            cells.record(one.record), Cell(say("{filled} of {expected}").format(filled=one.filled, expected=one.expected), one.filled),
            _names(cells, one.missing), _names(cells, one.not_known), cells.date(one.confirmed_on),
            cells.organisations([one.confirmed_by] if one.confirmed_by else []), Cell(str(warnings), warnings),
        )))  # fmt: skip
    columns = (
        Column("record", say("Record")), Column("filled", say("Filled"), "number"), Column("missing", say("Missing")),
        Column("not_known", say("Not known")), Column("confirmed_on", say("Confirmed on"), "date"),
        Column("confirmed_by", say("Confirmed by")), Column("warnings", say("Warnings"), "number"),
    )  # fmt: skip
    return Table(
        "quality-records", say("By record"), columns, tuple(rows), say("The least complete records first."), limit=SHOWN
    )


def _names(cells: Cells, fields: tuple[Field, ...]) -> Cell:
    titles = [cells.press.wording.translate(field.title) for field in fields]
    names = "; ".join(field.name for field in fields)
    return Cell(", ".join(titles), names or None)
