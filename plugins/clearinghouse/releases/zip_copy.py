"""A copy of a release in a ZIP archive, which need not be unpacked for it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from clearinghouse.releases.copy import CopyFault, State, limited, state_of
from clearinghouse.releases.files import CHUNK
from clearinghouse.releases.manifest import MANIFEST, Entry

_BROKEN = (BadZipFile, LargeZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error)
"""What zipfile raises for a member that is damaged, encrypted, or packed in a way that it does not know."""


class ZipCopy:
    """Looks into an archive. Its files may lie in one folder, as some programs pack them: then they are named without that."""

    def __init__(self, file: Path) -> None:
        self.name = str(file)
        try:
            self._archive = ZipFile(file)
        except _BROKEN as fault:
            raise CopyFault(f"{file} is not a ZIP archive that can be read: {fault}.") from fault
        members = [each for each in self._archive.infolist() if not each.is_dir()]
        self._folder = _folder_of([each.filename for each in members])
        self._members: dict[str, ZipInfo] = {}
        self._repeated: set[str] = set()
        for each in members:
            path = each.filename.removeprefix(self._folder)
            if path in self._members:
                self._repeated.add(path)
            self._members[path] = each

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def read(self, path: str, limit: int) -> bytes | None:
        """As `Copy` says."""
        member = self._members.get(path)
        if member is None:
            return None
        try:
            return limited(self._chunks(member), limit)
        except _BROKEN as fault:
            raise CopyFault(f"{path} in {self.name} cannot be read: {fault}.") from fault

    def states(self, entries: Iterable[Entry]) -> Iterator[State]:
        """As `Copy` says. A file that is there twice is changed: programs differ in which of the two they unpack."""
        return map(self._state, entries)

    def _state(self, entry: Entry) -> State:
        member = self._members.get(entry.path)
        if member is None:
            return State.MISSING
        if member.file_size != entry.size or entry.path in self._repeated:
            return State.CHANGED
        try:
            return state_of(entry, self._chunks(member))
        except _BROKEN:
            return State.UNREADABLE

    def _chunks(self, member: ZipInfo) -> Iterator[bytes]:
        with closing(self._archive.open(member)) as opened:
            while chunk := opened.read(CHUNK):
                yield chunk

    def paths(self) -> set[str]:
        """As `Copy` says."""
        return set(self._members)


def _folder_of(names: list[str]) -> str:
    """The one folder in which the release lies, with a stroke at its end; empty where it lies at the top."""
    if MANIFEST in names:
        return ""
    found = {name.removesuffix(MANIFEST) for name in names if re.fullmatch(rf"[^/]+/{re.escape(MANIFEST)}", name)}
    return found.pop() if len(found) == 1 else ""
