"""The whole story on one screen: read → check → link, and then view → publish.

content/**/*.md ──read──▶ Source ──× Schema──▶ Record ──resolve──▶ Catalogue ──▶ views · pages · search · exports
                              └──────── Diagnostics ────────┘
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from clearinghouse.cache import Cache
from clearinghouse.checking import Progress, checked_files
from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.rule import Finding, diagnostic_of
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import Catalogue, catalogue_of
from clearinghouse.core.checked import CheckedSource, check_among_others
from clearinghouse.core.diagnostic import Diagnostic, Severity, has_errors, in_reading_order
from clearinghouse.core.record import Key, Record
from clearinghouse.core.reference import IdClaim, Titles, check_ids
from clearinghouse.core.schema import Schema
from clearinghouse.core.source import Source
from clearinghouse.fingerprint import fingerprint
from clearinghouse.other_files import check_files
from clearinghouse.project import Project, check_links_on_disk, content_files, read_all_types, record_files
from clearinghouse.strays import strays


@dataclass(frozen=True)
class Reading:
    """What was found in a project: the catalogue of all good records, and every mistake of the others."""

    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    checked: int
    desk: Desk
    types: bytes
    """The fingerprint of all that says what records are: schemas, code lists, rules, what was asked for."""

    @cached_property
    def fingerprints(self) -> Mapping[Key, tuple[bytes, bytes]]:
        """The fingerprints of the front matter and of the body of every record, as they stand in its file."""
        return {
            record.key: (fingerprint(self.sources[record.file].front_matter), fingerprint(record.body))
            for record in (*self.catalogue.records, *self.catalogue.left_out)
        }

    @cached_property
    def state(self) -> bytes:
        """The fingerprint of all good records as they stand in their files, and of all that says what records are."""
        found = self.fingerprints
        return fingerprint(self.types, *(part for key in sorted(found) for part in (*key, *found[key])))

    @cached_property
    def by_key(self) -> Mapping[Key, Source]:
        """The source of every record."""
        return {record.key: self.sources[record.file] for record in self.catalogue.records}

    @property
    def unruled(self) -> tuple[str, ...]:
        """The files of records with errors of their own, at which no rule of coordination looked."""
        if not self.desk.rules:
            return ()
        wrong = {each.file for each in self.diagnostics if each.severity is Severity.ERROR}
        return tuple(sorted(wrong - {record.file for record in self.catalogue.records}))

    @property
    def failed(self) -> bool:
        """Whether a site may not be built from this."""
        return has_errors(self.diagnostics)

    def part(self, catalogue: Catalogue) -> Reading:
        """The same, with a part of its catalogue: what coordination knows is then known of that part alone, but for what rules find."""
        desk = Desk(Situation(catalogue, self.desk.situation.today), self.desk.rules, self.desk.requirements, self.desk)
        return replace(self, catalogue=catalogue, desk=desk)

    def advice(self, *, notes: bool = True) -> Iterator[Diagnostic]:
        """Yield what the rules of coordination say below an error: warnings and, where asked for, notes."""
        for finding in self.desk.findings if notes else self.desk.pressing:
            if finding.rule.severity is not Severity.ERROR:
                yield _located(finding, self.catalogue, self.sources)


def read_project(project: Project, cache: Cache | None = None, progress: Progress | None = None) -> Reading:
    """Read and check everything. Mistakes are values in the answer; good records are in the catalogue all the same.

    What is wrong with a record by itself is not looked for again where `cache` knows that it was good; the answer is the same.
    """
    types = read_all_types(project)
    if types.faults:
        nothing = Catalogue(types.schemas, types.code_lists, {})
        return Reading(nothing, types.faults, {}, 0, Desk(Situation(nothing, project.today)), types.fingerprint)
    files = record_files(project, types.schemas)
    checked = checked_files(files, types, cache or Cache(), progress)
    by_file = {each.source.file: each.source for each in checked}
    links = (each for each in check_links_on_disk(project) if each.file not in by_file)
    there = content_files(project)
    beside = (each for each in strays(project, types.schemas, there) if each.file not in by_file)
    misplaced = {each.file for each in files if each.problem}
    placed = (each for each in check_files(project, types.schemas, there) if each.file not in misplaced)
    diagnostics = in_reading_order([*_check(checked, types.schemas, there), *links, *beside, *placed])
    wrong = {each.file for each in diagnostics if each.severity is Severity.ERROR}
    catalogue = catalogue_of(_records(checked, wrong), types.schemas, types.code_lists)
    desk = Desk(Situation(catalogue, project.today), types.rules, types.requirements)
    broken = [_located(each, catalogue, by_file) for each in desk.broken]
    diagnostics = in_reading_order([*diagnostics, *broken])
    return Reading(catalogue, tuple(diagnostics), by_file, len(files), desk, types.fingerprint)


def _located(finding: Finding, catalogue: Catalogue, sources: Mapping[str, Source]) -> Diagnostic:
    """Where a finding stands; a country without a record of its own has a file that is still to be written."""
    record = catalogue.by_key.get(finding.key)
    file = record.file if record else f"content/{finding.key.collection}/{finding.key.id}.md"
    return diagnostic_of(finding, file, sources.get(file))


def _check(checked: Iterable[CheckedSource], schemas: Mapping[str, Schema], files: set[str]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of every source, by itself and among the others."""
    titles = Titles({each.key: str((each.source.data or {}).get("title", "")) for each in checked if each.key})
    claims = [claim for each in checked if each.key for claim in _claims(each.key, each.source)]
    current = {claim.key: claim.holder for claim in claims} | {key: key for key in titles}
    for each in checked:
        yield from each.faults
        if each.key:
            yield from check_among_others(each, schemas[each.key.collection], titles, current, files)
    yield from check_ids(claims)


def _claims(key: Key, source: Source) -> Iterator[IdClaim]:
    """Yield the ids that a source uses; its data may still be of any shape."""
    yield IdClaim(key, key, source, ())
    aliases = (source.data or {}).get("aliases")
    for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str):
            yield IdClaim(Key(key.collection, alias), key, source, ("aliases", index))


def _records(checked: Iterable[CheckedSource], wrong: set[str]) -> Iterator[Record]:
    for key, source in ((each.key, each.source) for each in checked):
        if key and source.data is not None and source.file not in wrong:
            yield Record(key, source.data, source.body, source.file)
