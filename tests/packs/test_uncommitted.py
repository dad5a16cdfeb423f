"""A copy made of records that are in no commit says so, wherever it names the commit."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clearinghouse.__main__ import main
from clearinghouse.project import Project, is_uncommitted
from clearinghouse.releases.manifest import manifest_bytes, read_manifest
from tests.incremental.project import small_project
from tests.releases.test_reproducible import git

SAID = "with changes that are not committed"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    root = small_project(tmp_path_factory.mktemp("small") / "project", papers=4)
    git(root, "init", "-q")
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "All of it")
    return root


@pytest.fixture
def edited(project):
    file = project / "content" / "papers" / "paper-1.md"
    before = file.read_bytes()
    file.write_bytes(before + b"\nA splendid word.\n")
    yield file
    file.write_bytes(before)


def packed(project: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["pack", str(out), "--config", str(project / "mkdocs.yml")])


def test_git_says_whether_there_are_changes(project, tmp_path, monkeypatch):
    here = Project.from_config(project / "mkdocs.yml")
    assert not is_uncommitted(here)
    (project / "notes.txt").write_text("mine", encoding="utf-8")
    assert not is_uncommitted(here)  # it is in no copy
    for place in ("content/papers/new.md", "schemas/new.yaml"):
        (project / place).write_text("new", encoding="utf-8")
        assert is_uncommitted(here), place
        (project / place).unlink()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert not is_uncommitted(Project(tmp_path, tmp_path, tmp_path))


def test_a_copy_with_changes_that_are_not_committed_says_so(project, edited, tmp_path):
    dirty, clean = tmp_path / "dirty.zip", tmp_path / "clean.zip"
    done = packed(project, dirty)
    assert (done.exit_code, "not committed" in done.stderr) == (0, True), done.output
    edited.write_bytes(edited.read_bytes().replace(b"\nA splendid word.\n", b""))
    assert "not committed" not in packed(project, clean).output
    for out, is_dirty in ((dirty, True), (clean, False)):
        with zipfile.ZipFile(out) as opened:
            page, content = opened.read("START-HERE.html").decode(), opened.read("manifest.json")
        assert (SAID in page, json.loads(content).get("uncommitted", False)) == (is_dirty, is_dirty)
        assert manifest_bytes(read_manifest(content)) == content
        assert (SAID in CliRunner().invoke(main, ["verify", str(out)]).output) is is_dirty
    update = tmp_path / "update.zip"
    assert (
        CliRunner()
        .invoke(main, ["pack", str(update), "--from", str(dirty), "--config", str(project / "mkdocs.yml")])
        .exit_code
        == 0
    )
    with zipfile.ZipFile(dirty) as old, zipfile.ZipFile(update) as new:
        old.extractall(tmp_path / "stick")
        new.extractall(tmp_path / "stick")
    told = CliRunner().invoke(main, ["verify", str(tmp_path / "stick")])
    assert (told.exit_code, SAID in told.output) == (0, False), told.output
