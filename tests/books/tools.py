"""Programs of Debian that tests use: what checks books, Firefox, what publishes on a server. Found, or installed where we are root there.

`python -m tests.books.tools` is run before the tests; a test whose program is missing is skipped and says so.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser import firefox

PACKAGES = (
    "epubcheck", "zim-tools", "kiwix-tools", "poppler-utils", "fonts-noto-core", "fonts-noto-cjk",
    "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0",
)  # fmt: skip
"""What Debian calls them; the last three are what WeasyPrint needs."""

SERVER = ("git", "rsync", "util-linux")
"""What the tests of the script for a plain server need."""

FIREFOX = ("firefox-esr",)
"""Installed apart from the others: Ubuntu does not have it by this name, and that must keep it from nothing else."""

EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
"""Files that say that the fonts are there."""

ADVICE = f"Debian has it: apt-get install {' '.join(PACKAGES)}"


def program(name: str) -> str:
    """The path of a program; the test is skipped where it is not there."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed. {ADVICE}")
    return found


def epubcheck() -> list[str]:
    """The command that checks an EPUB. Debian installs the archive of Java as a program, which not every system can start."""
    jar = next((each for each in (EPUBCHECK, Path(shutil.which("epubcheck") or "-")) if each.is_file()), None)
    if jar is None:
        pytest.skip(f"epubcheck is not installed. {ADVICE}")
    return [program("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]  # it runs for seconds


def fonts() -> None:
    """Skip the test where the fonts of Noto are not there."""
    if not all(Path(each).is_file() for each in FONTS):
        pytest.skip(f"the fonts of Noto are not installed. {ADVICE}")


def library(name: str) -> None:
    """Skip the test where a library of an extra is missing, or what it needs of the system."""
    try:
        __import__(name)
    except (ImportError, OSError) as fault:
        pytest.skip(f"{name} cannot be used: {fault}")


def has_books() -> bool:
    """Whether nothing is missing that checks books."""
    programs = all(map(shutil.which, ("epubcheck", "java", "zimcheck", "kiwix-serve", "pdfinfo")))
    return programs and all(Path(each).is_file() for each in FONTS)


def missing() -> list[tuple[str, ...]]:
    """The packages that are to be installed, in groups."""
    has_server = all(map(shutil.which, ("git", "rsync", "flock")))
    there = ((PACKAGES, has_books()), (SERVER, has_server), (FIREFOX, firefox.find() is not None))
    return [packages for packages, is_there in there if not is_there]


def main() -> None:
    """Install what is missing, where that needs no questions."""
    groups = missing()
    if not groups:
        return
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        wanted = " ".join(each for packages in groups for each in packages)
        print(f"Some tests will be skipped. Debian has what they need: apt-get install {wanted}")
        return
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["update", "-qq"],
        *(["install", "-y", "-qq", "--no-install-recommends", *each] for each in groups),
    ):
        print("For the tests:", "apt-get", *command, flush=True)
        subprocess.run(["apt-get", *command], check=False, timeout=900, env=settings, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
