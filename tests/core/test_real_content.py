"""What is published here: without a mistake, with sources, and nothing that may not be published."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.coordination.conftest import press_of

from clearinghouse.__main__ import main
from clearinghouse.core.record import BODY
from clearinghouse.pages.examples import least_example
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

ROOT = Path(__file__).parents[2]
READING = read_project(Project.from_config(ROOT / "mkdocs.yml"))
RECORDS = READING.catalogue.records
COPIES = re.compile(
    r"5y1|docstoc|docslib|docsbay|pdfslide|businessdocbox|documents\.pub|vdocuments|partyngifts|extcc|haohe|blogspot|africaguardian|unwater|minamata"
)


def test_the_check_finds_nothing():
    assert READING.diagnostics == ()
    assert READING.checked == len(RECORDS) > 100


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: "/".join(record.key))
def test_a_record_names_its_sources_and_no_copy_of_doubtful_origin_and_no_mailbox(record):
    text = (ROOT / record.file).read_text()
    assert not COPIES.search(text)
    assert not re.search(r"[\w.]+@[\w.]+\.\w+", text)
    for source in record.data["sources"]:
        assert {"url", "symbol", "date", "publisher"} & set(source), source["id"]
        assert source["supports"], source["id"]
    if record.body:
        assert (
            any(BODY in source["supports"] for source in record.data["sources"])
            or "What is not known" in record.body
            or record.data.get("notes")
        )


def test_the_six_case_studies_and_the_eighteen_recommendations_are_there():
    presented = [
        record for record in READING.catalogue.collection("case-studies") if "cm-2" in record.data["presented_at"]
    ]
    assert len(presented) == 6
    assert all(record.data["initiatives"] for record in presented)
    assert len(READING.catalogue.collection("recommendations")) == 18


def test_the_guiding_framework_has_every_paragraph():
    framework = next(
        record for record in READING.catalogue.collection("decisions") if record.key.id == "interim-guiding-framework"
    )
    numbers = [paragraph["number"] for paragraph in framework.data["paragraphs"]]
    letters = {4: "abcdefg", 5: "ab", 11: "abcdefghij"}
    expected = [
        each
        for number in range(1, 18)
        for each in (str(number), *(f"{number}({letter})" for letter in letters.get(number, "")))
    ]
    assert numbers == expected


def test_the_example_for_contributors_checks_clean(tmp_path):
    page = (ROOT / "content" / "contribute" / "index.md").read_text()
    example = re.search(r"```\n(---\n.*?)```", page, re.DOTALL).group(1)
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    (content / "initiatives" / "customs.md").write_text(example)
    reading = read_project(Project(tmp_path, content, ROOT / "schemas"))
    assert reading.diagnostics == ()
    assert reading.checked == READING.checked + 1


@pytest.mark.parametrize("collection", sorted(READING.catalogue.schemas))
def test_the_least_that_a_record_needs_checks_without_an_error(collection, tmp_path):
    press = press_of(READING.catalogue, READING.desk)
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    name = "zw" if collection == "countries" else "example-of-the-guide"
    text = least_example(READING.catalogue.schemas[collection], press).text
    (content / collection).mkdir(exist_ok=True)
    (content / collection / f"{name}.md").write_text(f"{text}\n")
    reading = read_project(Project(tmp_path, content, ROOT / "schemas"))
    assert [(each.code, each.message) for each in reading.diagnostics] == []


def test_the_check_says_how_many_records_no_rule_has_looked_at(tmp_path):
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    (content / "initiatives" / "broken.md").write_text("---\ntitle: Broken\nstatus: ongoing\n---\n")
    reading = read_project(Project(tmp_path, content, ROOT / "schemas"))
    assert (READING.unruled, reading.unruled) == ((), ("content/initiatives/broken.md",))


def test_the_check_of_one_record_says_nothing_of_others_with_errors(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: content\n")
    (tmp_path / "content/initiatives/broken.md").write_text("---\ntitle: Broken\nstatus: ongoing\n---\n")
    monkeypatch.chdir(tmp_path)
    good = next(each for each in READING.sources if "/initiatives/" in each)
    assert CliRunner().invoke(main, ["check", good]).output == "1 record checked: no problem found.\n"
    assert (
        CliRunner()
        .invoke(main, ["check"])
        .output.endswith("not yet checked against the rules of coordination: 1 (content/initiatives/broken.md).\n")
    )
