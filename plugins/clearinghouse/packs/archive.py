"""A pack as a ZIP file, bit for bit the same from the same files: in a fixed order, with one time and one mode for all."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clearinghouse.books.sizes import size_in_words
from clearinghouse.books.whole_file import whole_file
from clearinghouse.packs.contents import Contents, contents_of
from clearinghouse.packs.may_replace import must_be_free
from clearinghouse.packs.start_here import START
from clearinghouse.releases.manifest import release_files

if TYPE_CHECKING:
    from clearinghouse.engines.packing import Pack

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""No earlier time fits into a ZIP file."""

_ORDINARY_FILE = 0o100644 << 16
_UNIX = 3
_LEVEL = 9


def write(pack: Pack, out: Path) -> str:
    """Write a pack as a ZIP file; return a sentence that says what was written.

    Raises ProjectFault where that cannot be: a name that not every system takes, a file in its place that is no pack.
    """
    contents = contents_of(pack)
    size = write_zip(out, files_of(contents), pack.moment)
    files = len(contents.manifest.files)
    return f"Written: {out}, {_records_in(pack)} in {files} files, {size_in_words(size)}. Unpack it and open {START}."


def _records_in(pack: Pack) -> str:
    """How many records a pack has, and of a part how many of them were chosen."""
    catalogue = pack.press.catalogue
    total, neighbours = len(catalogue.records), len(catalogue.neighbours)
    said = f"{total} record{'' if total == 1 else 's'}"
    return f"{said} ({total - neighbours} chosen, {neighbours} that they refer to)" if pack.criteria else said


def files_of(contents: Contents) -> Iterable[tuple[str, bytes]]:
    """Yield the files of a pack with its list: the page to start with first, the others by their paths."""
    made = dict(release_files(contents.manifest))
    paths = sorted([*made, *(each.path for each in contents.manifest.files)], key=lambda path: (path != START, path))
    for path in paths:
        yield path, made[path] if path in made else contents.read(path)


def write_zip(out: Path, files: Iterable[tuple[str, bytes]], moment: datetime) -> int:
    """Write files into a ZIP file, in their order; return its size in bytes. It is there whole or not at all.

    Raises ProjectFault where it cannot be written, or something lies there that is no pack.
    """
    must_be_free(out)
    with whole_file(out) as part, zipfile.ZipFile(part, "w") as archive:
        for path, content in files:
            archive.writestr(_entry(path, moment), content, zipfile.ZIP_DEFLATED, _LEVEL)
    return out.stat().st_size


def _entry(path: str, moment: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, max(_EARLIEST, moment.timetuple()[:6]))
    entry.create_system, entry.external_attr, entry.compress_type = _UNIX, _ORDINARY_FILE, zipfile.ZIP_DEFLATED
    return entry
