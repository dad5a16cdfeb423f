"""Files that are made from schemas are what the schemas give; in this repository, and wherever the command is used."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.forge.codeowners import GovernanceFault, codeowners, governance_from
from clearinghouse.generating import Generator, out_of_date
from clearinghouse.project import Project, ProjectFault, read_all_types

ROOT = Path(__file__).parents[2]


def generate(folder, *arguments):
    return CliRunner().invoke(main, ["generate", *arguments, "--config", str(folder / "mkdocs.yml")])


def test_what_is_committed_is_what_the_schemas_give():
    result = generate(ROOT, "--check")
    assert result.exit_code == 0, result.output


def test_files_are_written_once_and_what_differs_is_named_with_the_command_that_mends_it(small):
    form = small / ".github/ISSUE_TEMPLATE/projects.yml"
    assert generate(small, "--check").exit_code == 1
    assert not form.exists()
    assert "projects.yml written" in generate(small).output
    assert "up to date" in generate(small).output
    form.write_text(form.read_text() + "# by hand\n")
    told = generate(small, "--check")
    assert told.exit_code == 1
    assert "projects.yml is not what the schemas give\nWrite them anew with: clearinghouse generate" in told.output


def test_a_form_of_a_type_that_is_gone_is_deleted_and_a_form_by_hand_is_not(small):
    generate(small)
    by_hand = small / ".github/ISSUE_TEMPLATE/correction.yml"
    by_hand.write_text("name: Correction\n")
    (small / ".github/ISSUE_TEMPLATE/bodies.yml").rename(small / ".github/ISSUE_TEMPLATE/others.yml")
    assert "others.yml is not made any more" in generate(small, "--check").output
    generate(small)
    assert {path.name for path in by_hand.parent.iterdir()} == {"bodies.yml", "projects.yml", "correction.yml"}


def test_schemas_with_faults_make_nothing(small):
    (small / "schemas/body.schema.json").write_text("{")
    assert generate(small).exit_code == 2
    assert not (small / ".github").exists()


def test_a_generator_cannot_write_outside_the_project(small):
    project = Project.from_config(small / "mkdocs.yml")
    with pytest.raises(ProjectFault, match="not a place"):
        list(out_of_date(project, read_all_types(project), (Generator(lambda *_: {"../x": ""}),)))


@pytest.mark.parametrize("linked", [".github", ".github/ISSUE_TEMPLATE"])
def test_nothing_is_written_or_deleted_through_a_link(small, tmp_path, linked):
    generate(small)
    outside = (small / linked).rename(tmp_path / "outside")
    (small / linked).symlink_to(outside)
    form = next(outside.rglob("bodies.yml"))
    form.write_text(form.read_text() + "# by hand\n")
    next(outside.rglob("projects.yml")).unlink()
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    told = generate(small)
    assert (told.exit_code, f"{linked} is a link to another place" in told.output) == (2, True)
    project = Project.from_config(small / "mkdocs.yml")
    with pytest.raises(ProjectFault, match="is a link"):
        list(out_of_date(project, read_all_types(project), (Generator(lambda *_: {}, ".github/ISSUE_TEMPLATE/*.yml"),)))
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before


def test_owners_are_named_by_collection_and_what_has_none_is_listed(small):
    governance = small / ".github/governance.yaml"
    governance.parent.mkdir()
    governance.write_text('everything: ["@org/all"]\ncollections: {bodies: ["@a", "@b"]}\nplaces: {schemas/: ["@c"]}\n')
    generate(small)
    lines = (small / ".github/CODEOWNERS").read_text().split("\n")[2:]
    assert lines == [
        "* @org/all",
        "/content/bodies/ @a @b",
        "# /content/projects/ has no owner yet",
        "/schemas/ @c",
        "",
    ]
    governance.write_text("collections: {bodys: []}\n")
    told = generate(small)
    assert told.exit_code == 2
    assert "bodys is not a collection" in told.output


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"everything": "nobody"}, "neither"),
        ({"everything": ["@a\n* @evil"]}, "neither"),
        ({"collections": {"bodies": [["@a"]]}}, "neither"),
        ({"places": {"a b": "@a"}}, "not the place"),
        ({"owners": {}}, "there is no owners"),
        ({"collections": ["bodies"]}, "collections has to give owners by name"),
        ({"places": "schemas/"}, "places has to give owners by name"),
        ({"places": []}, "places has to give owners by name"),
    ],
)
def test_what_is_no_owner_is_refused(data, why):
    with pytest.raises(GovernanceFault, match=why):
        governance_from(data, ["bodies"])


@pytest.mark.parametrize("content", [b"everything: \xff\n", b"- a\n", b"collections: [bodies]\n", b"a: [\n", b"1: 2\n"])
def test_a_file_of_owners_that_cannot_be_used_ends_with_a_sentence(small, content):
    (small / ".github").mkdir()
    (small / ".github/governance.yaml").write_bytes(content)
    told = generate(small)
    assert (told.exit_code, told.output.startswith("clearinghouse: .github/governance.yaml")) == (2, True), told.output


def test_without_owners_nobody_is_asked():
    text = codeowners(governance_from({}, ["bodies"]), ["bodies"], "content")
    assert all(each.startswith("#") for each in text.strip().split("\n"))
