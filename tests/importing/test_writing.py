"""What is written is read back the same by every reader of YAML, and a changed record keeps what was not changed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearinghouse.core.canonical import record_text
from clearinghouse.core.scalar import CONTROL
from clearinghouse.core.source import read_source
from clearinghouse.importing.merge import merge
from clearinghouse.importing.writing import edited_text
from clearinghouse.project import Project, read_types

SMALL = Path(__file__).parents[1] / "small"
TRICKY = [
    "NO",
    "yes",
    "0150",
    "1:30:00",
    "1e3",
    "0o17",
    "~",
    "",
    "---",
    "- x",
    "# x",
    "a: b",
    "[x",
    "“x”",
    "@x",
    "2003-05-01",
    "a\nb",
    " x ",
    "=",
    "<<",
]
TEXTS = st.one_of(
    st.sampled_from(TRICKY), st.text(max_size=30).filter(lambda text: not CONTROL.search(text) and "\r" not in text)
)
VALUES = st.recursive(
    st.one_of(TEXTS, st.booleans(), st.integers(-(10**12), 10**12), st.decimals(0, 10**9, places=2)),
    lambda inner: st.one_of(st.lists(inner, min_size=1, max_size=3), st.dictionaries(st.sampled_from("abcny"), inner, min_size=1, max_size=3)),
    max_leaves=8,
)  # fmt: skip
FIELDS = st.dictionaries(st.sampled_from(["title", "summary", "status", "countries", "steps", "y"]), VALUES, min_size=1)


def same(one, other) -> bool:
    """Whether values are equal, and true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@pytest.fixture(scope="module")
def schema():
    """The type of projects in the small clearinghouse."""
    schemas, _, _ = read_types(Project.from_config(SMALL / "mkdocs.yml"))
    return schemas["projects"]


@given(data=FIELDS, body=st.sampled_from(["", "Text.", "Text\n\n---\n\nmore"]))
def test_what_is_written_is_read_back(schema, data, body):
    source = read_source(record_text(schema, data, body).encode(), "x.md")
    assert source.diagnostics == ()
    assert same(source.data, data)
    assert source.body.strip() == body


@given(old=FIELDS, new=FIELDS)
def test_a_changed_record_says_what_it_is_to_say_and_a_second_change_is_none(schema, old, new):
    source = read_source(record_text(schema, old, "Body").encode(), "x.md")
    text = edited_text(source, new, None, schema)
    again = read_source(text.encode(), "x.md")
    assert again.data == new
    assert again.body.strip() == "Body"
    assert edited_text(again, again.data, None, schema) == text


HAND = """---
# Kept comment
title:   'Odd spacing'
summary: >-
  A summary over
  two lines.

# About the place
countries:
- "NO"
- ZM
amount: 5
---

Body
"""


def test_only_the_lines_of_changed_fields_are_written_anew(schema):
    source = read_source(HAND.encode(), "x.md")
    data = {**source.data, "countries": ["ZM"], "status": "ongoing"}
    text = edited_text(source, data, None, schema)
    assert text == HAND.replace('countries:\n- "NO"\n- ZM\n', "countries: [ZM]\n").replace(
        "\n# About", "\n# About"
    ).replace("  two lines.\n\n# About the place\n", "  two lines.\n\n# About the place\nstatus: ongoing\n")
    without = {name: value for name, value in source.data.items() if name != "summary"}
    assert "# About the place" in edited_text(source, without, "New body", schema)
    assert edited_text(source, without, "New body", schema).endswith("---\n\nNew body\n")


@settings(max_examples=50)
@given(FIELDS, FIELDS, FIELDS)
def test_a_merge_loses_nothing_of_a_hand(base, mine, theirs):
    merged = merge(base, mine, theirs)
    for name, value in mine.items():
        if value != base.get(name):
            assert merged.data[name] == value, "a hand edit was lost"
    for name in base:
        if name not in mine:
            assert name not in merged.data, "what a hand took out came back"
    for conflict in merged.conflicts:
        assert merged.data.get(conflict.field) == mine.get(conflict.field)
    again = merge(merged.base, merged.data, theirs)
    assert again.data == merged.data
    assert again.conflicts == merged.conflicts
