"""New records: a template of every type that checks clean once it is filled, questions at a terminal, and nothing written over."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.__main__ import main
from clearinghouse.core.canonical import canonical
from clearinghouse.core.diagnostic import Fix
from clearinghouse.core.naming import id_from_title
from clearinghouse.core.schema import values_at
from clearinghouse.core.source import read_source
from clearinghouse.editing.answers import NotAnAnswer, with_setting
from clearinghouse.editing.beginning import Beginning, blanks_of
from clearinghouse.editing.formatting import formatted
from clearinghouse.editing.original import Original
from clearinghouse.editing.template import with_blanks
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project, read_types

ROOT = Path(__file__).parents[2]
SMALL = read_types(Project(ROOT, ROOT / "tests/small/content", ROOT / "tests/small/schemas"))[0]["projects"]
SCHEMAS, _, _ = read_types(Project.from_config(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A copy of what is published here, with every template in it, filled and not filled."""
    folder = tmp_path_factory.mktemp("published")
    for name in ("content", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    project = Project.from_config(folder / "mkdocs.yml")
    begun = Beginning.of(project, "meetings", "a-blank-one", [])
    for schema in SCHEMAS.values():
        for name, fill in (("a-blank-one", lambda text, _: text), ("a-filled-one", filled)):
            one = replace(begun, schema=schema, id=name)
            one.write(fill(one.text(), schema))
    return folder, read_project(project)


def filled(text, schema):
    """The template with the first example in every blank; an id of which there is no record yet stays what it is."""
    source = read_source(text.encode(), "")
    fixes = []
    for field in schema.all_fields:
        for pointer, value in values_at(source.data, field.path):
            if value is None:
                example = canonical({"x": field.examples[0]}, ()).removeprefix("x:").removesuffix("\n")
                fixes.append(Fix(source.places[pointer].value, example))
    return Original.of(text.encode()).with_fixes(fixes).text


@pytest.mark.parametrize("collection", SCHEMAS)
def test_the_template_filled_with_the_examples_of_its_schema_checks_clean(published, collection):
    folder, reading = published
    file = f"content/{collection}/a-filled-one.md"
    assert not blanks_of((folder / file).read_text())
    assert not [each for each in reading.diagnostics if each.file == file]
    assert file in {record.file for record in reading.catalogue.records}


@pytest.mark.parametrize("collection", SCHEMAS)
def test_of_the_template_as_it_is_the_check_names_every_blank_and_nothing_else(published, collection):
    folder, reading = published
    file = f"content/{collection}/a-blank-one.md"
    told = [each for each in reading.diagnostics if each.file == file]
    assert {each.code for each in told} == {"CH203"}
    assert [".".join(str(part) for part in each.pointer if isinstance(part, str)) for each in told] == blanks_of(
        (folder / file).read_text()
    )


@pytest.mark.parametrize("collection", SCHEMAS)
def test_the_template_explains_every_field_that_is_needed_and_offers_those_that_are_expected(published, collection):
    folder, _ = published
    text = (folder / f"content/{collection}/a-blank-one.md").read_text()
    words = " ".join(re.sub(r"^ *## ", "", line) for line in text.split("\n"))
    for field in SCHEMAS[collection].fields:
        if field.required or field.expected:
            assert f"{field.title}: {' '.join(field.description.split())}" in words
            assert re.search(rf"^(# )?{field.name}:", text, re.MULTILINE)


@pytest.mark.parametrize("collection", SCHEMAS)
def test_the_template_is_in_the_one_form_and_keeps_its_comments_once_it_is_filled(published, collection):
    folder, _ = published
    blank, full = (
        (folder / "content" / collection / f"{name}.md").read_bytes() for name in ("a-blank-one", "a-filled-one")
    )
    assert formatted(blank, "x.md", SCHEMAS[collection]).content == blank
    once = formatted(full, "x.md", SCHEMAS[collection]).content
    assert formatted(once, "x.md", SCHEMAS[collection]).content == once
    assert _comments(once) == _comments(full)


def _comments(content):
    return [line for line in content.decode().split("\n") if line.lstrip().startswith("#")]


def test_every_line_with_one_hash_can_be_made_a_field(published):
    """What the template says of itself: take the # away, give a value."""
    folder, _ = published
    for collection in SCHEMAS:
        text = (folder / f"content/{collection}/a-filled-one.md").read_text()
        source = read_source(re.sub(r"^# ", "", text, flags=re.MULTILINE).encode(), "x.md")
        assert source.data, source.diagnostics
        assert set(source.data) >= {field.name for field in SCHEMAS[collection].expected}
        assert set(source.data) <= set(SCHEMAS[collection].names)


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def run(small, monkeypatch):
    monkeypatch.chdir(small)
    return lambda *arguments, **options: CliRunner().invoke(main, ["new", *arguments], **options)


FIELDS = ["--set", "title=Course", "--set", "summary=A course.", "--set", "status=ongoing"]


def test_a_record_from_settings_alone_checks_clean(run):
    result = run("projects", *FIELDS, "--set", "countries=NO", "--set", "countries=ZM", "--set", "sources=[{id: s, title: T}]", "--set", "budget.amount=5",
                 "--set", "budget.currency=USD", "--set", "pooled=yes", "--set", "start=2006", "--no-ask")  # fmt: skip
    assert (
        result.output
        == "Written: content/projects/course.md\nThen check it: clearinghouse check content/projects/course.md\n"
    )
    text = Path("content/projects/course.md").read_text()
    for line in ('countries: ["NO", ZM]', "budget: {amount: 5, currency: USD}", "pooled: true", "start: 2006"):
        assert f"\n{line}\n" in text
    assert CliRunner().invoke(main, ["check"]).output.startswith("5 records checked: no problem found.")


def test_without_a_terminal_the_blanks_are_named(run):
    result = run("projects", "course")
    assert "Fill in 5 blanks: title, summary, status, sources.id, sources.title.\n" in result.output
    check = CliRunner().invoke(main, ["check", "content/projects/course.md"])
    assert check.output.count("CH203") == 2 * 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["project", "x"], "There is no collection “project”. Did you mean “projects”?"),
        (["zzz", "x"], "There is no collection “zzz”. There are: bodies, projects."),
        (["projects", "first"], "There is a record content/projects/first.md already."),
        (["projects", "Bad Name"], "“Bad Name” cannot be an id."),
        (["projects", "../x"], "“../x” cannot be an id."),
        (["projects", "index"], "“index” cannot be an id."),
        (["bodies", "institute"], "The id “institute” was that of “nisir” before"),
        (["projects"], 'Ask for them with --ask, or give an id or a title: clearinghouse new projects --set "title=…"'),
        (["projects", "--set", "title=First"], "There is a record content/projects/first.md already."),
        (["projects", "x", "--set", "titel=First"], "There is no field “titel”. Did you mean “title”?"),
        (["projects", "x", "--set", "title"], "“title” sets nothing."),
        (["projects", "x", "--set", "countries=[ZM"], "The value of “countries” cannot be read"),
        (["projects", "x", "--set", "title.x=y"], "There is no field “x”."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(run, arguments, message):
    before = {path: path.read_bytes() for path in Path().rglob("*.md")}
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert {path: path.read_bytes() for path in Path().rglob("*.md")} == before


def test_a_file_that_is_there_or_a_link_is_never_written_over(run, tmp_path):
    elsewhere = tmp_path / "elsewhere.md"
    Path("content/projects/linked.md").symlink_to(elsewhere)
    assert run("projects", "linked").exit_code == 2
    assert not elsewhere.exists()
    elsewhere.write_text("mine")
    assert run("projects", "x", "--output", str(elsewhere)).exit_code == 2
    assert elsewhere.read_text() == "mine"
    shutil.move("content/bodies", tmp_path / "bodies")
    Path("content/bodies").symlink_to(tmp_path / "bodies")
    assert run("bodies", "x").exit_code == 2
    assert not (tmp_path / "bodies" / "x.md").exists()


def test_it_can_be_printed_instead(run):
    result = run("projects", "course", "--output", "-")
    assert result.output.startswith("---\n## Project: Work that somebody does.")
    assert not Path("content/projects/course.md").exists()


# --- questions ------------------------------------------------------------------------------------


def test_answers_at_a_terminal_give_a_record_that_checks_clean(run):
    answers = ["A big Course!", "", "A course.", "on-going", "1", "report", "Final report", "no"]
    result = run("projects", "--ask", input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "Id [a-big-course]: " in result.output
    data = read_source(Path("content/projects/a-big-course.md").read_bytes(), "").data
    assert data == {
        "title": "A big Course!",
        "summary": "A course.",
        "status": "ongoing",
        "sources": [{"id": "report", "title": "Final report"}],
    }
    assert CliRunner().invoke(main, ["check"]).output.startswith("5 records checked: no problem found.")


def test_a_wrong_answer_is_told_as_the_check_tells_it_and_asked_again(run):
    answers = [
        "ab",
        "A course",
        "First",
        "first",
        "course",
        "A course.",
        "zzzzz",
        "completed",
        "s",
        "T",
        "perhaps",
        "yes",
        "t",
        "U",
        "no",
    ]
    result = run("projects", "--ask", input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    for message in (
        "the field “title” has only 2 characters; at least 3 are needed. What it is called. For example: Training course",
        "“First” cannot be an id.",
        "There is a record content/projects/first.md already.",
        "“zzzzz” is not a code of the list “Statuses”",
        "Type yes or no.",
    ):
        assert message in result.output
    data = read_source(Path("content/projects/course.md").read_bytes(), "").data
    assert data["sources"] == [{"id": "s", "title": "T"}, {"id": "t", "title": "U"}]


def test_enter_leaves_a_question_open_and_the_file_has_a_blank_there(run):
    answers = ["", "", "course", "A course.", "", "", "", "no"]
    result = run("projects", "--ask", input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert result.output.count("Left open: fill it in later, in the file.") == 4
    assert result.output.count("This cannot be left open: without a name there is no file.") == 1  # the id
    assert "Fill in 4 blanks: title, status, sources.id, sources.title.\n" in result.output
    data = read_source(Path("content/projects/course.md").read_bytes(), "").data
    assert data == {"title": None, "summary": "A course.", "status": None, "sources": [{"id": None, "title": None}]}


def test_a_list_of_codes_can_be_left_open(tmp_path, monkeypatch):
    for name in ("content/resources", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["new", "resources", "handbook", "--ask"], input="\n" * 20)
    assert result.exit_code == 0, result.output
    needed = [field.name for field in SCHEMAS["resources"].fields if field.required and not field.fields]
    for name in needed:
        assert f"\n{name}:" in Path("content/resources/handbook.md").read_text()
        assert name in result.output.partition("Fill in ")[2]


def test_who_stops_has_written_nothing(run):
    result = run("projects", "--ask", input="A course\ncourse\n")
    assert result.exit_code == 1
    assert not Path("content/projects/course.md").exists()


def test_records_are_offered_by_title_and_codes_by_name(tmp_path, monkeypatch):
    for name in ("content/meetings", "content/recommendations", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    answers = [
        "Plan for the end",
        "",
        "Projects say how their results last.",
        "second coordination",
        "1",
        "s",
        "Report",
        "",
    ]
    result = CliRunner().invoke(main, ["new", "recommendations", "--ask"], input="\n".join(answers) + "\n")
    assert re.search(r"1  cm-2 +Second Coordination Meeting", result.output)
    assert "meeting: cm-2\n" in Path("content/recommendations/plan-for-the-end.md").read_text()

    answers = ["Norway here", "", "What is known of Norway in one place.", "Norwey", "1", "s", "Report", ""]
    result = CliRunner().invoke(main, ["new", "countries", "--ask"], input="\n".join(answers) + "\n")
    assert re.search(r"1  NO +Norway", result.output)
    assert '\ncountry: "NO"\n' in Path("content/countries/norway-here.md").read_text()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Norwegian assistance to Zambia", "norwegian-assistance-to-zambia"),
        ("Évaluation: Côte d’Ivoire (2006)", "evaluation-cote-d-ivoire-2006"),
        ("a_b  --  c", "a-b-c"),
        ("Meeting in Tromsø, 2006–2008", "meeting-in-tromso-2006-2008"),
        ("Биобезопасность", ""),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)  # fmt: skip
def test_a_title_suggests_an_id(title, slug):
    assert id_from_title(title) == slug


# --- any setting ----------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "countries", "sources", "sources.title", "budget", "budget.amount", "pooled"]),
            st.text(max_size=12),
        ),
        max_size=5,
    )
)
def test_whatever_is_set_is_a_value_or_is_refused(settings):
    data = {}
    for name, text in settings:
        try:
            data = with_setting(data, SMALL, f"{name}={text}")
        except NotAnAnswer:
            continue
    for field in SMALL.fields:
        with_blanks(field, data.get(field.name))
