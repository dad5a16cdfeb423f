"""Rows that need other rows of the file: rejected with them, with the reason, and each looked at once."""

import pytest

from clearinghouse.importing import batch
from tests.importing.conftest import MAPPING

HEAD = "Number,Project,About,Country,Begin,End,State,Donor,Budget,Currency,Site,Text,Remarks,Phone,Part of\n"
PARTS = MAPPING.replace("columns:\n", "columns:\n  Part of: {field: part_of, as_id: true}\n")


def row(number: int, part_of: str = "", *, text: str = "", state: str = "ongoing", site: str = "") -> str:
    return f"{number},Project {number},A project made up for a test.,,,,{state},,,,{site},{text},,,{part_of}"


def rows(*lines: str) -> bytes:
    return (HEAD + "\n".join(lines) + "\n").encode()


@pytest.fixture
def looks(monkeypatch):
    """The keys of the drafts that were looked at among the others, each time."""
    seen = []
    original = batch.check_among_others

    def counted(checked, *others):
        seen.append(checked.key)
        return original(checked, *others)

    monkeypatch.setattr(batch, "check_among_others", counted)
    return seen


def test_a_chain_of_rows_is_looked_at_once(importer, looks, rejected_messages):
    count = 60
    lines = [row(number, str(number + 1)) for number in range(1, count)]
    outcome = importer(rows(*lines, row(count, site="example")), PARTS)
    assert outcome.drafts == ()
    assert len(looks) == len(set(looks)) == count
    messages = rejected_messages(outcome)
    assert "is not a web address" in messages[count + 1][0]
    assert messages[2] == ["Part of: “p-2” would come from row 3, which is rejected too. Mend that one first."]
    assert messages[count] == [
        f"Part of: “p-{count}” would come from row {count + 1}, which is rejected too. Mend that one first."
    ]


def test_only_what_needs_a_rejected_row_goes_with_it(importer, rejected_messages):
    outcome = importer(
        rows(
            row(1, "2"), row(2, state="nonsense"), row(3, "4"), row(4), row(5, text="See [it](p-1.md)."),
            row(6, text="See [it](p-3.md)."), row(7, "8"), row(8, "7"), row(9, "10"), row(10, "9", site="example"),
        ),
        PARTS,
    )  # fmt: skip
    assert [draft.key.id for draft in outcome.drafts] == ["p-3", "p-4", "p-6", "p-7", "p-8"]
    messages = rejected_messages(outcome)
    assert messages[2] == ["Part of: “p-2” would come from row 3, which is rejected too. Mend that one first."]
    assert messages[6] == ["Text: “p-1” would come from row 2, which is rejected too. Mend that one first."]
    assert messages[10] == ["Part of: “p-10” would come from row 11, which is rejected too. Mend that one first."]
    assert len(messages[11]) == 1


def test_a_rejected_change_of_a_record_that_is_there_takes_nothing_with_it(importer):
    importer(rows(row(2)), PARTS)
    outcome = importer(rows(row(1, "2"), row(2, site="example")), PARTS)
    assert [draft.key.id for draft in outcome.drafts] == ["p-1"]
    assert set(outcome.rejected) == {3}
