"""The pages of record types: examples that pass the check, and every field with what may be written in it."""

import re
import shutil
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from clearinghouse.cache import Cache
from clearinghouse.core.as_written import yaml_text
from clearinghouse.core.diagnostic import Severity
from clearinghouse.core.front_matter import read_front_matter
from clearinghouse.core.schema import Field, schemas_from, with_years_as_text
from clearinghouse.pages.examples import Example, least_example, whole_example
from clearinghouse.pages.guide import YAML
from clearinghouse.pages.limits import limits_of
from clearinghouse.pages.page import Press, Settings
from clearinghouse.pages.record_types import anchor_of, list_pages, list_url, type_pages
from clearinghouse.pages.yaml_lessons import LESSONS, OTHER_WAYS, yaml_page
from clearinghouse.pipeline import Reading, read_project
from clearinghouse.project import Project
from clearinghouse.views.wording import Wording

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 6, 30)


class Text(HTMLParser):
    """The words of a page, without its marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_of(html: str) -> str:
    return " ".join(" ".join(Text(html).words).split())


def reading_of(project: Project) -> Reading:
    return read_project(project, Cache(), lambda *_: None)


def press_of(project: Project) -> Press:
    reading = reading_of(project)
    return Press(reading.catalogue, Wording("en", reading.catalogue.code_lists), Settings("Test"), reading.desk)


@pytest.fixture(scope="module", params=["real", "training"])
def project(request) -> Project:
    if request.param == "real":
        return Project(ROOT, ROOT / "content", ROOT / "schemas", None, TODAY)
    training = ROOT / "examples" / "training"
    return Project(training, training / "content", ROOT / "schemas", training / "code-lists", TODAY)


@pytest.fixture(scope="module")
def press(project) -> Press:
    return press_of(project)


def errors_with(project: Project, folder: Path, files: dict[str, str]) -> list[str]:
    """What the check says of the project with some more files, or other ones."""
    content = shutil.copytree(project.content, folder / "content")
    for name, text in files.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    reading = reading_of(replace(project, root=folder, content=content))
    assert reading.checked >= len(files)
    return [
        f"{each.file}: {each.code} {each.message}" for each in reading.diagnostics if each.severity is not Severity.NOTE
    ]


def test_every_example_passes_the_check_without_a_warning(project, press, tmp_path):
    files = {}
    for name, schema in press.catalogue.schemas.items():
        least, whole = least_example(schema, press), whole_example(schema, press)
        assert bool(whole.record) == bool(press.catalogue.collection(name))
        free = "xx" if name == "countries" else "an-example"
        files[f"{name}/{free}.md"] = f"{least.text}\n"
        files[f"{name}/{whole.record.key.id if whole.record else 'a-whole-example'}.md"] = f"{whole.text}\n"
        if whole.record:
            read = read_front_matter(fields_in(whole), "x.md", 2)
            assert not read.diagnostics
            assert with_years_as_text(read.data, schema) == whole.record.data
    assert errors_with(project, tmp_path, files) == []


def fields_in(example: Example) -> str:
    return example.text.removeprefix("---\n").partition("\n---")[0] + "\n"


def test_the_page_of_a_type_has_every_field_with_its_description_example_and_codes(press):
    checked = 0
    pages = {page.url: page for page in type_pages(press)}
    for name, schema in press.catalogue.schemas.items():
        html = str(pages[f"contribute/{name}.html"].content)
        words = words_of(html)
        for field in schema.all_fields:
            checked += 1
            assert html.count(f'<h3 id="{anchor_of(field)}">') + html.count(f' id="{anchor_of(field)}">') >= 1
            assert field.description in words
            if field.code_list:
                assert f'href="list-{field.code_list}.html"' in html
        assert words.count("needed") >= sum(field.required for field in schema.fields)
    assert checked > 400


def test_a_field_says_its_codes_its_limits_what_it_refers_to_and_who_asks_for_it(press):
    initiatives = words_of(
        next(str(page.content) for page in type_pages(press) if page.url == "contribute/initiatives.html")
    )
    assert "completed Completed" in initiatives
    assert "A list of ids of records in Strategies ." in initiatives
    assert "The page of that record then lists this one under “Initiatives that follow it”." in initiatives
    assert "Asked for by the check: CH508 No word on the duty to report" in initiatives
    assert "Limits: 20 to 600 characters." in initiatives
    assert "organisations: - {organisation:" in initiatives


def test_every_code_list_that_records_use_has_a_page_with_all_its_codes_and_the_fields_that_use_it(press):
    pages = {page.url: str(page.content) for page in list_pages(press)}
    used = {field.code_list for schema in press.catalogue.schemas.values() for field in schema.coded}
    assert len(used) > 30
    assert {list_url(name) for name in used} | {"contribute/code-lists.html"} == pages.keys()
    for name in used:
        html = pages[list_url(name)]
        for concept in press.catalogue.code_lists[name].concepts.values():
            assert f'<tr id="{concept.slug}"><th scope="row"><code>{concept.id}</code></th>' in html
    assert '<a href="initiatives.html#field-status">Initiative: Status</a>' in pages[list_url("statuses")]


FULL = {
    "code": {"type": "string", "minLength": 2, "pattern": "^[A-Z]+$"},
    "id": {"type": "string", "maxLength": 1200, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "year": {"type": "integer", "minimum": 1990, "maximum": 2100},
    "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    "least": {"type": "integer", "minimum": 0},
    "most": {"type": "integer", "maximum": 9},
    "names": {"type": "array", "minItems": 1, "maxItems": 5, "uniqueItems": True, "items": {"type": "string"}},
    "group": {"type": "object", "minProperties": 1, "properties": {}},
    "end": {"type": "string", "format": "date", "x-not-before": "start"},
    "start": {"title": "Start", "type": "string", "format": "date"},
}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("code", ["at least 2 characters", "in this form: ^[A-Z]+$"]),
        ("id", ["at most 1,200 characters", "lower-case letters, digits and hyphens"]),
        ("year", ["1990 to 2100"]),
        ("share", ["more than 0", "less than 1"]),
        ("least", ["0 or more"]),
        ("most", ["9 or less"]),
        ("names", ["at least 1 in the list", "at most 5 in the list", "each only once"]),
        ("group", ["at least 1 of its fields"]),
        ("end", ["not before “Start”"]),
    ],
)
def test_limits_are_said_in_words(name, words):
    about = {"name": "things", "title": "Things", "description": "All things."}
    schema = schemas_from({"thing.schema.json": {"title": "Thing", "x-collection": about, "properties": FULL}})[
        "things"
    ]
    field = next(each for each in schema.fields if each.name == name)
    assert limits_of(field, schema, Wording("en", {})) == words


def test_values_that_programs_read_differently_are_written_in_quotation_marks_and_dates_are_not():
    def field(name: str, kind: str) -> Field:
        return Field((name,), name, "", kind, False, False, {})

    data = {
        "start": "2006",
        "end": "2006-01-18",
        "code": "2006",
        "where": ["NO", "ZM"],
        "on": True,
        "title": "A: b",
        "note": "",
    }
    fields = [field("start", "date"), field("end", "date"), field("code", "text")]
    text = yaml_text(data, fields)
    assert text == (
        'start: 2006\nend: 2006-01-18\ncode: "2006"\nwhere: ["NO", ZM]\n"on": true\ntitle: "A: b"\nnote: ""\n'
    )


# --- the page that explains YAML ------------------------------------------------------------------

BASE = {
    "title": "title: A course for officers",
    "summary": "summary: A course of one week for customs officers.",
    "sources": "sources: [{id: report, title: Report of the course}]",
}


def a_record(lines: str) -> str:
    if lines.startswith("---"):
        rest = "".join(f"{line}\n" for name, line in BASE.items() if name != "title")
        return lines.replace("---\n", f"---\n{rest}", 1) + "\n"
    own = re.match(r"\w+", lines)
    assert own
    rest = "".join(f"{line}\n" for name, line in BASE.items() if name != own[0])
    return f"---\n{lines}\n{rest}---\n"


def test_what_the_yaml_page_calls_right_passes_and_what_it_calls_wrong_gives_the_code_that_it_names(tmp_path):
    content = tmp_path / "content" / "initiatives"
    content.mkdir(parents=True)
    for name, lesson in LESSONS.items():
        (content / f"{name}-wrong.md").write_text(a_record(lesson.wrong), encoding="utf-8")
        (content / f"{name}-right.md").write_text(a_record(lesson.right), encoding="utf-8")
    for name, lines in OTHER_WAYS.items():
        (content / f"{name}-other.md").write_text(a_record(lines), encoding="utf-8")
    reading = reading_of(Project(tmp_path, tmp_path / "content", ROOT / "schemas", None, TODAY))
    asks_for_more = "CH5"  # the rules of coordination want further fields, which have nothing to do with YAML
    found = {
        (Path(each.file).stem, each.code) for each in reading.diagnostics if not each.code.startswith(asks_for_more)
    }
    assert found == {(f"{name}-wrong", lesson.code) for name, lesson in LESSONS.items()}


def test_the_yaml_page_shows_every_lesson(press):
    html = str(yaml_page(press).content)
    assert yaml_page(press).url == YAML
    for lesson in LESSONS.values():
        assert html.count(f'errors.html#{lesson.code}"') >= 1
    assert html.count('<figure class="ch-wrong">') == html.count('<figure class="ch-right">') == len(LESSONS)
