"""Front matter that is put together quickly is what the close reader makes of it, and has nothing that should be told of."""

import random
from pathlib import Path

import pytest
import yaml

from clearinghouse.core.composer import MAX_DEPTH, MAX_VALUES, compose
from clearinghouse.core.front_matter import read_closely
from clearinghouse.core.places import places_in
from clearinghouse.core.scalar import CONTROL
from clearinghouse.core.source import read_source

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("content", "examples/training/content", "tests/small/content", "tests/cases")
    for path in (ROOT / folder).rglob("*.md")
)
SOURCES = [source for path in FILES if (source := read_source(path.read_bytes(), path.name)).front_matter]
PIECES = (
    "", ":", ": ", "-", '"', "'", "[", "]", "{", "}", ",", "\n", "  ", "\n  ", "&a ", "*a", "!x ", "1", "0", "NO", "“", "”", "null", "~",
    "yes", "#", "|\n", ">\n", "? ", "\t", "\n---\n", "\n...\n", '"\\x01"', "%", "@", "x: 1\nx: 2\n", "0x1f", "1.50", "1.", ".5e3",
)  # fmt: skip


def assert_alike(text):
    data = compose(text)
    if data is None:
        return False
    closely = read_closely(text, "x.md", 2)
    assert repr(closely.data) == repr(data), text
    assert not closely.diagnostics, text
    return True


def has_plain_names(value):
    if isinstance(value, dict):
        return all(name.isidentifier() and has_plain_names(part) for name, part in value.items())
    return not isinstance(value, list) or all(map(has_plain_names, value))


def test_records_are_read_alike():
    good = [
        source.front_matter
        for source in SOURCES
        if not source.diagnostics and len(source.front_matter) <= MAX_VALUES and has_plain_names(source.data)
    ]
    assert len(good) > 200
    assert all(map(assert_alike, good))


@pytest.mark.parametrize("seed", range(4))
def test_records_that_are_changed_at_random_are_read_alike(seed):
    chance = random.Random(seed)
    alike = 0
    for _ in range(500):
        text = chance.choice(SOURCES).front_matter
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(PIECES) + text[at + chance.randrange(2) :]
        alike += assert_alike(text)
    assert 50 < alike < 450


@pytest.mark.parametrize(
    "text",
    ["", "- a\n", "a\n", "a: &x 1\n", "a: *x\n", "a: !t 1\n", "&x {a: 1}\n", "a: 1\na: 2\n", "? [a]\n: 1\n", "a: 012\n", "a: yes\n", "a: “b”\n",
     'a: "\\x01"\n', "a b: 1\n", "a: [\n", "a: 1\n--- \nb: 1\n", f"a: {'[' * MAX_DEPTH}{']' * MAX_DEPTH}\n", f"a: [{'a,' * MAX_VALUES}]\n"],
)  # fmt: skip
def test_what_may_have_to_be_told_of_is_left_to_the_close_reader(text):
    assert compose(text) is None


def test_lists_may_be_as_deep_as_the_close_reader_allows():
    depth = MAX_DEPTH - 1
    assert assert_alike(f"a: {'[' * depth}{']' * depth}\n")


def test_the_places_of_fields_are_among_those_of_all_values():
    for source in (each for each in SOURCES if each.data is not None):
        places = places_in(source.front_matter, 2)
        assert places_in(source.front_matter, 2, 1) == {at: place for at, place in places.items() if len(at) <= 1}


def test_a_place_is_where_its_value_stands():
    source = read_source(b'---\ntitle: First\npartners:\n  - {body: norad, role: "x"}\n---\n', "x.md")
    assert source.text_of(source.value_span(("title",))) == "First"
    assert source.text_of(source.key_span(("title",))) == "title"
    assert source.text_of(source.value_span(("partners", 0, "role"))) == '"x"'
    assert source.text_of(source.key_span(("partners", 0, "body"))) == "body"
    assert source.value_span(("partners", 0, "missing")) == source.value_span(("partners", 0))
    assert source.text_of(source.key_span(("missing",))) == source.text_of(source.key_span(())) == "---"


def test_places_before_a_fault_are_known():
    assert set(places_in("a: 1\nb: [1, *x]\n", 2)) == {("a",), ("b", 0)}
    assert set(places_in("a: 1\nb: [1\n", 2)) == {("a",), ("b", 0)}
    assert places_in("", 2) == {}


def test_every_invisible_character_is_seen_among_letters_and_signs():
    for code in (*range(0x300), *range(0x2000, 0x2100), *range(0xFD00, 0xFE00), *range(0xFE00, 0x10000)):
        sign = chr(code)
        if sign in "\r\n":
            continue
        found = [each.code for each in read_source(f"---\ntitle: é\n---\n“{sign}”".encode(), "x.md").diagnostics]
        assert (found == ["CH105"]) is bool(CONTROL.match(sign)), hex(code)


def test_yaml_itself_reads_the_same_text():
    for source in SOURCES[:40]:
        if not source.diagnostics:
            assert list(yaml.safe_load(source.front_matter)) == list(source.data)
