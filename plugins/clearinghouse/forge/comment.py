"""An outline in words: as Markdown for a comment, or as text for a terminal.

Values can hold anything. In Markdown each stands between backticks, where GitHub looks for no mention, no link, no number of
an issue and no HTML; names from schemas are bold, and lose what is neither letter, digit nor plain punctuation.
Uses the standard library alone (see `outline.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from clearinghouse.core.inert import code, on_one_line
from clearinghouse.forge.outline import ITEM, PARAGRAPH, SECTION, SENTENCES, TITLE, Line, Value

MAX_COMMENT = 60_000
"""GitHub takes 65,536 characters."""
CUT_SHORT = "… This list is longer than a comment may be. The summary of the run has all of it."

_MARKS = {TITLE: "## ", SECTION: "### ", PARAGRAPH: ""}


def markdown(lines: Iterable[Line], limit: int = MAX_COMMENT) -> str:
    """Return an outline as Markdown that does nothing but say it; whole lines are left off where it would be too long."""
    written: list[str] = []
    left = limit - len(CUT_SHORT) - 4
    depth = -1  # of the item before; none stands more than one step deeper, or it would be taken for a block of code
    for each in lines:
        is_item, was_item = each.form == ITEM, depth >= 0
        depth = min(each.depth, depth + 1) if is_item else -1
        text = _in_markdown(each, depth)
        gap = "" if not written else "\n" if was_item and is_item else "\n\n"
        left -= len(gap) + len(text)
        if left < 0:
            return f"{''.join(written)}\n\n{CUT_SHORT}\n"
        written += [gap, text]
    return f"{''.join(written)}\n"


def plain(lines: Iterable[Line]) -> str:
    """Return an outline as text for a terminal, with nothing in it that a terminal obeys."""
    written = [""]
    for each in lines:
        values = {name: _in_text(value) for name, value in each.values.items()}
        text = SENTENCES[each.say][1].format(**values)
        if each.form == ITEM:
            written.append(f"{'  ' * each.depth}- {text}")
        else:
            written += [*([""] if written[-1] else []), text]
            written += ["-" * len(text)] if each.form in (TITLE, SECTION) else []
    return "\n".join([*written, ""]).lstrip("\n")


def _in_markdown(each: Line, depth: int) -> str:
    values = {name: _marked(name, value) for name, value in each.values.items()}
    text = SENTENCES[each.say][1].format(**values)
    return f"{'  ' * depth}- {text}" if each.form == ITEM else f"{_MARKS[each.form]}{text}"


def _marked(name: str, value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(code, value))
    return str(value) if isinstance(value, int) else bold(value) if name.startswith("label") else code(value)


def _in_text(value: Value) -> str:
    return ", ".join(map(on_one_line, value)) if isinstance(value, tuple) else on_one_line(str(value))


def bold(text: str) -> str:
    """A name in bold, of which only letters, digits and plain punctuation are left."""
    kept = "".join(
        each if each.isalnum() or unicodedata.category(each)[0] == "M" or each in " ,()'’–›-" else " " for each in text
    )
    return f"**{' '.join(kept.split())[:200] or '?'}**"
