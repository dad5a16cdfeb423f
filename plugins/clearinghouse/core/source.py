"""From the bytes of a file to a Source: front matter as data, body as text, and the place of every value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from frontmatter.default_handlers import BaseHandler

from clearinghouse.core import rules
from clearinghouse.core.diagnostic import START_OF_FILE, Diagnostic, Fix, Pointer, Position, Span
from clearinghouse.core.front_matter import FrontMatter, read_front_matter
from clearinghouse.core.places import Place, places_in
from clearinghouse.core.scalar import CONTROL, TURNS_DIRECTION

MAX_FILE_BYTES = 256 * 1024
MAX_FRONT_MATTER_CHARACTERS = 64 * 1024


class RecordHandler(BaseHandler):
    """Splits a record as python-frontmatter does, at rows of exactly three hyphens, so that no line is lost."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def load(self, fm: str, **_options: object) -> dict[str, Any]:
        """Return the fields of a block of front matter, by the one reader of the clearinghouse."""
        return read_front_matter(fm, "", 1).data or {}


_HANDLER = RecordHandler()


@dataclass(frozen=True)
class Source:
    """One file as read. `data` is None where there is nothing to check further; `diagnostics` says why.

    `head` is all that stands before the body, both rows of hyphens included; `front_matter` is what they enclose. They and
    `body` are text with line feeds; `front_matter_line` and `body_line` are the lines of the file that they start on.
    """

    file: str
    head: str
    data: dict[str, Any] | None
    body: str = ""
    front_matter: str = ""
    front_matter_line: int = 1
    body_line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def text(self) -> str:
        """The whole text of the file."""
        return self.head + self.body

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, without what ends them."""
        return self.text.split("\n")

    @cached_property
    def places(self) -> dict[Pointer, Place]:
        """The place of every value; worked out when first asked for, since only mistakes need it."""
        return places_in(self.front_matter, self.front_matter_line)

    @cached_property
    def _places_of_fields(self) -> dict[Pointer, Place]:
        """The places of the fields of the root alone: most of what is told of a record is about one of them."""
        return places_in(self.front_matter, self.front_matter_line, 1)

    def value_span(self, pointer: Pointer) -> Span:
        """The span of a value, or of the nearest value around it that is written in the file."""
        return self._nearest(pointer).value

    def key_span(self, pointer: Pointer) -> Span:
        """The span of a field's name, or of the nearest field around it that is written in the file."""
        return self._nearest(pointer).key

    def text_of(self, span: Span) -> str:
        """The text of a span that lies within one line; empty for others."""
        if span.start.line != span.end.line:
            return ""
        return self.lines[span.start.line - 1][span.start.column - 1 : span.end.column - 1]

    def _nearest(self, pointer: Pointer) -> Place:
        places = self.places if len(pointer) > 1 else self._places_of_fields if pointer else {}
        while pointer and pointer not in places:
            pointer = pointer[:-1]
        return places[pointer] if pointer else self._opening()

    def _opening(self) -> Place:
        """The row of hyphens that opens the front matter: the place of what is missing from it."""
        line = max(self.front_matter_line - 1, 1)
        span = Span(Position(line, 1), Position(line, 4))
        return Place(span, span)


def read_source(content: bytes, file: str) -> Source:
    """Read the bytes of a record. Whatever they are, the answer is a Source, never an exception."""
    if len(content) > MAX_FILE_BYTES:
        return _unreadable(file, "", Diagnostic(
            rules.FILE_TOO_LARGE, file, START_OF_FILE, f"the file has {len(content):,} bytes; at most {MAX_FILE_BYTES:,} are read",
        ))  # fmt: skip
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _unreadable(file, "", _not_utf_8(content, fault, file))
    notes = []
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append(Diagnostic(
            rules.BYTE_ORDER_MARK, file, START_OF_FILE, "an invisible byte order mark stands before the first line",
            help="Save the file as UTF-8 without BOM.",
        ))  # fmt: skip
    text = _with_line_feeds(text)
    if not text or text.isspace():
        return _unreadable(file, text, Diagnostic(
            rules.EMPTY_FILE, file, START_OF_FILE, "the file is empty", help="Write the record, or delete the file.",
        ))  # fmt: skip
    if invisible := _control_characters(content, text):
        return _unreadable(file, text, *(_control_character(text, each, file) for each in invisible))
    return _split(text, file, notes)


def _split(text: str, file: str, notes: list[Diagnostic]) -> Source:
    opening = _HANDLER.FM_BOUNDARY.search(text)
    if opening is None or text[: opening.start()].strip():
        return _unreadable(file, text, _without_front_matter(text, file), *notes)
    line = text.count("\n", 0, opening.start()) + 1
    if opening.start() > 0:
        span = Span(Position(1, 1), Position(line, 1))
        notes.append(Diagnostic(
            rules.TEXT_BEFORE_FRONT_MATTER, file, span, "the three hyphens are not on the first line",
            help="Delete the empty lines before them.", fixes=(Fix(span, "", safe=True),),
        ))  # fmt: skip
    if not _HANDLER.FM_BOUNDARY.search(text, opening.end()):
        return _unreadable(file, text, _not_closed(text, file, line), *notes)
    head, front_matter, body = _parts_of(text)
    if len(front_matter) > MAX_FRONT_MATTER_CHARACTERS:
        return _unreadable(file, text, Diagnostic(
            rules.FILE_TOO_LARGE, file, START_OF_FILE,
            f"the front matter has {len(front_matter):,} characters; at most {MAX_FRONT_MATTER_CHARACTERS:,} are read",
        ), *notes)  # fmt: skip
    read = read_front_matter(front_matter, file, line + 1)
    diagnostics = _one_cause(read, text, file, line)
    body_line = line + 1 + front_matter.count("\n") + 1
    return Source(file, head, read.data, body, front_matter, line + 1, body_line, (*notes, *diagnostics))


def read_again(content: bytes, file: str, data: dict[str, Any]) -> Source:
    """Return the source of a file of which these very bytes were read before, with this data and no diagnostic."""
    head, front_matter, body = _parts_of(_with_line_feeds(content.decode("utf-8")))
    return Source(file, head, data, body, front_matter, 2, front_matter.count("\n") + 3)


def _parts_of(text: str) -> tuple[str, str, str]:
    """Split a text that has two rows of hyphens: all that stands before the body, the front matter in it, the body."""
    # The texts that the handler gives start with the line break that ends the row of hyphens.
    front_matter, body = (part.removeprefix("\n") for part in _HANDLER.split(text))
    return text[: len(text) - len(body)], front_matter, body


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_CONTROL_IN_ASCII = bytes(code for code in range(128) if CONTROL.match(chr(code)))
_CONTROL_BEYOND_ASCII = (
    b"\xc2",
    b"\xe2\x80\xa8",
    b"\xe2\x80\xa9",
    *(each.encode() for each in TURNS_DIRECTION),
    b"\xef\xbb\xbf",
    b"\xef\xbf",
)
"""What each of the other invisible characters has or begins with in UTF-8. Few texts hold any of it: signs such as ° and » do."""


_MAX_CONTROL_CHARACTERS = 20


def _control_characters(content: bytes, text: str) -> list[re.Match[str]]:
    """Find the first invisible characters of a text; `content` is the same in UTF-8, in which most texts are passed quickly."""
    is_suspect = len(content.translate(None, _CONTROL_IN_ASCII)) < len(content)
    if is_suspect or any(beginning in content for beginning in _CONTROL_BEYOND_ASCII):
        return list(islice(CONTROL.finditer(text), _MAX_CONTROL_CHARACTERS))
    return []


def _one_cause(read: FrontMatter, text: str, file: str, line: int) -> list[Diagnostic]:
    """Where the front matter seems to run on into the text, say that; the YAML fault is only its consequence."""
    if read.data is not None:
        return read.diagnostics
    fault = read.diagnostics[-1]
    lines = text.split("\n")
    for row in range(line, min(fault.span.start.line, len(lines))):
        if not lines[row - 1].strip() and re.match(r"[A-Z#*>][^:]*\Z", lines[row]):
            before = [each for each in read.diagnostics[:-1] if each.rule is not rules.TAB]
            return [*before, _not_closed(text, file, line)]
    return read.diagnostics


def _unreadable(file: str, text: str, *diagnostics: Diagnostic) -> Source:
    return Source(file, text, None, diagnostics=diagnostics)


def _not_utf_8(content: bytes, fault: UnicodeDecodeError, file: str) -> Diagnostic:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Diagnostic(
            rules.NOT_UTF_8, file, START_OF_FILE, "the file is written in UTF-16 (“Unicode” in Notepad), not in UTF-8",
            help="Choose “Save as” and the encoding “UTF-8”.",
        )  # fmt: skip
    before = content[: fault.start].decode("utf-8").replace("\r\n", "\n")
    position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
    span = Span(position, Position(position.line, position.column + 1))
    return Diagnostic(
        rules.NOT_UTF_8, file, span, f"this character (byte {content[fault.start]:#04x}) is not written in UTF-8",
        help="Choose “Save as” and the encoding “UTF-8”, then look at letters with accents again.",
    )  # fmt: skip


def _control_character(text: str, invisible: re.Match[str], file: str) -> Diagnostic:
    before = text[: invisible.start()]
    position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
    span = Span(position, Position(position.line, position.column + 1))
    if invisible.group() in TURNS_DIRECTION:
        message = (
            f"a sign (U+{ord(invisible.group()):04X}) turns the direction of the text around here, and cannot be seen"
        )
        return Diagnostic(
            rules.CONTROL_CHARACTER, file, span, message, help="Delete it; Arabic reads from the right without it.", fixes=(Fix(span, ""),),
        )  # fmt: skip
    return Diagnostic(
        rules.CONTROL_CHARACTER, file, span, f"an invisible character (U+{ord(invisible.group()):04X}) stands here",
        help="Delete it and type a normal space or line break.", fixes=(Fix(span, " "),),
    )  # fmt: skip


def _without_front_matter(text: str, file: str) -> Diagnostic:
    row = next(number for number, line in enumerate(text.split("\n"), 1) if line.strip())
    span = Span(Position(row, 1), Position(row, 1))
    return Diagnostic(
        rules.NO_FRONT_MATTER, file, span, "the record does not start with front matter",
        help="The first line is three hyphens (---); the fields and a second line of three hyphens follow.",
    )  # fmt: skip


def _not_closed(text: str, file: str, line: int) -> Diagnostic:
    last = line
    for number, content in enumerate(text.split("\n")[line:], line + 1):
        if not content.strip() or not re.match(r"\s*(?:- |[\w-]+\s*:|#|[\]}])|\s+\S", content):
            break
        last = number
    return Diagnostic(
        rules.FRONT_MATTER_NOT_CLOSED, file, Span(Position(line, 1), Position(line, 4)),
        "the front matter that starts here is not closed",
        help=f"Put a line of three hyphens (---) after line {last}.",
        fixes=(Fix(Span(Position(last + 1, 1), Position(last + 1, 1)), "---\n"),),
    )  # fmt: skip
