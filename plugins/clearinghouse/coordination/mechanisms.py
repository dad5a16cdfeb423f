"""Coordination mechanisms: where there is one, who sits on it and came, what it does, and which work was agreed with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clearinghouse.coordination.period import Period
from clearinghouse.coordination.situation import ORGANISATIONS, RUNNING, Initiative, Situation
from clearinghouse.core.dates import first_day
from clearinghouse.core.record import Record

NATIONAL = ("national-steering-group", "national-biosafety-committee")
"""The kinds of mechanism that a Government sets up."""
DONORS = "donor-consultative"
FOCAL_POINT, AUTHORITY, DONOR = "cpb-nfp", "cna", "donor"


@dataclass(frozen=True, slots=True)
class Member:
    """A member in one role (a code), with the meetings of the mechanism at which it was represented, the latest first."""

    organisation: Record
    role: str
    represented_at: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism with the parts of its record that coordination asks about. Codes, ids resolved to records."""

    record: Record
    kind: str
    country: str
    lead: Record | None
    body: Record | None
    legal_basis: tuple[Record, ...]
    roles: tuple[str, ...]
    members: tuple[Member, ...]
    meetings: tuple[Record, ...]

    @property
    def is_national(self) -> bool:
        """Whether it coordinates the work in one country."""
        return self.kind in NATIONAL

    @property
    def has_focal_point(self) -> bool | None:
        """Whether the focal point sits on it; None where no member is known."""
        return self._has(FOCAL_POINT)

    @property
    def has_authority(self) -> bool | None:
        """Whether the competent authority sits on it; None where no member is known."""
        return self._has(AUTHORITY)

    def _has(self, role: str) -> bool | None:
        return any(member.role == role for member in self.members) if self.members else None

    @property
    def donors(self) -> tuple[Record, ...]:
        """The members that are donors."""
        return tuple(member.organisation for member in self.members if member.role == DONOR)

    @property
    def review_due(self) -> str:
        """When it is to be reviewed, as a partial date; empty where not known."""
        return str(self.record.data.get("review_due", ""))

    @property
    def enabling(self) -> Mapping[str, Any]:
        """What it has to work with; empty where not known."""
        found: Mapping[str, Any] = self.record.data.get("enabling", {})
        return found


def mechanism_of(situation: Situation, record: Record) -> Mechanism:
    """Return what coordination needs to know of a mechanism."""
    data = record.data
    meetings = _meetings_of(situation, record)
    basis = (situation.record("decisions", each) for each in data.get("legal_basis", ()))
    return Mechanism(
        record, str(data.get("kind", "")), str(data.get("country", "")),
        situation.record("organisations", data.get("lead", "")), situation.record("organisations", data.get("body", "")),
        tuple(each for each in basis if each), tuple(data.get("roles", ())),
        tuple(_members(situation, record, meetings)), meetings,
    )  # fmt: skip


def mechanisms(situation: Situation) -> tuple[Mechanism, ...]:
    """All mechanisms, by id."""
    return tuple(mechanism_of(situation, record) for record in situation.records("mechanisms"))


def _meetings_of(situation: Situation, record: Record) -> tuple[Record, ...]:
    """The meetings that a mechanism convened, the latest first."""
    keys = {each.source for each in situation.catalogue.backlinks(record) if each.source.collection == "meetings"}
    found = [situation.catalogue.by_key[key] for key in sorted(keys)]
    return tuple(sorted(found, key=lambda each: str(each.data.get("start", "")), reverse=True))


def _members(situation: Situation, record: Record, meetings: tuple[Record, ...]) -> Iterator[Member]:
    represented = [(each, represented_at(each, situation)) for each in meetings]
    for entry in record.data.get("members", ()):
        organisation = situation.record("organisations", entry["organisation"])
        if organisation:
            at = tuple(meeting for meeting, there in represented if organisation.key.id in there)
            yield Member(organisation, entry["role"], at)


def represented_at(meeting: Record, situation: Situation) -> frozenset[str]:
    """The ids, in use now, of the organisations that were represented at a meeting."""
    named = (each["organisation"] for each in meeting.data.get("represented", ()) if "organisation" in each)
    return frozenset(situation.current_id(ORGANISATIONS, each) for each in named)


def countries_without(situation: Situation, found: Sequence[Mechanism]) -> tuple[str, ...]:
    """The countries that any record names and that have no national mechanism, in the order of their list."""
    with_one = {each.country for each in found if each.is_national}
    return tuple(country for country in situation.countries if country not in with_one)


def countries_of_several_donors(
    situation: Situation, found: Sequence[Mechanism]
) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """The countries in which work of two or more donors goes on, without a mechanism of donors.

    Each comes with those donors; who pays for work in its own country is none.
    """
    with_one = {each.country for each in found if each.kind == DONORS}
    several = []
    for country in situation.countries:
        running = (each for each in situation.by_country.get(country, ()) if each.status in RUNNING)
        ids = dict.fromkeys(funder for each in running for funder in each.funders)
        records = (situation.record("organisations", each) for each in ids)
        donors = tuple(each for each in records if each and each.data.get("country") != country)
        if len(donors) > 1 and country not in with_one:
            several.append((country, donors))
    return tuple(several)


def agreed_with(situation: Situation, mechanism: Record) -> tuple[Initiative, ...]:
    """The initiatives about which a mechanism was consulted, by id."""
    backlinks = situation.catalogue.backlinks(mechanism)
    keys = sorted({each.source for each in backlinks if each.field.name == "consulted"})
    return tuple(situation.initiative_by_id[key.id] for key in keys)


def not_agreed_with(situation: Situation, mechanism: Mechanism) -> tuple[Initiative, ...]:
    """The initiatives in the country of a national mechanism about which no record says that it was consulted.

    What is known to have ended before the mechanism was set up could not be agreed with it, and is left out.
    """
    if not mechanism.is_national:
        return ()
    established = str(mechanism.record.data.get("established", ""))
    in_country = situation.by_country.get(mechanism.country, ())
    agreed = {each.key for each in agreed_with(situation, mechanism.record)}
    return tuple(
        each for each in in_country if each.key not in agreed and not _ended(situation, each.period, established)
    )


def _ended(situation: Situation, period: Period, established: str) -> bool:
    last = period.last(situation.today)
    return bool(established and period.end and last) and last is not None and last < first_day(established)


def to_notify(situation: Situation, mechanism: Record) -> tuple[Initiative, ...]:
    """The initiatives of the countries for which the contact point of a mechanism notifies, each once, by id."""
    countries = mechanism.data.get("notifier_for", ())
    found = {each.key: each for country in countries for each in situation.by_country.get(country, ())}
    return tuple(found[key] for key in sorted(found))
