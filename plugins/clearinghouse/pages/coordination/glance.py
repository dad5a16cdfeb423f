"""A country at a glance: who to turn to, how far it is, what holds, and how much is going on; and the steps of its process."""

from __future__ import annotations

from clearinghouse.coordination.contacts import NATIONAL_CONTACT, NOTIFIER, Contact
from clearinghouse.coordination.country import (
    Force,
    last_step,
    latest_assessment,
    mainstreaming_of,
    next_step,
    process_of,
    published_on,
    record_of,
    reports_of,
    strategies_of,
)
from clearinghouse.coordination.mechanisms import mechanism_of
from clearinghouse.coordination.needs import Answer, phase_of
from clearinghouse.coordination.progress import is_of_country
from clearinghouse.pages.coordination.cells import GAP, GOOD, Cells
from clearinghouse.pages.coordination.subject_index import contacts_of
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Cell, Column, Link, Row, Table

PHASES = {
    Answer.RUNNING: "initiatives-now",
    Answer.PLANNED: "initiatives-planned",
    Answer.PAUSED: "initiatives-suspended",
    Answer.ENDED: "initiatives-ended",
    Answer.UNCLEAR: "initiatives-unclear",
}
"""The block that lists the initiatives of each phase, in the order of the page."""


def at_a_glance(country: str, press: Press) -> Table:
    """Return what somebody wants to know first of a country; what is not there is said to be missing."""
    say = press.wording.translate
    rows = (
        (say("Contact point"), _contacts(country, press, NATIONAL_CONTACT)), (say("Notifies the BCH"), _contacts(country, press, NOTIFIER)),
        (say("Competent authority"), _authority(country, press)), (say("Coordination mechanism"), _mechanism(country, press)),
        (say("Step of the country process"), _step(country, press)), (say("Strategy"), _strategy(country, press)), (say("National biosafety framework"), _stage(country, press)),
        (say("Latest needs assessment"), _assessment(country, press)), (say("Last progress report"), _report(country, press)),
        (say("Biosafety in national policy"), _mainstreaming(country, press)), *_counts(country, press),
    )  # fmt: skip
    columns = (Column("subject", say("Subject")), Column("recorded", say("What is recorded")))
    cells = Cells(press)
    return Table(
        "at-a-glance", say("At a glance"), columns, tuple(Row((cells.text(name), cell)) for name, cell in rows)
    )


def _contacts(country: str, press: Press, role: str) -> Cell:
    """The offices in a role that stand for the country; that nobody is named for it is a gap."""
    links = tuple(_contact(each) for each in contacts_of(country, press) if each.role == role and each.is_standing)
    return Cell(links=links) if links else Cells(press).gap()


def _contact(contact: Contact) -> Link:
    """An office with its channel, as far as that may be shown; it leads to its organisation, or else to the record that names it."""
    record = contact.organisation or contact.records[0]
    channel = contact.channel if contact.is_published else ""
    return Link(record.title, record.url, ", ".join(each for each in (contact.office, channel) if each), record)


def _authority(country: str, press: Press) -> Cell:
    record, situation = record_of(country, press.desk.situation), press.desk.situation
    found = (
        situation.record("organisations", each)
        for each in (record.data.get("competent_authority", ()) if record else ())
    )
    return Cells(press).noted((each, "") for each in found if each)


def _mechanism(country: str, press: Press) -> Cell:
    say, situation = press.wording.translate, press.desk.situation
    found = []
    for record in situation.of_country("mechanisms", country):
        mechanism = mechanism_of(situation, record)
        lead = (
            say("led by {organisation}").format(organisation=mechanism.lead.title)
            if mechanism.lead
            else say("lead not known")
        )
        found.append(
            (record, lead if mechanism.is_national else press.wording.label("mechanism-kinds", mechanism.kind))
        )
    return Cells(press).noted(found)


def _step(country: str, press: Press) -> Cell:
    say, steps = press.wording.translate, process_of(country, press.desk.situation)
    last, following = last_step(steps), next_step(steps)
    if last is None:
        return Cells(press).gap()
    words = press.wording.label("process-steps", last.step)
    text = f"{words} ({press.wording.date(last.date)})" if last.date else words
    if following:
        text += ". " + say("Next: {step}").format(step=press.wording.label("process-steps", following.step))
    return Cell(value=last.step, links=(Link(text, f"{_page(country, press)}#process-of-coordination"),))


def _strategy(country: str, press: Press) -> Cell:
    found = strategies_of(country, press.desk.situation)
    holding = [pair for pair in found if pair[1] is Force.HOLDS] or list(found[:1])
    return Cells(press).noted((record, force_words(force, press)) for record, force in holding)


def force_words(force: Force, press: Press) -> str:
    """Whether a strategy holds, in words."""
    say = press.wording.translate
    return {
        Force.HOLDS: say("in force"),
        Force.UNCLEAR: say("adopted; not known whether it still holds"),
        Force.COMING: say("not yet in force"),
        Force.OVER: say("its time is over"),
    }[force]


def _stage(country: str, press: Press) -> Cell:
    """How far the national biosafety framework is: by the country's own record, else by the latest needs assessment."""
    situation = press.desk.situation
    own, latest = record_of(country, situation), latest_assessment(country, situation)
    stage = (own.data.get("nbf_stage", "") if own else "") or (
        latest.data.get("situation", {}).get("nbf_stage", "") if latest else ""
    )
    return Cells(press).concept("nbf-stages", stage)


def _assessment(country: str, press: Press) -> Cell:
    cells, record = Cells(press), latest_assessment(country, press.desk.situation)
    return cells.record(record, cells.dated(record, "assessed_on")) if record else cells.gap()


def _report(country: str, press: Press) -> Cell:
    cells = Cells(press)
    own = [
        each
        for each in reports_of(country, press.desk.situation)
        if each.data.get("country") == country and is_of_country(each)
    ]
    if not own:
        return cells.gap()
    day = published_on(own[0])
    return cells.record(own[0], press.wording.date(day) if day else "")


def _mainstreaming(country: str, press: Press) -> Cell:
    found = mainstreaming_of(country, press.desk.situation)
    texts = dict.fromkeys(entry["instrument"] for _, entry in found)
    return Cells(press).text("; ".join(texts)) if texts else Cells(press).gap()


def _counts(country: str, press: Press) -> tuple[tuple[str, Cell], ...]:
    """How many initiatives run, are planned and have ended; each number leads to the table of them below."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    titles = {
        Answer.RUNNING: say("Initiatives that run now"), Answer.PLANNED: say("Initiatives that are planned"),
        Answer.PAUSED: say("Initiatives that are suspended"), Answer.ENDED: say("Initiatives that have ended"),
        Answer.UNCLEAR: say("Initiatives of which it is not known whether they run"),
    }  # fmt: skip
    phases = [phase_of(each, situation) for each in situation.by_country.get(country, ())]
    return tuple(
        (titles[phase], cells.count(phases.count(phase), f"{_page(country, press)}#{block}"))
        for phase, block in PHASES.items()
        if phase is Answer.RUNNING or phase in phases
    )


def _page(country: str, press: Press) -> str:
    return Cells(press).concept_url("countries", country)


def process_table(country: str, press: Press) -> Table | None:
    """Return the steps by which the country coordinates, with the next one marked; None where none is known."""
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    steps = process_of(country, situation)
    following = next_step(steps)
    if last_step(steps) is None:
        return None
    rows = []
    for step in steps:
        state = (
            cells.text(say("taken"))
            if step.said
            else cells.text(say("shown by a record"))
            if step.records
            else cells.text(say("not recorded"), GAP)
        )
        state = cells.text(say("next"), GOOD) if step is following else state
        rows.append(
            Row(
                (
                    cells.concept("process-steps", step.step), state, cells.date(step.date) if step.date else Cell(),
                    cells.noted((each, step.note) for each in step.records) if step.records else Cell(step.note),
                )
            )
        )  # fmt: skip
    columns = (
        Column("step", say("Step")), Column("state", say("State")), Column("date", say("Date"), "date"),
        Column("records", say("Shown by")),
    )  # fmt: skip
    about = say(
        "The steps in their usual order; a country may take them in another. “Next” is the first that nothing shows."
    )
    return Table("process-of-coordination", say("The country process, step by step"), columns, tuple(rows), about)
