"""How far long work has come: a bar on a terminal, and nothing where nobody looks."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PATIENCE_SECONDS = 0.5
"""Work that is done sooner shows no bar."""


class Bar:
    """A bar on the terminal while the block that it stands around is at work; used as `with Bar("Reading records") as bar`."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._start = monotonic()
        self._bar: ProgressBar[int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        if self._bar:
            self._bar.render_finish()

    def show(self, done: int, total: int) -> None:
        """Show that so much of all is done."""
        if self._bar is None and sys.stderr.isatty() and monotonic() - self._start > PATIENCE_SECONDS:
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
            self._bar.render_progress()
        if self._bar:
            self._bar.update(done - self._bar.pos)
