"""`clearinghouse fmt`: writes the front matter of records in the one form."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearinghouse.calling import as_called
from clearinghouse.commands import EXIT_ERRORS, faults_told, with_config

if TYPE_CHECKING:
    from clearinghouse.editing.changes import Change


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
    # Imported here, so that the help of the command does not wait for what reads records.
    from clearinghouse.editing.changes import formatted_records, write  # noqa: PLC0415
    from clearinghouse.project import Project  # noqa: PLC0415

    with faults_told():
        records = formatted_records(Project.from_config(config), paths)
        changes = [each for each in records if each.is_one]
        unread = [each for each in records if each.told]
        written, left_alone = write([] if diff or only_check else changes)
    for change in changes if diff or only_check else written:
        click.echo(change.difference if diff else change.file.file, nl=not diff)
    for change in left_alone:
        click.echo(f"{change.file.file} was changed by somebody else meanwhile. It was left alone.", err=True)
    _tell_faults(unread)
    if not diff:
        click.echo(_summary(len(changes), len(records) - len(unread), only_check=only_check))
    sys.exit(EXIT_ERRORS if unread or left_alone or (changes and (diff or only_check)) else 0)


def _tell_faults(unread: Sequence[Change]) -> None:
    """Say of records that cannot be read why, as `check` does."""
    if not unread:
        return
    from clearinghouse.reports.text import render_text  # noqa: PLC0415 - only where there is something to tell

    sources = {each.file.file: each.source for each in unread if each.source}
    click.echo(render_text([fault for each in unread for fault in each.told], sources), nl=False, err=True)
    click.echo(f"These were left alone. {_how_to_mend(unread)}", err=True)


def _how_to_mend(unread: Sequence[Change]) -> str:
    """Say which command mends records that were left alone: only what is sure is mended without being looked at."""
    edits = [fix for each in unread for fault in each.told for fix in fault.fixes]
    if any(fix.safe for fix in edits):
        return f"What is sure can be mended with: {as_called('fix')}"
    if edits:
        return f"Mend them as shown above, or look at what would change with: {as_called('fix', '--likely', '--diff')}"
    return "Mend them as said above, then try again."


def _summary(changes: int, records: int, *, only_check: bool) -> str:
    if not changes:
        return f"Nothing to change: {records} record{'' if records == 1 else 's'} in the one form."
    return f"{changes} of {records} records {'would change' if only_check else 'written in the one form'}."
