"""Three ways to say a record: what the last import wrote, what its file says now, and what the new import says.

Field by field: who changed a field since the last import wins; where both did, the file keeps its value and a person is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ABSENT = None
"""Stands for a field without a value; no field of a record can have it."""


@dataclass(frozen=True)
class Conflict:
    """A field that was changed by hand and in the imported file, differently. The record keeps `mine`."""

    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """The outcome for a record: its fields, what to remember as written by imports, and what a person has to look at."""

    data: Mapping[str, Any]
    base: Mapping[str, Any]
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Merge what a new import says into a record, field by field; values are compared whole.

    A conflict stays one until the record or the imported file is changed: what is remembered of its field is the old base.
    """
    data, remembered, conflicts = dict(mine), dict(theirs), []
    for name in dict.fromkeys([*theirs, *base]):
        old, own, new = base.get(name, ABSENT), mine.get(name, ABSENT), theirs.get(name, ABSENT)
        if new in (own, old):
            continue  # both say the same, or the import has nothing new
        if own == old:
            if new is ABSENT:
                del data[name]
            else:
                data[name] = new
            continue
        conflicts.append(Conflict(name, old, own, new))
        if old is ABSENT:
            remembered.pop(name, None)
        else:
            remembered[name] = old
    return Merged(data, remembered, tuple(conflicts))
