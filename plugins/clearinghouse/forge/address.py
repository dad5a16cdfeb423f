"""Ids made from titles, for whoever has not thought of one."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from itertools import count

from clearinghouse.core.record import MAX_ID_LENGTH


def address_from(title: str, limit: int = 60) -> str:
    """Return an id made of the first words of a title, at most `limit` characters; empty where no Latin letter or digit is in it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    words = "".join(character if character.isalnum() else " " for character in plain).split()
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:limit]
        if len(longer) > limit:
            break
        made = longer
    return made


def numbered(wanted: str, taken: Collection[str]) -> str:
    """Return an id, with a number after it where others have it already."""
    if wanted not in taken:
        return wanted
    ids = (f"{wanted[: MAX_ID_LENGTH - 5]}-{number}" for number in count(2))
    return next(each for each in ids if each not in taken)
