"""What a pull request changes: the records that it adds, changes, renames or removes, what they show up in, and what is wrong.

Two readings of the project are compared, the one before and the one after. Either may have errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from clearinghouse.core.diagnostic import Diagnostic, Severity, in_reading_order
from clearinghouse.core.record import Key, is_id
from clearinghouse.core.schema import Schema
from clearinghouse.core.source import Source
from clearinghouse.forge.difference import Comparer, FieldChange, Telling, TextChange, text_change
from clearinghouse.forge.effects import Effects, effects_of
from clearinghouse.pipeline import Reading
from clearinghouse.views.wording import Wording

ADDED, CHANGED, RENAMED, REMOVED = "added", "changed", "renamed", "removed"
KINDS = (ADDED, CHANGED, RENAMED, REMOVED)


@dataclass(frozen=True)
class RecordChange:
    """One record that differs. `was` is its key before, if it has another now; `unread` is set where its fields cannot be read.

    `keeps_address` says of a renamed record whether its old address goes on working.
    """

    kind: str
    key: Key
    title: str
    type: str
    file: str
    fields: tuple[FieldChange, ...] = ()
    text: TextChange | None = None
    was: Key | None = None
    keeps_address: bool = True
    unread: bool = False


@dataclass(frozen=True)
class Comparison:
    """The answer. `diagnostics` are those of the state after that were not there before; `known` counts those that were.

    `unreadable` says which state has no records that can be compared, since its schemas or code lists are wrong: before or after.
    `sources` are the files as they are after, by their names.
    """

    changes: tuple[RecordChange, ...]
    effects: Effects
    diagnostics: tuple[Diagnostic, ...]
    known: int
    checked: int
    sources: Mapping[str, Source]
    unreadable: str = ""

    def of(self, kind: str) -> tuple[RecordChange, ...]:
        """The changes of one kind, by collection and id."""
        return tuple(each for each in self.changes if each.kind == kind)

    def count(self, severity: Severity) -> int:
        """How many new diagnostics are of a severity."""
        return sum(each.severity is severity for each in self.diagnostics)


def compare(before: Reading, after: Reading) -> Comparison:
    """Compare two states of a clearinghouse."""
    unreadable = "before" if _has_no_types(before) else "after" if _has_no_types(after) else ""
    fresh, known = _new_diagnostics(before, after)
    if unreadable:
        return Comparison((), Effects(), fresh, known, after.checked, after.sources, unreadable)
    comparer = Comparer(
        *(Telling(each, Wording("en", each.code_lists)) for each in (before.catalogue, after.catalogue))
    )
    changes = tuple(_changes(before, after, comparer))
    keys = {key for each in changes for key in (each.key, each.was) if key}
    held = {key for key, _ in _by_key(after)}
    return Comparison(changes, effects_of(before, after, keys, held), fresh, known, after.checked, after.sources)


def _has_no_types(reading: Reading) -> bool:
    """Whether no record was looked at, because what says what records are is wrong."""
    return reading.checked == 0 and any(each.code == "CH901" for each in reading.diagnostics)


def _new_diagnostics(before: Reading, after: Reading) -> tuple[tuple[Diagnostic, ...], int]:
    """The diagnostics after that were not there before, whatever the line, and how many others there are."""
    old = {(each.code, each.file, each.message) for each in (*before.diagnostics, *before.advice(notes=False))}
    now = in_reading_order([*after.diagnostics, *after.advice(notes=False)])
    fresh = tuple(each for each in now if (each.code, each.file, each.message) not in old)
    return fresh, len(now) - len(fresh)


def _changes(before: Reading, after: Reading, comparer: Comparer) -> Iterator[RecordChange]:
    old, new = dict(_by_key(before)), dict(_by_key(after))
    renamed = dict(_renamed(old, new))
    for key in sorted({*old, *new}):
        schema = (after if key in new else before).catalogue.schemas[key.collection]
        if key in renamed.values():
            continue  # told of where it is now
        if key in renamed:
            yield _difference(RENAMED, key, renamed[key], old[renamed[key]], new[key], schema, comparer)
        elif key not in old:
            yield _added(key, new[key], schema, comparer)
        elif key not in new:
            yield RecordChange(REMOVED, key, _title(key, old[key]), schema.title, old[key].file)
        elif old[key].text != new[key].text:
            yield _difference(CHANGED, key, None, old[key], new[key], schema, comparer)


def _by_key(reading: Reading) -> Iterator[tuple[Key, Source]]:
    """Yield every file that stands where a record stands, also one with errors."""
    for file, source in reading.sources.items():
        path = PurePosixPath(file)
        if path.parent.name in reading.catalogue.schemas and is_id(path.stem):
            yield Key(path.parent.name, path.stem), source


def _renamed(old: Mapping[Key, Source], new: Mapping[Key, Source]) -> Iterator[tuple[Key, Key]]:
    """Yield new keys with the old ones whose records they hold: those that an alias names, or whose file is the same."""
    gone = {key for key in old if key not in new}
    for key, source in sorted(new.items()):
        if key in old:
            continue
        was = [Key(key.collection, each) for each in _aliases(source)]
        same = (each for each in sorted(gone) if each.collection == key.collection and old[each].text == source.text)
        found = next((each for each in was if each in gone), None) or next(same, None)
        if found:
            gone.discard(found)
            yield key, found


def _aliases(source: Source) -> list[str]:
    aliases = (source.data or {}).get("aliases")
    return [each for each in aliases if isinstance(each, str)] if isinstance(aliases, list) else []


def _title(key: Key, source: Source) -> str:
    return str((source.data or {}).get("title") or key.id)


def _added(key: Key, source: Source, schema: Schema, comparer: Comparer) -> RecordChange:
    # It is called by its title, which is not told once more.
    fields = tuple(comparer.fields(schema, {}, {name: each for name, each in _told(source).items() if name != "title"}))
    text = text_change("", source.body)
    return RecordChange(
        ADDED, key, _title(key, source), schema.title, source.file, fields, text, unread=source.data is None
    )


def _difference(
    kind: str, key: Key, was: Key | None, old: Source, new: Source, schema: Schema, comparer: Comparer
) -> RecordChange:
    unread = old.data is None or new.data is None
    fields = () if unread else tuple(comparer.fields(schema, _told(old), _told(new)))
    text = None if unread else text_change(old.body, new.body)
    keeps = was is None or was.id in _aliases(new)
    title = _title(key, new if new.data else old)
    return RecordChange(kind, key, title, schema.title, new.file, fields, text, was, keeps, unread)


def _told(source: Source) -> dict[str, Any]:
    """The fields that are told of one by one: all but the old ids, which are told of as a renaming."""
    return {name: value for name, value in (source.data or {}).items() if name != "aliases"}
