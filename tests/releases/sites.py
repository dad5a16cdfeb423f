"""Small sites to publish, and a reader that looks whether what is served is whole."""

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from clearinghouse.releases.manifest import CATALOGUE, Manifest, Origin, entry_of, is_listed, manifest_from, origin_from

SHARED = {f"shared/{number}.html": f"<p>{number}</p>".encode() * 300 for number in range(12)}


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder, by their paths."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def manifest_of(files: Iterable[tuple[str, bytes]], tools: Mapping[str, str] | None = None) -> Manifest:
    """The manifest of files that lie nowhere, given as paths and contents in any order."""
    listed = [(path, content) for path, content in files if is_listed(path)]
    origin = next((origin_from(content) for path, content in listed if path == CATALOGUE), Origin())
    return manifest_from([entry_of(*each) for each in listed], origin, tools)


def site(folder: Path, mark: str, commit: str = "", committed: str = "", *, shared: bool = True, **more: bytes) -> Path:
    """A site whose pages say which of several it is; some files are the same in all."""
    catalogue = {
        "generated_from": commit or None,
        "committed": committed or None,
        "collections": [{"name": "needs", "count": 1}],
    }
    own = {
        "index.html": f"<p>{mark}</p>".encode() * 500,
        f"only-in-{mark}.html": mark.encode(),
        "needs/a.html": mark.encode() * 9,
    }
    files = own | (SHARED if shared else {}) | {CATALOGUE: json.dumps(catalogue).encode()}
    return write(folder, files | {name.replace("_", "."): content for name, content in more.items()})


def two_commits(folder: Path) -> list[str]:
    """Make a repository of a folder, with two commits; the older comes first."""

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    git("init", "-q")
    commits = []
    for number in range(2):
        git("commit", "-q", "--allow-empty", "-m", str(number))
        commits.append(git("rev-parse", "HEAD"))
    return commits


def can_exchange(folder: Path) -> bool:
    """Whether the disk of a folder lets two folders change places, asked with code that shares nothing with what is tested."""
    two = [folder / name for name in ("exchange-one", "exchange-two")]
    for each in two:
        each.mkdir()
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return library.renamex_np(os.fsencode(two[0]), os.fsencode(two[1]), 2) == 0
        return library.renameat2(-100, os.fsencode(two[0]), -100, os.fsencode(two[1]), 2) == 0
    except (AttributeError, TypeError, OSError):
        return False
    finally:
        for each in two:
            each.rmdir()


def whole(current: Path) -> str:
    """Read what is served, as one reader does who opens the folder once. Return the identity of the release, or what is wrong."""
    try:
        folder = os.open(current, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as fault:
        return f"broken: {fault}"
    try:
        return _whole(folder)
    except OSError as fault:
        return f"broken: {fault}"
    finally:
        os.close(folder)


def _whole(folder: int) -> str:
    """As `whole`, with code that shares nothing with what is tested."""

    def read(path):
        opened = os.open(path, os.O_RDONLY, dir_fd=folder)
        with os.fdopen(opened, "rb") as file:
            return file.read()

    manifest = read("manifest.json")
    for path, entry in json.loads(manifest)["files"].items():
        content = read(path)
        if (len(content), sha256(content).hexdigest()) != (entry["size"], entry["sha256"]):
            return f"broken: {path}"
    return sha256(manifest).hexdigest()
