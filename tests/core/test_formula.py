"""No text of a stranger is a formula in a spreadsheet, and what was put before it can be taken away again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.core.formula import with_guard, without_guard
from clearinghouse.exports.csv import cell
from clearinghouse.importing.cells import Cell, Row, Table
from clearinghouse.importing.rejects import rejected_file
from clearinghouse.importing.values import Trouble


@given(st.text("'=+-@\t\r0123a", max_size=6))
def test_a_guard_before_a_formula_is_taken_away_again(text):
    guarded = with_guard(text)
    assert without_guard(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''@x", "-1", "plain", "'quoted'"])
def test_the_tables_of_the_site_have_the_same_guard(text):
    assert without_guard(cell(text)) == text


@pytest.mark.parametrize(("text", "written"), [("-1,5", '"-1,5"'), ("+3", "+3"), ("-1+A1", "'-1+A1"), ("'-1", "''-1")])
def test_in_rejected_rows_a_number_stays_a_number(text, written):
    table = Table("csv", ("a",), (Row(2, {"a": Cell(text)}),))
    content = rejected_file(table, {2: [Trouble("a", "wrong")]}, b"").decode("utf-8-sig")
    assert content.splitlines()[1].startswith(f"{written},")
