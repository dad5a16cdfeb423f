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
from clearinghouse.editing.original import Original
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.reports.text import attempt

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.txt"))
AT_LEAST = 60


def laid_over(folder: Path, project: Path) -> Path:
    shutil.copytree(folder, project, dirs_exist_ok=True)
    times = folder / "repeat-the-last-line.txt"
    if times.exists():
        file = project / "content/projects/broken.md"
        file.write_text(file.read_text() + file.read_text().splitlines()[-1] * int(times.read_text()) + "\n")
    link = folder / "make-a-link.txt"
    if link.exists():
        (project / link.read_text().strip()).symlink_to(project / "mkdocs.yml")
    names = folder / "make-files.txt"  # which could not lie in the repository, since not every computer takes them
    for name in names.read_text().split("\n")[:-1] if names.exists() else ():
        (project / name).parent.mkdir(exist_ok=True)
        shutil.copy(project / "content/projects/first.md", project / name)
    return project


@pytest.fixture(params=CASES, ids=lambda path: path.name)
def case(request, small):
    return request.param, laid_over(request.param, small)


def reading_of(project):
    return read_project(Project.from_config(project / "mkdocs.yml"))


def test_there_are_enough_of_them():
    assert len(CASES) >= AT_LEAST


def test_the_check_says_exactly_what_is_wrong(case, golden, monkeypatch):
    folder, project = case
    monkeypatch.chdir(project)
    result = CliRunner().invoke(main, ["check"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    golden(folder / "expected.txt", result.output)


def test_the_json_says_the_same_and_the_other_records_build_views(case, monkeypatch):
    _, project = case
    monkeypatch.chdir(project)
    reading = reading_of(project)
    result = CliRunner().invoke(main, ["check", "--format", "json"])
    told = json.loads(result.output)["diagnostics"]
    assert [(each["code"], each["file"], each["line"], each["column"]) for each in told] == [
        (each.code, each.file, each.span.start.line, each.span.start.column) for each in reading.diagnostics
    ]
    wrong = {each.file for each in reading.diagnostics if each.severity is Severity.ERROR}
    unpublished = {each.file for each in reading.diagnostics if each.code == "CH107"}
    assert {record.file for record in reading.catalogue.records} == set(reading.sources) - wrong - unpublished
    if not any(each.code == "CH901" for each in reading.diagnostics):
        assert {"content/projects/first.md", "content/bodies/norad.md"} <= {
            record.file for record in reading.catalogue.records
        }
    assert result.exit_code == (1 if wrong else 0)


def test_a_mistake_at_one_place_is_told_once(case):
    places = [(each.file, each.span.start) for each in reading_of(case[1]).diagnostics if each.span.start != (1, 1)]
    assert len(places) == len(set(places))


def test_every_edit_that_is_offered_mends_what_it_is_offered_for(case):
    """Each by itself takes its diagnostic away and brings no other; all together leave only what had no edit."""
    _, project = case
    reading = reading_of(project)
    for told in reading.diagnostics:
        for fix in told.fixes:
            after = after_edits(project, reading, told.file, [fix])
            left = counted(after)
            assert left.get((told.file, told.code), 0) < counted(reading)[told.file, told.code], (told.message, fix)
            assert sum(left.values()) < len(reading.diagnostics), (told.message, fix)
    for file in {each.file for each in reading.diagnostics if each.fixes}:
        first = [each.fixes[0] for each in reading.diagnostics if each.file == file and each.fixes]
        left = [each for each in after_edits(project, reading, file, first).diagnostics if each.file == file]
        assert len(left) <= sum(not each.fixes for each in reading.diagnostics if each.file == file)


def counted(reading):
    counts = {}
    for each in reading.diagnostics:
        counts[each.file, each.code] = counts.get((each.file, each.code), 0) + 1
    return counts


def after_edits(project, reading, file, fixes):
    path = project / file
    before = path.read_bytes()
    try:
        apart = [fix for number, fix in enumerate(fixes) if not any(_overlap(fix, other) for other in fixes[:number])]
        path.write_bytes(Original.of(reading.sources[file].text.encode()).with_fixes(apart).content)
        return reading_of(project)
    finally:
        path.write_bytes(before)


def test_every_edit_is_printed(case):
    reading = reading_of(case[1])
    for each in reading.diagnostics:
        for fix in each.fixes:
            assert attempt(fix, reading.sources[each.file])[1], (each.message, fix)


def _overlap(one, other):
    return (one.span.start < other.span.end and other.span.start < one.span.end) or one.span == other.span
