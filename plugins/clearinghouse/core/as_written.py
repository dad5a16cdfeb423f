"""A record's data as a person writes it, for the pages and snippets that show how: the one form."""

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
    return canonical(data, fields)


def value_text(value: str | int) -> str:
    """A single value as it stands behind the name of its field."""
    return canonical({"value": value}, ()).removeprefix("value: ").rstrip("\n")
