"""What the check accepts, jsonschema with a reader of YAML 1.2 (ruamel.yaml) accepts too; and the reverse, but for rules of our own."""

import warnings
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML, YAMLError

from clearinghouse.core.checked import check_by_itself
from clearinghouse.core.record import Key
from clearinghouse.core.schema import with_years_as_text
from clearinghouse.core.source import read_source
from clearinghouse.project import Project, read_types

TESTS = Path(__file__).parents[1]
SCHEMAS, CODE_LISTS, _ = read_types(Project.from_config(TESTS / "small/mkdocs.yml"))
SCHEMA = SCHEMAS["projects"]
CASES = sorted(TESTS.glob("cases/*/content/projects/*.md"))

OUR_OWN = {
    "CH101", "CH104", "CH105", "CH111", "CH122", "CH127", "CH128", "CH130", "CH203", "CH210", "CH211", "CH223", "CH242", "CH243", "CH250", "CH303",
    "CH401", "CH402", "CH403", "CH404", "CH405",
}  # fmt: skip
"""What neither YAML nor the standard keywords of JSON Schema forbid: code lists, order of dates, empty values, machinery, links …"""

GOOD = {
    "title": "A project", "summary": "Invented.", "status": "ongoing", "countries": '[ZM, "NO"]', "start": "2003-05",
    "partners": "[{body: norad, role: funding}]", "budget": "{amount: 5.5, currency: USD}", "pooled": "false",
    "website": '"https://example.org/"', "sources": "[{id: s, title: Note}]",
}  # fmt: skip
SCALARS = st.sampled_from([
    "2006", "2006-01", "2006-13", "2006-01-31", "1", "-5", "1.5", "1e3", "true", "True", "null", "~", "", "abc", "'abc'", '"a\\tb"', "[]", "{}",
    "[a, b]", "[ZM, ZM]", "{a: b}", "{amount: 1, currency: USD}", "{amount: x, currency: USD}", "https://a.b/c", "www.a.b", "a: b", "a #b", "#b", "ar",
    "|\n  two\n  lines", ">-\n  folded\n  text", "'it''s'", "ongoing", "[{id: s, title: Note}]", "[{id: s}]", "\n  - a\n  - b", "\n  a: b",
    "“x”", "x" * 300, "x" * 700, "1" * 60, "0o17", "0x1F", "+3", ".5", "5.", "!x", "*x", "&x y", "- a", "? a", "@a", "`a", "%a", "'", '"', "[", "}",
]) | st.text(alphabet="ab:-#'\"[]{},|>%@ 01.~", max_size=8)  # fmt: skip
RECORDS = st.tuples(
    st.dictionaries(st.sampled_from([*GOOD, "end", "lessons", "steps", "language", "other"]), SCALARS, max_size=3),
    st.sets(st.sampled_from(list(GOOD)), max_size=1),
)


def codes_of(text):
    source = read_source(text.encode(), "content/projects/x.md")
    return {each.code for each in check_by_itself(Key("projects", "x"), source, SCHEMA, CODE_LISTS).faults}


def others_accept(front_matter):
    """Whether ruamel.yaml reads it as one mapping that keeps the schema, as jsonschema says; a bare year stands for itself."""
    reader = YAML(typ="safe", pure=True)
    # YAML 1.2 has no dates; ruamel.yaml gives them all the same.
    reader.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _reader, node: node.value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # two equal anchors; what is read is what counts
            data = reader.load(front_matter)
    except (YAMLError, ValueError, TypeError, AttributeError):  # it raises more than it names for what is no YAML
        return False
    return isinstance(data, dict) and SCHEMA.validator.is_valid(with_years_as_text(data, SCHEMA))


def assert_agreement(front_matter, text):
    codes = codes_of(text)
    if "CH130" in {each.code for each in read_source(text.encode(), "x.md").diagnostics}:
        return  # that readers differ is just what the message says
    if not codes:
        assert others_accept(front_matter)
    if others_accept(front_matter):
        assert codes <= OUR_OWN


@given(RECORDS)
@example(({}, set()))
@settings(max_examples=300)
def test_generated_records_are_taken_alike(record):
    changed, left_out = record
    fields = {name: value for name, value in {**GOOD, **changed}.items() if name not in left_out or name in changed}
    front_matter = "".join(f"{name}: {value}\n" for name, value in fields.items())
    assert_agreement(front_matter, f"---\n{front_matter}---\n")


@pytest.mark.parametrize("file", CASES, ids=lambda path: path.parts[-4])
def test_wrong_records_are_taken_alike(file):
    content = file.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError:
        assert "CH102" in {each.code for each in read_source(content, file.name).diagnostics}
        return
    parts = text.replace("\r\n", "\n").split("---\n", 2)
    if len(parts) == 3:
        assert_agreement(parts[1], text)


def test_the_good_record_is_good():
    front_matter = "".join(f"{name}: {value}\n" for name, value in GOOD.items())
    assert codes_of(f"---\n{front_matter}---\n") == set()
    assert others_accept(front_matter)
