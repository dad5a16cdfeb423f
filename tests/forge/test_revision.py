"""An earlier state is read out of git as it was, and a hostile repository can do nothing by that."""

import os
import subprocess

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.project import Project, ProjectFault
from clearinghouse.revision import project_at


def git(folder, *arguments):
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    author = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *author, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **own}).stdout


@pytest.fixture
def repository(small):
    git(small, "init", "--quiet", "--initial-branch=main")
    git(small, "add", ".")
    git(small, "commit", "--quiet", "--message=first")
    return small


def said(repository, *arguments):
    result = CliRunner().invoke(main, ["compare", *arguments, "--config", str(repository / "mkdocs.yml")])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_folder_is_compared_with_a_revision_and_a_revision_with_another(repository):
    (repository / "content/bodies/new.md").write_text("---\ntitle: New body\n---\n")
    assert "Body: New body (content/bodies/new.md)" in said(repository, "main")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=second")
    assert "1 added" in said(repository, "HEAD^", "HEAD")
    assert "1 removed" in said(repository, "HEAD", "HEAD^")
    assert "No record is added" in said(repository, "HEAD")


def test_a_clearinghouse_in_a_folder_of_a_repository_is_found(repository):
    git(repository, "mv", "-k", "content", "schemas", "mkdocs.yml", ".")
    inner = repository / "site-of-ours"
    inner.mkdir()
    git(repository, "mv", "content", "schemas", "mkdocs.yml", "site-of-ours")
    git(repository, "commit", "--quiet", "--message=moved")
    (inner / "content/bodies/norad.md").unlink()
    assert "1 removed" in said(inner, "HEAD")


def test_attributes_filters_and_hooks_of_the_repository_count_for_nothing(repository, tmp_path):
    mark = tmp_path / "ran"
    (repository / ".gitattributes").write_text("* export-ignore filter=evil\n")
    git(repository, "config", "filter.evil.smudge", f"touch {mark}; cat")
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (repository / ".git/hooks" / hook).write_text(f"#!/bin/sh\ntouch {mark}\n")
        (repository / ".git/hooks" / hook).chmod(0o755)
    git(repository, "config", "core.fsmonitor", f"touch {mark}")
    git(repository, "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "add", ".gitattributes")
    mark.unlink(missing_ok=True)
    assert "No record is added" in said(repository, "HEAD")
    assert not mark.exists()


def test_links_in_an_earlier_state_are_passed_over(repository, tmp_path):
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\n")
    (repository / "content/bodies/secret.md").symlink_to(tmp_path / "secret.md")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=link")
    there = project_at(Project.from_config(repository / "mkdocs.yml"), "HEAD", tmp_path / "there")
    assert not (there.content / "bodies/secret.md").exists()
    assert (there.content / "bodies/norad.md").read_bytes() == (repository / "content/bodies/norad.md").read_bytes()


@pytest.mark.parametrize("revision", ["no-such-branch", "--help", "-h", "HEAD; id", "HEAD^{tree}x", "main:content"])
def test_what_is_no_revision_is_told_in_a_sentence(repository, revision, tmp_path):
    with pytest.raises(ProjectFault, match="is not a revision"):
        project_at(Project.from_config(repository / "mkdocs.yml"), revision, tmp_path)


def test_outside_a_repository_it_is_told_that_there_is_none(small):
    result = CliRunner().invoke(main, ["compare", "HEAD", "--config", str(small / "mkdocs.yml")])
    assert result.exit_code == 2
    assert "is not in a git repository" in result.output
