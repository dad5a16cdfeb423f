"""Donors: what each organisation that funds anything says of its policy, strengths and contact, and where it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clearinghouse.coordination.contacts import DONOR_CONTACT
from clearinghouse.coordination.situation import ORGANISATIONS, Initiative, Situation
from clearinghouse.core.record import Record


@dataclass(frozen=True, slots=True)
class Donor:
    """An organisation that pays for initiatives. `countries` are those of the initiatives, sorted codes.

    `policy` and `strengths` are empty where it states none. `contact` answers at its home office for all countries;
    `uncovered` are countries that it pays for and the contact does not cover, None where that is not known.
    """

    record: Record
    initiatives: tuple[Initiative, ...]
    countries: tuple[str, ...]
    policy: str
    channels: tuple[str, ...]
    strengths: tuple[str, ...]
    contact: Mapping[str, Any] | None
    covered: tuple[str, ...]
    uncovered: tuple[str, ...] | None


def donors_of(situation: Situation) -> tuple[Donor, ...]:
    """Every organisation that funds an initiative, by id."""
    found = (donor_of(situation, name) for name in sorted(situation.by_funder))
    return tuple(each for each in found if each)


def donor_of(situation: Situation, organisation: str) -> Donor | None:
    """An organisation as a donor; None where it funds nothing that is recorded."""
    record = situation.record(ORGANISATIONS, organisation)
    initiatives = situation.by_funder.get(organisation, ())
    if record is None or not initiatives:
        return None
    data = record.data
    countries = tuple(sorted({code for each in initiatives for code in each.countries}))
    contact = next((each for each in data.get("contacts", ()) if each["role"] == DONOR_CONTACT), None)
    covered = tuple(data.get("contact_countries", ()))
    uncovered = tuple(code for code in countries if code not in covered) if contact and covered else None
    policy = data.get("assistance_policy", {})
    return Donor(
        record, initiatives, countries, str(policy.get("document", "")), tuple(policy.get("channels", ())),
        tuple(data.get("strengths", ())), contact, covered, uncovered,
    )  # fmt: skip
