"""While a site is served: an edited record is shown at once, and everything else is built after that.

MkDocs answers no request while it builds. So the first build after an edit only makes the pages of the edited records, as
they will be but for what others say of them; then it asks for the build of everything, which puts that right.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clearinghouse.core.checked import check_by_itself
from clearinghouse.core.record import Key, Record
from clearinghouse.core.source import read_source
from clearinghouse.pages.site import own_records, page_of_record
from clearinghouse.project import Project, RecordFile, record_files
from clearinghouse.publish.plan import Plan
from clearinghouse.publish.product import File

MOST = 5
"""Records of which the pages are shown before the rest is built; who changes more has not edited them by hand."""

State = Mapping[Key, tuple[RecordFile, int, int]]
"""The files of records with their times (ns) and sizes."""


def state_of(project: Project, plan: Plan) -> State:
    """The record files as they are now."""
    found = {}
    for each in record_files(project, plan.press.catalogue.schemas):
        if each.key:
            status = each.path.stat()
            found[each.key] = (each, status.st_mtime_ns, status.st_size)
    return found


def edited_pages(before: State, after: State, plan: Plan) -> Iterator[File]:
    """Yield the pages of the records that were edited; none where records came or went, or one of them has a fault."""
    edited = [file for key, (file, *_) in after.items() if before.get(key) != after[key]]
    if before.keys() != after.keys() or len(edited) > MOST:
        return
    catalogue = plan.press.catalogue
    own = {record.key for record in own_records(plan.press)}
    for file in edited:
        schema = catalogue.schemas[file.key.collection] if file.key else None
        if file.key in own and file.key and schema:
            checked = check_by_itself(file.key, read_source(file.content(), file.file), schema, catalogue.code_lists)
            source = checked.source
            if not checked.faults and source.data is not None:
                record = Record(file.key, source.data, source.body, source.file)
                yield plan.page(page_of_record(record, plan.worked_out or plan.press))


@dataclass
class Preview:
    """Takes the place of the builder of the server."""

    build: Callable[[], None]
    show: Callable[[], bool]
    """Shows what was edited, if it can; says whether it did."""
    signal: Path
    """A file that the server watches: when it changes, everything is built."""
    _is_shown: bool = field(default=False, init=False)

    def __call__(self) -> None:
        """Show what was edited and ask to be called again; the second time, or where that cannot be, build everything."""
        if not self._is_shown and self.show():
            self._is_shown = True
            self.signal.write_text(str(os.times().elapsed), encoding="utf-8")
            return
        self._is_shown = False
        self.build()
