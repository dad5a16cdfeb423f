"""A table of 300 rows of which 40 are wrong in ten ways: nothing lost, nothing guessed, no diff the second time, a hand edit kept."""

import csv
import io
import random

import openpyxl
import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.editing.formatting import formatted
from clearinghouse.importing.batch import State
from clearinghouse.importing.conversion import Fate
from clearinghouse.importing.delimited import read_delimited
from clearinghouse.importing.rejects import rejected_file
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from tests.importing.conftest import MAPPING

COLUMNS = [
    "Number",
    "Project",
    "About",
    "Country",
    "Begin",
    "End",
    "State",
    "Donor",
    "Budget",
    "Currency",
    "Site",
    "Text",
    "Remarks",
    "Phone",
]
WAYS = {
    "a date that can mean two days": ({"Begin": "03/04/2002"}, "Begin", "can mean 2002-04-03 or 2002-03-04"),
    "a country that is misspelt": ({"Country": "Kenia"}, "Country", "KE (Kenya)"),
    "a name of two countries": ({"Country": "Zambia; Congo"}, "Country", "CD (Congo - Kinshasa)"),
    "a day that does not exist": ({"Begin": "31/02/2003"}, "Begin", "is not a date"),
    "a number that can mean two": ({"Budget": "1,500"}, "Budget", "can mean 1500 or 1.500"),
    "words for a number": ({"Budget": "about 5 million"}, "Budget", "is not a number"),
    "a donor that is not known": ({"Donor": "Ministry of Magic"}, "Donor", "is not a record of bodies"),
    "no title": ({"Project": ""}, "Project", "the field “title” (Title) is missing"),
    "an end before its start": ({"Begin": "2009", "End": "2008"}, "End", "is before “2009”"),
    "an address that is none": ({"Site": "example"}, "Site", "is not a web address"),
}


def rows_of(seed: int) -> tuple[list[dict[str, str]], dict[int, str]]:
    """Rows, and which of them are wrong in which way, by the number of the row in the file."""
    chance = random.Random(seed)
    rows = [
        {
            "Number": f"{number:03}", "Project": f"Project: number {number}", "About": "An invented project, made up for a test.",
            "Country": chance.choice(["Zambia", "ZM; Norway", "NO;DZA", "Kenya; Côte d’Ivoire"]),
            "Begin": chance.choice(["2003", "2003-05", "31/12/2003", "5 May 2003", "May 2003", "12.12.2003"]),
            "End": chance.choice(["", "2006-01-18", "2007"]), "State": chance.choice(["Ongoing", "completed"]),
            "Donor": chance.choice(["norad", "NORAD", "Norwegian Agency for Development Cooperation"]),
            "Budget": chance.choice(["480000", "480,000.50", "1 500 000", "12.5"]), "Currency": "USD", "Site": "https://example.org/",
            "Text": chance.choice(["", "First line\nsecond line", "=1+1"]), "Remarks": chance.choice(["", "seen"]), "Phone": "000",
        }
        for number in range(1, 301)
    ]  # fmt: skip
    wrong = {}
    ways = [way for way in WAYS for _ in range(4)]
    for place, way in zip(chance.sample(range(300), 40), ways, strict=True):
        rows[place].update(WAYS[way][0])
        wrong[place + 2] = way
    return rows, wrong


def as_csv(rows, delimiter=";", encoding="utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def test_nothing_is_lost_nothing_is_guessed_and_a_hand_edit_is_kept(importer, rejected_messages):
    rows, wrong = rows_of(1)
    content = as_csv(rows)
    outcome = importer(content)

    assert set(outcome.rejected) == set(wrong)
    messages = rejected_messages(outcome)
    for row, way in wrong.items():
        _, column, text = WAYS[way]
        assert any(each.startswith(f"{column}: ") and text in each for each in messages[row]), (way, messages[row])
    cells_in = sum(bool(cell) for row in rows for cell in row.values())
    assert outcome.table.size == cells_in == sum(outcome.cells.values())
    assert len(outcome.in_state(State.NEW)) == 260
    for draft in outcome.drafts[:40]:
        assert formatted(draft.text.encode(), "x.md", outcome.mapping.schema).content == draft.text.encode()
    reading = read_project(Project.from_config(importer.config))
    assert not reading.failed
    assert len(reading.catalogue.collection("projects")) == 262

    again = read_delimited(rejected_file(outcome.table, outcome.rejected, content))
    assert [dict(row.cells) for row in again.rows] == [
        dict(row.cells) for row in outcome.table.rows if row.number in outcome.rejected
    ]

    before = importer.state()
    second = importer(content)
    assert len(second.in_state(State.UNCHANGED)) == 260
    assert importer.state() == before

    edited = next(draft for draft in outcome.drafts if draft.proposal.data["status"] == "ongoing")
    path = importer.record(edited.key.id)
    written = path.read_text()
    assert "status: ongoing\n" in written
    by_hand = written.replace("status: ongoing", "status: completed # seen on site").replace(
        "title:", "lessons: [Ask.]\ntitle:", 1
    )
    by_hand = by_hand.rstrip("\n") + "\n\nWritten by hand.\n"
    path.write_text(by_hand)
    importer(content)
    assert path.read_text() == by_hand

    number = edited.proposal.row.number
    rows[number - 2]["About"] = "The same invented project, told of anew."
    rows[number - 2]["Text"] = "Another text."
    third = importer(as_csv(rows))
    assert number not in third.rejected, third.rejected[number]
    assert [conflict.field for _, conflict in third.conflicts] == ["body"]
    text = path.read_text()
    assert "told of anew" in text
    assert "Written by hand." in text
    assert "lessons: [Ask.]" in text
    assert "status: completed # seen on site" in text
    assert len(third.in_state(State.CHANGED)) == 1


def test_what_is_left_out_is_nowhere_and_what_is_kept_is_beside_the_records(importer):
    rows, _ = rows_of(2)
    rows[0].update(Remarks="kept remark", Phone="telephone 4711")
    outcome = importer(as_csv(rows))
    assert 2 not in outcome.rejected
    everything = b"".join(importer.state().values())
    assert b"telephone 4711" not in everything
    assert b"kept remark" not in importer.record("p-001").read_bytes()
    assert b"kept remark" in (importer.root / "imports" / "table.jsonl").read_bytes()
    assert outcome.left_out == sum(bool(row["Phone"]) for row in rows) - len(outcome.rejected)
    assert outcome.cells[Fate.KEPT] == sum(
        bool(row["Remarks"]) for number, row in enumerate(rows, 2) if number not in outcome.rejected
    )


def test_the_command_writes_nothing_without_being_told(importer):
    rows, _ = rows_of(3)
    (importer.root / "table.csv").write_bytes(as_csv(rows))
    (importer.root / "table.mapping.yaml").write_text(MAPPING)
    before = importer.state()
    arguments = ["import", str(importer.root / "table.csv"), "--config", str(importer.config)]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 1
    assert "260 new" in told.output
    assert "dry run" in told.output
    assert {name: each for name, each in importer.state().items() if not name.startswith(".cache")} == before
    told = CliRunner().invoke(main, [*arguments, "--write"])
    assert told.exit_code == 1
    assert (importer.root / "table.rejected.csv").is_file()
    written = {name: each for name, each in importer.state().items() if not name.startswith(".cache")}
    told = CliRunner().invoke(main, [*arguments, "--write"])
    assert "Nothing has changed" in told.output
    assert {name: each for name, each in importer.state().items() if not name.startswith(".cache")} == written


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_rejected_rows_are_read_again_whatever_the_mapping_says_of_the_file_that_they_are_from(importer, form):
    rows, wrong = rows_of(4)
    content = b"Report\n\n" + as_csv(rows[:60], encoding="cp1252")
    mapping = MAPPING + "header_row: 3\nencoding: cp1252\nsheet: Projects\n"
    if form == "xlsx":
        book = openpyxl.Workbook()
        book.active.title = "Projects"
        for line in [["Report"], [], COLUMNS, *(list(row.values()) for row in rows[:60])]:
            book.active.append(["" if each == "=1+1" else each for each in line])  # which would be a formula here
        out = io.BytesIO()
        book.save(out)
        content = out.getvalue()
    (importer.root / f"t.{form}").write_bytes(content)
    (importer.root / "t.mapping.yaml").write_text(mapping)
    arguments = ["--config", str(importer.config), "--write"]
    told = CliRunner().invoke(main, ["import", str(importer.root / f"t.{form}"), *arguments])
    count = sum(number <= 61 for number in wrong)
    assert f"60 rows: {60 - count} records" in told.output
    told = CliRunner().invoke(main, ["import", str(importer.root / f"t.rejected.{form}"), *arguments])
    assert f"{count} rows: 0 records" in told.output
    assert "Nothing has changed" in told.output
