"""What changes in a file, as the unified difference that git and editors show."""

from __future__ import annotations

import difflib
import re

_LINE = re.compile(
    r"[^\n]*\n|[^\n]+"
)  # splitlines() also splits at characters that no editor takes for the end of a line
_NO_END = "\\ No newline at end of file\n"


def difference(file: str, before: bytes, after: bytes) -> str:
    """Return the lines that change, with three around them; empty where none does. What is not UTF-8 shows as �."""
    old, new = (_LINE.findall(text.decode("utf-8", "replace")) for text in (before, after))
    return "".join(
        line if line.endswith("\n") else f"{line}\n{_NO_END}"
        for line in difflib.unified_diff(old, new, f"a/{file}", f"b/{file}")
    )
