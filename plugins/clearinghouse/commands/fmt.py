"""`clearinghouse fmt`: writes the front matter of records in the one form."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearinghouse.commands import EXIT_ERRORS, faults_told, with_config

if TYPE_CHECKING:
    from clearinghouse.core.diagnostic import Diagnostic
    from clearinghouse.editing.formatting import Formatted
    from clearinghouse.project import RecordFile

# What reads records is imported when the command runs: its help need not wait for it.

_Result = tuple["RecordFile", bytes, "Formatted"]


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--check", "only_check", is_flag=True, help="Name the files that would change, and change nothing.")
@with_config
def command(paths: tuple[Path, ...], diff: bool, only_check: bool, config: Path) -> None:
    """Write the front matter of every record, or only of PATHS, in the one form: order of fields, quotation marks, lists.

    What a record says stays the same, and so do its text and its comments. A record that cannot be read is left alone.
    Exit status: 0 done, 1 a record could not be read (or, with --diff or --check, something would change), 2 it could not be done.
    """
    with faults_told():
        results = list(_formatted(paths, config))
        changed = [each for each in results if each[2].content != each[1]]
        unread = [each for each in results if each[2].faults]
        if diff or only_check:
            _show(changed, diff=diff)
        else:
            _write(changed)
    _tell_faults(unread)
    if not diff:
        click.echo(_summary(len(changed), len(results), only_check=only_check))
    sys.exit(EXIT_ERRORS if unread or (changed and (diff or only_check)) else 0)


def _formatted(paths: Sequence[Path], config: Path) -> Iterator[_Result]:
    """Yield every chosen record with its bytes and what becomes of them."""
    from clearinghouse.editing.choice import Choice  # noqa: PLC0415 - as above
    from clearinghouse.editing.formatting import NotTheSame, formatted  # noqa: PLC0415 - as above
    from clearinghouse.editing.surroundings import types_of  # noqa: PLC0415 - as above
    from clearinghouse.project import Project, ProjectFault, record_files  # noqa: PLC0415 - as above

    project = Project.from_config(config)
    choice = Choice.of(project, paths)
    types = types_of(project)
    for file in record_files(project, types.schemas):
        if file.key is None or file.file not in choice:
            continue  # what is no record by its name or place is told of by `check`
        content = file.content()
        try:
            yield file, content, formatted(content, file.file, types.schemas[file.key.collection])
        except NotTheSame as fault:
            raise ProjectFault(
                f"{fault} could not be written in the one form without changing what it says. That is a fault of this program; "
                "nothing was changed. Please tell the maintainers."
            ) from fault


def _show(changed: Sequence[_Result], *, diff: bool) -> None:
    from clearinghouse.editing.difference import difference  # noqa: PLC0415 - as above

    for file, before, result in changed:
        click.echo(difference(file.file, before, result.content) if diff else file.file, nl=not diff)


def _write(changed: Sequence[_Result]) -> None:
    from clearinghouse.editing.writing import ChangedMeanwhile, replace_file  # noqa: PLC0415 - as above

    for file, before, result in changed:
        try:
            replace_file(file.path, before, result.content)
            click.echo(file.file)
        except ChangedMeanwhile:
            click.echo(f"{file.file} was changed by somebody else meanwhile. It was left alone.", err=True)


def _tell_faults(unread: Sequence[_Result]) -> None:
    """Say of records that cannot be read why, as `check` does."""
    if not unread:
        return
    from clearinghouse.reports.text import render_text  # noqa: PLC0415 - as above

    faults: list[Diagnostic] = [fault for _, _, result in unread for fault in result.faults]
    sources = {file.file: result.source for file, _, result in unread}
    click.echo(render_text(faults, sources), nl=False, err=True)
    click.echo("These were left alone. What is sure can be mended with: clearinghouse fix", err=True)


def _summary(changed: int, records: int, *, only_check: bool) -> str:
    if not changed:
        return (
            f"All {records} records looked at are in the one form."
            if records != 1
            else "The record is in the one form."
        )
    files = f"{changed} file{'' if changed == 1 else 's'}"
    return f"{files} of {records} would change." if only_check else f"{files} of {records} written in the one form."
