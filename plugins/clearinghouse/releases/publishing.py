"""Publishing a site: put together beside, verified, switched in one step; the last releases are kept to go back to."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from clearinghouse.releases.admission import IsAncestor, Stamp, changed_meanwhile, older, stamps
from clearinghouse.releases.folder_copy import FolderCopy
from clearinghouse.releases.lock import locked
from clearinghouse.releases.manifest import (
    SIGNATURE,
    Manifest,
    ManifestFault,
    manifest_bytes,
    manifest_of_folder,
    release_files,
)
from clearinghouse.releases.precompressed import Forms, forms
from clearinghouse.releases.signature import MAX_BYTES, is_signed, sign, signer_of
from clearinghouse.releases.stage import Before, Stage, put_together
from clearinghouse.releases.target import CURRENT, NAME_FILE, HalfBuilt, OlderSite, Release, Switch, Target, TargetFault
from clearinghouse.releases.verifying import verify

RELEASES_KEPT = 5


@dataclass(frozen=True)
class Wish:
    """How a site is to be published.

    `keep` is how many releases stay; `switch` what `current` shall be, as it is where None; `packed` adds `.br` and `.gz`;
    `key` signs the manifest; `force` lets an older site take the place of a newer.
    """

    keep: int = RELEASES_KEPT
    switch: Switch | None = None
    packed: bool = False
    key: Path | None = None
    force: bool = False


@dataclass(frozen=True)
class Published:
    """What is served now. `is_new` is False where it was served before; `notes` are what a person should know besides."""

    release: Release
    manifest: Manifest
    is_new: bool
    removed: int = 0
    notes: tuple[str, ...] = field(default=())


def publish_site(site: Path, target: Target, wish: Wish, is_ancestor: IsAncestor) -> Published:
    """Let a site be what is served from a target; whatever happens meanwhile, a whole release is served.

    Raises TargetFault where that cannot be, ManifestFault where the site cannot be listed, SignatureFault where it cannot be
    signed, BrotliMissing where it cannot be packed. Then the release that was served before still is.
    """
    _check_system()
    _check_places(site, target.root)
    packers = forms() if wish.packed else {}
    with _told(target.root):
        _switch(target, wish)  # before anything is made there
        source = _listed(site)
        notes = target.make_folders()
        with locked(target.root):
            kind = _switch(target, wish)
            notes += target.recover()
            if kind is Switch.FOLDER:
                target.must_exchange()
            current = target.current()
            served = current.manifest() if current else None
            if served and not wish.force and (reason := older(source.listed.origin, served.origin, is_ancestor)):
                raise OlderSite(f"{reason} To go back, use --rollback; to publish it all the same, --force.")
            try:
                made = _make(source, target, wish, packers, current, served)
            except BaseException as fault:
                is_full = isinstance(fault, OSError) and fault.errno in _FULL
                said = _full(target.root, source.listed.size) if is_full else ""  # before there is room again
                shutil.rmtree(target.part, ignore_errors=True)
                if said:
                    raise TargetFault(said) from fault
                raise
            if isinstance(made, Manifest):
                assert current is not None
                return _tidied(target, Published(current, made, is_new=False, notes=tuple(notes)), wish.keep)
            release, manifest = made
            target.note_served()
            try:
                target.serve(release, kind)
            except BaseException:
                with suppress(OSError, TargetFault):  # else what cannot be served piles up
                    target.keep(wish.keep)
                raise
            return _tidied(target, Published(release, manifest, is_new=True, notes=tuple(notes)), wish.keep)


def roll_back(target: Target, steps: int) -> Published:
    """Serve the release that was served so many before that which is. Raises TargetFault where there is none, or it is not whole."""
    _check_system()
    nothing = TargetFault(f"Nothing is published in {target.root}.")
    if target.current() is None:  # then no lock is left there either
        raise nothing
    with _told(target.root), locked(target.root):
        notes = target.recover()
        current, kind = target.current(), target.switch()
        if current is None or kind is None:
            raise nothing
        before = target.before()
        if len(before) < steps:
            raise TargetFault(f"There are {len(before)} releases before {current.name}, so one cannot go {steps} back.")
        chosen = before[-steps]
        further = (
            f"--rollback {steps + 1} goes further back" if len(before) > steps else "Build the site, and publish it"
        )
        try:
            manifest = _verified(
                chosen.place, f"{chosen.name} was changed or damaged since it was published. {further}."
            )
        except ManifestFault as fault:
            raise TargetFault(f"{fault} {further}.") from fault
        target.serve(chosen, kind)
        return Published(chosen, manifest, is_new=True, notes=tuple(notes))


@dataclass(frozen=True)
class _Source:
    """A site to be published: what it consisted of when it was read, and how its files lay there just before."""

    site: Path
    listed: Manifest
    seen: Mapping[str, Stamp]


def _listed(site: Path) -> _Source:
    """List a site. Raises ManifestFault and OSError as `manifest_of_folder`."""
    seen = stamps(site)
    return _Source(site, manifest_of_folder(site), seen)


def _make(
    source: _Source,
    target: Target,
    wish: Wish,
    packers: Forms,
    current: Release | None,
    served: Manifest | None,
) -> Manifest | tuple[Release, Manifest]:
    """Make a whole release of a site; only its manifest, where that is served already. Raises HalfBuilt where it changed meanwhile."""
    stage = Stage(target.part, Before(current.place, served) if current and served else None)
    manifest = put_together(source.site, source.listed, stage, packers)
    if reason := changed_meanwhile(source.site, source.seen):
        raise HalfBuilt(reason)
    signature = sign(manifest_bytes(manifest), wish.key) if wish.key else b""
    is_served = current and served == manifest and _is_signed_alike(current.place, manifest, signature)
    if is_served and current and verify(FolderCopy(current.place)).is_whole:
        shutil.rmtree(target.part)
        return manifest
    name = target.next_name(manifest)
    for path, content in release_files(manifest):
        stage.put(path, content)
    if signature:
        stage.put(SIGNATURE, signature)
    stage.put(NAME_FILE, f"{name}\n".encode())
    stage.finish()
    _verified(target.part, "Is the disk failing?")
    return target.add(name), manifest


def _is_signed_alike(place: Path, manifest: Manifest, signature: bytes) -> bool:
    """Whether a release has a signature by the key of this one; any will do where this is empty."""
    if not signature:
        return True
    found = FolderCopy(place).read(SIGNATURE, MAX_BYTES)
    return found is not None and is_signed(manifest_bytes(manifest), found, signer_of(signature))


def _verified(place: Path, advice: str) -> Manifest:
    found = verify(FolderCopy(place))
    if not found.is_whole:
        wrong = [*found.missing, *found.changed, *found.unreadable, *found.extra]
        are = "file is not what it" if len(wrong) == 1 else "files are not what they"
        raise TargetFault(f"{len(wrong)} {are} should be in {place}, such as {wrong[0]}. {advice}")
    return found.manifest


def _tidied(target: Target, published: Published, keep: int) -> Published:
    """Remove old releases. The new one is served already, so that this fails is only told."""
    removed, notes = list[Release](), list[str]()
    try:
        removed, notes = target.keep(keep)
    except OSError as fault:
        notes = [f"older releases could not be removed: {fault.strerror}"]
    return replace(published, removed=len(removed), notes=(*published.notes, *notes))


def _switch(target: Target, wish: Wish) -> Switch:
    """What `current` is and stays, or becomes with the first release."""
    there = target.switch()
    target.current()
    if there and wish.switch and there is not wish.switch:
        raise TargetFault(
            f"{target.current_place} is a {there.value}, not a {wish.switch.value}. Publish into another folder to change that."
        )
    return there or wish.switch or Switch.LINK


def _check_system() -> None:
    """Raise TargetFault on Windows: it replaces no link to a folder and exchanges no two folders in one step."""
    if sys.platform == "win32":
        raise TargetFault(
            "Publishing into a folder needs Linux or macOS: Windows cannot let one site take the place of another in one step."
            " Publish from the Linux inside Windows (WSL), or let the forge publish."
        )


def _check_places(site: Path, root: Path) -> None:
    here, there = site.resolve(), root.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise TargetFault("The site and the folder to publish in lie in each other. Choose two that do not.")
    if root.exists() and not root.is_dir():
        raise TargetFault(f"{root} is not a folder.")


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Say in words what the system refuses."""
    try:
        yield
    except OSError as fault:
        same = _what_is_served(root)
        if fault.errno in _FULL:
            raise TargetFault(_full(root)) from fault
        if fault.errno in _FORBIDDEN:
            raise TargetFault(f"{fault.filename or root} cannot be written: {fault.strerror}. {same}") from fault
        if fault.errno == errno.ENOENT and not root.parent.is_dir():
            raise TargetFault(f"There is no folder {root.parent}.") from fault
        raise TargetFault(f"{fault.filename or root}: {fault.strerror or fault}. {same}") from fault


def _what_is_served(root: Path) -> str:
    return "What was served before still is." if (root / CURRENT).exists() else "Nothing is served from there yet."


def _full(root: Path, size: int = 0) -> str:
    """What there is no more of on a disk, what a site of this size needs, and what to do."""
    free, names = 0, None
    with suppress(OSError):
        free = shutil.disk_usage(root).free
        names = os.statvfs(root).f_favail if hasattr(os, "statvfs") else None
    needed = f"; the site has {size:,}, but what did not change since the last release takes no room" if size else ""
    lack = f"is full ({free:,} bytes are free{needed})"
    if names == 0:
        lack = f"can hold no more files, although {free:,} bytes are free: all its inodes are in use"
    return f"The disk of {root} {lack}. Make room there, or publish on another disk. {_what_is_served(root)}"
