"""How long, and for how much, we listen to a web server: one that drips, or talks without end and says nothing, is left.

All that a server sends passes here as it comes from the network: the lines before a content as well as the content.
"""

from __future__ import annotations

import http.client
import io
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.request import AbstractHTTPHandler, Request

MOST_AT_ONCE = 1024 * 1024
"""Bytes that a server may send before the next piece of a content is there: its headers, and what lies between two pieces."""


@dataclass(frozen=True)
class Patience:
    """How slow a server may be: after `seconds` it must have sent `slowest` bytes for each second more, and be done at `until`.

    `until` is a time of the clock `monotonic`.
    """

    seconds: float
    slowest: int
    until: float

    @property
    def is_over(self) -> bool:
        """Whether it is too late for anything."""
        return monotonic() > self.until


class PatientHandler(AbstractHTTPHandler):
    """Opens addresses as its kind does, and listens no longer than it should."""

    def __init__(self, patience: Patience) -> None:
        super().__init__()
        self._patience = patience

    def do_open(self, http_class: Any, req: Request, **http_conn_args: Any) -> http.client.HTTPResponse:
        """Return the answer to a request. Raises OSError and HTTPException for what is no answer, or comes too slowly."""

        def connection(host: str, **options: Any) -> http.client.HTTPConnection:
            made: http.client.HTTPConnection = http_class(host, **options)
            made.response_class = self._answer  # type: ignore[assignment]  # the library only calls it
            return made

        return super().do_open(connection, req, **http_conn_args)

    @property
    def _answer(self) -> Callable[..., http.client.HTTPResponse]:
        return lambda *given, **named: _Answer(*given, patience=self._patience, **named)


class _Answer(http.client.HTTPResponse):
    """An answer that is to be read with `read1`: no other reads no more than it was asked for, whatever the server says."""

    def __init__(self, *given: Any, patience: Patience, **named: Any) -> None:
        super().__init__(*given, **named)
        self._heard = _Heard(self.fp.detach(), patience)
        self.fp = io.BufferedReader(self._heard)

    def read1(self, n: int = -1) -> bytes:
        """The next piece of the content, empty at its end. Raises OSError where it comes too slowly, or not at all."""
        self._heard.since_piece = 0
        return super().read1(n)


class _Heard(io.RawIOBase):
    """What comes from the network, for as long as the patience lasts."""

    def __init__(self, raw: io.RawIOBase, patience: Patience) -> None:
        self._raw, self._patience = raw, patience
        self._start, self._size = monotonic(), 0
        self.since_piece = 0
        """Bytes that came since the last piece of the content was asked for."""

    def readable(self) -> bool:
        """As of every stream that is read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what is there. Raises OSError where that is too slow, or too much for nothing."""
        patience, passed = self._patience, monotonic() - self._start
        if patience.is_over or passed > patience.seconds + self._size / patience.slowest:
            raise TimeoutError(f"it is too slow: {self._size:,} bytes in {passed:.0f} seconds")
        if self.since_piece > MOST_AT_ONCE:
            raise OSError("it sends without end, and nothing of the file")
        size: int | None = self._raw.readinto(buffer)
        self._size += size or 0
        self.since_piece += size or 0
        return size

    def close(self) -> None:
        """Leave the connection."""
        self._raw.close()
        super().close()
