"""`clearinghouse compare`: what a pull request changes, in words."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from clearinghouse.commands import faults_told, with_config, with_today
from clearinghouse.forge.comment import markdown, plain
from clearinghouse.forge.comparison import compare
from clearinghouse.forge.description import describe
from clearinghouse.forge.outline import to_data
from clearinghouse.pipeline import Reading, read_project
from clearinghouse.project import Project
from clearinghouse.revision import project_at


@click.command("compare")
@click.argument("base")
@click.argument("head", default="")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="How to print it; json is the outline that a comment is made from.",
)  # fmt: skip
@with_today
@with_config
def command(base: str, head: str, form: str, today: str, config: Path) -> None:
    """Say what changed since BASE: records added, changed field by field, renamed or removed; where they show; what is wrong.

    BASE and HEAD are revisions of git (a branch, a commit, HEAD^) or folders that hold a mkdocs.yml. Without HEAD, what is in the
    folder now is meant.

    Exit status: 0 whatever was found, 2 the comparison could not be made.
    """
    with faults_told(), ExitStack() as stack:
        here = Project.from_config(config, today)
        before = _reading(base, here, config, stack)
        after = _reading(head, here, config, stack)
        lines = list(describe(compare(before, after)))
    if form == "json":
        click.echo(json.dumps({"outline": to_data(lines)}, indent=1))
    else:
        # A value may hold what the terminal's encoding does not have.
        text = markdown(lines) if form == "markdown" else plain(lines)
        click.echo(
            text.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"), nl=False
        )


def _reading(state: str, here: Project, config: Path, stack: ExitStack) -> Reading:
    """Read the project of a state: of the folder now, of another folder, or of a revision."""
    cache = here.cache()
    stack.callback(cache.close)
    return read_project(_project(state, here, config, stack), cache)


def _project(state: str, here: Project, config: Path, stack: ExitStack) -> Project:
    if not state:
        return here
    if (Path(state) / config.name).is_file():
        return Project.from_config(Path(state) / config.name, here.today.isoformat())
    return project_at(here, state, Path(stack.enter_context(TemporaryDirectory(prefix="clearinghouse-"))))
