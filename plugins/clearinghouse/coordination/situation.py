"""The situation: the catalogue on a given day, with the indexes that all views of coordination look things up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from clearinghouse.coordination.period import Period
from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.dates import last_day
from clearinghouse.core.record import Key, Record

INITIATIVES = "initiatives"
ORGANISATIONS = "organisations"
FUNDING_ROLES = ("funding", "co-funding")
RUNNING = ("ongoing", "suspended")

Hashable = TypeVar("Hashable")


@dataclass(frozen=True)
class Initiative:
    """What coordination needs to know of an initiative. Codes and ids; tuples keep the order of the record."""

    record: Record
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    funders: tuple[str, ...]
    """Ids of the organisations that pay: by their role, or as the donor of a sum."""
    period: Period
    status: str

    @property
    def key(self) -> Key:
        """The key of its record."""
        return self.record.key


@dataclass(frozen=True, eq=False)  # looked up by identity: what is found in it is found once
class Situation:
    """A catalogue on a day. Everything that is reckoned (overdue, running) is reckoned for that day."""

    catalogue: Catalogue
    today: date

    def has(self, collection: str, *fields: str) -> bool:
        """Whether this clearinghouse keeps such records, with these fields at the root."""
        schema = self.catalogue.schemas.get(collection)
        return schema is not None and set(fields) <= {field.name for field in schema.fields}

    def records(self, collection: str) -> tuple[Record, ...]:
        """The records of a collection, by id; none where there is no such collection."""
        return self.catalogue.collection(collection) if collection in self.catalogue.schemas else ()

    def record(self, collection: str, record_id: str) -> Record | None:
        """The record with this id, or this old id."""
        return self.catalogue.get(Key(collection, record_id))

    def current_id(self, collection: str, record_id: str) -> str:
        """The id that a record has now, for one that may be old; as it stands where there is no such record."""
        record = self.record(collection, record_id) if record_id else None
        return record.key.id if record else record_id

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        """All initiatives, by id."""
        return tuple(_initiative(record, self._funders_of(record)) for record in self.records(INITIATIVES))

    def _funders_of(self, record: Record) -> Iterator[str]:
        """Yield those who pay for it by the ids that they have now: a record may still call them by an old one."""
        yield from (self.current_id(ORGANISATIONS, name) for name in _funders(record))

    @cached_property
    def initiative_by_id(self) -> Mapping[str, Initiative]:
        """The initiatives by their id."""
        return {each.key.id: each for each in self.initiatives}

    @cached_property
    def by_country(self) -> Mapping[str, tuple[Initiative, ...]]:
        """The initiatives that name each country. One that names only a region is in none."""
        return grouped(self.initiatives, lambda each: each.countries)

    @cached_property
    def by_theme(self) -> Mapping[str, tuple[Initiative, ...]]:
        """The initiatives that work on each theme."""
        return grouped(self.initiatives, lambda each: each.themes)

    @cached_property
    def by_funder(self) -> Mapping[str, tuple[Initiative, ...]]:
        """The initiatives that each organisation pays for."""
        return grouped(self.initiatives, lambda each: each.funders)

    @cached_property
    def by_country_theme(self) -> Mapping[tuple[str, str], tuple[Initiative, ...]]:
        """The initiatives of each country and theme together."""
        return grouped(self.initiatives, lambda each: [(c, t) for c in each.countries for t in each.themes])

    @cached_property
    def by_region(self) -> Mapping[str, tuple[Initiative, ...]]:
        """The initiatives that name each region and no country: what names countries reaches those alone."""
        return grouped(self.initiatives, lambda each: () if each.countries else each.regions)

    @cached_property
    def by_need(self) -> Mapping[tuple[str, str], tuple[Initiative, ...]]:
        """The initiatives that address each need, by the ids of its assessment and of the need.

        The need is empty for what addresses an assessment as a whole.
        """
        return grouped(self.initiatives, lambda each: self.needs_addressed(each.record))

    @cached_property
    def by_assessment(self) -> Mapping[str, tuple[Initiative, ...]]:
        """The initiatives that address each needs assessment or a need of it, by its id."""
        return grouped(
            self.initiatives, lambda each: [assessment for assessment, _ in self.needs_addressed(each.record)]
        )

    def is_donor(self, organisation: Record) -> bool:
        """Whether it pays for an initiative outside its own country. A Government that pays at home is no donor."""
        home = {organisation.data.get("country", "")}
        return any(set(each.countries) != home for each in self.by_funder.get(organisation.key.id, ()))

    def needs_addressed(self, record: Record) -> Iterator[tuple[str, str]]:
        """Yield the assessment and the need that each entry of an initiative names; the need is empty where it names none."""
        for entry in record.data.get("addresses_needs", ()):
            assessment = self.record("needs", entry["assessment"])
            if assessment:
                yield assessment.key.id, entry.get("need", "")

    def regions_of(self, country: str) -> tuple[str, ...]:
        """The regions that a country lies in, the smallest first."""
        countries, regions = (self.catalogue.code_lists.get(name) for name in ("countries", "regions"))
        concept = countries.concepts.get(country) if countries else None
        if concept is None or regions is None or concept.broader not in regions.concepts:
            return ()
        return (concept.broader, *regions.above(concept.broader))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries that any record names, in the order of their list."""
        used = self.catalogue.uses("countries")
        code_list = self.catalogue.code_lists.get("countries")
        return tuple(code for code in code_list.concepts if code in used) if code_list else ()

    def of_country(self, collection: str, country: str) -> tuple[Record, ...]:
        """The records of a collection that are about a country (`country` or `countries`)."""
        return self._of_country.get((collection, country), ())

    @cached_property
    def _of_country(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        return grouped(
            self.catalogue.records, lambda record: [(record.key.collection, code) for code in countries_of(record)]
        )

    @cached_property
    def last_held(self) -> Mapping[str, str]:
        """When the latest meeting of each series that has been held began, as a partial date."""
        last: dict[str, str] = {}
        for meeting in self.records("meetings"):
            series, start = str(meeting.data.get("series", "")), str(meeting.data.get("start", ""))
            if series and start and self.is_past(last_day(start)):
                last[series] = max(last.get(series, ""), start)
        return last

    def neighbours(self, country: str) -> tuple[str, ...]:
        """The countries that touch a country by land, as the code list says."""
        concept = self.catalogue.code_lists["countries"].concepts.get(country)
        return tuple(concept.codes.get("neighbours", ())) if concept else ()

    def is_past(self, day: date) -> bool:
        """Whether a day lies before the day of the situation."""
        return day < self.today

    def has_passed(self, text: str) -> bool:
        """Whether the last day that a partial date can mean lies before the day of the situation; not so for no date."""
        return bool(text) and self.is_past(last_day(text))


Item = TypeVar("Item")


def grouped(items: Iterable[Item], keys: Callable[[Item], Iterable[Hashable]]) -> dict[Hashable, tuple[Item, ...]]:
    """Index items by each of their keys, in their order; an item with no key is nowhere."""
    found: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        for key in dict.fromkeys(keys(item)):
            found[key].append(item)
    return {key: tuple(those) for key, those in found.items()}


def countries_of(record: Record) -> tuple[str, ...]:
    """The countries that a record is about."""
    one = record.data.get("country")
    return tuple(dict.fromkeys([*([one] if one else []), *record.data.get("countries", ())]))


def is_not_known(record: Record, field: str) -> bool:
    """Whether a record says that no source tells of a field."""
    return field in record.data.get("not_known", ())


def _initiative(record: Record, funders: Iterable[str]) -> Initiative:
    data = record.data
    status = str(data.get("status", ""))
    running = status in RUNNING
    return Initiative(
        record, tuple(data.get("countries", ())), tuple(data.get("regions", ())), tuple(data.get("themes", ())),
        tuple(dict.fromkeys(funders)), Period(data.get("start", ""), data.get("end", ""), running), status,
    )  # fmt: skip


def _funders(record: Record) -> Iterator[str]:
    for each in record.data.get("organisations", ()):
        if each["role"] in FUNDING_ROLES:
            yield each["organisation"]
    for each in record.data.get("finance", ()):
        if "donor" in each:
            yield each["donor"]
