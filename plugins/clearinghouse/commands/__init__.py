"""The commands of `clearinghouse`, one module each: it reads options, calls what does the work, and prints the answer.

A module is imported when its command is called, so that no command waits for what another needs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

EXIT_ERRORS, EXIT_CANNOT_WORK = 1, 2
"""Exit statuses of every command: mistakes in what it was given, and that it could not do its work. 0 is all else."""

Command = TypeVar("Command", bound=Callable[..., Any])


def with_config(command: Command) -> Command:
    """Add the option that says which clearinghouse is meant."""
    return click.option(
        "--config", type=click.Path(path_type=Path, dir_okay=False), default=Path("mkdocs.yml"), show_default=True,
        help="The mkdocs.yml of the clearinghouse.",
    )(command)  # fmt: skip


def with_today(command: Command) -> Command:
    """Add the option that says for which day everything due is reckoned."""
    return click.option("--today", default="", metavar="DAY", help="Reckon what is due for this day, as 2026-06-30.")(
        command
    )


@contextmanager
def faults_told() -> Iterator[None]:
    """Tell a person what stops the work, and end with the exit status for that."""
    from clearinghouse.project import ProjectFault  # noqa: PLC0415 - the help of a command does not wait for it

    try:
        yield
    except ProjectFault as fault:
        click.echo(f"clearinghouse: {fault}", err=True)
        sys.exit(EXIT_CANNOT_WORK)
