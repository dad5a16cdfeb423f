"""Reading what an import is given: a file, and the mapping for it. The files are opened here, and nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from clearinghouse.calling import as_called
from clearinghouse.importing.batch import Given
from clearinghouse.importing.cells import MAX_FILE_BYTES, Table
from clearinghouse.importing.destination import Destination
from clearinghouse.importing.mapping import ImportMapping, MappingFault, Written, import_mapping, written_mapping
from clearinghouse.importing.provenance import sha256_of
from clearinghouse.importing.values import Unclear, slug_of
from clearinghouse.project import ProjectFault

FORMS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".tab": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xml": "iati",
}  # fmt: skip
"""The form of a file by how its name ends."""


@dataclass(frozen=True)
class Opened:
    """A file with the mapping for it, and where that mapping stands: nowhere, for the one of ours."""

    file: Path
    content: bytes
    given: Given
    written: Written
    mapping: ImportMapping
    mapping_file: Path | None
    mapping_content: bytes
    """What the mapping file held when it was read: whoever changes it while questions are open is not overwritten."""


def opened_with(file: Path, mapping_file: Path | None, destination: Destination) -> Opened:
    """Read a file and its mapping: the one that is named, else the one beside the file, else for IATI ours.

    Raises ProjectFault, MappingFault or TableFault where one of them cannot be used.
    """
    form, content = form_of(file), content_of(file)
    mapping_file = mapping_file or _its_mapping(file)
    if mapping_file is None and form == "iati":
        name = "iati.mapping.yaml"
        said = (files("clearinghouse.importing") / name).read_bytes()
    elif mapping_file is None:
        raise ProjectFault(
            f"There is no mapping {mapping_beside(file).name} beside {file.name}. To write a first one: {as_called('import', str(file), '--guess', 'COLLECTION')}"
        )
    else:
        said, name = content_of(mapping_file), mapping_file.name
    written = written_mapping(_text_of(said, name), name)
    mapping = import_mapping(written, destination.reading.catalogue.schemas, _batch_of(name))
    given = Given(file.name, sha256_of(content), table_in(form, content, written))
    return Opened(file, content, given, written, mapping, mapping_file, said)


def form_of(file: Path) -> str:
    """What kind of file it is by its name: csv, xlsx or iati. Raises ProjectFault where it is none of them."""
    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise ProjectFault(
            f"{file.name} is not a file that can be imported. Its name has to end in {', '.join(FORMS)}."
        )
    return form


def content_of(file: Path) -> bytes:
    """The bytes of a file. Raises ProjectFault where it is too large or cannot be read."""
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


def mapping_beside(file: Path) -> Path:
    """Where the mapping of a file belongs."""
    return file.with_name(f"{file.stem}.mapping.yaml")


def _its_mapping(file: Path) -> Path | None:
    """The mapping of a file; that of the whole file for its rejected rows."""
    names = [file.stem, file.stem.partition(".rejected")[0]]
    return next((path for name in names if (path := file.with_name(f"{name}.mapping.yaml")).is_file()), None)


def _batch_of(name: str) -> str:
    try:
        return slug_of(name.partition(".")[0])[:80].strip("-")
    except Unclear:
        raise MappingFault([f"{name}: say `batch:`, a name of lower-case letters, digits and hyphens."]) from None


def table_in(form: str, content: bytes, written: Written | None) -> Table:
    """Read the table in a file of some form, as the mapping says, if there is one. Raises TableFault where there is none."""
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
