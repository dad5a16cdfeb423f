"""The whole story on one screen: read → check → link, and then view → publish.

content/**/*.md ──read──▶ Source ──× Schema──▶ Record ──resolve──▶ Catalogue ──▶ pages · search · exports
                              └──────── Diagnostics ────────┘
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clearinghouse.core.body import check_body
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.diagnostic import Diagnostic, Severity, has_errors, in_reading_order
from clearinghouse.core.record import Key, Record
from clearinghouse.core.reference import IdClaim, check_ids, check_references
from clearinghouse.core.schema import Schema, with_years_as_text
from clearinghouse.core.source import Source
from clearinghouse.core.validation import check_source
from clearinghouse.project import Project, RecordFile, check_links_on_disk, content_files, read_types, record_files


@dataclass(frozen=True)
class Reading:
    """What was found in a project: the catalogue of all good records, and every mistake of the others."""

    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    checked: int

    @property
    def failed(self) -> bool:
        """Whether a site may not be built from this."""
        return has_errors(self.diagnostics)


def read_project(project: Project) -> Reading:
    """Read and check everything. Mistakes are values in the answer; good records are in the catalogue all the same."""
    schemas, code_lists, faults = read_types(project)
    if faults:
        return Reading(Catalogue(schemas, code_lists, {}), tuple(faults), {}, 0)
    files = record_files(project, schemas)
    sources = [(each.key, _read(each, schemas)) for each in files]
    told = {source.file for _, source in sources}
    links = (each for each in check_links_on_disk(project) if each.file not in told)
    diagnostics = in_reading_order([*_check(sources, schemas, code_lists, content_files(project)), *links])
    wrong = {each.file for each in diagnostics if each.severity is Severity.ERROR}
    catalogue = catalogue_of(_records(sources, wrong), schemas, code_lists)
    return Reading(catalogue, tuple(diagnostics), {source.file: source for _, source in sources}, len(files))


def _read(file: RecordFile, schemas: Mapping[str, Schema]) -> Source:
    source = file.read()
    if file.key is None or source.data is None:
        return source
    return replace(source, data=with_years_as_text(source.data, schemas[file.key.collection]))


_Sources = Iterable[tuple[Key | None, Source]]


def _check(
    sources: _Sources, schemas: Mapping[str, Schema], code_lists: Mapping[str, CodeList], files: set[str]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of every source, by itself and among the others."""
    titles = {key: str((source.data or {}).get("title", "")) for key, source in sources if key}
    claims = [claim for key, source in sources if key for claim in _claims(key, source)]
    current = {claim.key: claim.holder for claim in claims} | {key: key for key in titles}
    for key, source in sources:
        yield from source.diagnostics
        if key and source.data is not None:
            schema = schemas[key.collection]
            yield from check_source(source, schema, code_lists)
            yield from check_references(source, schema, titles, current)
            yield from check_body(source, files)
    yield from check_ids(claims)


def _claims(key: Key, source: Source) -> Iterator[IdClaim]:
    """Yield the ids that a source uses; its data may still be of any shape."""
    yield IdClaim(key, key, source, ())
    aliases = (source.data or {}).get("aliases")
    for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str):
            yield IdClaim(Key(key.collection, alias), key, source, ("aliases", index))


def _records(sources: _Sources, wrong: set[str]) -> Iterator[Record]:
    for key, source in sources:
        if key and source.data is not None and source.file not in wrong:
            yield Record(key, source.data, source.body, source.file)
