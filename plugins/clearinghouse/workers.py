"""Work shared out among the cores of this computer.

The workers are forked: they have everything that was worked out before without it being sent to them. Where that cannot be
(on Windows, on macOS whose libraries do not bear it, or beside running threads), the same work is done here, one part after
the other.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.connection import wait
from typing import TypeVar, cast

Part = TypeVar("Part")
Result = TypeVar("Result")

_shared: list[tuple[Callable[..., object], Sequence[object]]] = []
"""The work that the forked workers find; it is here only while they are forked."""


def cores() -> int:
    """How many cores this process may use; fewer where CLEARINGHOUSE_CORES says so."""
    allowed = os.environ.get("CLEARINGHOUSE_CORES", "")
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(min(int(allowed), usable), 1) if allowed.isdecimal() else usable


def can_fork() -> bool:
    """Whether workers can be forked here and now."""
    return sys.platform == "linux" and threading.active_count() == 1


def shared_out(work: Callable[[Part], Result], parts: Sequence[Part], count: int | None = None) -> Iterator[Result]:
    """Do the work for every part, on all cores, and yield each result as it is there, in any order.

    A fault in the work is raised here as it was raised there.
    """
    count = min(cores() if count is None else count, len(parts))
    if count < 2 or not can_fork():
        yield from map(work, parts)
        return
    _shared.append((work, parts))
    try:
        with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), initializer=_end_with_parent) as pool:
            waiting = [pool.submit(_part, len(_shared) - 1, number) for number in range(len(parts))]
            for done in as_completed(waiting):
                yield cast("Result", done.result())
    finally:
        _shared.pop()


def _part(place: int, number: int) -> object:
    work, parts = _shared[place]
    return work(parts[number])


def _end_with_parent() -> None:
    """End this worker as soon as its parent is no more, even where that was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
