"""Pictures of records in a book: only kinds that every reader shows, and only where the file is what its name says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clearinghouse.books.picture_sizes import pixels_of

MOST_BYTES = 10_000_000
"""A picture larger than this is left out; its words stand in its place."""

MOST_PIXELS = 30_000_000
"""A picture with more pixels is left out as well, however few bytes it has: unpacked, each takes some ten bytes of memory."""

_KINDS = {
    ".gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
}


@dataclass(frozen=True)
class Picture:
    """A picture that is carried in the book, at `path` in the site."""

    path: str
    media_type: str
    content: bytes


def read_picture(site: Path, path: str) -> Picture | None:
    """Read a picture of the built site, by its path there; None where there is none that a book can show.

    No link is followed, and nothing outside the folder is opened.
    """
    kind = _KINDS.get(PurePosixPath(path).suffix.lower())
    file = site / path
    if kind is None or not _is_inside(file, site) or not file.is_file() or file.stat().st_size > MOST_BYTES:
        return None
    media_type, beginnings = kind
    content = file.read_bytes()
    if not content.startswith(beginnings) or not 0 < pixels_of(content) <= MOST_PIXELS:
        return None
    return Picture(path, media_type, content)


def _is_inside(file: Path, site: Path) -> bool:
    """Whether a file is really where its path says, below the site."""
    try:
        return file.resolve(strict=True) == site.resolve() / file.relative_to(site)
    except (OSError, ValueError):
        return False
