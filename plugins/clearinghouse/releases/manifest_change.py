"""What changes in a manifest from one release to the next, so that a small update need not bring the whole list.

An update brings it as `manifest-updates/<start of the old identity>-<start of the new>.json`, and beside that
`manifest-updates/<start of the old identity>.json`, which names it. Unpacked over an old copy, they lead from the
`manifest.json` that lies there to the list that now holds; several updates follow one another. Where two were made of the
same old copy the later one takes the place of the shorter name, and the longer name of the earlier one tells that it was there.
An update also says that nothing follows where it leads to, so that a copy can go back to an earlier state and on again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import Annotated

import msgspec

from clearinghouse.releases.json_of_copy import JsonFault, from_json
from clearinghouse.releases.manifest import (
    UPDATES,
    Digest,
    Entry,
    Manifest,
    ManifestFault,
    Origin,
    Size,
    Text,
    checked_path,
    manifest_from,
)

MAX_UPDATES = 500
"""Updates that a copy may have had; more are not followed."""
MAX_STEPS = 20_000_000
"""Files in all manifests together that updates lead through: for each of them a list is written and put in order."""


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
    """The manifest that holds for a copy, and the files that updates have made superfluous, with what they were.

    `steps` are the updates that led there, by the identities before and after each.
    """

    manifest: Manifest
    superfluous: Mapping[str, Entry] = field(default_factory=dict)
    steps: tuple[tuple[str, str], ...] = ()


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
    """Where it stands which update of the manifest with this identity holds in a release."""
    return f"{UPDATES}/{before[:16]}.json"


def step_path(before: str, after: str) -> str:
    """Where an update itself lies in a release."""
    return f"{UPDATES}/{before[:16]}-{after[:16]}.json"


def update_files(update: Update) -> dict[str, bytes]:
    """The files of an update, by their paths."""
    return {
        update_path(update.before): _named(update.before, update.after),
        update_path(update.after): _named(update.after, update.after),
        step_path(update.before, update.after): update_bytes(update),
    }


def _named(before: str, after: str) -> bytes:
    """What says which update holds: none, where it leads to where it begins."""
    return json.dumps({"before": before[:16], "after": after[:16]}).encode()


def update_bytes(update: Update) -> bytes:
    """The content of an update."""
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
        found = from_json(content, _Document)
    except JsonFault as fault:
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
    steps: list[tuple[str, str]] = []
    files = 0
    for _ in repeat(None, MAX_UPDATES + 1):  # the last only finds that nothing follows
        before = manifest.identity
        content = _that_follows(before, read) if before not in dict(steps) else None
        if content is None:
            return Updated(manifest, superfluous, tuple(steps))
        update = read_update(content)
        files += len(manifest.files) + len(update.changed)
        if files > MAX_STEPS:
            raise ManifestFault(
                f"The updates that follow one another lead through more than {MAX_STEPS:,} files in all."
                " Extract the ZIP file of the latest copy anew, into an empty folder."
            )
        new = apply_update(manifest, update)
        steps.append((before, new.identity))
        kept = new.by_path
        superfluous = {path: each for path, each in (superfluous | manifest.by_path).items() if path not in kept}
        manifest = new
    raise ManifestFault(f"More than {MAX_UPDATES} updates follow one another.")


def _that_follows(before: str, read: Callable[[str], bytes | None]) -> bytes | None:
    """The update of the manifest with this identity that holds in a copy, None where none does."""
    content = read(update_path(before))
    if content is None or not _is_of_update(content):
        return None
    try:
        named = from_json(content, _Named)
    except JsonFault as fault:
        raise ManifestFault(f"{update_path(before)} is not an update of a manifest: {fault}.") from fault
    if named.before == named.after:
        return None
    found = read(step_path(named.before, named.after))
    if found is None:
        raise ManifestFault(f"{step_path(named.before, named.after)} is missing, so the update cannot be followed.")
    return found


def _is_of_update(content: bytes) -> bool:
    """Whether a content is of an update, even if it is damaged: many servers send a page of theirs for what they do not have."""
    return content.lstrip().startswith(b"{") and b'"before"' in content


_Identity = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]


class _Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: _Identity
    after: _Identity


class _Document(msgspec.Struct, frozen=True):
    before: Digest
    after: Digest
    commit: Text
    committed: Text
    counts: dict[Text, Size]
    tools: dict[Text, Text]
    changed: dict[str, tuple[Size, Digest]]
    removed: list[str]
    uncommitted: bool = False
