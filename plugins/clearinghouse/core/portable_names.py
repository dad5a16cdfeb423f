"""Names of files that every system takes: Windows is the strictest, and a stick is read by all of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from clearinghouse.core.diagnostic import visible
from clearinghouse.core.scalar import CONTROL

MAX_PATH = 150
"""Characters of a path in a pack. Windows takes 259 for the whole path; what a folder of a user is called takes the rest."""

_FORBIDDEN = re.compile(r'[<>:"|?*\\\t\n\r]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\Z", re.IGNORECASE)


def faults_in_names(paths: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for every path (with forward slashes) that some system would not take."""
    return (f"{visible(path)}: {fault}" for path, fault in faults_of_paths(paths))


def faults_of_paths(paths: Iterable[str], longest: int = MAX_PATH) -> Iterator[tuple[str, str]]:
    """Yield every path that some system would not take, with what is wrong with it; `longest` is in characters.

    A path may hold bytes that are no UTF-8, in the way that Python reads such names from a disk.
    """
    seen: dict[str, str] = {}
    for path in paths:
        yield from ((path, fault) for fault in _faults_in(path, longest))
        for place in _places(path) if _is_text(path) else ():
            twin = seen.setdefault(place.casefold(), place)
            if twin != place:
                yield path, f"on Windows {visible(place)} is the same name as {visible(twin)}"


def _places(path: str) -> Iterator[str]:
    """Yield a path and the folders that it lies in."""
    parts = path.split("/")
    yield from ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def _faults_in(path: str, longest: int) -> Iterator[str]:
    if not _is_text(path):
        yield "its name is not text in UTF-8, so that not every system can say it"
        return
    if len(path) > longest:
        yield f"the path has {len(path)} characters; Windows takes at most {longest} inside a folder of a user"
    if CONTROL.search(path):
        yield "a character in it cannot be seen"
        return
    if unicodedata.normalize("NFC", path) != path:
        yield "its accents are written apart from their letters, which another system writes differently"
    for part in path.split("/"):
        if found := _FORBIDDEN.search(part):
            yield f"Windows allows no {found[0]!r} in a name"
        if part != part.rstrip(". ") or not part:
            yield "Windows takes no name that ends with a dot or a space"
        if _RESERVED.match(part.partition(".")[0].rstrip()):
            yield f"{part.partition('.')[0]} is the name of a device on Windows, so no file can have it"


def _is_text(path: str) -> bool:
    """Whether a path is text; bytes of a name that are no UTF-8 are read from a disk as surrogates, which cannot be written."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
