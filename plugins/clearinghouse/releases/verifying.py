"""Whether a copy of a release is what was released: what is missing in it, changed, or there beyond it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice

from clearinghouse.releases.copy import Copy, State
from clearinghouse.releases.manifest import (
    MANIFEST,
    MAX_MANIFEST_BYTES,
    SIGNATURE,
    SUMS,
    UPDATES,
    Entry,
    Manifest,
    ManifestFault,
    is_listed,
    manifest_bytes,
    read_manifest,
    sums_bytes,
)
from clearinghouse.releases.manifest_change import MAX_UPDATES, Updated, read_update, step_path, updated
from clearinghouse.releases.signature import MAX_BYTES, is_signed

MAX_BYTES_OF_UPDATES = 2 * MAX_MANIFEST_BYTES
"""What the updates that lie in a copy may have together."""


class Signed(StrEnum):
    """What is known of the signature of a copy."""

    NOT = "there is none"
    LACKING = "there is none, but a key was given to check it"
    UNCHECKED = "there is one, but no key was given to check it"
    VALID = "valid"
    INVALID = "not by the key that was given"


_UNTRUSTED = frozenset({Signed.LACKING, Signed.INVALID})


@dataclass(frozen=True)
class Verdict:
    """What differs between a copy and its manifest, as paths in order.

    `superfluous` are files that an update has made superfluous and that still lie there; they do no harm. `is_listed` says
    whether extra files could be looked for. `updates` says whether the copy has had updates. `foreign` are updates that lie
    there and are none of this copy, `overlaid` those of this copy over which another of the same older copy was unpacked.
    """

    manifest: Manifest
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unreadable: tuple[str, ...]
    extra: tuple[str, ...]
    superfluous: tuple[str, ...]
    signed: Signed
    is_listed: bool
    updates: bool
    foreign: tuple[str, ...] = ()
    overlaid: tuple[str, ...] = ()

    @property
    def damaged(self) -> tuple[str, ...]:
        """What is not there as it should be."""
        return tuple(sorted((*self.missing, *self.changed, *self.unreadable)))

    @property
    def is_whole(self) -> bool:
        """Whether the copy is what was released, and signed where that was asked for."""
        return not (self.missing or self.changed or self.unreadable or self.extra or self.signed in _UNTRUSTED)


def verify(copy: Copy, keys: str = "", known: Manifest | None = None) -> Verdict:
    """Compare a copy with its own manifest, or with one that is known from elsewhere; `keys` are public keys, one a line.

    Raises CopyFault where the copy cannot be looked into, ManifestFault where it has no manifest, and SignatureFault where
    there is nothing to check signatures with.
    """
    held = _Held(Updated(known), b"") if known else _held_by(copy)
    states = _states(copy, held)
    paths = copy.paths()
    beyond = {path for path in paths or () if path not in states and is_listed(path) and not is_litter(path)}
    strays = [] if known else list(_strays(copy, held, paths or set(), beyond))
    superfluous = _left_alone(copy, held, strays, beyond)
    foreign, overlaid = _apart(strays, held)

    def those(state: State) -> tuple[str, ...]:
        return tuple(sorted(path for path, found in states.items() if found is state))

    return Verdict(
        manifest=held.updated.manifest,
        missing=those(State.MISSING),
        changed=those(State.CHANGED),
        unreadable=those(State.UNREADABLE),
        extra=tuple(sorted(beyond - superfluous)),
        superfluous=tuple(sorted(superfluous)),
        signed=_signed(copy, held, keys),
        is_listed=paths is not None,
        updates=held.has_updates,
        foreign=foreign,
        overlaid=overlaid,
    )


_LITTER = re.compile(
    r"\.release$|(?:.*/)?(?:\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$"
    r"|(?:System Volume Information|\$RECYCLE\.BIN|\.Spotlight-V100|\.Trashes|\.fseventsd)/"
)


def is_litter(path: str) -> bool:
    """Whether a file is what computers leave on every disk and stick, or the name that we give a release on a server."""
    return bool(_LITTER.match(path))


@dataclass(frozen=True)
class _Held:
    """What a copy should be: the manifest that holds for it, and `manifest.json` as it lies in it."""

    updated: Updated
    content: bytes

    @cached_property
    def own(self) -> Manifest:
        """The manifest that lies there."""
        return read_manifest(self.content)

    @property
    def has_updates(self) -> bool:
        """Whether another manifest holds than that which lies there."""
        return bool(self.content) and self.own != self.updated.manifest


def manifest_that_holds(copy: Copy) -> Manifest:
    """What a copy should be, with the updates that it has had. Raises CopyFault and ManifestFault as `verify`."""
    return _held_by(copy).updated.manifest


def _held_by(copy: Copy) -> _Held:
    content = copy.read(MANIFEST, MAX_MANIFEST_BYTES)
    if content is None:
        raise ManifestFault(f"There is no {MANIFEST} in {copy.name}, so nobody can say what belongs there.")

    return _Held(updated(read_manifest(content), _reader_of_updates(copy)), content)


def _reader_of_updates(copy: Copy) -> Callable[[str], bytes | None]:
    """What reads updates of a copy one after another. It raises ManifestFault where they are too large together."""
    left = MAX_BYTES_OF_UPDATES

    def read(path: str) -> bytes | None:
        nonlocal left
        content = copy.read(path, left)
        left -= len(content or b"")
        if left < 0:
            raise ManifestFault(
                f"The updates in {UPDATES} of {copy.name} have more than {MAX_BYTES_OF_UPDATES:,} bytes together, so they are not"
                " looked at. Extract the ZIP file of the latest copy anew, into an empty folder."
            )
        return content

    return read


@dataclass(frozen=True)
class _Stray:
    """An update that lies in a copy astray: where it leads from and to, and what it may have left there."""

    before: str
    after: str
    left: tuple[Entry, ...]


def _strays(copy: Copy, held: _Held, paths: AbstractSet[str], beyond: AbstractSet[str]) -> Iterator[_Stray]:
    """Yield the updates that lie in a copy and do not lead to what it is now. Of what they changed only that beyond it is kept."""
    read = _reader_of_updates(copy)
    for path in islice(sorted(path for path in paths if _OF_UPDATE.match(path)), MAX_UPDATES):
        content = read(path)
        try:
            found = read_update(content or b"")
        except ManifestFault:  # what only names an update, or is none
            continue
        if (found.before, found.after) not in held.updated.steps and found.before != found.after:
            yield _Stray(found.before, found.after, tuple(each for each in found.changed if each.path in beyond))


def _apart(strays: Iterable[_Stray], held: _Held) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths of updates that lie there astray: those of other copies, and those of a state that this copy once had."""
    had = {held.updated.manifest.identity, *(before for before, _ in held.updated.steps)}
    foreign, overlaid = list[str](), list[str]()
    for each in strays:
        (overlaid if each.before in had else foreign).append(step_path(each.before, each.after))
    return tuple(foreign), tuple(overlaid)


_OF_UPDATE = re.compile(rf"{UPDATES}/[0-9a-f]{{16}}(?:-[0-9a-f]{{16}})?\.json\Z")


def _states(copy: Copy, held: _Held) -> dict[str, State]:
    """How everything is that a copy should have, and its lists, where they are its own."""
    files = held.updated.manifest.files
    states = dict(zip((each.path for each in files), copy.states(files), strict=True))
    return states | _states_of_lists(copy, held) if held.content else states


def _states_of_lists(copy: Copy, held: _Held) -> dict[str, State]:
    """How the lists in a copy are: the manifest in its one form, and the sums, which updates do not renew."""
    written = manifest_bytes(held.own)
    states = {} if held.content == written else {MANIFEST: State.CHANGED}
    if held.has_updates:
        return states
    sums = sums_bytes(held.updated.manifest)
    found = copy.read(SUMS, len(sums))
    if found != sums:
        states[SUMS] = State.MISSING if found is None else State.CHANGED
    return states


def _left_alone(copy: Copy, held: _Held, strays: Iterable[_Stray], beyond: AbstractSet[str]) -> set[str]:
    """Which of the files beyond those of a copy an update has left there, and are still as they then were."""
    left = [*held.updated.superfluous.values(), *(each for stray in strays for each in stray.left)]
    entries = [each for each in left if each.path in beyond]
    states = zip(entries, copy.states(entries), strict=True)
    return {entry.path for entry, state in states if state is State.WHOLE}


def _signed(copy: Copy, held: _Held, keys: str) -> Signed:
    """What is known of the signature. One of the list as it was before an update says nothing of what there is now."""
    signature = None if held.has_updates else copy.read(SIGNATURE, MAX_BYTES)
    if signature is None:
        return Signed.LACKING if keys else Signed.NOT
    if not keys:
        return Signed.UNCHECKED
    return Signed.VALID if is_signed(manifest_bytes(held.updated.manifest), signature, keys) else Signed.INVALID
