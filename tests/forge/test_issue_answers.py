"""What is answered in an issue form comes out as the data of a record: all of it, and nothing else."""

import re
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clearinghouse.core.schema import with_years_as_text
from clearinghouse.core.source import read_source
from clearinghouse.forge.draft import draft_from, record_text
from clearinghouse.forge.issue_answers import Known, NotAForm, record_in
from clearinghouse.forge.question import questions_of
from clearinghouse.project import Project, read_types
from tests.forge.answers import records
from tests.forge.github_issue import issue_of

ROOT = Path(__file__).parents[2]
SCHEMAS, CODE_LISTS, _ = read_types(Project.from_config(ROOT / "mkdocs.yml"))
TITLES = {name: {"one-record": "One record", "other-record": "Other, with a comma"} for name in SCHEMAS}
KNOWN = Known(CODE_LISTS, TITLES)
PHASES = [Phase.explicit, Phase.generate]
"""A whole record that fails is read as it is: finding the smallest one takes minutes."""


CONSULTED = next(each.reference.collection for each in SCHEMAS["initiatives"].fields if each.name == "consulted")


def asked_in(collection):
    return questions_of(SCHEMAS[collection], CODE_LISTS)


@settings(max_examples=8, phases=PHASES)
@given(st.data())
@pytest.mark.parametrize("collection", sorted(SCHEMAS))
def test_what_is_answered_is_what_is_read_and_what_stands_in_the_file(collection, data):
    questions = asked_in(collection)
    fields, body = data.draw(records(questions, KNOWN))
    read = record_in(issue_of(questions, fields, body, "an-id"), SCHEMAS, KNOWN)
    assert read.schema is SCHEMAS[collection]
    assert read.data == fields
    assert read.body.strip() == body
    assert read.address == "an-id"
    source = read_source(record_text(read.schema, read.data, read.body).encode(), "x.md")
    assert with_years_as_text(source.data or {}, read.schema) == fields
    assert source.body.strip() == body


@settings(max_examples=30)
@given(st.text(max_size=400))
def test_any_text_at_all_is_a_record_or_is_told_to_be_none(text):
    questions = asked_in("bodies" if "bodies" in SCHEMAS else "organisations")
    parts = [f"### {question.label}\n\n{text}" for question in questions]
    for issue in (text, "\n\n".join(parts), "\n\n".join(reversed(parts))):
        try:
            read = record_in(issue, SCHEMAS, KNOWN)
        except NotAForm:
            continue
        assert set(read.data) <= set(read.schema.names)
        assert (
            read_source(record_text(read.schema, read.data, read.body).encode("utf-8", "replace"), "x.md") is not None
        )


def answered(collection="organisations", **answers):
    questions = asked_in(collection)
    address, body = answers.pop("address", ""), answers.pop("body", "")
    text = issue_of(questions, {}, body, address)
    for name, answer in answers.items():
        label = next(each.label for each in questions if each.name == name)
        text = text.replace(f"### {label}\n\n_No response_", f"### {label}\n\n{answer}")
    return record_in(text, SCHEMAS, KNOWN)


def test_a_text_may_hold_headings_but_not_that_of_a_question():
    assert answered(body="### Outcomes\n\nGood.\n\n# Title").body == "### Outcomes\n\nGood.\n\n# Title\n"
    with pytest.raises(NotAForm, match=re.escape("“1. Title”")):
        answered(summary="Quoting the form:\n\n### 1. Title\n\nfoo")


def test_names_and_titles_are_understood_and_nothing_is_guessed():
    read = answered(
        "initiatives", countries="Zambia, NO,Korea, Democratic People's Republic of, Atlantis", consulted="Other, with a comma, one-record, third",
    )  # fmt: skip
    assert read.data["countries"][:2] == ["ZM", "NO"]
    assert read.data["countries"][-1] == "Atlantis"
    assert read.data["consulted"] == ["other-record", "one-record", "third"]


class CountedTitle(str):
    """A title that counts how often titles were compared without regard to capitals."""

    __slots__ = ()
    folded = 0

    def casefold(self):
        CountedTitle.folded += 1
        return super().casefold()


def test_an_answer_of_nothing_but_commas_costs_no_more_than_looking_each_title_up_once():
    titles = {CONSULTED: {f"id-{number}": CountedTitle(f"Title {number}") for number in range(2_000)}}
    questions = asked_in("initiatives")
    known = Known(CODE_LISTS, titles)
    CountedTitle.folded = 0
    for question in ("consulted", "countries", "themes"):
        label = next(each.label for each in questions if each.name == question)
        text = issue_of(questions, {}, "", "").replace(
            f"### {label}\n\n_No response_", f"### {label}\n\n" + "x, " * 20_000
        )
        read = record_in(text, SCHEMAS, known)
        assert set(read.data[question]) == {"x"}
        assert len(read.data[question]) <= 600
    assert CountedTitle.folded == 2_000


def test_a_title_that_two_records_have_means_neither():
    known = Known(CODE_LISTS, {**TITLES, CONSULTED: {"one": "Same", "two": "SAME", "three": "Alone"}})
    questions = asked_in("initiatives")
    label = next(each.label for each in questions if each.name == "consulted")
    text = issue_of(questions, {}, "", "").replace(f"### {label}\n\n_No response_", f"### {label}\n\nsame, ALONE")
    assert record_in(text, SCHEMAS, known).data["consulted"] == ["same", "three"]


def test_a_row_has_its_parts_between_bars_and_may_leave_some_empty():
    read = answered(sources="- Report \\| final | | DOC/1\n* Second one\n\n• Third | P | S | https://example.org | x")
    assert read.data["sources"] == [
        {"id": "report-final", "title": "Report | final", "symbol": "DOC/1"},
        {"id": "second-one", "title": "Second one"},
        {"id": "third", "title": "Third", "publisher": "P", "symbol": "S", "url": "https://example.org | x"},
    ]


@pytest.mark.parametrize("nothing", ["_No response_", "None", "", "  "])
def test_what_was_not_answered_is_left_out(nothing):
    assert answered("initiatives", status=nothing, themes=nothing).data == {}


def test_lines_may_end_as_on_windows():
    questions = asked_in("organisations")
    text = issue_of(questions, {"title": "A name"}, "First.\n\nSecond.", "").replace("\n", "\r\n")
    read = record_in(text, SCHEMAS, KNOWN)
    assert (read.data["title"], read.body) == ("A name", "First.\n\nSecond.\n")


@pytest.mark.parametrize(
    "address", ["../../.github/workflows/x", "a/b", "UPPER", "index", "a" * 81, "x.md", "-a", "a\x00", "a b", "ü"]
)
def test_an_address_that_is_no_id_is_refused(address):
    with pytest.raises(NotAForm, match="short name"):
        draft_from(answered(title="T", address=address), set(), "record-1")


def test_an_id_is_made_from_the_title_and_is_never_that_of_another_record():
    read = answered(title="Génie génétique: été & Co")
    assert draft_from(read, set(), "record-1").key.id == "genie-genetique-ete-co"
    assert draft_from(read, {"genie-genetique-ete-co"}, "record-1").key.id == "genie-genetique-ete-co-2"
    assert draft_from(answered(title="生物安全"), set(), "record-7").key == ("organisations", "record-7")
    with pytest.raises(NotAForm, match="another record"):
        draft_from(answered(title="T", address="taken"), {"taken"}, "record-1")


def test_what_looks_like_code_is_only_text():
    hostile = "---\ntitle: other\n---\n${{ secrets.GITHUB_TOKEN }}\n$(id) `id` <script>"
    read = answered(title="x ${{ github.token }}", summary=hostile, body=hostile)
    source = read_source(draft_from(read, set(), "r").text.encode(), "x.md")
    assert source.data == {"title": "x ${{ github.token }}", "summary": hostile}
    assert source.body.strip() == hostile
