"""Edits of front matter that leave everything else as it stands: a field put in, a value taken out, a value written for YAML.

They are what the cures of diagnostics are made of. Each is a `Fix`, which nobody has to accept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from clearinghouse.core.diagnostic import Fix, Pointer, Position, Span
from clearinghouse.core.places import Place
from clearinghouse.core.scalar import is_read_differently, read_plain
from clearinghouse.core.source import Source

_PLAIN = re.compile(r"[^\W_](?:[^\n:#,\[\]{}\"']*[^\s:#,\[\]{}\"'])?\Z")
"""What is certainly just text without quotation marks, on one line and in brackets too."""


def inline_yaml(value: object) -> str:
    """Write a value on one line for a contributor to paste: quoted where YAML readers would differ or stumble."""
    if isinstance(value, list):
        return f"[{', '.join(map(inline_yaml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {inline_yaml(each)}' for key, each in value.items())}}}"
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    is_plain = _PLAIN.match(value) and read_plain(value) == value and not is_read_differently(value)
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def insertion(source: Source, group: Pointer, line: str, order: Sequence[str]) -> Fix | None:
    """Return the edit that adds a field to a group, where it belongs by the order of names; None where no place is certain.

    `line` is the field as it is written on one line, `name: value`. The empty pointer means the root.
    """
    places = source.places
    inside = _children(places, group)
    if group not in places or not inside:
        return None
    if _is_in_brackets(source, places[group]):
        end = places[inside[-1]].value.end
        return Fix(Span(end, end), f", {line}") if places[inside[-1]].value.start != end else None
    name = line.partition(":")[0]
    rank = {each: number for number, each in enumerate(order)}
    before = [each for each in inside if rank.get(str(each[-1]), -1) < rank.get(name, len(rank))]
    at = places[before[-1] if before else inside[0]]
    indentation = " " * (at.key.start.column - 1)
    row = _row_behind(source, at) if before or _before(source, at.key.start).strip() else at.key.start.line
    where = Position(row, 1)
    return Fix(Span(where, where), f"{indentation}{line}\n")


def removal(source: Source, pointer: Pointer) -> Fix | None:
    """Return the edit that takes a field out of its group, or an item out of its list; None where it is the only one there."""
    places, group = source.places, pointer[:-1]
    siblings = _children(places, group)
    if pointer not in siblings or len(siblings) < 2:
        return None
    at = places[pointer]
    if _is_in_brackets(source, places[group]):
        number = siblings.index(pointer)
        if number:
            return Fix(Span(places[siblings[number - 1]].value.end, at.value.end), "", safe=True)
        return Fix(Span(at.key.start, places[siblings[1]].key.start), "", safe=True)
    before = _before(source, at.key.start)
    if before.strip() != ("-" if isinstance(pointer[-1], int) else ""):
        return None  # the first field of an item stands behind its hyphen
    return Fix(Span(Position(at.key.start.line, 1), Position(_row_behind(source, at), 1)), "", safe=True)


def _children(places: dict[Pointer, Place], group: Pointer) -> list[Pointer]:
    """The values right within a group or list, in the order of the file."""
    return [each for each in places if len(each) == len(group) + 1 and each[:-1] == group]


def _is_in_brackets(source: Source, place: Place) -> bool:
    return _line(source, place.value.start.line)[place.value.start.column - 1 :].startswith(("{", "["))


def _before(source: Source, position: Position) -> str:
    return _line(source, position.line)[: position.column - 1]


def _line(source: Source, number: int) -> str:
    return source.lines[number - 1] if number <= len(source.lines) else ""


def _row_behind(source: Source, place: Place) -> int:
    """The row after a field or item that stands on lines of its own, empty lines and comments behind it not counted."""
    start = place.value.start
    if _line(source, start.line)[start.column - 1 :].startswith(("{", "[", '"', "'")):
        return place.value.end.line + 1
    own, is_field = _before(source, place.key.start), place.key != place.value
    indentation = len(own) - len(own.lstrip()) if not is_field else place.key.start.column - 1
    last = row = place.key.start.line
    while row < source.body_line - 2:
        row += 1
        line = _line(source, row)
        if line.strip():
            depth = len(line) - len(line.lstrip())
            if depth < indentation or (depth == indentation and not (is_field and line.lstrip().startswith("- "))):
                break
            if not line.lstrip().startswith("#"):
                last = row
    return last + 1
