"""Facets: what found records can be chosen by, wholly from `x-facet` in the schemas, and the date that they are sorted by.

Two facets are there without a schema: the type of a document, and the language of a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.record import Key, Record, url_of
from clearinghouse.core.schema import FacetUse, Field, values_at
from clearinghouse.pages.concept import concept_url
from clearinghouse.pages.coordination.doors import all_views
from clearinghouse.pages.page import Press
from clearinghouse.search.documents import PAGES, VIEWS

TYPE, LANGUAGE = "type", "language"

ORDER = (TYPE, "country", "region", "theme", "organisation", "status", "funder", "year", LANGUAGE)
"""The order of facets that several types have; others follow, by name."""

MANY_TYPES = 3
"""So many types feed a facet that is offered whatever type is looked for."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: a code, the id of a record, a year or a type. `order` is its place among the values, from 0.

    `broader` is the value of the same facet that holds it, and whose documents include its own; empty where none does.
    """

    id: str
    label: str
    broader: str
    order: int


@dataclass(frozen=True, slots=True)
class Facet:
    """What documents can be chosen by. `of` gives the ids of values by the url of each document that has any.

    `types` are the collections whose records have it; empty where it is offered whatever type is looked for.
    """

    name: str
    title: str
    types: tuple[str, ...]
    values: tuple[FacetValue, ...]
    of: Mapping[str, tuple[str, ...]]


class _Origin(NamedTuple):
    """What gives an id its label: `kind` as of a field, or `type`; `name` of the code list or of the collection."""

    kind: str
    name: str = ""


class _Assigned(NamedTuple):
    """That a document has a value of a facet."""

    facet: str
    url: str
    id: str
    origin: _Origin


_OWN_TYPE, _OWN_LANGUAGE = _Origin("type"), _Origin("language")


@dataclass(frozen=True, slots=True)
class _Feed:
    """A field of a type that feeds a facet; `origin` is what gives its values their labels."""

    collection: str
    field: Field
    use: FacetUse
    origin: _Origin

    def values(self, record: Record) -> Iterator[str]:
        """Yield what a record says in the field where `when` holds, as text; dates as the years that they stand for."""
        for begin, end in self._said(record):
            if self.field.kind != "date":
                yield _text(begin)
            elif years := [int(str(each)[:4]) for each in (begin, end) if each]:
                yield from (str(year) for year in range(min(years), max(years) + 1))

    def dates(self, record: Record) -> Iterator[str]:
        """Yield the dates themselves, those of an end only where the beginning is not known."""
        for begin, end in self._said(record):
            yield str(begin or end)

    def _said(self, record: Record) -> Iterator[tuple[Any, Any]]:
        """Yield each value with the one that it goes until, of which one may be missing."""
        name, until = self.field.path[-1], self.use.until
        for group in self._groups(record):
            if all(_says(group.get(beside), wanted) for beside, wanted in self.use.when):
                if self.field.many:
                    yield from ((value, None) for value in group.get(name, ()))
                elif name in group or until in group:
                    yield group.get(name), group.get(until)

    def _groups(self, record: Record) -> Iterable[Any]:
        """What holds the field: the record itself, or the groups of it that are on the way; often there are none."""
        way = self.field.path[:-1]
        if not way:
            return (record.data,)
        return (group for _, group in values_at(record.data, way)) if way[0] in record.data else ()


def _says(value: Any, wanted: tuple[str, ...]) -> bool:
    return any(_text(each) in wanted for each in (value if isinstance(value, list) else [value]))


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def facets_of(press: Press, pages: Iterable[str] = ()) -> tuple[Facet, ...]:
    """Return the facets of all that can be found: first those of many types, in a fixed order, then the others by name.

    `pages` are the urls of hand-written pages. What no document has is left out. Linear in records.
    """
    feeds = _feeds(press.catalogue)
    of: dict[str, dict[str, dict[str, None]]] = {}
    origins: dict[str, dict[str, _Origin]] = {}
    for facet, url, value, origin in _assigned(press, feeds, pages):
        of.setdefault(facet, {}).setdefault(url, {})[value] = None
        origins.setdefault(facet, {}).setdefault(value, origin)
    types = _types(press.catalogue, feeds)
    found = [
        Facet(
            name, _title(name, feeds, press), types.get(name, ()), tuple(_values(origins[name], press)),
            {url: tuple(values) for url, values in of[name].items()},
        )
        for name in origins
    ]  # fmt: skip
    return tuple(sorted(found, key=_place))


@dataclass(frozen=True)
class Dates:
    """Finds the date that a record is sorted by."""

    catalogue: Catalogue

    @cached_property
    def _feeds(self) -> dict[str, list[_Feed]]:
        return _by_collection(feed for feed in _feeds(self.catalogue) if feed.field.kind == "date")

    def of(self, record: Record) -> str:
        """The date as a partial ISO date; empty where none is known.

        It is the newest date of the fields that feed a facet of years, such as a start, an adoption or a publication; an
        end counts only where the beginning is not known. Without any it is the day on which the record was confirmed.
        """
        feeds = self._feeds.get(record.key.collection, ())
        dates = (date for feed in feeds for date in feed.dates(record))
        return max(dates, default=str(record.data.get("confirmed_on", "")))


def _feeds(catalogue: Catalogue) -> list[_Feed]:
    return [
        _Feed(collection, field, use, _origin(field))
        for collection, schema in catalogue.schemas.items()
        for field in schema.all_fields
        for use in field.facets
    ]


def _origin(field: Field) -> _Origin:
    return _Origin(field.kind, field.reference.collection if field.reference else field.code_list)


def _by_collection(feeds: Iterable[_Feed]) -> dict[str, list[_Feed]]:
    found: dict[str, list[_Feed]] = {}
    for feed in feeds:
        found.setdefault(feed.collection, []).append(feed)
    return found


def _assigned(press: Press, feeds: list[_Feed], pages: Iterable[str]) -> Iterator[_Assigned]:
    """Yield every value of every document, some of them twice."""
    yield from _types_of_documents(press, pages)
    by_collection = _by_collection(feeds)
    with_broader = cache(_Broader(press.catalogue, _by_code_list(feeds)).of)
    named: dict[tuple[str, str, _Origin], None] = {}
    for record in press.catalogue.records:
        has_language = False
        for feed in by_collection.get(record.key.collection, ()):
            for value in _current(feed.origin, feed.values(record), press.catalogue):
                for facet, each, origin in with_broader(feed.use.name, value, feed.origin):
                    yield _Assigned(facet, record.url, each, origin)
                has_language |= feed.use.name == LANGUAGE
                if feed.field.reference:
                    named[feed.use.name, value, feed.origin] = None
        if not has_language:
            yield _Assigned(LANGUAGE, record.url, record.language, _OWN_LANGUAGE)
    for facet, value, origin in named:  # who looks for what an organisation is part of, also finds its own page
        yield _Assigned(facet, url_of(Key(origin.name, value)), value, origin)


def _types_of_documents(press: Press, pages: Iterable[str]) -> Iterator[_Assigned]:
    for record in press.catalogue.records:
        yield _Assigned(TYPE, record.url, record.key.collection, _OWN_TYPE)
    for code_list, concept in press.catalogue.concept_pages():
        yield _Assigned(TYPE, concept_url(code_list, concept), code_list.page, _OWN_TYPE)
    for view in all_views(press):
        yield _Assigned(TYPE, view.url, VIEWS, _OWN_TYPE)
    for url in pages:
        yield _Assigned(TYPE, url, PAGES, _OWN_TYPE)


def _current(origin: _Origin, values: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    """Yield values; those that are ids of records as they are now, without those of records that are not there."""
    for value in values:
        if origin.kind != "reference":
            yield value
        elif record := catalogue.get(Key(origin.name, value)):
            yield record.key.id


@dataclass(frozen=True)
class _Broader:
    """Finds what else a record has that has a value; `facets` are those that each code list feeds itself."""

    catalogue: Catalogue
    facets: Mapping[str, Iterable[str]]

    def of(self, facet: str, value: str, origin: _Origin) -> tuple[tuple[str, str, _Origin], ...]:
        """The value itself, and the concepts that hold it, but for what holds everything, each with its facet.

        They are in the same facet, or, where another list has them, in that which this list feeds: countries and regions.
        """
        found = [(facet, value, origin)]
        for code_list, concept in self.catalogue.above((origin.name, value)) if origin.kind == "code" else ():
            names = (facet,) if code_list == origin.name else self.facets.get(code_list, ())
            found += [(name, concept, _Origin("code", code_list)) for name in names]
        return tuple(found)


def _by_code_list(feeds: Iterable[_Feed]) -> dict[str, dict[str, None]]:
    """The facets that each code list feeds, whatever else a record says."""
    found: dict[str, dict[str, None]] = {}
    for feed in feeds:
        if feed.field.code_list and not feed.use.when:
            found.setdefault(feed.field.code_list, {})[feed.use.name] = None
    return found


def _types(catalogue: Catalogue, feeds: list[_Feed]) -> dict[str, tuple[str, ...]]:
    """The types that each facet is offered for; none for one that is always offered."""
    by_code_list = _by_code_list(feeds)
    types: dict[str, dict[str, None]] = {}
    always = {TYPE, LANGUAGE} | {feed.use.name for feed in feeds if feed.use.general}
    for feed in feeds:
        code_list = catalogue.code_lists.get(feed.field.code_list)
        wider = by_code_list.get(code_list.broader_list, {}) if code_list else {}
        for name in (feed.use.name, *wider):
            types.setdefault(name, {})[feed.collection] = None
    return {name: () if name in always or len(those) >= MANY_TYPES else tuple(those) for name, those in types.items()}


def _title(name: str, feeds: list[_Feed], press: Press) -> str:
    """What a facet is called: as a field that feeds it says, else as the first of these fields."""
    if name in (TYPE, LANGUAGE):
        return press.wording.translate("Type") if name == TYPE else press.wording.translate("Language")
    those = [feed for feed in feeds if feed.use.name == name]
    said = [feed.use.title for feed in those if feed.use.title]
    return press.wording.translate((said or [feed.field.title for feed in those])[0])


def _place(facet: Facet) -> tuple[bool, int, str]:
    known = ORDER.index(facet.name) if facet.name in ORDER else len(ORDER)
    return bool(facet.types), known, facet.name


def _values(origins: Mapping[str, _Origin], press: Press) -> Iterator[FacetValue]:
    """Yield the values of a facet in the order in which they are shown."""
    labels = {value: _label(value, origin, press) for value, origin in origins.items()}
    places = _places(set(origins.values()), press)

    def order(value: str) -> tuple[object, ...]:
        return places.get((origins[value], value), (0, 0)), press.wording.sort_key(labels[value]), value

    newest_first = any(origin.kind == "date" for origin in origins.values())
    for number, value in enumerate(sorted(origins, key=order, reverse=newest_first)):
        yield FacetValue(value, labels[value], _holder(value, origins, press.catalogue), number)


def _places(origins: Iterable[_Origin], press: Press) -> dict[tuple[_Origin, str], tuple[int, int]]:
    """Where values stand that have an order of their own: types as in the site, concepts as in their code list."""
    catalogue = press.catalogue
    folders = [each.page for each in catalogue.code_lists.values() if each.page]
    places = {}
    for rank, origin in enumerate(sorted(origins)):
        ids: Iterable[str] = ()
        code_list = catalogue.code_lists.get(origin.name) if origin.kind == "code" else None
        if code_list and (code_list.has_levels or not code_list.labels_from):
            ids = code_list.concepts
        elif origin == _OWN_TYPE:
            ids = dict.fromkeys([*catalogue.schemas, *folders, VIEWS, PAGES])
        places.update({(origin, each): (rank, number) for number, each in enumerate(ids)})
    return places


def _holder(value: str, origins: Mapping[str, _Origin], catalogue: Catalogue) -> str:
    """The nearest value of the facet that holds another."""
    origin = origins[value]
    above = catalogue.above((origin.name, value)) if origin.kind == "code" else ()
    return next((each for name, each in above if name == origin.name and each in origins), "")


def _label(value: str, origin: _Origin, press: Press) -> str:
    if origin.kind == "code" and origin.name:
        return press.wording.label(origin.name, value)
    if origin.kind == "reference":
        return _label_of_record(press.catalogue.by_key[Key(origin.name, value)])
    if origin == _OWN_TYPE:
        return _label_of_type(value, press)
    if origin == _OWN_LANGUAGE:
        return str(press.wording.locale.languages.get(value, value))
    if origin.kind == "boolean":
        return press.wording.yes_or_no(value == "true")
    return value


def _label_of_record(record: Record) -> str:
    """Its title, with its acronym in brackets where it has one that the title does not say."""
    acronym = str(record.data.get("acronym", ""))
    said = not acronym or re.search(rf"(?<!\w){re.escape(acronym)}(?!\w)", record.title)
    return record.title if said else f"{record.title} ({acronym})"


def _label_of_type(value: str, press: Press) -> str:
    if value in press.catalogue.schemas:
        return press.wording.translate(press.catalogue.schemas[value].collection.title)
    folders = {each.page: each.title for each in press.catalogue.code_lists.values()}
    own = {VIEWS: press.wording.translate("Views"), PAGES: press.wording.translate("Pages")}
    return press.wording.translate(folders[value]) if value in folders else own[value]
