"""Putting a file on disk, whole or not at all: written beside its place, made safe there, then given its name."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class ChangedMeanwhile(Exception):
    """The file is no longer what was read; whoever changed it is not overwritten."""


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of a file that holds `before`; its permissions stay.

    Raises ChangedMeanwhile where it holds something else by now or is a link, and OSError where it cannot be written.
    """
    if path.is_symlink() or path.read_bytes() != before:
        raise ChangedMeanwhile(str(path))
    with _written_beside(path, after, stat.S_IMODE(path.stat().st_mode)) as beside:
        beside.replace(path)


def create_file(path: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raises FileExistsError where there is one, or a link, and OSError where it cannot be written.
    """
    umask = os.umask(0)
    os.umask(umask)
    with _written_beside(path, content, 0o666 & ~umask) as beside:
        try:
            os.link(beside, path)  # fails where the name is taken; renaming would take it
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links, such as a USB stick
            with path.open("xb") as made:
                made.write(content)


@contextmanager
def _written_beside(path: Path, content: bytes, mode: int) -> Iterator[Path]:
    """Write a file next to another, with a name that no record has, and take it away afterwards if it is still there."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        yield beside
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
