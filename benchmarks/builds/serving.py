"""How long it takes until an edited record is seen while the site is served, and until everything is built again."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.builds.competitors import environment

PATIENCE = 600  # seconds
MARK = "Served words were added."


def seen_after(project: Path, record: Path) -> dict[str, float]:
    """Serve a project, add a sentence to a record, and return the seconds until it is `seen` and until all is `built`."""
    url = record.relative_to(project / "content").with_suffix(".html").as_posix()
    first = record.read_text("utf-8")
    try:
        with _served(project) as (address, log):
            before = log.read_text("utf-8").count("Built ")
            started = time.perf_counter()
            record.write_text(f"{first}\n{MARK}\n", encoding="utf-8")
            _until(lambda: MARK in _page(address + url))
            seen = time.perf_counter() - started
            _until(lambda: log.read_text("utf-8").count("Built ") > before)
            return {"seen": seen, "built": time.perf_counter() - started}
    finally:
        record.write_text(first, encoding="utf-8")


@contextmanager
def _served(project: Path) -> Iterator[tuple[str, Path]]:
    """Give the address and the log of a project while it is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project.with_suffix(".served.log")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as opened:
        process = subprocess.Popen(command, cwd=project, env=environment(), stdout=opened, stderr=opened)
        try:
            _until(lambda: "Serving on" in log.read_text("utf-8"))
            yield f"http://127.0.0.1:{port}/", log
        finally:
            process.terminate()
            process.wait()


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("the served site did not change")
        time.sleep(0.02)


def _page(address: str) -> str:
    with suppress(urllib.error.URLError), urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())
    return ""
