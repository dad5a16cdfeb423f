"""The one form of front matter: the same data always gives the same text, whoever wrote it with whatever.

- Fields stand in the order of the schema, also within groups; what the schema does not know stands behind them.
- A list or group of single values stands on one line (`[ZM, "NO"]`, `{body: norad, role: funding}`) if it fits; all others
  have a line for each of their values. A text stands on one line however long it is; one of several lines is a block (`|`).
- Texts that need quotation marks by YAML 1.2 or 1.1 have straight double ones, the others have none. Dates have none.

The writer is PyYAML's; what is chosen here is the style of every value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from clearinghouse.core.dates import is_date
from clearinghouse.core.scalar import CURLY, is_read_differently, read_plain
from clearinghouse.core.schema import Field, Schema

LINE_WIDTH = 120
_UNBROKEN = 1_000_000
_MAX_DIGITS = 40
_NO_BLOCK = re.compile(r"^[\s]|[ \t]+$|[^\S\n]\n|\t", re.MULTILINE)
"""What a block of text does not show or does not keep: spaces at the start or end of a line, and tabs."""


def canonical(data: Mapping[str, Any], fields: Sequence[Field]) -> str:
    """Return the front matter of a record with this data, without the rows of hyphens; it ends with a line break.

    `fields` are those of its type. The data need not keep the rules of the type.
    """
    return _written(_Writer().block_group(in_order(data, fields), 0))


def record_text(schema: Schema, data: Mapping[str, Any], body: str) -> str:
    """Return the whole text of a record's file: the front matter in the one form, then the body, if there is one.

    Empty lines around the body do not count; it ends with one line break, as the front matter does.
    """
    front_matter = canonical(data, schema.fields) if data else ""
    text = body.strip("\n")
    return f"---\n{front_matter}---\n" + (f"\n{text}\n" if text else "")


def in_order(group: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """Return data with the fields of every group in the order of its type, unknown ones last; a year alone is a number."""
    known = {field.name: field for field in fields}
    names = [*(name for name in known if name in group), *(name for name in group if name not in known)]
    return {name: _ordered(group[name], known.get(name)) for name in names}


def _ordered(value: Any, field: Field | None) -> Any:
    if isinstance(value, list | tuple):
        return [_ordered(each, field) for each in value]
    if isinstance(value, Mapping):
        return in_order(value, field.fields if field else ())
    return int(value) if field and field.kind == "date" and _YEAR.match(str(value)) else value


_YEAR = re.compile(r"[1-9][0-9]{3}\Z", re.ASCII)


class _Dumper(yaml.SafeDumper):
    """Writes lists indented below their field, and double quotation marks where PyYAML would take single ones."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, indentless=False)

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


def _written(events: Iterator[yaml.Event]) -> str:
    document = [yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False), *events]
    document += [yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent()]
    return str(yaml.emit(document, Dumper=_Dumper, width=_UNBROKEN, allow_unicode=True))


class _Writer:
    """Says, as events of YAML, how every value is written."""

    def block_group(self, group: Mapping[str, Any], indentation: int) -> Iterator[yaml.Event]:
        """Yield a group with a line for each of its fields, which begin after so many spaces."""
        yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
        for name, value in group.items():
            yield _scalar(name)
            yield from self.value(value, indentation, indentation + len(name) + 2)
        yield yaml.MappingEndEvent()

    def value(self, value: Any, indentation: int, column: int) -> Iterator[yaml.Event]:
        """Yield a value that would begin behind `column` characters on the line of its name, which begins after `indentation`."""
        if not isinstance(value, dict | list):
            yield _scalar(value)
        elif not value or _fits(value, column):
            yield from _on_one_line(value)
        elif isinstance(value, dict):
            # Directly in a list, its fields stand where it begins itself; below a name, two spaces further in.
            yield from self.block_group(value, column if column == indentation else indentation + 2)
        else:
            inside = indentation + 4 if column != indentation else indentation + 2
            yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
            for each in value:
                yield from self.value(each, inside, inside)
            yield yaml.SequenceEndEvent()


def _fits(value: dict[str, Any] | list[Any], column: int) -> bool:
    """Whether a list or group holds only single values, of one line each, and all of them fit on the line."""
    parts = list(value.values()) if isinstance(value, dict) else value
    if any(part is None or isinstance(part, dict | list) or (isinstance(part, str) and "\n" in part) for part in parts):
        return False
    if sum(len(str(part)) + 2 for part in parts) + column > LINE_WIDTH:
        return False
    return column + len(_written(_on_one_line(value)).rstrip("\n")) <= LINE_WIDTH


def _on_one_line(value: dict[str, Any] | list[Any]) -> Iterator[yaml.Event]:
    if isinstance(value, dict):
        yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=True)
        for name, part in value.items():
            yield _scalar(name)
            yield _scalar(part)
        yield yaml.MappingEndEvent()
    else:
        yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=True)
        yield from map(_scalar, value)
        yield yaml.SequenceEndEvent()


def _scalar(value: Any) -> yaml.ScalarEvent:
    text, style = _text_of(value), None
    if isinstance(value, str):
        if "\n" in value:
            style = '"' if _NO_BLOCK.search(value) else "|"
        elif _needs_quotation_marks(value):
            style = '"'
    return yaml.ScalarEvent(None, None, (True, True), text, style=style)


def _text_of(value: Any) -> str:
    """The text of a single value. Nothing at all is what a field without a value has."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        plain = format(value, "f")  # 1E+3 is a number to YAML 1.2 alone
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain  # editors write 1.50 as 1.5
        return plain if len(plain) <= _MAX_DIGITS else str(value)
    return str(value)


def _needs_quotation_marks(text: str) -> bool:
    """Whether some reader would take an unquoted text for another value. That signs such as # mean something, PyYAML knows."""
    if text != text.strip() or not text or text[0] in CURLY or read_plain(text) != text or is_read_differently(text):
        return True
    return bool(_NUMBER.match(text)) or (bool(_TIME.match(text)) and not is_date(text))


_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
"""A number of any size, also where it is too large for us to take it for one."""

_TIME = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt \t])")
"""What YAML 1.1 might take for a point in time."""
