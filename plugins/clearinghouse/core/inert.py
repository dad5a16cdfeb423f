"""Texts that hold anything, put into Markdown so that they do nothing: on one line, and between backticks.

Uses the standard library alone, since it also runs where nothing else is installed.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


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


def on_one_line(text: str) -> str:
    """A text on one line without anything that cannot be seen, such as marks that turn the direction of what follows."""
    seen = (
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(each) in _UNSEEN else each
        for each in " ".join(text.split())
    )
    return "".join(seen)
