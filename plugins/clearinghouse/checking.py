"""Reading and checking record files one by one; what was checked before and has not changed is taken from the cache."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clearinghouse.cache import Cache
from clearinghouse.core.checked import CheckedSource, check_by_itself, from_kept, to_keep
from clearinghouse.core.source import read_source
from clearinghouse.fingerprint import fingerprint, of_program
from clearinghouse.project import RecordFile, Types
from clearinghouse.workers import shared_out

Progress = Callable[[int, int], None]
"""Is told now and then how much of how much is done."""

_FILES_AT_ONCE = 250
"""Files that are read and then asked for together: of so many the bytes are in memory."""

_FILES_OF_A_WORKER = 50
"""Files that a worker checks before it answers."""


def checked_files(
    files: Sequence[RecordFile], types: Types, cache: Cache, progress: Progress | None = None
) -> list[CheckedSource]:
    """Return every file, read and checked by itself, in the order of the files. What is not kept is checked on all cores."""
    base = fingerprint(of_program(), types.fingerprint) if cache.file else b""
    found: dict[int, CheckedSource] = {}
    for number, checked in _kept(files, cache, base) if base else ():
        found[number] = checked
        if progress and (len(found) % _FILES_AT_ONCE == 0 or number == len(files) - 1):
            progress(len(found), len(files))
    missing = [number for number in range(len(files)) if number not in found]
    parts = [missing[start : start + _FILES_OF_A_WORKER] for start in range(0, len(missing), _FILES_OF_A_WORKER)]
    worth: dict[bytes, bytes] = {}
    cache.release()
    for part in shared_out(_Checking(files, types, base).part, parts):
        for number, checked, name, content in part:
            found[number] = checked
            if content:
                worth[name] = content
        if progress:
            progress(len(found), len(files))
    cache.keep(worth)
    return [found[number] for number in range(len(files))]


def _kept(files: Sequence[RecordFile], cache: Cache, base: bytes) -> Iterator[tuple[int, CheckedSource]]:
    """Yield the files that the cache knows to be good, with their places among all."""
    for start in range(0, len(files), _FILES_AT_ONCE):
        part = files[start : start + _FILES_AT_ONCE]
        contents = [each.content() for each in part]
        names = [_name(file, content, base) for file, content in zip(part, contents, strict=True)]
        kept = cache.find(name for name in names if name)
        for number, (file, content, name) in enumerate(zip(part, contents, names, strict=True), start):
            if name in kept and file.key and (checked := from_kept(kept[name], file.key, content, file.file)):
                yield number, checked


@dataclass(frozen=True)
class _Checking:
    """The files that have to be checked; `base` goes into the keys under which good ones are kept, and is empty where none are."""

    files: Sequence[RecordFile]
    types: Types
    base: bytes

    def part(self, numbers: Sequence[int]) -> list[tuple[int, CheckedSource, bytes, bytes]]:
        """Check the files with these places; return each with its key in the cache and what to keep there, if anything."""
        return [(number, *self._checked(self.files[number])) for number in numbers]

    def _checked(self, file: RecordFile) -> tuple[CheckedSource, bytes, bytes]:
        content = file.content()
        checked = _check(file, content, self.types)
        name = _name(file, content, self.base) if self.base else b""
        return checked, name, (to_keep(checked) if name else None) or b""


def _check(file: RecordFile, content: bytes, types: Types) -> CheckedSource:
    if file.key is None:
        source = file.read()
        return CheckedSource(None, source, source.diagnostics)
    schema = types.schemas[file.key.collection]
    return check_by_itself(file.key, read_source(content, file.file), schema, types.code_lists)


def _name(file: RecordFile, content: bytes, base: bytes) -> bytes:
    """The key of a file in the cache: whatever its check looks at. The folder is its collection, and where its links start from."""
    return fingerprint(base, "checked source", posixpath.dirname(file.file), content) if file.key else b""
