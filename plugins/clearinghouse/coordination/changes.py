"""Changes: what records say of their own history, and the day that the news of a record is from. Never the clock, never a file's date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clearinghouse.coordination.situation import Situation
from clearinghouse.core.dates import first_day
from clearinghouse.core.record import Record

MAIN_DATES = ("adopted", "established", "assessed_on", "published", "presented_on", "start", "protocol_ratified")
"""The fields that tell when what a record is about came to be, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a record: on a partial date, on the word of an organisation where it is told.

    `text` is what changed, empty where the record was confirmed as it stood.
    """

    date: str
    record: Record
    text: str
    by: Record | None


@dataclass(frozen=True, slots=True)
class News:
    """A record with the day that its news is from, and what changed then where it says so."""

    day: date
    record: Record
    change: str


def changes_of(record: Record, situation: Situation) -> tuple[Change, ...]:
    """The changes of a record, and the last time that it was confirmed; the latest first."""
    return tuple(sorted(_changes(record, situation), key=lambda each: (each.date, not each.text), reverse=True))


def _changes(record: Record, situation: Situation) -> Iterator[Change]:
    for entry in record.data.get("history", ()):
        yield Change(entry["date"], record, entry["change"], situation.record("organisations", entry.get("by", "")))
    if "confirmed_on" in record.data:
        by = situation.record("organisations", record.data.get("confirmed_by", ""))
        yield Change(str(record.data["confirmed_on"]), record, "", by)


def all_changes(situation: Situation) -> tuple[Change, ...]:
    """The changes of all records, the latest first; equal days by record."""
    found = [change for record in situation.catalogue.records for change in changes_of(record, situation)]
    return tuple(sorted(found, key=lambda each: each.date, reverse=True))


def news_of(record: Record) -> News | None:
    """The news of a record: its last change or confirmation; else the day of its matter, or of a newest source before that.

    None where no day is known. The day of the build plays no part, so that a feed stays as it is.
    """
    told = [(str(each["date"]), each["change"]) for each in record.data.get("history", ())]
    told += [(str(record.data["confirmed_on"]), "")] if "confirmed_on" in record.data else []
    if told:
        day, text = max((first_day(day), text) for day, text in told)
        return News(day, record, text)
    newest_source = max((first_day(text) for text in _source_dates(record)), default=None)
    days = [*map(first_day, _main_dates(record)), *([newest_source] if newest_source else [])]
    return News(min(days), record, "") if days else None


def _main_dates(record: Record) -> list[str]:
    return [str(record.data[name]) for name in MAIN_DATES if name in record.data][:1]


def _source_dates(record: Record) -> list[str]:
    return [str(each["date"]) for each in record.data.get("sources", ()) if "date" in each]


def news(situation: Situation, country: str = "", most: int = 50) -> tuple[News, ...]:
    """The latest news of all records, or of those that name a country, the newest first; equal days by collection and id."""
    records = situation.catalogue.uses("countries").get(country, ()) if country else situation.catalogue.records
    found = [each for record in records if (each := news_of(record))]
    found.sort(key=lambda each: (-each.day.toordinal(), each.record.key))
    return tuple(found[:most])
