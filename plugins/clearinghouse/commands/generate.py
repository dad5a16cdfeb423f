"""`clearinghouse generate`: write the files that are made from schemas."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clearinghouse.calling import as_called
from clearinghouse.commands import EXIT_ERRORS, faults_told, with_config
from clearinghouse.editing.writing import ChangedMeanwhile, create_file, replace_file
from clearinghouse.generating import OutOfDate, out_of_date
from clearinghouse.project import Project, ProjectFault, read_all_types


@click.command("generate")
@click.option("--check", is_flag=True, help="Write nothing; say what is out of date.")
@with_config
def command(check: bool, config: Path) -> None:
    """Write the files of the repository that are made from the schemas: issue forms, CODEOWNERS, and so on.

    Exit status: 0 all is up to date, 1 something was not (with --check), 2 the files could not be made.
    """
    with faults_told():
        project = Project.from_config(config)
        types = read_all_types(project)
        if types.faults:
            raise ProjectFault(
                f"{types.faults[0].file}: {types.faults[0].message}. See them all with: {as_called('check')}"
            )
        stale = list(out_of_date(project, types))
        for each in stale:
            if not check:
                _mend(project.root / each.path, each)
            click.echo(f"{each.path} {_said(each, check=check)}")
    if stale and check:
        click.echo(f"Write them anew with: {as_called('generate')}")
        sys.exit(EXIT_ERRORS)
    if not stale:
        click.echo("All files that are made from the schemas are up to date.")


def _said(each: OutOfDate, *, check: bool) -> str:
    if each.text is None:
        return "is not made any more" if check else "is not made any more: deleted"
    if check:
        return "is not what the schemas give" if each.is_there else "is missing"
    return "written anew" if each.is_there else "written"


def _mend(path: Path, each: OutOfDate) -> None:
    """Write a file whole or not at all, or delete it. Raises ProjectFault where that is not possible."""
    try:
        if each.text is None:
            path.unlink()
        elif each.is_there:
            replace_file(path, path.read_bytes(), each.text.encode())
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            create_file(path, each.text.encode())
    except (OSError, ChangedMeanwhile) as fault:
        raise ProjectFault(f"{path} cannot be written: {fault}") from fault
