"""A draft of a record, made from the answers of an issue: its place, its text, or what stands against it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.record import MAX_ID_LENGTH, Key, is_id
from clearinghouse.core.scalar import is_read_differently, read_plain
from clearinghouse.forge.address import address_from, numbered
from clearinghouse.forge.issue_answers import Answered, NotAForm

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
"""Texts that YAML needs no quotation marks for, if it takes them for text at all."""


@dataclass(frozen=True)
class Draft:
    """A record that is not in the repository yet: its key and the text of its file."""

    key: Key
    text: str


def draft_from(answered: Answered, taken: Collection[str], fallback: str) -> Draft:
    """Make the draft of a record. `taken` are all ids that its collection has or had; `fallback` is an id for a title without letters.

    Raises NotAForm where the id that was asked for is none, or is taken.
    """
    collection, wanted = answered.schema.collection.name, answered.address.strip()
    if wanted and not is_id(wanted):
        raise NotAForm(
            f"{quoted(wanted)} cannot be the short name for the address. "
            f"It has lower-case letters, digits and single hyphens, and at most {MAX_ID_LENGTH} characters."
        )
    if wanted in taken:
        raise NotAForm(f"{quoted(wanted)} is the short name of another record. Choose another one.")
    made = address_from(str(answered.data.get("title", "")))
    own = wanted or numbered(made if is_id(made) else fallback, taken)
    return Draft(Key(collection, own), record_text(answered.data, answered.body))


def record_text(data: Mapping[str, Any], body: str) -> str:
    """Return the text of a record's file: a field a line, lists of groups with a line for each."""
    lines = [line for name, value in data.items() for line in _field(name, value)]
    return "\n".join(["---", *lines, "---", *(["", body] if body else [""])])


def _field(name: str, value: Any) -> list[str]:
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return [f"{name}:", *(f"  - {_flow(item)}" for item in value)]
    return [f"{name}: {_flow(value)}"]


def _flow(value: Any) -> str:
    """A value on one line, read alike by every reader of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool | int):
        return str(value).lower()
    text = str(value)
    if _PLAIN.match(text) and read_plain(text) == text and not is_read_differently(text):
        return text
    # A text in JSON is a text in YAML; the line breaks that only YAML knows are written as escapes.
    return "".join(
        f"\\u{ord(each):04x}" if each in "\x7f\x85\u2028\u2029\ufeff" else each
        for each in json.dumps(text, ensure_ascii=False)
    )
