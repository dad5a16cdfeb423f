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
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clearinghouse.books.sizes import size_in_words
from clearinghouse.packs.archive import write_zip
from clearinghouse.packs.contents import MADE_WITH_FILE, Contents, contents_of
from clearinghouse.packs.may_replace import must_be_free
from clearinghouse.packs.start_here import START, MadeWith, made_with_from
from clearinghouse.packs.updates_given import changed_before, remember
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
    """What is in an update, as paths, and the bytes of the archive.

    `changed` are the files that are new or other than in the old copy, and `removed` those that are gone since. `mended` were
    damaged or missing in the old copy, whether or not they have changed too. `repeated` have not changed, and come again because
    an earlier update of that copy has changed them. `not_remembered` says why the next one will not know of this; mostly empty.
    """

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    mended: tuple[str, ...]
    repeated: tuple[str, ...]
    size: int
    not_remembered: str = ""


def write(pack: Pack, old: Path, out: Path) -> str:
    """Write what has changed since an old copy (a ZIP file or a folder); return a sentence that says what was written.

    Nothing is written where nothing has changed and nothing is damaged.
    Raises ProjectFault where the old copy is none, or the update cannot be written.
    """
    if out.resolve() == old.resolve():
        raise ProjectFault("The update cannot take the place of the old copy: name another file for it.")
    must_be_free(out)
    found = verdict_of_copy(old)
    done = write_next(pack.site.parent, found, contents_of(pack), pack.moment, out)
    if done is None:
        return f"Nothing has changed since {old}, so no update was written."
    said = f"Written: {out}, {_what_is_in(done, len(found.manifest.files))}. Unpack it over the old copy."
    if done.not_remembered:
        said += (
            f"\nWarning: {done.not_remembered} Make the next update from a copy that this one was unpacked over, not from"
            f" {old} again."
        )
    return said


def _what_is_in(done: UpdateWritten, total: int) -> str:
    """What is in an update of a copy of so many files."""
    parts = [f"{len(done.changed)} of {total} files changed"]
    parts += [f"{len(done.removed)} are gone"] if done.removed else []
    if done.mended:
        parts.append(f"{len(done.mended)} damaged or missing in the old copy are mended (such as {done.mended[0]})")
    if done.repeated:
        parts.append(f"{len(done.repeated)} come again, since an earlier update of that copy has changed them")
    return f"{'; '.join(parts)}, {size_in_words(done.size)}"


def write_next(folder: Path, old: Verdict, contents: Contents, moment: datetime, out: Path) -> UpdateWritten | None:
    """Write an update as `write_update` does, knowing of earlier ones of the same copy, and let the next one know of this.

    That is kept in `folder`, which is that of the pack.
    """
    before = old.manifest.identity
    done = write_update(old, contents, moment, out, changed_before(folder, before))
    if done is None:
        return None
    try:
        remember(folder, before, (*done.changed, *done.removed))
    except ProjectFault as fault:
        return replace(done, not_remembered=str(fault))
    return done


def write_update(
    old: Verdict, contents: Contents, moment: datetime, out: Path, changed_earlier: AbstractSet[str]
) -> UpdateWritten | None:
    """Write the update from a copy, as it was found, to what there is now; None where there is nothing to write.

    `changed_earlier` are paths that come with it even where they have not changed, as earlier updates of the same copy have
    changed them.
    """
    update = update_of(old.manifest, contents.manifest)
    changed, now = {each.path for each in update.changed}, contents.manifest.by_path
    mended = {path for path in old.damaged if path in now}
    lists = {} if old.updates else {path: made for path, made in release_files(old.manifest) if path in old.damaged}
    if not (changed or update.removed or mended or lists):
        return None
    repeated = (changed_earlier & now.keys()) - changed - mended
    superfluous = _superfluous({*update.removed, *old.superfluous, *changed_earlier}, now)
    size = write_zip(out, _files(update, lists, superfluous, changed | mended | repeated, contents), moment)
    return UpdateWritten(
        tuple(each.path for each in update.changed), update.removed, (*sorted(mended), *sorted(lists)),
        tuple(sorted(repeated)), size,
    )  # fmt: skip


def _superfluous(gone: Iterable[str], now: Collection[str]) -> list[str]:
    """Of paths that are gone those that may be deleted: a name in other letters is that of a new file on many disks."""
    kept = {path.casefold() for path in now}
    return sorted(path for path in gone if path.casefold() not in kept)


def _files(
    update: Update, lists: dict[str, bytes], superfluous: Iterable[str], paths: Collection[str], contents: Contents
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an update: the page to start with first, whether or not it has changed, so that people find it.

    `superfluous` are the paths of what may still lie in the copy and is no part of it any more.
    """
    made = lists | (update_files(update) if update.changed or update.removed else {})
    made[REMOVED] = "".join(f"{path}\n" for path in superfluous).encode()
    yield START, contents.read(START)
    for path in sorted({*made, *paths} - {START}):
        yield path, made[path] if path in made else contents.read(path)


def made_with_of_copy(old: Path) -> MadeWith:
    """The day and the criteria that an old copy was made with, so that its update is made with the same.

    Raises ProjectFault where it is no copy, or does not say.
    """
    with _opened(old) as copy:
        says = next((each for each in manifest_that_holds(copy).files if MADE_WITH_FILE.match(each.path)), None)
        if says is None:
            raise ProjectFault(f"{old} is no copy of a clearinghouse: no file in it says what it was made with.")
        content = (copy.read(says.path, _MAX_KEPT_BYTES) or b"").decode(errors="replace")
        if [*copy.states([says])] != [State.WHOLE]:
            raise ProjectFault(
                f"What {old} was made with cannot be known: {says.path} is damaged, or an update of another copy was unpacked"
                " over it. Extract the ZIP file of the copy anew, into an empty folder, and make the update for that."
            )
    found = made_with_from(content)
    if found is None:
        raise ProjectFault(
            f"{old} is no copy of a clearinghouse: {says.path} in it does not say what it was made with."
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
