"""Writing what an import comes to: each file whole or not at all, and none over what a person did meanwhile."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from clearinghouse.importing.batch import Draft, Outcome, State
from clearinghouse.importing.provenance import FOLDER
from clearinghouse.importing.surroundings import Surroundings
from clearinghouse.project import ProjectFault


def write_beside(path: Path, content: bytes, *, new: bool = False) -> None:
    """Put a file in place as a whole; a `new` one never takes the place of another. Raises ProjectFault for a link on the way."""
    for each in (path.parent, path):
        if each.is_symlink():
            raise ProjectFault(f"{each} is a link to another place, so nothing is written there.")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        if new:
            os.link(name, path)
        else:
            os.replace(name, path)  # noqa: PTH105 - the name and the path are of two kinds
    except FileExistsError:
        raise ProjectFault(f"{path} has been written by somebody else meanwhile. Run the import again.") from None
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def write_outcome(outcome: Outcome, around: Surroundings) -> list[str]:
    """Write records, then where they came from. The answer names the files that were written, relative to the project."""
    written = []
    for draft in outcome.drafts:
        if draft.state is not State.UNCHANGED:
            _write_record(draft, around)
            written.append(around.file_of(draft.key))
    sidecar = around.project.root / FOLDER / f"{outcome.mapping.batch}.jsonl"
    if outcome.sidecar and not (sidecar.is_file() and sidecar.read_bytes() == outcome.sidecar):
        write_beside(sidecar, outcome.sidecar)
        written.append(around.project.name_of(sidecar))
    return written


def _write_record(draft: Draft, around: Surroundings) -> None:
    path = around.project.content / draft.key.collection / f"{draft.key.id}.md"
    if draft.state is State.NEW:
        write_beside(path, draft.text.encode(), new=True)
        return
    text = path.read_text(encoding="utf-8-sig")  # line ends as in a source, whatever they are
    if text != around.sources[draft.key].text:
        raise ProjectFault(f"{path} has been changed by somebody else meanwhile. Run the import again.")
    write_beside(path, draft.text.encode())


def write_rejects(path: Path, content: bytes) -> Path:
    """Write the rejected rows beside others of that name, which somebody may be correcting. The answer says where."""
    number, free = 1, path
    while free.exists() and free.read_bytes() != content:
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    if not free.exists():
        write_beside(free, content, new=True)
    return free
