"""The hooks that other repositories use call commands that there are, with files that are records."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from clearinghouse.__main__ import main

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
OWN = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]


def test_there_is_a_hook_for_checking_mending_and_the_one_form():
    assert [each["id"] for each in HOOKS] == ["clearinghouse-check", "clearinghouse-fix", "clearinghouse-fmt"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_over_all_records_of_a_repository_of_records(hook, small, monkeypatch):
    monkeypatch.chdir(small)
    program, *arguments = shlex.split(hook["entry"])
    assert program == "clearinghouse"
    assert hook["language"] == "python"  # pre-commit installs the package, so that nobody has to
    assert hook["pass_filenames"] is False
    result = CliRunner().invoke(main, [*arguments, "--config", "mkdocs.yml"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("hook", [*HOOKS, OWN[0]], ids=lambda hook: hook["id"])
def test_a_hook_runs_when_a_record_changes_and_not_when_code_does(hook):
    assert re.search(hook["files"], "content/initiatives/zm-norway.md")
    assert not re.search(hook["files"], "plugins/clearinghouse/project.py")


def test_the_hooks_of_this_repository_are_sessions_of_nox_that_there_are():
    sessions = re.findall(
        r"^@nox\.session.*\ndef (\w+)", (ROOT / "noxfile.py").read_text(encoding="utf-8"), re.MULTILINE
    )
    for hook in OWN:
        assert shlex.split(hook["entry"])[:2] == ["nox", "--session"]
        assert shlex.split(hook["entry"])[2] in sessions
