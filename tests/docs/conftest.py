"""A clone in which somebody has done all that the tutorial for contributors tells, shared by the tests of the documentation."""

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.docs.walkthrough import IDENTITY, ROOT, follow, repository


def page(name: str) -> str:
    """The text of a hand-written page for contributors."""
    return (ROOT / "content" / "contribute" / f"{name}.md").read_text(encoding="utf-8")


class Walk(NamedTuple):
    """A clone, the repository that it came from, and what git says has been changed and not sent."""

    clone: Path
    origin: Path
    unsent: str


def git(place: Path, *arguments: str) -> str:
    """What git answers."""
    settings = {**os.environ, **IDENTITY}
    return subprocess.run(
        ["git", *arguments], cwd=place, env=settings, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="session")
def walk(tmp_path_factory) -> Walk:
    folder = tmp_path_factory.mktemp("tutorial")
    origin = repository(folder)
    follow(page("first-record"), folder, str(origin))
    clone = folder / "clearinghouse"
    return Walk(clone, origin, git(clone, "status", "--porcelain"))
