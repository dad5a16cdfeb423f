"""An update of a pack for slow lines: a ZIP file with what has changed since an older copy, to be unpacked over that.

The old copy is verified first, and what is damaged or missing in it comes with the update, so that it is whole afterwards. Files
that are no more stay on the disk of the old copy: nothing links to them, no list and no search has them. For those who want to
delete them `manifest-updates/removed.txt` names all that may lie there, from this update and earlier ones. It comes with every
update, also where it names nothing: the list of an earlier one must not name what has come back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clearinghouse.packs.archive import in_words, write_zip
from clearinghouse.packs.contents import KEPT, Contents, contents_of
from clearinghouse.packs.given import changed_before, remember
from clearinghouse.packs.place import must_be_free
from clearinghouse.packs.start_here import START, MadeWith, made_with, made_with_from
from clearinghouse.project import ProjectFault
from clearinghouse.releases.copy import Copy, CopyFault, State
from clearinghouse.releases.folder_copy import FolderCopy
from clearinghouse.releases.manifest import MANIFEST, UPDATES, ManifestFault, release_files
from clearinghouse.releases.manifest_change import Update, update_files, update_of
from clearinghouse.releases.verifying import Verdict, manifest_that_holds, verify
from clearinghouse.releases.zip_copy import ZipCopy

if TYPE_CHECKING:
    from clearinghouse.engines.packing import Pack

REMOVED = f"{UPDATES}/removed.txt"

_MAX_KEPT_BYTES = 1024 * 1024
"""Of what a copy says that it was made with no more is read."""


@dataclass(frozen=True)
class UpdateWritten:
    """What became of an update.

    The paths of the files that changed since the old copy, of those that are gone, of damaged or missing ones that it mends, and of
    those that come again because an earlier update of that copy has changed them; and the bytes of the archive.
    """

    paths: tuple[str, ...]
    removed: tuple[str, ...]
    mended: tuple[str, ...]
    again: tuple[str, ...]
    size: int


def write(pack: Pack, old: Path, out: Path) -> str:
    """Write what has changed since an old copy (a ZIP file or a folder); return a sentence that says what was written.

    Nothing is written where nothing has changed and nothing is damaged.
    Raises ProjectFault where the old copy is none, or the update cannot be written.
    """
    if out.resolve() == old.resolve():
        raise ProjectFault("The update cannot take the place of the old copy: name another file for it.")
    must_be_free(out)
    found = verdict_of_copy(old)
    folder, before = pack.site.parent, found.manifest.identity
    done = write_update(found, contents_of(pack), pack.moment, out, changed_before(folder, before))
    if done is None:
        return f"Nothing has changed since {old}, so no update was written."
    forgotten = ""
    try:
        remember(folder, before, (*done.paths, *done.removed))
    except ProjectFault as fault:
        forgotten = f"\nWarning: {fault} Make the next update from a copy that this one was unpacked over, not from {old} again."
    parts = [f"{len(done.paths)} of {len(found.manifest.files)} files changed"]
    parts += [f"{len(done.removed)} are gone"] if done.removed else []
    if done.mended:
        parts.append(f"{len(done.mended)} damaged or missing in the old copy are mended (such as {done.mended[0]})")
    if done.again:
        parts.append(f"{len(done.again)} come again, since an earlier update of that copy has changed them")
    return f"Written: {out}, {'; '.join(parts)}, {in_words(done.size)}. Unpack it over the old copy.{forgotten}"


def write_update(
    old: Verdict, contents: Contents, moment: datetime, out: Path, anew: AbstractSet[str] = frozenset()
) -> UpdateWritten | None:
    """Write the update from a copy, as it was found, to what there is now; None where there is nothing to write.

    `anew` are paths that come with it even where they have not changed, as earlier updates of the same copy have changed them.
    """
    update = update_of(old.manifest, contents.manifest)
    changed, now = {each.path for each in update.changed}, contents.manifest.by_path
    mended = tuple(path for path in old.damaged if path in now and path not in changed)
    lists = {} if old.updates else {path: made for path, made in release_files(old.manifest) if path in old.damaged}
    if not (changed or update.removed or mended or lists):
        return None
    again = (anew & now.keys()) - changed.union(mended)
    left = _left_by({*update.removed, *old.superfluous, *anew}, now)
    size = write_zip(out, _files(update, lists, left, changed.union(mended, again), contents), moment)
    gone = tuple(path for path in old.damaged if path in now)
    return UpdateWritten(
        tuple(each.path for each in update.changed), update.removed, (*gone, *sorted(lists)), tuple(sorted(again)), size
    )


def _left_by(gone: Iterable[str], now: Collection[str]) -> list[str]:
    """Of paths that are gone those that may be deleted: a name in other letters is that of a new file on many disks."""
    kept = {path.casefold() for path in now}
    return sorted(path for path in gone if path.casefold() not in kept)


def _files(
    update: Update, lists: dict[str, bytes], left: Iterable[str], paths: Collection[str], contents: Contents
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an update: the page to start with first, whether or not it has changed, so that people find it.

    `left` are the paths of what may still lie in the copy and is no part of it any more.
    """
    made = lists | (update_files(update) if update.changed or update.removed else {})
    made[REMOVED] = "".join(f"{path}\n" for path in left).encode()
    yield START, contents.read(START)
    for path in sorted({*made, *paths} - {START}):
        yield path, made[path] if path in made else contents.read(path)


def made_with_of_copy(old: Path) -> MadeWith:
    """The day and the criteria that an old copy was made with, so that its update is made with the same.

    Raises ProjectFault where it is no copy, or does not say.
    """
    with _opened(old) as copy:
        manifest = manifest_that_holds(copy)
        says = [each for each in manifest.files if KEPT.match(each.path)] or [
            each for each in manifest.files if each.path == START
        ]
        if not says:
            raise ProjectFault(f"{old} is no copy of a clearinghouse: it has no {START}.")
        content = (copy.read(says[0].path, _MAX_KEPT_BYTES) or b"").decode(errors="replace")
        if [*copy.states(says[:1])] != [State.WHOLE]:
            raise ProjectFault(
                f"What {old} was made with cannot be known: {says[0].path} is damaged, or an update of another copy was unpacked"
                " over it. Extract the ZIP file of the copy anew, into an empty folder, and make the update for that."
            )
    found = made_with(content) if says[0].path == START else made_with_from(content)
    if found is None:
        raise ProjectFault(
            f"{old} is no copy of a clearinghouse: its {says[0].path} does not say what it was made with."
        )
    return found


def verdict_of_copy(old: Path) -> Verdict:
    """How an old copy is, compared with what it should be; a ZIP file or the folder that it was unpacked into.

    Raises ProjectFault where it is no copy.
    """
    with _opened(old) as copy:
        return verify(copy)


@contextmanager
def _opened(old: Path) -> Iterator[Copy]:
    """An old copy, to be looked into. Raises ProjectFault, also for what comes to light later."""
    try:
        if old.is_dir():
            copy: Copy = FolderCopy(old)
            _must_be_copy(copy)
            yield copy
        else:
            with ZipCopy(old) as copy:
                _must_be_copy(copy)
                yield copy
    except CopyFault as fault:
        raise ProjectFault(str(fault)) from fault
    except ManifestFault as fault:
        raise ProjectFault(f"{old}: {fault}") from fault


def _must_be_copy(copy: Copy) -> None:
    paths = copy.paths() or set()
    if MANIFEST in paths:
        return
    if START in paths:
        raise ProjectFault(f"{copy.name} is itself an update of a copy, and no copy. Name the copy that it is for.")
    raise ProjectFault(
        f"{copy.name} is no copy of a clearinghouse: it has no {MANIFEST}. Name the ZIP file of a copy, or the folder into which"
        f" it was extracted, in which {START} lies."
    )
