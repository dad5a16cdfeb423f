"""Files that look like records and are none: what is told of them, and of a file that a person names."""

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

RECORD = "---\ntitle: A course\nsummary: A course.\nstatus: ongoing\nsources:\n  - {id: s, title: Note}\n---\n\nText.\n"


def told(project):
    return [
        (each.file, each.code) for each in read_project(Project.from_config(project / "mkdocs.yml")).diagnostics
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/about/index.md", "# About\n\nsummary: none\nsources: none\n"),
        (
            "content/about/page.md",
            "---\ntitle: About\ndescription: Who we are.\nhide: [toc]\ntags: [a]\n---\n\nText.\n",
        ),
        ("content/projects/books.txt", "A list of books.\n"),
        ("content/projects/picture.png", "PNG"),
        ("content/projects/.first.md.swp", RECORD),
        ("content/.drafts/course.md", RECORD),
    ],
)
def test_what_does_not_look_like_a_record_is_left_alone(small, name, text):
    (small / name).parent.mkdir(exist_ok=True)
    (small / name).write_text(text)
    assert told(small) == []


def test_a_link_to_another_place_is_not_read(small, tmp_path):
    (tmp_path / "elsewhere.md").write_text(RECORD)
    (small / "content/stray.md").symlink_to(tmp_path / "elsewhere.md")
    assert told(small) == [("content/stray.md", "CH106")]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/index.md", "not a record: it lies right in content/"),
        ("content/projects/b.md.txt", "rename it to “b.md”"),
        ("content/project/c.md", "move it to content/projects/"),
    ],
)
def test_of_a_file_that_is_named_it_is_said_why_it_is_no_record(small, monkeypatch, path, said):
    monkeypatch.chdir(small)
    (small / path).parent.mkdir(exist_ok=True)
    (small / path).write_text("Just text.\n")
    result = CliRunner().invoke(main, ["check", path])
    assert result.exit_code == 0
    assert said in result.output
    assert result.output.count("[CH114]") == 1
    assert result.output.endswith("0 records checked: 1 warning.\n")


def test_a_folder_without_records_is_not_called_good(small, monkeypatch):
    monkeypatch.chdir(small)
    (small / "content/about").mkdir()
    assert CliRunner().invoke(main, ["check", "content/about"]).output == "0 records checked: there is none here.\n"
