"""Writing what an import comes to: each file whole or not at all, and none over what a person did meanwhile."""

from __future__ import annotations

import codecs
from pathlib import Path

from clearinghouse.editing.writing import ChangedMeanwhile, create_file, replace_file
from clearinghouse.importing.batch import Draft, Outcome, State
from clearinghouse.importing.destination import Destination
from clearinghouse.importing.provenance import FOLDER
from clearinghouse.project import ProjectFault


def put_file(path: Path, before: bytes | None, content: bytes) -> None:
    """Put a file in the place of one that holds `before`, or of none where that is None.

    Raises ProjectFault where something else is there by now, where the way leads through a link, and where nothing can be written.
    """
    if path.parent.is_symlink():
        raise ProjectFault(f"{path.parent} is a link to another place, so nothing is written there.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if before is None:
            create_file(path, content)
        else:
            replace_file(path, before, content)
    except (ChangedMeanwhile, FileExistsError):
        raise ProjectFault(f"{path} has been changed by somebody else meanwhile. Run the import again.") from None
    except OSError as fault:
        raise ProjectFault(f"{path} cannot be written: {fault.strerror}.") from fault


def write_outcome(outcome: Outcome, destination: Destination) -> list[str]:
    """Write records, then where they came from. The answer names the files that were written, relative to the project."""
    written = []
    for draft in outcome.drafts:
        if draft.state is not State.UNCHANGED:
            _write_record(draft, destination)
            written.append(destination.file_of(draft.key))
    sidecar = destination.project.root / FOLDER / f"{outcome.mapping.batch}.jsonl"
    before = _content_of(sidecar) if sidecar.is_file() else None
    if outcome.sidecar and before != outcome.sidecar:
        put_file(sidecar, before, outcome.sidecar)
        written.append(destination.project.name_of(sidecar))
    return written


def _write_record(draft: Draft, destination: Destination) -> None:
    path = destination.project.content / draft.key.collection / f"{draft.key.id}.md"
    if draft.state is State.NEW:
        put_file(path, None, draft.text.encode())
        return
    before = _content_of(path)
    text = before.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")  # as sources have it
    if text != destination.sources[draft.key].text:
        raise ProjectFault(f"{path} has been changed by somebody else meanwhile. Run the import again.")
    put_file(path, before, laid_out_as(before, draft.text))


def _content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise ProjectFault(f"{path} cannot be read: {fault.strerror}.") from fault


def laid_out_as(before: bytes, text: str) -> bytes:
    """A text with the line ends, and the byte order mark if there was one, of the file in whose place it comes."""
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    is_windows = before.count(b"\n") == before.count(b"\r\n") > 0
    return mark + text.replace("\n", "\r\n" if is_windows else "\n").encode()


def write_rejects(path: Path, content: bytes) -> Path:
    """Write the rejected rows beside others of that name, which somebody may be correcting. The answer says where.

    Raises ProjectFault where what has that name cannot be read, such as a folder, and where nothing can be written.
    """
    number, free = 1, path
    while free.exists() and _content_of(free) != content:
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    if not free.exists():
        put_file(free, None, content)
    return free
