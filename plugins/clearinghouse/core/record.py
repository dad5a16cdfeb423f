"""Records: what a source says, once it was found to keep the rules of its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

MAX_ID_LENGTH = 80
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
"""The languages of records, English first: it is what a record is in that names none."""

RIGHT_TO_LEFT = frozenset({"ar"})

BODY = "body"
"""How a source says that it backs the text of a record, which is not a field."""


class Key(NamedTuple):
    """What identifies a record for ever: its collection and its id."""

    collection: str
    id: str


@dataclass(frozen=True)
class Record:
    """One record. `data` holds its fields as its schema describes them, `body` its text in Markdown."""

    key: Key
    data: Mapping[str, Any]
    body: str
    file: str

    @property
    def title(self) -> str:
        """The title, in the language of the record."""
        return str(self.data["title"])

    @property
    def summary(self) -> str:
        """The summary, in the language of the record."""
        return str(self.data.get("summary", ""))

    @property
    def language(self) -> str:
        """The language of title, summary and body."""
        return str(self.data.get("language", LANGUAGES[0]))

    @property
    def direction(self) -> str:
        """The direction that its script runs in: `ltr` or `rtl`."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def url(self) -> str:
        """Its page, relative to the root of the site."""
        return url_of(self.key)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its old ids."""
        return tuple(self.data.get("aliases", ()))


def url_of(key: Key) -> str:
    """The page of a record, relative to the root of the site."""
    return f"{key.collection}/{key.id}.html"


def is_id(text: str) -> bool:
    """Say whether a text can be the id of a record. `index` is taken by the listing."""
    return len(text) <= MAX_ID_LENGTH and text != "index" and bool(_ID.match(text))
