"""A copy of a release on a web server. What it holds beyond its manifest cannot be known from outside."""

from __future__ import annotations

import http.client
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from clearinghouse import __version__
from clearinghouse.releases.copy import CopyFault, State, limited, state_of
from clearinghouse.releases.manifest import Entry
from clearinghouse.releases.patience import Patience, PatientHandler

SECONDS = 30
"""How long a server may be silent, and how long it may be slower than SLOWEST."""
SLOWEST = 1000
"""Bytes a second that a server sends at the least."""
SECONDS_IN_ALL = 60 * 60
"""How long a whole copy may take, beyond what its bytes take where they come as slowly as SLOWEST."""
MOST_SECONDS_IN_ALL = 12 * 60 * 60
"""How long it may take at the most, however large its manifest says that it is."""
PIECE = 64 * 1024
"""Bytes that are asked for at a time."""
AT_A_TIME = 4
"""Files that are asked for at the same time: more would be rude to a small server."""

_NOT_THERE = frozenset({404, 410})
_FAILED = (OSError, http.client.HTTPException, ValueError)
"""What the library raises; ValueError where a server leads to what is no address."""


class WebCopy:
    """Looks at the site at an address. It is only asked for files below that address, and not led to another server."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            is_site = parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.fragment
        except ValueError:  # brackets without an address of IPv6 between them
            is_site = False
        if not is_site:
            raise CopyFault(f"{address} is not the address of a site, as https://example.org/clearinghouse/.")
        self.name = address
        self._start = address.removesuffix("index.html").rstrip("/") + "/"
        self._scheme, self._place = parts.scheme, parts.netloc
        self._listen(SECONDS_IN_ALL)

    def _listen(self, seconds: float) -> None:
        """Begin to ask the server, and stop after so many seconds."""
        self._patience = Patience(SECONDS, SLOWEST, monotonic() + seconds)
        self._opener = _opener(self._scheme, self._place, self._patience)

    def read(self, path: str, limit: int) -> bytes | None:
        """As `Copy` says."""
        try:
            return limited(self._chunks(path), limit)
        except HTTPError as fault:
            fault.close()
            if fault.code in _NOT_THERE:
                return None
            said = " ".join(str(fault.reason).split()).rstrip(".")  # of some it has several lines
            raise CopyFault(f"{self._start}{path} answers {fault.code} {said}.") from fault
        except _FAILED as fault:
            reason = fault.reason if isinstance(fault, URLError) else fault
            raise CopyFault(f"{self._start}{path} cannot be fetched: {reason}.") from fault

    def states(self, entries: Iterable[Entry]) -> Iterator[State]:
        """As `Copy` says. Raises CopyFault where that takes longer than it may."""
        asked = list(entries)
        self._listen(min(SECONDS_IN_ALL + sum(each.size for each in asked) / SLOWEST, MOST_SECONDS_IN_ALL))
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            yield from pool.map(self._state, asked)

    def _state(self, entry: Entry) -> State:
        found = self._state_seen(entry)
        if self._patience.is_over:
            raise CopyFault(
                f"{self.name} is too slow, or too large, to be looked at over the network. Fetch the copy, and verify it on a disk."
            )
        return found

    def _state_seen(self, entry: Entry) -> State:
        try:
            return state_of(entry, self._chunks(entry.path))
        except HTTPError as fault:
            fault.close()
            return State.MISSING if fault.code in _NOT_THERE else State.UNREADABLE
        except _FAILED:
            return State.UNREADABLE

    def _chunks(self, path: str) -> Iterator[bytes]:
        headers = {"User-Agent": f"clearinghouse/{__version__}", "Accept-Encoding": "identity"}
        request = Request(self._start + quote(path), headers=headers)  # noqa: S310 - the scheme was looked at
        with closing(self._opener.open(request, timeout=SECONDS)) as answer:
            while chunk := answer.read1(PIECE):
                yield chunk

    def paths(self) -> None:
        """As `Copy` says: a server tells what it is asked for, not what it has."""


class _StayThere(HTTPRedirectHandler):
    """Follows a server that points to another of its pages, but not to another server."""

    def __init__(self, scheme: str, place: str) -> None:
        self._scheme, self._place = scheme, place

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        """Return what to ask next. Raises HTTPError where that would be another server."""
        parts = urlsplit(newurl)
        if (parts.scheme, parts.netloc) != (self._scheme, self._place):
            raise HTTPError(req.full_url, code, f"leads to another server, {parts.netloc}", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage) -> Any:
        """Follow to another page. Raises HTTPError where the server names what is no address."""
        fp.close()  # else all of this answer would be read, however large it is
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except ValueError:
            raise HTTPError(req.full_url, code, "leads to what is no address", headers, fp) from None

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Http(PatientHandler, HTTPHandler):
    """Opens http."""


class _Https(PatientHandler, HTTPSHandler):
    """Opens https."""


def _opener(scheme: str, place: str, patience: Patience) -> OpenerDirector:
    """What opens http and https and nothing else: no file, no FTP."""
    opener = OpenerDirector()
    handlers: tuple[Any, ...] = (
        ProxyHandler(), _Http(patience), _Https(patience), HTTPDefaultErrorHandler(), HTTPErrorProcessor(), _StayThere(scheme, place),
    )  # fmt: skip
    for each in handlers:
        opener.add_handler(each)
    return opener
