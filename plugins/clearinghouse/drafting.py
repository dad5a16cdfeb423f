"""A draft among the records: read and checked as if it lay in the content folder, which it does not yet."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from clearinghouse.core.diagnostic import Diagnostic
from clearinghouse.core.source import Source
from clearinghouse.forge.draft import Draft, draft_from
from clearinghouse.forge.issue_answers import Known, record_in
from clearinghouse.pipeline import Reading, read_project
from clearinghouse.project import Project


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


def check_draft(draft: Draft, project: Project) -> tuple[list[Diagnostic], Source]:
    """Check a draft among all other records. The answer is what is wrong with it, and it as read."""
    with TemporaryDirectory(prefix="clearinghouse-") as folder:
        root = Path(folder)
        content = root / project.name_of(project.content)
        # Links lead where they led; a copy of what they lead to would be what nobody asked for.
        shutil.copytree(project.content, content, symlinks=True)
        path = content / draft.key.collection / f"{draft.key.id}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(draft.text.encode("utf-8", "replace"))
        there = replace(project, root=root, content=content)
        reading = read_project(there)
        file = there.name_of(path)
        found = [*reading.diagnostics, *reading.advice(notes=False)]
        return [each for each in found if each.file == file], reading.sources[file]
