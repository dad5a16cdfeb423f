"""Ids made of texts: what a title or a cell suggests as the name of a record."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
"""Latin letters that Unicode does not take apart into a plain one and a sign."""


def without_accents(text: str) -> str:
    """Return a text in lower case without accents; letters of other scripts stay."""
    spread = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(each for each in spread if not unicodedata.combining(each))


def id_from_title(title: str, limit: int = 60) -> str:
    """Return an id made of the first words of a title, at most `limit` characters; empty where no Latin letter or digit is in it.

    `client/form/ids.js` does the same with the same limit; `tests/pages/slugs.json` holds both to it.
    """
    made = ""
    for word in re.findall(r"[a-z0-9]+", _without_marks(without_accents(title))):
        longer = f"{made}-{word}" if made else word[:limit]
        if len(longer) > limit:
            break
        made = longer
    return made


def _without_marks(text: str) -> str:
    """A text without what Unicode calls a mark, which stands on or around a letter and divides no word."""
    return text if text.isascii() else "".join(each for each in text if unicodedata.category(each)[0] != "M")
