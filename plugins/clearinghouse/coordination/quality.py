"""How complete and how fresh the records are: what readers expect of a record, what it has, and when somebody confirmed it.

Completeness counts the fields that the schema marks as expected (`x-expected`). A field that no source tells of
(`not_known`) does not count as filled, but it is told apart from one that nobody has looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clearinghouse.coordination.situation import Situation, countries_of, grouped, is_not_known
from clearinghouse.core.dates import later_by_months
from clearinghouse.core.record import Record
from clearinghouse.core.schema import Field

FRESH_MONTHS = 24
"""A record confirmed within so many months counts as fresh: two rounds of yearly reports."""


@dataclass(frozen=True, slots=True)
class RecordQuality:
    """One record: how many of the expected fields it has, and which it lacks.

    `missing` are fields without a value of which nothing is said; `not_known` those that no source tells of.
    `confirmed_on` is a partial date or empty; `is_fresh` says whether that is recent on the day of the situation.
    """

    record: Record
    filled: int
    expected: int
    missing: tuple[Field, ...]
    not_known: tuple[Field, ...]
    confirmed_on: str
    confirmed_by: str
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Several records together: sums of `RecordQuality`."""

    records: tuple[Record, ...]
    filled: int
    expected: int
    fresh: int
    confirmed: int

    @property
    def percent(self) -> int:
        """The share of expected fields that have a value, in whole percent, rounded down; 0 where nothing is expected."""
        return 100 * self.filled // self.expected if self.expected else 0


def quality_of(record: Record, situation: Situation) -> RecordQuality:
    """Reckon one record."""
    expected = situation.catalogue.schema_of(record).expected
    absent = tuple(field for field in expected if field.name not in record.data)
    unknown = tuple(field for field in absent if is_not_known(record, field.name))
    confirmed_on = str(record.data.get("confirmed_on", ""))
    return RecordQuality(
        record, len(expected) - len(absent), len(expected), tuple(field for field in absent if field not in unknown), unknown,
        confirmed_on, str(record.data.get("confirmed_by", "")), bool(confirmed_on) and is_fresh(confirmed_on, situation.today),
    )  # fmt: skip


def is_fresh(confirmed_on: str, today: date) -> bool:
    """Whether a day of confirmation lies within `FRESH_MONTHS` before a day."""
    return later_by_months(date.fromisoformat(confirmed_on), FRESH_MONTHS) >= today


def quality(situation: Situation) -> tuple[RecordQuality, ...]:
    """Reckon all records of types that expect anything, by collection and id."""
    return tuple(
        quality_of(record, situation)
        for record in situation.catalogue.records
        if situation.catalogue.schema_of(record).expected
    )


def summary_of(found: Iterable[RecordQuality]) -> Summary:
    """Add up."""
    each = tuple(found)
    return Summary(
        tuple(one.record for one in each), sum(one.filled for one in each), sum(one.expected for one in each),
        sum(one.is_fresh for one in each), sum(bool(one.confirmed_on) for one in each),
    )  # fmt: skip


def by_country(found: Iterable[RecordQuality]) -> Mapping[str, Summary]:
    """Add up for each country that records are about; a record about two countries counts in both."""
    return {
        country: summary_of(those) for country, those in grouped(found, lambda one: countries_of(one.record)).items()
    }


def by_collection(found: Iterable[RecordQuality]) -> Mapping[str, Summary]:
    """Add up for each collection."""
    groups = grouped(found, lambda one: [one.record.key.collection])
    return {collection: summary_of(those) for collection, those in groups.items()}


def least_complete_first(found: Iterable[RecordQuality]) -> Iterator[RecordQuality]:
    """Yield those with the smallest share of expected fields first; between equals by collection and id."""
    yield from sorted(found, key=lambda one: (one.filled / max(one.expected, 1), one.record.key))
