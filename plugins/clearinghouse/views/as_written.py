"""A record's data as a person writes it: YAML in the form that the pages for contributors show.

One field a line, short groups on one line in braces, dates and years bare, and straight quotation marks round whatever
YAML 1.1 and YAML 1.2 tools would read differently (`"NO"`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import yaml

from clearinghouse.core.dates import is_partial_date
from clearinghouse.core.scalar import is_read_differently, read_plain
from clearinghouse.core.schema import Field

MOST_ON_A_LINE = 100
"""Characters of a list or group that still stands on one line, in brackets."""


def front_matter_text(data: Mapping[str, Any], fields: Iterable[Field]) -> str:
    """The data as the top of a file, between its two lines of three hyphens."""
    return f"---\n{yaml_text(data, fields)}---"


def yaml_text(data: Mapping[str, Any], fields: Iterable[Field]) -> str:
    """The data as YAML, in its own order; `fields` say which values are dates. Ends with a line break."""
    written = yaml.dump(
        _Fields(_with_dates(data, {field.name: field for field in fields})), Dumper=_Writer, sort_keys=False,
        allow_unicode=True, width=1_000_000,
    )  # fmt: skip
    return str(written)


def value_text(value: str | int) -> str:
    """A single value as it stands behind the name of its field."""
    return yaml_text({"value": value}, ()).removeprefix("value: ").rstrip("\n")


class _Bare(str):
    """A date or a year, which stands without quotation marks."""

    __slots__ = ()


class _Fields(dict[str, Any]):
    """The fields of a record, which stand on a line each however short they are."""


def _with_dates(data: Any, fields: Mapping[str, Field]) -> Any:
    if not isinstance(data, Mapping):
        return data
    return {name: _value(value, fields.get(name)) for name, value in data.items()}


def _value(value: Any, field: Field | None) -> Any:
    if isinstance(value, list | tuple):
        return [_value(item, field) for item in value]
    if field is None:
        return value
    if field.kind == "date" and isinstance(value, str) and is_partial_date(value):
        return _Bare(value)
    return _with_dates(value, {part.name: part for part in field.fields})


class _Writer(yaml.SafeDumper):
    """Indents lists under their field, repeats rather than refers, and quotes with straight double quotation marks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = _is_short(node.value)
        return node

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = not isinstance(mapping, _Fields) and _is_short([part for pair in node.value for part in pair])
        return node

    def choose_scalar_style(self) -> str:
        style = super().choose_scalar_style()
        return '"' if style == "'" else str(style)


def _write_text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    means_itself = text and read_plain(text) == text and not is_read_differently(text)
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=None if means_itself else '"')


def _write_bare(writer: yaml.SafeDumper, text: _Bare) -> yaml.Node:
    # As a number or a timestamp, which YAML's own writer leaves without quotation marks.
    kind = "int" if text.isdecimal() else "timestamp" if len(text) == len("2006-01-18") else "str"
    return writer.represent_scalar(f"tag:yaml.org,2002:{kind}", str(text))


def _write_decimal(writer: yaml.SafeDumper, number: Decimal) -> yaml.Node:
    return writer.represent_scalar("tag:yaml.org,2002:float", f"{number:f}")


def _is_short(nodes: list[yaml.Node]) -> bool:
    """Whether values are few enough, and simple enough, to stand on one line."""
    simple = [node for node in nodes if isinstance(node, yaml.ScalarNode)]
    return len(simple) == len(nodes) and sum(len(node.value) + 2 for node in simple) <= MOST_ON_A_LINE


_Writer.add_representer(_Fields, yaml.SafeDumper.represent_dict)
_Writer.add_representer(str, _write_text)
_Writer.add_representer(_Bare, _write_bare)
_Writer.add_representer(Decimal, _write_decimal)
