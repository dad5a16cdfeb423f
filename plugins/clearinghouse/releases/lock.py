"""One publication at a time in a folder. The lock is the system's: it ends with the process, however that ends."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from clearinghouse.releases.target import TargetFault

LOCK = ".publish.lock"

_NO_LOCKS = frozenset({errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a disk says that knows no locks; some network drives are such."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep others from publishing in a folder meanwhile.

    Raises TargetFault where somebody does, or the disk knows no locks, and OSError where the lock cannot be written.
    """
    lock = FileLock(
        root / LOCK, fallback_to_soft=False
    )  # a file that is only there would stay when the process is killed
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise TargetFault(f"Somebody else is publishing in {root} just now. Try again when that is done.") from None
    except OSError as fault:
        if fault.errno in _NO_LOCKS:
            raise TargetFault(
                f"The disk of {root} knows no locks, so two could publish at once. Publish on another disk."
            ) from fault
        raise
    try:
        yield
    finally:
        lock.release()
