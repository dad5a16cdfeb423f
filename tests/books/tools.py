"""The programs that check books, from Debian: found, or installed where we are root there.

`python -m tests.books.tools` is run before the tests; a test whose program is missing is skipped and says so.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = (
    "epubcheck", "zim-tools", "kiwix-tools", "poppler-utils", "fonts-noto-core", "fonts-noto-cjk",
    "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0",
)  # fmt: skip
"""What Debian calls them; the last three are what WeasyPrint needs."""

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


def is_complete() -> bool:
    """Whether nothing is missing."""
    programs = all(map(shutil.which, ("epubcheck", "java", "zimcheck", "kiwix-serve", "pdfinfo")))
    return programs and all(Path(each).is_file() for each in FONTS)


def main() -> None:
    """Install what is missing, where that needs no questions."""
    if is_complete():
        return
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        print(f"Some tests of books will be skipped. {ADVICE}")
        return
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        print("For the tests of books:", "apt-get", *command, flush=True)
        subprocess.run(["apt-get", *command], check=False, timeout=900, env=settings, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
