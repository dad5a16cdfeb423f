"""Where the values of front matter stand. Only mistakes need to know, so it is worked out when one is told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from clearinghouse.core.composer import MAX_DEPTH, EventLoader
from clearinghouse.core.diagnostic import Pointer, Position, Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the span of its key (or of itself, in a list) and its own span."""

    key: Span
    value: Span


def places_in(text: str, first_line: int, depth: int = MAX_DEPTH) -> dict[Pointer, Place]:
    """Return the places of all values down to a depth: 1 stands for the fields of the root, which is the cheapest.

    `first_line` is the line of the file that `text` starts on. Where the text is no YAML from some line on, the places of
    the values before it are returned.
    """
    parser = EventLoader(text)
    try:
        walk = _Walk(parser.get_event, first_line)
        while type(event := walk.next_event()) in (yaml.StreamStartEvent, yaml.DocumentStartEvent):
            pass
        walk.value(event, None, (), depth)
    except (yaml.MarkedYAMLError, _NoPlace):
        pass
    finally:
        parser.dispose()
    return walk.places


class _NoPlace(Exception):
    """An alias, a field name that is no text, or nothing at all: the reader refuses it."""


class _Walk:
    """Goes through the events of a parser and notes places."""

    def __init__(self, next_event: Callable[[], Any], first_line: int) -> None:
        self.next_event = next_event
        self.first_line = first_line
        self.places: dict[Pointer, Place] = {}

    def value(self, event: Any, key: Any, pointer: Pointer, depth: int) -> None:
        """Note the place of the value that starts with an event, and of what is in it; `key` is the event of its name, if any."""
        kind, end = type(event), event
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            inside = self._fields if kind is yaml.MappingStartEvent else self._items
            end = inside(pointer, depth - 1) if depth else self._passed_over()
        elif kind is not yaml.ScalarEvent:
            raise _NoPlace
        span = self._span(event, end)
        self.places[pointer] = Place(self._span(key, key) if key else span, span)

    def _fields(self, pointer: Pointer, depth: int) -> Any:
        while type(key := self.next_event()) is yaml.ScalarEvent:
            self.value(self.next_event(), key, (*pointer, key.value), depth)
        if type(key) is not yaml.MappingEndEvent:
            raise _NoPlace
        return key

    def _items(self, pointer: Pointer, depth: int) -> Any:
        index = 0
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            self.value(event, None, (*pointer, index), depth)
            index += 1
        return event

    def _passed_over(self) -> Any:
        """Go to the end of what has just begun, and return its event."""
        level = 1
        while level:
            kind = type(event := self.next_event())
            if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                level += 1
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                level -= 1
        return event

    def _span(self, start: Any, end: Any) -> Span:
        return Span(self._position(start.start_mark), self._position(end.end_mark))

    def _position(self, mark: Any) -> Position:
        return Position(mark.line + self.first_line, mark.column + 1)
