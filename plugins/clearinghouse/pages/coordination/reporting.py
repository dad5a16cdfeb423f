"""The duty to report, updates after meetings, and the obligations of participants, in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from clearinghouse.coordination.reporting import (
    DUE,
    MET,
    OVERDUE,
    UNCLEAR,
    Obligation,
    ReportingDuty,
    Unwritten,
    Update,
    duties,
    obligations,
    unwritten,
    updates,
)  # fmt: skip
from clearinghouse.pages.coordination.cells import GAP, GOOD, LATE, UNKNOWN, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View


def reporting_duty_view(press: Press) -> View:
    """Return which initiatives have agreed to keep their record up to date, and when the next update is due."""
    say, situation = press.wording.translate, press.desk.situation
    return View(
        "coordination/reporting-duty.html", say("Reporting duty"),
        say("Which initiatives have agreed to keep their record here up to date, and when the next update is due."),
        say(
            "The next update is due one interval after the last that came, or after the start where that is later; a named update that is "
            "missing goes before. It is late when its day is past. Without an interval in months it cannot be reckoned, and nothing more is due "
            "once an update came after the end."
        ),
        partial(_reporting_duty_blocks, press),
        situation.today,
    )  # fmt: skip


def _reporting_duty_blocks(press: Press) -> tuple[Block, ...]:
    situation = press.desk.situation
    every = duties(situation)
    return (
        _agreed((each for each in every if each.agreed), press),
        _without((each for each in every if not each.agreed), press),
    )


def _agreed(those: Iterable[ReportingDuty], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    ordered = sorted(
        those,
        key=lambda each: (each.next_due is None, each.next_due or press.desk.situation.today, each.initiative.key),
    )
    rows = tuple(
        Row((
            cells.record(each.initiative.record), _due_state(each, press), cells.day(each.next_due, LATE if each.is_overdue else ""),
            cells.date(each.last_update), _interval(each, press), cells.text(each.clause),
        ))
        for each in ordered
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("state", say("State")), Column("next_due", say("Next due"), "date"),
        Column("last_update", say("Last update"), "date"), Column("interval", say("How often")), Column("clause", say("Where it is agreed")),
    )  # fmt: skip
    empty = say("No initiative has a duty to report on record. The design of a project should include one.")
    return Table("agreed", say("Duty agreed"), columns, rows, empty=empty)


def _interval(duty: ReportingDuty, press: Press) -> Cell:
    if duty.interval:
        return Cell(duty.interval, duty.every_months or duty.interval)
    if duty.every_months is None:
        return Cells(press).unknown()
    return Cell(press.wording.translate("every {months} months").format(months=duty.every_months), duty.every_months)


def _due_state(duty: ReportingDuty, press: Press) -> Cell:
    say = press.wording.translate
    if duty.is_overdue:
        return Cell(say("overdue"), "overdue", tone=LATE)
    return Cell(say("in time"), "in time", tone=GOOD) if duty.next_due else Cell(say("nothing reckoned"), tone=UNKNOWN)


def _without(those: Iterable[ReportingDuty], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.initiative.record), cells.concept("statuses", each.initiative.status),
            cells.concepts("countries", each.initiative.countries),
            Cell(say("agreed that there is none"), False, tone=GAP) if each.agreed is False else cells.gap(),
        ))
        for each in those
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("status", say("Status")), Column("countries", say("Countries")),
        Column("duty", say("Duty")),
    )  # fmt: skip
    empty = say("Every initiative has a duty to report.")
    return Table("without", say("No duty on record"), columns, rows, empty=empty)


def updates_view(press: Press) -> View:
    """Return the written updates that were promised, and how late they are."""
    say, situation = press.wording.translate, press.desk.situation
    return View(
        "coordination/updates.html", say("Written updates"),
        say("Updates that were due on a day, many of them after a meeting: which came, which are late, and by how much."),
        say(
            "Missing updates come first, the latest at the top. Days late are those that are certain: where only a month or year is known, the "
            "last day of it counts for what is due, and the first for what came. The second table has initiatives that were reported at a "
            "meeting and have no written update on record since; it does not say that one was promised."
        ),
        partial(_updates_blocks, press),
        situation.today,
    )  # fmt: skip


def _updates_blocks(press: Press) -> tuple[Block, ...]:
    situation = press.desk.situation
    return (_updates(updates(situation), press), _unwritten(unwritten(situation), press))


def _updates(found: tuple[Update, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.initiative), cells.mentions([each.meeting]), cells.date(each.due), _came(each, press),
            _days_late(each, press), cells.text(each.note),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("meeting", say("After the meeting")), Column("due", say("Due"), "date"),
        Column("came", say("Came"), "date"), Column("days_late", say("Days late"), "number"), Column("note", say("Note")),
    )  # fmt: skip
    return Table(
        "updates", say("Updates with a day"), columns, rows, empty=say("No update has a day by which it was due.")
    )


def _came(update: Update, press: Press) -> Cell:
    say = press.wording.translate
    if update.came:
        return Cells(press).date(update.came)
    return Cell(say("missing"), tone=LATE) if update.is_missing else Cell(say("not due yet"))


def _days_late(update: Update, press: Press) -> Cell:
    if not update.came and not update.is_missing:
        return Cell("–", 0)
    return Cell(press.wording.number(update.days_late), update.days_late, tone=LATE if update.days_late else GOOD)


def _unwritten(found: tuple[Unwritten, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((cells.record(each.initiative), cells.mentions([each.meeting]), cells.day(each.until))) for each in found
    )
    columns = (
        Column("initiative", say("Initiative")), Column("meeting", say("Reported at")), Column("until", say("A week was given, to"), "date")
    )  # fmt: skip
    empty = say("Every initiative that was reported at a meeting has an update since.")
    return Table("unwritten", say("Reported at a meeting, no written update since"), columns, rows, empty=empty)


def obligations_view(press: Press) -> View:
    """Return what the participants of programmes have to file, and whether they have."""
    say, situation = press.wording.translate, press.desk.situation
    return View(
        "coordination/obligations.html", say("Obligations of participants"),
        say("What countries that take part in a programme have to file, by when, and whether it is done."),
        say(
            "Overdue is what a record says was not filed and whose day is past. Where nobody says whether it was filed, it is not known, and shown "
            "so. What is met comes last."
        ),
        partial(_obligations_blocks, press),
        situation.today,
    )  # fmt: skip


def _obligations_blocks(press: Press) -> tuple[Block, ...]:
    situation = press.desk.situation
    return (_obligations(obligations(situation), press),)


def _obligations(found: tuple[Obligation, ...], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.concept("countries", each.country), cells.record(each.programme), cells.text(each.obligation),
            cells.date(each.due), _obligation_state(each, press),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("country", say("Country")), Column("programme", say("Programme")), Column("obligation", say("Obligation")),
        Column("due", say("Due"), "date"), Column("state", say("State")),
    )  # fmt: skip
    empty = say("No programme says what its participants have to file here.")
    return Table("obligations", say("Obligations"), columns, rows, empty=empty)


def _obligation_state(obligation: Obligation, press: Press) -> Cell:
    say = press.wording.translate
    texts = {
        MET: (say("met"), GOOD), OVERDUE: (say("overdue"), LATE), DUE: (say("due"), ""),
        UNCLEAR: (say("not known whether it was met"), UNKNOWN),
    }  # fmt: skip
    text, tone = texts.get(obligation.state, (say("not met"), LATE))
    return Cell(text, obligation.state, tone=tone)
