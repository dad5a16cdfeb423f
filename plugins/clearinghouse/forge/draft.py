"""A draft of a record, made from the answers of an issue: its place, its text, or what stands against it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from clearinghouse.core.canonical import record_text
from clearinghouse.core.diagnostic import quoted
from clearinghouse.core.naming import id_from_title
from clearinghouse.core.record import MAX_ID_LENGTH, Key, is_id
from clearinghouse.forge.address import numbered
from clearinghouse.forge.issue_answers import Answered, NotAForm


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
    made = id_from_title(str(answered.data.get("title", "")))
    own = wanted or numbered(made if is_id(made) else fallback, taken)
    return Draft(Key(collection, own), record_text(answered.schema, answered.data, answered.body))
