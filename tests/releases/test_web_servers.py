"""The settings for web servers that the page about publishing prints, in the servers themselves."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from clearinghouse.releases.publishing import Wish, publish_site
from clearinghouse.releases.target import Target
from tests.conftest import ROOT
from tests.releases.sites import site

PAGE = (ROOT / "content" / "about" / "publishing.md").read_text(encoding="utf-8")
KINDS = Path("/etc/nginx/mime.types")
STYLE = "/assets/main.0123abcd.min.css"


def printed(start: str) -> str:
    """The block of the page that begins so, without its marks."""
    return re.search(rf"```\w*\n({re.escape(start)}.*?)```", PAGE, re.DOTALL)[1]


@contextmanager
def nginx(folder: Path, current: Path, port: int):
    if not shutil.which("nginx") or not KINDS.exists():
        pytest.skip("there is no nginx here")
    settings = printed("map $uri").replace("server_name", f"listen 127.0.0.1:{port};\n    server_name")
    settings = settings.replace("/srv/clearinghouse/current", str(current)).replace("    brotli_static on;\n", "")
    shutil.copy(KINDS, folder / "mime.types")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ include mime.types; access_log off; {settings} }}\n"
    )
    yield ["nginx", "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]


@contextmanager
def caddy(folder: Path, current: Path, port: int):
    if not shutil.which("caddy"):
        pytest.skip("there is no Caddy here")
    settings = printed("www.example.org {").replace("www.example.org", f"http://127.0.0.1:{port}")
    settings = settings.replace("/srv/clearinghouse/current", str(current))
    (folder / "Caddyfile").write_text(f"{{\n    admin off\n}}\n{settings}")
    yield ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def ask(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    """What a server answers to a browser that can read packed files."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.fixture
def current(tmp_path):
    pytest.importorskip("brotli", reason="the extra `publish` is not installed")
    files = {
        "assets/main.0123abcd.min.css": b"a{}" * 900, "404.html": b"<p>Not here</p>", "calendar.ics": b"BEGIN" * 900,
        "feeds/news.xml": b"<feed/>", "table.csv": b"a,b\n" * 900,
    }  # fmt: skip
    place = site(tmp_path / "site", "one")
    for path, content in files.items():
        (place / path).parent.mkdir(exist_ok=True)
        (place / path).write_bytes(content)
    target = Target(tmp_path / "www")
    publish_site(place, target, Wish(packed=True), lambda _one, _other: None)
    return target.current_place


@pytest.mark.parametrize("server", [nginx, caddy])
def test_the_printed_settings_do_what_the_page_says(tmp_path, current, server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    with (
        server(tmp_path, current, port) as command,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running,
    ):
        try:
            _wait_for(port, running)
            _check(port)
        finally:
            running.terminate()
            running.communicate(timeout=10)


def _wait_for(port: int, running: subprocess.Popen) -> None:
    for _ in range(200):
        assert running.poll() is None, running.communicate()[0]
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)


def _check(port: int) -> None:
    for path, kind in (("/", "text/html"), ("/table.csv", "text/csv"), ("/calendar.ics", "text/calendar")):
        status, headers, _ = ask(port, path)
        assert (status, headers["content-type"].lower()) == (200, f"{kind}; charset=utf-8")
        assert (headers["cache-control"], headers["content-encoding"]) == ("no-cache", "gzip")
        assert (headers["vary"], headers["x-content-type-options"]) == ("Accept-Encoding", "nosniff")
    status, headers, _ = ask(port, STYLE)
    assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    for path in ("/assets/gone.0123abcd.min.css", "/feeds/", "/nothing/there.html", "/.release"):
        status, headers, content = ask(port, path)
        assert (status, headers["cache-control"], content) == (404, "no-cache", b"<p>Not here</p>"), path
