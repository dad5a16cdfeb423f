"""The snippets of Visual Studio Code: one a record type, whose blanks the check tells of, and which passes once they are filled."""

import json
import re
from pathlib import Path

import pytest

from clearinghouse.cache import Cache
from clearinghouse.core.as_written import value_text
from clearinghouse.core.front_matter import read_front_matter
from clearinghouse.core.schema import schemas_from
from clearinghouse.editors.snippets import PATH, snippet_files, snippet_lines
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project, read_all_types

ROOT = Path(__file__).parents[2]
PROJECT = Project(ROOT, ROOT / "content", ROOT / "schemas")
TYPES = read_all_types(PROJECT)

STOP = re.compile(r"\$\{(\d+)(?:\|((?:\\.|[^|\\])*)\||:((?:\\.|[^}\\])*))\}")
"""A choice or a placeholder, as the grammar in the manual of Visual Studio Code has them."""


def expanded(lines: list[str], fill) -> str:
    """The text that a snippet leaves; `fill` says what is written at each of its stops, of the values that are offered there."""

    def filled(stop: re.Match[str]) -> str:
        if stop[2] is None:
            return fill([re.sub(r"\\([\\$}])", r"\1", stop[3])])
        values = re.findall(r"(?:\\.|[^,\\])+", stop[2])
        return fill([re.sub(r"\\([\\,|])", r"\1", each) for each in values])

    return STOP.sub(filled, "\n".join(lines)).replace("$0", "")


def as_left(values: list[str]) -> str:
    """Nobody writes anything, and nobody chooses."""
    return values[0]


def test_the_committed_file_is_what_the_schemas_give():
    for path, text in snippet_files(TYPES.schemas, TYPES.code_lists).items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, "clearinghouse generate writes it anew"


def test_there_is_a_snippet_for_every_record_type_and_only_markdown_files_are_offered_it():
    text = snippet_files(TYPES.schemas, TYPES.code_lists)[PATH]
    assert "clearinghouse generate" in text[:400]
    snippets = json.loads(text.partition("\n")[2])
    assert snippets.keys() == {schema.title for schema in TYPES.schemas.values()}
    assert all(each["scope"] == "markdown" and each["body"][0] == "---" for each in snippets.values())


@pytest.mark.parametrize("schema", TYPES.schemas.values(), ids=lambda schema: schema.name)
def test_stops_are_numbered_in_reading_order_and_nothing_else_is_taken_for_one(schema):
    body = "\n".join(snippet_lines(schema, TYPES.code_lists))
    numbers = [int(stop[1]) for stop in STOP.finditer(body)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert STOP.sub("", body).count("$") == 1  # the place of the text


@pytest.mark.parametrize("schema", TYPES.schemas.values(), ids=lambda schema: schema.name)
def test_what_nobody_fills_in_is_a_blank_that_has_no_value(schema):
    text = expanded(snippet_lines(schema, TYPES.code_lists), as_left)
    read = read_front_matter(text.split("---\n")[1], "x.md", 2)
    assert not read.diagnostics
    assert set(leaves(read.data)) == {None}
    wanted = {field.name for field in schema.fields if field.required or (field.expected and field.show != "no")}
    assert read.data.keys() == wanted


def leaves(value):
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    else:
        yield value


def test_the_check_tells_of_every_blank_and_of_nothing_else(tmp_path):
    for name, schema in TYPES.schemas.items():
        (tmp_path / "content" / name).mkdir(parents=True)
        text = expanded(snippet_lines(schema, TYPES.code_lists), as_left)
        (tmp_path / "content" / name / "xx.md").write_text(text, encoding="utf-8")
    found = {}
    for each in read_project(
        Project(tmp_path, tmp_path / "content", ROOT / "schemas"), Cache(), lambda *_: None
    ).diagnostics:
        found.setdefault(each.file.split("/")[1], []).append(each)
    assert found.keys() == TYPES.schemas.keys()
    for name, schema in TYPES.schemas.items():
        text = expanded(snippet_lines(schema, TYPES.code_lists), as_left).split("\n")
        blanks = {number for number, line in enumerate(text, 1) if "# " in line}
        assert {each.span.start.line for each in found[name]} == blanks
        assert len({each.code for each in found[name]}) == 1


def test_what_is_filled_in_as_the_schema_shows_passes_the_check(tmp_path):
    for name, schema in TYPES.schemas.items():
        examples = {f"# {field.description}": field for field in schema.all_fields}

        def typed(values: list[str], examples=examples) -> str:
            if len(values) > 1:
                return values[1]
            example = examples[values[0]].examples[0]
            return value_text(example[0] if isinstance(example, list) else example)

        (tmp_path / "content" / name).mkdir(parents=True)
        text = expanded(snippet_lines(schema, TYPES.code_lists), typed)
        assert "# " not in text
        (tmp_path / "content" / name / "xx.md").write_text(text, encoding="utf-8")
    reading = read_project(Project(tmp_path, tmp_path / "content", ROOT / "schemas"), Cache(), lambda *_: None)
    # There are no other records to refer to (CH302), and the rules of coordination (CH5) want more than is asked of all.
    assert [each for each in reading.diagnostics if each.code != "CH302" and not each.code.startswith("CH5")] == []
    assert reading.checked == len(TYPES.schemas)


def test_signs_that_mean_something_in_snippets_are_taken_for_what_they_are():
    about = {"name": "things", "title": "Things", "description": "All things."}
    fields = {
        "a": {"type": "string", "description": r"Costs $5 {or} C:\x, a|b", "x-expected": True},
        "b": {
            "type": "string",
            "description": "One, or | the other \\",
            "enum": ["x,y", "p|q", "no", "$1"],
            "x-expected": True,
        },
    }
    schema = schemas_from({"thing.schema.json": {"title": "Thing", "x-collection": about, "properties": fields}})[
        "things"
    ]
    lines = snippet_lines(schema, {})
    seen: list[list[str]] = []
    expanded(lines, lambda values: seen.append(values) or "")
    assert seen == [[r"# Costs $5 {or} C:\x, a|b"], ["# One, or | the other \\", "x,y", "p|q", '"no"', "$1"]]
    assert lines[1] == r"a: ${1:# Costs \$5 {or\} C:\\x, a|b}"
