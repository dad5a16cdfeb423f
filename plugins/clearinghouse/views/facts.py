"""The facts of a record, as a page shows them: in the order of the schema, each with the sources that back it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import msgspec

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.record import Key, Record
from clearinghouse.core.schema import Field, Schema
from clearinghouse.views.wording import Wording

# A text that may be longer than this is told in the main column; the facts panel beside it is narrow.
MAX_PANEL_CHARACTERS = 200
# A group of more parts than this is a card, not a row of a table.
MAX_TABLE_COLUMNS = 6


class Value(msgspec.Struct, frozen=True, gc=False):
    """One value in words. `url` is a page of this site (relative to its root), `address` a page elsewhere.

    `parts` are the facts that a group is made of; `note` qualifies a link (“Funder”); `anchor` is the id by which the
    item can be linked to; `language` is set where the words are not in the site's language.
    """

    text: str = ""
    url: str = ""
    address: str = ""
    parts: tuple[Fact, ...] = ()
    note: str = ""
    anchor: str = ""


class Fact(msgspec.Struct, frozen=True, gc=False):
    """A field of a record with its values. `sources` are the numbers of the sources that back it, from 1."""

    field: Field
    title: str
    values: tuple[Value, ...]
    sources: tuple[int, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether its groups read well as the rows of a table."""
        parts = self.field.fields
        return self.field.many and 2 <= len(parts) <= MAX_TABLE_COLUMNS and not any(part.fields for part in parts)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The parts of a table's rows that at least one row has, in the order of the schema."""
        used = {fact.field.name for value in self.values for fact in value.parts}
        return tuple(part for part in self.field.fields if part.name in used)

    @property
    def text(self) -> str:
        """All its values in words, on one line."""
        return ", ".join(value.text or ", ".join(part.text for part in value.parts) for value in self.values)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the fields of a record type are shown, each in the order of its schema."""

    panel: tuple[Field, ...]
    sections: tuple[Field, ...]
    listing: tuple[Field, ...]


def places_of(schema: Schema) -> Places:
    """Find the place of every field; a reference at the root stands in no place but “Where it fits”."""
    facts = [field for field in schema.fields if field.show in ("facts", "both")]
    return Places(
        tuple(field for field in facts if not _is_long(field) and field.kind != "reference"),
        tuple(field for field in facts if _is_long(field)),
        tuple(field for field in schema.fields if field.show in ("listing", "both")),
    )


@dataclass(frozen=True)
class Facts:
    """Works out the facts of the records of one catalogue, in the words of one language."""

    catalogue: Catalogue
    wording: Wording

    def panel(self, record: Record) -> tuple[Fact, ...]:
        """The short facts, for the panel beside the text."""
        return self._those(record, self._places[record.key.collection].panel, backing_of(record))

    def sections(self, record: Record) -> tuple[Fact, ...]:
        """What needs the width of the main column: long texts, lists of sentences, tables."""
        return self._those(record, self._places[record.key.collection].sections, backing_of(record))

    def listing(self, record: Record) -> tuple[Fact, ...]:
        """The facts that stand in the columns of a listing, which does not say what backs them."""
        return self._those(record, self._places[record.key.collection].listing, {})

    def columns(self, collection: str) -> tuple[Field, ...]:
        """The fields of a collection that have a column in its listing."""
        return self._places[collection].listing

    def brief(self, record: Record) -> str:
        """A record in half a line, for lists: its listing facts, without those that would fill it alone."""
        if record.key not in self._briefs:
            texts = [fact.text for fact in self.listing(record)]
            cut = (text if len(text) <= 90 else f"{text[:88].rsplit(',', 1)[0]}, …" for text in texts if text)
            self._briefs[record.key] = " · ".join(cut)
        return self._briefs[record.key]

    def fact(self, record: Record, name: str) -> Fact | None:
        """One field of a record as a fact, whether or not it is shown elsewhere."""
        field = self.catalogue.schema_of(record).field((name,)) if name in record.data else None
        return next(self._facts(record, field, backing_of(record)), None) if field else None

    @cached_property
    def _places(self) -> Mapping[str, Places]:
        return {name: places_of(schema) for name, schema in self.catalogue.schemas.items()}

    @cached_property
    def _concepts(self) -> dict[tuple[str, str], Value]:
        """The values of concepts by code list and id: few, and used by nearly every record."""
        return {}

    @cached_property
    def _briefs(self) -> dict[Key, str]:
        """What is found once, since a record stands on the page of each record that it has to do with."""
        return {}

    def _those(self, record: Record, fields: tuple[Field, ...], backing: Backing) -> tuple[Fact, ...]:
        data = record.data
        return tuple([fact for field in fields if field.name in data for fact in self._facts(record, field, backing)])

    def _facts(self, record: Record, field: Field, backing: Backing) -> Iterator[Fact]:
        sources = backing.get(field.name, ())
        value = record.data[field.name]
        values = value if field.many else [value]
        if field.roles:
            yield from self._by_role(field, *field.roles, values, sources)
        elif values:
            shown = tuple([self.value(field, each) for each in values])
            yield Fact(field, self.wording.translate(field.title), shown, sources)

    def _by_role(
        self, field: Field, whose: Field, role: Field, values: list[Any], sources: tuple[int, ...]
    ) -> Iterator[Fact]:
        """Give each role its own fact: “Funder: …”, “Executing agency: …”, in the order of the code list."""
        roles = self.catalogue.code_lists[role.code_list].concepts
        found: dict[str | None, list[Value]] = {}
        for each in values:
            named = each.get(role.name)
            found.setdefault(named if named in roles else None, []).append(self._reference(whose, each[whose.name]))
        for named in roles:
            if named in found:
                yield Fact(field, self.wording.label(role.code_list, named), tuple(found[named]), sources)
        if None in found:
            yield Fact(field, self.wording.translate(field.title), tuple(found[None]), sources)

    def value(self, field: Field, value: Any) -> Value:
        """One value of a field in words."""
        if field.kind == "reference":
            return self._reference(field, value)
        if field.kind == "code":
            return self._concept(field, value)
        if field.kind == "group":
            return self._group(field, value)
        return Value(str(value)) if _is_year(field) else _SIMPLE[field.kind](self.wording, value)

    def _reference(self, field: Field, record_id: str) -> Value:
        assert field.reference is not None
        target = self.catalogue.known(Key(field.reference.collection, record_id))
        return Value(target.title, url=target.url) if target else Value(record_id)

    def _concept(self, field: Field, concept: str) -> Value:
        named = field.code_list, concept
        if named not in self._concepts:
            code_list = self.catalogue.code_lists[field.code_list]
            url = f"{code_list.page}/{concept.lower()}.html" if code_list.page else ""
            self._concepts[named] = Value(self.wording.label(field.code_list, concept), url=url)
        return self._concepts[named]

    def _group(self, field: Field, data: Mapping[str, Any]) -> Value:
        anchor = f"{field.name}-{data['id']}" if field.many and "id" in data else ""
        names = {part.name for part in field.fields}
        if {"amount", "currency"} <= names and "amount" in data and "currency" in data:
            money = Value(self.wording.money(data["amount"], data["currency"]))
            if names == {"amount", "currency"}:
                return money
            return Value(parts=tuple(self._parts(field, data, money)), anchor=anchor)
        if names == {"start", "end"}:
            return Value(self.wording.period(data.get("start", ""), data.get("end", "")))
        address = data.get("url", "")
        if address and "title" in data:
            rest = tuple(part for part in self._parts(field, data, None) if part.field.name not in ("url", "title"))
            return Value(
                str(data["title"]), address=str(address), note=", ".join(part.text for part in rest), parts=rest
            )
        return Value(parts=tuple(self._parts(field, data, None)), anchor=anchor)

    def _parts(self, field: Field, data: Mapping[str, Any], money: Value | None) -> Iterator[Fact]:
        for part in field.fields:
            if part.name not in data or (part.name == "id" and field.many):
                continue
            title = self.wording.translate(part.title)
            if money is not None and part.name == "amount":
                yield Fact(part, title, (money,))
            elif money is None or part.name != "currency":
                value = data[part.name]
                yield Fact(part, title, tuple(self.value(part, each) for each in (value if part.many else [value])))


def _text(_wording: Wording, value: Any) -> Value:
    return Value(str(value))


def _number(wording: Wording, value: int | Decimal) -> Value:
    return Value(wording.number(value))


def _boolean(wording: Wording, value: bool) -> Value:
    return Value(wording.yes_or_no(value))


def _date(wording: Wording, value: str) -> Value:
    return Value(wording.date(value))


def _address(_wording: Wording, value: str) -> Value:
    shown = value.split("://", 1)[-1].removesuffix("/")
    return Value(shown if len(shown) <= 60 else f"{shown[:57]}…", address=value)


_SIMPLE: dict[str, Callable[[Wording, Any], Value]] = {
    "text": _text,
    "number": _number,
    "integer": _number,
    "boolean": _boolean,
    "date": _date,
    "uri": _address,
}


def _is_long(field: Field) -> bool:
    if field.kind == "group":
        return (field.many and not field.roles) or len(field.fields) > 3
    if field.kind != "text":
        return False
    longest = (field.schema["items"] if field.many else field.schema).get("maxLength", 0)
    return field.many or int(longest) > MAX_PANEL_CHARACTERS


def _is_year(field: Field) -> bool:
    """A whole number whose bounds are those of years is written without separators: 2022, not 2,022."""
    bounds = field.schema["items"] if field.many else field.schema
    return field.kind == "integer" and bounds.get("minimum", 0) >= 1000 and bounds.get("maximum", 10_000) < 10_000


class SourceEntry(msgspec.Struct, frozen=True, gc=False):
    """A source of a record with its number on the page."""

    number: int
    id: str
    data: Mapping[str, Any]

    @property
    def anchor(self) -> str:
        """Where on the page it stands."""
        return f"source-{self.id}"


def source_entries(record: Record) -> tuple[SourceEntry, ...]:
    """The sources of a record, numbered from 1 in the order in which the record names them."""
    return tuple(SourceEntry(number, each["id"], each) for number, each in enumerate(record.data.get("sources", ()), 1))


Backing = Mapping[str, tuple[int, ...]]
"""The numbers of the sources that back each field of a record, and its text (`body`); what nothing backs is not there."""


def backing_of(record: Record) -> Backing:
    """Find which sources back what."""
    found: dict[str, tuple[int, ...]] = {}
    for number, source in enumerate(record.data.get("sources", ()), 1):
        for name in dict.fromkeys(source.get("supports", ())):
            found[name] = (*found.get(name, ()), number)
    return found
