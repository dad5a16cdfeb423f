"""A built site of the real content, opened in Chromium over http and from the disk."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The real site, built once for all processes of a test run."""
    return built(tmp_path_factory, "real", ROOT)


@pytest.fixture(scope="session")
def training_site(tmp_path_factory) -> Path:
    """The site of the training clearinghouse, built once for all processes of a test run."""
    return built(tmp_path_factory, "training", ROOT / "examples" / "training")


def built(tmp_path_factory: pytest.TempPathFactory, name: str, project: Path) -> Path:
    """Build a project into a folder that all processes of a test run share."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / f"{name}-site"
    with FileLock(f"{shared}.lock"):
        if not (shared / "index.html").exists():
            settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
            command = [
                sys.executable,
                "-m",
                "mkdocs",
                "build",
                "--quiet",
                "--config-file",
                str(project / "mkdocs.yml"),
                "--site-dir",
                str(shared),
            ]
            done = subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
    return shared


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


class Visit(NamedTuple):
    """A page of Chromium on the site: `home` is the address of the site, `faults` what went wrong meanwhile."""

    page: Page
    home: str
    faults: list[str]

    def open(self, url: str) -> None:
        self.page.goto(f"{self.home}/{url}")


@pytest.fixture(params=["http", "file"])
def visit(request: pytest.FixtureRequest, browser: Browser, site: Path, server: str) -> Iterator[Visit]:
    """Visit the site over http, and from the disk with the network cut; console errors and requests out are faults."""
    home = server if request.param == "http" else site.as_uri()
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    faults: list[str] = []
    if request.param == "file":
        context.set_offline(True)
    page = context.new_page()

    def note_request(asked: object) -> None:
        url = asked.url  # type: ignore[attr-defined]
        if not url.startswith((home, "data:", "blob:")):
            faults.append(f"request to {url}")

    page.on("request", note_request)
    page.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield Visit(page, home, faults)
    context.close()
    assert faults == []
