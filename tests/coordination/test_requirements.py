"""Every ask has a test, every marked test names an ask, and the page claims what the tests show and nothing else."""

import json
import os
import subprocess
import sys

import pytest
import yaml

from clearinghouse.core.rules import RULES
from clearinghouse.core.schema import EACH
from clearinghouse.pages.coordination.requirements import requirements_pages
from clearinghouse.pages.page import Press
from clearinghouse.pages.site import reference_pages, shell_urls
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from tests.coordination.conftest import ROOT, press_of

PROOFS = ROOT / "schemas" / "requirements" / "proofs.yaml"
HEADER = "# Which tests show which ask. Written by: pytest tests/coordination/test_requirements.py --renew\n"


@pytest.fixture(scope="module")
def real_press() -> Press:
    reading = read_project(Project.from_config(ROOT / "mkdocs.yml"))
    return press_of(reading.catalogue, reading.desk)


@pytest.fixture(scope="module")
def marks(tmp_path_factory) -> dict[str, list[str]]:
    """Which tests are marked with which ask, as pytest collects the whole suite."""
    written = tmp_path_factory.mktemp("marks") / "marks.json"
    command = [
        sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "tests.requirement_marks", f"--marks-file={written}", "-p", "no:cacheprovider", "-o", "addopts=--strict-markers", "tests",
    ]  # fmt: skip
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads(written.read_text())


def test_there_are_the_70_asks_of_the_report(real_press):
    assert [each.id for each in real_press.desk.requirements] == [f"R{number:02}" for number in range(1, 71)]


def test_every_ask_has_a_test_and_every_mark_names_an_ask(real_press, marks):
    asked = {each.id for each in real_press.desk.requirements}
    assert set(marks) - asked == set(), "marks that name no ask"
    assert asked - set(marks) == set(), "asks without a test"


def test_the_committed_proofs_are_what_the_tests_are_marked_with(marks, golden):
    golden(PROOFS, HEADER + yaml.safe_dump(marks, sort_keys=True, allow_unicode=True, width=1000))


def test_what_an_ask_names_is_there(real_press):
    schemas = real_press.catalogue.schemas
    fields = {
        f"{name}.{'.'.join(part for part in field.path if part != EACH)}"
        for name, schema in schemas.items()
        for field in schema.all_fields
    }
    codes = {*RULES, *(each.code for each in real_press.desk.rules)}
    pages = {page.url for page in reference_pages(real_press)} | set(shell_urls(real_press))
    for each in real_press.desk.requirements:
        assert set(each.fields) <= fields, each.id
        assert set(each.rules) <= codes, each.id
        assert set(each.pages) <= pages, each.id
        assert each.pages or each.files, each.id


def test_every_rule_names_an_ask_that_names_the_rule(real_press):
    asked = {each.id: each for each in real_press.desk.requirements}
    for rule in real_press.desk.rules:
        assert rule.requirement in asked, rule.code
    first = {code for each in asked.values() for code in each.rules if code.startswith("CH5")}
    assert first <= {rule.code for rule in real_press.desk.rules}


def test_the_page_counts_only_what_is_proven(real_press):
    page = next(requirements_pages(real_press, {}))
    answered = sum(bool(each.proofs) for each in real_press.desk.requirements)
    assert f"{answered} of 70 asks are answered" in page.content
    assert page.content.count("not shown yet") == 70 - answered
