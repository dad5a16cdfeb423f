"""Putting a new release together: beside the others, and with links to files that are the same in the release before.

So a release in which one record changed costs little time and room. Nothing in a release is ever changed later: whoever
edits a file in one by hand edits it in all that share it, and `clearinghouse verify` says so.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from clearinghouse.releases.copy import State, state_of
from clearinghouse.releases.files import chunks_of
from clearinghouse.releases.manifest import Entry, Manifest, entry_of, manifest_from, tools_in_use
from clearinghouse.releases.precompressed import SUFFIXES, Forms, is_packable
from clearinghouse.releases.target import keep_names

_FILE, _FOLDER = 0o644, 0o755
"""Who may read a release: everybody, whatever the settings of the person who publishes."""


@dataclass(frozen=True)
class Before:
    """The release that was made before: where it lies, and what it consists of."""

    place: Path
    manifest: Manifest


@dataclass
class Stage:
    """A folder in which a release is put together. What is written into it is on the disk when that is done.

    Raises OSError where something cannot be read or written.
    """

    place: Path
    before: Before | None = None
    _made: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._entries = self.before.manifest.by_path if self.before else {}

    def take(self, site: Path, entry: Entry) -> None:
        """Add a file of a site, as it is there now: that it is what it should be is verified when all are there."""
        if not self._link(entry):
            self._write(entry.path, chunks_of(site / entry.path))

    def put(self, path: str, content: bytes) -> None:
        """Add a file with this content."""
        self._write(path, [content])

    def packed(self, site: Path, entries: Collection[Entry], forms: Forms) -> list[Entry]:
        """Add these files in packed forms, where they are smaller so; return what they are."""
        taken = {each.path for each in entries}
        packable = [each for each in entries if is_packable(each.path, each.size)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # the libraries let several work at once
            made = pool.map(lambda entry: list(self._pack(site, entry, forms, taken)), packable)
            return [entry for those in made for entry in those]

    def finish(self) -> None:
        """Let the disk have the names of all files."""
        for folder in [*self._made, self.place]:
            keep_names(folder)

    def _pack(self, site: Path, entry: Entry, forms: Forms, taken: set[str]) -> Iterator[Entry]:
        is_known = self._was_packed_alike and self._entries.get(entry.path) == entry
        content = b""
        for suffix, pack in forms.items():
            path = entry.path + suffix
            known = self._entries.get(path)
            if path in taken or (is_known and known is None):  # of the site itself, or not smaller last time either
                continue
            if is_known and known and self._link(known):
                yield known
                continue
            content = content or b"".join(chunks_of(site / entry.path))
            packed = pack(content)
            if len(packed) < len(content):
                self._write(path, [packed])
                yield entry_of(path, packed)

    @cached_property
    def _was_packed_alike(self) -> bool:
        """Whether the release before has packed forms, made by the same programs: then these would be the same."""
        tools = self.before.manifest.tools if self.before else {}
        alike = all(
            tools.get(name) == version for name, version in tools_in_use().items() if name in {"brotli", "zlib"}
        )
        return alike and any(path.endswith(SUFFIXES[0]) for path in self._entries)

    def _link(self, entry: Entry) -> bool:
        """Add a file by a link to the same in the release before, if it is there and still what it was."""
        if self.before is None or self._entries.get(entry.path) != entry:
            return False
        known, new = self.before.place / entry.path, self.place / entry.path
        try:
            if state_of(entry, chunks_of(known)) is not State.WHOLE or not _has_our_mode(known):
                return False
            self._make_folder(new.parent)
            os.link(known, new, follow_symlinks=False)
        except (OSError, NotImplementedError):
            return False  # gone, or on a disk that has no such links: then it is copied
        return True

    def _write(self, path: str, chunks: Iterable[bytes]) -> None:
        new = self.place / path
        self._make_folder(new.parent)
        opened = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _FILE)
        try:
            os.chmod(new, _FILE)  # noqa: PTH101 - beside the file that is open
            for chunk in chunks:
                _write_all(opened, chunk)
            os.fsync(opened)
        finally:
            os.close(opened)

    def _make_folder(self, folder: Path) -> None:
        for each in reversed([folder, *folder.parents]):
            if each in self._made or not each.is_relative_to(self.place):
                continue
            each.mkdir(exist_ok=True)
            each.chmod(stat.S_IMODE(each.stat().st_mode) | _FOLDER)  # a mark that hands on the group stays
            self._made.add(each)


def put_together(site: Path, listed: Manifest, stage: Stage, forms: Forms) -> Manifest:
    """Add all files of a site, and those that can be packed in these forms too; return the manifest of it all."""
    for entry in listed.files:
        stage.take(site, entry)
    more = stage.packed(site, listed.files, forms) if forms else []
    return manifest_from([*listed.files, *more], listed.origin, listed.tools)


def _has_our_mode(path: Path) -> bool:
    """Whether a file may be read and written by those whom every file of a release may be, no more and no fewer."""
    return stat.S_IMODE(path.stat().st_mode) == _FILE


def _write_all(opened: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(opened, rest) :]
