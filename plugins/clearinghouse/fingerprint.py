"""What identifies the state of something: of a text, of a value, of the program that works on them."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

SIZE = 16
"""Bytes of a fingerprint: among a million million values two are equal with a chance of about 1 in 10^15."""


def fingerprint(*parts: bytes | str) -> bytes:
    """The fingerprint of some parts, in their order; each counts with its length, so `("ab", "c")` is not `("a", "bc")`."""
    found = blake2b(digest_size=SIZE)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(content).to_bytes(8, "big"))
        found.update(content)
    return found.digest()


def fingerprint_of_value(value: Any) -> bytes:
    """The fingerprint of a value made of what JSON has; what JSON has not counts as its text. Keys count in their order."""
    return fingerprint(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=repr))


def fingerprint_of_files(root: Path, paths: Iterable[Path]) -> bytes:
    """The fingerprint of files with their names relative to a root, in any order. Raises OSError for what cannot be read."""
    named = sorted((path.relative_to(root).as_posix(), path) for path in paths)
    return fingerprint(*(part for name, path in named for part in (name, path.read_bytes())))


@cache
def of_program() -> bytes:
    """The fingerprint of this package (code, templates, words, theme), of Python and of every installed library."""
    package = Path(__file__).parent
    own = fingerprint_of_files(package, (path for path in package.rglob("*") if _is_part(path, package)))
    return fingerprint(own, platform.python_version(), *sorted(set(_installed())))


def _installed() -> Iterator[str]:
    """Yield the names and versions of all installed libraries, as the folders say that describe them; reading those takes long."""
    for root in filter(os.path.isdir, sys.path):
        with os.scandir(root) as entries:
            yield from (each.name for each in entries if each.name.endswith((".dist-info", ".egg-info")))


def _is_part(path: Path, package: Path) -> bool:
    """Whether a file of the package has a say in what is built: not what Python compiled or npm brought, nor the sources of the client."""
    inside = path.relative_to(package).parts
    return inside[0] != "client" and not {"__pycache__", "node_modules"} & {*inside} and path.is_file()
