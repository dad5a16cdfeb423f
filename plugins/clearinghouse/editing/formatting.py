"""Putting a record into the one form: its front matter is written anew, its body and its comments stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clearinghouse.core.amounts import check_amounts
from clearinghouse.core.canonical import canonical
from clearinghouse.core.diagnostic import Diagnostic, Severity
from clearinghouse.core.schema import Schema, with_years_as_text
from clearinghouse.core.source import Source, read_source
from clearinghouse.editing.comments import comments_in, with_comments
from clearinghouse.editing.original import Original


@dataclass(frozen=True)
class Formatted:
    """A file in the one form. Where it cannot be read, or not surely as it was meant, `content` is what it was, and `faults` says why."""

    content: bytes
    source: Source
    faults: tuple[Diagnostic, ...] = ()


class NotTheSame(Exception):
    """What would be written does not say what was read: a fault of ours. The file is left alone."""


def formatted(content: bytes, file: str, schema: Schema) -> Formatted:
    """Return the bytes of a record in the one form of its type.

    Raises NotTheSame rather than change a value.
    """
    source = read_source(content, file)
    faults = tuple(each for each in source.diagnostics if each.severity is Severity.ERROR)
    if source.data is not None and not faults:
        faults = tuple(check_amounts(source, schema))
    if source.data is None or faults:
        return Formatted(content, source, faults)
    text = form_of(source.data, source.front_matter, schema)
    rows = source.front_matter_line, source.body_line - 1
    changed = Original.of(content).with_lines(*rows, text).content
    if changed != content and not _says_the_same(read_source(changed, file), source, schema):
        raise NotTheSame(file)
    return Formatted(changed, source)


def form_of(data: dict[str, Any], front_matter: str, schema: Schema) -> str:
    """Return front matter with this data in the one form, with the comments that it has."""
    return with_comments(canonical(data, schema.fields), comments_in(front_matter))


def _says_the_same(new: Source, old: Source, schema: Schema) -> bool:
    """Whether two writings of a record hold equal data, and the same body to the letter."""
    if new.data is None or new.body != old.body:
        return False
    one, other = (_comparable(with_years_as_text(each.data, schema)) for each in (new, old))
    return bool(one == other)


def _comparable(value: Any) -> Any:
    """Data that is equal to other data where it says the same: 1.50 is 1.5, but true is not 1. The order of fields says nothing."""
    if isinstance(value, dict):
        return {name: _comparable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_comparable(each) for each in value]
    return isinstance(value, bool), value
