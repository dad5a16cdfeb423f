"""The progress dashboard: the four heads by country and by year, and what the reports of countries say and propose."""

from __future__ import annotations

from functools import partial

from clearinghouse.coordination.period import Period
from clearinghouse.coordination.progress import HEADS, by_country, by_year, when_reported
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import LATE, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Column, Row, Table, View


def progress_view(press: Press) -> View:
    """Return the dashboard."""
    say = press.wording.translate
    return View(
        "coordination/progress.html", say("Progress"),
        say("What there is under the four heads of the meeting of 2006: initiatives, needs, strategies and South-South cooperation."),
        " ".join((
            say("Each cell names the records."),
            say("“None recorded” is a gap: nothing is published here, which need not mean that nothing was done."),
            say("A record is listed under each of its countries, and in the year in which it began or was adopted."),
        )),
        partial(_progress_blocks, press), press.desk.situation.today,
    )  # fmt: skip


def _progress_blocks(press: Press) -> tuple[Block, ...]:
    return (_countries(press), _years(press), _reports(press), _proposals(press))


def _heads(press: Press) -> dict[str, str]:
    say = press.wording.translate
    titles = (say("Initiatives"), say("Needs assessments"), say("Strategies"), say("South-South practices"))
    return dict(zip(HEADS, titles, strict=True))


def _countries(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    found = {each.country: each for each in by_country(press.desk.situation)}
    rows = tuple(
        Row((
            cells.concept("countries", code), *(cells.records(found[code].heads[head]) for head in HEADS), cells.record(found[code].report),
        ))
        for code in cells.in_order("countries", found)
    )  # fmt: skip
    columns = (
        Column("country", say("Country")), *(Column(head, title) for head, title in _heads(press).items()),
        Column("report", say("Last country report")),
    )  # fmt: skip
    return Table("progress-countries", say("By country"), columns, rows)


def _years(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    heads = {head: title for head, title in _heads(press).items() if head != "best-practices"}
    rows = tuple(
        Row((cells.text(year), *(cells.records(found.get(head, ())) for head in heads)), f"year-{year}")
        for year, found in by_year(press.desk.situation).items()
    )
    columns = (Column("year", say("Year"), "date"), *(Column(head, title) for head, title in heads.items()))
    about = say(
        "Initiatives by the year of their start, needs by that of the assessment, strategies by that of their adoption."
    )
    return Table("progress-years", say("By year"), columns, rows, about)


def _reports(press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    reports = sorted(situation.records("progress-reports"), key=when_reported, reverse=True)
    overdue = {each.report.key for each in by_country(situation) if each.is_overdue and each.report}
    rows = tuple(_report(cells, record, late=record.key in overdue) for record in reports)
    columns = (
        Column("report", say("Report")), Column("country", say("Country")), Column("period", say("Period")), Column("state", say("State")),
        Column("overall", say("Overall")), Column("next_due", say("Next due"), "date"),
    )  # fmt: skip
    about = say(
        "The newest first. A date of the next report that has passed is marked where no later report of the country is there."
    )
    return Table(
        "progress-reports", say("What reports say"), columns, rows, about, say("No progress report is published yet.")
    )


def _report(cells: Cells, record: Record, *, late: bool) -> Row:
    data = record.data
    period = data.get("period", {})
    return Row((
        cells.record(record), cells.concept("countries", data.get("country", "")),
        cells.period(Period(period.get("start", ""), period.get("end", ""))),
        cells.concept("execution-states", data.get("state", "")), cells.text(data.get("overall", "")),
        cells.date(data.get("next_due", ""), LATE if late else ""),
    ))  # fmt: skip


def _proposals(press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = tuple(
        Row((
            cells.text(each["text"]), cells.concept("recommendation-addressees", each.get("addressee", "")), cells.record(record),
            cells.concept("countries", record.data.get("country", "")),
        ))
        for record in situation.records("progress-reports")
        for each in record.data.get("proposals", ())
    )  # fmt: skip
    columns = (
        Column("proposal", say("Proposal")), Column("addressee", say("To whom")), Column("report", say("Report")), Column("country", say("Country")),
    )  # fmt: skip
    return Table(
        "progress-proposals", say("What they propose"), columns, rows, empty=say("No report proposes anything yet.")
    )
