"""A draft among the records: read and checked as if it lay in the content folder, which it does not yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.rule import diagnostic_of
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.core.diagnostic import Diagnostic, Severity
from clearinghouse.core.record import Record
from clearinghouse.core.source import Source, read_source
from clearinghouse.editing.other_records import other_records_in
from clearinghouse.forge.draft import Draft, draft_from
from clearinghouse.forge.issue_answers import Known, record_in
from clearinghouse.pipeline import Reading
from clearinghouse.project import Project, ProjectFault


def draft_of(issue_text: str, number: int, reading: Reading) -> Draft:
    """Make the draft of a record from the text of an issue. Raises NotAForm as `record_in` and `draft_from` do."""
    catalogue = reading.catalogue
    titles: dict[str, dict[str, str]] = {name: {} for name in catalogue.schemas}
    for record in catalogue.records:
        titles[record.key.collection][record.key.id] = record.title
    answered = record_in(issue_text, catalogue.schemas, Known(catalogue.code_lists, titles))
    collection = answered.schema.collection.name
    files = {Path(file) for file in reading.sources}
    taken = {path.stem for path in files if path.parent.name == collection}
    taken |= {key.id for key in catalogue.current if key.collection == collection}
    return draft_from(answered, taken, f"record-{number}")


def check_draft(draft: Draft, project: Project, reading: Reading) -> tuple[list[Diagnostic], Source]:
    """Check a draft among all other records, in memory. The answer is what is wrong with it, and it as read.

    Raises ProjectFault where no record can be added there: the schemas have faults, or the folder is a link to another place.
    """
    if (project.content / draft.key.collection).is_symlink():
        raise ProjectFault(
            f"The folder {project.name_of(project.content)}/{draft.key.collection} is a link to another place. It has to be a folder of its own."
        )
    name = f"{draft.key.collection}/{draft.key.id}.md"
    file = f"{project.name_of(project.content)}/{name}"
    content = draft.text.encode("utf-8", "replace")
    source = read_source(content, file)
    there = other_records_in(project, reading)
    around = replace(there, sources={**there.sources, draft.key: source}, files={*there.files, name})
    examined = around.examine(draft.key, file, content)
    if examined.errors or examined.data is None:  # rules of coordination look at good records only
        return list(examined.diagnostics), source
    record = Record(draft.key, examined.data, source.body, file)
    return [*examined.diagnostics, *_advice(record, source, project, reading)], source


def _advice(record: Record, source: Source, project: Project, reading: Reading) -> Iterator[Diagnostic]:
    """Yield the errors, then the warnings, that rules of coordination find in a record that is to come."""
    catalogue = reading.catalogue
    records = {**catalogue.by_key, record.key: record}
    with_it = catalogue_of(records.values(), catalogue.schemas, catalogue.code_lists)
    found = Desk(Situation(with_it, project.today), reading.desk.rules).pressing
    own = [finding for finding in found if finding.key == record.key]
    for finding in sorted(own, key=lambda each: each.rule.severity is not Severity.ERROR):
        yield diagnostic_of(finding, record.file, source)
