"""`clearinghouse check`: what is wrong with the records, and what is due."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from clearinghouse.commands import EXIT_ERRORS, faults_told, with_config, with_today
from clearinghouse.core.diagnostic import Diagnostic, in_reading_order
from clearinghouse.core.diagnostic import has_errors as any_error
from clearinghouse.pipeline import Reading, read_project
from clearinghouse.project import Project, ProjectFault
from clearinghouse.reports.json import render_json
from clearinghouse.reports.progress import Bar
from clearinghouse.reports.text import render_text, summary_line


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print what is found.",
)
@with_today
@click.option("--notes", is_flag=True, help="Also print notes: what is due, and what could be added.")
@with_config
@click.option("--no-cache", is_flag=True, help="Read every record anew, also those that were checked before.")
def command(paths: tuple[Path, ...], form: str, today: str, notes: bool, config: Path, no_cache: bool) -> None:
    """Check every record, or only the files and folders PATHS, against the schemas, each other and the rules of coordination.

    Exit status: 0 no error (there may be warnings), 1 errors, 2 the check could not be made.
    """
    with faults_told():
        project = Project.from_config(config, today)
        with closing(project.cache(on=not no_cache)) as cache, Bar("Reading records") as bar, _no_search_for_garbage():
            reading = read_project(project, cache, bar.show)
            diagnostics, checked = _only(paths, project, reading, notes=notes)
    if form == "json":
        click.echo(render_json(diagnostics, checked), nl=False)
    else:
        colour = sys.stdout.isatty()
        click.echo(render_text(diagnostics, reading.sources, colour=colour), nl=False)
        click.echo(summary_line(diagnostics, checked))
        if reading.unruled:
            click.echo(f"With errors, and so not yet checked against the rules of coordination: {reading.unruled}.")
        if reading.desk.rules and not notes and colour:
            click.echo("What is due and what could be added: clearinghouse check --notes")
    sys.exit(EXIT_ERRORS if any_error(diagnostics) else 0)


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Leave memory alone meanwhile: what a check makes is wanted to its end, and looking through it takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _only(paths: tuple[Path, ...], project: Project, reading: Reading, *, notes: bool) -> tuple[list[Diagnostic], int]:
    """Keep what concerns the named files and folders; all were read, since records refer to each other."""
    found = in_reading_order([*reading.diagnostics, *reading.advice(notes=notes)])
    if not paths:
        return found, reading.checked
    names = []
    for path in paths:
        if not path.exists():
            raise ProjectFault(f"There is no file or folder {path}.")
        names.append(project.name_of(path.absolute()))

    def is_named(file: str) -> bool:
        return any(name in (".", file) or file.startswith(f"{name}/") for name in names)

    faults = [each for each in found if is_named(each.file) or each.code == "CH901"]
    return faults, sum(is_named(file) for file in reading.sources)
