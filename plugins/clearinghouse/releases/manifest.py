"""The manifest of a release: every file with its size and SHA-256, and what the release was made from.

It is made of the files alone, so the same site has the same manifest wherever and whenever it is made. Two forms are part
of a release: `manifest.json`, and `SHA256SUMS`, which any computer can check with `sha256sum -c SHA256SUMS`.
"""

from __future__ import annotations

import itertools
import json
import platform
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import msgspec

from clearinghouse.exports.api import ROOT
from clearinghouse.releases.files import FOREIGN, chunks_of, files_below
from clearinghouse.releases.json_of_copy import JsonFault, from_json

MANIFEST, SUMS, SIGNATURE = "manifest.json", "SHA256SUMS", "manifest.json.sig"
UPDATES = "manifest-updates"
"""The folder of the changes of a manifest that came with updates; see `manifest_change.py`."""

CATALOGUE = f"{ROOT}/catalogue.json"
"""The file of a site that says what it was made from."""

FORMAT = 1
MAX_MANIFEST_BYTES = 128 * 1024 * 1024
"""A manifest of a million files; no larger one is read."""

_MAX_CATALOGUE_BYTES = 16 * 1024 * 1024
_TOOLS = ("mkdocs-clearinghouse", "mkdocs", "mkdocs-material", "babel", "brotli", "jinja2", "pyromark")
"""Whose versions say most about how a site looks. Libraries that are not installed are left out."""


Size = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
"""The bytes of a file, as a list from elsewhere may say them, or another number: what a disk can hold."""

Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A SHA-256 in hexadecimal digits."""

Text = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
"""A word or a few, on one line."""


class ManifestFault(Exception):
    """What is given has no manifest that could be used. The message is for the person at the keyboard."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A file of a release: its path with forward slashes, its bytes, and the SHA-256 of its content in hexadecimal digits."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Origin:
    """What a site says that it was made from. What it does not say is empty.

    `commit` is the git commit of the content and `committed` when that was made (UTC, as 2026-06-30T12:00:00Z), `counts`
    the records of each collection. `uncommitted` says that there were changes beyond the commit.
    """

    commit: str = ""
    committed: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    uncommitted: bool = False

    @property
    def day(self) -> str:
        """The day of the commit, as 2026-06-30: the day of a release, whenever it is made. Empty where that is not known."""
        return self.committed[:10]


@dataclass(frozen=True)
class Manifest:
    """What a release consists of. `files` are in the order of their paths; `tools` are names of programs with their versions."""

    files: tuple[Entry, ...]
    origin: Origin = Origin()
    tools: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_path(self) -> dict[str, Entry]:
        """The files by their paths."""
        return {each.path: each for each in self.files}

    @property
    def size(self) -> int:
        """The bytes of all files that it lists."""
        return sum(each.size for each in self.files)

    @cached_property
    def identity(self) -> str:
        """The SHA-256 of `manifest.json`: the same for two releases only if every file is."""
        return sha256(manifest_bytes(self)).hexdigest()


_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_MAX_PATH = 1024


def checked_path(path: str) -> str:
    """A path that a manifest can name: relative, going down only, and fit for a line of SHA256SUMS. Raises ManifestFault for others."""
    parts = path.split("/")
    if not path or len(path) > _MAX_PATH or _CONTROL.search(path) or {"", ".", ".."} & {*parts} or ":" in parts[0]:
        raise ManifestFault(f"A release cannot hold a file of the name {path[:200]!r}.")
    try:
        path.encode()
    except UnicodeEncodeError:
        raise ManifestFault(f"The name {path[:200]!r} is not text in UTF-8; no release can hold it.") from None
    return path


def is_listed(path: str) -> bool:
    """Whether a manifest lists a file of a release; what is made from the manifest itself it does not."""
    return path not in {MANIFEST, SUMS, SIGNATURE} and not _OF_UPDATES.match(path)


_OF_UPDATES = re.compile(rf"{UPDATES}/(?:[0-9a-f]{{16}}(?:-[0-9a-f]{{16}})?\.json|removed\.txt)\Z")


def entry_of(path: str, content: bytes) -> Entry:
    """The entry of a file with this content. Raises ManifestFault for a path that a manifest cannot name."""
    return Entry(checked_path(path), len(content), sha256(content).hexdigest())


def manifest_of_folder(folder: Path) -> Manifest:
    """The manifest of a site as it lies in a folder. What begins with a dot at its top is none of the site's.

    What the release was made from is read from the catalogue of the API among its files. A manifest among them, with its sums
    and signature, is passed over.
    Raises ManifestFault where a path cannot be named, or where there is something else than files and folders, and OSError
    for what cannot be read.
    """
    entries, origin = list[Entry](), Origin()
    for path, found in files_below(folder):
        if not is_listed(path) or path.startswith("."):
            continue
        if found is FOREIGN:
            raise ManifestFault(f"{path} is a link or a device, which no release can hold. Take it out of the site.")
        entries.append(entry_of_file(folder, path))
        if path == CATALOGUE and entries[-1].size <= _MAX_CATALOGUE_BYTES:
            origin = origin_from((folder / path).read_bytes())
    return manifest_from(entries, origin)


def entry_of_file(folder: Path, path: str) -> Entry:
    """The entry of a file below a folder. Raises ManifestFault as `entry_of`, and OSError for what cannot be read."""
    hashed, size = sha256(), 0
    for chunk in chunks_of(folder / checked_path(path)):
        hashed.update(chunk)
        size += len(chunk)
    return Entry(path, size, hashed.hexdigest())


def manifest_from(entries: Iterable[Entry], origin: Origin, tools: Mapping[str, str] | None = None) -> Manifest:
    """The manifest of entries in any order, made by the tools in use where none are given.

    Raises ManifestFault where a path is there twice.
    """
    files = sorted(entries)
    for first, second in itertools.pairwise(files):
        if first.path == second.path:
            raise ManifestFault(f"{first.path} is there twice.")
    return Manifest(tuple(files), origin, dict(sorted((tools if tools is not None else tools_in_use()).items())))


def origin_from(catalogue: bytes) -> Origin:
    """What `api/v1/catalogue.json` says that a site was made from; nothing where it is no such file."""
    try:
        found = from_json(catalogue, _Catalogue)
    except JsonFault:
        return Origin()
    counts = {each.name: each.count for each in found.collections}
    return Origin(found.generated_from or "", found.committed or "", dict(sorted(counts.items())), found.uncommitted)


def tools_in_use() -> dict[str, str]:
    """The versions of the programs that make a site and its archives, here and now."""
    found = {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    for name in _TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return dict(sorted(found.items()))


# --- its two forms in a release -------------------------------------------------------------------


def manifest_bytes(manifest: Manifest) -> bytes:
    """`manifest.json`: one line for each file, in the order of their paths, so that two releases can be compared line by line."""
    origin = manifest.origin
    head = {
        "format": FORMAT, "commit": origin.commit or None, "committed": origin.committed or None, "day": origin.day or None,
        **({"uncommitted": True} if origin.uncommitted else {}),  # left out otherwise, as it was before there was this field
        "counts": dict(origin.counts), "tools": dict(manifest.tools),
        "total": {"files": len(manifest.files), "bytes": manifest.size},
    }  # fmt: skip
    lines = (
        f"  {json.dumps(each.path, ensure_ascii=False)}: " + json.dumps({"size": each.size, "sha256": each.sha256})
        for each in manifest.files
    )
    start = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return (start + ',\n "files": {\n' + ",\n".join(lines) + "\n }\n}\n").encode()


def sums_bytes(manifest: Manifest) -> bytes:
    """`SHA256SUMS`: every file of the release but for the sums themselves and the signature, `manifest.json` among them."""
    entries = sorted([*manifest.files, Entry(MANIFEST, 0, manifest.identity)])
    return "".join(f"{each.sha256}  {each.path}\n" for each in entries).encode()


def release_files(manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    """Yield the files that turn a site into a release: what lists it."""
    yield MANIFEST, manifest_bytes(manifest)
    yield SUMS, sums_bytes(manifest)


def read_manifest(content: bytes) -> Manifest:
    """Read `manifest.json`. It may come from anywhere: paths that lead out of a folder are refused.

    Raises ManifestFault where it is no manifest.
    """
    if len(content) > MAX_MANIFEST_BYTES:
        raise ManifestFault(f"{MANIFEST} is larger than any manifest.")
    try:
        found = from_json(content, _Document)
    except JsonFault as fault:
        raise ManifestFault(f"{MANIFEST} is not a manifest of a release: {fault}.") from fault
    if found.format != FORMAT:
        raise ManifestFault(f"{MANIFEST} has the format {found.format}; this program reads the format {FORMAT}.")
    entries = (Entry(checked_path(path), each.size, each.sha256) for path, each in found.files.items())
    origin = Origin(found.commit or "", found.committed or "", found.counts, found.uncommitted)
    return manifest_from(entries, origin, found.tools)


class _File(msgspec.Struct, frozen=True):
    size: Size
    sha256: Digest


class _Document(msgspec.Struct, frozen=True):
    format: Size
    files: dict[str, _File]
    commit: Text | None = None
    committed: Text | None = None
    uncommitted: bool = False
    counts: dict[Text, Size] = {}
    tools: dict[Text, Text] = {}


class _Collection(msgspec.Struct, frozen=True):
    name: Text
    count: Size


class _Catalogue(msgspec.Struct, frozen=True):
    generated_from: Text | None = None
    committed: Text | None = None
    uncommitted: bool = False
    collections: list[_Collection] = []
