"""The site while it is served: an edited record is shown at once, and then everything is as a build gives it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PATIENCE = 60


@pytest.fixture
def served(tmp_path):
    """The small project, its address, and its log, while `mkdocs serve` runs."""
    project = shutil.copytree(Path(__file__).parents[1] / "small", tmp_path / "project")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as opened:
        process = subprocess.Popen(
            command, cwd=project, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, stdout=opened, stderr=opened
        )
        try:
            until(lambda: "Serving on" in log.read_text(), log)
            yield project, f"http://127.0.0.1:{port}/", log
        finally:
            process.terminate()
            process.wait(PATIENCE)


def until(is_so, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
        return answer.read().decode()


def test_an_edited_record_is_shown_at_once_and_then_everything_is_built(served):
    project, address, log = served
    record = project / "content/projects/first.md"
    before = log.read_text().count("Built ")
    record.write_text(record.read_text().replace("First project", "Renamed project") + "\nQuokkas were counted.\n")
    until(lambda: "Shown at once: projects/first.html" in log.read_text(), log)
    until(lambda: log.read_text().count("Built ") > before, log)
    told = log.read_text()
    assert told.index("Shown at once") < told.rindex("Built ")
    assert "Quokkas were counted." in page(f"{address}projects/first.html")
    assert "Renamed project" in page(f"{address}projects/index.html")
    assert "Traceback" not in told


def test_a_broken_record_is_not_shown_but_told_and_mended_again(served):
    project, address, log = served
    record = project / "content/projects/first.md"
    good = record.read_text()
    record.write_text(good.replace("title: ", "title: Colon: ", 1))
    until(lambda: "CH124" in log.read_text(), log)
    assert "Shown at once" not in log.read_text()
    record.write_text(f"{good}\nQuokkas were counted.\n")
    until(lambda: "Shown at once" in log.read_text(), log)
    until(lambda: "Quokkas were counted." in page(f"{address}projects/first.html"), log)
