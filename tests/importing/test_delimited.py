"""Text files are read whatever their encoding and delimiter are, and the import says what it took."""

import codecs
import time

import pytest

from clearinghouse.importing.cells import MAX_COLUMNS, MESSAGES, TableFault, columns_from
from clearinghouse.importing.delimited import read_delimited

TEXT = 'Number;Title\n1;"Élan; a plan\nin two lines"\n\n2;Über\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TEXT.encode(), "UTF-8."),
        (TEXT.encode("utf-8-sig"), "UTF-8 with a byte order mark"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("cp1252"), "Windows-1252. It is not UTF-8."),
        (TEXT.replace("\n", "\r\n").encode(), "UTF-8."),
    ],
)
def test_encodings(content, said):
    table = read_delimited(content)
    assert said in table.remarks[0]
    assert table.columns == ("Number", "Title")
    rows = [(row.number, row.cells["Title"].text.replace("\r\n", "\n")) for row in table.rows]
    assert rows == [(2, "Élan; a plan\nin two lines"), (4, "Über")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter):
    table = read_delimited(TEXT.replace(";", delimiter).encode())
    assert table.delimiter == delimiter
    assert table.rows[1].cells["Title"].text == "Über"


def test_no_cell_is_lost_where_the_heading_is_shorter_or_says_a_thing_twice():
    table = read_delimited(b"a,a,\n1,2,3,4\n")
    assert table.columns == ("a", "a (2)", "Column C", "Column D")
    assert table.size == 4
    assert "a (2)" in table.remarks[-1]


def test_the_column_of_reasons_is_passed_over_and_guards_are_taken_away():
    table = read_delimited(f"a,{MESSAGES}\n'=1+1,because\n".encode())
    assert table.columns == ("a",)
    assert table.rows[0].cells["a"].text == "=1+1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"a;b\n", "no row below"),
        (b"a;b,c\n1;2,3\n", "commas or semicolons"),
        (b"a\n" + b"x" * 200_000, "cannot be read"),
        (b"a\n\x81\x8d", "neither UTF-8"),
        ((",".join("x" * 1001)).encode() + b"\n1\n", "columns"),
    ],
)
def test_what_cannot_be_read_is_said(content, said):
    with pytest.raises(TableFault, match=said):
        read_delimited(content)


def test_headings_may_stand_further_down():
    table = read_delimited(b"Report of the office\n\nNumber;Title\n1;x\n", header_row=3)
    assert table.columns == ("Number", "Title")
    assert table.rows[0].number == 4


def test_excel_says_the_delimiter_in_a_line_of_its_own():
    table = read_delimited(b"sep=;\r\na;b,c\r\n1;2\r\n")
    assert table.columns == ("a", "b,c")
    assert table.rows[0].number == 2


def test_equal_headings_are_numbered_past_those_that_look_numbered_already():
    assert columns_from(["a", "a (2)", "a", "", "a", "a (2)"], 7) == [
        "a", "a (2)", "a (3)", "Column D", "a (4)", "a (2) (2)", "Column G",
    ]  # fmt: skip


def test_a_thousand_equal_headings_cost_next_to_nothing():
    start = time.process_time()
    names = columns_from(["a"] * MAX_COLUMNS, MAX_COLUMNS)
    assert names[-1] == f"a ({MAX_COLUMNS})"
    assert len(set(names)) == MAX_COLUMNS
    assert time.process_time() - start < 0.5  # counting anew from 2 for each took seconds
