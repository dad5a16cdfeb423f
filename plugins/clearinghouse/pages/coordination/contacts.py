"""The directory of contact points: offices by role, and where none is named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from clearinghouse.coordination.contacts import Contact, contacts, countries_without_contact, donors_without_contact
from clearinghouse.coordination.situation import grouped
from clearinghouse.pages.coordination.cells import Cells
from clearinghouse.pages.page import Press
from clearinghouse.views.view import Block, Cell, Column, Row, Table, View

URL = "coordination/contacts.html"


def contacts_view(press: Press) -> View:
    """Return the offices that can be asked, role by role, and the countries and donors without one."""
    say = press.wording.translate
    return View(
        URL, say("Contact points"),
        say("Offices that can be asked: by role, with the countries that they cover and how to reach them."),
        say(
            "A contact is a role in an office, never a person. A mailbox or address that its office does not want to see published is not "
            "shown. “Last confirmed” is the day on which a record that names the contact was last confirmed."
        ),
        partial(_contacts_blocks, press),
        press.desk.situation.today,
    )  # fmt: skip


def _contacts_blocks(press: Press) -> tuple[Block, ...]:
    found = contacts(press.desk.situation)
    return (*_by_role(found, press), _countries_without(found, press), _donors_without(found, press))


def _by_role(found: Sequence[Contact], press: Press) -> tuple[Table, ...]:
    """A table for each role in use, and one for the contacts of single projects and materials."""
    say = press.wording.translate
    standing = grouped((each for each in found if each.is_standing), lambda each: [each.role])
    tables = [
        _table(role, press.wording.label("contact-roles", role), standing[role], press)
        for role in press.catalogue.code_lists["contact-roles"].concepts
        if role in standing
    ]
    others = [each for each in found if not each.is_standing]
    if others:
        tables.append(_table("others", say("Contacts of single initiatives and materials"), others, press))
    return tuple(tables) or (_table("contacts", say("Contact points"), (), press),)


def _table(table_id: str, title: str, found: Sequence[Contact], press: Press) -> Table:
    cells, say = Cells(press), press.wording.translate
    rows = tuple(
        Row((
            cells.text(each.office), cells.record(each.organisation), cells.concepts("countries", each.countries), _channel(each, cells),
            cells.yes_or_no(each.consent), cells.date(each.confirmed), cells.records(each.records),
        ))
        for each in found
    )  # fmt: skip
    columns = (
        Column("office", say("Office")), Column("organisation", say("Organisation")), Column("countries", say("Covers")),
        Column("channel", say("Mailbox or address")), Column("published_with_consent", say("Published with consent")),
        Column("confirmed_on", say("Last confirmed"), "date"), Column("named_by", say("Named by")),
    )  # fmt: skip
    empty = say("No contact point is recorded yet. Records of countries, mechanisms and organisations can name them.")
    return Table(f"role-{table_id}", title, columns, rows, empty=empty)


def _channel(each: Contact, cells: Cells) -> Cell:
    return cells.channel(each.channel) if each.is_published else Cell(cells.say("not published"))


def _countries_without(found: Sequence[Contact], press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = []
    for country in cells.in_order("countries", countries_without_contact(situation, found)):
        at_work = len(situation.by_country[country])
        page = cells.concept_url("countries", country)
        rows.append(Row((cells.concept("countries", country), cells.count(at_work, f"{page}#initiatives"))))
    columns = (Column("country", say("Country")), Column("initiatives", say("Initiatives there"), "count"))
    empty = say("Every country with initiatives names a national contact point.")
    return Table(
        "countries-without",
        say("Countries without a national contact point"),
        columns,
        tuple(rows),
        empty=empty,
        gaps=True,
    )


def _donors_without(found: Sequence[Contact], press: Press) -> Table:
    cells, say, situation = Cells(press), press.wording.translate, press.desk.situation
    rows = []
    for donor in donors_without_contact(situation, found):
        paid_for = situation.by_funder.get(donor.key.id, ())
        countries = dict.fromkeys(code for each in paid_for for code in each.countries)
        rows.append(Row((cells.record(donor), cells.concepts("countries", cells.in_order("countries", countries)))))
    columns = (Column("donor", say("Donor")), Column("countries", say("Works in")))
    empty = say("Every donor names a contact at its home office.")
    return Table(
        "donors-without", say("Donors without a contact at their home office"), columns, tuple(rows), empty=empty
    )
