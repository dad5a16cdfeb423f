"""A record is made and changed in Sveltia CMS as a person does it; what it writes is what the check accepts."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from clearinghouse.core.schema import with_years_as_text
from clearinghouse.core.source import read_source
from clearinghouse.project import Project, read_types

pytestmark = pytest.mark.editor

ROOT = Path(__file__).parents[2]
SUMMARY = "A course: it says NO, and yes, from 2003-05 on. # Not a comment"
MARKDOWN = """\
The **laboratory** was built\\
in two years. See [Norad](../bodies/norad.md#sources).

| What | How many |
|------|:--------:|
| People trained | 12 |

* one
  1. two
"""


def read(text: str):
    """The data and the body of a record; nothing may be wrong with it."""
    source = read_source(text.encode(), "content/projects/record.md")
    assert source.diagnostics == ()
    return source.data, source.body


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A copy of the real project, free to be changed."""
    for name in ("content", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / "real" / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "real")
    return tmp_path / "real"


def test_a_new_record_with_references_and_nested_sources_is_accepted(opened, small):
    editor = opened(small)
    before = editor.files("projects")
    editor.open("projects/new")
    editor.type("Title", "Formação de inspetores à Lomé – Ärzte, 2ª fase: “NO”")
    editor.type("Summary", SUMMARY)
    editor.choose("Status", "Completed")
    editor.choose("Countries", "Norway")
    editor.choose("Countries", "Zambia")
    editor.type("Start", "2003-05")
    editor.type("End", "2006")
    editor.choose("Part of", "First project")
    norad, nisir = "Norwegian Agency for Development Cooperation", "National Institute"
    for name, role in ((norad, "Funder"), (nisir, "Executing agency")):
        body = editor.add("Bodies")
        editor.choose("Body", name, body)
        editor.choose("Role", role, body)
    editor.field("Budget").get_by_role("checkbox").click()
    editor.field("Amount").get_by_role("spinbutton").fill("480000.5")
    editor.choose("Currency", "US Dollar")
    editor.choose("Pooled", "no")
    for text in ("Begin early: at once, not later.", "yes"):
        editor.add("Lessons").get_by_role("textbox").fill(text)
    source = editor.add("Sources")
    editor.type("Id", "report", source)
    editor.type("Title", "Final report: the year 2006", source)
    editor.type("Symbol", "0150", source)
    editor.type("Date", "2006", source)
    editor.choose("Backs", "Budget", source)
    editor.choose("Backs", "Text", source)
    editor.type("Text", MARKDOWN)
    editor.save()

    files = editor.files("projects")
    (name,) = files.keys() - before.keys()
    assert name == "formacao-de-inspetores-a-lome-aerzte-2-fase-no.md"
    data, body = read(files[name])
    assert data == {
        "title": "Formação de inspetores à Lomé – Ärzte, 2ª fase: “NO”", "summary": SUMMARY, "status": "completed",
        "countries": ["NO", "ZM"], "start": "2003-05", "end": "2006", "part_of": "first",
        "partners": [{"body": "norad", "role": "funding"}, {"body": "nisir", "role": "executing"}],
        "budget": {"amount": 480000.5, "currency": "USD"}, "pooled": False,
        "lessons": ["Begin early: at once, not later.", "yes"],
        "sources": [
            {"id": "report", "title": "Final report: the year 2006", "symbol": "0150", "date": "2006", "supports": ["budget", "body"]}
        ],
    }  # fmt: skip
    assert body.strip() == MARKDOWN.strip()
    editor.take("projects")
    assert editor.check() == []


def test_a_changed_record_differs_only_in_what_was_changed(opened, small):
    editor = opened(small)
    before = editor.files("projects")
    editor.open("projects/entries/first")
    editor.type("Summary", SUMMARY)
    editor.save()

    after = editor.files("projects")
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {"first.md"}
    schema = read_types(Project.from_config(small / "mkdocs.yml"))[0]["projects"]
    (old, old_body), (new, new_body) = read(before["first.md"]), read(after["first.md"])
    assert with_years_as_text(new, schema) == {**with_years_as_text(old, schema), "summary": SUMMARY}
    assert new_body == old_body
    editor.take("projects")
    assert editor.check() == []


def test_the_form_of_the_editor_and_of_fmt_differ_in_nothing_but_form(opened, small):
    pytest.importorskip("clearinghouse.commands.fmt")
    fmt = [sys.executable, "-m", "clearinghouse", "fmt"]
    subprocess.run(fmt, cwd=small, check=True, capture_output=True)
    editor = opened(small)
    place = small / "content/projects/first.md"
    before = place.read_text()
    editor.open("projects/entries/first")
    editor.type("Start", "2003-06")
    editor.save()
    editor.take("projects")
    assert place.read_text() != before
    subprocess.run(fmt, cwd=small, check=True, capture_output=True)
    changed = [
        pair for pair in zip(before.splitlines(), place.read_text().splitlines(), strict=True) if pair[0] != pair[1]
    ]
    assert len(changed) == 1
    assert "2003-05" in changed[0][0]
    assert "2003-06" in changed[0][1]


def test_records_of_the_real_schemas_are_accepted(opened, real):
    editor = opened(real)

    def add_source() -> None:
        source = editor.add("Sources")
        editor.type("Id", "s1", source)
        editor.type("Title", "A letter", source)
        editor.type("Symbol", "LETTER/1", source)
        editor.choose("Backs", "Summary", source)

    editor.open("countries/new")  # its id is a code, not its title
    editor.type("Title", "Norway")
    editor.type("Summary", "What is known of Norway beyond its records.")
    editor.choose("Country", "Norway")
    add_source()
    editor.save()
    editor.open("mechanisms/new")  # it has a field with the name that Sveltia gives to the text
    editor.type("Title", "Committee of donors")
    editor.type("Summary", "Donors meet every year to agree on their work.")
    editor.choose("Kind", "Donors' consultative mechanism")
    editor.choose("Body", "Norwegian Agency for Development Cooperation")
    add_source()
    editor.type("Text", "They meet in Oslo.")
    editor.name("donors")
    editor.save()
    assert read(editor.files("countries")["no.md"])[0]["country"] == "NO"
    data, body = read(editor.files("mechanisms")["donors.md"])
    assert (data["body"], body.strip()) == ("norad", "They meet in Oslo.")
    for collection in ("countries", "mechanisms"):
        editor.take(collection)
    errors = [each for each in editor.check() if each["severity"] == "error"]
    assert errors == []


def test_an_unfinished_record_is_not_written_and_every_wrong_field_is_named(opened, small):
    editor = opened(small)
    before = editor.files("projects")
    editor.open("projects/new")
    editor.type("Title", "Ok")
    editor.type("Start", "31/01/2003")
    editor.type("Website", "www.example.org")
    editor.add("Steps")
    panel = editor.slug()
    panel.get_by_role("textbox").fill("under_score")
    expect(panel.get_by_role("alert")).to_contain_text(
        "Use lower-case letters without accents, digits, and single hyphens"
    )
    panel.get_by_role("button", name="Cancel").click()
    editor.page.get_by_role("button", name="Save", exact=True).click()
    mistakes = editor.mistakes()
    assert mistakes["Start"] == "Write a day, a month or a year, as in 2006-01-18, 2006-01 or 2006."
    assert mistakes["Website"].endswith("For example: https://example.org/")
    assert {"Title", "Summary", "Status", "Sources"} <= mistakes.keys()
    assert editor.files("projects") == before


@pytest.mark.parametrize("opened", ["ar"], indirect=True)
def test_the_editor_speaks_the_language_of_the_reader(opened, small):
    editor = opened(small, button="العمل مع مستودع محلي")
    expect(editor.page.locator("html")).to_have_attribute("dir", "rtl")
