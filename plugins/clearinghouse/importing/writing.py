"""A record as the text of a file. The one place that says how the import writes YAML."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import frontmatter
import yaml

from clearinghouse.core.scalar import is_read_differently, read_plain
from clearinghouse.core.schema import Schema
from clearinghouse.core.source import RecordHandler, Source, read_source

_NEVER_FOLDED = 1_000_000
_LINE = 160
"""Characters of a list or group that is written on one line."""


class _Writer(yaml.SafeDumper):
    """Writes YAML that readers of version 1.1 and 1.2 take for the same; dates stand without quotation marks."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Write values out each time that they stand somewhere."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list under its field."""
        del indentless
        super().increase_indent(flow, False)


_Writer.yaml_implicit_resolvers = {
    letter: [(tag, shape) for tag, shape in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    needs_quotes = "\n" in text or is_read_differently(text) or read_plain(text) != text
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style='"' if needs_quotes else None)


def _decimal(writer: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:float", format(number, "f"))


class _Fields(dict[str, Any]):
    """The fields of a record: each on a line of its own."""


def _is_short(parts: Collection[Any]) -> bool:
    """Whether a list or group has nothing but plain values, and fits on a line."""
    return not any(isinstance(each, dict | list) for each in parts) and sum(len(str(each)) for each in parts) <= _LINE


def _list(writer: yaml.SafeDumper, values: list[Any]) -> yaml.SequenceNode:
    return writer.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=_is_short(values))


def _group(writer: yaml.SafeDumper, values: dict[str, Any]) -> yaml.MappingNode:
    on_a_line = not isinstance(values, _Fields) and _is_short(values.values())
    return writer.represent_mapping("tag:yaml.org,2002:map", values, flow_style=on_a_line)


_Writer.add_representer(list, _list)
_Writer.add_representer(dict, _group)
_Writer.add_representer(_Fields, _group)
_Writer.add_representer(str, _text)
_Writer.add_representer(Decimal, _decimal)


def fields_text(data: Mapping[str, Any]) -> str:
    """Fields as lines of YAML: a field a line, short groups on one line."""
    return _dumped(_Fields(data))


def _dumped(value: Any, *, flow: bool = False) -> str:
    return str(yaml.dump(
        value, Dumper=_Inline if flow else _Writer, sort_keys=False, allow_unicode=True, width=_NEVER_FOLDED,
        default_flow_style=flow,
    ))  # fmt: skip


def inline(value: Any) -> str:
    """A value on one line, for a person to paste into YAML."""
    return _dumped([value], flow=True).removeprefix("[").removesuffix("]\n")


class _Inline(_Writer):
    """Writes everything on one line."""


_Inline.add_representer(list, yaml.SafeDumper.represent_list)
_Inline.add_representer(dict, yaml.SafeDumper.represent_dict)


class _Handler(RecordHandler):
    """Joins front matter and text as python-frontmatter does."""

    START_DELIMITER = END_DELIMITER = "---"

    def export(self, metadata: dict[str, object], **_options: object) -> str:
        """Return the fields as YAML, without a last line break."""
        return fields_text(metadata).rstrip("\n")


def record_text(data: Mapping[str, Any], body: str = "") -> str:
    """The whole text of a record file."""
    post = frontmatter.Post(body.strip("\n"))
    post.metadata = dict(data)
    return frontmatter.dumps(post, handler=_Handler()).rstrip("\n") + "\n"


def in_order(data: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """Fields in the order of the schema, those of groups too; what it does not know comes last."""
    return {
        name: _ordered(data[name], schema.resolved.get("properties", {}).get(name, {}))
        for name in _names(data, schema.resolved)
    }


def _names(data: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    known = [name for name in schema.get("properties", {}) if name in data]
    return [*known, *(name for name in data if name not in known)]


def _ordered(value: Any, schema: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_ordered(each, schema.get("items", {})) for each in value]
    if isinstance(value, dict):
        return {
            name: _ordered(value[name], schema.get("properties", {}).get(name, {})) for name in _names(value, schema)
        }
    return value


def edited_text(source: Source, data: Mapping[str, Any], body: str | None, schema: Schema) -> str:
    """The text of a file after some fields have changed: their lines are written anew, all others stay as they are.

    `data` is all that the record is to say, `body` its text, or None where that stays. Where the file is laid out so that lines cannot be told
    apart, all of it is written anew.
    """
    text = _edited_front_matter(source, data, schema)
    if text is not None:
        whole = f"{source.head.partition(source.front_matter)[0]}{text}---\n"
        whole += source.body if body is None else f"\n{body.strip(chr(10))}\n" if body.strip() else ""
        if read_source(whole.encode(), source.file).data == read_source(record_text(data).encode(), source.file).data:
            return whole
    return record_text(in_order(data, schema), source.body if body is None else body)


def _edited_front_matter(source: Source, data: Mapping[str, Any], schema: Schema) -> str | None:
    """The lines of the fields, changed ones anew; None where fields do not each begin a line."""
    lines = source.front_matter.split("\n")
    starts = {}
    for pointer, place in source.places.items():
        if len(pointer) == 1:
            if place.key.start.column != 1:
                return None
            starts[place.key.start.line - source.front_matter_line] = str(pointer[0])
    if not starts or not source.data:
        return None
    order = sorted(starts)
    blocks: list[tuple[str, list[str]]] = [("", lines[: order[0]])]
    for at, following in zip(order, [*order[1:], len(lines)], strict=True):
        blocks.append((starts[at], lines[at:following]))
    kept = []
    for name, block in blocks:
        if not name or (name in data and data[name] == source.data.get(name)):
            kept.append((name, block))
        elif name in data:
            kept.append(
                (name, [*fields_text(in_order({name: data[name]}, schema)).rstrip("\n").split("\n"), *_trailing(block)])
            )
        elif _trailing(block):
            kept.append((name, _trailing(block)))
    for name in data:
        if name not in source.data:
            kept.insert(
                _place_for(name, kept, schema),
                (name, fields_text(in_order({name: data[name]}, schema)).rstrip("\n").split("\n")),
            )
    text = "\n".join(line for _, block in kept for line in block)
    return text if text.endswith("\n") else f"{text}\n"


def _trailing(block: list[str]) -> list[str]:
    """The comments and empty lines at the end of a block: they belong to what follows."""
    end = len(block)
    while end > 1 and (not block[end - 1].strip() or block[end - 1].startswith("#")):
        end -= 1
    return block[end:]


def _place_for(name: str, blocks: list[tuple[str, list[str]]], schema: Schema) -> int:
    """Where a new field goes: behind the last of those that the schema names before it."""
    names = list(schema.names)
    before = set(names[: names.index(name)]) if name in names else set(names)
    return max((index + 1 for index, (other, _) in enumerate(blocks) if other in before), default=1)
