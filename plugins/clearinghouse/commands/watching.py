"""Doing something again whenever a file changes; `clearinghouse check --watch` does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from threading import Event

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from clearinghouse.commands import EXIT_CANNOT_WORK
from clearinghouse.project import ProjectFault

_QUIET_SECONDS = 0.2
"""Editors write a file in several steps: what was done is looked at when they have been still for so long."""

_CHANGES = frozenset({"created", "modified", "moved", "deleted"})


class _Changes(FileSystemEventHandler):
    """Notes that something changed. Reading files is an event too, and not one of these."""

    def __init__(self) -> None:
        self.seen = Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take a change down."""
        if event.event_type in _CHANGES:
            self.seen.set()


def watched(folders: Iterable[Path | None], work: Callable[[], int]) -> int:
    """Do some work now and after every change in the folders, until Ctrl-C; return its last answer, an exit status."""
    changes, observer = _Changes(), Observer()
    for folder in folders:
        if folder:
            observer.schedule(changes, str(folder), recursive=True)
    observer.start()
    status = EXIT_CANNOT_WORK
    try:
        while True:
            status = _once(work)
            _say("waiting for changes. Ctrl-C ends this.")
            _wait(changes.seen)
            _say("a file changed; checking again.")
    except KeyboardInterrupt:
        return status
    finally:
        observer.stop()
        observer.join()


def _say(what: str) -> None:
    """Print a line by which people, and the task in .vscode/, see where a round begins and ends."""
    click.echo(f"--- {datetime.now().astimezone():%H:%M:%S}: {what} ---")


def _once(work: Callable[[], int]) -> int:
    """Do the work; that it cannot be done now is told, and may be mended by the next change."""
    try:
        return work()
    except (ProjectFault, OSError) as fault:  # a file may be gone between being listed and being read
        click.echo(f"clearinghouse: {fault}", err=True)
        return EXIT_CANNOT_WORK


def _wait(changed: Event) -> None:
    changed.wait()
    while changed.is_set():
        changed.clear()
        changed.wait(_QUIET_SECONDS)
