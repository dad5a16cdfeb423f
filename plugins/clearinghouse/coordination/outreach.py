"""Outreach: for whom awareness is raised, and which goals of development biosafety work names as its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clearinghouse.coordination.situation import Situation, grouped
from clearinghouse.core.record import Record

AWARENESS = "awareness-participation"
REACHING = ("initiatives", "resources")
"""The collections that name target groups and themes."""

STRIVING = ("initiatives", "strategies", "organisations")
"""The collections that name development goals."""

RecordsByCode = Mapping[tuple[str, str], tuple[Record, ...]]
"""Records by a code and the name of their collection."""


@dataclass(frozen=True, slots=True)
class Awareness:
    """The initiatives and resources about awareness or with target groups; `by_target_group` leaves out those without."""

    records: tuple[Record, ...]
    by_target_group: RecordsByCode


def awareness(situation: Situation) -> Awareness:
    """Who is to be reached, and with what."""
    records = tuple(
        record
        for collection in REACHING
        for record in situation.records(collection)
        if AWARENESS in record.data.get("themes", ()) or record.data.get("target_groups")
    )
    return Awareness(records, _by_code(records, "target_groups"))


def by_goal(situation: Situation) -> RecordsByCode:
    """Initiatives, strategies and organisations under each development goal that they name."""
    return _by_code((record for name in STRIVING for record in situation.records(name)), "development_goals")


def _by_code(records: Iterable[Record], field: str) -> RecordsByCode:
    return grouped(records, lambda each: [(code, each.key.collection) for code in each.data.get(field, ())])
