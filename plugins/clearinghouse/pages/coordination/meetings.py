"""Meetings: chains, open items and actions on a page of their own; compilation and attendance on the page of each meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from clearinghouse.coordination.meetings import (
    Action,
    Attendance,
    CarriedOver,
    Chain,
    actions,
    actions_of,
    attendance,
    carried_over,
    carried_over_from,
    case_studies_of,
    chains,
    forums,
    made_at,
    reported_at,
    taken_up_at,
)
from clearinghouse.coordination.period import Period
from clearinghouse.core.record import Record
from clearinghouse.pages.coordination.cells import GAP, GOOD, LATE, Cells
from clearinghouse.pages.coordination.recommendations import recommendations_table
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Link, Row, Table, View

URL = "coordination/meetings.html"


def meetings_view(press: Press) -> View:
    """Return the chains of meetings, what they left open, what was agreed to be done, and the country forums."""
    say = press.wording.translate
    return View(
        URL, say("Meetings and what they left open"),
        say("Series of meetings in their order, items carried over, actions agreed, and the forums of countries."),
        say(
            "An item that a meeting carried over is answered where a later meeting took it up; it is flagged where a later meeting of the "
            "series was held and no record says so. An action is overdue where its day is past and it is known not to be finished; where "
            "its state is not known, nothing is concluded."
        ),
        partial(_meetings_blocks, press),
        press.desk.situation.today,
    )  # fmt: skip


def _meetings_blocks(press: Press) -> tuple[Block, ...]:
    say = press.wording.translate
    found = chains(press.desk.situation)
    none = Table(
        "chain",
        say("Series of meetings"),
        _chain_columns(press),
        (),
        empty=say("No meeting names the series that it belongs to yet."),
    )
    series = tuple(_chain(f"chain-{number}", each, press) for number, each in enumerate(found, 1)) or (none,)
    return (*series, _carried_table("carried-over", carried_over(press.desk.situation), press),
     _actions_table("actions", actions(press.desk.situation), press, with_meeting=True), _forums(press))  # fmt: skip


def _chain_columns(press: Press) -> tuple[Column, ...]:
    say = press.wording.translate
    return (
        Column("meeting", say("Meeting")), Column("number", say("Number"), "number"), Column("dates", say("Dates")), Column("place", say("Place")),
        Column("mandate", say("Mandate")), Column("hosts", say("Hosts")), Column("next", say("Next")),
        Column("recommendations", say("Recommendations"), "count"),
    )  # fmt: skip


def _chain(table_id: str, chain: Chain, press: Press) -> Table:
    say = press.wording.translate
    rows = tuple(Row(_meeting(each, press)) for each in chain.meetings)
    missing = ", ".join(str(number) for number in chain.missing)
    about = (
        say("There is no record of the meeting with this number: {numbers}.").format(numbers=missing) if missing else ""
    )
    return Table(table_id, chain.series, _chain_columns(press), rows, about)


def _meeting(meeting: Record, press: Press) -> tuple[Cell, ...]:
    cells, data, situation = Cells(press), meeting.data, press.desk.situation
    number = data.get("number")
    made = made_at(situation, meeting)
    mandate = [found for each in data.get("mandate", ()) if (found := situation.record("decisions", each))]
    return (
        cells.record(meeting), Cell(str(number), number) if number else cells.unknown(),
        cells.period(Period(data.get("start", ""), data.get("end", data.get("start", "")))), _place(meeting, cells),
        cells.records(mandate) if mandate else cells.unknown(), _hosts(meeting, cells), _next(meeting, cells),
        cells.count(len(made), f"{meeting.url}#recommendations"),
    )  # fmt: skip


def _place(meeting: Record, cells: Cells) -> Cell:
    city, country = meeting.data.get("city", ""), meeting.data.get("country", "")
    name = cells.press.wording.label("countries", country) if country else ""
    text = ", ".join(part for part in (city, name) if part)
    return Cell(text, text, url=cells.concept_url("countries", country) if country else "") if text else cells.unknown()


def _hosts(meeting: Record, cells: Cells) -> Cell:
    situation, links = cells.press.desk.situation, []
    for each in meeting.data.get("hosts", ()):
        found = situation.record("organisations", each.get("organisation", ""))
        if found:
            links.append(cells.link(found))
        elif each.get("name"):
            links.append(Link(each["name"], meeting.url))
    if all(link.record is None for link in links):
        return cells.text(", ".join(link.text for link in links))
    return Cell(links=tuple(links))


def _next(meeting: Record, cells: Cells) -> Cell:
    following = cells.press.desk.situation.record("meetings", meeting.data.get("next_meeting", ""))
    return cells.record(following) if following else cells.date(meeting.data.get("next_date", ""))


def _carried_table(table_id: str, found: Sequence[CarriedOver], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            Cell(each.title, each.title, url=each.url), cells.record(each.meeting), cells.text(each.decided_by) if each.decided_by else Cell(),
            cells.record(each.taken_up_at) if each.taken_up_at else cells.gap(), _carried_state(each, cells),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("item", say("Item")), Column("meeting", say("Left open by")), Column("decided_by", say("To be settled by")),
        Column("taken_up_at", say("Taken up at")), Column("state", say("State")),
    )  # fmt: skip
    return Table(
        table_id,
        say("Carried over to later meetings"),
        columns,
        rows,
        empty=say("No meeting recorded here left anything to a later one."),
    )


def _carried_state(each: CarriedOver, cells: Cells) -> Cell:
    if each.taken_up_at:
        return Cell(cells.say("answered"), "answered", tone=GOOD)
    if each.is_late:
        return Cell(cells.say("not answered, though a later meeting was held"), "unanswered", tone=LATE)
    return Cell(cells.say("open"), "open", tone=GAP)


def _actions_table(table_id: str, found: Sequence[Action], press: Press, *, with_meeting: bool) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in found:
        responsible = cells.records(each.responsible) if each.responsible else cells.text(each.actor)
        where = (cells.record(each.meeting),) if with_meeting else ()
        rows.append(
            Row((
                Cell(each.title, each.title, url=each.url), *where, responsible, cells.date(each.due, LATE if each.is_overdue else ""),
                _action_state(each, cells), cells.date(each.done_on) if each.done_on else Cell(),
            ))
        )  # fmt: skip
    columns = (
        Column("action", say("Action")), *((Column("meeting", say("Agreed at")),) if with_meeting else ()),
        Column("responsible", say("Who is to do it")), Column("due", say("Due"), "date"), Column("state", say("State")),
        Column("done_on", say("Done on"), "date"),
    )  # fmt: skip
    title = say("Actions agreed") if with_meeting else say("What became of the actions")
    return Table(table_id, title, columns, tuple(rows), empty=say("No meeting recorded here agreed on an action."))


def _action_state(each: Action, cells: Cells) -> Cell:
    if not each.state or each.state == "unknown":
        return cells.unknown()
    label = cells.press.wording.label("follow-up-states", each.state)
    if each.is_overdue:
        return Cell(cells.say("{state}, overdue", state=label), each.state, tone=LATE)
    return Cell(label, each.state, tone=GOOD if each.state == "done" else "")


def _forums(press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = []
    for each in forums(press.desk.situation):
        state = (
            Cell(say("overdue: none recorded since"), "overdue", tone=LATE)
            if each.is_overdue
            else Cell(say("to come"), "to come")
        )
        rows.append(
            Row((
                cells.concept("countries", each.country), cells.record(each.latest), cells.date(each.latest.data.get("start", "")),
                cells.date(each.next_date), state if each.next_date else cells.unknown(),
                _still_to_do(actions_of(press.desk.situation, each.latest), cells),
            ))
        )  # fmt: skip
    columns = (
        Column("country", say("Country")), Column("forum", say("Latest forum")), Column("held", say("Held"), "date"),
        Column("next", say("Next"), "date"), Column("state", say("State")), Column("open", say("Its actions")),
    )  # fmt: skip
    return Table(
        "forums", say("Forums of countries"), columns, tuple(rows), empty=say("No forum of a country is recorded yet.")
    )


def _still_to_do(found: Sequence[Action], cells: Cells) -> Cell:
    if not found:
        return Cell(cells.say("none agreed"))
    done = sum(each.state == "done" for each in found)
    return cells.text(cells.say("{done} of {all} done", done=done, all=len(found)))


def meeting_blocks(meeting: Record, press: Press) -> tuple[Block, ...]:
    """What others say of a meeting: what was reported, presented and recommended there, and what became of it.

    Its own facts already list its actions, what it left open and who was there; that is told again only where something
    follows from it: an action is overdue, a later meeting did not take an item up, members of the mechanism came or not.
    """
    situation = press.desk.situation
    agreed, left, there = (
        actions_of(situation, meeting),
        carried_over_from(situation, meeting),
        attendance(situation, meeting),
    )
    tables = (
        compilation(meeting, press), _case_studies(meeting, press),
        recommendations_table("recommendations", made_at(situation, meeting), press),
        _actions_table("actions-state", agreed if any(each.is_overdue for each in agreed) else (), press, with_meeting=False),
        _carried_table("left-open", left if any(each.is_late for each in left) else (), press), _taken_up(meeting, press),
        _attendance([each for each in there if each.is_member is not None], press),
    )  # fmt: skip
    return tuple(table for table in tables if table.rows)


def compilation_url(meeting: Record) -> str:
    """The address that the files of a compilation are named after."""
    return f"meetings/{meeting.key.id}-compilation.html"


def compilation(meeting: Record, press: Press) -> Table:
    """The initiatives about which information was shared at a meeting (report of the second meeting, I.7)."""
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.record), cells.concept("statuses", each.status), cells.concepts("countries", each.countries),
            cells.organisations(each.funders), cells.period(each.period), cells.concepts("themes", each.themes),
        ))
        for each in reported_at(press.desk.situation, meeting)
    )  # fmt: skip
    columns = (
        Column("initiative", say("Initiative")), Column("status", say("Status")), Column("countries", say("Countries")),
        Column("funders", say("Funders")), Column("dates", say("Dates")), Column("themes", say("Themes")),
    )  # fmt: skip
    stem = compilation_url(meeting).removesuffix(".html")
    files = (Link("CSV", f"{stem}.csv"), Link("JSON", f"{stem}.json"))
    about = say("The initiatives about which information was shared here, as their records stand today.")
    return Table("compilation", say("Initiatives reported here"), columns, rows, about, files=files)


def compilation_views(press: Press) -> Iterator[View]:
    """Yield the compilation of each meeting at which initiatives were reported, for its data files."""
    if not press.desk.situation.has("initiatives", "countries", "themes", "reported_at_meeting"):
        return
    for meeting in press.desk.situation.records("meetings"):
        table = compilation(meeting, press)
        if table.rows:
            yield View(compilation_url(meeting), meeting.title, meeting.summary, table.about, (table,))


def _case_studies(meeting: Record, press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    found = case_studies_of(situation, meeting)
    rows = []
    for each in found:
        initiatives = [one for key in each.data.get("initiatives", ()) if (one := situation.record("initiatives", key))]
        papers = ", ".join(str(document["title"]) for document in each.data.get("documents", ()))
        rows.append(
            Row(
                (
                    cells.record(each),
                    cells.concepts("countries", each.data.get("countries", ())),
                    cells.records(initiatives),
                    cells.text(papers),
                )
            )
        )
    columns = (
        Column("case_study", say("Case study")), Column("countries", say("Countries")), Column("initiatives", say("About")),
        Column("documents", say("Papers")),
    )  # fmt: skip
    stated = meeting.data.get("case_studies_presented")
    about = (
        say("According to its report {stated} were presented; {recorded} are recorded.").format(
            stated=stated, recorded=len(found)
        )
        if stated
        else ""
    )
    return Table("case-studies-presented", say("Case studies presented here"), columns, tuple(rows), about)


def _taken_up(meeting: Record, press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    found = taken_up_at(press.desk.situation, meeting)
    rows = tuple(Row((Cell(each.title, each.title, url=each.url), cells.record(each.meeting))) for each in found)
    columns = (Column("item", say("Item")), Column("meeting", say("Left open by")))
    return Table("taken-up", say("Taken up from earlier meetings"), columns, rows)


def _attendance(found: Sequence[Attendance], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.record(each.organisation) if each.organisation else cells.text(each.name), cells.concept("countries", each.country),
            cells.concept("member-roles", each.role), cells.yes_or_no(each.is_member),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("who", say("Represented")), Column("country", say("Country")), Column("role", say("Role")),
        Column("member", say("Member of the mechanism that called it")),
    )  # fmt: skip
    return Table("attendance", say("Who was represented"), columns, rows)
