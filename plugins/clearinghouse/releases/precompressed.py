"""Files in the packed forms that browsers ask for, so that a web server need not pack them for every reader anew."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping

FROM_BYTES = 1024
"""Smaller files gain nothing: they travel in one packet anyway."""

SUFFIXES = (".br", ".gz")
_BROTLI_QUALITY = 11
"""The best there is: 11 % smaller than 9, and a file is packed once for all releases in which it is the same."""
_TEXT = re.compile(
    r".*\.(?:html|css|js|mjs|json|jsonld|geojson|webmanifest|xml|xsd|svg|csv|txt|md|ics|atom|rss|yaml|yml|map)\Z"
)


class BrotliMissing(Exception):
    """The library that packs `.br` is not installed."""


def is_packable(path: str, size: int) -> bool:
    """Whether a file is text, and long enough."""
    return size > FROM_BYTES and bool(_TEXT.match(path))


Forms = Mapping[str, Callable[[bytes], bytes]]
"""What packs a content, by the suffix of the packed file."""


def forms() -> Forms:
    """All forms. The same content always gives the same bytes.

    Raises BrotliMissing where the extra `publish` is not installed.
    """
    try:
        import brotli  # noqa: PLC0415 - it is an extra
    except ImportError:
        raise BrotliMissing(
            "Packed files need the library brotli: pip install 'mkdocs-clearinghouse[publish]'."
        ) from None

    def with_brotli(content: bytes) -> bytes:
        packed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
        return packed

    return {".br": with_brotli, ".gz": lambda content: gzip.compress(content, 9, mtime=0)}
