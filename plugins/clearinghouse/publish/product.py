"""What a site is made of: products, each some files that are made together from the same things."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clearinghouse.fingerprint import fingerprint

File = tuple[str, bytes]
"""A file of the site: its path there, with forward slashes, and its content."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of making a product: its files and, where making it again would cost more than keeping it, what to keep.

    `detail` is the fingerprint of what went into it in fact, for products that can tell.
    """

    files: Iterable[File]
    kept: bytes = b""
    detail: bytes = b""


@dataclass(frozen=True, slots=True)
class Product:
    """Some files of the site. Equal keys and frames mean equal files, whatever else has changed.

    `key` is the fingerprint of everything that goes into its content; it is empty for what is made anew every time.
    `frame` is that of the page around the content, if there is one. `make` is given what was kept under the key, or nothing.
    `detail`, for products whose key takes in more than what shows in them, is the fingerprint of no more than that; it costs more
    to find than the key, and less than to make the product. It is only asked for where the key is another than at the last time.
    `weight` says how long it takes beside others, for the sharing out among cores.
    """

    name: str
    key: bytes
    make: Callable[[bytes], Made]
    frame: bytes = b""
    is_kept: bool = False
    detail: Callable[[], bytes] | None = None
    weight: float = 1.0

    @property
    def state(self) -> bytes:
        """The fingerprint of its files; empty for what is made anew every time."""
        return fingerprint(self.key, self.frame) if self.key else b""

    def in_detail(self, detail: bytes) -> bytes:
        """The fingerprint of its files by what went into them in fact; empty where that is not known."""
        return fingerprint(detail, self.frame) if detail else b""


def files(make: Callable[[], Iterable[File]]) -> Callable[[bytes], Made]:
    """What makes a product that is not kept beyond the site itself."""
    return lambda _kept: Made(make())
