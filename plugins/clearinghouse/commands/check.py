"""`clearinghouse check`: what is wrong with the records, and what is due."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearinghouse.calling import as_called
from clearinghouse.commands import EXIT_ERRORS, faults_told, with_config, with_today
from clearinghouse.core.diagnostic import Diagnostic, Rule, in_reading_order, visible
from clearinghouse.core.diagnostic import has_errors as any_error
from clearinghouse.reports.progress import Bar

if TYPE_CHECKING:
    from clearinghouse.pipeline import Reading
    from clearinghouse.project import Project
    from clearinghouse.reports.report import Report

TEXT = "text"
FORMATS = (TEXT, "concise", "github", "json", "junit", "sarif")
"""How the answer can be printed: a module of `clearinghouse.reports` for each."""


_MOST_NAMED = 5
"""Files that are named in a line."""


@dataclass(frozen=True)
class _Question:
    """What a person wants to know: all that the options say."""

    config: Path
    today: str
    paths: tuple[Path, ...]
    form: str
    notes: bool
    cache: bool


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default=TEXT, show_default=True, help="How to print what is found.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Check again after every change, until Ctrl-C.")
@with_today
@click.option("--notes", is_flag=True, help="Also print notes: what is due, and what could be added.")
@with_config
@click.option("--no-cache", is_flag=True, help="Read every record anew, also those that were checked before.")
def command(
    paths: tuple[Path, ...], form: str, watch: bool, today: str, notes: bool, config: Path, no_cache: bool
) -> None:
    """Check every record, or only the files and folders PATHS, against the schemas, each other and the rules of coordination.

    With --format github the whole list also goes to the summary of the step, where GitHub Actions asks for one.

    Exit status: 0 no error (there may be warnings), 1 errors, 2 the check could not be made.
    """
    question = _Question(config, today, paths, form, notes, not no_cache)
    if watch and form not in (TEXT, "concise"):
        raise click.UsageError("--watch prints for people: use it with --format text or concise.")
    with faults_told():
        if watch:
            from clearinghouse.commands.watching import watched  # noqa: PLC0415 - only this needs watchdog
            from clearinghouse.project import Project  # noqa: PLC0415 - the help of the command does not wait for it

            project = Project.from_config(config, today)
            sys.exit(watched([project.content, project.schemas, project.code_lists], lambda: _check(question)))
        sys.exit(_check(question))


def _check(question: _Question) -> int:
    """Answer a question once; return the exit status."""
    from clearinghouse.pipeline import read_project  # noqa: PLC0415 - the help of the command does not wait for it
    from clearinghouse.project import Project  # noqa: PLC0415 - the same
    from clearinghouse.reports.report import Report  # noqa: PLC0415 - the same

    with _no_search_for_garbage():
        project = Project.from_config(question.config, question.today)
        with closing(project.cache(on=question.cache)) as cache, Bar("Reading records") as bar:
            reading = read_project(project, cache, bar.show)
        diagnostics, files = _only(question.paths, project, reading, notes=question.notes)
        report = Report(diagnostics, reading.sources, files, _rules_of(reading), project.site, _folder_of(project.root))
        click.echo(_RENDERERS[question.form](report), nl=False)
        if question.form == TEXT:
            _say_what_was_not_asked(reading, question, [each for each in reading.unruled if each in report.files])
    return EXIT_ERRORS if any_error(diagnostics) else 0


def _rules_of(reading: Reading) -> Sequence[Rule]:
    from clearinghouse.core.rules import RULES  # noqa: PLC0415 - beside the one place that uses it

    return [*RULES.values(), *(each.rule for each in reading.desk.rules)]


def _say_what_was_not_asked(reading: Reading, question: _Question, unruled: Sequence[str]) -> None:
    """Say which of the chosen records were not looked at by all rules, and on a terminal what else can be asked for."""
    if unruled:
        more = ", …" if len(unruled) > _MOST_NAMED else ""
        named = ", ".join(map(visible, unruled[:_MOST_NAMED])) + more
        click.echo(f"With errors, and so not yet checked against the rules of coordination: {len(unruled)} ({named}).")
    if reading.desk.rules and not question.notes and sys.stdout.isatty():
        click.echo(f"What is due and what could be added: {as_called('check', '--notes')}")


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


def _only(
    paths: tuple[Path, ...], project: Project, reading: Reading, *, notes: bool
) -> tuple[list[Diagnostic], list[str]]:
    """Keep what concerns the named files and folders; all were read, since records refer to each other."""
    found = in_reading_order([*reading.diagnostics, *reading.advice(notes=notes)])
    from clearinghouse.choice import Choice  # noqa: PLC0415 - the help of the command does not wait for it

    chosen = Choice.of(project, paths)
    faults = [each for each in found if each.file in chosen or each.code == "CH901"]
    faults += _no_records(paths, project, reading, {each.file for each in faults})
    return in_reading_order(faults), [file for file in reading.sources if file in chosen]


def _no_records(
    paths: tuple[Path, ...], project: Project, reading: Reading, told: Container[str]
) -> Iterator[Diagnostic]:
    """Yield why a file that a person named is no record, unless something was told of it already."""
    if not reading.catalogue.schemas:
        return  # nobody knows what a record is until the schemas are right
    from clearinghouse.strays import why_no_record  # noqa: PLC0415 - the help of the command does not wait for it

    for path in dict.fromkeys(each.resolve() for each in paths if each.is_file()):
        here = project.content / path.relative_to(project.content.resolve())
        if (file := project.name_of(here)) not in reading.sources and file not in told:
            yield why_no_record(project, reading.catalogue.schemas, here)


def _folder_of(root: Path) -> str:
    """The folder of the project as the repository has it: relative to where a workflow works, else to the folder we are in."""
    where = os.path.relpath(root.resolve(), os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    return "" if where == "." else Path(where).as_posix()


# --- a renderer for each format, imported when it is asked for -------------------------------------


def _text(report: Report) -> str:
    from clearinghouse.reports.text import cure_line, render_text, summary_line  # noqa: PLC0415

    text = render_text(report.diagnostics, report.sources, site=report.site, colour=_in_colour())
    closing = [summary_line(report.diagnostics, len(report.files)), cure_line(report.diagnostics)]
    return text + "".join(f"{line}\n" for line in closing if line)


def _in_colour() -> bool:
    """Whether to print in colour: on a terminal whose owner did not say no (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _concise(report: Report) -> str:
    from clearinghouse.reports.concise import render_concise  # noqa: PLC0415

    return render_concise(report)


def _github(report: Report) -> str:
    from clearinghouse.reports.github import render_github  # noqa: PLC0415
    from clearinghouse.reports.text import summary_line  # noqa: PLC0415

    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        from clearinghouse.reports.markdown import render_markdown  # noqa: PLC0415

        with Path(summary).open("a", encoding="utf-8") as opened:
            opened.write(render_markdown(report))
    return f"{render_github(report)}{summary_line(report.diagnostics, len(report.files))}\n"


def _json(report: Report) -> str:
    from clearinghouse.reports.json import render_json  # noqa: PLC0415

    return render_json(report.diagnostics, len(report.files))


def _junit(report: Report) -> str:
    from clearinghouse.reports.junit import render_junit  # noqa: PLC0415

    return render_junit(report)


def _sarif(report: Report) -> str:
    from clearinghouse.reports.sarif import render_sarif  # noqa: PLC0415

    return render_sarif(report)


_RENDERERS: dict[str, Callable[[Report], str]] = {
    TEXT: _text, "concise": _concise, "github": _github, "json": _json, "junit": _junit, "sarif": _sarif,
}  # fmt: skip
