"""The task of Visual Studio Code reads what `clearinghouse check --watch --format concise` prints."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = [sys.executable, "-u", "-m", "clearinghouse"]
WRONG = "---\ntitle: First: project\n---\n"
ALSO_WRONG = "---\ntitle: First project\nsummary: What it is about, in a sentence.\nstatus: ongoing\ncountries: [Norway]\nsources: [{id: a, title: A}]\n---\n"


@pytest.fixture(scope="module")
def task() -> dict:
    text = (ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8")
    without_remarks = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    return next(each for each in json.loads(without_remarks)["tasks"] if each.get("isBackground"))


def problems(task: dict, printed: str) -> Iterator[dict]:
    """What Visual Studio Code makes of a text: the matcher is applied to each line, and its numbers name the groups."""
    pattern = task["problemMatcher"]["pattern"]
    for line in printed.splitlines():
        if found := re.match(pattern["regexp"], line):
            yield {name: found[group] for name, group in pattern.items() if name != "regexp"}


def test_every_line_of_the_check_becomes_a_problem_at_its_place(task, small):
    (small / "content" / "projects" / "wrong: 1.md").write_text(WRONG)  # a name that is no id, with signs of the format
    (small / "content" / "projects" / "wrong-2.md").write_text(WRONG)
    (small / "content" / "projects" / "wrong-3.md").write_text(ALSO_WRONG)
    arguments = [*CHECK, "check", "--format", "concise", "--notes"]
    printed = subprocess.run(arguments, cwd=small, capture_output=True, text=True, check=False).stdout
    told = json.loads(subprocess.run([*CHECK, "check", "--format", "json", "--notes"], cwd=small, capture_output=True, text=True, check=False).stdout)  # fmt: skip
    assert len(told["diagnostics"]) >= 3
    assert list(problems(task, printed)) == [
        {name: str(each[name]) for name in ("file", "line", "column", "severity", "code", "message")} for each in told["diagnostics"]
    ]  # fmt: skip


def test_the_task_runs_the_check_in_its_watching_form(task):
    assert task["args"] == ["check", "--watch", "--format", "concise"]
    assert task["problemMatcher"]["fileLocation"] == ["relative", "${workspaceFolder}"]


def test_a_round_of_watching_begins_and_ends_where_the_task_looks_for_it(task, small):
    """Without its beginning, problems that were mended would stay; without its end, new ones would never show."""
    background = task["problemMatcher"]["background"]
    record = small / "content" / "projects" / "wrong-2.md"
    record.write_text(WRONG)
    settings = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*CHECK, *task["args"]], cwd=small, stdout=subprocess.PIPE, text=True, env=settings
    ) as running:
        assert running.stdout
        try:
            first = list(_until(running.stdout, background["endsPattern"]))
            record.write_text(ALSO_WRONG)
            between = list(_until(running.stdout, background["beginsPattern"]))
            second = list(_until(running.stdout, background["endsPattern"]))
        finally:
            running.terminate()
    assert background["activeOnStart"] is True
    assert list(problems(task, "\n".join(between))) == []
    assert [each["code"] for each in problems(task, "\n".join(first))] == ["CH124"]
    assert [each["code"] for each in problems(task, "\n".join(second))] == ["CH211"]


def _until(lines: Iterator[str], pattern: str) -> Iterator[str]:
    for line in lines:
        yield line.rstrip("\n")
        if re.search(pattern, line.rstrip("\n")):
            return
    raise AssertionError(f"nothing that was printed fits {pattern}")
