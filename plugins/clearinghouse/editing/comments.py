"""Comments of front matter: where they stand, what they stand at, and putting them at the same in another writing of it.

The reader of YAML passes over comments, so they are found beside the values of which it says where they stand.
ruamel.yaml keeps comments too, but at the value *before* them: put into another order, they end up at the wrong field.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clearinghouse.core.diagnostic import Pointer, Position, Span
from clearinghouse.core.places import Place, places_in

_START = re.compile(r"(?:(?<=\s)|^)#")
_BLOCK_HEADER = re.compile(r"[|>][0-9+-]*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, from its # to the end of its line. `pointer` is the value that it is about; None behind the last one.

    `beside` says whether it stands behind the value on its line; otherwise it stands on a line of its own above it.
    """

    text: str
    pointer: Pointer | None
    beside: bool


def comments_in(text: str) -> list[Comment]:
    """Return the comments of a YAML text that can be read, in the order in which they stand."""
    if "#" not in text:
        return []
    places = places_in(text, 1)
    lines = text.split("\n")
    covered = _covered(places, lines)
    anchors = _Anchors(places)
    found = []
    for number, line in enumerate(lines, 1):
        start = next((at for at in _starts(line) if not _is_within(at + 1, covered.get(number, ()))), None)
        if start is None:
            continue
        at_value = anchors.on_line(number) if line[:start].strip() else None
        pointer = at_value if at_value is not None else anchors.below(number)
        found.append(Comment(line[start:].rstrip(), pointer, beside=at_value is not None))
    return found


def with_comments(text: str, comments: Iterable[Comment]) -> str:
    """Put comments into a YAML text that has none, at the values that they are about.

    The text has every value that the comments name, and no text in it runs over several lines but for blocks (`|`).
    """
    above: dict[int, list[str]] = {}
    beside: dict[int, list[str]] = {}
    places = places_in(text, 1)
    lines = text.split("\n")
    for comment in comments:
        line = places[comment.pointer].key.start.line if comment.pointer is not None else len(lines)
        (beside if comment.beside else above).setdefault(line, []).append(comment.text)
    return "\n".join(_woven(lines, above, beside))


def _woven(lines: list[str], above: Mapping[int, list[str]], beside: Mapping[int, list[str]]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        indentation = line[: len(line) - len(line.lstrip(" "))]
        yield from (indentation + comment for comment in above.get(number, ()))
        yield "  ".join([line, *beside.get(number, ())])


def _starts(line: str) -> list[int]:
    return [found.start() for found in _START.finditer(line)]


def _is_within(column: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= column < end for start, end in stretches)


def _covered(places: Mapping[Pointer, Place], lines: list[str]) -> dict[int, list[tuple[int, int]]]:
    """The columns of each line that names of fields and single values take: a # there begins no comment."""
    groups = {pointer[:-1] for pointer in places if pointer}
    covered: dict[int, list[tuple[int, int]]] = {}
    for pointer, place in places.items():
        spans = [] if pointer in groups else [place.value]
        if pointer and isinstance(pointer[-1], str):
            spans.append(place.key)
        for span in spans:
            for line, start, end in _stretches(span, lines):
                covered.setdefault(line, []).append((start, end))
    return covered


def _stretches(span: Span, lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the lines of a value with the columns that it takes; behind the sign that begins a block there may be a comment."""
    (first, start), (last, end) = span
    header = _BLOCK_HEADER.match(lines[first - 1], start - 1)
    for line in range(first, last + 1):
        begins = start if line == first else 1
        ends = end if line == last else len(lines[line - 1]) + 1
        yield line, begins, header.end() + 1 if header and line == first else ends


class _Anchors:
    """The values that comments are about, by line."""

    def __init__(self, places: Mapping[Pointer, Place]) -> None:
        # The outermost of those that begin at the same place comes first.
        begins: list[tuple[Position, int, Pointer]] = sorted(
            (place.key.start, len(pointer), pointer) for pointer, place in places.items() if pointer
        )
        self._begins = begins
        self._lines = [start.line for start, _, _ in begins]
        self._ends = {place.value.end.line: pointer for pointer, place in places.items() if place.value.end.column > 1}

    def on_line(self, line: int) -> Pointer | None:
        """The outermost value that begins on a line, else one that ends there; None where there is none."""
        here = [
            (depth, pointer)
            for _, depth, pointer in self._begins[bisect_left(self._lines, line) : bisect_right(self._lines, line)]
        ]
        return min(here, key=lambda each: each[0])[1] if here else self._ends.get(line) or None

    def below(self, line: int) -> Pointer | None:
        """The first value that begins below a line; None below the last."""
        behind = bisect_right(self._lines, line)
        return self._begins[behind][2] if behind < len(self._begins) else None
