"""Mechanisms: where there is one, who sits on it, what it does; on its own page also what was agreed with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from clearinghouse.coordination.mechanisms import (
    DONORS,
    Mechanism,
    agreed_with,
    countries_of_several_donors,
    countries_without,
    mechanism_of,
    mechanisms,
    not_agreed_with,
    to_notify,
)
from clearinghouse.coordination.reviews import OVERDUE, state_of
from clearinghouse.coordination.situation import Initiative
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, LATE, Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

URL = "coordination/mechanisms.html"


def mechanisms_view(press: Press) -> View:
    """Return who coordinates in which country, with whom and with what; and where nobody does."""
    say, situation = press.wording.translate, press.desk.situation
    return View(
        URL, say("Coordination mechanisms by country"),
        say("Which country has a mechanism, who sits on it, what it does and what it has to work with; and which country has none."),
        say(
            "“No” under focal point or authority means that members are recorded and none of them is one. Countries without a mechanism "
            "are those that any record names and of which no record of a national mechanism tells; that is a gap of this clearinghouse or "
            "of the country."
        ),
        partial(_mechanisms_blocks, press),
        situation.today,
    )  # fmt: skip


def _mechanisms_blocks(press: Press) -> tuple[Block, ...]:
    situation = press.desk.situation
    found = mechanisms(situation)
    return (
        _coverage(found, press), _members(found, press), _means(found, press), _without(found, press),
        _donors(found, press), _several_donors(found, press),
    )  # fmt: skip


def _country(mechanism: Mechanism, cells: Cells) -> Cell:
    return cells.concept("countries", mechanism.country) if mechanism.country else Cell(cells.say("all countries"))


def _coverage(found: Sequence[Mechanism], press: Press) -> Table:
    cells, say, today = Cells(press), press.wording.translate, press.desk.situation.today
    rows = []
    for each in found:
        data, due = each.record.data, each.review_due
        basis = cells.records(each.legal_basis) if each.legal_basis else cells.text(data.get("legal_basis_text", ""))
        late = LATE if due and state_of(due, today) == OVERDUE else ""
        rows.append(
            Row((
                cells.record(each.record), _country(each, cells), cells.concept("mechanism-kinds", each.kind), cells.record(each.lead),
                cells.record(each.body), cells.date(data.get("established", "")), basis, cells.date(due, late),
            ), f"mechanism-{each.record.key.id}")
        )  # fmt: skip
    columns = (
        Column("mechanism", say("Mechanism")), Column("country", say("Country")), Column("kind", say("Kind")), Column("lead", say("Led by")),
        Column("body", say("Body that serves")), Column("established", say("Since"), "date"), Column("legal_basis", say("Rests on")),
        Column("review_due", say("Review due"), "date"),
    )  # fmt: skip
    return Table("mechanisms", say("Mechanisms"), columns, tuple(rows), empty=say("No mechanism is recorded yet."))


def _members(found: Sequence[Mechanism], press: Press) -> Table:
    cells, say, label = Cells(press), press.wording.translate, press.wording.label
    rows = []
    for each in found:
        members = [(member.organisation, label("member-roles", member.role)) for member in each.members]
        heard = each.record.data.get("stakeholders", ())
        rows.append(
            Row((
                Cell(each.record.title, each.record.key.id, url=each.record.url), _country(each, cells), _sits(each, each.has_focal_point, cells),
                _sits(each, each.has_authority, cells), cells.noted(members) if members else cells.unknown(), cells.text(", ".join(heard)),
            ))
        )  # fmt: skip
    columns = (
        Column("mechanism", say("Mechanism")), Column("country", say("Country")), Column("focal_point", say("Focal point sits on it")),
        Column("authority", say("Authority sits on it")), Column("members", say("Members")), Column("stakeholders", say("Others who are heard")),
    )  # fmt: skip
    return Table(
        "members",
        say("Members and others who are heard"),
        columns,
        tuple(rows),
        empty=say("No mechanism is recorded yet."),
    )


def _sits(mechanism: Mechanism, value: bool | None, cells: Cells) -> Cell:
    """Whether a required member is there; not asked of donors' and global mechanisms."""
    if not mechanism.is_national:
        return Cell()
    return Cell(cells.say("no"), value=False, tone=GAP) if value is False else cells.yes_or_no(value)


def _means(found: Sequence[Mechanism], press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    tasks = press.catalogue.code_lists["steering-roles"].concepts
    rows = []
    for each in found:
        data, enabling = each.record.data, each.enabling
        budget = enabling.get("budget", {})
        missing = [task for task in tasks if task not in each.roles] if each.is_national else []
        support = [one for key in enabling.get("support_by", ()) if (one := situation.record("organisations", key))]
        aid = data.get("linked_aid_mechanism") or data.get("no_aid_link_reason", "")
        rows.append(
            Row((
                Cell(each.record.title, each.record.key.id, url=each.record.url),
                cells.concepts("steering-roles", each.roles), cells.concepts("steering-roles", missing) if missing else Cell(),
                cells.text(aid), cells.money(budget.get("amount"), budget.get("currency", "")), cells.text(enabling.get("staff", "")),
                cells.records(support) if support else cells.unknown(),
            ))
        )  # fmt: skip
    columns = (
        Column("mechanism", say("Mechanism")), Column("roles", say("Tasks that it has")), Column("roles_missing", say("Tasks that nobody names")),
        Column("aid_link", say("Link to aid coordination, or why there is none")), Column("budget", say("Budget"), "number"),
        Column("staff", say("Staff")), Column("support_by", say("Helped by")),
    )  # fmt: skip
    about = say("A steering group can have {number} tasks.").format(number=len(tasks))
    return Table(
        "means", say("Tasks and means"), columns, tuple(rows), about, empty=say("No mechanism is recorded yet.")
    )


def _without(found: Sequence[Mechanism], press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = []
    for country in cells.in_order("countries", countries_without(situation, found)):
        page = cells.concept_url("countries", country)
        at_work = len(situation.by_country.get(country, ()))
        rows.append(Row((cells.concept("countries", country), cells.count(at_work, f"{page}#initiatives"))))
    columns = (Column("country", say("Country")), Column("initiatives", say("Initiatives there"), "count"))
    empty = say("Every country that a record names has a national mechanism.")
    about = say("Each Government is asked to set one up (decision BS-I/5, paragraph 23); none is recorded for these.")
    return Table(
        "without",
        say("Countries without a national mechanism"),
        columns,
        tuple(rows),
        about if rows else "",
        empty,
        gaps=True,
    )


def _donors(found: Sequence[Mechanism], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in found:
        if each.kind == DONORS:
            few = (
                Cell(say("fewer than two"), "fewer than two", tone=GAP)
                if len(each.donors) < 2
                else Cell(str(len(each.donors)), len(each.donors))
            )
            measures = [entry["measure"] for entry in each.record.data.get("measures", ())]
            rows.append(
                Row((
                    cells.record(each.record), _country(each, cells), cells.records(each.donors), few,
                    cells.texts(each.record.data.get("agreements", ())), cells.concepts("coordination-measures", measures),
                ))
            )  # fmt: skip
    columns = (
        Column("mechanism", say("Mechanism")), Column("country", say("Country")), Column("donors", say("Donors")),
        Column("number", say("How many"), "number"), Column("agreements", say("What they agreed")), Column("measures", say("Measures")),
    )  # fmt: skip
    return Table(
        "donors", say("Where donors consult each other"), columns, tuple(rows),
        empty=say("No consultative mechanism of donors is recorded yet."),
    )  # fmt: skip


def _several_donors(found: Sequence[Mechanism], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    several = dict(countries_of_several_donors(press.desk.situation, found))
    rows = tuple(
        Row((cells.concept("countries", country), cells.records(several[country])))
        for country in cells.in_order("countries", several)
    )
    columns = (Column("country", say("Country")), Column("donors", say("Donors whose work goes on there")))
    return Table(
        "donors-without", say("Where several donors work without one"), columns, rows,
        empty=say("Nowhere do two or more donors work at the same time without a consultative mechanism, as far as is recorded."), gaps=True,
    )  # fmt: skip


def mechanism_blocks(record: Record, press: Press) -> tuple[Block, ...]:
    """What others say of a mechanism: who came, what was agreed with it and what was not, what it has to notify."""
    say, situation = press.wording.translate, press.desk.situation
    mechanism = mechanism_of(situation, record)
    tables = (
        _attendance(mechanism, press),
        _initiatives("agreed", say("Initiatives agreed with it"), agreed_with(situation, record), press),
        _initiatives("not-agreed", say("Initiatives in the country of which no record says so"), not_agreed_with(situation, mechanism), press),
        _notifications(record, press),
    )  # fmt: skip
    return tuple(table for table in tables if table.rows)


def _attendance(mechanism: Mechanism, press: Press) -> Table:
    cells, say, label = Cells(press), press.wording.translate, press.wording.label
    rows = []
    for each in mechanism.members:
        where = cells.unknown()
        if mechanism.meetings:
            where = cells.noted(
                (meeting, press.wording.date(str(meeting.data.get("start", "")))) for meeting in each.represented_at
            )
        rows.append(Row((cells.record(each.organisation), Cell(label("member-roles", each.role), each.role), where)))
    columns = (Column("member", say("Member")), Column("role", say("Role")), Column("meetings", say("Represented at")))
    about = say("Meetings that it called and of which a record says who was represented.")
    return Table(
        "member-attendance", say("Members and the meetings at which they were represented"), columns, tuple(rows), about
    )


def _initiatives(table_id: str, title: str, found: Sequence[Initiative], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((cells.record(each.record), cells.concept("statuses", each.status), cells.organisations(each.funders), cells.period(each.period)))
        for each in found
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("status", say("Status")), Column("funders", say("Funders")),
        Column("dates", say("Dates")),
    )  # fmt: skip
    return Table(table_id, title, columns, rows)


def _notifications(record: Record, press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in to_notify(press.desk.situation, record):
        notified = each.record.data.get("notified_on", "")
        rows.append(
            Row(
                (
                    cells.record(each.record),
                    cells.concepts("countries", each.countries),
                    cells.date(notified) if notified else cells.gap(),
                )
            )
        )
    columns = (
        Column("initiative", say("Initiative")),
        Column("countries", say("Countries")),
        Column("notified_on", say("Notified on"), "date"),
    )
    about = say("Its contact point is to tell the Biosafety Clearing-House of every initiative in these countries.")
    return Table("notifications", say("What its contact point has notified"), columns, tuple(rows), about)
