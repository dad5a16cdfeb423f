"""Looking at changed bytes of one record as if they were on disk, among all others as they are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from clearinghouse.cache import Cache
from clearinghouse.calling import as_called
from clearinghouse.checking import checked_files
from clearinghouse.core import rules
from clearinghouse.core.checked import check_among_others, check_by_itself
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.diagnostic import in_reading_order
from clearinghouse.core.record import Key, is_id
from clearinghouse.core.reference import Titles
from clearinghouse.core.schema import Schema
from clearinghouse.core.source import Source, read_source
from clearinghouse.editing.fixing import Examine, Examined
from clearinghouse.project import Project, ProjectFault, RecordFile, Types, content_files, read_all_types, record_files

if TYPE_CHECKING:  # who edits a record does not wait for all that reads and links a whole project
    from clearinghouse.pipeline import Reading

_NOTHING_CHANGED = (
    f"The schemas or code lists have faults, and nothing was changed. See them with: {as_called('check')}"
)


@dataclass(frozen=True)
class OtherRecords:
    """All other records, as far as the check of one needs them: schemas, code lists, what there is, and the files of the content."""

    schemas: Mapping[str, Schema]
    code_lists: Mapping[str, CodeList]
    sources: Mapping[Key, Source]
    files: set[str]

    @cached_property
    def titles(self) -> Titles:
        """The title of every record, also of one with mistakes."""
        return Titles((key, str((source.data or {}).get("title", ""))) for key, source in self.sources.items())

    @cached_property
    def current(self) -> dict[Key, Key]:
        """The key in use now for every key, old ones among them."""
        old = {
            Key(key.collection, alias): key
            for key, source in self.sources.items()
            for alias in _texts((source.data or {}).get("aliases"))
        }
        return old | {key: key for key in self.sources}

    def examine(self, key: Key, file: str, content: bytes) -> Examined:
        """Check the bytes of a record; `file` is what diagnostics call it."""
        schema = self.schemas[key.collection]
        checked = check_by_itself(key, read_source(content, file), schema, self.code_lists)
        among = check_among_others(checked, schema, self.titles, self.current, self.files)
        return Examined(checked.source.data, tuple(in_reading_order([*checked.faults, *among])))

    def examiner(self, key: Key, file: str) -> Examine:
        """What examines the bytes of one file."""
        return partial(self.examine, key, file)


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def types_of(project: Project) -> Types:
    """Read all that says what records are.

    Raises ProjectFault where something is wrong with it: what records should be is then not known.
    """
    types = read_all_types(project)
    if types.faults:
        raise ProjectFault(_NOTHING_CHANGED)
    return types


def read_other_records(
    project: Project, cache: Cache, types: Types | None = None
) -> tuple[OtherRecords, list[RecordFile]]:
    """Read all records of a project, and list their files, misplaced ones among them; `types` where they were read already.

    Raises ProjectFault where its schemas have faults.
    """
    types = types or types_of(project)
    files = record_files(project, types.schemas)
    sources = {each.key: each.source for each in checked_files(files, types, cache) if each.key}
    return OtherRecords(types.schemas, types.code_lists, sources, content_files(project)), files


def other_records_in(project: Project, reading: Reading) -> OtherRecords:
    """The records that a new one joins, of a project that has been read already; no record is opened again.

    Raises ProjectFault where its schemas have faults.
    """
    if any(each.rule is rules.SCHEMA_FAULT for each in reading.diagnostics):
        raise ProjectFault(_NOTHING_CHANGED)
    catalogue, content = reading.catalogue, project.name_of(project.content)
    sources = {}
    for file, source in reading.sources.items():
        place = PurePosixPath(file)
        key = Key(place.parent.name, place.stem)
        if key.collection in catalogue.schemas and is_id(key.id) and file == f"{content}/{key.collection}/{key.id}.md":
            sources[key] = source
    return OtherRecords(catalogue.schemas, catalogue.code_lists, sources, content_files(project))
