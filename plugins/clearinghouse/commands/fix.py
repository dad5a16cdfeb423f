"""`clearinghouse fix`: mends all that can be mended without asking."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearinghouse.calling import as_called
from clearinghouse.commands import EXIT_ERRORS, faults_told, with_config

if TYPE_CHECKING:
    from clearinghouse.core.diagnostic import Diagnostic


@click.command("fix")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
@click.option(
    "--likely", is_flag=True, help="Also apply what is only likely to be meant. Look at it with --diff first."
)
@with_config
def command(paths: tuple[Path, ...], diff: bool, likely: bool, config: Path) -> None:
    """Mend all that can be mended without changing what a record says, in every record or only in PATHS.

    What is not touched stays as it is, to the byte.
    Exit status: 0 no error is left, 1 errors are left (or, with --diff, something would change), 2 it could not be done.
    """
    # Imported here, so that the help of the command does not wait for what checks records.
    from clearinghouse.core.diagnostic import has_errors  # noqa: PLC0415
    from clearinghouse.editing.changes import left_in, mended_records, write  # noqa: PLC0415
    from clearinghouse.project import Project  # noqa: PLC0415

    with faults_told():
        project = Project.from_config(config)
        with closing(project.cache()) as cache:
            records = mended_records(project, cache, paths, likely=likely)
            changes = [each for each in records if each.is_one]
            if diff:
                click.echo("".join(each.difference for each in changes), nl=False)
                sys.exit(EXIT_ERRORS if changes else 0)
            written, left_alone = write(changes)
            left = left_in(project, cache, paths)
    for change in written:
        click.echo(f"{change.file.file}: {_counted(len(change.told), 'mistake')} mended")
        for each in change.told:
            click.echo(f"  line {each.span.start.line}: {each.message} ({each.code})")
    for change in left_alone:
        click.echo(f"{change.file.file} was changed by somebody else meanwhile. It was left alone.", err=True)
    click.echo(_summary(len(written), len(records), left, likely=likely))
    sys.exit(EXIT_ERRORS if has_errors(left) or left_alone else 0)


def _summary(mended: int, records: int, left: Sequence[Diagnostic], *, likely: bool) -> str:
    """Say how many files changed, what is left, and how to see it; and, unless it was done, that what is likely can be tried."""
    done = f"{_counted(mended, 'file')} mended" if mended else f"Nothing to mend in {_counted(records, 'record')}"
    if not left:
        return f"{done}; nothing is left."
    from clearinghouse.editing.fixing import is_likely  # noqa: PLC0415 - see above

    severities = Counter(each.severity.value for each in left)
    found = " and ".join(_counted(count, severity) for severity, count in severities.items())
    summary = f"{done}; left for you to mend: {found}. See them, and what to write, with: {as_called('check')}"
    guessed = 0 if likely else sum(is_likely(each) for each in left)
    if not guessed:
        return summary
    return f"{summary}\nFor {guessed} of them there is a likely edit. Look at it with: {as_called('fix', '--likely', '--diff')}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
