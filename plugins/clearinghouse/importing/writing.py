"""A changed record as the text of its file: with only its changed lines written anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clearinghouse.core.canonical import canonical, record_text
from clearinghouse.core.schema import Schema, with_years_as_text
from clearinghouse.core.source import Source, read_source


def edited_text(source: Source, data: Mapping[str, Any], body: str | None, schema: Schema) -> str:
    """The text of a file after some fields have changed: their lines are written anew, all others stay as they are.

    `data` is all that the record is to say, `body` its text, or None where that stays. Where the file is laid out so that
    lines cannot be told apart, all of it is written anew.
    """
    front_matter = _edited_front_matter(source, data, schema)
    if front_matter is not None:
        text = f"{source.head.partition(source.front_matter)[0]}{front_matter}---\n"
        text += source.body if body is None else f"\n{body.strip(chr(10))}\n" if body.strip() else ""
        if _data_of(text, source, schema) == data:
            return text
    return record_text(schema, data, source.body if body is None else body)


def _data_of(text: str, source: Source, schema: Schema) -> Any:
    return with_years_as_text(read_source(text.encode(), source.file).data, schema)


def _edited_front_matter(source: Source, data: Mapping[str, Any], schema: Schema) -> str | None:
    """The lines of the fields, changed ones anew; None where fields do not each begin a line."""
    said = with_years_as_text(source.data, schema) or {}
    blocks = _blocks(source)
    if blocks is None:
        return None
    kept = []
    for name, block in blocks:
        if not name or (name in data and data[name] == said.get(name)):
            kept.append((name, block))
        elif name in data:
            kept.append((name, [*_lines(name, data, schema), *_trailing(block)]))
        elif _trailing(block):
            kept.append((name, _trailing(block)))
    for name in data:
        if name not in said:
            kept.insert(_place_for(name, kept, schema), (name, _lines(name, data, schema)))
    text = "\n".join(line for _, block in kept for line in block)
    return text if text.endswith("\n") else f"{text}\n"


def _blocks(source: Source) -> list[tuple[str, list[str]]] | None:
    """The lines of each field, after those that stand before the first; None where fields do not each begin a line."""
    lines = source.front_matter.split("\n")
    starts = {}
    for pointer, place in source.places.items():
        if len(pointer) == 1:
            if place.key.start.column != 1:
                return None
            starts[place.key.start.line - source.front_matter_line] = str(pointer[0])
    if not starts:
        return None
    order = sorted(starts)
    ends = [*order[1:], len(lines)]
    own = [(starts[at], lines[at:end]) for at, end in zip(order, ends, strict=True)]
    return [("", lines[: order[0]]), *own]


def _lines(name: str, data: Mapping[str, Any], schema: Schema) -> list[str]:
    return canonical({name: data[name]}, schema.fields).rstrip("\n").split("\n")


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
