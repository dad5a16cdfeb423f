"""The place that a copy is written to: it is free, or an earlier copy of ours lies there. No other file is ever replaced."""

from __future__ import annotations

import mmap
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from clearinghouse.packs.selection import Selection
from clearinghouse.packs.start_here import SITE, START, made_with
from clearinghouse.project import ProjectFault
from clearinghouse.releases.copy import CopyFault
from clearinghouse.releases.manifest import MANIFEST, UPDATES
from clearinghouse.releases.zip_copy import BROKEN, ZipCopy

_PDF, _ZIM = b"%PDF-", b"ZIM\x04"
"""What files of these kinds begin with."""

_METADATA_OF_PDF = re.compile(rb"/Type ?/Metadata ?/Subtype ?/XML[^<>]{0,200}>>\s*stream\r?\n")
_BY_US_IN_PDF = b"CreatorTool>clearinghouse</"
_MAX_METADATA_BYTES = 1024 * 1024

_BY_US_IN_EPUB = b'<meta name="generator" content="clearinghouse"/>'

_PACKAGE = "EPUB/package.opf"
_MAX_PACKAGE_BYTES = 64 * 1024 * 1024
_MAX_PAGE_BYTES = 1024 * 1024


def must_be_free(out: Path) -> None:
    """Raise ProjectFault where something lies in the place of a copy that is no earlier copy of ours, or an update of one.

    The end of the name says which form of a copy is looked for.
    """
    if not out.parent.is_dir():
        raise ProjectFault(f"There is no folder {out.parent} to write {out.name} into.")
    if not out.exists() and not out.is_symlink():
        return
    is_ours = _IS_OURS.get(out.suffix.lower())
    if not (is_ours and out.is_file() and is_ours(out)):
        raise ProjectFault(f"{out} is there, and is no copy of a clearinghouse. Choose another name, or take it away.")


def must_be_of(selection: Selection, out: Path) -> None:
    """Raise ProjectFault where a ZIP file of another selection, or no copy of ours, lies in a place that nobody has named.

    `selection` is in codes, as that in the first page of a copy is.
    """
    must_be_free(out)
    if out.exists() and _selection_in(out) != selection:
        raise ProjectFault(
            f"{out} is there, and has other records than this copy. Name a file for this copy, or take that one away."
        )


def _selection_in(path: Path) -> Selection | None:
    """What a copy or an update says that it was chosen by; None where it does not say."""
    try:
        with ZipCopy(path) as copy:
            found = made_with((copy.read(START, _MAX_PAGE_BYTES) or b"").decode(errors="replace"))
    except CopyFault:
        return None
    return found.selection if found else None


def _is_zip(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except BROKEN:
        return False
    return START in names and any(name == MANIFEST or name.startswith((f"{UPDATES}/", f"{SITE}/")) for name in names)


_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How we pack. Of other ways Python unpacks more than a file says that it has."""


def _is_epub(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            package = archive.getinfo(_PACKAGE)
            is_bounded = package.file_size <= _MAX_PACKAGE_BYTES and package.compress_type in _BOUNDED
            return is_bounded and _BY_US_IN_EPUB in archive.read(package)
    except (KeyError, *BROKEN):
        return False


def _is_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as opened:
            if opened.read(len(_PDF)) != _PDF:
                return False
            with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
                metadata = _METADATA_OF_PDF.search(content)
                packed = content[metadata.end() : metadata.end() + _MAX_METADATA_BYTES] if metadata else b""
        return _BY_US_IN_PDF in zlib.decompressobj().decompress(packed, _MAX_METADATA_BYTES)
    except (OSError, ValueError, zlib.error):
        return False


def _is_zim(path: Path) -> bool:
    try:
        with path.open("rb") as opened:
            if opened.read(len(_ZIM)) != _ZIM:
                return False
        from libzim.reader import Archive  # noqa: PLC0415 - of an extra
    except (OSError, ImportError):  # without libzim no ZIM archive is written either
        return False
    try:
        return bytes(Archive(path).get_metadata("Scraper")).startswith(b"clearinghouse ")
    except RuntimeError:  # what libzim says of a damaged archive, and of one without this
        return False


_IS_OURS: dict[str, Callable[[Path], bool]] = {".zip": _is_zip, ".epub": _is_epub, ".pdf": _is_pdf, ".zim": _is_zim}
