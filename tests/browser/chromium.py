"""Finds a Chromium for the browser tests, or installs one; says plainly what to do where neither works.

`python -m tests.browser.chromium` is run before the tests, so that no test waits for a download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
"""How it is started for tests: it asks nobody for anything by itself."""

ADVICE = """\
The browser tests need Chromium or Chrome, and none was found or could be installed. Do one of these, then run the tests again:
  - Debian, Ubuntu:   sudo apt-get install chromium
  - Fedora:           sudo dnf install chromium
  - macOS, Windows:   install Google Chrome
  - any system:       set the environment variable CHROMIUM to the program of a Chromium that you have
All other tests run without it:  nox -s tests -- --ignore=tests/browser"""


def find(playwright: Playwright | None = None) -> str | None:
    """Return the program of a Chromium on this computer. Whoever has started Playwright gives it: it cannot be started twice."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), *PLACES]
    found = next(filter(_is_program, candidates), None)
    return found or next(filter(_is_program, [_of_playwright(playwright)]), None)


def _is_program(path: str | None) -> bool:
    return bool(path and Path(path).is_file())


def _of_playwright(playwright: Playwright | None) -> str:
    from playwright.sync_api import sync_playwright

    with nullcontext(playwright) if playwright else sync_playwright() as started:
        return started.chromium.executable_path


def install() -> None:
    """Try the two ways that need no questions: Playwright's own download, and the packages of Debian for root."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        commands = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"], *commands]
    for command in commands:
        print("No Chromium found; trying:", " ".join(command), flush=True)
        subprocess.run(command, check=False, timeout=900)
        if find():
            return


def main() -> int:
    """Make sure that there is a Chromium."""
    if find() is None:
        install()
    program = find()
    if program is None:
        print(ADVICE, file=sys.stderr)
        return 1
    print(f"The browser tests use {program}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
