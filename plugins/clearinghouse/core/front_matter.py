"""The one reader of front matter: YAML text in, plain data out, with a diagnostic for whatever is wrong with it.

It works on libyaml's event stream, so that depth and size are bounded before anything is built, double keys are
seen, and anchors, aliases and tags are refused. Text in which nothing is to be told of is put together by `composer`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from clearinghouse.core import rules
from clearinghouse.core.composer import MAX_DEPTH, MAX_VALUES, EventLoader, compose
from clearinghouse.core.diagnostic import Diagnostic, Fix, Pointer, Position, Related, Span, quoted
from clearinghouse.core.scalar import CONTROL, CURLY, is_read_differently, read_plain

_STRAIGHT_PAIRS = (("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("‘", "’"), ("”", "”"))
_FIELD_LINE = re.compile(r"\s*(?:- )?[\w-]+\s*:(?:\s|\Z)|\s*-\s|\s*#|\s*[\]}]|\s*\Z")


@dataclass(slots=True)
class FrontMatter:
    """What one block of front matter says. `data` is None where it could not be read."""

    data: dict[str, Any] | None
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_front_matter(text: str, file: str, first_line: int) -> FrontMatter:
    """Read the lines between the two rows of hyphens; `first_line` is the line of the file that `text` starts on."""
    data = compose(text)
    return FrontMatter(data) if data is not None else read_closely(text, file, first_line)


def read_closely(text: str, file: str, first_line: int) -> FrontMatter:
    """Read as `read_front_matter` does, with an eye on everything that is to be told of."""
    reader = _Reader(file, first_line)
    try:
        reader.read(text)
    except yaml.MarkedYAMLError as fault:
        reader.diagnostics.extend(_explain(fault, text, file, first_line))
        return FrontMatter(None, reader.diagnostics)
    except _Refused as refused:
        reader.diagnostics.append(refused.diagnostic)
        return FrontMatter(None, reader.diagnostics)
    if not isinstance(reader.root, dict):
        where = Span(Position(first_line, 1), Position(first_line, 1))
        reader.diagnostics.append(
            Diagnostic(
                rules.NOT_A_MAPPING, file, where, "the front matter has no fields",
                help="Write one field a line: its name, a colon, a space, its value.",
            )
        )  # fmt: skip
        return FrontMatter(None, reader.diagnostics)
    return FrontMatter(reader.root, reader.diagnostics)


class _Refused(Exception):
    """Reading stops here: going on would cost too much or mean nothing."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Open:
    """A mapping or list that is still being filled."""

    __slots__ = ("container", "key", "keys", "pointer", "start")

    def __init__(self, container: dict[str, Any] | list[Any], pointer: Pointer, start: Any) -> None:
        self.container = container
        self.pointer = pointer
        self.start = start
        self.key: str | None = None
        self.keys: dict[str, Any] = {}  # the event of each key: where it stands is worked out when somebody asks


class _Reader:
    """Builds data from YAML events."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.root: Any = None
        self.diagnostics: list[Diagnostic] = []
        self.open: list[_Open] = []
        self.values = 0

    def read(self, text: str) -> None:
        """Take the events of a parser, one by one; `root` is what they built."""
        parser = EventLoader(text)
        try:
            self._take(parser.get_event)
        finally:
            parser.dispose()

    def _take(self, next_event: Callable[[], Any]) -> None:
        while (kind := type(event := next_event())) is not yaml.StreamEndEvent:
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._start({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._start([], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end(event)
            elif kind is yaml.AliasEvent:
                raise _Refused(self._machinery(event, f"*{event.anchor}"))

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            raise _Refused(self._machinery(event, f"&{event.anchor}" if event.anchor else str(event.tag)))
        top = self.open[-1] if self.open else None
        if top is not None and top.key is None and type(top.container) is dict:
            self._key(top, event)
            return
        text = event.value
        if event.implicit[0]:
            value = read_plain(text)
            if isinstance(value, str) and value[0] in CURLY:
                self._curly(event, text)
            elif is_read_differently(text):
                self._portability(event, text)
        else:
            value = text
            self._invisible(event)
        self._add(value, event.start_mark, event.end_mark)

    def _invisible(self, event: Any) -> None:
        """Refuse characters that a quoted text hides behind an escape: no page, feed or spreadsheet can show them."""
        found = CONTROL.search(event.value)
        if found:
            self.diagnostics.append(
                Diagnostic(
                    rules.CONTROL_CHARACTER, self.file, self._span(event.start_mark, event.end_mark),
                    f"an invisible character (U+{ord(found.group()):04X}) is written here as an escape",
                    help="Delete the backslash and what belongs to it.", pointer=self._pointer(),
                )
            )  # fmt: skip

    def _key(self, top: _Open, event: Any) -> None:
        top.key = key = event.value
        if not key.isidentifier():
            self._invisible(event)
        if key in top.keys:
            self.diagnostics.append(
                Diagnostic(
                    rules.DUPLICATE_KEY, self.file, self._span_of(event), f"the field {quoted(key)} is given twice",
                    help="Keep one of the two lines.", pointer=(*top.pointer, key),
                    related=(Related(self.file, self._span_of(top.keys[key]), "given first here"),),
                )
            )  # fmt: skip
        else:
            top.keys[key] = event

    def _start(self, container: dict[str, Any] | list[Any], event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            raise _Refused(self._machinery(event, f"&{event.anchor}" if event.anchor else str(event.tag)))
        top = self.open[-1] if self.open else None
        if top is not None and top.key is None and type(top.container) is dict:
            raise _Refused(self._syntax(event, "a field name cannot be a list or a group of fields"))
        if len(self.open) >= MAX_DEPTH:
            raise _Refused(self._too_much(event, f"nested deeper than {MAX_DEPTH} levels"))
        self.open.append(_Open(container, self._pointer(), event.start_mark))

    def _end(self, event: Any) -> None:
        closed = self.open.pop()
        self._add(closed.container, closed.start, event.end_mark)

    def _add(self, value: Any, start: Any, end: Any) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            where = self._span(start, end)
            raise _Refused(Diagnostic(rules.TOO_DEEP, self.file, where, f"more than {MAX_VALUES} values"))
        if not self.open:
            self.root = value
            return
        top = self.open[-1]
        if isinstance(top.container, list):
            top.container.append(value)
        else:
            assert top.key is not None  # libyaml gives a key before every value
            top.container.setdefault(top.key, value)  # of two equal keys, reported above, the first one stays
            top.key = None

    def _pointer(self) -> Pointer:
        if not self.open:
            return ()
        top = self.open[-1]
        return (*top.pointer, len(top.container) if isinstance(top.container, list) else str(top.key))

    def _span_of(self, event: Any) -> Span:
        return self._span(event.start_mark, event.end_mark)

    def _span(self, start: Any, end: Any) -> Span:
        return Span(self._position(start), self._position(end))

    def _position(self, mark: Any) -> Position:
        return Position(mark.line + self.first_line, mark.column + 1)

    def _machinery(self, event: Any, sign: str) -> Diagnostic:
        span = self._span(event.start_mark, event.end_mark)
        return Diagnostic(
            rules.YAML_MACHINERY, self.file, span, f"{quoted(sign)} is YAML machinery that records do without",
            help="Write the value out, or put it into straight quotation marks.", pointer=self._pointer(),
        )  # fmt: skip

    def _syntax(self, event: Any, message: str) -> Diagnostic:
        return Diagnostic(rules.YAML_SYNTAX, self.file, self._span(event.start_mark, event.end_mark), message)

    def _too_much(self, event: Any, message: str) -> Diagnostic:
        return Diagnostic(rules.TOO_DEEP, self.file, self._span(event.start_mark, event.end_mark), message)

    def _portability(self, event: Any, text: str) -> None:
        span = self._span_of(event)
        value = read_plain(text)
        plainer = f'"{text}"' if isinstance(value, str) else str(value)
        self.diagnostics.append(
            Diagnostic(
                rules.READ_DIFFERENTLY, self.file, span, f"{quoted(text)} is read in different ways by different programs",
                help="Put it into straight quotation marks if it is text; write a number without leading zeros.",
                pointer=self._pointer(),
                fixes=(Fix(span, plainer, safe=isinstance(value, str)),),
            )
        )  # fmt: skip

    def _curly(self, event: Any, text: str) -> None:
        """Report a value in typographic quotation marks; those inside a sentence are none of our business."""
        inner = _between_curly(text)
        if inner is not None:
            span = self._span(event.start_mark, event.end_mark)
            self.diagnostics.append(_curly_quotes(self.file, span, inner, self._pointer()))


def _between_curly(text: str) -> str | None:
    """What stands between the typographic quotation marks around a whole value; None where it has none around it."""
    for left, right in _STRAIGHT_PAIRS:
        if len(text) > 1 and text.startswith(left) and text.endswith(right) and left not in text[1:-1]:
            return text[1:-1]
    return None


def _curly_quotes(file: str, span: Span, inner: str, pointer: Pointer = ()) -> Diagnostic:
    straight = inner.replace("\\", "\\\\").replace('"', '\\"')
    return Diagnostic(
        rules.CURLY_QUOTES, file, span, "curly quotation marks become part of the value",
        help="Use straight quotation marks, or none.", pointer=pointer, fixes=(Fix(span, f'"{straight}"', safe=True),),
    )  # fmt: skip


_MAX_TABS = 20
"""Lines with tabs that are told of one by one; whoever has more has read enough."""


def _marked(mark: yaml.Mark | None, lines: list[str]) -> tuple[int, int]:
    """The row and column of a mark, from 0; the last row for one behind the end of the text."""
    return (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)


def _explain(fault: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> list[Diagnostic]:
    """Say in a contributor's words what stopped the YAML parser, by looking at the line that it stopped on."""
    lines = text.split("\n")
    row, column = _marked(fault.problem_mark or fault.context_mark, lines)
    problem = f"{fault.context or ''}: {fault.problem or ''}"
    if "could not find expected ':'" in problem and fault.context_mark:
        row, column = _marked(fault.context_mark, lines)
    if any(_TAB_INDENT.match(lines[near]) for near in (row, row - 1) if near >= 0):
        return [_tab(lines[each], each, file, first_line) for each in _rows_with_tabs(lines)]
    for rule_of in (_no_break_space, _no_space_after_colon, _indented_too_far, _unquoted_colon, _reserved):
        diagnostic = rule_of(lines, row, column, problem, file, first_line)
        if diagnostic:
            return [diagnostic]
    closing = ""
    if "quoted scalar" in (fault.context or "") and fault.context_mark:
        row, column = _marked(fault.context_mark, lines)
        problem, closing = "a quotation mark is opened here and not closed", lines[row][column : column + 1]
    elif "flow" in (fault.context or "") and fault.context_mark:
        row, column = _marked(fault.context_mark, lines)
        problem = "a bracket is opened here and not closed, or a comma is missing"
        closing = {"[": "]", "{": "}"}.get(lines[row][column : column + 1], "")
    elif not _FIELD_LINE.match(lines[row]):
        problem = "this line is not a field, a list item or part of the value above"
    else:
        problem = "this line does not fit the lines above"
    span = _place(first_line, row, column, column + 1)
    help_text = "Compare the indentation, the quotation marks and the brackets with the lines above."
    fix = _closed(lines, row, closing, first_line) if closing else None
    return [Diagnostic(rules.YAML_SYNTAX, file, span, problem, help=help_text, fixes=(fix,) if fix else ())]


def _closed(lines: list[str], row: int, closing: str, first_line: int) -> Fix | None:
    """Close a quotation mark or bracket at the end of its line, if that is all that the front matter lacks."""
    end = len(lines[row].rstrip())
    mended = [*lines[:row], lines[row][:end] + closing, *lines[row + 1 :]]
    if compose("\n".join(mended)) is None:
        return None
    return Fix(_place(first_line, row, end, end), closing)


def _place(first_line: int, row: int, start: int, end: int) -> Span:
    return Span(Position(first_line + row, start + 1), Position(first_line + row, end + 1))


_TAB_INDENT = re.compile(r" *(\t[ \t]*)")


def _rows_with_tabs(lines: list[str]) -> list[int]:
    return [row for row, line in enumerate(lines) if _TAB_INDENT.match(line)][:_MAX_TABS]


def _tab(line: str, row: int, file: str, first_line: int) -> Diagnostic:
    indentation = _TAB_INDENT.match(line)
    assert indentation is not None  # the caller chose the line for it
    span = _place(first_line, row, indentation.start(1), indentation.end(1))
    return Diagnostic(
        rules.TAB, file, span, "a tab is used for indentation", help="Use two spaces instead of the tab.",
        fixes=(Fix(span, indentation.group(1).replace("\t", "  "), safe=True),),
    )  # fmt: skip


def _indented_too_far(
    lines: list[str], row: int, _column: int, _problem: str, file: str, first_line: int
) -> Diagnostic | None:
    """A field further to the right, or the left, than the one before it, where nothing else is wrong with the front matter."""
    before = next((line for line in reversed(lines[:row]) if line.strip()), "")
    own, wanted = (len(line) - len(line.lstrip(" ")) for line in (lines[row], before))
    if own == wanted or not before or not _FIELD_LINE.match(lines[row]):
        return None
    if compose("\n".join([*lines[:row], " " * wanted + lines[row].lstrip(" "), *lines[row + 1 :]])) is None:
        return None
    span = _place(first_line, row, 0, own)
    way = "further" if own > wanted else "less"
    return Diagnostic(
        rules.YAML_SYNTAX, file, span, f"this line is indented {way} than the line above, with which it belongs",
        help="Fields of the same group start in the same column.", fixes=(Fix(span, " " * wanted),),
    )  # fmt: skip


def _no_break_space(
    lines: list[str], row: int, _column: int, _problem: str, file: str, first_line: int
) -> Diagnostic | None:
    for near in (row, row - 1):
        found = re.match(r"\s*(?:- )?[\w-]+:(\u00a0+)|[ ]*(\u00a0+)", lines[near]) if near >= 0 else None
        if found:
            group = 1 if found.group(1) else 2
            span = _place(first_line, near, found.start(group), found.end(group))
            return Diagnostic(
                rules.NO_BREAK_SPACE, file, span, "a no-break space stands where a normal space is wanted",
                help="Delete it and type a space.", fixes=(Fix(span, " " * len(found.group(group)), safe=True),),
            )  # fmt: skip
    return None


def _no_space_after_colon(
    lines: list[str], row: int, _column: int, _problem: str, file: str, first_line: int
) -> Diagnostic | None:
    for near in (row, row - 1):
        found = re.match(r"\s*(?:- )?([a-z_]+):([^\s:/].*)\Z", lines[near]) if near >= 0 else None
        if found:
            span = _place(first_line, near, found.end(1), found.end(1) + 1)
            return Diagnostic(
                rules.NO_SPACE_AFTER_COLON, file, span, f"no space after the colon of {quoted(found.group(1))}",
                help="Put a space between the colon and the value.", fixes=(Fix(span, ": ", safe=True),),
            )  # fmt: skip
    return None


def _unquoted_colon(
    lines: list[str], row: int, column: int, problem: str, file: str, first_line: int
) -> Diagnostic | None:
    found = re.match(r"(\s*(?:- )?[\w-]+:\s+)(.*?)\s*\Z", lines[row])
    if "mapping values are not allowed" not in problem or not found or column < found.end(1):
        return None
    value = found.group(2)
    value_span = _place(first_line, row, found.start(2), found.end(2))
    if (inner := _between_curly(value)) is not None:
        return _curly_quotes(file, value_span, inner)
    quote = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Diagnostic(
        rules.UNQUOTED_COLON, file, _place(first_line, row, column, column + 1),
        "this colon starts a new field inside a value that has no quotation marks",
        help="Put the whole value into straight quotation marks.", fixes=(Fix(value_span, quote, safe=" #" not in found.group(2)),),
    )  # fmt: skip


def _reserved(lines: list[str], row: int, column: int, problem: str, file: str, first_line: int) -> Diagnostic | None:
    if "cannot start any token" not in problem and "alias" not in problem and "anchor" not in problem:
        return None
    line = lines[row]
    found = re.match(r"(\s*(?:- )?[\w-]+:\s+|\s*- )(.*?)\s*\Z", line)
    if not found or column >= len(line):
        return None
    value_span = _place(first_line, row, found.start(2), found.end(2))
    quote = '"' + found.group(2).replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Diagnostic(
        rules.RESERVED_CHARACTER, file, _place(first_line, row, found.start(2), found.start(2) + 1),
        f"a value may not start with {quoted(line[found.start(2)])}",
        help="Put the value into straight quotation marks.", fixes=(Fix(value_span, quote, safe=" #" not in found.group(2)),),
    )  # fmt: skip
