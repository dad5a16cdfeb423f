"""Rows that refer to other rows of the same file: where one is not taken, those that need it cannot be taken either.

Each row is looked at once, however long the chains are: a file can have a hundred thousand rows, each of which names the next.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Iterable, Mapping

from clearinghouse.core.checked import CheckedSource
from clearinghouse.core.diagnostic import Pointer, quoted
from clearinghouse.core.record import BODY, Key
from clearinghouse.core.schema import values_at
from clearinghouse.importing.conversion import Proposal
from clearinghouse.importing.mapping import ImportMapping
from clearinghouse.importing.values import Trouble

Needing = Mapping[Key, list[Key]]
"""The records that refer to a record or link to its file, by the key of that one."""


def needing_of(found: Mapping[Key, CheckedSource]) -> Needing:
    """Turn round what every source needs of others."""
    needing: dict[Key, list[Key]] = defaultdict(list)
    for key, checked in found.items():
        for needed in dict.fromkeys([*checked.targets, *map(_record_at, checked.links)]):
            needing[needed].append(key)
    return needing


def _record_at(link: str) -> Key:
    """The record whose file, relative to the content folder, a text links to; a key that is of none, where it is another file."""
    folder, _, name = link.rpartition("/")
    return Key(folder, name.removesuffix(".md"))


def lacking_after(gone: Iterable[Key], needing: Needing, new: Container[Key], told: Container[Key]) -> dict[Key, Key]:
    """The records that would lack another once some are gone, each with the one that it lacks; those in `told` are left out.

    Whoever lacks one is not taken: if it is `new`, those that need it lack it in turn.
    """
    lacking: dict[Key, Key] = {}
    waiting = deque(gone)
    while waiting:
        needed = waiting.popleft()
        for key in needing.get(needed, ()):
            if key not in lacking and key not in told:
                lacking[key] = needed
                if key in new:
                    waiting.append(key)
    return lacking


def trouble_of_lacking(
    proposal: Proposal, checked: CheckedSource, needed: Key, where: str, mapping: ImportMapping
) -> Trouble:
    """Say why a row is not taken that needs another; `where` says which one that is, as in “row 7”."""
    column = proposal.column_of(_place_of(needed, checked, mapping), mapping)
    return Trouble(column, f"{quoted(needed.id)} would come from {where}, which is rejected too. Mend that one first.")


def _place_of(needed: Key, checked: CheckedSource, mapping: ImportMapping) -> Pointer:
    """Where a record is named first: in a field, else in the text."""
    places = (
        pointer
        for field in mapping.schema.references
        if field.reference and field.reference.collection == needed.collection
        for pointer, value in values_at(checked.source.data, field.path)
        if value == needed.id
    )
    return next(places, (BODY,))
