"""Front matter that is as it should be, quickly: data, or word that a closer look is wanted.

Most records are good. For them it is enough to put together what libyaml says; whatever needs to be told of, or might need to be,
is left to the reader of `front_matter`, which starts anew and explains.
"""

from __future__ import annotations

from collections.abc import Callable
from sys import intern
from typing import Any

from yaml import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from clearinghouse.core.scalar import CONTROL, CURLY, SUSPECT_STARTS, Scalar, is_read_differently, read_plain

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: slower, with the same events and marks
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

EventLoader = _Loader
"""What gives the events of a YAML text, and where in it they are."""

MAX_DEPTH = 12
MAX_VALUES = 5_000

_NextEvent = Callable[[], Any]

_NOT_JUST_TEXT = SUSPECT_STARTS | frozenset(CURLY) | frozenset({"", "~", "t", "T", "f", "F"})
"""What an unquoted value starts with that is a word of YAML (`null`, `true`), a number, or to be told of; the rest is text."""


class Unusual(Exception):
    """Something that a closer look is wanted at."""


def compose(text: str) -> dict[str, Any] | None:
    """Return the data of front matter in which nothing is to be told of; None where there may be something."""
    if len(text) > MAX_VALUES:
        return None  # every value takes a character at least: a shorter text never holds too many
    parser = EventLoader(text)
    try:
        return _document(parser.get_event)
    except (Unusual, MarkedYAMLError):
        return None
    finally:
        parser.dispose()


def _document(next_event: _NextEvent) -> dict[str, Any]:
    _expect(StreamStartEvent, next_event())
    _expect(DocumentStartEvent, next_event())
    root = next_event()
    _expect(MappingStartEvent, root)
    if root.anchor is not None or root.tag is not None:
        raise Unusual
    data = _mapping(next_event, MAX_DEPTH - 1)
    _expect(DocumentEndEvent, next_event())
    _expect(StreamEndEvent, next_event())
    return data


def _expect(kind: type, event: Any) -> None:
    if type(event) is not kind:
        raise Unusual


def _mapping(next_event: _NextEvent, depth: int) -> dict[str, Any]:
    """The fields that follow the start of a mapping; `depth` is how many containers may still be opened in it."""
    data: dict[str, Any] = {}
    while type(event := next_event()) is ScalarEvent:
        name = event.value
        if name in data or event.anchor is not None or event.tag is not None or not name.isidentifier():
            raise Unusual
        data[intern(name)] = _value(next_event(), next_event, depth)
    if type(event) is not MappingEndEvent:
        raise Unusual
    return data


def _value(event: Any, next_event: _NextEvent, depth: int) -> Any:
    if event.anchor is not None or event.tag is not None:  # an alias has an anchor too
        raise Unusual
    kind = type(event)
    if kind is ScalarEvent:
        text = event.value
        if event.implicit[0]:
            return _plain(text) if text[:1] in _NOT_JUST_TEXT else text
        if CONTROL.search(text):
            raise Unusual
        return text
    if not depth:
        raise Unusual
    if kind is MappingStartEvent:
        return _mapping(next_event, depth - 1)
    items = []
    while type(event := next_event()) is not SequenceEndEvent:
        items.append(_value(event, next_event, depth - 1))
    return items


def _plain(text: str) -> Scalar:
    """The value of an unquoted text of which the beginning says that it may be more than text."""
    value = read_plain(text)
    if is_read_differently(text) or (isinstance(value, str) and value[0] in CURLY):
        raise Unusual
    return value
