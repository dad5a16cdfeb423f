"""What a page with a form carries: what the schema says of the fields, what can be chosen, and how much that weighs."""

import gzip
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.coordination.conftest import press_of
from tests.pages.test_values import EVIL
from tests.views.test_facts import CATALOGUE, READING

from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.core.naming import id_from_title
from clearinghouse.core.record import Key, Record
from clearinghouse.core.source import read_source
from clearinghouse.pages.form import change_url, form_pages, form_spec, new_address
from clearinghouse.pages.form_data import text_file, titles_file
from clearinghouse.pages.form_lists import list_files
from clearinghouse.pages.page import Settings
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ASSETS = ROOT / "plugins/clearinghouse/theme/assets"
PRESS = press_of(CATALOGUE, READING.desk)
SPEC = form_spec(CATALOGUE.schemas["projects"], PRESS)


@pytest.fixture(scope="module")
def real():
    reading = read_project(Project.from_config(ROOT / "mkdocs.yml"))
    return press_of(reading.catalogue, reading.desk)


def field(name: str, within=SPEC["fields"]):
    return next(each for each in within if each["name"] == name)


def test_the_form_knows_of_a_field_what_the_schema_says():
    assert [each["name"] for each in SPEC["fields"]] == list(CATALOGUE.schemas["projects"].names)
    assert field("title")["required"]
    assert field("status") == {"name": "status", "about": "How far it is.", "required": 1, "list": "statuses"}
    assert field("partners")["title"] == "Bodies"
    assert field("amount", field("budget")["fields"])["kind"] == "number"
    assert field("website") == {
        "name": "website", "about": "Its site.", "example": "https://example.org/", "kind": "uri", "max": 500,
    }  # fmt: skip
    assert field("end")["after"] == "start"
    assert "pattern" not in field("start")  # its format says more
    assert field("part_of")["to"] == "projects"
    assert field("not_known")["names"] == "absent"
    assert field("steps")["many"]
    assert field("id", field("steps")["fields"])["pattern"] == "^[a-z0-9]+(-[a-z0-9]+)*$"
    assert field("text", field("steps")["fields"])["long"]
    assert field("amount", field("budget")["fields"])["low"] == 0


def test_a_field_that_the_script_has_no_control_for_is_left_as_it_is():
    schema = CATALOGUE.schemas["projects"]
    odd = {"title": "Odd", "description": "A list of lists.", "examples": [[["a"]]], "type": "array", "items": {"type": "array", "items": {"type": "string"}}}  # fmt: skip
    resolved = {**schema.resolved, "properties": {**schema.resolved["properties"], "odd": odd}}
    assert "odd" not in [each["name"] for each in form_spec(replace(schema, resolved=resolved), PRESS)["fields"]]


def test_short_code_lists_stand_in_the_page_and_long_ones_in_files(real):
    spec = form_spec(real.catalogue.schemas["initiatives"], real)
    files = dict(map(received, list_files(real)))
    assert "completed" in spec["lists"]["statuses"].split("\n")
    assert {"countries", "themes"} & spec["lists"].keys() == set()
    assert all(len(text.split("\n")) <= 15 for text in spec["lists"].values())
    assert {"lists/countries", "lists/themes"} <= files.keys()
    assert spec["named"] == {
        "countries": "region",
        "currencies": "currency",
        "languages": "language",
        "regions": "region",
    }
    countries = files["lists/countries"].split("\n")
    assert "AL" in countries  # its label is known to browsers
    assert [any(line.startswith(f"{code}\t\t") and name in line.split("\t") for line in countries)
            for code, name in (("CI", "Ivory Coast"), ("SZ", "Swaziland"), ("GB", "UK"))] == [True] * 3  # fmt: skip
    assert "sdg-1\t" in files["lists/development-goals"]


def test_rules_that_make_a_record_an_error_come_along_where_the_script_can_follow_them(real):
    rules = form_spec(real.catalogue.schemas["initiatives"], real)["rules"]
    lasting = next(each for each in rules if each["field"] == "sustainability")
    assert lasting["when"] == {"required": ["status"], "properties": {"status": {"enum": ["approved", "ongoing"]}}}
    assert lasting["must"] == {"required": ["sustainability"]}
    assert lasting["message"].startswith(
        "It is not said how the results last after the end of the initiative. Write sustainability"
    )
    codes = {each.code for each in real.desk.rules if each.message and each.message in lasting["message"]}
    assert all(each.rule.severity.value == "error" for each in real.desk.rules if each.code in codes)


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (Settings("a"), ""),
        (Settings("a", edit_address="https://github.com/o/r/edit/main"), "https://github.com/o/r/new/main?filename={file}&value={text}"),
        (Settings("a", edit_address="https://forge.example/o/r/_edit/main"), ""),
        (Settings("a", edit_address="https://github.com/o/r/edit/main", new_address="https://f.example/{file}"), "https://f.example/{file}"),
    ],
)  # fmt: skip
def test_where_a_new_file_is_proposed_follows_from_where_files_are_edited(settings, address):
    assert new_address(settings) == address


def test_every_kind_of_record_has_a_form_that_hostile_words_cannot_break_out_of():
    settings = Settings("Test", edit_address=EVIL, report_address=f"https://x.example/{EVIL}")
    pages = {page.url: page for page in form_pages(replace(PRESS, settings=settings))}
    assert list(pages) == ["contribute/new/index.html", "contribute/new/bodies.html", "contribute/new/projects.html"]
    for page in pages.values():
        assert EVIL not in page.content
    content = str(pages["contribute/new/projects.html"].content)
    found = re.search(r'id="ch-form-spec">(.*?)</script>', content, re.DOTALL)
    assert json.loads(found[1])["editAddress"] == EVIL
    assert "The form needs JavaScript." in content
    assert (
        "in the folder content/projects/ (make it, if there is none yet)" in content
    )  # a collection may have no record yet
    assert "If there is no such folder yet, make it." in json.loads(found[1])["words"]["readyNew"]
    assert 'src="../../assets/clearinghouse-form.js" defer' in pages["contribute/new/projects.html"].head


def test_an_id_follows_from_the_title_as_it_does_in_the_script():
    for title, slug in json.loads((HERE / "slugs.json").read_text()):
        assert id_from_title(title) == slug


def received(file: tuple[str, bytes]):
    name, data = json.loads(
        f"[{file[1].decode().removeprefix('clearinghouseForm.receive(').removesuffix(chr(10)).removesuffix(')')}]"
    )
    return name, data


def test_titles_leave_out_ids_that_follow_from_them_and_cannot_be_broken_out_of():
    records = [
        Record(Key("bodies", "first-body"), {"title": "First body"}, "", ""),
        Record(Key("bodies", "two"), {"title": f"Second\tbody\n{EVIL}", "aliases": ["old", "older"]}, "", ""),
    ]
    file = titles_file("bodies", catalogue_of(records, CATALOGUE.schemas, CATALOGUE.code_lists))
    assert file[0] == "assets/form/bodies.js"
    assert b"<" not in file[1]
    assert received(file) == ("titles/bodies", f"\tFirst body\ntwo\tSecond body {EVIL}\told older")


def text_of(content: str):
    source = read_source(content.encode(), "content/bodies/a.md")
    record = Record(Key("bodies", "a"), source.data, source.body, source.file)
    name, text = received(text_file(record, source))
    assert name == "texts/bodies/a"
    return text


def test_a_record_comes_as_it_was_written():
    content = "---  \n# who\ntitle: A\nn: 1.50\n\nlist:\n  - {title: inner}\n---\n\n\nText \n\n"
    text = text_of(content)
    assert text["before"] + text["front"] + text["after"] + text["body"] == content
    assert text["lines"] == [["title", 1], ["n", 2], ["list", 4]]
    assert text["data"] == {"title": "A", "n": "1.50", "list": [{"title": "inner"}]}


@pytest.mark.parametrize("content", ["---\n{title: A, summary: B}\n---\n", "---\n  title: A\n---\n"])
def test_what_cannot_be_cut_into_fields_is_not_offered_for_change(content):
    assert text_of(content) is None


def test_the_text_of_a_record_is_a_file_that_it_names_alone():
    source = read_source(b"---\ntitle: A\n---\n", "content/bodies/a.md")
    assert text_file(Record(Key("bodies", "a"), source.data, "", ""), source)[0] == "assets/form/bodies/a.js"
    assert change_url(Key("bodies", "a")) == "contribute/new/bodies.html?record=a"


LIMIT = 30 * 1024
_WORDS = [
    "agency",
    "authority",
    "bank",
    "biosafety",
    "board",
    "bureau",
    "centre",
    "centres",
    "commission",
    "committee",
    "council",
    "department",
    "development",
    "directorate",
    "environment",
    "federal",
    "food",
    "foundation",
    "fund",
    "health",
    "institute",
    "international",
    "laboratory",
    "ministry",
    "national",
    "network",
    "office",
    "programme",
    "regional",
    "research",
    "rural",
    "science",
    "secretariat",
    "service",
    "society",
    "technology",
    "trust",
    "university",
]


def thousand(real) -> tuple[Record, ...]:
    """Organisations such as the real ones: five words a title, of which the id follows for two in five; the others have an acronym."""
    draw = random.Random(1)
    places = [real.wording.label("countries", each) for each in real.catalogue.code_lists["countries"].concepts]
    records = {}
    while len(records) < 1000:
        words = draw.sample(_WORDS, draw.randint(1, 4))
        title = f"{' '.join(words).capitalize()} of {draw.choice(places)}"
        name = (
            id_from_title(title)
            if draw.random() < 0.4
            else f"{''.join(each[0] for each in words)}-{draw.randint(1, 999)}"
        )
        records[name] = Record(Key("organisations", name), {"title": title}, "", "")
    return tuple(records.values())


def test_the_largest_form_with_a_thousand_ids_to_choose_from_stays_under_30_kilobytes(real):
    catalogue = catalogue_of(thousand(real), real.catalogue.schemas, real.catalogue.code_lists)
    pages = {page.url: str(page.content) for page in form_pages(real)}
    largest = max(pages.values(), key=len)
    parts = {
        "page": largest.encode(),
        "script": (ASSETS / "clearinghouse-form.js").read_bytes(),
        "ids": titles_file("organisations", catalogue)[1],
    }
    assert parts["ids"].count(b"\\n") == 999
    weights = {name: len(gzip.compress(part, 9)) for name, part in parts.items()}
    assert sum(weights.values()) < LIMIT, weights
