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
    """Looks into a folder. Links in it are never followed: what is reached by one counts as missing, the link as extra."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)

    @cached_property
    def _found(self) -> Mapping[str, os.stat_result | None]:
        """Everything that is there; None for what is no file."""
        try:
            return {
                path: found if isinstance(found, os.stat_result) else None for path, found in files_below(self.folder)
            }
        except OSError as fault:
            raise CopyFault(f"{self.folder} cannot be read: {fault.strerror}.") from fault

    def read(self, path: str, limit: int) -> bytes | None:
        """As `Copy` says."""
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
        found = self._found.get(entry.path)
        if found is None:
            return State.MISSING
        if found.st_size != entry.size:
            return State.CHANGED
        try:
            return state_of(entry, chunks_of(self.folder / entry.path))
        except OSError:
            return State.UNREADABLE

    def paths(self) -> set[str]:
        """As `Copy` says."""
        return set(self._found)
