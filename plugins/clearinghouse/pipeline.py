"""The whole story on one screen: read → check → link, and then view → publish.

content/**/*.md ──read──▶ Source ──× Schema──▶ Record ──resolve──▶ Catalogue ──▶ views · pages · search · exports
                              └──────── Diagnostics ────────┘
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clearinghouse.coordination.desk import Desk, desk_of
from clearinghouse.coordination.rule import Finding, diagnostic_of
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.body import check_body
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.diagnostic import Diagnostic, Severity, has_errors, in_reading_order
from clearinghouse.core.record import Key, Record
from clearinghouse.core.reference import IdClaim, check_ids, check_references
from clearinghouse.core.schema import Schema, with_years_as_text
from clearinghouse.core.source import Source
from clearinghouse.core.validation import check_source
from clearinghouse.project import (
    Project,
    RecordFile,
    check_links_on_disk,
    content_files,
    read_requirements,
    read_rules,
    read_types,
    record_files,
)


@dataclass(frozen=True)
class Reading:
    """What was found in a project: the catalogue of all good records, and every mistake of the others."""

    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    checked: int
    desk: Desk

    @property
    def unruled(self) -> int:
        """How many records have errors of their own, so that no rule of coordination looked at them."""
        if not self.desk.rules:
            return 0
        wrong = {each.file for each in self.diagnostics if each.severity is Severity.ERROR}
        return len(wrong - {record.file for record in self.catalogue.records})

    @property
    def failed(self) -> bool:
        """Whether a site may not be built from this."""
        return has_errors(self.diagnostics)

    def advice(self, *, notes: bool = True) -> Iterator[Diagnostic]:
        """Yield what the rules of coordination say below an error: warnings and, where asked for, notes."""
        for finding in self.desk.findings if notes else self.desk.pressing:
            if finding.rule.severity is not Severity.ERROR:
                yield _located(finding, self.catalogue, self.sources)


def read_project(project: Project) -> Reading:
    """Read and check everything. Mistakes are values in the answer; good records are in the catalogue all the same."""
    schemas, code_lists, faults = read_types(project)
    rules, wrong_rules = read_rules(project)
    requirements, wrong_requirements = read_requirements(project)
    if faults := [*faults, *wrong_rules, *wrong_requirements]:
        nothing = Catalogue(schemas, code_lists, {})
        return Reading(nothing, tuple(faults), {}, 0, Desk(Situation(nothing, project.today)))
    files = record_files(project, schemas)
    sources = [(each.key, _read(each, schemas)) for each in files]
    told = {source.file for _, source in sources}
    links = (each for each in check_links_on_disk(project) if each.file not in told)
    diagnostics = in_reading_order([*_check(sources, schemas, code_lists, content_files(project)), *links])
    wrong = {each.file for each in diagnostics if each.severity is Severity.ERROR}
    catalogue = catalogue_of(_records(sources, wrong), schemas, code_lists)
    by_file = {source.file: source for _, source in sources}
    desk = desk_of(Situation(catalogue, project.today), rules, requirements)
    broken = [_located(each, catalogue, by_file) for each in desk.pressing if each.rule.severity is Severity.ERROR]
    diagnostics = in_reading_order([*diagnostics, *broken])
    return Reading(catalogue, tuple(diagnostics), by_file, len(files), desk)


def _located(finding: Finding, catalogue: Catalogue, sources: Mapping[str, Source]) -> Diagnostic:
    """Where a finding stands; a country without a record of its own has a file that is still to be written."""
    record = catalogue.by_key.get(finding.key)
    file = record.file if record else f"content/{finding.key.collection}/{finding.key.id}.md"
    return diagnostic_of(finding, file, sources.get(file))


def _read(file: RecordFile, schemas: Mapping[str, Schema]) -> Source:
    source = file.read()
    if file.key is None or source.data is None:
        return source
    data = with_years_as_text(source.data, schemas[file.key.collection])
    return source if data is source.data else replace(source, data=data)


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
