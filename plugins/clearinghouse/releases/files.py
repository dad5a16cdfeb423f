"""The files below a folder, as they lie there; no link is followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

CHUNK = 1024 * 1024
"""Bytes that are read at a time."""


class _Foreign:
    """What is neither a file nor a folder: a link, a device."""


FOREIGN: Final = _Foreign()


def files_below(root: Path) -> Iterator[tuple[str, os.stat_result | _Foreign]]:
    """Yield everything below a folder but folders: its path with forward slashes, and what is known of it.

    Links and devices are FOREIGN and never opened. Raises OSError where a folder cannot be read.
    """
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(root / inside) as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    waiting.append(f"{path}/")
                else:
                    yield path, found if stat.S_ISREG(found.st_mode) else FOREIGN


def chunks_of(path: Path) -> Iterator[bytes]:
    """Yield the content of a file piece by piece. Raises OSError where it cannot be read, or is a link."""
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        while chunk := os.read(opened, CHUNK):
            yield chunk
    finally:
        os.close(opened)
