"""The bytes of a file and the places that diagnostics name in it: changes go in there, and all else stays as it is.

Diagnostics count lines and columns in the text as it was read: without a byte order mark, and with line feeds only. Files have
either, and keep them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from clearinghouse.core.diagnostic import Fix, Position

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Original:
    """A file as it is: its byte order mark, if it has one, and its text with the line breaks that it has."""

    mark: bytes
    text: str

    @classmethod
    def of(cls, content: bytes) -> Original:
        """Take the bytes of a file apart.

        Raises UnicodeDecodeError for what is not UTF-8.
        """
        mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        return cls(mark, content[len(mark) :].decode("utf-8"))

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.mark + self.text.encode("utf-8")

    @cached_property
    def line_break(self) -> str:
        """How the lines of this file end: as its first line does."""
        found = _LINE_BREAK.search(self.text)
        return found.group() if found else "\n"

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """Where each line begins in the text, and where it ends, without its line break."""
        breaks = [found.span() for found in _LINE_BREAK.finditer(self.text)]
        starts = [0, *(end for _, end in breaks)]
        return list(zip(starts, [*(start for start, _ in breaks), len(self.text)], strict=True))

    def offset(self, position: Position) -> int:
        """How many characters of the text stand before a position; one beyond the end of its line, or of all, is that end."""
        if position.line > len(self._lines):
            return len(self.text)
        start, end = self._lines[position.line - 1]
        return min(start + position.column - 1, end)

    def with_fixes(self, fixes: Iterable[Fix]) -> Original:
        """Return the file with fixes of which none overlap. Line breaks in them become those of the file."""
        parts: list[str] = []
        done = 0
        for fix in sorted(fixes, key=lambda each: each.span):
            start, end = self.offset(fix.span.start), self.offset(fix.span.end)
            parts.append(self.text[done:start])
            if fix.span.start.line > len(self._lines) and not self.text.endswith(("\n", "\r")):
                parts.append(self.line_break)  # a new line after a last one that is not ended
            parts.append(fix.replacement.replace("\n", self.line_break))
            done = end
        return Original(self.mark, "".join((*parts, self.text[done:])))

    def with_lines(self, first: int, behind: int, new: str) -> Original:
        """Return the file with other lines in place of those from `first` up to, and without, line `behind`."""
        start, end = self.offset(Position(first, 1)), self.offset(Position(behind, 1))
        return Original(self.mark, self.text[:start] + new.replace("\n", self.line_break) + self.text[end:])
