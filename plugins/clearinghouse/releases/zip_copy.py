"""A copy of a release in a ZIP archive, which need not be unpacked for it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from os.path import isfile
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from clearinghouse.releases.copy import CopyFault, State, limited, state_of
from clearinghouse.releases.files import CHUNK
from clearinghouse.releases.manifest import MANIFEST, Entry

BROKEN = (BadZipFile, LargeZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error)
"""What zipfile raises for an archive or a member that is damaged, encrypted, or packed in a way that it does not know."""

_PACKED_AS = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""The ways of packing that are read. Others that zipfile knows it unpacks without a bound on what comes out of a few bytes."""
_ENCRYPTED = 1
"""The bit of a member that says so."""


class ZipCopy:
    """Looks into an archive. Its files may lie in one folder, as some programs pack them: then they are named without that."""

    def __init__(self, file: Path) -> None:
        self.name = str(file)
        # A pipe would keep us waiting, a device never end. That of a Path raises for names that are too long.
        if not isfile(file):  # noqa: PTH113 - see above
            raise CopyFault(f"{file} is not a file.")
        try:
            self._archive = ZipFile(file)
        except BROKEN as fault:
            raise CopyFault(f"{file} is not a ZIP archive that can be read: {fault}.") from fault
        members = [each for each in self._archive.infolist() if not each.is_dir()]
        try:
            _must_be_readable(file, members)
        except CopyFault:
            self._archive.close()
            raise
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
        if path in self._repeated:
            raise CopyFault(
                f"{path} is in {self.name} twice. Programs differ in which of the two they unpack, so it cannot be used."
            )
        try:
            return limited(self._chunks(member), limit)
        except BROKEN as fault:
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
        except BROKEN:
            return State.UNREADABLE

    def _chunks(self, member: ZipInfo) -> Iterator[bytes]:
        with closing(self._archive.open(member)) as opened:
            while chunk := opened.read(CHUNK):
                yield chunk

    def paths(self) -> set[str]:
        """As `Copy` says."""
        return set(self._members)


def _must_be_readable(file: Path, members: Iterable[ZipInfo]) -> None:
    """Raise CopyFault where a member is encrypted, or packed in another way than ours and those of common programs."""
    for each in members:
        if each.flag_bits & _ENCRYPTED:
            raise CopyFault(
                f"{file} is encrypted: no copy is. Extract it with its password, and name the folder instead."
            )
        if each.compress_type not in _PACKED_AS:
            raise CopyFault(
                f"{file} is packed in a way that is not read here (number {each.compress_type}; only stored and Deflate are)."
                " Extract it with the program that made it, and name the folder instead."
            )


def _folder_of(names: list[str]) -> str:
    """The one folder in which the release lies, with a stroke at its end; empty where it lies at the top."""
    if MANIFEST in names:
        return ""
    found = {name.removesuffix(MANIFEST) for name in names if re.fullmatch(rf"[^/]+/{re.escape(MANIFEST)}", name)}
    return found.pop() if len(found) == 1 else ""
