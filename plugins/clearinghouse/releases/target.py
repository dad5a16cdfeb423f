"""The folder that a web server serves from: releases side by side, and `current`, which is one of them.

    TARGET/releases/0007-3fa9c1d2e4b5/     a whole release; the number grows, the rest is of its manifest
    TARGET/current                         a link to the release that is served, or that release itself
    TARGET/.served                         the releases that were served before, to go back to

Whoever reads finds a whole release at every moment: `current` changes in one step that the system does whole or not at all.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clearinghouse.releases.copy import limited
from clearinghouse.releases.files import chunks_of, files_below
from clearinghouse.releases.manifest import MANIFEST, MAX_MANIFEST_BYTES, Manifest, ManifestFault, read_manifest

CURRENT = "current"
RELEASES = "releases"
NAME_FILE = ".release"
"""The file in which a release has its name. Two folders that change places then still know which of them they are."""

_NAME = re.compile(r"(\d{4,9})-[0-9a-f]{12}\Z")
_HALF_MADE = re.compile(r"\.(?:new|try)\.part\Z")
_GONE = re.compile(r"\.\d{4,9}-[0-9a-f]{12}\.gone\Z")
_NEW_LINK = f".{CURRENT}.part"
_SERVED, _MAX_SERVED_BYTES = ".served", 1024 * 1024
"""The file beside `current` with what was served before it: a release a line, the last of them last. See `Target.before`."""


class TargetFault(Exception):
    """Nothing can be published there, and nothing was changed for readers. The message is for the person at the keyboard."""


class OlderSite(TargetFault):
    """What is served is newer."""


class HalfBuilt(TargetFault):
    """The site changed while it was read, so it may be half of one build and half of the next."""


class Switch(StrEnum):
    """What `current` is: a link, or for servers that follow none the folder of the release itself."""

    LINK = "link"
    FOLDER = "folder"


@dataclass(frozen=True, order=True)
class Release:
    """A whole release in the target. `place` is where its files lie now."""

    number: int
    name: str
    place: Path

    def manifest(self) -> Manifest | None:
        """What it consists of; None where its manifest cannot be read any more."""
        with suppress(OSError, ManifestFault):
            return read_manifest(limited(chunks_of(self.place / MANIFEST), MAX_MANIFEST_BYTES))
        return None

    def is_sound(self) -> bool:
        """Whether its manifest can be read, and every file is there with its size. That their content is right, only `verify` says."""
        manifest = self.manifest()
        if manifest is None:
            return False
        try:
            sizes = {
                path: found.st_size for path, found in files_below(self.place) if isinstance(found, os.stat_result)
            }
        except OSError:
            return False
        return all(sizes.get(each.path) == each.size for each in manifest.files)


@dataclass(frozen=True)
class Target:
    """A folder to publish in. Whoever changes something in it holds the lock (`lock.py`)."""

    root: Path

    @property
    def current_place(self) -> Path:
        """What the web server serves."""
        return self.root / CURRENT

    @property
    def part(self) -> Path:
        """Where a new release is put together. Nobody else works there: one publication runs at a time."""
        return self.root / RELEASES / ".new.part"

    def switch(self) -> Switch | None:
        """What `current` is; None where there is none yet. Raises TargetFault where it is something that we did not make."""
        place = self.current_place
        if place.is_symlink():
            return Switch.LINK
        if not place.exists():
            return None
        if place.is_dir() and _name_in(place):
            return Switch.FOLDER
        raise TargetFault(
            f"{place} was not made by this program. Move it away, or choose another folder to publish in."
        )

    def current(self) -> Release | None:
        """The release that is served; None where there is none."""
        kind = self.switch()
        if kind is None:
            return None
        if kind is Switch.FOLDER:
            return _release(_name_in(self.current_place), self.current_place)
        found = self.current_place.readlink()
        if found.is_absolute() and found.parent == (self.root / RELEASES).resolve():  # set by hand, and as good
            found = Path(RELEASES, found.name)
        is_ours = len(found.parts) == 2 and found.parts[0] == RELEASES
        if not is_ours:
            raise TargetFault(
                f"{self.current_place} leads to {found}, which is no release. Move it away, or choose another folder."
            )
        place = self.root / found
        return _release(found.name, place) if place.is_dir() else None

    def releases(self) -> list[Release]:
        """All whole releases, the oldest first, that which is served among them."""
        found = {each.name: each for each in self._beside()}
        if (current := self.current()) is not None:
            found[current.name] = current
        return sorted(found.values())

    def before(self) -> list[Release]:
        """The releases that were served before that which is, the last of them last; of these, what is still there.

        The file that says so is written before each switch, so it may name what is served as well: it counts up to there.
        Going back needs no new file for the same reason. Where there is none, the numbers of the releases say the order.
        """
        current, there = self.current(), {each.name: each for each in self.releases()}
        names = self._noted() or list(there)
        if current and current.name in names:
            names = names[: names.index(current.name)]
        return [there[name] for name in names if name in there]

    def note_served(self) -> None:
        """Note what is served, as what was served before that which will be. Raises OSError where it cannot be written."""
        current = self.current()
        names = [each.name for each in [*self.before(), *([current] if current else [])]]
        beside = self.root / f"{_SERVED}.part"
        with beside.open("w", encoding="ascii", newline="\n") as opened:
            opened.writelines(f"{name}\n" for name in names)
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(self.root / _SERVED)

    def _noted(self) -> list[str]:
        """The names in the file of what was served; none where there is no such file."""
        with suppress(OSError):
            lines = limited(chunks_of(self.root / _SERVED), _MAX_SERVED_BYTES).decode("ascii", "replace").splitlines()
            return [line for line in lines if _NAME.match(line)]
        return []

    def _beside(self) -> Iterator[Release]:
        with suppress(FileNotFoundError):
            for entry in os.scandir(self.root / RELEASES):
                if _NAME.match(entry.name) and entry.is_dir(follow_symlinks=False):
                    yield Release(int(entry.name.partition("-")[0]), entry.name, Path(entry.path))

    def make_folders(self) -> list[str]:
        """Make the two folders where they are not there, for everybody to read; say of those that are there what closes them.

        Raises TargetFault where a file is in the way, OSError where they cannot be made.
        """
        notes = []
        for folder in (self.root, self.root / RELEASES):
            try:
                folder.mkdir()
            except FileExistsError:
                if not folder.is_dir():
                    raise TargetFault(
                        f"{folder} is not a folder. Move it away, or choose another folder to publish in."
                    ) from None
                if not folder.stat().st_mode & stat.S_IXOTH:
                    notes.append(
                        f"{folder} is closed to others, perhaps to the web server too; chmod o+rx {folder} opens it"
                    )
            else:
                folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o755)
        return notes

    def recover(self) -> list[str]:
        """Put in order what a publication left that was stopped in the middle; say what. What is served is not touched."""
        done = []
        for left in (_NEW_LINK, f"{_SERVED}.part"):
            with suppress(FileNotFoundError):
                (self.root / left).unlink()
        (self.root / RELEASES).mkdir(exist_ok=True)
        for entry in list(os.scandir(self.root / RELEASES)):
            if not entry.is_dir(follow_symlinks=False):
                continue
            if _HALF_MADE.match(entry.name):
                shutil.rmtree(entry.path)
                done.append("a half-made release was removed")
            elif _GONE.match(entry.name):  # in nobody's way, so that one which stays keeps nobody from publishing
                done.append(_removed(Path(entry.path)) or "the rest of an old release was removed")
        for each in list(self._beside()):  # two folders had changed places, but not yet their names
            name = _name_in(each.place)
            if name and name != each.name and not (self.root / RELEASES / name).exists():
                each.place.rename(self.root / RELEASES / name)
                done.append(f"the release {name} got its name back")
        return done

    def next_name(self, manifest: Manifest) -> str:
        """The name of a release that comes after all others."""
        number = max((each.number for each in self.releases()), default=0) + 1
        return f"{number:04}-{manifest.identity[:12]}"

    def add(self, name: str) -> Release:
        """Make what was put together a whole release of that name."""
        place = self.root / RELEASES / name
        self.part.rename(place)
        keep_names(place.parent)
        return _release(name, place)

    def serve(self, release: Release, kind: Switch) -> None:
        """Let a release be what is served, in one step. Raises TargetFault where the system has no such step."""
        if kind is Switch.LINK:
            new = self.root / _NEW_LINK
            with suppress(FileNotFoundError):
                new.unlink()
            new.symlink_to(f"{RELEASES}/{release.name}", target_is_directory=True)
            new.replace(self.current_place)
        elif not self.current_place.exists():
            release.place.rename(self.current_place)
        else:
            before = _name_in(self.current_place)
            exchange(release.place, self.current_place)
            release.place.rename(self.root / RELEASES / before)
            keep_names(self.root / RELEASES)
        keep_names(self.root)

    def must_exchange(self) -> None:
        """Try whether two folders can change places there, with two empty ones. Raises TargetFault where they cannot."""
        two = (self.part, self.part.with_name(".try.part"))
        try:
            for each in two:
                each.mkdir()
            exchange(*two)
        except TargetFault as fault:
            where = "into another folder with" if self.current_place.exists() else "with"
            raise TargetFault(f"{fault} Publish {where} --switch {Switch.LINK}.") from fault
        finally:
            for each in two:
                with suppress(OSError):
                    each.rmdir()

    def keep(self, number: int) -> tuple[list[Release], list[str]]:
        """Remove all releases but `number` of them, two at least; return the removed, and notes on what could not be.

        Those stay first that one can go back to: that which is served, then those that were served before, the last first;
        then the newest of the others. A release that is damaged is of no use, so it goes before them, but for the first two.
        """
        current, before = self.current(), [each.name for each in self.before()]
        names = [*([current.name] if current else []), *reversed(before)]
        there = {each.name: each for each in reversed(self.releases())}
        ranked = [there[name] for name in dict.fromkeys([*names, *there])]
        if len(ranked) <= number:
            return [], []
        worn = [each for each in ranked[2:] if not each.is_sound()]
        old = [*(each for each in ranked if each not in worn), *worn][number:]
        removed, notes = list[Release](), list[str]()
        for each in old:
            gone = each.place.with_name(f".{each.name}.gone")  # a release that is there is whole
            try:
                each.place.rename(gone)
            except OSError as fault:
                notes.append(_not_removed(each.place, fault))
                continue
            removed.append(each)
            if note := _removed(gone):
                notes.append(note)
        return removed, notes


def _removed(folder: Path) -> str:
    """Remove a folder that is no release any more; return a note where it cannot be, and nothing where it was."""
    try:
        shutil.rmtree(folder)
    except OSError as fault:
        return _not_removed(folder, fault)
    return ""


def _not_removed(folder: Path, fault: OSError) -> str:
    return f"{folder} could not be removed: {fault.strerror or fault}"


def _release(name: str, place: Path) -> Release:
    if not _NAME.match(name):
        raise TargetFault(f"{place} is no release of this program.")
    return Release(int(name.partition("-")[0]), name, place)


def _name_in(place: Path) -> str:
    """The name that a release says it has; empty where it says none."""
    with suppress(OSError):
        name = limited(chunks_of(place / NAME_FILE), 40).decode("ascii", "replace").strip()
        return name if _NAME.match(name) else ""
    return ""


def keep_names(folder: Path) -> None:
    """Let the disk have what was renamed in a folder, so that a power cut does not undo it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


_HERE, _EXCHANGE = {"linux": -100, "darwin": -2}.get(sys.platform, 0), 2
"""AT_FDCWD of the system, and the mark (RENAME_EXCHANGE, RENAME_SWAP) that lets two names change places."""


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step (Linux from 3.15, macOS). Raises TargetFault where that is not possible."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = library.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE)
        else:
            failed = library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    except (AttributeError, TypeError, OSError):
        failed, reason = True, "this system has no such step"
    else:
        reason = os.strerror(ctypes.get_errno())
    if failed:
        raise TargetFault(f"On the disk of {other.parent} two folders cannot change places in one step: {reason}.")
