"""Whatever the bytes are, the answer is a value: data or diagnostics, each at a place that the file has."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from clearinghouse.core.body import render_body
from clearinghouse.core.source import read_source
from clearinghouse.core.validation import check_source
from clearinghouse.project import Project, read_types

SMALL = Path(__file__).parents[1] / "small"
SCHEMAS, CODE_LISTS, _ = read_types(Project.from_config(SMALL / "mkdocs.yml"))

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["first", "ZM", "2006-01", "31/01/2003", "https://a.b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "body", "role", "amount", "x"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_read(content):
    source = read_source(content, "content/projects/x.md")
    assert source.data is not None or source.diagnostics


@given(st.text(alphabet="abc:-[]{}'\"&*!@#|>%\n\t \u00a0“”é0", max_size=200))
@settings(deadline=None, max_examples=300)
def test_any_front_matter_is_read_and_told_of_at_a_place_that_exists(text):
    source = read_source(f"---\n{text}\n---\nbody".encode(), "content/projects/x.md")
    lines = source.text.split("\n")
    for each in source.diagnostics:
        assert 1 <= each.span.start.line <= len(lines) + 1
        assert each.span.start <= each.span.end


@given(
    st.dictionaries(
        st.sampled_from([field.name for field in SCHEMAS["projects"].fields] + ["other"]), VALUES, max_size=6
    )
)
@settings(deadline=None)
def test_data_of_any_shape_is_checked(data):
    import json

    text = json.dumps(data, ensure_ascii=True)
    source = read_source(f"---\n{text}\n---\n".encode(), "content/projects/x.md")
    for each in check_source(source, SCHEMAS["projects"], CODE_LISTS):
        assert each.message


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_body_gives_html_without_script(text):
    html = render_body(text, lambda address: address)
    assert "<script" not in html.lower()
