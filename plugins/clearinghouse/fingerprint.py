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
    own = fingerprint(*(part for name, path in sorted(_parts(str(package), "")) for part in (name, _content(path))))
    return fingerprint(own, platform.python_version(), *sorted(set(_installed())))


def _installed() -> Iterator[str]:
    """Yield the names and versions of all installed libraries, as the folders say that describe them; reading those takes long."""
    for root in filter(os.path.isdir, sys.path):
        with os.scandir(root) as entries:
            yield from (each.name for each in entries if each.name.endswith((".dist-info", ".egg-info")))


def _parts(folder: str, inside: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the path of every file of the package that has a say in what is built.

    That is not what Python compiled or npm brought, nor the sources of the client.
    """
    with os.scandir(folder) as entries:
        for each in entries:
            if each.is_dir(follow_symlinks=False):
                if each.name not in {"__pycache__", "node_modules"} and f"{inside}{each.name}" != "client":
                    yield from _parts(each.path, f"{inside}{each.name}/")
            elif each.is_file():
                yield f"{inside}{each.name}", each.path


def _content(path: str) -> bytes:
    with open(path, "rb") as opened:  # noqa: PTH123 - hundreds of files at each start: text is all that is needed
        return opened.read()
