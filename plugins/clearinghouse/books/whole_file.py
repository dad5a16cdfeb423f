"""Writing a file that is there whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from clearinghouse.project import ProjectFault


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a place to write a file into, which takes the place of `out` at the end of the block, unless something fails in it.

    Everybody may read the file, as any other that people hand out. Raises ProjectFault where it cannot be written: an OSError
    in the block is taken for that.
    """
    try:
        # A folder, since libzim writes a file of its own beside the one that it is given.
        with TemporaryDirectory(
            prefix=f".{out.name}.", suffix=".part", dir=out.parent, ignore_cleanup_errors=True
        ) as beside:
            part = Path(beside) / out.name
            yield part
            with part.open("r+b") as opened:
                os.fsync(opened.fileno())
            part.chmod(0o644)
            part.replace(out)
    except OSError as fault:
        raise ProjectFault(f"{out} cannot be written: {fault.strerror or fault}.") from fault


def write_whole(out: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all. Raises ProjectFault where it cannot be written."""
    with whole_file(out) as part:
        part.write_bytes(content)
