"""An update of a pack for slow lines: a ZIP file with what has changed since an older copy, to be unpacked over that.

Files that are no more stay on the disk of the old copy: nothing links to them, no list and no search has them. They are
named in `manifest-updates/removed.txt`, for those who want to delete them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clearinghouse.packs.archive import in_words, write_zip
from clearinghouse.packs.contents import Contents, contents_of
from clearinghouse.packs.place import must_be_free
from clearinghouse.packs.start_here import START, MadeWith, made_with
from clearinghouse.project import ProjectFault
from clearinghouse.releases.manifest import (
    MANIFEST,
    MAX_MANIFEST_BYTES,
    UPDATES,
    Manifest,
    ManifestFault,
    read_manifest,
)
from clearinghouse.releases.update import Update, update_bytes, update_of, update_path, updated

if TYPE_CHECKING:
    from clearinghouse.engines.packing import Pack

REMOVED = f"{UPDATES}/removed.txt"

Read = Callable[[str], bytes | None]
"""Reads a file of an old copy by its path; None where it is not there."""


@dataclass(frozen=True)
class UpdateWritten:
    """What became of an update: how many files are in it and how many are gone, the bytes of the archive."""

    changed: int
    removed: int
    size: int


def write(pack: Pack, old: Path, out: Path) -> str:
    """Write what has changed since an old copy (a ZIP file or a folder); return a sentence that says what was written.

    Nothing is written where nothing has changed.
    Raises ProjectFault where the old copy is none, or the update cannot be written.
    """
    if out.resolve() == old.resolve():
        raise ProjectFault("The update cannot take the place of the old copy: name another file for it.")
    must_be_free(out)
    before = manifest_of_copy(old)
    done = write_update(before, contents_of(pack), pack.moment, out)
    if done is None:
        return f"Nothing has changed since {old}, so no update was written."
    gone = f"; {done.removed} are gone" if done.removed else ""
    return f"Written: {out}, {done.changed} of {len(before.files)} files changed{gone}, {in_words(done.size)}. Unpack it over the old copy."


def write_update(before: Manifest, contents: Contents, moment: datetime, out: Path) -> UpdateWritten | None:
    """Write the update from a manifest to what there is now; None where no file differs: then there is nothing to write."""
    update = update_of(before, contents.manifest)
    if not (update.changed or update.removed):
        return None
    size = write_zip(out, _files(update, contents), moment)
    return UpdateWritten(len(update.changed), len(update.removed), size)


def _files(update: Update, contents: Contents) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an update: the page to start with first, whether or not it has changed, so that people find it."""
    made = {update_path(update.before): update_bytes(update)}
    if update.removed:
        made[REMOVED] = "".join(f"{path}\n" for path in update.removed).encode()
    yield START, contents.read(START)
    for path in sorted({*made, *(each.path for each in update.changed)} - {START}):
        yield path, made[path] if path in made else contents.read(path)


def made_with_of_copy(old: Path) -> MadeWith:
    """The day and the criteria that an old copy was made with, so that its update is made with the same.

    Raises ProjectFault where it is no copy.
    """
    try:
        with _reader(old) as read:
            found = made_with((read(START) or b"").decode(errors="replace"))
    except (OSError, zipfile.BadZipFile, ManifestFault) as fault:
        raise ProjectFault(f"{old} cannot be read: {fault}") from fault
    if found is None:
        raise ProjectFault(f"{old} is no copy of a clearinghouse: its {START} does not say what it was made with.")
    return found


def manifest_of_copy(old: Path) -> Manifest:
    """What an old copy consists of, with the updates that it has had; a ZIP file or the folder that it was unpacked into.

    Raises ProjectFault where it is no copy.
    """
    try:
        with _reader(old) as read:
            content = read(MANIFEST)
            if content is None:
                raise ProjectFault(f"{old} is no copy of a clearinghouse: it has no {MANIFEST}.")
            return updated(read_manifest(content), read).manifest
    except ManifestFault as fault:
        raise ProjectFault(f"{old}: {fault}") from fault
    except (OSError, zipfile.BadZipFile) as fault:
        raise ProjectFault(f"{old} cannot be read: {fault}") from fault


@contextmanager
def _reader(old: Path) -> Iterator[Read]:
    if old.is_dir():
        yield lambda path: _from_folder(old, path)
    else:
        with zipfile.ZipFile(old) as archive:
            yield lambda path: _from_zip(archive, path)


def _from_folder(folder: Path, path: str) -> bytes | None:
    file = folder / path
    return file.read_bytes() if file.is_file() and file.stat().st_size <= MAX_MANIFEST_BYTES else None


def _from_zip(archive: zipfile.ZipFile, path: str) -> bytes | None:
    try:
        entry = archive.getinfo(path)
    except KeyError:
        return None
    if entry.file_size > MAX_MANIFEST_BYTES:
        raise ManifestFault(f"{path} is larger than any manifest.")
    return archive.read(entry)
