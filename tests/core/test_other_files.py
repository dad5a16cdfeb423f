"""What lies in the content folder beside records and pages: only kinds that are safe, at places and with names that are free."""

import os
import sys

import pytest
from tests.engines.test_build import build, files_of

from clearinghouse.other_files import OWN_FILES, OWN_FOLDERS, check_files
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project


def codes(project, name, content="x"):
    file = project / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    reading = read_project(Project.from_config(project / "mkdocs.yml"))
    return [each.code for each in reading.diagnostics]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("assets/clearinghouse.js", "CH115"), ("assets/search/index.png", "CH116"), ("Assets/x.png", "CH116"), ("about/x.svg", "CH115"),
        ("about/x.SVG", "CH115"), ("about/x.css", "CH115"), ("about/x.xml", "CH115"), ("about/x.png.htm", "CH115"),
        ("api/v1/projects.csv", "CH116"), ("calendar.ics", "CH116"), ("search.md", "CH116"), ("contribute/new/index.md", "CH116"),
        ("Projects/x.pdf", "CH117"), ("about/" + "x" * 131 + ".pdf", "CH117"), ("about/a<b.txt", "CH117"), ("about/x..pdf/y.pdf", ""),
        ("about/x./y.pdf", "CH117"), ("about/a\u202efdp.txt", "CH117"), ("about/a\nb.txt", "CH117"), ("about/a\x07.txt", "CH117"),
        ("about/a\\b.txt", "CH117"), ("about/سلامة.pdf", ""), ("projects/plan.pdf", ""), ("about/photo.JPG", ""), ("about/.draft.svg", ""), (".git/x.svg", ""),
    ],
)  # fmt: skip
def test_a_file_is_refused_by_its_kind_its_place_or_its_name(small, name, code):
    assert codes(small, name) == ([code] if code else [])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name themselves")
def test_a_name_that_is_not_utf_8_is_told_and_hinders_nothing_else(small):
    (small / "content" / os.fsdecode(b"plan-\xff.pdf")).write_bytes(b"x")
    reading = read_project(Project.from_config(small / "mkdocs.yml"))
    (told,) = reading.diagnostics
    assert (told.code, told.file) == ("CH117", "content/plan-\ufffd.pdf")
    assert "UTF-8" in told.message


def test_what_a_site_has_of_its_own_could_not_be_replaced_by_a_file_of_the_content(small):
    """Whatever the check lets pass, the build must find; what the theme brings is not seen there, and so must be refused by its place."""
    result = build(small)
    assert result.returncode == 0, result.stderr
    made = [path for path in files_of(small / "site") if not path.endswith(".html")]
    project = Project.from_config(small / "mkdocs.yml")
    told = {each.file for each in check_files(project, ["projects", "bodies"], made)}
    assert {f"content/{path}" for path in made} == told
    assert {path.partition("/")[0] for path in made} <= {*OWN_FOLDERS, *OWN_FILES}


def test_a_page_at_the_place_of_one_that_the_program_makes_stops_the_build_and_the_site_stays(small):
    assert build(small).returncode == 0
    before = files_of(small / "site")
    page = small / "content/contribute/errors.md"
    page.parent.mkdir()
    page.write_text("# Mine\n")
    result = build(small)
    assert result.returncode == 1
    assert "contribute/errors.html" in result.stderr
    assert "Traceback" not in result.stderr
    assert files_of(small / "site") == before
