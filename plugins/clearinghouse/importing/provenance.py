"""Where imported records come from: `imports/<batch>.jsonl`, a line a record, beside the content and not in it.

A line names the file that was imported (by name and SHA-256), the row, its cells as they stood there, and the fields that were
written, which is what the next import compares with. Only cells that were mapped or kept are in it: what a mapping leaves out,
such as personal data, is nowhere in the repository. A line stays as it is for as long as its row says the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import msgspec

from clearinghouse.core.record import Key

FOLDER = "imports"
MAX_SIDECAR_BYTES = 200 * 1024 * 1024


class SidecarFault(Exception):
    """A file of origins cannot be read; the message says which line."""


@dataclass(frozen=True)
class Origin:
    """Where a record came from, and what was written. `body` is the SHA-256 of its text, empty where there was none."""

    record: str
    file: str
    sha256: str
    row: int
    cells: Mapping[str, str]
    written: Mapping[str, Any]
    body: str = ""

    @property
    def key(self) -> Key:
        """The record as it was called when it was first imported."""
        return Key(*self.record.split("/", 1))

    def says_as(self, other: Origin) -> bool:
        """Whether the row says the same, wherever it stands in whichever file."""
        return replace(self, file=other.file, sha256=other.sha256, row=other.row) == other


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    record: str
    file: str
    sha256: str
    row: int
    cells: dict[str, str]
    written: dict[str, Any]
    body: str = ""


_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(_Line, float_hook=Decimal)


def sha256_of(content: bytes | str) -> str:
    """The SHA-256 of a file or text, in hexadecimal digits; empty for an empty text."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest() if data else ""


def origins_from(content: bytes, name: str) -> dict[Key, Origin]:
    """Read the lines of a file of origins. Raises SidecarFault for one that is none."""
    if len(content) > MAX_SIDECAR_BYTES:
        raise SidecarFault(f"{name} is larger than {MAX_SIDECAR_BYTES // 1024**2} MB.")
    found = {}
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            read = _DECODER.decode(line)
        except (ValueError, msgspec.MsgspecError) as fault:
            raise SidecarFault(f"{name}:{number}: this is not a line that an import wrote ({fault}).") from fault
        if "/" not in read.record:
            raise SidecarFault(f"{name}:{number}: {read.record!r} does not name a record.")
        origin = Origin(read.record, read.file, read.sha256, read.row, read.cells, read.written, read.body)
        found[origin.key] = origin
    return found


def text_of_origins(origins: Iterable[Origin]) -> bytes:
    """The lines of a file of origins, by record."""
    lines = (
        _ENCODER.encode(
            _Line(each.record, each.file, each.sha256, each.row, dict(each.cells), dict(each.written), each.body)
        )
        for each in sorted(origins, key=lambda origin: origin.record)
    )
    return b"".join(line + b"\n" for line in lines)


def later_of(old: Origin | None, new: Origin) -> Origin:
    """The line to keep of two about the same record: the older one, as long as the row says the same."""
    return old if old and old.says_as(new) else new
