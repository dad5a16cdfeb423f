"""`clearinghouse import`: records from a table or a file of somebody else, by a mapping file."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click

from clearinghouse.commands import EXIT_CANNOT_WORK, EXIT_ERRORS, faults_told, with_config, with_today
from clearinghouse.core.diagnostic import quoted
from clearinghouse.importing.answering import answer_to, text_with_answers
from clearinghouse.importing.batch import Given, Outcome, run
from clearinghouse.importing.cells import MAX_FILE_BYTES, Table, TableFault
from clearinghouse.importing.files import laid_out_as, put_file, write_outcome, write_rejects
from clearinghouse.importing.guess import guessed_mapping
from clearinghouse.importing.mapping import (
    Answers,
    ImportMapping,
    MappingFault,
    Written,
    import_mapping,
    written_mapping,
)
from clearinghouse.importing.provenance import sha256_of
from clearinghouse.importing.rejects import SUFFIXES, rejected_file
from clearinghouse.importing.report import report_lines
from clearinghouse.importing.surroundings import Surroundings, surroundings_of
from clearinghouse.importing.values import Question, Unclear, slug_of
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project, ProjectFault
from clearinghouse.reports.progress import Bar

FORMS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".tab": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xml": "iati",
}  # fmt: skip


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
                around = surroundings_of(project, read_project(project, cache, bar.show))
            asking = sys.stdin.isatty() and sys.stdout.isatty() if ask is None else ask
            sys.exit(_import(_open(file, mapping_file, around), around, write=write, rejects=rejects, asking=asking))
    except TableFault as fault:
        click.echo(f"clearinghouse: {file.name}: {fault}", err=True)
        sys.exit(EXIT_CANNOT_WORK)
    except MappingFault as fault:
        for message in fault.messages:
            click.echo(f"clearinghouse: {message}", err=True)
        sys.exit(EXIT_CANNOT_WORK)


@dataclass(frozen=True)
class _Opened:
    """A file with the mapping for it, and where that mapping stands: nowhere, for the one of ours."""

    file: Path
    content: bytes
    given: Given
    written: Written
    mapping: ImportMapping
    mapping_file: Path | None
    mapping_content: bytes
    """What the mapping file held when it was read: whoever changes it while questions are open is not overwritten."""


def _open(file: Path, mapping_file: Path | None, around: Surroundings) -> _Opened:
    form, content = _form_of(file), _content_of(file)
    mapping_file = mapping_file or _mapping_beside(file)
    if mapping_file is None and form == "iati":
        name = "iati.mapping.yaml"
        said = (files("clearinghouse.importing") / name).read_bytes()
    elif mapping_file is None:
        raise ProjectFault(
            f"There is no mapping {_beside(file).name} beside {file.name}. To write a first one: clearinghouse import {file} --guess COLLECTION"
        )
    else:
        said, name = _content_of(mapping_file), mapping_file.name
    written = written_mapping(_text_of(said, name), name)
    mapping = import_mapping(written, around.reading.catalogue.schemas, _batch_of(name))
    given = Given(file.name, sha256_of(content), _table(form, content, written))
    return _Opened(file, content, given, written, mapping, mapping_file, said)


def _form_of(file: Path) -> str:
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise ProjectFault(
            f"{file.name} is not a file that can be imported. Its name has to end in {', '.join(FORMS)}."
        )
    return form


def _content_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise ProjectFault(f"{file} is larger than {MAX_FILE_BYTES // 1024**2} MB. Import it in parts.")
        return file.read_bytes()
    except OSError as fault:
        raise ProjectFault(f"{file} cannot be read: {fault.strerror}.") from fault


def _text_of(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        raise ProjectFault(f"{name} cannot be read: {fault}") from fault


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.stem}.mapping.yaml")


def _mapping_beside(file: Path) -> Path | None:
    """The mapping of a file; that of the whole file for its rejected rows."""
    names = [file.stem, file.stem.partition(".rejected")[0]]
    return next((path for name in names if (path := file.with_name(f"{name}.mapping.yaml")).is_file()), None)


def _batch_of(name: str) -> str:
    try:
        return slug_of(name.partition(".")[0])[:80].strip("-")
    except Unclear:
        raise MappingFault([f"{name}: say `batch:`, a name of lower-case letters, digits and hyphens."]) from None


def _table(form: str, content: bytes, written: Written | None) -> Table:
    """Read the file, with what the mapping says of its form."""
    said = written.data if written else {}
    header_row = int(said.get("header_row", 1))
    if form == "iati":
        from clearinghouse.importing.iati import read_iati  # noqa: PLC0415 - only where it is needed

        return read_iati(content)
    if form == "xlsx":
        from clearinghouse.importing.workbook import read_workbook  # noqa: PLC0415 - only where it is needed

        return read_workbook(content, str(said.get("sheet", "")), header_row)
    from clearinghouse.importing.delimited import read_delimited  # noqa: PLC0415 - only where it is needed

    return read_delimited(content, str(said.get("encoding", "")), str(said.get("delimiter", "")), header_row)


def _import(opened: _Opened, around: Surroundings, *, write: bool, rejects: Path | None, asking: bool) -> int:
    """Run the import, ask, write if wanted, tell. The answer is the exit status."""
    with Bar("Reading rows") as bar:
        outcome = run(opened.given, opened.mapping, around, bar.show)
    if asking and outcome.questions:
        outcome = _ask_until_clear(opened, outcome, around)
    for line in report_lines(outcome, opened.file.name):
        click.echo(line)
    click.echo("")
    if outcome.blocking:
        click.echo("Nothing was written.")
        return EXIT_ERRORS
    # The rejected rows first: if that fails, no record has been written yet.
    where = _keep_rejects(opened, outcome, rejects) if outcome.rejected and (write or rejects) else None
    if write:
        written = write_outcome(outcome, around)
        click.echo(
            f"{len(written):,} files were written." if written else "Nothing has changed, so nothing was written."
        )
    else:
        click.echo("This was a dry run: no record was written. Add --write to write.")
    if where:
        click.echo(f"The rejected rows are in {where}. Correct them there, and import that file.")
    return EXIT_ERRORS if outcome.rejected else 0


def _keep_rejects(opened: _Opened, outcome: Outcome, rejects: Path | None) -> Path:
    suffix = SUFFIXES[outcome.table.form]
    path = rejects or opened.file.with_name(f"{opened.file.stem}.rejected{suffix}")
    return write_rejects(path, rejected_file(outcome.table, outcome.rejected, opened.content))


# --- asking ---------------------------------------------------------------------------------------


def _ask_until_clear(opened: _Opened, outcome: Outcome, around: Surroundings) -> Outcome:
    """Ask every question once; answers are offered to be written into the mapping file."""
    answers, asked = Answers(), set[tuple[str, str, str]]()
    while questions := [each for each in outcome.questions if each.what not in asked]:
        for question in questions:
            asked.add(question.what)
            answers = answers.and_then(_ask(question))
        outcome = run(opened.given, opened.mapping.with_answers(answers), around)
    file = opened.mapping_file
    if file and answers.as_data() and click.confirm(f"Write these answers into {file.name}?", default=True):
        text = text_with_answers(opened.written.text, opened.written.answers.and_then(answers), opened.written.file)
        put_file(file, opened.mapping_content, laid_out_as(opened.mapping_content, text))
    return outcome


def _ask(question: Question) -> Answers:
    click.echo(f"\n{quoted(question.text)} in the column {quoted(question.heading)} is not clear.")
    for number, (value, meaning) in enumerate(question.choices, 1):
        click.echo(f"  {number}  {value} ({meaning})")
    is_value = question.about == "values"
    other = ", another value, - for nothing" if is_value else ""
    hint = (
        f"A number{other}, or Enter to reject such rows"
        if question.choices
        else "The value, - for nothing, or Enter to reject such rows"
    )
    while True:
        said = str(click.prompt(hint, default="", show_default=False)).strip()
        if not said:
            return Answers()
        if said.isdecimal() and 1 <= int(said) <= len(question.choices):
            return answer_to(question, question.choices[int(said) - 1][0])
        if is_value:
            return answer_to(question, None if said == "-" else said)


# --- guessing -------------------------------------------------------------------------------------


def _guess(file: Path, mapping_file: Path | None, collection: str, project: Project) -> None:
    """Write a first mapping beside the file. One that is there stays."""
    from clearinghouse.project import read_types  # noqa: PLC0415 - only where it is needed

    schemas, code_lists, _ = read_types(project)
    if collection not in schemas:
        raise ProjectFault(f"There is no collection “{collection}”. There are: {', '.join(sorted(schemas))}.")
    form = _form_of(file)
    if form == "iati":
        raise ProjectFault("IATI needs no mapping: ours is taken. To change it, copy it from the page on importing.")
    path = mapping_file or _beside(file)
    if path.exists():
        raise ProjectFault(f"{path} is there already and stays as it is. Delete it, or name another with --mapping.")
    table = _table(form, _content_of(file), None)
    text = guessed_mapping(table, file.name, schemas[collection], code_lists)
    put_file(path, None, text.encode())
    click.echo(f"A first mapping is in {path}. Correct it; then: clearinghouse import {file}")
