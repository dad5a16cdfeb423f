"""Progress under the four heads of the meeting: initiatives, needs, strategies and South-South cooperation; and what reports say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from clearinghouse.coordination.situation import Situation, countries_of, grouped
from clearinghouse.core.record import Record

HEADS = ("initiatives", "needs", "strategies", "best-practices")
"""The four heads, by the collection that each is recorded in; of best practices only those of South-South cooperation."""

_DATES = {"initiatives": "start", "needs": "assessed_on", "strategies": "adopted"}


@dataclass(frozen=True, slots=True)
class CountryProgress:
    """What a country has under each head, and its last report; reports of projects are not reports of the country."""

    country: str
    heads: Mapping[str, tuple[Record, ...]]
    report: Record | None
    is_overdue: bool


def is_south_south(practice: Record) -> bool:
    """Whether a best practice is one of South-South cooperation: by its kind, or by its themes."""
    return practice.data.get("kind") == "south-south" or "south-south" in practice.data.get("themes", ())


def of_head(head: str, situation: Situation) -> tuple[Record, ...]:
    """The records of a head."""
    records = situation.records(head)
    return tuple(record for record in records if is_south_south(record)) if head == "best-practices" else records


def countries_in(record: Record) -> tuple[str, ...]:
    """The countries that a record of a head is about; a practice is about those that gave and those that received."""
    data = record.data
    practice = (*data.get("provider_countries", ()), *data.get("receiver_countries", ()))
    return tuple(dict.fromkeys((*countries_of(record), *practice)))


def by_year(situation: Situation) -> Mapping[str, Mapping[str, tuple[Record, ...]]]:
    """For each year what began, was assessed or was adopted in it, by head; records without a date are not there.

    Best practices have no date of their own and are left out.
    """
    found: dict[str, dict[str, tuple[Record, ...]]] = {}
    for head, field in _DATES.items():
        dated = grouped(of_head(head, situation), partial(_years, field))
        for year, records in dated.items():
            found.setdefault(str(year), {})[head] = records
    return dict(sorted(found.items()))


def _years(field: str, record: Record) -> list[str]:
    return [record.data[field][:4]] if field in record.data else []


def by_country(situation: Situation) -> Iterator[CountryProgress]:
    """Yield what each country has that any record of a head or a report is about, by code."""
    heads = {head: grouped(of_head(head, situation), countries_in) for head in HEADS}
    reports = grouped(country_reports(situation), countries_of)
    for country in sorted({*reports, *(code for those in heads.values() for code in those)}):
        last = max(reports.get(country, ()), key=when_reported, default=None)
        due = str(last.data.get("next_due", "")) if last else ""
        is_overdue = situation.has_passed(due)
        yield CountryProgress(
            country, {head: those.get(country, ()) for head, those in heads.items()}, last, is_overdue
        )


def country_reports(situation: Situation) -> tuple[Record, ...]:
    """The progress reports of countries; what is on a single initiative is none, also where it names a country."""
    return tuple(record for record in situation.records("progress-reports") if is_of_country(record))


def is_of_country(report: Record) -> bool:
    """Whether a report is on a country as a whole."""
    return "country" in report.data and "initiative" not in report.data


def last_of_each(reports: Iterable[Record], situation: Situation) -> tuple[Record, ...]:
    """The last report on each initiative and each country: only its date of the next report still counts."""
    by_subject = grouped(reports, lambda each: [_subject(each, situation)])
    return tuple(max(those, key=when_reported) for those in by_subject.values())


def _subject(report: Record, situation: Situation) -> tuple[str, str]:
    if "initiative" in report.data:
        return "initiative", situation.current_id("initiatives", report.data["initiative"])
    return ("country", report.data["country"]) if "country" in report.data else ("report", report.key.id)


def when_reported(report: Record) -> tuple[str, str]:
    """What reports are ordered by: the end of their period, else the day that they were published; then their id."""
    period = report.data.get("period", {})
    return str(period.get("end") or report.data.get("published", "")), report.key.id
