"""The same commit gives the same release: in another folder, on another day, with other settings of the computer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clearinghouse.releases.manifest import manifest_bytes, manifest_of_folder
from tests.books.tools import library
from tests.incremental.project import small_project

ADDRESS = "https://example.org/clearinghouse/"
OTHER_DAY = '''
"""Lets this interpreter believe that it is another day: what asks for the time gets one of the year 2031."""
import datetime, time

_now, _shift = time.time, 150_000_000
time.time = lambda: _now() + _shift
time.time_ns = lambda: int(time.time() * 10**9)
_gmtime, _localtime, _strftime = time.gmtime, time.localtime, time.strftime
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.strftime = lambda form, moment=None: _strftime(form, time.localtime() if moment is None else moment)


class datetime_(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    today = now


class date_(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


datetime.datetime, datetime.date = datetime_, date_
'''
HERE = {"TZ": "UTC", "PYTHONHASHSEED": "1", "LANG": "C.UTF-8"}
ELSEWHERE = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "2", "LANG": "C", "LC_ALL": "C", "COLUMNS": "40"}
DAYS = {"CLEARINGHOUSE_TODAY": "2026-06-30"}, {"SOURCE_DATE_EPOCH": "1782820800"}
"""Both say the same day; each alone must be enough."""


NEEDED = {"zim": "libzim", "pdf": "weasyprint"}
"""The libraries of extras that write these forms of a copy."""

SMALLEST = 10_000
"""Bytes that a copy has at the least, so that two that are empty do not count as equal."""

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no umask there")


def git(folder: Path, *arguments: str) -> None:
    settings = {
        "GIT_AUTHOR_DATE": "2026-05-04T23:30:00 -0500", "GIT_COMMITTER_DATE": "2026-05-04T23:30:00 -0500", "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    subprocess.run(["git", "-C", str(folder), *arguments], env=os.environ | settings, check=True)


def build(project: Path, environment: dict[str, str], umask: int) -> Path:
    """Build a project in a process of its own."""
    site = project.parent / f"{project.name}-site"
    run(project, ["mkdocs", "build", "--quiet", "--site-dir", str(site)], environment, umask)
    return site


def pack(project: Path, name: str, environment: dict[str, str], umask: int) -> Path:
    """Write a project as a copy, in a process of its own; the end of the name says in which form."""
    out = project.parent / name
    run(project, ["clearinghouse", "pack", str(out)], environment, umask)
    return out


def run(project: Path, module: list[str], environment: dict[str, str], umask: int) -> None:
    """Run a module of Python in a project, with no day named but by the environment that is given."""
    unset = {"CLEARINGHOUSE_TODAY", "SOURCE_DATE_EPOCH"}
    settings = {name: value for name, value in os.environ.items() if name not in unset}
    settings |= {"NO_MKDOCS_2_WARNING": "1", "CLEARINGHOUSE_CACHE": "off", **environment}
    command = [sys.executable, "-m", *module]
    done = subprocess.run(
        command, cwd=project, env=settings, umask=umask, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def two_places(tmp_path) -> tuple[Path, Path]:
    """A project in a repository, and a clone of it in a folder with another name."""
    one = small_project(tmp_path / "one", papers=4)
    settings = (one / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace('site_url: ""', f"site_url: {ADDRESS}").replace('today: "2026-06-30", ', "")
    (one / "mkdocs.yml").write_text(settings, encoding="utf-8")
    git(one, "init", "-q")
    git(one, "add", "--all")
    git(one, "commit", "-q", "-m", "All of it")
    two = tmp_path / "another place, ünïcode"
    subprocess.run(["git", "clone", "-q", str(one), str(two)], check=True)
    return one, two


@pytest.fixture
def later(tmp_path) -> dict[str, str]:
    """The setting with which a process of Python believes that it is another day."""
    (tmp_path / "later").mkdir()
    (tmp_path / "later/sitecustomize.py").write_text(OTHER_DAY, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "later"), *filter(None, [os.environ.get("PYTHONPATH")])])
    asked = (
        "import datetime, time; print(datetime.date.today().year, datetime.datetime.now().year, time.strftime('%Y'))"
    )
    seen = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert set(seen.stdout.split()) == {"2031"}
    return {"PYTHONPATH": path}


@POSIX
def test_the_same_commit_gives_the_same_release_elsewhere_and_on_another_day(two_places, later):
    one, two = two_places
    first = build(one, HERE | DAYS[0], 0o022)
    second = build(two, ELSEWHERE | DAYS[1] | later, 0o077)
    manifests = [manifest_of_folder(site) for site in (first, second)]
    assert {each.path for each in manifests[0].files} == {each.path for each in manifests[1].files}
    assert [a.path for a, b in zip(manifests[0].files, manifests[1].files, strict=True) if a != b] == []
    assert manifest_bytes(manifests[0]) == manifest_bytes(manifests[1])
    assert (manifests[0].origin.committed, manifests[0].origin.day) == ("2026-05-05T04:30:00Z", "2026-05-05")
    assert "<lastmod>2026-05-05</lastmod>" in (first / "sitemap.xml").read_text()


@POSIX
@pytest.mark.parametrize("form", ["zip", "zim", "epub", "pdf"])
def test_the_same_commit_gives_the_same_copy_elsewhere_and_on_another_day(two_places, later, form):
    """Without any other setting a copy is of the day of the commit."""
    if form in NEEDED:
        library(NEEDED[form])
    one, two = two_places
    copies = [
        pack(one, f"copy.{form}", HERE, 0o022),
        pack(two, f"another.{form}", ELSEWHERE | later, 0o077),
    ]
    first, second = (copy.read_bytes() for copy in copies)
    assert len(first) > SMALLEST
    assert first == second


def test_without_a_repository_the_day_is_that_of_source_date_epoch(tmp_path, monkeypatch):
    from clearinghouse.project import Project, committed_at

    project = Project(tmp_path, tmp_path, tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for epoch, expected in {"1782820800": "2026-06-30T12:00:00Z", "": "", "soon": ""}.items():
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert committed_at(project) == expected
