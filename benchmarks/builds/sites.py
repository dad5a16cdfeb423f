"""What a build wrote: how many files of which kind, how many bytes, and what differs between two builds."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

Prints = dict[str, str]
"""The fingerprint of every file of a site by its path in it."""


@dataclass(frozen=True)
class Written:
    """Files and bytes of a site: of all, and by suffix (without the point) as `[files, bytes]`."""

    files: int
    bytes: int
    by_suffix: dict[str, list[int]]


def written(site: Path) -> Written:
    """Count the files of a site."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path in site.rglob("*"):
        if path.is_file():
            found[path.suffix[1:] or "none"][0] += 1
            found[path.suffix[1:] or "none"][1] += path.stat().st_size
    return Written(sum(each[0] for each in found.values()), sum(each[1] for each in found.values()), dict(found))


def prints(site: Path) -> Prints:
    """Return the fingerprints of all files of a site."""
    return {
        str(path.relative_to(site)): hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def changed(before: Prints, after: Prints) -> list[str]:
    """Return the paths of the files that were added, taken away or have other bytes."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
