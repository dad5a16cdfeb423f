"""Whatever a pull request brings does nothing in the comment about it, and no data makes another comment than ours."""

import json
import re

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.forge.comment import CUT_SHORT, MAX_COMMENT, markdown, plain
from clearinghouse.forge.outline import (
    MAX_NAMES,
    MAX_VALUE,
    SENTENCES,
    Line,
    NotAnOutline,
    cut,
    from_data,
    line,
    placeholders,
    to_data,
)

HOSTILE = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(["`", "``", "```", "@octocat", "\n", "\r\n", "<b>", "[a](https://b.example)", "![x](y)", "#1", " ", "*", "_", "|", "\\", "&amp;", "x", "\u202e", "\x1b[31m", "<!--", "https://c.example"]),
        max_size=10,
    ).map("".join),
)  # fmt: skip
VALUES = st.one_of(HOSTILE, st.integers(0, 10**9 - 1), st.lists(HOSTILE, max_size=4).map(tuple))


@st.composite
def lines(draw):
    say = draw(st.sampled_from(sorted(SENTENCES)))
    form = SENTENCES[say][0]
    depth = draw(st.integers(0, 2)) if form == "item" else 0
    return line(say, depth, **{name: draw(VALUES) for name in placeholders(say)})


def html(text):
    return pyromark.html(text, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)


@given(lines())
def test_values_are_shown_and_do_nothing(one):
    said = html(markdown([one]))
    assert not re.search(r"<(?!/?(h2|h3|p|ul|li|code|strong|br)\b)[^>]*>", said)
    outside = re.sub(r"<code>.*?</code>", "", said, flags=re.DOTALL)
    assert not re.search(r"[@#]|://|&lt;", outside)


@given(st.lists(lines(), max_size=6))
def test_an_outline_is_the_same_after_json(outline):
    assert from_data(json.loads(json.dumps(to_data(outline)))) == outline


@given(st.lists(lines(), max_size=4))
def test_a_terminal_is_given_nothing_to_obey(outline):
    assert all(each.isprintable() or each == "\n" for each in plain(outline))


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        [None],
        [{"say": "counts"}],
        [{"say": "no such", "depth": 0, "values": {}}],
        [{"say": "changes", "depth": -1, "values": {}}],
        [{"say": "changes", "depth": True, "values": {}}],
        [{"say": "changes", "depth": 0, "values": {"more": "x"}}],
        [{"say": "seen", "depth": 0, "values": {"commit": "x" * (MAX_VALUE + 1)}}],
        [{"say": "seen", "depth": 0, "values": {"commit": {"a": 1}}}],
        [{"say": "seen", "depth": 0, "values": {"commit": True}}],
        [{"say": "seen", "depth": 0, "values": {"commit": -1}}],
        [{"say": "views", "depth": 0, "values": {"names": ["x"] * (MAX_NAMES + 1)}}],
        [{"say": "views", "depth": 0, "values": {"names": [1]}}],
        [{"say": ["changes"], "depth": 0, "values": {}}],
        [{"say": "changes", "depth": 0, "values": {}}] * 3_001,
    ],
)
def test_data_that_is_no_outline_is_refused(data):
    with pytest.raises(NotAnOutline):
        from_data(data)


def test_a_long_outline_is_cut_at_a_whole_line_and_says_so():
    every = [line("set", label="Title", new="`" * 300) for _ in range(1_000)]
    said = markdown(every)
    assert len(said) <= MAX_COMMENT
    assert said.endswith(f"`\n\n{CUT_SHORT}\n")
    assert set(said.split("\n")[:-3]) == {markdown(every[:1]).rstrip()}


def test_a_value_is_cut_and_names_that_are_left_off_are_counted():
    assert cut("a  b\n" * 1_000, 10) == "a b a b a…"
    names = line("views", names=tuple(map(str, range(100)))).values["names"]
    assert len(names) == MAX_NAMES
    assert names[-1] == "and 61 more"


def test_a_line_wants_the_values_of_its_sentence():
    with pytest.raises(AssertionError):
        line("seen")
    assert Line("seen", {"commit": "x"}) == line("seen", commit="x")
