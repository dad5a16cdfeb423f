"""Schemas: the only description of a record type. Fields, references, facets and labels are all read from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import is_
from typing import TYPE_CHECKING, Any

from clearinghouse.core.dates import is_date, is_partial_date
from clearinghouse.core.diagnostic import Pointer
from clearinghouse.core.links import is_web_address
from clearinghouse.core.verdict import Formats, Verdict, keeps

if TYPE_CHECKING:
    import jsonschema

EACH = "*"
"""In the path of a field: every item of a list."""

FieldPath = tuple[str, ...]
"""Names from the root of the data, with `EACH` for the items of a list: `("organisations", "*", "role")`."""

JsonSchema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReferenceTo:
    """What a reference field points at. `inverse` is the heading on the other page.

    `qualifier` names a field beside the reference whose label says in which way (“Funder”).
    """

    collection: str
    inverse: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class FacetUse:
    """That a field feeds a facet, which is called `name` in addresses (`country`).

    `title` and `general` (whether it is offered whatever type is looked for) may be said by another field that feeds it.
    `when` holds which values fields beside it must have, so that it counts; `until` names the date beside it that ends
    the period which begins with this date.
    """

    name: str
    title: str = ""
    general: bool = False
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    until: str = ""


@dataclass(frozen=True)
class Field:
    """One property of a record type. For a list, everything but `many` and the texts describes its items.

    `kind` is one of text, number, integer, boolean, date, uri, code, reference, group; `show` one of facts,
    listing, both, no; `fields` are the parts of a group.
    """

    path: FieldPath
    title: str
    description: str
    kind: str
    many: bool
    required: bool
    schema: JsonSchema
    examples: tuple[Any, ...] = ()
    code_list: str = ""
    reference: ReferenceTo | None = None
    facets: tuple[FacetUse, ...] = ()
    show: str = "facts"
    not_before: str = ""
    expected: bool = False
    """Whether readers expect it: how complete a record is, is reckoned from such fields."""
    names_property: str = ""
    """`present` or `absent` where the value is the name of a field that the record has, or has not."""
    fields: tuple[Field, ...] = ()
    also: tuple[str, ...] = ()
    """What others call it, such as at the head of a column of their table. It is never shown."""

    @cached_property
    def name(self) -> str:
        """The name of the property itself, without the way to it."""
        return next(part for part in reversed(self.path) if part != EACH)

    @cached_property
    def roles(self) -> tuple[Field, Field] | None:
        """Of a group of just a reference and what qualifies it, such as an organisation and its role: these two parts."""
        for part in self.fields if len(self.fields) == 2 else ():
            if part.reference and part.reference.qualifier:
                return part, next(each for each in self.fields if each.name == part.reference.qualifier)
        return None

    @property
    def example(self) -> Any:
        """The first example, as the field is written: of one with many values a list of them. None where the schema gives none."""
        return self.examples[0] if self.examples else None

    @property
    def example_of_one(self) -> Any:
        """A single value of the first example, also of a field with many. None where there is none."""
        first = self.example
        return next(iter(first), None) if self.many and isinstance(first, list) else first

    @property
    def facet(self) -> bool:
        """Whether records can be found by its value."""
        return bool(self.facets)

    def walk(self) -> Iterator[Field]:
        """Yield this field and all that it is made of."""
        yield self
        for part in self.fields:
            yield from part.walk()


@dataclass(frozen=True)
class Collection:
    """The folder of all records of a type, and what its listing says."""

    name: str
    title: str
    description: str
    empty: str


@dataclass(frozen=True)
class Schema:
    """A record type: its file as written (`document`), and the same without `$ref` (`resolved`)."""

    name: str
    title: str
    description: str
    collection: Collection
    document: JsonSchema
    resolved: JsonSchema

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The properties of the root, in the order of the file."""
        return _fields_of(self.resolved, ())

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """All properties at all levels, each before its parts."""
        return tuple(each for field in self.fields for each in field.walk())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the properties of the root."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """The fields that point at other records."""
        return tuple(field for field in self.all_fields if field.reference)

    @cached_property
    def coded(self) -> tuple[Field, ...]:
        """The fields whose values come from a code list."""
        return tuple(field for field in self.all_fields if field.code_list)

    @cached_property
    def expected(self) -> tuple[Field, ...]:
        """The fields of the root that readers expect."""
        return tuple(field for field in self.fields if field.expected)

    @cached_property
    def validator(self) -> jsonschema.Draft202012Validator:
        """What says why data is not of this type."""
        return self.verdict.validator

    @cached_property
    def verdict(self) -> Verdict:
        """Says quickly whether data is of this type; the validator says why it is not."""
        return Verdict(self.resolved, FORMATS)

    @cached_property
    def with_order(self) -> tuple[Field, ...]:
        """The dates that may not lie before another."""
        return tuple(field for field in self.all_fields if field.not_before)

    @cached_property
    def naming(self) -> tuple[Field, ...]:
        """The fields whose values are names of fields."""
        return tuple(field for field in self.all_fields if field.names_property)

    @cached_property
    def numbers(self) -> tuple[Field, ...]:
        """The fields whose values are numbers."""
        return tuple(field for field in self.all_fields if field.kind in ("number", "integer"))

    @cached_property
    def item_ids(self) -> tuple[Field, ...]:
        """The ids that items of a list have."""
        return tuple(field for field in self.all_fields if len(field.path) >= 3 and field.path[-2:] == (EACH, "id"))

    @cached_property
    def date_paths(self) -> tuple[FieldPath, ...]:
        """The way to every single date."""
        dates = (field for field in self.all_fields if field.kind == "date")
        return tuple((*field.path, EACH) if field.many else field.path for field in dates)

    def field(self, pointer: Pointer) -> Field | None:
        """The field that a pointer into a record's data leads to."""
        path = tuple(EACH if isinstance(part, int) else part for part in pointer)
        while path and path[-1] == EACH:
            path = path[:-1]
        return self._by_path.get(path)

    def beside(self, field: Field, name: str) -> Field | None:
        """The field of a name in the same group as another, or at the root."""
        return self._by_path.get((*field.path[:-1], name))

    @cached_property
    def _by_path(self) -> dict[FieldPath, Field]:
        return {field.path: field for field in self.all_fields}


def values_at(data: Any, path: FieldPath) -> Iterator[tuple[Pointer, Any]]:
    """Yield every value that a field has in a record, with its pointer; the items one by one where it is a list.

    Data of a wrong shape is passed over: telling of it is the validator's part.
    """
    if path and isinstance(data, dict) and path[0] not in data:
        return iter(())  # most fields of a record are not there
    return _values(data, path, ())


def _values(data: Any, path: FieldPath, pointer: Pointer) -> Iterator[tuple[Pointer, Any]]:
    if path and path[0] == EACH:
        if isinstance(data, list):
            for index, item in enumerate(data):
                yield from _values(item, path[1:], (*pointer, index))
    elif path:
        if isinstance(data, dict) and path[0] in data:
            yield from _values(data[path[0]], path[1:], (*pointer, path[0]))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield (*pointer, index), item
    else:
        yield pointer, data


def with_years_as_text(data: Any, schema: Schema) -> Any:
    """Return data in which a bare year of a date field (`start: 2006`), a number to YAML, is the text that it means."""
    for path in schema.date_paths:
        data = _with_text(data, path)
    return data


def _with_text(data: Any, path: FieldPath) -> Any:
    if not path:
        return str(data) if type(data) is int and 1000 <= data <= 9999 else data
    if path[0] == EACH:
        if not isinstance(data, list):
            return data
        items = [_with_text(item, path[1:]) for item in data]
        return data if all(map(is_, items, data)) else items
    if isinstance(data, dict) and path[0] in data:
        value = _with_text(data[path[0]], path[1:])
        return data if value is data[path[0]] else {**data, path[0]: value}
    return data


class SchemaFault(Exception):
    """A schema cannot be used; the message says which file and why."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file
        self.message = message


def schemas_from(documents: Mapping[str, JsonSchema]) -> dict[str, Schema]:
    """Build the record types from schema documents by file name relative to `schemas/`; the answer is by collection.

    Documents without `x-collection` are only there to be referred to.
    Raises SchemaFault for a document that breaks the meta-schema, has a `$ref` to nothing or a facet that cannot work.
    """
    from referencing import Registry, Resource  # noqa: PLC0415 - see below
    from referencing.jsonschema import DRAFT202012  # noqa: PLC0415 - what only starts, such as `--help`, reads no schema

    registry: Registry[JsonSchema] = Registry().with_resources(
        (name, Resource.from_contents(document, default_specification=DRAFT202012))
        for name, document in documents.items()
    )
    schemas = {}
    for name, document in sorted(documents.items()):
        if "x-collection" not in document:
            continue
        _check_vocabulary(name, document, documents)
        try:
            resolved = _without_references(document, registry.resolver(name))
        except Exception as fault:  # referencing raises many kinds, all of which mean: this $ref leads nowhere
            raise SchemaFault(name, f"a $ref leads to nothing: {fault}") from fault
        collection = Collection(**{"empty": "", **document["x-collection"]})
        schemas[collection.name] = Schema(
            name.removesuffix(".schema.json"), document["title"], document.get("description", ""), collection,
            document, resolved,
        )  # fmt: skip
    _check_targets(schemas)
    _check_facets(schemas)
    return schemas


def _check_vocabulary(name: str, document: JsonSchema, documents: Mapping[str, JsonSchema]) -> None:
    vocabulary = documents.get("vocabulary.schema.json")
    if vocabulary is None or keeps(vocabulary, document):
        return
    import jsonschema  # noqa: PLC0415 - only a schema that is wrong has need of it

    error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(vocabulary).iter_errors(document))
    if error:
        raise SchemaFault(name, f"{error.json_path}: {error.message[:300]}")


def _check_targets(schemas: Mapping[str, Schema]) -> None:
    for schema in schemas.values():
        for field in schema.references:
            assert field.reference is not None
            if field.reference.collection not in schemas:
                raise SchemaFault(
                    f"{schema.name}.schema.json",
                    f"{'/'.join(field.path)} refers to the collection {field.reference.collection}, which no schema describes",
                )


def _check_facets(schemas: Mapping[str, Schema]) -> None:
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for schema in schemas.values():
        file = f"{schema.name}.schema.json"
        for field in schema.all_fields:
            place = "/".join(field.path)
            for use in field.facets:
                fault = _fault_of_facet(use, field, schema) or _contradiction(use, field, f"{place} in {file}", said)
                if fault:
                    raise SchemaFault(file, f"{place}: x-facet: the facet “{use.name}” {fault}")


def _contradiction(use: FacetUse, field: Field, place: str, said: dict[tuple[str, str], tuple[str, str]]) -> str:
    """Say where fields do not agree on their facet; `said` holds what others say and where, and gets what this one says."""
    for verb, own in (("is called", use.title), ("holds", _meaning(field))):
        other, where = said.setdefault((use.name, verb), (own, place)) if own else (own, place)
        if other != own:
            return f"{verb} “{own}” here and “{other}” at {where}"
    return ""


def _fault_of_facet(use: FacetUse, field: Field, schema: Schema) -> str:
    """Say why a field cannot feed a facet as its schema wants; empty where it can."""
    if not _FACET_NAME.match(use.name):
        return "is not named in lower case, with hyphens between words"
    if use.name in _TAKEN_NAMES:
        return f"needs another name: {use.name} means something else in addresses"
    if not _meaning(field):
        return "can hold codes, records, dates, yes or no, or words of an enum, and this field has none of them"
    for name, _ in use.when:
        if schema.beside(field, name) is None:
            return f"counts only when “{name}” says so, and there is no such field beside this one"
    end = schema.beside(field, use.until) if use.until else field
    if use.until and (end is None or end.many or end.kind != "date" or field.many or field.kind != "date"):
        return f"goes until “{use.until}”; both have to be single dates, side by side"
    return ""


def _meaning(field: Field) -> str:
    """What the values of a facet are that the field feeds; empty where it can feed none."""
    if field.reference:
        return f"records of {field.reference.collection}"
    value = field.schema["items"] if field.many else field.schema
    if field.kind == "text" and "enum" in value:
        return "codes"  # a list of words in the schema is a code list without labels
    return _MEANINGS.get(field.kind, "")


_FACET_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_TAKEN_NAMES = frozenset(
    {"type", "v", "q", "sort"}
)  # the record type, and the other parameters of the search's address
_MEANINGS = {"code": "codes", "date": "years", "boolean": "yes or no"}


def _without_references(node: Any, resolver: Any) -> Any:
    """Return a schema with every `$ref` replaced by its target; annotations beside the `$ref` win over the target's."""
    if isinstance(node, list):
        return [_without_references(item, resolver) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        found = resolver.lookup(node["$ref"])
        beside = {key: _without_references(value, resolver) for key, value in node.items() if key != "$ref"}
        return {**_without_references(found.contents, found.resolver), **beside}
    return {key: _without_references(value, resolver) for key, value in node.items()}


def _fields_of(schema: JsonSchema, path: FieldPath) -> tuple[Field, ...]:
    required = schema.get("required", ())
    return tuple(
        _field((*path, name), description, name in required)
        for name, description in schema.get("properties", {}).items()
    )


def _field(path: FieldPath, schema: JsonSchema, required: bool) -> Field:
    many = schema.get("type") == "array"
    value: JsonSchema = schema["items"] if many else schema
    inside = (*path, EACH) if many else path
    reference = value.get("x-reference")
    return Field(
        path=path,
        title=schema.get("x-label") or schema.get("title", path[-1]),
        description=schema.get("description", ""),
        kind=_kind(value),
        many=many,
        required=required,
        schema=schema,
        examples=tuple(schema.get("examples", ())),
        code_list=value.get("x-code-list", ""),
        reference=ReferenceTo(**reference) if reference else None,
        facets=_facet_uses(schema.get("x-facet") or value.get("x-facet"), path[-1]),
        show=schema.get("x-show", "facts"),
        not_before=value.get("x-not-before", ""),
        expected=bool(schema.get("x-expected")),
        names_property=_NAMES.get(value.get("x-property-name"), ""),
        fields=_fields_of(value, inside) if value.get("type") == "object" else (),
        also=tuple(schema.get("x-also", ())),
    )


def _facet_uses(declared: Any, name: str) -> tuple[FacetUse, ...]:
    """Return what `x-facet` says: true names the facet after the field, a text names it, an object says more; or a list of these."""
    entries = declared if isinstance(declared, list) else [declared] if declared else []
    return tuple(
        _facet_use(
            entry if isinstance(entry, Mapping) else {"name": name.replace("_", "-") if entry is True else entry}
        )
        for entry in entries
    )


def _facet_use(entry: Mapping[str, Any]) -> FacetUse:
    when = tuple((name, tuple(map(str, values))) for name, values in entry.get("when", {}).items())
    name, title = str(entry.get("name", "")), str(entry.get("title", ""))
    return FacetUse(name, title, bool(entry.get("general")), when, str(entry.get("until", "")))


_NAMES = {True: "present", "absent": "absent"}
_KIND_BY_TYPE = {"object": "group", "number": "number", "integer": "integer", "boolean": "boolean"}
_KIND_BY_FORMAT = {"date": "date", "partial-date": "date", "uri": "uri"}


def _kind(schema: JsonSchema) -> str:
    if "x-reference" in schema:
        return "reference"
    if "x-code-list" in schema:
        return "code"
    return _KIND_BY_TYPE.get(schema.get("type", ""), _KIND_BY_FORMAT.get(schema.get("format", ""), "text"))


FORMATS: Formats = {"date": is_date, "partial-date": is_partial_date, "uri": is_web_address}
"""The formats that records use."""
