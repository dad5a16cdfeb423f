"""Names of files that every system takes: Windows is the strictest, and a stick is read by all of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

MAX_PATH = 150
"""Characters of a path in a pack. Windows takes 259 for the whole path; what a folder of a user is called takes the rest."""

_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\Z", re.IGNORECASE)


def faults_in_names(paths: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for every path (with forward slashes) that some system would not take."""
    seen: dict[str, str] = {}
    for path in paths:
        yield from (f"{path}: {fault}" for fault in _faults_in(path))
        for place in _places(path):
            twin = seen.setdefault(place.casefold(), place)
            if twin != place:
                yield f"{path}: on Windows {place} is the same name as {twin}"


def _places(path: str) -> Iterator[str]:
    """Yield a path and the folders that it lies in."""
    parts = path.split("/")
    yield from ("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def _faults_in(path: str) -> Iterator[str]:
    if len(path) > MAX_PATH:
        yield f"the path has {len(path)} characters; Windows takes at most {MAX_PATH} inside a folder of a user"
    if unicodedata.normalize("NFC", path) != path:
        yield "its accents are written apart from their letters, which another system writes differently"
    for part in path.split("/"):
        if found := _FORBIDDEN.search(part):
            yield f"Windows allows no {found[0]!r} in a name"
        if part != part.rstrip(". ") or not part:
            yield "Windows takes no name that ends with a dot or a space"
        if _RESERVED.match(part.partition(".")[0].rstrip()):
            yield f"{part.partition('.')[0]} is the name of a device on Windows, so no file can have it"
