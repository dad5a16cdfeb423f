"""An outline in words: as Markdown for a comment, or as text for a terminal.

Values can hold anything. In Markdown each stands between backticks, where GitHub looks for no mention, no link, no number of
an issue and no HTML; names from schemas are bold, and lose what is neither letter, digit nor plain punctuation.
Uses the standard library alone (see `outline.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

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


def code(text: str) -> str:
    """A text between as many backticks as it needs, so that it is shown as it is and does nothing."""
    shown = on_one_line(text).strip() or "(empty)"
    fence = fence_around(shown)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def fence_around(text: str, least: int = 1) -> str:
    """Backticks in such a number, `least` or more, that the text between two of these cannot close them."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(least, longest + 1)


def bold(text: str) -> str:
    """A name in bold, of which only letters, digits and plain punctuation are left."""
    kept = "".join(
        each if each.isalnum() or unicodedata.category(each)[0] == "M" or each in " ,()'’–›-" else " " for each in text
    )
    return f"**{' '.join(kept.split())[:200] or '?'}**"


def on_one_line(text: str) -> str:
    """A text on one line without anything that cannot be seen, such as marks that turn the direction of what follows."""
    seen = (
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(each) in _UNSEEN else each
        for each in " ".join(text.split())
    )
    return "".join(seen)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
