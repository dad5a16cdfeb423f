"""A copy of a release in a folder: a site on a disk, a USB stick."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from clearinghouse.releases.copy import CopyFault, State, limited, state_of
from clearinghouse.releases.files import chunks_of, files_below
from clearinghouse.releases.manifest import Entry


class FolderCopy:
    """Looks into a folder. Links in it are never followed: what is reached by one counts as missing, the link as extra.

    Where the disk does not tell capitals from small letters, a file is found under either, and named as it was asked for: there
    an update that renames Photo.png to photo.png leaves the old name on the new file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)
        self._asked: dict[str, str] = {}
        """Files that were asked for under other letters, by their names on the disk."""

    @cached_property
    def _found(self) -> Mapping[str, os.stat_result | None]:
        """Everything that is there; None for what is no file."""
        try:
            return {
                path: found if isinstance(found, os.stat_result) else None for path, found in files_below(self.folder)
            }
        except OSError as fault:
            raise CopyFault(f"{self.folder} cannot be read: {fault.strerror}.") from fault

    @cached_property
    def _in_other_letters(self) -> Mapping[str, str]:
        """The names on the disk by what they are without regard to capitals."""
        return {path.casefold(): path for path in self._found}

    def _on_disk(self, path: str) -> str:
        """The name on the disk of what is asked for: another only where the disk takes both for the same file."""
        if path in self._found:
            return path
        other = self._in_other_letters.get(path.casefold(), "")
        if not other or not _is_same(self.folder / path, self.folder / other):
            return path
        self._asked[other] = path
        return other

    def read(self, path: str, limit: int) -> bytes | None:
        """As `Copy` says."""
        path = self._on_disk(path)
        if self._found.get(path) is None:
            return None
        try:
            return limited(chunks_of(self.folder / path), limit)
        except OSError as fault:
            raise CopyFault(f"{self.folder / path} cannot be read: {fault.strerror}.") from fault

    def states(self, entries: Iterable[Entry]) -> Iterator[State]:
        """As `Copy` says."""
        return map(self._state, entries)

    def _state(self, entry: Entry) -> State:
        path = self._on_disk(entry.path)
        found = self._found.get(path)
        if found is None:
            return State.MISSING
        if found.st_size != entry.size:
            return State.CHANGED
        try:
            return state_of(entry, chunks_of(self.folder / path))
        except OSError:
            return State.UNREADABLE

    def paths(self) -> set[str]:
        """As `Copy` says."""
        return {self._asked.get(path, path) for path in self._found}


def _is_same(one: Path, other: Path) -> bool:
    """Whether both names are of one file, and neither is a link."""
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except (OSError, ValueError):
        return False
