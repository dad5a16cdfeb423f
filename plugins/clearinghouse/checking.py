"""Reading and checking record files one by one; what was checked before and has not changed is taken from the cache."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence

from clearinghouse.cache import Cache
from clearinghouse.core.checked import CheckedSource, check_by_itself, from_kept, to_keep
from clearinghouse.core.source import read_source
from clearinghouse.fingerprint import fingerprint, of_program
from clearinghouse.project import RecordFile, Types

Progress = Callable[[int, int], None]
"""Is told now and then how much of how much is done."""

_FILES_AT_ONCE = 250
"""Files that are read and then asked for together: of so many the bytes are in memory."""


def checked_files(
    files: Sequence[RecordFile], types: Types, cache: Cache, progress: Progress | None = None
) -> Iterator[CheckedSource]:
    """Yield every file, read and checked by itself, in the order of the files."""
    base = fingerprint(of_program(), types.fingerprint) if cache.file else b""
    for start in range(0, len(files), _FILES_AT_ONCE):
        part = files[start : start + _FILES_AT_ONCE]
        if base:
            yield from _with_cache(part, types, cache, base)
        else:
            yield from (_check(each, each.content(), types) for each in part)
        if progress:
            progress(min(start + _FILES_AT_ONCE, len(files)), len(files))


def _check(file: RecordFile, content: bytes, types: Types) -> CheckedSource:
    if file.key is None:
        source = file.read()
        return CheckedSource(None, source, source.diagnostics)
    schema = types.schemas[file.key.collection]
    return check_by_itself(file.key, read_source(content, file.file), schema, types.code_lists)


def _with_cache(files: Sequence[RecordFile], types: Types, cache: Cache, base: bytes) -> Iterator[CheckedSource]:
    """Yield files of which some are kept, and keep those of the others that have no fault."""
    contents = [each.content() for each in files]
    names = [_name(file, content, base) for file, content in zip(files, contents, strict=True)]
    kept = cache.find(name for name in names if name)
    fresh: dict[bytes, bytes] = {}
    for file, content, name in zip(files, contents, names, strict=True):
        checked = from_kept(kept[name], file.key, content, file.file) if name in kept and file.key else None
        if checked is None:
            checked = _check(file, content, types)
            if name and (worth := to_keep(checked)):
                fresh[name] = worth
        yield checked
    cache.keep(fresh)


def _name(file: RecordFile, content: bytes, base: bytes) -> bytes:
    """The key of a file in the cache: whatever its check looks at. The folder is its collection, and where its links start from."""
    return fingerprint(base, "checked source", posixpath.dirname(file.file), content) if file.key else b""
