"""The one form: same data, same text; nothing is changed that a record says; comments stay at what they are about."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import ruamel.yaml
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.core.canonical import LINE_WIDTH, canonical
from clearinghouse.core.front_matter import read_front_matter
from clearinghouse.core.scalar import CONTROL
from clearinghouse.core.schema import with_years_as_text
from clearinghouse.core.source import read_source
from clearinghouse.editing.comments import comments_in, with_comments
from clearinghouse.editing.formatting import formatted
from clearinghouse.project import Project, read_types, record_files
from tests.editing.editors import Decap, Sveltia, dump

ROOT = Path(__file__).parents[2]
SMALL, _, _ = read_types(Project(ROOT, ROOT / "tests/small/content", ROOT / "tests/small/schemas"))
PROJECT = SMALL["projects"]


def projects():
    for config in ("mkdocs.yml", "examples/training/mkdocs.yml"):
        project = Project.from_config(ROOT / config)
        schemas, _, _ = read_types(project)
        for file in record_files(project, schemas):
            yield pytest.param(file, schemas[file.key.collection], id=file.file.replace("content/", config[:4] + ":"))


RECORDS = list(projects())
every_record = pytest.mark.parametrize(("file", "schema"), RECORDS)


def form(text, schema=PROJECT):
    """The one form of front matter, without its rows of hyphens."""
    result = formatted(f"---\n{text}---\nText.\n".encode(), "content/projects/x.md", schema)
    assert not result.faults
    return result.content.decode().removeprefix("---\n").removesuffix("---\nText.\n")


# --- all records ----------------------------------------------------------------------------------


@every_record
def test_a_published_record_is_in_the_one_form(file, schema):
    assert formatted(file.content(), file.file, schema).content == file.content()


@every_record
@pytest.mark.parametrize("editor", [Sveltia, Decap])
def test_what_a_form_editor_saves_comes_back_to_the_same_form(file, schema, editor):
    source = read_source(file.content(), file.file)
    data = with_years_as_text(source.data, schema)
    names = list(data)
    random.Random(file.file).shuffle(names)
    saved = f"---\n{dump({name: data[name] for name in names}, editor)}---\n{source.body}".encode()
    assert formatted(saved, file.file, schema).content == file.content()


def test_an_edit_in_a_form_is_all_that_the_difference_shows():
    before = form(
        'title: Training\nsummary: A course.\nstatus: ongoing\ncountries: [ZM, "NO"]\nsources:\n  - {id: s, title: T}\n'
    )
    data = read_front_matter(before, "", 1).data | {"status": "completed"}
    after = form(dump(data, Sveltia))
    assert [line for line in after.split("\n") if line not in before.split("\n")] == ["status: completed"]


# --- any data -------------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.text(max_size=30).filter(lambda text: not CONTROL.search(text)),
    st.sampled_from([
        "NO", "yes", "0150", "1:30:00", "2006-01-18", "2006-1-8", "2006-01-18 10:00", "2006", "1_000", "0x1f", "1e3", "~", "null", "=", "<<",
        "# no comment", "a # b", "a: b", "- a", "“quoted”", "it's", 'say "so"', "@x", "%x", "`x`", "&x", "*x", "!x", "[x", "{x", "a, b", "]",
        "line\nline", "line\n\nline\n", "line\n  more\n", " line\nline", "line \nline", "\ttab\nline", "\n", "", " ", "x ", "\u00a0x", "---", "...", "a\\b",
        "https://example.org/?a=b#c", "x" * 130, "word " * 40 + "end", "é中ع😀", "?", "? x", ":", "-", ">", "|", "a:", ":a", "\r",
    ]),
)  # fmt: skip
SCALARS = st.one_of(
    TEXTS, st.integers(-(10**39), 10**39), st.booleans(), st.none(),
    st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3),
)  # fmt: skip
NAMES = st.one_of(
    st.sampled_from(["title", "status", "sources", "budget", "no", "x"]), TEXTS.filter(lambda text: len(text) < 40)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
DATA = st.dictionaries(NAMES, VALUES, min_size=1, max_size=6)


@given(DATA)
def test_any_data_is_read_again_as_it_was_and_has_one_form(data):
    text = canonical(data, PROJECT.fields)
    again = read_front_matter(text, "", 1)
    assert again.data == data
    assert _kinds(again.data) == _kinds(data)
    assert not again.diagnostics, "and nothing in it is read differently by others"
    assert canonical(again.data, PROJECT.fields) == text


def _kinds(value):
    if isinstance(value, dict):
        return {name: _kinds(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_kinds(each) for each in value]
    return "number" if isinstance(value, Decimal) or type(value) is int else type(value).__name__


@given(TEXTS)
def test_other_readers_of_yaml_1_1_and_1_2_read_a_text_as_it_was(text):
    written = canonical({"block": text, "flow": [text], "group": {"x": text}}, ())
    for data in (yaml.safe_load(written), ruamel.yaml.YAML(typ="safe", pure=True).load(written)):
        for value in (data["block"], *data["flow"], *data["group"].values()):
            assert (value.isoformat() if isinstance(value, date) else value) == text


COMMENTS = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["# one", "# two: 2", "#three", "# - four", "# # five"])), max_size=8
)


@given(DATA.filter(lambda data: any(name.isidentifier() for name in data)), COMMENTS, st.booleans())
def test_comments_are_kept_whatever_they_stand_at(data, comments, beside):
    lines = canonical(data, PROJECT.fields).removesuffix("\n").split("\n")
    for at, comment in comments:
        line = at % (len(lines) + 1)
        if beside and line < len(lines) and not lines[line].endswith(("|", "|-", "|+")):
            lines[line] += f"  {comment}"
        else:
            lines.insert(line, comment)
    text = "\n".join(lines) + "\n"
    read = read_front_matter(text, "", 1)
    if read.data != data:
        return  # it stood within a block of text, and was text
    first = form_with_comments(text, data)
    assert read_front_matter(first, "", 1).data == data
    assert sorted(each for comment in comments_in(first) for each in comment.text.split("  ")) == sorted(
        each for comment in comments_in(text) for each in comment.text.split("  ")
    )
    assert form_with_comments(first, data) == first


def form_with_comments(text, data):
    return with_comments(canonical(data, PROJECT.fields), comments_in(text))


# --- single decisions -----------------------------------------------------------------------------


def test_fields_stand_in_the_order_of_the_schema_also_in_groups_and_unknown_ones_last():
    assert form("unknown: 1\nsources:\n- title: T\n  zzz: 2\n  id: s\nbudget: {currency: USD, amount: 5}\ntitle: Course\n") == (
        "title: Course\nbudget: {amount: 5, currency: USD}\nsources:\n  - {id: s, title: T, zzz: 2}\nunknown: 1\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "canonical_form"),
    [
        ("countries:\n- ZM\n- NO\n", 'countries: [ZM, "NO"]\n'),
        ("title: 'Zambia: a course'\n", 'title: "Zambia: a course"\n'),
        ('title: "A course"\n', "title: A course\n"),
        ('start: "2003-05-01"\nend: "2006"\n', "start: 2003-05-01\nend: 2006\n"),
        ('title: "2006"\n', 'title: "2006"\n'),
        ("budget: {amount: 1500000.50, currency: USD}\n", "budget: {amount: 1500000.5, currency: USD}\n"),
        ("summary: >-\n  A text\n  of one line\n", "summary: A text of one line\n"),
        ('lessons: ["one\\ntwo\\n"]\n', "lessons:\n  - |\n    one\n    two\n"),
        ("start:\nend: null\n", "start:\nend:\n"),
        ("lessons: []\n", "lessons: []\n"),
        ("title: x\n\n\nstatus: z\n", "title: x\nstatus: z\n"),
    ],
)
def test_a_value_has_one_way_to_be_written(written, canonical_form):
    assert form(written) == canonical_form


def test_what_does_not_fit_on_a_line_has_a_line_for_each_value():
    words = [f"lesson number {number}" for number in range(8)]
    assert form(f"lessons: [{', '.join(words)}]\n") == "lessons:\n" + "".join(f"  - {word}\n" for word in words)
    assert all(len(line) <= LINE_WIDTH for line in form(f"lessons: [{', '.join(words[:6])}]\n").split("\n"))


def test_comments_go_where_their_field_goes():
    text = """\
# about the sources
sources:
  # the first
  - title: T  # its title
    id: s
title: Course  # for officials
countries: [ZM,  # Zambia
  "NO"]
# at the end
"""
    assert (
        form(text)
        == """\
title: Course  # for officials
countries: [ZM, "NO"]  # Zambia
# about the sources
sources:
  # the first
  - {id: s, title: T}  # its title
# at the end
"""
    )


def test_line_ends_a_mark_and_the_body_stay_as_they_are():
    content = "\ufeff---\r\nsummary: 'x'  \r\ntitle: Course\r\n---\r\n\r\nBody  \r\nmore\n".encode()
    wanted = "\ufeff---\r\ntitle: Course\r\nsummary: x\r\n---\r\n\r\nBody  \r\nmore\n".encode()
    assert formatted(content, "x.md", PROJECT).content == wanted


@pytest.mark.parametrize("front_matter", ["title: [a", "title: a\ntitle: b", "- a", "title: &x a", "\ttitle: a"])
def test_a_record_that_cannot_be_read_is_left_alone_and_the_reason_is_told(front_matter):
    content = f"---\n{front_matter}\n---\n".encode()
    result = formatted(content, "x.md", PROJECT)
    assert result.content == content
    assert result.faults


@pytest.mark.parametrize("amount", ["1,500,000", "1,000,000", "672.000"])
def test_a_number_with_separators_of_thousands_is_left_as_it_was_written(amount):
    content = f"---\ntitle: 'A'\nbudget: {{amount: {amount}, currency: USD}}\n---\n".encode()
    result = formatted(content, "content/projects/x.md", PROJECT)
    assert result.content == content
    assert [each.pointer for each in result.faults] == [("budget", "amount")] or amount == "1,000,000"
    assert result.faults
