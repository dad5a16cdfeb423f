"""`clearinghouse draft`: an issue in, the draft of a record or what has to be mended out; the records are not touched."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.forge.question import questions_of
from clearinghouse.project import Project, read_types
from tests.forge.github_issue import issue_of

GOOD = {
    "title": "Third project",
    "summary": "An invented project that somebody registers by a form.",
    "status": "ongoing",
    "sources": [{"title": "Note", "symbol": "DOC/1"}],
}
RULE = """
rules:
  - code: CH599
    severity: {severity}
    requirement: R1
    title: A pilot
    explanation: Pilots are not listed.
    wrong: "title: A pilot"
    right: "title: A project"
    collection: projects
    must: {{not: {{properties: {{title: {{const: A pilot}}}}}}}}
    field: title
    message: it is called a pilot
"""


def draft(folder, text, number=5, event=False, form="json"):
    issue = {"number": number, "title": "[Project] x", "body": text}
    path = folder.parent / "issue.json"
    path.write_text(json.dumps({"issue": issue} if event else issue))
    arguments = ["draft", str(path), "--config", str(folder / "mkdocs.yml"), "--format", form]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, json.loads(result.output) if form == "json" and result.exit_code < 2 else result.output


def issue_text(folder, data, body="", address=""):
    schemas, code_lists, _ = read_types(Project.from_config(folder / "mkdocs.yml"))
    return issue_of(questions_of(schemas["projects"], code_lists), data, body, address)


@pytest.fixture
def files(small):
    before = {path: path.read_bytes() for path in (small / "content").rglob("*") if path.is_file()}
    yield
    assert {path: path.read_bytes() for path in (small / "content").rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("event", [False, True])
def test_good_answers_give_a_record_that_checks_clean(small, event):
    code, said = draft(small, issue_text(small, GOOD, "Some *text*."), event=event)
    assert code == 0
    assert said["file"]["path"] == "content/projects/third-project.md"
    assert [each["say"] for each in said["outline"]][:2] == ["draft", "draft-where"]
    (small / "content/projects/checked.md").write_text(said["file"]["text"])
    checked = CliRunner().invoke(main, ["check", "--config", str(small / "mkdocs.yml")])
    formatted = CliRunner().invoke(
        main, ["fmt", "--diff", "--config", str(small / "mkdocs.yml"), str(small / "content/projects/checked.md")]
    )
    assert (formatted.exit_code, "+" in formatted.output) == (0, False), formatted.output
    (small / "content/projects/checked.md").unlink()
    assert checked.exit_code == 0
    assert "no problem found" in checked.output


@pytest.mark.usefixtures("files")
def test_wrong_answers_give_every_message_and_no_file(small):
    wrong = {**GOOD, "sources": [{"title": "x", "url": "example.org"}]}
    text = issue_text(small, wrong, address="new-one").replace("Ongoing", "Running")
    code, said = draft(small, text)
    assert (code, said["file"]) == (1, None)
    codes = [each["values"].get("code") for each in said["outline"] if each["say"] == "error"]
    assert len(codes) >= 2
    assert said["outline"][0]["say"] == "draft-wrong"
    places = [each["values"]["place"] for each in said["outline"] if each["say"] == "error"]
    assert places == ["3. Status", "4. Sources"]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", ""),
        ("hello", ""),
        (None, "../../../etc/passwd"),
        (None, "first"),
        (None, "number-two"),
        ("### 1. Title\n", ""),
    ],
)
def test_what_is_no_form_or_has_no_free_address_is_told_in_a_sentence(small, text, address):
    code, said = draft(small, issue_text(small, GOOD, address=address) if text is None else text)
    assert (code, said["file"]) == (1, None)
    assert [each["say"] for each in said["outline"]] == ["draft-wrong", "draft-mend", "draft-problem"]


def test_a_folder_of_records_that_is_a_link_is_told_and_nothing_is_written_where_it_leads(small, tmp_path):
    text = issue_text(small, GOOD)
    outside = (small / "content/projects").rename(tmp_path / "outside")
    (small / "content/projects").symlink_to(outside)
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    code, said = draft(small, text)
    assert code == 2
    assert "content/projects is a link to another place" in said
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before


def test_where_the_rules_have_faults_no_draft_is_called_good(small):
    (small / "schemas/rules.yaml").write_text("rules: [{}]\n")
    code, said = draft(small, issue_text(small, GOOD))
    assert (code, "clearinghouse check" in said) == (2, True)


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_rules_of_coordination_look_at_a_draft_too(small, severity):
    (small / "schemas/rules.yaml").write_text(RULE.format(severity=severity))
    code, said = draft(small, issue_text(small, {**GOOD, "title": "A pilot"}))
    assert (code, said["file"] is None) == ((1, True) if severity == "error" else (0, False))
    (told,) = (each["values"] for each in said["outline"] if each["values"].get("code") == "CH599")
    assert (told["place"], told["message"]) == ("1. Title", "it is called a pilot")
    code, said = draft(small, issue_text(small, GOOD))
    assert "CH599" not in json.dumps(said)


def test_a_draft_may_link_to_records_and_to_nothing_that_is_not_there(small):
    code, said = draft(small, issue_text(small, GOOD, "See [one](first.md), [itself](third-project.md)."))
    assert code == 0, said
    code, said = draft(small, issue_text(small, GOOD, "See [none](fourth.md)."))
    assert (code, said["file"]) == (1, None)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"number": "5"}', "{" * 100_000, '{"issue": []}', "x" * 2_000_000]
)
def test_what_is_no_issue_ends_with_a_sentence(small, content):
    path = small.parent / "issue.json"
    path.write_text(content)
    result = CliRunner().invoke(main, ["draft", str(path), "--config", str(small / "mkdocs.yml")])
    assert result.exit_code == 2
    assert result.output.startswith("clearinghouse: ")


def test_half_a_character_is_read_as_a_question_mark(small):
    code, said = draft(small, issue_text(small, {**GOOD, "title": "Half \ud83d of it"}))
    assert code == 0
    assert "Half ? of it" in said["file"]["text"]


def test_a_person_reads_the_record_and_what_is_said_of_it(small):
    code, said = draft(small, issue_text(small, GOOD, "A text\x1b[2J that hides."), form="text")
    assert code == 1
    assert "\x1b" not in said
    code, said = draft(small, issue_text(small, GOOD), form="text")
    assert code == 0
    assert "Your answers are now a draft" in said
    assert "\ntitle: Third project\n" in said


def test_the_overdue_list_names_each_record_once(tmp_path):
    root = Path(__file__).parents[2] / "examples/training"
    result = CliRunner().invoke(main, ["overdue", "--config", str(root / "mkdocs.yml"), "--today", "2026-06-30"])
    assert result.exit_code == 0
    records = [each for each in result.output.split("\n") if each.startswith("- ")]
    assert records
    assert len(set(records)) == len(records)
    late = CliRunner().invoke(main, ["overdue", "--config", str(root / "mkdocs.yml"), "--today", "1999-01-01"])
    assert "Nothing was overdue on 1999-01-01." in late.output
