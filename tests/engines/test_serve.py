"""`mkdocs serve` shows a record as it is after an edit."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request


def get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - an address of this computer
            return answer.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return ""


def wait_for(url: str, text: str) -> bool:
    end = time.monotonic() + 40
    while time.monotonic() < end:
        if text in get(url):
            return True
        time.sleep(0.3)
    return False


def test_an_edited_record_is_shown_and_a_mistake_does_not_end_the_server(small):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    with subprocess.Popen(command, cwd=small, env=settings, stderr=subprocess.PIPE, text=True) as server:
        try:
            page = f"http://{address}/projects/first.html"
            assert wait_for(page, "First project")
            record = small / "content/projects/first.md"
            good = record.read_text()
            record.write_text(good.replace("First project", "Renamed project"))
            assert wait_for(page, "Renamed project")
            record.write_text(good.replace("status: completed", "status: wrong"))
            time.sleep(2)
            record.write_text(good.replace("First project", "Mended project"))
            assert wait_for(page, "Mended project")
        finally:
            server.terminate()
            _, told = server.communicate(timeout=20)
    assert "error[CH210]" in told
