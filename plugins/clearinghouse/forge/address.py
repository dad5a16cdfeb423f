"""Ids that nobody has yet."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from clearinghouse.core.record import MAX_ID_LENGTH


def numbered(wanted: str, taken: Collection[str]) -> str:
    """Return an id, with a number after it where others have it already."""
    if wanted not in taken:
        return wanted
    ids = (f"{wanted[: MAX_ID_LENGTH - 5]}-{number}" for number in count(2))
    return next(each for each in ids if each not in taken)
