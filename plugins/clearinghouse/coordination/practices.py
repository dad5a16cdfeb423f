"""Best practices: of South-South cooperation by who gives and who receives, of coordination by measure of the framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clearinghouse.coordination.situation import Initiative, Situation, grouped
from clearinghouse.core.record import Record

BEST_PRACTICES = "best-practices"
SOUTH_SOUTH = "south-south"
COORDINATION = "coordination"
MEASURES = "coordination-measures"


@dataclass(frozen=True, slots=True)
class Practice:
    """A best practice. Codes of countries and measures; `experience` are the records that it is drawn from."""

    record: Record
    providers: tuple[str, ...]
    receivers: tuple[str, ...]
    measures: tuple[str, ...]
    experience: tuple[Record, ...]


def practices(situation: Situation, about: str) -> tuple[Practice, ...]:
    """The practices of a kind or theme (`about`), by id."""
    return tuple(
        _practice(record, situation)
        for record in situation.records(BEST_PRACTICES)
        if record.data["kind"] == about or about in record.data.get("themes", ())
    )


def _practice(record: Record, situation: Situation) -> Practice:
    data = record.data
    told_in = (("experience_of", "initiatives"), ("case_studies", "case-studies"), ("mechanisms", "mechanisms"))
    found = (situation.record(collection, each) for field, collection in told_in for each in data.get(field, ()))
    return Practice(
        record, tuple(data.get("provider_countries", ())), tuple(data.get("receiver_countries", ())),
        tuple(data.get("measures", ())), tuple(each for each in found if each),
    )  # fmt: skip


def by_pair(south_south: tuple[Practice, ...]) -> Mapping[tuple[str, str], tuple[Practice, ...]]:
    """Practices by provider and receiver country. One that lacks either is in none."""
    return grouped(south_south, lambda each: [(one, other) for one in each.providers for other in each.receivers])


def south_south_initiatives(situation: Situation) -> tuple[Initiative, ...]:
    """The initiatives on the theme of South-South cooperation."""
    return situation.by_theme.get(SOUTH_SOUTH, ())


def with_measures(situation: Situation) -> tuple[Practice, ...]:
    """The practices of coordination, and every other that names a measure of the framework."""
    every = (_practice(record, situation) for record in situation.records(BEST_PRACTICES))
    return tuple(
        each
        for each in every
        if each.measures
        or each.record.data["kind"] == COORDINATION
        or COORDINATION in each.record.data.get("themes", ())
    )


def by_measure(coordination: tuple[Practice, ...]) -> Mapping[str, tuple[Practice, ...]]:
    """Practices under each measure that they name; a measure without any is not there."""
    return grouped(coordination, lambda each: each.measures)
