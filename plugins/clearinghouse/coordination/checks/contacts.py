"""Who can be asked, and who stands behind a record: contacts of roles, and confirmation by an organisation concerned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clearinghouse.coordination import contacts
from clearinghouse.coordination.quality import FRESH_MONTHS, is_fresh
from clearinghouse.coordination.rule import Check, Finding, found
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.dates import last_day, later_by_months
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import Record

_CONTACT_FIELDS = ("contacts", "focal_points")

_ROLE_WORDS = frozenset({
    "admin", "authority", "bch", "biosafety", "capacity", "cna", "communications", "contact", "cooperation",
    "coordination", "department", "desk", "director", "enquiries", "feedback", "focal", "focalpoint", "general",
    "gmo", "help", "helpdesk", "info", "information", "inquiries", "library", "lmo", "mail", "ministry", "nfp",
    "office", "permits", "point", "post", "postmaster", "press", "program", "programme", "project", "projects",
    "public", "reception", "register", "registry", "secretariat", "secretary", "service", "services", "support",
    "team", "training", "unit", "webmaster",
    "bureau", "contacto", "correo", "direccion", "direction", "enlace", "ministere", "ministerio", "oficina", "punto", "secretaria",
    "secretaire",
})  # fmt: skip
_LONG_ENOUGH_TO_STAND_INSIDE = 6
"""Longer words also count inside another, as in biosafetyunit@; shorter ones would be found in names of people."""

_BETWEEN_WORDS = re.compile(r"[^a-z]+")


def is_role_mailbox(channel: str) -> bool:
    """Whether a mailbox is that of an office: a word of its name says so, as in biosafety.desk@ministry.example."""
    local = channel.lower().removeprefix("mailto:").partition("@")[0]
    if not _ROLE_WORDS.isdisjoint(_BETWEEN_WORDS.split(local)):
        return True
    return any(word in local for word in _ROLE_WORDS if len(word) >= _LONG_ENOUGH_TO_STAND_INSIDE)


def mailboxes_of_people(situation: Situation) -> Iterator[Finding]:
    """R63: a contact is the mailbox of a role, or the office agreed that it is published."""
    for record, field in _with_contacts(situation):
        for index, contact in enumerate(record.data[field]):
            channel = contact.get("channel", "")
            is_mailbox = "@" in channel and not channel.startswith(("http:", "https:"))
            if is_mailbox and contact.get("published_with_consent") is not True and not is_role_mailbox(channel):
                yield found(record, f"{quoted(channel)} looks like the mailbox of a person", (field, index, "channel"))


def unconfirmed_contacts(situation: Situation) -> Iterator[Finding]:
    """R63: somebody confirmed in the last two years that a contact can be reached."""
    for record, field in _with_contacts(situation):
        if _is_stale(situation, record):
            yield found(
                record,
                f"nobody has confirmed since {_last_confirmed(record)} that this contact can be reached",
                (field,),
            )


def unconfirmed_records(situation: Situation) -> Iterator[Finding]:
    """R25: an organisation concerned confirmed the record in the last two years."""
    kept = {collection for collection in situation.catalogue.schemas if situation.has(collection, "confirmed_on")}
    for record in situation.catalogue.records:
        if record.key.collection not in kept or not _is_stale(situation, record):
            continue
        day = record.data.get("confirmed_on", "")
        if day:
            due = later_by_months(last_day(day), FRESH_MONTHS).isoformat()
            yield found(
                record, f"the record was last confirmed on {day}, more than two years ago", ("confirmed_on",), due=due
            )
        else:
            yield found(record, "no organisation concerned has confirmed the record yet")


def donors_without_contact(situation: Situation) -> Iterator[Finding]:
    """R67: a donor names a contact at home for all its countries."""
    for organisation in contacts.donors_without_contact(situation, contacts.contacts(situation)):
        number = len(situation.by_funder[organisation.key.id])
        yield found(
            organisation,
            f"{quoted(organisation.title)} pays for {number} initiative{'s' if number > 1 else ''} here and names no contact",
        )


def _with_contacts(situation: Situation) -> Iterator[tuple[Record, str]]:
    for collection in situation.catalogue.schemas:
        for field in _CONTACT_FIELDS:
            if situation.has(collection, field):
                yield from ((record, field) for record in situation.records(collection) if record.data.get(field))


def _is_stale(situation: Situation, record: Record) -> bool:
    day = record.data.get("confirmed_on", "")
    return not day or not is_fresh(day, situation.today)


def _last_confirmed(record: Record) -> str:
    return str(record.data.get("confirmed_on", "the record was written"))


CHECKS: Mapping[str, Check] = {
    "mailboxes-of-people": mailboxes_of_people,
    "unconfirmed-contacts": unconfirmed_contacts,
    "unconfirmed-records": unconfirmed_records,
    "donors-without-contact": donors_without_contact,
}
