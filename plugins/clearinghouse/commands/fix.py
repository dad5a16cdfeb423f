"""`clearinghouse fix`: mends all that can be mended without asking."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearinghouse.commands import EXIT_ERRORS, faults_told, with_config

if TYPE_CHECKING:
    from clearinghouse.cache import Cache
    from clearinghouse.editing.fixing import Mended
    from clearinghouse.project import Project, RecordFile

# What reads and checks records is imported when the command runs: its help need not wait for it.

_Result = tuple["RecordFile", bytes, "Mended"]


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
    from clearinghouse.project import Project  # noqa: PLC0415 - as above

    with faults_told():
        project = Project.from_config(config)
        with closing(project.cache()) as cache:
            results = _mended(project, cache, paths, likely=likely)
            changed = [each for each in results if each[2].content != each[1]]
            if diff:
                _show(changed)
                sys.exit(EXIT_ERRORS if changed else 0)
            done = _written(changed)
            left = _left(project, cache, paths)
    click.echo(_summary(len(done), len(results), left))
    sys.exit(EXIT_ERRORS if left["error"] or len(done) < len(changed) else 0)


def _mended(project: Project, cache: Cache, paths: Sequence[Path], *, likely: bool) -> list[_Result]:
    """Every chosen record with its bytes and what becomes of them. What is no record by its name or place is not opened."""
    from clearinghouse.editing.choice import Choice  # noqa: PLC0415 - as above
    from clearinghouse.editing.fixing import mend  # noqa: PLC0415 - as above
    from clearinghouse.editing.surroundings import read_surroundings  # noqa: PLC0415 - as above

    choice = Choice.of(project, paths)
    surroundings, files = read_surroundings(project, cache)
    results = []
    for file in files:
        if file.key and file.file in choice:
            content = file.content()
            results.append((file, content, mend(content, surroundings.examiner(file.key, file.file), likely=likely)))
    return results


def _show(changed: Sequence[_Result]) -> None:
    from clearinghouse.editing.difference import difference  # noqa: PLC0415 - as above

    for file, before, mended in changed:
        click.echo(difference(file.file, before, mended.content), nl=False)


def _written(changed: Sequence[_Result]) -> list[RecordFile]:
    """Write files, say what was mended in each, and return them; but for those that somebody else changed meanwhile."""
    from clearinghouse.editing.writing import ChangedMeanwhile, replace_file  # noqa: PLC0415 - as above

    done = []
    for file, before, mended in changed:
        try:
            replace_file(file.path, before, mended.content)
        except ChangedMeanwhile:
            click.echo(f"{file.file} was changed by somebody else meanwhile. It was left alone.", err=True)
            continue
        done.append(file)
        click.echo(f"{file.file}: {_counted(len(mended.mended), 'mistake')} mended")
        for each in mended.mended:
            click.echo(f"  line {each.span.start.line}: {each.message} ({each.code})")
    return done


def _left(project: Project, cache: Cache, paths: Sequence[Path]) -> Counter[str]:
    """How many errors and warnings the chosen files have now."""
    from clearinghouse.editing.choice import Choice  # noqa: PLC0415 - as above
    from clearinghouse.pipeline import read_project  # noqa: PLC0415 - as above

    choice = Choice.of(project, paths)
    return Counter(each.severity.value for each in read_project(project, cache).diagnostics if each.file in choice)


def _summary(mended: int, records: int, left: Counter[str]) -> str:
    """Say how many files changed, what is left, and how to see it."""
    done = f"{_counted(mended, 'file')} mended" if mended else f"Nothing to mend in {_counted(records, 'record')}"
    if not left:
        return f"{done}; nothing is left."
    found = " and ".join(_counted(count, severity) for severity, count in left.items())
    return f"{done}; left, because only you know what is meant: {found}. See them with: clearinghouse check"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
