"""`clearinghouse overdue`: what was due and is not there."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click

from clearinghouse.commands import faults_told, with_config, with_today
from clearinghouse.forge.comment import markdown, plain
from clearinghouse.forge.outline import to_data
from clearinghouse.forge.overdue import overdue
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project


@click.command("overdue")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="How to print it; json is the outline that an issue is made from.",
)  # fmt: skip
@with_today
@with_config
def command(form: str, today: str, config: Path) -> None:
    """List what the rules of coordination find to be overdue, record by record, the oldest first.

    Exit status: 0 whatever was found, 2 the records could not be read.
    """
    with faults_told():
        project = Project.from_config(config, today)
        with closing(project.cache()) as cache:
            lines = list(overdue(read_project(project, cache).desk))
    if form == "json":
        click.echo(json.dumps({"outline": to_data(lines)}, indent=1))
    else:
        click.echo(markdown(lines) if form == "markdown" else plain(lines), nl=False)
