"""Finds a Firefox for the browser tests, and says how it is started. It is the Firefox that readers have: Debian's, no patched one.

Playwright speaks with it by WebDriver BiDi, the standard that browsers share. What that lacks yet:
files from the disk are no requests, so what is missing there is heard from the page itself (tests/packs/test_browser.py),
and a download that begins without a navigation is not told of, so the folder is looked into.
"""

import os
import shutil
from pathlib import Path

NAMES = ("firefox-esr", "firefox")
PLACES = ("/Applications/Firefox.app/Contents/MacOS/firefox", "C:/Program Files/Mozilla Firefox/firefox.exe")

CHANNEL = "moz-firefox"
"""What Playwright calls a Firefox that is not its own."""

PREFERENCES: dict[str, str | float | bool] = {
    # Every file of the disk is an origin of its own, as it is for readers; who drives Firefox mostly turns that off.
    "security.fileuri.strict_origin_policy": True,
    "remote.prefs.recommended": False,
    # Whatever is asked of a network fails at once, and is seen: nothing answers at this port.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    # Going back loads a page anew; one that is kept whole would be shown without any event that Playwright could wait for.
    "fission.bfcacheInParent": False,
    "browser.sessionhistory.max_total_viewers": 0,
}

ADVICE = """\
Firefox was not found. Debian has it (apt-get install firefox-esr); on any system, \
set the environment variable FIREFOX to the program of a Firefox that you have"""


def find() -> str | None:
    """Return the program of a Firefox on this computer."""
    candidates = [os.environ.get("FIREFOX"), *map(shutil.which, NAMES), *PLACES]
    return next((each for each in candidates if each and Path(each).is_file()), None)
