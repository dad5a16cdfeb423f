"""Whether data keeps a JSON Schema: a quick yes or no. Why not, jsonschema explains.

The yes or no is worked out by jsonschema-rs, some thirty times as fast. It has to be jsonschema's own, so what the two
read differently is kept from it: patterns are those of Python, formats are those that the caller names and no others,
and `schemas_alike` lists the keywords that mean the same to both. Whatever goes beyond is left to jsonschema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jsonschema_rs

if TYPE_CHECKING:
    import jsonschema

JsonSchema = Mapping[str, Any]

Formats = Mapping[str, Callable[[object], bool]]
"""Formats by name, with what says whether a value is of it; what is not text is of every format."""

_IN_A_MAPPING = frozenset({"properties", "dependentSchemas"})
_IN_A_LIST = frozenset({"allOf", "anyOf", "oneOf"})
_BY_ITSELF = frozenset({"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"})
_NUMBERS = frozenset({"exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum"})
_VALUES = frozenset({"const", "enum"})
_ALIKE = frozenset({
    "dependentRequired", "format", "maxContains", "maxItems", "maxLength", "maxProperties", "minContains", "minItems", "minLength",
    "minProperties", "pattern", "required", "type", "uniqueItems",
})  # fmt: skip
_SAID_TO_PEOPLE = frozenset({
    "$comment", "$defs", "$id", "$schema", "default", "deprecated", "description", "examples", "title",
})  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """Says of data whether it keeps a schema, exactly as its `validator` would; `formats` are the ones that are looked at."""

    schema: JsonSchema
    formats: Formats = field(default_factory=dict)

    @cached_property
    def validator(self) -> jsonschema.Draft202012Validator:
        """What says why, built once: building it costs more than using it."""
        import jsonschema  # noqa: PLC0415 - it takes long to import, and good records have no need of it

        checker = jsonschema.FormatChecker(formats=())  # its own list depends on what else is installed; this does not
        for name, is_of_format in self.formats.items():
            checker.checks(name)(is_of_format)
        return jsonschema.Draft202012Validator(self.schema, format_checker=checker)

    def is_good(self, data: Any) -> bool:
        """Whether the data keeps the schema."""
        if self._quick is None or (self._counts_whole and _has_whole_decimal(data)):
            return self.validator.is_valid(data)
        try:
            return self._quick.is_valid(data)
        except ValueError:  # a text or a number that JSON cannot hold
            return self.validator.is_valid(data)

    @cached_property
    def _quick(self) -> jsonschema_rs.Draft202012Validator | None:
        if not isinstance(self.schema, Mapping) or not schemas_alike(self.schema):
            return None
        return jsonschema_rs.Draft202012Validator(
            dict(self.schema), keywords={"pattern": _Pattern, "format": _format_of(self.formats)}
        )

    @cached_property
    def _counts_whole(self) -> bool:
        """Whether whole numbers are asked for: to jsonschema a decimal is none, not even 2006.0."""
        return any("integer" in _types(each) for each in _schemas_within(self.schema))


def keeps(schema: JsonSchema, document: Any) -> bool:
    """Say whether a document of JSON certainly keeps a schema with any keywords at all; where not, ask jsonschema."""
    return jsonschema_rs.Draft202012Validator(dict(schema), keywords={"pattern": _Pattern}).is_valid(document)


def schemas_alike(schema: Any) -> bool:
    """Whether every keyword of a schema, which has no `$ref`, means the same to jsonschema and jsonschema-rs."""
    return all(_is_alike(name, value) for each in _schemas_within(schema) for name, value in each.items())


def _is_alike(keyword: str, value: Any) -> bool:
    if keyword in _NUMBERS:
        return type(value) is int  # against a decimal, 0.1 is a binary fraction to one and a decimal to the other
    if keyword in _VALUES:
        values = value if keyword == "enum" and isinstance(value, list) else [value]
        return all(each is None or isinstance(each, str | int) for each in values)
    in_schemas = keyword in _IN_A_MAPPING or keyword in _IN_A_LIST or keyword in _BY_ITSELF
    return in_schemas or keyword in _ALIKE or keyword in _SAID_TO_PEOPLE or keyword.startswith("x-")


def _schemas_within(schema: Any) -> Iterator[JsonSchema]:
    """Yield a schema and all the schemas that it is made of."""
    if not isinstance(schema, Mapping):
        return
    yield schema
    for name, value in schema.items():
        parts = (
            value.values() if name in _IN_A_MAPPING and isinstance(value, Mapping)
            else value if name in _IN_A_LIST and isinstance(value, list)
            else [value] if name in _BY_ITSELF
            else ()
        )  # fmt: skip
        for part in parts:
            yield from _schemas_within(part)


def _types(schema: JsonSchema) -> Any:
    found = schema.get("type", ())
    return [found] if isinstance(found, str) else found


def _has_whole_decimal(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_whole_decimal, value.values()))
    if isinstance(value, list):
        return any(map(_has_whole_decimal, value))
    return isinstance(value, Decimal) and value == value.to_integral_value()


class _Pattern:
    """The keyword `pattern`, by the regular expressions of Python."""

    def __init__(self, _schema: dict[str, Any], value: str, _path: list[str | int]) -> None:
        self.search = re.compile(value).search

    def validate(self, instance: Any) -> None:
        """Raise ValueError for a text in which the pattern is not found."""
        if isinstance(instance, str) and not self.search(instance):
            raise ValueError


def _format_of(formats: Formats) -> type:
    """The keyword `format`, where these formats are looked at and no others."""

    class _Format:
        def __init__(self, _schema: dict[str, Any], value: str, _path: list[str | int]) -> None:
            self.is_of_format = formats.get(value)

        def validate(self, instance: Any) -> None:
            """Raise ValueError for what is not of the format."""
            if self.is_of_format is not None and not self.is_of_format(instance):
                raise ValueError

    return _Format
