"""Joint work: coordination measures that are in use, by how firmly they are arranged; joint activities and pooled money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clearinghouse.coordination.situation import ORGANISATIONS, Situation, countries_of, grouped
from clearinghouse.core.record import Record

MEASURES = "coordination-measures"
TAKING = ("initiatives", "mechanisms", "strategies", "meetings")
"""The collections whose records name measures."""


@dataclass(frozen=True, slots=True)
class MeasureTaken:
    """A measure of the framework in use. `formality` is derived from the framework's list, never written down.

    `parties` are ids of organisations in use now; `countries` those that the record is about: for a meeting the countries
    concerned, and where it was held only if its scope is national.
    """

    record: Record
    measure: str
    formality: str
    parties: tuple[str, ...]
    since: str
    evidence: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JointWork:
    """A record that says with whom it works: other initiatives, or for a meeting the organisations that held it jointly."""

    record: Record
    partners: tuple[Record, ...]


def formality_of(measure: str, situation: Situation) -> str:
    """How firmly a measure is arranged by the framework: a code of the list “formality”; empty if it is not in the list."""
    concept = situation.catalogue.code_lists[MEASURES].concepts.get(measure)
    return concept.broader if concept else ""


def measures_taken(situation: Situation) -> tuple[MeasureTaken, ...]:
    """Every measure that a record names, in the order of the framework, then by collection and id."""
    order = {code: place for place, code in enumerate(situation.catalogue.code_lists[MEASURES].concepts)}
    found = _measures(situation)
    return tuple(sorted(found, key=lambda each: (order.get(each.measure, len(order)), each.record.key, each.since)))


def _measures(situation: Situation) -> Iterator[MeasureTaken]:
    for collection in TAKING:
        for record in situation.records(collection):
            for each in record.data.get("measures", ()):
                parties = tuple(situation.current_id(ORGANISATIONS, party) for party in each.get("parties", ()))
                yield MeasureTaken(
                    record, each["measure"], formality_of(each["measure"], situation), parties,
                    each.get("since", ""), each.get("evidence", ""), _concerned(record),
                )  # fmt: skip


def _concerned(record: Record) -> tuple[str, ...]:
    if record.key.collection != "meetings" or record.data.get("scope") == "national":
        return countries_of(record)
    return tuple(record.data.get("countries", ()))


def by_country_measure(taken: tuple[MeasureTaken, ...]) -> Mapping[tuple[str, str], tuple[Record, ...]]:
    """The records with each measure in each country, each once. Measures that concern no one country are left out."""
    found = grouped(taken, lambda each: [(country, each.measure) for country in each.countries])
    return {place: tuple({each.record.key: each.record for each in those}.values()) for place, those in found.items()}


def joint_initiatives(situation: Situation) -> tuple[tuple[Record, Record], ...]:
    """Pairs of initiatives that work jointly, each pair once whichever of them says so, by id."""
    pairs = {
        tuple(sorted((each.key.id, other.key.id)))
        for each in situation.initiatives
        for name in each.record.data.get("joint_with", ())
        if (other := situation.record("initiatives", name)) and other.key != each.key
    }
    records = {each.key.id: each.record for each in situation.initiatives}
    return tuple((records[one], records[other]) for one, other in sorted(pairs))


def joint_meetings(situation: Situation) -> tuple[JointWork, ...]:
    """Meetings held jointly, with the organisations that joined the organiser."""
    found = []
    for meeting in situation.records("meetings"):
        partners = (situation.record("organisations", each) for each in meeting.data.get("joint_with", ()))
        known = tuple(each for each in partners if each)
        if known:
            found.append(JointWork(meeting, known))
    return tuple(found)


def pooled(situation: Situation) -> tuple[JointWork, ...]:
    """Initiatives that say their money is pooled, with those who pay into it."""
    return tuple(
        JointWork(
            each.record, tuple(found for name in each.funders if (found := situation.record("organisations", name)))
        )
        for each in situation.initiatives
        if each.record.data.get("pooled")
    )
