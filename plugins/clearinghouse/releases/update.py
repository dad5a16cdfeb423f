"""What changes in a manifest from one release to the next, so that a small update need not bring the whole list.

An update brings it as `manifest-updates/<start of the old identity>.json`. Unpacked over an old copy, it leads from the
`manifest.json` that lies there to the list that now holds; several updates follow one another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import repeat

import msgspec

from clearinghouse.releases.manifest import (
    UPDATES,
    Entry,
    Manifest,
    ManifestFault,
    Origin,
    checked_path,
    manifest_from,
)

MAX_UPDATES = 500
"""Updates that a copy may have had; more are not followed."""


@dataclass(frozen=True)
class Update:
    """How one manifest becomes another. `before` and `after` are their identities; `removed` are paths."""

    before: str
    after: str
    origin: Origin
    tools: Mapping[str, str]
    changed: tuple[Entry, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Updated:
    """The manifest that holds for a copy, and the files that updates have made superfluous, with what they were."""

    manifest: Manifest
    superfluous: Mapping[str, Entry] = field(default_factory=dict)


def update_of(old: Manifest, new: Manifest) -> Update:
    """What has to be said to someone who has the old manifest: what is new or changed, and what is gone."""
    before, after = old.by_path, new.by_path
    changed = tuple(each for each in new.files if before.get(each.path) != each)
    removed = tuple(path for path in before if path not in after)
    return Update(old.identity, new.identity, new.origin, new.tools, changed, removed)


def apply_update(old: Manifest, update: Update) -> Manifest:
    """The new manifest. Raises ManifestFault where the update is not one of this manifest, or does not lead where it says."""
    if old.identity != update.before:
        raise ManifestFault("The update belongs to another release than this.")
    files = old.by_path
    for path in update.removed:
        files.pop(path, None)
    files |= {each.path: each for each in update.changed}
    new = manifest_from(files.values(), update.origin, update.tools)
    if new.identity != update.after:
        raise ManifestFault("The update does not lead to the release that it names.")
    return new


def update_path(before: str) -> str:
    """Where an update of the manifest with this identity lies in a release."""
    return f"{UPDATES}/{before[:16]}.json"


def update_bytes(update: Update) -> bytes:
    """The file of an update."""
    document = {
        "before": update.before, "after": update.after, "commit": update.origin.commit, "committed": update.origin.committed,
        **({"uncommitted": True} if update.origin.uncommitted else {}),
        "counts": dict(update.origin.counts), "tools": dict(update.tools),
        "changed": {each.path: [each.size, each.sha256] for each in update.changed}, "removed": list(update.removed),
    }  # fmt: skip
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def read_update(content: bytes) -> Update:
    """Read the file of an update. Raises ManifestFault where it is none."""
    try:
        found = msgspec.json.decode(content, type=_Document)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as fault:
        raise ManifestFault(f"This is not an update of a manifest: {fault}.") from fault
    changed = (Entry(checked_path(path), size, digest) for path, (size, digest) in found.changed.items())
    origin = Origin(found.commit, found.committed, found.counts, found.uncommitted)
    return Update(found.before, found.after, origin, found.tools, tuple(changed), tuple(found.removed))


def updated(manifest: Manifest, read: Callable[[str], bytes | None]) -> Updated:
    """Follow the updates that a copy has had. `read` returns a file of the copy, None where it is not there.

    No update is followed twice, so those that lead in a circle come to an end; one that leads nowhere is none.
    Raises ManifestFault where one is broken.
    """
    superfluous: dict[str, Entry] = {}
    followed: set[str] = set()
    for _ in repeat(None, MAX_UPDATES):
        before = manifest.identity
        content = read(update_path(before)) if before not in followed else None
        if content is None:
            return Updated(manifest, superfluous)
        followed.add(before)
        new = apply_update(manifest, read_update(content))
        kept = new.by_path
        superfluous = {path: each for path, each in (superfluous | manifest.by_path).items() if path not in kept}
        manifest = new
    raise ManifestFault(f"More than {MAX_UPDATES} updates follow one another.")


class _Document(msgspec.Struct, frozen=True):
    before: str
    after: str
    commit: str
    committed: str
    counts: dict[str, int]
    tools: dict[str, str]
    changed: dict[str, tuple[int, str]]
    removed: list[str]
    uncommitted: bool = False
