"""`clearinghouse verify`: whether copies of a released site are what was released."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import click

from clearinghouse.calling import as_called
from clearinghouse.commands import EXIT_CANNOT_WORK, EXIT_ERRORS

if TYPE_CHECKING:  # the help of a command does not wait for what its work needs
    from clearinghouse.releases.copy import Copy
    from clearinghouse.releases.manifest import Manifest
    from clearinghouse.releases.verifying import Signed, Verdict

_NAMES_PRINTED = 20
"""How many names of each kind are printed for people; JSON has them all."""
_MAX_LIST_BYTES = 1024 * 1024
_SECONDS_IN_SILENCE = 10.0
"""After so long a person is told that a copy is still looked at, and then whenever that has taken twice as long."""
_MAX_PRINTED = 500
"""Characters of a name or a message from outside that are printed for people; no real one has more."""


@click.command("verify")
@click.argument("copies", nargs=-1, required=True, metavar="COPY...")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False, exists=True), default=None, help="A file of public keys (.pub, OpenSSH): the manifest must be signed by one of them.")  # fmt: skip
@click.option("--manifest", type=click.Path(path_type=Path, dir_okay=False, exists=True), default=None, help="A manifest.json that you have from elsewhere; that of the copy is not looked at.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print what is found.")  # fmt: skip
def command(copies: tuple[str, ...], key: Path | None, manifest: Path | None, form: str) -> None:
    """Say what is missing, changed or extra in copies of a released site.

    A COPY is a folder, a ZIP archive, the address of a site (https://…), or a file of text (.txt) with one of these a line.

    Exit status: 0 all are whole, 1 one is not, 2 one could not be looked into.
    """
    from clearinghouse.releases.copy import CopyFault  # noqa: PLC0415 - see above
    from clearinghouse.releases.manifest import MAX_MANIFEST_BYTES, ManifestFault, read_manifest  # noqa: PLC0415 - see above
    from clearinghouse.releases.signature import SignatureFault  # noqa: PLC0415 - see above
    from clearinghouse.releases.verifying import Verdict, verify  # noqa: PLC0415 - see above

    found: dict[str, Verdict | str] = {}
    try:
        keys = key.read_text(encoding="utf-8", errors="replace") if key else ""
        known = read_manifest(_start_of(manifest, MAX_MANIFEST_BYTES + 1)) if manifest else None
        names = list(_named(copies))
    except (OSError, ManifestFault) as fault:
        click.echo(f"clearinghouse: {printable(str(fault))}", err=True)
        sys.exit(EXIT_CANNOT_WORK)
    for name in names:
        try:
            with _waiting_told(name), _opened(name) as copy:
                found[name] = verify(copy, keys, known)
        except (CopyFault, ManifestFault, SignatureFault) as fault:
            found[name] = str(fault)
        except OSError as fault:  # of a name that is too long, or of a place where nobody may look
            found[name] = f"It cannot be looked at: {fault.strerror or fault}."
    click.echo(_as_json(found) if form == "json" else "\n".join(_as_text(*each) for each in found.items()))
    faults = [each for each in found.values() if isinstance(each, str)]
    whole = all(isinstance(each, Verdict) and each.is_whole for each in found.values())
    sys.exit(EXIT_CANNOT_WORK if faults else 0 if whole else EXIT_ERRORS)


def _named(copies: tuple[str, ...]) -> Iterator[str]:
    """Yield what is to be looked at, with what is named in files of text; one that cannot be read is named itself."""
    for name in copies:
        yield from (_listed_in(name) if name.endswith(".txt") else []) or [name]


def _listed_in(name: str) -> list[str]:
    """What a file of text names; nothing where it is none or cannot be read."""
    try:
        content = _start_of(Path(name), _MAX_LIST_BYTES) if Path(name).is_file() else b""
    except OSError:
        return []
    lines = (line.strip() for line in content.decode(errors="replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _start_of(file: Path, limit: int) -> bytes:
    """The first bytes of a file. Raises OSError where it cannot be read."""
    with file.open("rb") as opened:
        return opened.read(limit)


@contextmanager
def _waiting_told(name: str) -> Iterator[None]:
    """Tell a person now and then, where it takes long, that a copy is still looked at."""
    over = Event()

    def tell() -> None:
        passed = _SECONDS_IN_SILENCE
        while not over.wait(passed if passed == _SECONDS_IN_SILENCE else passed / 2):
            click.echo(f"Still looking at {printable(name)}, after {passed:.0f} seconds.", err=True)
            passed *= 2

    telling = Thread(target=tell, daemon=True)
    telling.start()
    try:
        yield
    finally:
        over.set()
        telling.join()


@contextmanager
def _opened(name: str) -> Iterator[Copy]:
    """A copy by what a person calls it. Raises CopyFault where there is none of that name, OSError where nobody can tell."""
    from clearinghouse.releases.copy import CopyFault  # noqa: PLC0415 - see above
    from clearinghouse.releases.folder_copy import FolderCopy  # noqa: PLC0415 - see above
    from clearinghouse.releases.web_copy import WebCopy  # noqa: PLC0415 - see above
    from clearinghouse.releases.zip_copy import ZipCopy  # noqa: PLC0415 - see above

    if "://" in name:
        yield WebCopy(name)
    elif Path(name).is_dir():
        yield FolderCopy(Path(name))
    elif Path(name).is_file():
        if name.endswith(".txt"):  # a list is looked at itself only where it names nothing
            with Path(name).open("rb"):  # raises where that is so because it cannot be read
                raise CopyFault("This list names no copy, so nothing was looked at.")
        with ZipCopy(Path(name)) as copy:
            yield copy
    else:
        raise CopyFault(f"There is no folder and no archive {name}.")


def _as_text(name: str, found: Verdict | str) -> str:
    """What a person reads of one copy."""
    if isinstance(found, str):
        return f"{printable(name)}: could not be verified. {printable(found)}"
    lines = [
        f"{printable(name)}: {'whole' if found.is_whole else 'NOT what was released'}. {release_in_words(found.manifest)}."
    ]
    for title, paths in _differences(found):
        lines += [f"  {title} ({len(paths)}):", *(f"    {printable(path)}" for path in paths[:_NAMES_PRINTED])]
        if len(paths) > _NAMES_PRINTED:
            lines.append(f"    … and {len(paths) - _NAMES_PRINTED} more; --format json has them all")
    lines += [] if found.is_whole else list(_causes(name, found))
    lines.append(f"  Signature: {found.signed.value}.{_of_signatures(found.signed)}")
    if found.superfluous:
        lines.append(f"  Left over from before an update, harmless, may be deleted: {len(found.superfluous)} files.")
    if not found.is_listed:
        lines.append("  Extra files cannot be seen over the network.")
    return "\n".join(lines)


def _of_signatures(signed: Signed) -> str:
    """What a person should know where a copy says nothing of who made it."""
    from clearinghouse.releases.verifying import Signed  # noqa: PLC0415 - see above

    if signed is Signed.NOT:
        return " That is no fault: few copies are signed. The files are those of the list in the copy; who made that list, nobody has signed."
    if signed is Signed.UNCHECKED:
        return " With --key and the public key of the publisher it is checked."
    return ""


def _causes(name: str, found: Verdict) -> Iterator[str]:
    """Yield how a copy that is not whole has come to that, where its updates tell, and how it becomes whole again."""
    if found.foreign:
        yield f"  An update that is not of this copy was unpacked here ({len(found.foreign)}), so the files of two copies are mixed."
    if found.overlaid:
        yield "  Two updates of the same older copy were unpacked one over the other, or updates in another order than they were made."
    if found.damaged:
        yield "  To make it whole: extract the ZIP file of the copy anew, into a new folder, and unpack its latest update over that;"
        if "://" not in name:
            mending = as_called("pack", "update.zip", "--from", f'"{name}"' if " " in name else name)
            yield f"  or make an update from the copy as it is, which mends it ({printable(mending)}), and unpack that over it."


def _differences(found: Verdict) -> Iterator[tuple[str, tuple[str, ...]]]:
    kinds = {
        "Missing": found.missing, "Changed": found.changed, "Cannot be read": found.unreadable, "Extra": found.extra,
    }  # fmt: skip
    return (each for each in kinds.items() if each[1])


def release_in_words(manifest: Manifest) -> str:
    """What a release holds, and of which commit it is."""
    origin = manifest.origin
    parts = [f"{len(manifest.files):,} files", f"{manifest.size:,} bytes", f"{sum(origin.counts.values()):,} records"]
    if origin.commit:
        parts.append(f"commit {printable(origin.commit[:12])}{f' of {printable(origin.day)}' if origin.day else ''}")
        parts += ["with changes that are not committed"] if origin.uncommitted else []
    return ", ".join(parts)


def _as_json(found: dict[str, Verdict | str]) -> str:
    return json.dumps({"copies": [_document(*each) for each in found.items()]}, indent=1)


def _document(name: str, found: Verdict | str) -> dict[str, Any]:
    if isinstance(found, str):
        return {"copy": name, "whole": False, "fault": found}
    return {
        "copy": name, "whole": found.is_whole, "commit": found.manifest.origin.commit, "day": found.manifest.origin.day,
        "uncommitted": found.manifest.origin.uncommitted,
        "identity": found.manifest.identity, "files": len(found.manifest.files), "missing": found.missing,
        "changed": found.changed, "unreadable": found.unreadable, "extra": found.extra, "superfluous": found.superfluous,
        "signature": found.signed.name.lower(), "extra_known": found.is_listed, "updates": found.updates,
        "foreign_updates": found.foreign, "overlaid_updates": found.overlaid,
    }  # fmt: skip


def printable(text: str) -> str:
    """A text from outside, fit to be printed on a terminal: without what steers it, and not longer than anyone reads."""
    shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text[:_MAX_PRINTED])
    return f"{shown}…" if len(text) > _MAX_PRINTED else shown
