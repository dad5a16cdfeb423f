"""The catalogue: all records, what they refer to and what refers to them. Every page and file is a view of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from clearinghouse.core.codelist import CodeList
from clearinghouse.core.record import Key, Record
from clearinghouse.core.reference import Reference, references_of
from clearinghouse.core.schema import Schema, values_at

Code = tuple[str, str]
"""A concept by the name of its code list and its id there."""


@dataclass(frozen=True)
class Catalogue:
    """Everything that is known, read-only. Collections and records come in a fixed order: by name, by id."""

    schemas: Mapping[str, Schema]
    code_lists: Mapping[str, CodeList]
    by_key: Mapping[Key, Record]
    current: Mapping[Key, Key] = field(default_factory=dict)
    """The key in use now for every key, old ones (aliases) among them."""
    outside: Mapping[Key, Record] = field(default_factory=dict)
    """Where this is a part of a larger catalogue: what is left out, by every key that it has or had. It counts nowhere."""
    neighbours: frozenset[Key] = frozenset()
    """Where this is a part: the records that are in it only since a chosen one refers to them."""
    chosen_by: frozenset[Code] = frozenset()
    """Where this is a part: the concepts that it was chosen by. Each has a page, whether or not a record names it."""

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records, by collection and id."""
        return tuple(self.by_key[key] for key in sorted(self.by_key))

    @cached_property
    def _by_collection(self) -> dict[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {name: [] for name in self.schemas}
        for record in self.records:
            found[record.key.collection].append(record)
        return {name: tuple(records) for name, records in found.items()}

    def collection(self, name: str) -> tuple[Record, ...]:
        """The records of one collection, by id."""
        return self._by_collection[name]

    def schema_of(self, record: Record) -> Schema:
        """The type of a record."""
        return self.schemas[record.key.collection]

    def get(self, key: Key) -> Record | None:
        """The record with this key, or with this old key."""
        return self.by_key.get(self.current.get(key, key))

    def known(self, key: Key) -> Record | None:
        """The record with this key, or with this old key, also where it is left out here."""
        return self.get(key) or self.outside.get(key)

    @cached_property
    def left_out(self) -> tuple[Record, ...]:
        """The records that are left out here, by collection and id."""
        return tuple(record for key, record in sorted(self.outside.items()) if key == record.key)

    def left_out_of(self, collection: str) -> tuple[Record, ...]:
        """The records of one collection that are left out here, by id."""
        return tuple(record for record in self.left_out if record.key.collection == collection)

    def left_out_naming(self, code_list: str) -> Mapping[str, tuple[Record, ...]]:
        """The records that are left out here and name each concept of a code list themselves."""
        return self._left_out_named.get(code_list, {})

    @cached_property
    def _left_out_named(self) -> dict[str, dict[str, tuple[Record, ...]]]:
        return _users(self.left_out, self._codes)

    @cached_property
    def left_out_referring(self) -> Mapping[Key, int]:
        """How many of the records that are left out refer to each record that is here."""
        return Counter(
            key
            for record in self.left_out
            for key in {each.target for each in references_of(record, self.schema_of(record), self.current)}
        )

    def outward(self, record: Record) -> tuple[Reference, ...]:
        """What a record refers to that is left out here, in the order of its fields."""
        if not self.outside:
            return ()
        return tuple(references_of(record, self.schema_of(record), self._current_outside))

    @cached_property
    def _current_outside(self) -> dict[Key, Key]:
        return {key: each.key for key, each in self.outside.items() if key not in self.current}

    @cached_property
    def _references(self) -> dict[Key, tuple[Reference, ...]]:
        return {
            record.key: tuple(references_of(record, self.schema_of(record), self.current)) for record in self.records
        }

    @cached_property
    def _backlinks(self) -> dict[Key, list[Reference]]:
        found: dict[Key, list[Reference]] = defaultdict(list)
        for references in self._references.values():
            for reference in references:
                found[reference.target].append(reference)
        return dict(found)

    def references(self, record: Record) -> tuple[Reference, ...]:
        """What a record refers to, in the order of its fields."""
        return self._references[record.key]

    def backlinks(self, record: Record) -> tuple[Reference, ...]:
        """What refers to a record, by collection and id of the referring one."""
        return tuple(self._backlinks.get(record.key, ()))

    @cached_property
    def _named(self) -> dict[str, dict[str, tuple[Record, ...]]]:
        return _users(self.records, self._codes)

    @cached_property
    def _uses(self) -> dict[str, dict[str, tuple[Record, ...]]]:
        above = cache(self.above)

        def codes(record: Record) -> Iterator[Code]:
            for code in self._codes(record):
                yield code
                yield from above(code)

        return _users(self.records, codes)

    def _codes(self, record: Record) -> Iterator[Code]:
        for coded in self.schema_of(record).coded:
            for _, value in values_at(record.data, coded.path):
                yield coded.code_list, str(value)

    def above(self, code: Code) -> tuple[Code, ...]:
        """What holds a concept, in its own list or in the list of its broader concepts, but for what holds everything."""
        listed = self.code_lists.get(code[0])
        if listed is None or code[1] not in listed.concepts:
            return ()
        if not listed.broader_list:
            return tuple((listed.name, each) for each in listed.above(code[1]) if each != listed.whole)
        wider, broader = self.code_lists.get(listed.broader_list), listed.concepts[code[1]].broader
        if wider is None or not broader:
            return ()
        return tuple((wider.name, each) for each in (broader, *wider.above(broader)) if each != wider.whole)

    def named(self, code_list: str) -> Mapping[str, tuple[Record, ...]]:
        """The records that name each concept of a code list themselves; a concept that none names is not there."""
        return self._named.get(code_list, {})

    def uses(self, code_list: str) -> Mapping[str, tuple[Record, ...]]:
        """The records that use each concept of a code list; a concept that none uses is not there.

        Who names a country also uses the regions that it lies in, though not the whole world: a concept is used by what
        names it, and by what names a narrower one, unless it holds all others.
        """
        return self._uses.get(code_list, {})

    def with_page(self, code_list: str) -> Mapping[str, tuple[Record, ...]]:
        """The concepts of a code list that have pages, if its concepts have any, with the records that use each.

        They are those in use and, in a part, those that it was chosen by, as a country that only records of its region reach.
        """
        chosen: dict[str, tuple[Record, ...]] = {concept: () for name, concept in self.chosen_by if name == code_list}
        return {**chosen, **self.uses(code_list)} if chosen else self.uses(code_list)

    def concept_pages(self) -> Iterator[tuple[CodeList, str]]:
        """Yield every concept that has a page of its own, of the lists that ask for pages."""
        for code_list in self.code_lists.values():
            if code_list.page:
                there = self.with_page(code_list.name)
                yield from ((code_list, concept) for concept in code_list.concepts if concept in there)


def _users(
    records: Iterable[Record], codes: Callable[[Record], Iterable[Code]]
) -> dict[str, dict[str, tuple[Record, ...]]]:
    found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        for code_list, concept in dict.fromkeys(codes(record)):
            found[code_list][concept].append(record)
    return {name: {concept: tuple(users) for concept, users in those.items()} for name, those in found.items()}


def catalogue_of(
    records: Iterable[Record], schemas: Mapping[str, Schema], code_lists: Mapping[str, CodeList]
) -> Catalogue:
    """Put checked records together."""
    by_key = {record.key: record for record in records}
    return Catalogue(schemas, code_lists, by_key, current_keys(by_key.values()))


def current_keys(records: Iterable[Record]) -> dict[Key, Key]:
    """The key in use now for every key that the records have or had; a living record wins over an alias."""
    current: dict[Key, Key] = {}
    living = list(records)
    for record in living:
        for alias in record.aliases:
            current[Key(record.key.collection, alias)] = record.key
    return {**current, **{record.key: record.key for record in living}}
