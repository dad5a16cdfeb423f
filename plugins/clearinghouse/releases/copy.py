"""A copy of a release, wherever it is: a folder, a ZIP archive, a web server. Nothing that it holds is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from clearinghouse.releases.manifest import Entry


class CopyFault(Exception):
    """A copy cannot be looked into at all. The message is for the person at the keyboard."""


class State(StrEnum):
    """How a file of a copy is, compared with what it should be."""

    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


class Copy(Protocol):
    """What can be asked of a copy of a release."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    def read(self, path: str, limit: int) -> bytes | None:
        """The content of a file, one byte more than the limit at most; None where it is not there. Raises CopyFault."""

    def states(self, entries: Iterable[Entry]) -> Iterator[State]:
        """Yield how each of these files is here. Of no file is more read than it should have."""

    def paths(self) -> set[str] | None:
        """The paths of everything that is here but folders; None where that cannot be known. Raises CopyFault."""


def state_of(entry: Entry, chunks: Iterable[bytes]) -> State:
    """Whether a content, given piece by piece, is that of an entry. No piece after the first too many is asked for."""
    hashed, size = sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > entry.size:
            return State.CHANGED
        hashed.update(chunk)
    return State.WHOLE if (size, hashed.hexdigest()) == (entry.size, entry.sha256) else State.CHANGED


def limited(chunks: Iterable[bytes], limit: int) -> bytes:
    """The content that is given piece by piece, cut off after one byte more than the limit."""
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) > limit:
            break
    return bytes(found[: limit + 1])
