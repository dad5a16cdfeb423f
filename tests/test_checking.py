"""A check that takes what it can from the cache says what a check without one says."""

import json
import os
import random
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse import checking
from clearinghouse.__main__ import main
from clearinghouse.cache import Cache
from clearinghouse.core.checked import CheckedSource, from_kept, to_keep
from clearinghouse.core.record import Key
from clearinghouse.core.source import Source, read_source
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.reports.json import render_json
from clearinghouse.reports.text import render_text

CASES = sorted(path for path in (Path(__file__).parent / "cases").glob("*/content"))

RULES = """title: Rules
rules:
  - code: CH519
    requirement: R19
    severity: {severity}
    title: No lessons
    explanation: Lessons help.
    wrong: "title: x"
    right: "lessons: [x]"
    collection: projects
    must: {{required: [{field}]}}
    field: {field}
    message: it is not said what was learned
    help: Write it.
"""

RECORD = """---
title: Project {number}
summary: An invented project.
status: {status}
budget: {{amount: {amount}, currency: USD}}
partners: [{{body: {body}, role: funding}}]
{more}sources: [{{id: s, title: Note}}]
---

See [the other]({link}).
"""


def answer(project, cache=None):
    """All that can be printed of a check, and what the records say."""
    reading = read_project(Project.from_config(project / "mkdocs.yml", "2026-11-24"), cache)
    told = [*reading.diagnostics, *reading.advice()]
    records = [(each.key, repr(each.data), each.body, each.file) for each in reading.catalogue.records]
    prints = reading.fingerprints, reading.types
    return render_text(told, reading.sources), render_json(told, reading.checked), records, prints, reading.unruled


def write_record(project, chance):
    names = ["a", "b", "c", "first", "second"]
    text = RECORD.format(
        number=chance.randrange(3), status=chance.choice(["ongoing", "completed", "oldfashioned"]),
        amount=chance.choice(["1", "480000.50", "1.", "1e2", "0150", "x"]), body=chance.choice(["norad", "nisir", "old-name", "nobody"]),
        more=chance.choice(["", f"part_of: {chance.choice(names)}\n", "aliases: [old-one, a]\n", "start: 2006\nend: 2005\n", "x: [\n"]),
        link=chance.choice(["first.md", "../bodies/norad.md", "c.md", "../../up.md", "https://a.b"]),
    )  # fmt: skip
    (project / "content" / "projects" / f"{chance.choice(names)}.md").write_text(text, encoding="utf-8")


def lay_a_case_over(project, chance):
    shutil.copytree(chance.choice(CASES), project / "content", dirs_exist_ok=True)


def change_a_record(project, chance):
    path = chance.choice(sorted((project / "content").glob("*/*.md")))
    what = chance.randrange(4)
    if what == 0:
        path.unlink()
    elif what == 1:
        folder = path.parents[1] / chance.choice(["bodies", "projects"])
        path.rename(folder / f"{chance.choice(['c', 'd', 'norad'])}.md")
    elif what == 2:
        path.write_bytes(path.read_bytes().replace(b"\n---\n", b"\naliases: [old-name]\n---\n", 2)[:250_000])
    else:
        content = path.read_bytes()
        at = chance.randrange(len(content) + 1)
        path.write_bytes(content[:at] + chance.choice([b"\n", b"[", b"*", b"x", b"\xff", b"<b>"]) + content[at:])


def change_a_type(project, chance):
    schemas = project / "schemas"
    what = chance.randrange(4)
    if what == 0:
        path = schemas / "project.schema.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        document["properties"]["title"] = {"type": "string", "maxLength": chance.choice([8, 80])}
        path.write_text(json.dumps(document), encoding="utf-8")
    elif what == 1:
        (schemas / "code-lists" / "statuses.yaml").write_text(
            f"title: Statuses\nconcepts:\n  - {{id: {chance.choice(['ongoing', 'completed'])}}}\n", encoding="utf-8"
        )
    elif what == 2:
        rules = RULES.format(severity=chance.choice(["note", "error"]), field=chance.choice(["lessons", "website"]))
        (schemas / "rules.yaml").write_text(rules, encoding="utf-8")
    else:
        broken = schemas / "shared" / "broken.schema.json"
        broken.unlink() if broken.exists() else broken.write_text("{", encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_after_any_change_a_warm_check_says_what_a_cold_one_says(small, tmp_path, seed):
    chance = random.Random(seed)
    (small / "schemas" / "rules.yaml").write_text(RULES.format(severity="warning", field="lessons"), encoding="utf-8")
    cache = Cache(tmp_path / "cache.sqlite")
    assert answer(small, cache) == answer(small)
    for _ in range(25):
        mutations = (write_record, write_record, change_a_record, lay_a_case_over, change_a_type, change_a_type)
        change = chance.choice(mutations)
        before = shutil.copytree(small, tmp_path / "before", dirs_exist_ok=True)
        change(small, chance)
        assert answer(small, cache) == answer(small), f"{change.__name__}, seed {seed}"
        if chance.random() < 0.4:  # what was is again
            shutil.rmtree(small)
            shutil.copytree(before, small)
            assert answer(small, cache) == answer(small), f"{change.__name__} undone, seed {seed}"
        shutil.rmtree(before)
    cache.close()


@pytest.fixture
def read(monkeypatch):
    """The files that were read anew, not taken from the cache."""
    files = []

    def noted(content, file):
        files.append(file)
        return read_source(content, file)

    monkeypatch.setattr(checking, "read_source", noted)
    return files


def test_only_what_is_new_or_wrong_is_read(small, tmp_path, read):
    cache = Cache(tmp_path / "cache.sqlite")
    wrong = small / "content" / "projects" / "wrong.md"
    wrong.write_text("---\ntitle: x\n---\n", encoding="utf-8")
    answer(small, cache)
    assert len(read) == 5
    read.clear()
    answer(small, cache)
    assert read == ["content/projects/wrong.md"]
    read.clear()
    wrong.rename(wrong.with_name("first.md"))
    (small / "content" / "projects" / "second.md").rename(wrong)
    answer(small, cache)
    assert read == ["content/projects/first.md"]  # the other only has another name
    read.clear()
    (small / "content" / "bodies" / "norad.md").rename(small / "content" / "projects" / "norad.md")
    assert answer(small, cache) == answer(small)
    assert "content/projects/norad.md" in read  # what is good as a body is none as a project
    cache.close()


@pytest.mark.parametrize("changed", ["program", "types"])
def test_all_is_read_anew_when_the_program_or_a_type_has_changed(small, tmp_path, read, monkeypatch, changed):
    cache = Cache(tmp_path / "cache.sqlite")
    answer(small, cache)
    read.clear()
    if changed == "program":
        monkeypatch.setattr(checking, "of_program", lambda: b"another")
    else:
        with (small / "schemas" / "code-lists" / "roles.yaml").open("a", encoding="utf-8") as opened:
            opened.write("  - {id: partner}\n")
    answer(small, cache)
    assert len(read) == 4
    cache.close()


@pytest.mark.parametrize("text", ["480000.50", "0.1", "123456789012345678901234567890.5", "5", f"{10**30}", "true"])
def test_a_value_comes_back_as_it_was(text):
    content = f"---\na: {text}\nb: [{text}]\n---\nbody\n".encode()
    key, source = Key("projects", "x"), read_source(content, "content/projects/x.md")
    kept = to_keep(CheckedSource(key, source, (), (Key("bodies", "norad"),), ("bodies/norad.md",)))
    found = from_kept(kept, key, content, source.file)
    assert repr(found.source) == repr(source)
    assert (found.targets, found.links, found.faults) == ((Key("bodies", "norad"),), ("bodies/norad.md",), ())


@pytest.mark.parametrize("value", [Decimal(1), "\ud800"])
def test_what_json_would_not_give_back_is_not_kept(value):
    assert to_keep(CheckedSource(Key("projects", "x"), Source("x.md", "", {"a": value}))) is None


@pytest.mark.parametrize("kept", [b"", b"{}", b"[1]", b"\xff", b'[{}, [["a"]], []]'])
def test_what_is_kept_and_broken_is_as_if_it_were_not_kept(kept):
    content = b"---\na: 1\n---\n"
    found = from_kept(kept, Key("projects", "x"), content, "x.md")
    assert found is None


def check(project, *options, **environment):
    result = CliRunner().invoke(main, ["check", "--config", str(project / "mkdocs.yml"), *options], env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_the_cache_is_made_beside_the_project_and_is_not_for_git(small):
    before = check(small)
    assert sorted(path.name for path in (small / ".cache").iterdir()) == [".gitignore", "clearinghouse.sqlite"]
    assert (small / ".cache" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert check(small) == before


def test_the_cache_can_be_switched_off(small):
    assert check(small, "--no-cache") == check(small, CLEARINGHOUSE_CACHE="off")
    assert not (small / ".cache").exists()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\0" * 500])
def test_a_broken_cache_is_made_anew(small, content):
    expected = check(small, "--no-cache")
    (small / ".cache").mkdir()
    (small / ".cache" / "clearinghouse.sqlite").write_bytes(content)
    assert check(small) == expected
    assert check(small) == expected
    assert (small / ".cache" / "clearinghouse.sqlite").stat().st_size > 4096


def test_a_folder_that_cannot_be_written_is_no_fault(small):
    expected = check(small, "--no-cache")
    (small / ".cache").write_text(
        "in the way", encoding="utf-8"
    )  # holds for the superuser, whom permissions do not stop
    assert check(small) == expected


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only for the superuser")
def test_a_read_only_folder_is_no_fault(small):
    expected = check(small, "--no-cache")
    small.chmod(0o555)
    try:
        assert check(small) == expected
    finally:
        small.chmod(0o755)


def test_two_checks_at_once_say_the_same(small):
    expected = check(small, "--no-cache")[1]
    command = [sys.executable, "-m", "clearinghouse", "check", "--config", str(small / "mkdocs.yml")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") for _ in range(3)]
    assert [each.communicate()[0] for each in running] == [expected] * 3
    assert [each.returncode for each in running] == [0] * 3


def test_how_far_it_is_is_told(small, monkeypatch):
    monkeypatch.setattr(checking, "_FILES_OF_A_WORKER", 3)
    monkeypatch.setenv("CLEARINGHOUSE_CORES", "1")
    told = []
    read_project(Project.from_config(small / "mkdocs.yml"), progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 4), (4, 4)]


def test_how_far_it_is_is_told_also_of_what_is_kept(small, monkeypatch):
    project = Project.from_config(small / "mkdocs.yml")
    cache = project.cache()
    read_project(project, cache)
    monkeypatch.setattr(checking, "_FILES_AT_ONCE", 3)
    told = []
    read_project(project, cache, lambda done, total: told.append((done, total)))
    assert told == [(3, 4), (4, 4)]


def test_checked_on_all_cores_all_is_as_checked_on_one(small, monkeypatch):
    for number, case in enumerate(sorted(Path(__file__).parent.glob("cases/*/content/projects/broken.md"))):
        shutil.copy(case, small / "content" / "projects" / f"broken-{number}.md")
    monkeypatch.setattr(checking, "_FILES_OF_A_WORKER", 2)
    answers = []
    for count in ("1", "2"):
        monkeypatch.setenv("CLEARINGHOUSE_CORES", count)
        answers.append(read_project(Project.from_config(small / "mkdocs.yml")))
    one, many = answers
    assert len(one.diagnostics) > 30
    assert many.diagnostics == one.diagnostics
    assert many.sources == one.sources
    assert [*many.catalogue.records] == [*one.catalogue.records]
