"""Messages name a command as the person at hand can call it."""

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.calling import _SESSIONS, NOX, as_called
from clearinghouse.core.diagnostic import START_OF_FILE, Diagnostic
from clearinghouse.core.rules import BYTE_ORDER_MARK
from clearinghouse.reports.markdown import render_markdown
from clearinghouse.reports.report import Report
from clearinghouse.reports.text import advice_line

ROOT = Path(__file__).parents[1]


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A folder with an environment of its own, in which our program is."""
    program = tmp_path / ".venv/bin/clearinghouse"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    monkeypatch.delenv(NOX, raising=False)
    monkeypatch.chdir(tmp_path)
    return program


@pytest.mark.parametrize("name", ["clearinghouse", "mkdocs"])
def test_a_program_off_the_search_path_is_named_by_its_folder(installed, monkeypatch, name):
    monkeypatch.setattr(sys, "argv", [f".venv/bin/{name}"])
    assert as_called("check", "a.md") == ".venv/bin/clearinghouse check a.md"
    (elsewhere := installed.parents[2] / "elsewhere").mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(sys, "argv", [str(installed.with_name(name))])
    assert as_called("check") == f"{installed} check"
    assert as_called("check", is_shared=True) == "clearinghouse check"  # no folder of a person in a file for others


def test_a_program_on_the_search_path_is_called_by_its_name(installed, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(installed)])
    monkeypatch.setenv("PATH", str(installed.parent))
    assert as_called("check") == "clearinghouse check"


def test_what_was_called_through_nox_is_called_through_nox_again(installed, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(installed)])
    monkeypatch.setenv("PATH", str(installed.parent))  # as nox sets it, for us alone
    monkeypatch.setenv(NOX, ".venv/bin/nox")
    assert as_called("check") == ".venv/bin/nox -s check"
    assert as_called("fix", "--diff") == ".venv/bin/nox -s fix -- --diff"
    assert as_called("pack", "a.zip") == ".venv/bin/nox -s offline -- a.zip"
    assert as_called("verify", "a.zip") == ".venv/bin/nox -s verify -- a.zip"
    assert as_called("import", "a.csv") == ".venv/bin/clearinghouse import a.csv"  # there is no such session


def test_new_says_how_to_check_and_the_noxfile_tells_it(small, monkeypatch):
    monkeypatch.chdir(small)
    monkeypatch.setenv(NOX, "/home/somebody/.venv/bin/nox")
    result = CliRunner().invoke(main, ["new", "projects", "course"])
    assert result.output.endswith(
        "Then check it: /home/somebody/.venv/bin/nox -s check -- content/projects/course.md\n"
    )
    assert "\n## nox -s check -- content/projects/course.md\n" in Path("content/projects/course.md").read_text()
    sessions = (ROOT / "noxfile.py").read_text()
    assert f'CALLED = {{"{NOX}": ' in sessions
    for name, session in _SESSIONS.items():
        own = sessions.partition(f"def {session}(session")[2].partition("\n@nox.session")[0]
        assert re.search(rf'session\.run\("clearinghouse", "{name}", \*\w+(?:\.\w+)?, env=.*CALLED', own), name


def test_what_the_reports_advise_can_be_copied_too(installed, monkeypatch):
    monkeypatch.setenv(NOX, ".venv/bin/nox")
    monkeypatch.setattr(sys, "argv", [".venv/bin/mkdocs"])
    assert advice_line("1 note") == "Rules of coordination: 1 note. See them with: .venv/bin/nox -s check -- --notes"
    many = [Diagnostic(BYTE_ORDER_MARK, "a.md", START_OF_FILE, "It is wrong") for _ in range(20)]
    assert "more. See them all with `.venv/bin/nox -s check`." in render_markdown(Report(many, {}, []), 600)
