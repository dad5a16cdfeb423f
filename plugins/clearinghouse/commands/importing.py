"""`clearinghouse import`: records from a table or a file of somebody else, by a mapping file."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from clearinghouse.calling import as_called
from clearinghouse.commands import EXIT_CANNOT_WORK, EXIT_ERRORS, faults_told, with_config, with_today
from clearinghouse.importing.asking import ask_until_clear
from clearinghouse.importing.batch import Outcome, run
from clearinghouse.importing.cells import TableFault
from clearinghouse.importing.destination import Destination, destination_of
from clearinghouse.importing.files import put_file, write_outcome, write_rejects
from clearinghouse.importing.guess import guessed_mapping
from clearinghouse.importing.mapping import MappingFault
from clearinghouse.importing.opening import Opened, content_of, form_of, mapping_beside, opened_with, table_in
from clearinghouse.importing.rejects import SUFFIXES, rejected_file
from clearinghouse.importing.report import report_lines
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project, ProjectFault
from clearinghouse.reports.progress import Bar


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--mapping", "mapping_file", type=click.Path(path_type=Path, dir_okay=False),
              help="The mapping file. Default: the one beside FILE that is called <name>.mapping.yaml; for IATI our own.")  # fmt: skip
@click.option("--write", is_flag=True, help="Write the records. Without it the import only says what it would do.")
@click.option("--rejects", type=click.Path(path_type=Path, dir_okay=False),
              help="Where to write the rejected rows, also in a dry run. Default, with --write: beside FILE.")  # fmt: skip
@click.option(
    "--guess", metavar="COLLECTION", default="", help="Write a first mapping for records of that collection, and stop."
)
@click.option("--ask/--no-ask", default=None, help="Ask what is not clear. Default: on a terminal.")
@with_today
@with_config
def command(
    file: Path, mapping_file: Path | None, write: bool, rejects: Path | None, guess: str, ask: bool | None, today: str,
    config: Path,
) -> None:  # fmt: skip
    """Bring in records from FILE: a table (CSV or XLSX) or IATI activities (XML), as a mapping file says.

    Exit status: 0 all rows were taken, 1 some were rejected, 2 nothing could be done.
    """
    try:
        with faults_told():
            project = Project.from_config(config, today)
            if guess:
                _guess(file, mapping_file, guess, project)
                return
            with closing(project.cache()) as cache, Bar("Reading records") as bar:
                destination = destination_of(project, read_project(project, cache, bar.show))
            asking = sys.stdin.isatty() and sys.stdout.isatty() if ask is None else ask
            sys.exit(
                _import(
                    opened_with(file, mapping_file, destination),
                    destination,
                    write=write,
                    rejects=rejects,
                    asking=asking,
                )
            )
    except TableFault as fault:
        click.echo(f"clearinghouse: {file.name}: {fault}", err=True)
        sys.exit(EXIT_CANNOT_WORK)
    except MappingFault as fault:
        for message in fault.messages:
            click.echo(f"clearinghouse: {message}", err=True)
        sys.exit(EXIT_CANNOT_WORK)


def _import(opened: Opened, destination: Destination, *, write: bool, rejects: Path | None, asking: bool) -> int:
    """Run the import, ask, write if wanted, tell. The answer is the exit status."""
    with Bar("Reading rows") as bar:
        outcome = run(opened.given, opened.mapping, destination, bar.show)
    if asking and outcome.questions:
        outcome = ask_until_clear(opened, outcome, destination)
    for line in report_lines(outcome, opened.file.name):
        click.echo(line)
    click.echo("")
    if outcome.blocking:
        click.echo("Nothing was written.")
        return EXIT_ERRORS
    # The rejected rows first: if that fails, no record has been written yet.
    where = _keep_rejects(opened, outcome, rejects) if outcome.rejected and (write or rejects) else None
    if write:
        written = write_outcome(outcome, destination)
        click.echo(
            f"{len(written):,} files were written." if written else "Nothing has changed, so nothing was written."
        )
    else:
        click.echo("This was a dry run: no record was written. Add --write to write.")
    if where:
        click.echo(f"The rejected rows are in {where}. Correct them there, and import that file.")
    return EXIT_ERRORS if outcome.rejected else 0


def _keep_rejects(opened: Opened, outcome: Outcome, rejects: Path | None) -> Path:
    suffix = SUFFIXES[outcome.table.form]
    path = rejects or opened.file.with_name(f"{opened.file.stem}.rejected{suffix}")
    return write_rejects(path, rejected_file(outcome.table, outcome.rejected, opened.content))


def _guess(file: Path, mapping_file: Path | None, collection: str, project: Project) -> None:
    """Write a first mapping beside the file. One that is there stays."""
    from clearinghouse.project import read_types  # noqa: PLC0415 - only where it is needed

    schemas, code_lists, _ = read_types(project)
    if collection not in schemas:
        raise ProjectFault(f"There is no collection “{collection}”. There are: {', '.join(sorted(schemas))}.")
    form = form_of(file)
    if form == "iati":
        raise ProjectFault("IATI needs no mapping: ours is taken. To change it, copy it from the page on importing.")
    path = mapping_file or mapping_beside(file)
    if path.exists():
        raise ProjectFault(f"{path} is there already and stays as it is. Delete it, or name another with --mapping.")
    table = table_in(form, content_of(file), None)
    text = guessed_mapping(table, file.name, schemas[collection], code_lists)
    put_file(path, None, text.encode())
    click.echo(f"A first mapping is in {path}. Correct it; then: {as_called('import', str(file))}")
