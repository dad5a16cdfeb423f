"""The workflows keep what makes them safe: pinned actions, few rights, and no text of strangers in a command."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from clearinghouse.project import Project

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.fixture(params=FILES, ids=lambda path: path.name)
def workflow(request):
    return request.param.read_text(encoding="utf-8")


def jobs(text):
    return yaml.safe_load(text)["jobs"].values()


def test_every_action_is_pinned_by_its_commit_and_names_its_version(workflow):
    used = re.findall(r"uses: (.*)", workflow)
    assert used
    assert [each for each in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)] == []


def test_no_expression_stands_in_a_command(workflow):
    commands = [step["run"] for job in jobs(workflow) for step in job["steps"] if "run" in step]
    assert [each for each in commands if "${{" in each] == []


def keeps_to_saying(job):
    """Whether a job may write nothing, deploys the site and no more, or runs the one command that says things."""
    writes = {right for right, value in job["permissions"].items() if value == "write"}
    commands = [step["run"] for step in job["steps"] if "run" in step]
    if not writes or (writes == {"pages", "id-token"} and not commands):
        return True
    says = r'python3 -m clearinghouse\.posting [a-z-]+ "\$RUNNER_TEMP/[a-z]+"'
    return len(commands) == 1 and re.fullmatch(says, commands[0]) is not None


def test_a_job_that_may_write_installs_nothing_and_runs_only_what_says_things(workflow):
    assert [job["name"] for job in jobs(workflow) if not keeps_to_saying(job)] == []


@pytest.mark.parametrize("rights", [["pages", "contents"], ["pages"], ["pages", "id-token", "issues"], ["contents"]])
def test_who_may_publish_the_site_may_not_write_anything_else(rights):
    steps = [{"run": "pip install anything"}]
    assert not keeps_to_saying({"permissions": dict.fromkeys(rights, "write"), "steps": steps})
    assert not keeps_to_saying({"permissions": dict.fromkeys(["pages", "id-token"], "write"), "steps": steps})


def test_a_draft_may_only_be_written_into_the_folder_of_the_records():
    (propose,) = (job for job in jobs((ROOT / ".github/workflows/issue-to-draft.yml").read_text()) if "needs" in job)
    content = Project.from_config(ROOT / "mkdocs.yml").content
    assert [step["env"]["CLEARINGHOUSE_CONTENT"] for step in propose["steps"] if "env" in step] == [content.name]


def test_the_workflow_takes_no_right_but_by_job_and_every_job_ends(workflow):
    assert yaml.safe_load(workflow)["permissions"] == {}
    assert all(job["timeout-minutes"] <= 45 for job in jobs(workflow))


def test_what_a_pull_request_brings_runs_without_any_right_to_write():
    text = (ROOT / ".github/workflows/pull-request.yml").read_text()
    assert all(job["permissions"] == {"contents": "read"} for job in jobs(text))
    assert "secrets." not in text
    assert "pull_request_target" not in "".join(path.read_text() for path in FILES)


def test_commands_are_whole_and_those_of_the_check_leave_what_the_comment_is_made_from(tmp_path):
    steps = {
        step["name"]: step["run"]
        for text in FILES
        for job in jobs(text.read_text())
        for step in job["steps"]
        if "run" in step
    }
    for command in steps.values():
        assert subprocess.run(["bash", "-n", "-c", command], capture_output=True, check=False).returncode == 0
    environment = {**os.environ, "NUMBER": "3", "BUILT": "true"}
    command = steps["Write down whose comment it is"]
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], cwd=tmp_path, env=environment, check=True)
    assert json.loads((tmp_path / "comment/about.json").read_text()) == {"number": 3, "built": True}


def test_zizmor_finds_nothing():
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--persona=auditor", "--no-progress", "--quiet", ROOT / ".github"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
