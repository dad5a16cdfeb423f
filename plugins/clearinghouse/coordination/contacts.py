"""Contact points: roles with their offices, which countries they cover, and who is asked about an initiative. Never persons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from clearinghouse.coordination.situation import ORGANISATIONS, Initiative, Situation, countries_of
from clearinghouse.core.record import Record

NATIONAL_CONTACT, NOTIFIER, DONOR_CONTACT = "national-contact", "notifier", "donor-contact"

STANDING = ("countries", "mechanisms", "organisations")
"""The collections whose contacts stand for a country or an organisation; those of other records only for that record."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An office in one role. `countries` are those that it covers; `consent` is None where nobody says.

    `records` are those that name it; `confirmed` is the last day on which one of them was confirmed, or empty.
    """

    role: str
    organisation: Record | None
    office: str
    channel: str
    consent: bool | None
    countries: tuple[str, ...]
    confirmed: str
    records: tuple[Record, ...]

    @property
    def is_standing(self) -> bool:
        """Whether it stands for a country or an organisation, not for a single project or material."""
        return any(record.key.collection in STANDING for record in self.records)

    @property
    def is_published(self) -> bool:
        """Whether its channel may be shown: not where the office is known not to agree."""
        return self.consent is not False


def contacts(situation: Situation) -> tuple[Contact, ...]:
    """All contact points, each once however many records name it: by role, country and organisation."""
    found: dict[tuple[Any, ...], list[tuple[Record, Mapping[str, Any]]]] = {}
    for record in situation.catalogue.records:
        for entry in (*record.data.get("contacts", ()), *record.data.get("focal_points", ())):
            organisation = _organisation(situation, record, entry)
            key = (entry["role"], organisation and organisation.key, entry.get("office", ""), entry.get("channel", ""))
            found.setdefault(key, []).append((record, entry))
    made = (_contact(situation, those) for those in found.values())
    return tuple(sorted(made, key=lambda each: (each.role, each.countries, each.records[0].key)))


def _contact(situation: Situation, those: list[tuple[Record, Mapping[str, Any]]]) -> Contact:
    record, entry = those[0]
    countries = dict.fromkeys(code for record, entry in those for code in _covered(record, entry["role"]))
    said = [entry["published_with_consent"] for _, entry in those if "published_with_consent" in entry]
    return Contact(
        entry["role"], _organisation(situation, record, entry), entry.get("office", ""), entry.get("channel", ""),
        all(said) if said else None, tuple(countries), max(str(record.data.get("confirmed_on", "")) for record, _ in those),
        tuple({record.key: record for record, _ in those}.values()),
    )  # fmt: skip


def _organisation(situation: Situation, record: Record, entry: Mapping[str, Any]) -> Record | None:
    if "organisation" in entry:
        return situation.record("organisations", entry["organisation"])
    return record if record.key.collection == "organisations" else None


def _covered(record: Record, role: str) -> Iterator[str]:
    if role == DONOR_CONTACT and record.key.collection == "organisations":
        yield from record.data.get("contact_countries", ())
    elif role == NOTIFIER and record.data.get("notifier_for"):
        yield from record.data["notifier_for"]
    else:
        yield from countries_of(record)


def countries_without_contact(situation: Situation, found: Sequence[Contact]) -> tuple[str, ...]:
    """The countries with initiatives and without a national contact point, in the order of their list."""
    covered = {code for each in found if each.role == NATIONAL_CONTACT and each.is_standing for code in each.countries}
    return tuple(
        country for country in situation.countries if country in situation.by_country and country not in covered
    )


def donors_without_contact(situation: Situation, found: Sequence[Contact]) -> tuple[Record, ...]:
    """The organisations that pay for initiatives outside their own country and name no contact at home, by id."""
    with_one = {each.organisation.key for each in found if each.role == DONOR_CONTACT and each.organisation}
    return tuple(
        each for each in situation.records(ORGANISATIONS) if situation.is_donor(each) and each.key not in with_one
    )


class ContactPoint(msgspec.Struct, frozen=True, gc=False):
    """Whom to turn to about an initiative: a role of an organisation, never a person.

    `own` is false where the record of the initiative names nobody, and it is the contact of one that pays for it or does the work.
    """

    role: str
    organisation: Record | None
    office: str
    channel: str
    own: bool


_ANSWERING = ("funding", "co-funding", "executing", "implementing-agency", "accountable")
"""Whose contacts stand in for those of an initiative, in this order."""


def contact_points_of(initiative: Initiative, situation: Situation) -> tuple[ContactPoint, ...]:
    """The contacts that an initiative names; without any, the role contacts of those who pay for it and carry it out."""
    own = tuple(_contact_points(initiative.record, situation, own=True))
    if own:
        return own
    taking_part = initiative.record.data.get("organisations", ())
    ids = [each["organisation"] for role in _ANSWERING for each in taking_part if each["role"] == role]
    found = (situation.record(ORGANISATIONS, each) for each in dict.fromkeys([*initiative.funders, *ids]))
    return tuple(contact for each in found if each for contact in _contact_points(each, situation, own=False))


def _contact_points(record: Record, situation: Situation, *, own: bool) -> Iterator[ContactPoint]:
    for each in record.data.get("contacts", ()):
        channel = each.get("channel", "") if each.get("published_with_consent", True) else ""
        organisation = _organisation(situation, record, each)
        yield ContactPoint(each["role"], organisation, each.get("office", ""), channel, own)
