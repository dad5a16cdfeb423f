"""What a build keeps is no longer used when the program itself is another one: its templates, theme, words or code."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.incremental.building import Outcome
from tests.incremental.project import ROOT, read_yaml, small_project
from tests.incremental.walk import Walk


@dataclass(frozen=True)
class Program:
    """A copy of the package that may be changed, and builds with it in interpreters of their own."""

    folder: Path

    @property
    def package(self) -> Path:
        return self.folder / "clearinghouse"

    def build(self, project: Path, site: Path, *, with_cache: bool = True) -> Outcome:
        settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
            "PYTHONPATH": str(self.folder), "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
            "CLEARINGHOUSE_CACHE": "" if with_cache else "off",
        }  # fmt: skip
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        done = subprocess.run(
            command, cwd=project, env=settings, capture_output=True, text=True, check=False, timeout=120
        )
        return Outcome(done.returncode == 0, tuple(done.stderr.splitlines()), 0)

    def add(self, name: str, text: str) -> None:
        """Write a text to the end of a file of the package."""
        path = self.package / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture
def program(tmp_path):
    ignored = shutil.ignore_patterns("client", "__pycache__")
    shutil.copytree(ROOT / "plugins/clearinghouse", tmp_path / "program/clearinghouse", ignore=ignored)
    return Program(tmp_path / "program")


def test_a_change_of_the_program_changes_the_site_as_in_a_clean_build(tmp_path, program):
    project = small_project(tmp_path / "project", papers=4)
    settings = read_yaml((project / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["theme"]["language"] = "fr"
    walk = Walk.of(project, program, 1)
    walk.folder.change_yaml(project / "mkdocs.yml", settings)
    changes = {
        "<!-- a template -->": lambda: program.add("pages/templates/record.html", "<!-- a template -->"),
        "<!-- the theme -->": lambda: program.add("theme/partials/header.html", "<!-- the theme -->"),
        "Vue entière": lambda: translate(program, "Overview", "Vue entière"),
        "the LABORATORY of the code": lambda: program.add("core/body.py", CHANGE_OF_CODE),
    }
    for mark, make in changes.items():
        make()
        walk.known.clear()
        assert walk.compare(f"the program has {mark}")
        assert mark in (walk.site / "projects/first.html").read_text(encoding="utf-8")


CHANGE_OF_CODE = '''

_rendered = render_body


def render_body(markdown, resolve):
    """Write a word large."""
    return _rendered(markdown, resolve).replace("laboratory", "the LABORATORY of the code")
'''


def translate(program: Program, message: str, translation: str) -> None:
    """Give the package a French word."""
    folder = program.package / "locale/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = Catalog(locale="fr", domain="clearinghouse")
    catalog.add(message, translation)
    with (folder / "clearinghouse.mo").open("wb") as opened:
        write_mo(opened, catalog)
