"""What differs between two versions of a record, field by field, in words: the label, what was there, what is there now.

Either version may be broken: values of the wrong shape are told as they stand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.dates import is_partial_date
from clearinghouse.core.record import Key
from clearinghouse.core.schema import Field, Schema
from clearinghouse.views.wording import Wording

MAX_PARAGRAPHS = 400
"""Texts of more paragraphs are only counted: comparing them can cost more than the square of their number."""
MAX_PAIRS = 100_000
"""In lists with more pairs of items that differ, none is taken for a version of another."""


SET, GONE, REPLACED, PUT_IN, TAKEN_OUT, REORDERED = "set", "gone", "replaced", "put-in", "taken-out", "reordered"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that differs. `labels` lead to it: the field, the item of a list, the part of a group.

    `how` is one of set, gone, replaced; of an item of a list put-in, taken-out; of a list whose order alone differs reordered.
    """

    how: str
    labels: tuple[str, ...]
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class TextChange:
    """What differs between two texts: words that are in one of them alone, and the paragraphs that came and went."""

    words_added: int
    words_removed: int
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Telling:
    """Puts values into words, in one state of the catalogue: references by the titles that they have there."""

    catalogue: Catalogue
    wording: Wording

    def value(self, field: Field, value: Any) -> str:
        """A value of a field in words; one of the wrong shape as it stands."""
        if isinstance(value, list):
            return ", ".join(self.value(field, each) for each in value)
        if isinstance(value, Mapping):
            return self._group(field, value)
        if isinstance(value, str):
            return self._text(field, value)
        if isinstance(value, bool):
            return self.wording.yes_or_no(value)
        return "" if value is None else self.wording.number(value)

    def _text(self, field: Field, value: str) -> str:
        if field.code_list in self.catalogue.code_lists:
            return self.wording.label(field.code_list, value)
        if field.reference:
            target = self.catalogue.get(Key(field.reference.collection, value))
            return f"{target.title} ({value})" if target else value
        return self.wording.date(value) if field.kind == "date" and is_partial_date(value) else value

    def _group(self, field: Field, value: Mapping[str, Any]) -> str:
        known = {part.name: part for part in field.fields}
        told = (
            f"{known[name].title}: {self.value(known[name], part)}" if name in known else f"{name}: {part}"
            for name, part in value.items()
            if name != "id" or len(value) == 1
        )  # fmt: skip
        return "; ".join(told)


@dataclass(frozen=True)
class Comparer:
    """Compares two versions of a record; each is told in the words of its own state."""

    before: Telling
    after: Telling

    def fields(self, schema: Schema, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
        """Yield what differs, in the order of the schema; fields that it does not know come last."""
        yield from self._parts(schema.fields, old, new, ())

    def _parts(
        self, fields: Sequence[Field], old: Mapping[str, Any], new: Mapping[str, Any], labels: tuple[str, ...]
    ) -> Iterator[FieldChange]:
        known = {field.name: field for field in fields}
        for name in dict.fromkeys((*known, *old, *new)):
            if old.get(name) == new.get(name):
                continue
            field = known.get(name)
            if field is None:
                yield _change((*labels, name), old.get(name), new.get(name), str(old.get(name)), str(new.get(name)))
            else:
                yield from self._field(field, old.get(name), new.get(name), (*labels, field.title))

    def _field(self, field: Field, old: Any, new: Any, labels: tuple[str, ...]) -> Iterator[FieldChange]:
        if isinstance(old, list) and isinstance(new, list):
            yield from self._items(field, old, new, labels)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self._parts(field.fields, old, new, labels)
        else:
            yield _change(labels, old, new, self.before.value(field, old), self.after.value(field, new))

    def _items(self, field: Field, old: list[Any], new: list[Any], labels: tuple[str, ...]) -> Iterator[FieldChange]:
        """Compare lists: what is in both is passed over, groups are told apart by their ids or what they start with."""
        before, after = {_as_key(each) for each in old}, {_as_key(each) for each in new}
        gone = [each for each in old if _as_key(each) not in after]
        come = [each for each in new if _as_key(each) not in before]
        if not gone and not come:
            yield FieldChange(REORDERED, labels)
            return
        is_short = len(gone) * len(come) <= MAX_PAIRS
        for item in gone:
            other = None if not is_short else next((each for each in come if _is_same_item(field, item, each)), None)
            if other is None:
                yield FieldChange(TAKEN_OUT, labels, self.before.value(field, item))
            else:
                come.remove(other)
                yield from self._parts(field.fields, item, other, (*labels, self._name(field, other)))
        for item in come:
            yield FieldChange(PUT_IN, labels, new=self.after.value(field, item))

    def _name(self, field: Field, item: Mapping[str, Any]) -> str:
        """What an item of a list is called: its title, else the first of its parts."""
        naming = (part for part in field.fields if part.name in item and part.name != "id")
        part = next(naming, None)
        return self.after.value(part, item[part.name]) if part else str(item.get("id", ""))


def _as_key(value: Any) -> str:
    """A text that is the same for equal values."""
    return json.dumps(value, sort_keys=True, default=str)


def _is_same_item(field: Field, one: Any, other: Any) -> bool:
    """Whether two groups are versions of one item: by their ids, else by the first of the parts that they have."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    for part in field.fields:
        if part.name in one or part.name in other:
            return bool(one.get(part.name) == other.get(part.name))
    return False


def _change(labels: tuple[str, ...], old: Any, new: Any, old_words: str, new_words: str) -> FieldChange:
    if old is None:
        return FieldChange(SET, labels, new=new_words)
    return FieldChange(GONE, labels, old_words) if new is None else FieldChange(REPLACED, labels, old_words, new_words)


def text_change(old: str, new: str) -> TextChange | None:
    """Say what differs between two texts; None where nothing but empty lines does."""
    before, after = _paragraphs(old), _paragraphs(new)
    if before == after:
        return None
    if max(len(before), len(after)) > MAX_PARAGRAPHS:
        return TextChange(max(_count(after) - _count(before), 0), max(_count(before) - _count(after), 0))
    added: list[str] = []
    removed: list[str] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += before[start:end]
            added += after[new_start:new_end]
    words_removed, words_added = _words_apart(removed, added)
    return TextChange(words_added, words_removed, tuple(added), tuple(removed))


def _words_apart(removed: list[str], added: list[str]) -> tuple[int, int]:
    """How many words only the one or the other of two lists of paragraphs has, each as often as it stands there."""
    before, after = (Counter(word for each in texts for word in _words(each)) for texts in (removed, added))
    return (before - after).total(), (after - before).total()


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _count(paragraphs: list[str]) -> int:
    return sum(len(_words(each)) for each in paragraphs)


def _words(text: str) -> list[str]:
    """The words of a text; marks of Markdown that stand by themselves are none."""
    return [each for each in text.split() if any(character.isalnum() for character in each)]
