"""Rows become records as the mapping says: several values in a cell, items of lists, roles, what stands in for what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.importing.cells import Cell, Row, Table
from clearinghouse.importing.conversion import Fate
from tests.importing.conftest import MAPPING

LISTS = """
collection: projects
id: {columns: [Id]}
columns:
  Title: title
  "Partner #": {field: partners.body, item: partner, unknown: keep, needed: true}
  "Role #": {field: partners.role, item: partner}
  Steps: {field: steps.text, item: step, split: lines}
  Ids: {field: steps.id, item: step, split: ";"}
  Exact: {field: start, pattern: "^exactly (.*)$"}
  Planned: {field: start, fallback: true}
  Lessons: {field: lessons, split: ";"}
constants: {summary: Invented for a test of the import., lessons: [Ask.]}
defaults: {status: ongoing}
not_known: [end, lessons]
source: {id: s, title: Invented}
"""


def table(*rows: dict[str, str | Cell]) -> Table:
    found = [
        Row(number, {name: cell if isinstance(cell, Cell) else Cell(cell) for name, cell in row.items()})
        for number, row in enumerate(rows, 2)
    ]
    return Table("csv", tuple(dict.fromkeys(name for row in rows for name in row)), tuple(found))


FULL = {
    "Id": "A 1", "Title": "A project", "Partner 1": "norad", "Role 1": "funding", "Partner 2": "institute", "Role 2": "Executing agency",
    "Steps": "Begin\nEnd", "Ids": "s1; s2", "Exact": "exactly 2003-05", "Planned": "2002", "Lessons": "Ask.;Begin early.",
}  # fmt: skip


def test_a_row_fills_lists_of_groups_and_says_what_it_backs(importer):
    outcome = importer(table(FULL), LISTS)
    assert outcome.rejected == {}
    (draft,) = outcome.drafts
    assert draft.key.id == "a-1"
    data = draft.proposal.data
    assert data["partners"] == [{"body": "norad", "role": "funding"}, {"body": "nisir", "role": "executing"}]
    assert data["steps"] == [{"id": "s1", "text": "Begin"}, {"id": "s2", "text": "End"}]
    assert data["start"] == "2003-05"
    assert data["status"] == "ongoing"
    assert data["not_known"] == ["end"]
    assert data["lessons"] == ["Ask.", "Begin early."]
    assert data["sources"][0]["supports"] == ["title", "start", "partners", "steps", "lessons"]
    assert draft.proposal.fates["Planned"] is Fate.KEPT
    assert list(data) == [name for name in outcome.mapping.schema.names if name in data]


def test_what_stands_in_and_what_cannot_be_used_is_kept(importer):
    row = {**FULL, "Exact": "perhaps 2003", "Partner 2": "Nobody knows"}
    (draft,) = importer(table(row), LISTS).drafts
    assert draft.proposal.data["start"] == "2002"
    assert draft.proposal.data["partners"] == [{"body": "norad", "role": "funding"}]
    kept = {name for name, fate in draft.proposal.fates.items() if fate is Fate.KEPT}
    assert kept == {"Exact", "Partner 2", "Role 2"}
    assert draft.origin.cells["Partner 2"] == "Nobody knows"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Ids": "s1"}, "“Steps” has 2, “Ids” has 1 values"),
        ({"Id": "Проект"}, "letters that an id cannot have"),
        ({"Id": "index"}, "an id has at most 80 characters and is not “index”"),
        ({"Id": "x" * 81}, "an id has at most 80"),
        ({"Title": "ab"}, "has only 2 characters"),
        ({"Title": "a\x07bcd"}, "invisible character"),
        ({"Role 1": Cell("#REF!", "error")}, "Mend the formula"),
        ({"Id": "first"}, "this import did not write it"),
        ({"Id": "number-two"}, "this import did not write it"),
    ],
)
def test_what_cannot_be_taken_over_is_said_by_row_and_column(importer, rejected_messages, change, said):
    before = importer.state()
    messages = rejected_messages(importer(table({**FULL, **change}), LISTS))
    assert said in " ".join(messages[2])
    assert importer.state() == before


def test_rows_with_the_same_id_are_all_rejected(importer):
    outcome = importer(table(FULL, {**FULL, "Id": "a-1"}, {**FULL, "Id": "b"}), LISTS)
    assert set(outcome.rejected) == {2, 3}
    assert "also that of row 3" in outcome.rejected[2][0].message


def test_rows_may_refer_to_each_other_but_not_to_rejected_ones(importer):
    mapping = LISTS.replace("  Title: title", "  Title: title\n  Part of: {field: part_of, as_id: true}")
    rows = [
        {"Id": "One", "Title": "The first", "Part of": "Two"},
        {"Id": "Two", "Title": "The second", "Part of": "Three"},
        {"Id": "Three", "Title": "The third"},
        {"Id": "Four", "Title": "The fourth", "Part of": "Five"},
        {"Id": "Five", "Title": "x", "Part of": "One"},
    ]
    outcome = importer(table(*rows), mapping, write=False)
    assert {draft.key.id for draft in outcome.drafts} == {"one", "two", "three"}
    assert set(outcome.rejected) == {5, 6}


def test_a_column_of_which_nothing_is_said_stops_the_writing(importer):
    before = importer.state()
    outcome = importer(b"Number,Project,Surprise\n1,A project,x\n")
    assert any("“Surprise”" in each for each in outcome.blocking)
    assert any("has no column “About”" in each for each in outcome.blocking)
    assert importer.state() == before


CELLS = st.one_of(
    st.sampled_from(
        [
            "norad",
            "Zambia",
            "Kenia",
            "Congo",
            "03/04/2002",
            "2003",
            "1,500",
            "n/a",
            "=1+1",
            "x\ny",
            "a;b",
            "https://x.org",
        ]
    ),
    st.text(min_size=1, max_size=12).filter(lambda text: text.strip() == text),
)
COLUMNS = ["Number", "Project", "About", "Country", "Begin", "End", "State", "Donor", "Budget", "Currency", "Site", "Text", "Remarks", "Phone", "Other"]  # fmt: skip
ROWS = st.lists(
    st.dictionaries(st.sampled_from(COLUMNS), st.builds(Cell, CELLS, st.sampled_from(["text", "text", "error"])), min_size=1),
    min_size=1, max_size=4,
)  # fmt: skip


def test_every_cell_ends_mapped_kept_or_rejected(small_destination):
    destination, said, run, given_of = small_destination

    @given(ROWS)
    def holds(rows):
        read = table(*rows)
        outcome = run(given_of(read), said, destination)
        assert read.size == sum(map(len, rows)) == sum(outcome.cells.values())
        for draft in outcome.drafts:
            assert set(draft.origin.cells) == {
                name for name, fate in draft.proposal.fates.items() if fate is not Fate.REJECTED
            }
            assert "Phone" not in draft.origin.cells
        assert len(outcome.drafts) + len(outcome.rejected) == len(rows)

    holds()


@pytest.fixture
def small_destination(importer):
    from clearinghouse.importing.batch import Given, run
    from clearinghouse.importing.mapping import import_mapping, written_mapping

    destination = importer.destination()
    said = import_mapping(written_mapping(MAPPING, "m.yaml"), destination.reading.catalogue.schemas, "m")
    return destination, said, run, lambda read: Given("x.csv", "0", read)
