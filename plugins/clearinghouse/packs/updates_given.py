"""What the updates that were made of a copy have changed in it: so a later one, made of the same old copy, brings all of that anew.

Otherwise a file that the first update has changed, and that is again as it was in the old copy, would stay as the first one left
it. The list is kept beside the site of the pack, for as long as that is kept; where it was deleted, `clearinghouse verify` still
tells of such files.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from clearinghouse.books.whole_file import write_whole

FILE = "updates-given.json"
MOST_COPIES = 100
"""Old copies whose updates are remembered; the oldest is forgotten first."""


def changed_before(folder: Path, identity: str) -> frozenset[str]:
    """The paths that earlier updates of the copy with this identity have changed; `folder` is that of the pack."""
    return frozenset(_read(folder).get(identity, ()))


def remember(folder: Path, identity: str, changed: Iterable[str]) -> None:
    """Add the paths that an update has changed. The folder is to be held meanwhile, as `built_pack` does.

    Raises ProjectFault where they cannot be kept; the update itself is good without them.
    """
    known = _read(folder)
    paths = sorted({*known.pop(identity, ()), *changed})
    known = dict([*known.items(), (identity, paths)][-MOST_COPIES:])
    write_whole(folder / FILE, msgspec.json.encode(known))


def _read(folder: Path) -> dict[str, list[str]]:
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=dict[str, list[str]])
    except (OSError, msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        return {}
