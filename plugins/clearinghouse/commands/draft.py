"""`clearinghouse draft`: from an issue that was written with a form to the draft of a record."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from clearinghouse.commands import EXIT_ERRORS, faults_told, with_config, with_today
from clearinghouse.core.diagnostic import Diagnostic, has_errors, visible
from clearinghouse.core.source import Source
from clearinghouse.drafting import check_draft, draft_of
from clearinghouse.forge.comment import plain
from clearinghouse.forge.description import diagnostics_told, place_in_file
from clearinghouse.forge.draft import Draft
from clearinghouse.forge.issue_answers import NotAForm
from clearinghouse.forge.outline import Line, line, to_data
from clearinghouse.forge.question import questions_of
from clearinghouse.pipeline import Reading, read_project
from clearinghouse.project import Project, ProjectFault

MAX_ISSUE_BYTES = 1024 * 1024


@click.command("draft")
@click.argument("issue", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How to print it; json holds the outline of a comment, and the file if it keeps all rules.",
)  # fmt: skip
@with_today
@with_config
def command(issue: Path, form: str, today: str, config: Path) -> None:
    """Make the draft of a record from ISSUE: a JSON file as GitHub gives it, with the number and the body of an issue.

    Nothing is written into the content folder. Exit status: 0 the draft has no error, 1 it has, or the issue is not made with
    a form, 2 the work could not be done.
    """
    with faults_told():
        number, text = _issue(issue)
        project = Project.from_config(config, today)
        with closing(project.cache()) as cache:
            reading = read_project(project, cache)
        draft, diagnostics, sources, problem = None, list[Diagnostic](), dict[str, Source](), ""
        try:
            draft = draft_of(text, number, reading)
            diagnostics, source = check_draft(draft, project, reading)
            sources = {source.file: source}
        except NotAForm as fault:
            problem = str(fault)
    is_good = draft is not None and not has_errors(diagnostics)
    lines = [
        *_opening(draft, diagnostics, problem, project),
        *diagnostics_told(diagnostics, sources, _places(draft, reading)),
    ]
    if form == "json":
        click.echo(json.dumps(_data(draft if is_good else None, lines, number, project), ensure_ascii=True, indent=1))
    else:
        click.echo(plain(lines), nl=False)
        for each in ("", *draft.text.splitlines()) if draft else ():
            click.echo(visible(each))
    sys.exit(0 if is_good else EXIT_ERRORS)


def _places(draft: Draft | None, reading: Reading) -> Callable[[Diagnostic], str]:
    """Name the question whose answer a diagnostic is about: whoever answers a form has seen no file."""
    catalogue = reading.catalogue
    questions = questions_of(catalogue.schemas[draft.key.collection], catalogue.code_lists) if draft else ()
    labels = {question.name: question.label for question in questions}
    return lambda each: labels.get(str(each.pointer[0]) if each.pointer else "") or place_in_file(each)


def _issue(path: Path) -> tuple[int, str]:
    """The number and the text of an issue, from what GitHub says of it or of an event about it."""
    try:
        if path.stat().st_size > MAX_ISSUE_BYTES:
            raise ProjectFault(f"{path} is too large for an issue.")
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        raise ProjectFault(f"{path} cannot be read as JSON: {fault}") from fault
    issue = data.get("issue", data) if isinstance(data, dict) else None
    if not isinstance(issue, dict) or type(issue.get("number")) is not int:
        raise ProjectFault(f"{path} holds no issue: it has no number.")
    # Half of a pair of characters cannot be written to a file; JSON can hold it all the same.
    text = str(issue.get("body") or "").encode("utf-8", "replace").decode("utf-8")
    return issue["number"], text


def _file(draft: Draft, project: Project) -> str:
    return f"{project.name_of(project.content)}/{draft.key.collection}/{draft.key.id}.md"


def _opening(draft: Draft | None, diagnostics: list[Diagnostic], problem: str, project: Project) -> Iterator[Line]:
    if draft is None or has_errors(diagnostics):
        yield line("draft-wrong")
        yield line("draft-mend")
    else:
        yield line("draft")
        yield line("draft-where", file=_file(draft, project))
    if problem:
        yield line("draft-problem", message=problem)


def _data(draft: Draft | None, lines: list[Line], number: int, project: Project) -> dict[str, Any]:
    file = {"path": _file(draft, project), "text": draft.text} if draft else None
    return {"issue": number, "outline": to_data(lines), "file": file}
