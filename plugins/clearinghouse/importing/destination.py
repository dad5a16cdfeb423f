"""What an import meets: the records that are there, and what earlier imports wrote. Read from disk here, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clearinghouse.calling import as_called
from clearinghouse.coordination.rule import CoordinationRule
from clearinghouse.core.record import Key, is_id
from clearinghouse.core.source import Source
from clearinghouse.importing.provenance import FOLDER, Origin, SidecarFault, origins_from
from clearinghouse.importing.values import Known
from clearinghouse.pipeline import Reading
from clearinghouse.project import Project, ProjectFault, content_files


@dataclass(frozen=True)
class Destination:
    """The clearinghouse that records are brought into. `origins` are those of each batch, by the name of the batch."""

    project: Project
    reading: Reading
    known: Known
    sources: Mapping[Key, Source]
    files: frozenset[str]
    origins: Mapping[str, Mapping[Key, Origin]]

    @property
    def rules(self) -> tuple[CoordinationRule, ...]:
        """The rules of coordination, which new records have to keep as well."""
        return self.reading.desk.rules

    def file_of(self, key: Key) -> str:
        """The name of the file of a record, relative to the project."""
        return self.project.name_of(self.project.content / key.collection / f"{key.id}.md")

    def batch_of(self, key: Key, but: str) -> str:
        """The other batch that wrote a record; empty where none did."""
        return next((batch for batch, origins in self.origins.items() if batch != but and key in origins), "")


def destination_of(project: Project, reading: Reading) -> Destination:
    """Take stock. Raises ProjectFault where schemas or files of earlier imports cannot be read."""
    if not reading.catalogue.schemas or any(each.code == "CH901" for each in reading.diagnostics):
        raise ProjectFault(f"The schemas have errors. Run `{as_called('check')}` and mend them first.")
    sources = dict(_sources(reading))
    titles = {key: str((source.data or {}).get("title", "")) for key, source in sources.items()}
    current: dict[Key, Key] = {}
    for key, source in sources.items():
        aliases = (source.data or {}).get("aliases")
        for alias in aliases if isinstance(aliases, list) else ():
            if isinstance(alias, str):
                current[Key(key.collection, alias)] = key
    current.update({key: key for key in sources})
    known = Known(reading.catalogue.code_lists, titles, current)
    return Destination(
        project, reading, known, sources, frozenset(content_files(project)), dict(_read_origins(project.root / FOLDER))
    )


def _sources(reading: Reading) -> list[tuple[Key, Source]]:
    found = []
    for file, source in reading.sources.items():
        path = PurePosixPath(file)
        if path.suffix == ".md" and is_id(path.stem) and path.parent.name in reading.catalogue.schemas:
            found.append((Key(path.parent.name, path.stem), source))
    return found


def _read_origins(folder: Path) -> list[tuple[str, dict[Key, Origin]]]:
    if folder.is_symlink():
        raise ProjectFault(f"The folder {FOLDER}/ is a link to another place. It has to be a folder of its own.")
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.is_symlink():
            raise ProjectFault(f"{FOLDER}/{path.name} is a link to another place.")
        try:
            found.append((path.stem, origins_from(path.read_bytes(), f"{FOLDER}/{path.name}")))
        except SidecarFault as fault:
            raise ProjectFault(str(fault)) from fault
        except OSError as fault:
            raise ProjectFault(f"{FOLDER}/{path.name} cannot be read: {fault.strerror}.") from fault
    return found
