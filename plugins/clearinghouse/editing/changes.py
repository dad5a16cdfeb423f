"""Changes of records on disk: reading those that are chosen, working out what becomes of them, and writing it.

The commands `fix` and `fmt` are made of these; nothing is written but by `write`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clearinghouse.cache import Cache
from clearinghouse.choice import Choice
from clearinghouse.core.diagnostic import Diagnostic
from clearinghouse.core.source import Source
from clearinghouse.editing.difference import difference
from clearinghouse.editing.fixing import mend
from clearinghouse.editing.formatting import NotTheSame, formatted
from clearinghouse.editing.other_records import read_other_records, types_of
from clearinghouse.editing.writing import ChangedMeanwhile, replace_file
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project, ProjectFault, RecordFile, record_files


@dataclass(frozen=True)
class Change:
    """A record and what becomes of it. `told` is what was mended in it, or why it was left alone."""

    file: RecordFile
    before: bytes
    after: bytes
    told: tuple[Diagnostic, ...] = ()
    source: Source | None = None

    @property
    def is_one(self) -> bool:
        """Whether anything changes."""
        return self.before != self.after

    @property
    def difference(self) -> str:
        """The lines that change, as git shows them."""
        return difference(self.file.file, self.before, self.after)


def mended_records(project: Project, cache: Cache, paths: Sequence[Path], *, likely: bool) -> list[Change]:
    """Work out what mending makes of the chosen records. What is no record by its name or place is not opened.

    Raises ProjectFault for paths that cannot be meant and for schemas with faults.
    """
    choice = Choice.of(project, paths)
    others, files = read_other_records(project, cache)
    changes = []
    for file in files:
        if file.key and file.file in choice:
            before = file.content()
            mended = mend(before, others.examiner(file.key, file.file), likely=likely)
            changes.append(Change(file, before, mended.content, mended.mended))
    return changes


def formatted_records(project: Project, paths: Sequence[Path]) -> list[Change]:
    """Work out the one form of the chosen records.

    Raises ProjectFault as `mended_records` does, and rather than change what a record says.
    """
    choice = Choice.of(project, paths)
    types = types_of(project)
    changes = []
    for file in record_files(project, types.schemas):
        if not file.key or file.file not in choice:
            continue
        before = file.content()
        try:
            result = formatted(before, file.file, types.schemas[file.key.collection])
        except NotTheSame as fault:
            raise ProjectFault(
                f"{fault} could not be written in the one form without changing what it says. That is a fault of this program; "
                "nothing was changed. Please tell the maintainers."
            ) from fault
        changes.append(Change(file, before, result.content, result.faults, result.source))
    return changes


def write(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Write changed records, each at once. Return those written, and those that somebody else changed meanwhile."""
    written, left_alone = list[Change](), list[Change]()
    for change in changes:
        try:
            replace_file(change.file.path, change.before, change.after)
        except ChangedMeanwhile:
            left_alone.append(change)
        except OSError as fault:
            raise ProjectFault(f"{change.file.file} cannot be written: {fault}") from fault
        else:
            written.append(change)
    return written, left_alone


def left_in(project: Project, cache: Cache, paths: Sequence[Path]) -> list[Diagnostic]:
    """What is still wrong in the chosen files."""
    choice = Choice.of(project, paths)
    return [each for each in read_project(project, cache).diagnostics if each.file in choice]
