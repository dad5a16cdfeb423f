"""What was worked out before, kept on disk by what it was worked out from. It can be deleted at any time.

Keys are fingerprints of everything that a value depends on, so nothing in it is ever out of date; it is only no longer asked
for. Values are bytes that are read as data, never as code (no pickle). SQLite keeps them: a build that is killed leaves
what was committed before, and two builds at once do no harm.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clearinghouse.fingerprint import fingerprint

LIMIT = 2 * 1024**3
"""Bytes of values from which on those that were not used for longest are dropped."""

_TABLE = """
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS kept_by_use ON kept (used, length(value));
"""
CHECKSUM = 8
"""Bytes before each value by which a damaged one is known; it counts as not kept."""

_WAIT_SECONDS = 30
_AT_ONCE = 500
"""Keys in one question; SQLite takes up to 32,766."""


@dataclass
class Cache:
    """Values by key. One without a file keeps nothing and finds nothing."""

    file: Path | None = None
    limit: int = LIMIT
    _opened: sqlite3.Connection | None = field(default=None, repr=False)

    def find(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values that are kept, by their keys. Whatever is wrong with the file, the answer is that it has nothing."""
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, bytes] = {}
        with suppress(sqlite3.Error):
            for start in range(0, len(wanted), _AT_ONCE):
                part = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = self._execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", part)  # noqa: S608 - only marks
                found.update((key, value[CHECKSUM:]) for key, value in rows if _is_whole(value))
                old = self._execute(f"SELECT key FROM kept WHERE used < ? AND key IN ({marks})", [_day(), *part])  # noqa: S608
                self._stamp(key for (key,) in old)
        return found

    def keep(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values, all or none of them. Where the file cannot be written nothing is kept."""
        rows = [(key, _checksum(value) + value, _day()) for key, value in values.items()]
        connection = self._connection()
        if connection and rows:
            with suppress(sqlite3.Error), connection:
                connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        """Drop what is beyond the limit, and let go of the file."""
        if self._opened:
            with suppress(sqlite3.Error, OSError):
                self._bound(self._opened)
        self.release()

    def release(self) -> None:
        """Let go of the file until it is needed again: workers that are forked may not share it."""
        if self._opened:
            self._opened.close()
            self._opened = None

    def _stamp(self, keys: Iterable[bytes]) -> None:
        """Note that values were used today."""
        connection = self._connection()
        if connection:
            with connection:
                connection.executemany("UPDATE kept SET used = ? WHERE key = ?", [(_day(), key) for key in keys])

    def _bound(self, connection: sqlite3.Connection) -> None:
        if self.file and sum(each.stat().st_size for each in _files_of(self.file)) <= self.limit:
            return  # adding up all values takes long
        (size,) = connection.execute("SELECT total(length(value)) FROM kept").fetchone()
        if size <= self.limit:
            return
        oldest = connection.execute("SELECT key, length(value) FROM kept ORDER BY used").fetchall()
        dropped = []
        for key, length in oldest:
            if size <= self.limit:
                break
            dropped.append((key,))
            size -= length
        with connection:
            connection.executemany("DELETE FROM kept WHERE key = ?", dropped)
        connection.execute("VACUUM")

    def _execute(self, question: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        connection = self._connection()
        return connection.execute(question, values).fetchall() if connection else []

    def _connection(self) -> sqlite3.Connection | None:
        """The open file. One that is not a cache, or is broken, is made anew; where none can be made there is none."""
        if self.file is None or self._opened:
            return self._opened
        for attempt in (1, 2):
            try:
                self._opened = _open(self.file)
            except (sqlite3.Error, OSError) as fault:
                if attempt == 1 and type(fault) is sqlite3.DatabaseError:  # no database; one in use is another fault
                    _delete(self.file)
            else:
                return self._opened
        self.file = None
        return None


def _checksum(value: bytes) -> bytes:
    return fingerprint(value)[:CHECKSUM]


def _is_whole(value: bytes) -> bool:
    """Whether a value is as it was kept: a disk may fail, and a file may be put together from parts."""
    return isinstance(value, bytes) and value[:CHECKSUM] == _checksum(value[CHECKSUM:])


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=_WAIT_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # a lost commit costs a rebuild, never a wrong page
    connection.executescript(_TABLE)
    return connection


def _delete(file: Path) -> None:
    for each in _files_of(file):
        with suppress(OSError):
            each.unlink()


def _files_of(file: Path) -> list[Path]:
    """The files of a database that are there: itself, and what SQLite keeps beside it while it is open."""
    beside = (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm"))
    return [each for each in beside if each.exists()]


def _day() -> int:
    return datetime.now(UTC).date().toordinal()
