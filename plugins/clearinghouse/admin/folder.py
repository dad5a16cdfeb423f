"""The folder that the editor is written into: what may be replaced there, and how. What is not ours is refused, not replaced."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from clearinghouse.admin.page import CONFIGURATION, EDITOR, MARK, PAGE, STARTER, translation_module
from clearinghouse.editing.writing import ChangedMeanwhile, create_file, replace_file

_MARK_WITHIN = 1_000


class NotOurFolder(Exception):
    """The editor cannot be written there without taking away what somebody else put there; the message says what."""


def must_be_free(out: Path, package: Path | None) -> None:
    """Raise NotOurFolder where `out` holds files of the same names that no earlier call wrote, or where `package` would be lost."""
    for name in (PAGE, CONFIGURATION, STARTER, EDITOR):
        if (out / name).is_symlink():
            raise NotOurFolder(f"{out / name} is a link to another place, so nothing is written there.")
    there = [name for name in (PAGE, CONFIGURATION, STARTER, EDITOR) if (out / name).exists()]
    if there and not is_ours(out):
        raise NotOurFolder(
            f"{out / there[0]} was not made by this command, and is not replaced. Name an empty folder, such as site/admin."
        )
    if package:
        source, place = package.resolve(), (out / EDITOR).resolve()
        if source == place or source in place.parents or place in source.parents:
            raise NotOurFolder(
                f"{package} and {out / EDITOR} overlap: the package would be lost. Keep it outside the folder of the editor."
            )


def is_ours(out: Path) -> bool:
    """Whether a folder holds an editor that was written by an earlier call."""
    try:
        with (out / PAGE).open("rb") as page:
            return MARK.encode() in page.read(_MARK_WITHIN)
    except OSError:
        return False


def write_files(files: Mapping[str, str], out: Path) -> None:
    """Write files by name, each whole or not at all. Raises NotOurFolder for a link, OSError where one cannot be written."""
    for name, text in files.items():
        path = out / name
        try:
            if path.exists() or path.is_symlink():
                replace_file(path, path.read_bytes(), text.encode())
            else:
                create_file(path, text.encode())
        except ChangedMeanwhile:
            raise NotOurFolder(f"{path} is a link, or is being written by somebody else.") from None


def copy_editor(package: Path, out: Path) -> None:
    """Copy the modules of Sveltia CMS and what they load, without the maps to their sources (three quarters of the bytes).

    An earlier copy goes once the new one is whole. Raises OSError where it cannot be written.
    """
    with TemporaryDirectory(prefix=f".{EDITOR}.", suffix=".part", dir=out) as beside:
        made = Path(beside) / "new"
        shutil.copytree(package / "npm", made / "npm", ignore=shutil.ignore_patterns("*.map"))
        shutil.copy(package / "LICENSE.txt", made)
        (made / "locales").mkdir()
        for path in (package / "locales").glob("*.json"):
            module = translation_module(path.read_text(encoding="utf-8"))
            (made / "locales" / f"{path.stem}.js").write_text(module, encoding="utf-8", newline="\n")
        place = out / EDITOR
        if place.exists():
            place.rename(Path(beside) / "old")
        made.rename(place)
