"""A local server as static hosts are: it sends texts as gzip, keeps connections open, and counts what it sends."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TEXTS = (".js", ".json", ".html", ".css", ".svg")
HEADERS = {  # pages may then measure their whole memory, workers included
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cache-Control": "max-age=600",
}


@cache
def as_sent(path: Path) -> bytes:
    """Return the content of a file as it is sent: texts as gzip, everything else, which is compressed already, as it is."""
    content = path.read_bytes()
    return gzip.compress(content, 9) if path.suffix in TEXTS else content


@dataclass(frozen=True)
class OnDisk:
    """Files of an index: how many, and their bytes, raw and as sent."""

    files: int
    raw: int
    sent: int


def on_disk(files: list[Path]) -> OnDisk:
    """Return how much files take; their compressed forms are kept for the server."""
    return OnDisk(len(files), sum(path.stat().st_size for path in files), sum(len(as_sent(path)) for path in files))


@dataclass
class Sent:
    """What a server has sent so far: paths with the bytes of each body."""

    bodies: list[tuple[str, int]] = field(default_factory=list)

    def since(self, place: int) -> "Sent":
        """Return what was sent after so many bodies."""
        return Sent(self.bodies[place:])

    def within(self, own: tuple[str, ...]) -> "Sent":
        """Return what was sent of paths that hold one of some parts."""
        return Sent([(path, size) for path, size in self.bodies if any(each in path for each in own)])

    @property
    def size(self) -> int:
        """Bytes of all bodies."""
        return sum(size for _, size in self.bodies)


class Counting(SimpleHTTPRequestHandler):
    """Serves a folder and counts what it sends."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *arguments: object, sent: Sent, **named: object) -> None:
        self.sent = sent
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, or that there is none."""
        path = Path(self.translate_path(self.path))
        body = as_sent(path) if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if path.suffix in TEXTS:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.sent.bodies.append((self.path, len(body)))


class Server(ThreadingHTTPServer):
    """A server that says nothing when a page is closed while it sends."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Sent]]:
    """Serve a folder; give its address, and what has been sent."""
    sent = Sent()
    server = Server(("127.0.0.1", 0), partial(Counting, directory=str(folder), sent=sent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", sent
    finally:
        server.shutdown()
        server.server_close()
