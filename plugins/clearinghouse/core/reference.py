"""References between records: from the ids in their fields to links that can be followed both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from clearinghouse.core import rules
from clearinghouse.core.closest import closest, closest_by_words, nearest
from clearinghouse.core.diagnostic import Diagnostic, Fix, Pointer, Related, quoted
from clearinghouse.core.edits import inline_yaml, removal
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import Field, Schema, values_at
from clearinghouse.core.source import Source

_MAX_LIKE = 6
"""Records that are named where it is not clear which one is meant."""


class Titles(dict[Key, str]):
    """The title of every record that there is, by its key; and what suggestions are looked for in, worked out once."""

    @cached_property
    def by_collection(self) -> dict[str, dict[str, str]]:
        """The titles of each collection by id."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for key, title in self.items():
            found[key.collection][key.id] = title
        return found

    @cached_property
    def ids_by_title(self) -> dict[str, dict[str, str]]:
        """The ids of each collection by title in lower case, the first one where two records have the same."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for key, title in sorted(self.items()):
            if title:
                found[key.collection].setdefault(title.casefold(), key.id)
        return found

    @cached_property
    def _answers(self) -> dict[tuple[str, str], tuple[str, list[str]]]:
        """What was answered so far: a table names the same record in thousands of rows, and each answer looks at all titles."""
        return {}

    def meant(self, collection: str, value: str) -> str:
        """The id that a misspelt id, a file name or a title most likely means; nothing where two are as likely."""
        return self._answer(collection, value)[0]

    def like(self, collection: str, value: str) -> list[str]:
        """A few ids of records whose titles are like a value that means none of them for certain, the likest first."""
        return self._answer(collection, value)[1]

    def _answer(self, collection: str, value: str) -> tuple[str, list[str]]:
        asked = (collection, value)
        if asked not in self._answers:
            meant = self._meant(collection, value)
            self._answers[asked] = (meant, [] if meant else self._like(collection, value))
        return self._answers[asked]

    def _meant(self, collection: str, value: str) -> str:
        ids, titles = self.by_collection[collection], self.ids_by_title[collection]
        name = value.rpartition("/")[2].removesuffix(".md").removesuffix(".html").casefold()
        if name in ids:
            return name
        title = value.strip().casefold()
        if title in titles:
            return titles[title]
        if by_id := closest(name, ids, 65, fold=False):
            return by_id
        by_title = closest(title, titles, 80, fold=False) or closest_by_words(title, titles, fold=False)
        return titles.get(by_title, "")

    def _like(self, collection: str, value: str) -> list[str]:
        titles = self.ids_by_title[collection]
        return [titles[each] for each in nearest(value.strip().casefold(), titles, _MAX_LIKE)]


@dataclass(frozen=True, slots=True)
class Reference:
    """One link from a record to another. `pointer` is where its field says so; `qualifier` a code such as `funding`."""

    source: Key
    target: Key
    field: Field
    pointer: Pointer
    qualifier: str = ""

    @property
    def inverse(self) -> str:
        """The heading under which the target's page shows the source."""
        assert self.field.reference is not None
        return self.field.reference.inverse


def references_of(record: Record, schema: Schema, current: Mapping[Key, Key]) -> Iterator[Reference]:
    """Yield the references of a record that lead somewhere; `current` gives the key now in use for every known one."""
    for field in schema.references:
        assert field.reference is not None
        for pointer, value in values_at(record.data, field.path):
            target = current.get(Key(field.reference.collection, value))
            if target:
                yield Reference(record.key, target, field, pointer, _qualifier(record, field, pointer))


def _qualifier(record: Record, field: Field, pointer: Pointer) -> str:
    assert field.reference is not None
    if not field.reference.qualifier:
        return ""
    beside = (*field.path[:-1], field.reference.qualifier)
    return next((str(value) for at, value in values_at(record.data, beside) if at[:-1] == pointer[:-1]), "")


def targets_of(data: Any, schema: Schema) -> Iterator[Key]:
    """Yield the key of every record that data refers to, as it is written there; the data may still be of any shape."""
    for field in schema.references:
        assert field.reference is not None
        for _, value in values_at(data, field.path):
            if isinstance(value, str):
                yield Key(field.reference.collection, value)


def check_references(
    source: Source, schema: Schema, titles: Titles, current: Mapping[Key, Key]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every reference of a source that leads nowhere, or that uses an old id.

    `titles` has every record that there is, also one with mistakes of its own: those are reported once, there.
    """
    for field in schema.references:
        assert field.reference is not None
        collection = field.reference.collection
        for pointer, value in values_at(source.data, field.path):
            key = Key(collection, value) if isinstance(value, str) and value.strip() else None
            if key is None or current.get(key) == key:
                continue
            if key in current:
                yield _old_id(source, pointer, key, current[key])
            else:
                yield _dangling(source, field, pointer, str(value), titles)


def _old_id(source: Source, pointer: Pointer, old: Key, new: Key) -> Diagnostic:
    span = source.value_span(pointer)
    return Diagnostic(
        rules.OLD_ID, source.file, span, f"{quoted(old.id)} is now called {quoted(new.id)}",
        help="Use the new id.", pointer=pointer, fixes=(Fix(span, inline_yaml(new.id), safe=True),),
    )  # fmt: skip


def _dangling(source: Source, field: Field, pointer: Pointer, value: str, titles: Titles) -> Diagnostic:
    assert field.reference is not None
    span = source.value_span(pointer)
    collection = field.reference.collection
    meant, like = titles.meant(collection, value), titles.like(collection, value)
    return Diagnostic(
        rules.DANGLING_REFERENCE, source.file, span, f"there is no record {quoted(value)} in {collection}",
        help=f"Did you mean {quoted(meant)} ({titles.by_collection[collection][meant]})?" if meant
        else f"Write its id. Perhaps one of: {', '.join(f'{each} ({titles.by_collection[collection][each]})' for each in like)}." if like
        else f"Write its id (the file name without .md), or first add content/{collection}/<id>.md.",
        pointer=pointer, fixes=(Fix(span, inline_yaml(meant)),) if meant else (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class IdClaim:
    """An id that a source uses, by its file name or as an alias; `holder` is the key that its record has now."""

    key: Key
    holder: Key
    source: Source
    pointer: Pointer

    @property
    def is_alias(self) -> bool:
        """Whether it is an old id."""
        return bool(self.pointer)


def check_ids(claims: Iterable[IdClaim]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every id that two sources claim: at the alias, where one of them is an alias."""
    by_key: dict[Key, list[IdClaim]] = defaultdict(list)
    for claim in claims:
        by_key[claim.key].append(claim)
    for rivals in by_key.values():
        if len(rivals) > 1:
            holder, *others = sorted(rivals, key=lambda each: (each.is_alias, each.source.file))
            yield from (_taken(claim, holder) for claim in others)


def _taken(claim: IdClaim, holder: IdClaim) -> Diagnostic:
    fix = removal(claim.source, claim.pointer) or removal(claim.source, claim.pointer[:-1]) if claim.is_alias else None
    return Diagnostic(
        rules.DUPLICATE_ID, claim.source.file, claim.source.value_span(claim.pointer),
        f"the id {quoted(claim.key.id)} belongs to another record of {claim.key.collection}",
        help=f"See {holder.source.file}. Remove the alias, or choose another id.", pointer=claim.pointer,
        fixes=(replace(fix, safe=False),) if fix else (),
        related=(Related(holder.source.file, holder.source.value_span(holder.pointer), "the other record"),),
    )  # fmt: skip
