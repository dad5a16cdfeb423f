"""A contributor's mistake is a value: where it is, what is wrong, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Pointer = tuple[str | int, ...]
"""The way from the root of a record's data to one value: `("countries", 0)`."""


class Severity(StrEnum):
    """How bad a diagnostic is. Only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Position(NamedTuple):
    """A place in a text file: line and column count from 1, columns in code points."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of a text file; `end` is the position just behind its last character."""

    start: Position
    end: Position


START_OF_FILE = Span(Position(1, 1), Position(1, 1))


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of mistake. Its code never changes meaning once it was published."""

    code: str
    severity: Severity
    title: str
    explanation: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement of one stretch of the file. `safe` fixes keep the meaning and may be applied unseen."""

    span: Span
    replacement: str
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to the same mistake, such as the first of two equal keys."""

    file: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake with its place, its reason and its cure; `file` is relative to the project's folder."""

    rule: Rule
    file: str
    span: Span
    message: str
    help: str = ""
    pointer: Pointer = ()
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()

    @property
    def code(self) -> str:
        """The code of its rule, such as `CH211`."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """The severity of its rule."""
        return self.rule.severity

    @property
    def url(self) -> str:
        """The page that explains the rule, relative to the root of the site."""
        return f"contribute/errors.html#{self.rule.code}"


def in_reading_order(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Sort diagnostics as a person meets them: by file, place, then code."""
    return sorted(diagnostics, key=lambda each: (each.file, each.span, each.code, each.message))


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Say whether any of them must stop a build."""
    return any(each.severity is Severity.ERROR for each in diagnostics)


def json_pointer(pointer: Pointer) -> str:
    """Write a pointer as RFC 6901 does: `("countries", 0)` becomes `/countries/0`."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in pointer)


_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def visible(text: str) -> str:
    """Return a text on one line with nothing in it that a terminal would obey or an editor hide; a tab becomes a space."""
    return text if text.isprintable() else _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def quoted(value: object, limit: int = 60) -> str:
    """Put a contributor's value into a message: in quotation marks, bounded, nothing invisible."""
    text = _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"
