"""A record's data as a person writes it, for the pages and snippets that show how: the one form, and years without quotation marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clearinghouse.core.canonical import canonical
from clearinghouse.core.schema import Field


def front_matter_text(data: Mapping[str, Any], fields: Sequence[Field]) -> str:
    """The data as the top of a file, between its two lines of three hyphens."""
    return f"---\n{yaml_text(data, fields)}---"


def yaml_text(data: Mapping[str, Any], fields: Sequence[Field]) -> str:
    """The data as YAML in the one form; `fields` say which values are dates. Ends with a line break."""
    return canonical(_with_years(data, fields), fields)


def value_text(value: str | int) -> str:
    """A single value as it stands behind the name of its field."""
    return canonical({"value": value}, ()).removeprefix("value: ").rstrip("\n")


def _with_years(data: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """The data with every year alone, which is text to us, as the number that people write."""
    known = {field.name: field for field in fields}
    return {name: _with_year(value, known.get(name)) for name, value in data.items()}


def _with_year(value: Any, field: Field | None) -> Any:
    if field is None:
        return value
    if isinstance(value, list | tuple):
        return [_with_year(each, field) for each in value]
    if isinstance(value, Mapping):
        return _with_years(value, field.fields)
    is_year = field.kind == "date" and isinstance(value, str) and len(value) == 4 and value.isdecimal()
    return int(value) if is_year else value
