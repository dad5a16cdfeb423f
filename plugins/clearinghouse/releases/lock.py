"""One publication at a time in a folder. The lock is the system's: it ends with the process, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from clearinghouse.releases.target import TargetFault

LOCK = ".publish.lock"


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep others from publishing in a folder meanwhile. Raises TargetFault where somebody does, OSError where it cannot be written."""
    lock = FileLock(root / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise TargetFault(f"Somebody else is publishing in {root} just now. Try again when that is done.") from None
    except NotImplementedError as fault:
        raise TargetFault(f"The disk of {root} knows no locks, so two could publish at once.") from fault
    try:
        yield
    finally:
        lock.release()
