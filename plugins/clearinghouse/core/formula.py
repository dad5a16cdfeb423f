"""Texts that a spreadsheet would take for formulas. Content comes from strangers, and a formula can fetch or run something."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula, or would once the apostrophe before it is gone."""


def with_guard(text: str) -> str:
    """Return the text of a cell with an apostrophe before it, where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def without_guard(text: str) -> str:
    """Return what `with_guard` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
