"""Web addresses and links between the files of a clearinghouse."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

LinkTo = Callable[[str], str]
"""What makes an address of the site, relative to its root, a link from one of its pages."""

_UNWANTED = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")


def is_web_address(value: object) -> bool:
    """Say whether a text is an absolute http(s) address. What is not text is not our question."""
    if not isinstance(value, str):
        return True
    if _UNWANTED.search(value):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # an IPv6 address with an open bracket, a port that is no number
        return False


_SPECIAL = ".#"
"""How the last part of an address begins that is not simply a name; nothing at all is special too."""


def links_from(page: str) -> LinkTo:
    """The function that links a page of the site to others, as `relative_url` does, for many links from one page."""
    ways = _ways_from(page.rpartition("/")[0])

    def to(target: str) -> str:
        folder, _, name = target.rpartition("/")
        way = ways[folder]
        if way is None or name[:1] in _SPECIAL or target.startswith(page):
            return relative_url(target, page)
        return way + name

    return to


class _Ways(dict[str, str | None]):
    """The ways from one folder of the site to others; None where that is not all that a link needs."""

    def __init__(self, start: str) -> None:
        super().__init__()
        self.start = start

    def __missing__(self, folder: str) -> str | None:
        if ":" in folder or "#" in folder:
            return None
        self[folder] = _way(folder, self.start)
        return self[folder]


@lru_cache(maxsize=256)
def _ways_from(start: str) -> _Ways:
    return _Ways(start)


def relative_url(target: str, page: str) -> str:
    """The link from one page of the site to another, both relative to its root; a fragment is kept, as is an address elsewhere."""
    if "://" in target:
        return target
    path, hash_sign, fragment = target.partition("#")
    if path == page:
        return f"#{fragment}" if fragment else posixpath.basename(page)
    folder, _, name = path.rpartition("/")
    if name in ("", ".", ".."):  # the folder itself is meant
        return posixpath.relpath(path, posixpath.dirname(page) or ".") + hash_sign + fragment
    return _way(folder, page.rpartition("/")[0]) + name + hash_sign + fragment


@lru_cache(maxsize=4096)
def _way(folder: str, start: str) -> str:
    """The way from one folder of the site to another, as a link begins with it. There are few folders and many links."""
    way = posixpath.relpath(folder or ".", start or ".")
    return "" if way == "." else f"{way}/"
