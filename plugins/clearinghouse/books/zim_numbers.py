"""The numbers in a ZIM archive that libzim and Xapian draw at random, made to follow from the content instead.

There are 64 bytes of them where libzim 3.6.0 works with one worker: the UUID of the archive, the UUID of each of its two
Xapian databases (full text and titles), and the MD5 sum at the end, which covers the others. The format is described at
wiki.openzim.org/wiki/ZIM_file_format, that of the version block of a database in Xapian's backends/glass/glass_version.cc.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

UUID_AT, UUID_BYTES = 8, 16
_COUNTS_AT, _MD5_BYTES = 24, 16
_REDIRECTS = (0xFFFF, 0xFFFE, 0xFFFD)
_NOT_COMPRESSED, _WIDE_OFFSETS = 1, 0x10
_DATABASE = b"\x0f\x0dXapian Glass"
_DATABASE_UUID_AT = len(_DATABASE) + 2  # after the two bytes of the version of the format


def settle_numbers(archive: Path) -> None:
    """Set the UUIDs of an archive to the hash of all else in it, and its MD5 sum to what follows."""
    with archive.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as content:
        places = [UUID_AT, *(blob + _DATABASE_UUID_AT for blob in _databases(content))]
        for place in places:
            content[place : place + UUID_BYTES] = bytes(UUID_BYTES)
        (sum_at,) = struct.unpack_from("<Q", content, 72)
        identity = _hashed(content, sum_at, hashlib.sha256())[:UUID_BYTES]
        for place in places:
            content[place : place + UUID_BYTES] = identity
        content[sum_at : sum_at + _MD5_BYTES] = _hashed(content, sum_at, hashlib.md5(usedforsecurity=False))


def _hashed(content: mmap.mmap, end: int, hashing: hashlib._Hash) -> bytes:
    """The hash of what lies before an end. It is read where it lies: an archive may be larger than the memory."""
    with memoryview(content) as whole, whole[:end] as part:
        hashing.update(part)
    return hashing.digest()


def _databases(content: mmap.mmap) -> Iterator[int]:
    """Yield where the databases begin. They are found by their entries: a file of the site may look like one."""
    entries, _clusters, entries_at, _titles_at, clusters_at = struct.unpack_from("<IIQQQ", content, _COUNTS_AT)
    for number in range(entries):
        (at,) = struct.unpack_from("<Q", content, entries_at + 8 * number)
        kind, _length, namespace, _revision, cluster, blob = struct.unpack_from("<HBcIII", content, at)
        if kind not in _REDIRECTS and namespace == b"X" and _path(content, at + 16).endswith(b"/xapian"):
            start = _blob(content, clusters_at, cluster, blob)
            if content[start : start + len(_DATABASE)] == _DATABASE:
                yield start


def _path(content: mmap.mmap, at: int) -> bytes:
    return content[at : content.find(b"\0", at)]


def _blob(content: mmap.mmap, clusters_at: int, cluster: int, blob: int) -> int:
    """Where a blob begins; -1 where it is compressed, which databases never are."""
    (at,) = struct.unpack_from("<Q", content, clusters_at + 8 * cluster)
    if content[at] & 0x0F != _NOT_COMPRESSED:
        return -1
    form, width = ("<Q", 8) if content[at] & _WIDE_OFFSETS else ("<I", 4)
    (offset,) = struct.unpack_from(form, content, at + 1 + width * blob)
    return int(at + 1 + offset)
