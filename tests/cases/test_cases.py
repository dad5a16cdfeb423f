"""Each folder here is a test: its content is laid over the small project, and the check must print `expected.txt`.

Write the results anew with `pytest tests/cases --renew`, and read what changed.
"""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.core.diagnostic import Severity
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/content"))


@pytest.fixture(params=CASES, ids=lambda path: path.name)
def case(request, small):
    shutil.copytree(request.param / "content", small / "content", dirs_exist_ok=True)
    return request.param, small


def test_the_check_says_exactly_what_is_wrong(case, golden, monkeypatch):
    folder, project = case
    monkeypatch.chdir(project)
    result = CliRunner().invoke(main, ["check"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    golden(folder / "expected.txt", result.output)


def test_the_json_says_the_same_and_the_other_records_build_views(case, monkeypatch):
    _, project = case
    monkeypatch.chdir(project)
    reading = read_project(Project.from_config(project / "mkdocs.yml"))
    result = CliRunner().invoke(main, ["check", "--format", "json"])
    told = json.loads(result.output)["diagnostics"]
    assert [(each["code"], each["file"], each["line"], each["column"]) for each in told] == [
        (each.code, each.file, each.span.start.line, each.span.start.column) for each in reading.diagnostics
    ]
    wrong = {each.file for each in reading.diagnostics if each.severity is Severity.ERROR}
    unpublished = {each.file for each in reading.diagnostics if each.code == "CH107"}
    assert {record.file for record in reading.catalogue.records} == set(reading.sources) - wrong - unpublished
    assert {"content/projects/first.md", "content/bodies/norad.md"} <= {each.file for each in reading.catalogue.records}
    assert result.exit_code == (1 if wrong else 0)
