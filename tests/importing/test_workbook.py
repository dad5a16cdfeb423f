"""A messy workbook: typed cells, merged cells, formulas, hidden parts; and workbooks that are not what they seem."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from clearinghouse.importing.cells import Cell, TableFault
from clearinghouse.importing.rejects import rejected_file
from clearinghouse.importing.values import Trouble
from clearinghouse.importing.workbook import read_workbook

MAY = datetime.fromisoformat("2003-05-01")


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def messy() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Projects"
    sheet.append(["Number", "Country", "Begin", "Budget", "Pooled", "Note"])
    sheet.append([7, "Zambia", MAY, 1500000.5, True, "=1+1"])
    sheet.append(["8", None, date(2004, 1, 1), 0.1 + 0.2, False, "  text \n more "])
    sheet.append([9, "Kenya", "03/04/2002", 12345678901234, None, "#N/A"])
    sheet["D5"].value, sheet["D5"].number_format = 0.125, "0.0%"
    sheet["A2"].number_format = "000"
    sheet["C3"].number_format = "yyyy"
    sheet["F4"].data_type = "e"
    sheet.merge_cells("B2:B3")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("Secret").append(["a"])
    book["Secret"].append([1])
    book["Secret"].sheet_state = "hidden"
    return book


def test_cells_have_their_types_and_what_is_hidden_is_said():
    table = read_workbook(saved(messy()))
    first, second, third, fourth = (row.cells for row in table.rows)
    assert first["Number"] == Cell("007", "number")
    assert first["Begin"] == Cell("2003-05-01", "date")
    assert first["Budget"] == Cell("1500000.5", "number")
    assert first["Pooled"] == Cell("true", "boolean")
    assert first["Note"] == Cell("formula without a value", "error")
    assert second["Country"] == Cell("Zambia")
    assert second["Begin"] == Cell("2004", "date")
    assert second["Budget"] == Cell("0.3", "number")
    assert second["Note"] == Cell("text \n more")
    assert third["Budget"] == Cell("12345678901234", "number")
    assert third["Note"] == Cell("#N/A", "error")
    assert fourth == {"Budget": Cell("12.5%")}
    said = " ".join(table.remarks)
    for each in ("“Projects”", "Hidden sheets", "Secret", "Hidden rows", "Hidden columns", "merged", "formulas"):
        assert each in said


def test_a_sheet_is_never_chosen_among_several():
    book = messy()
    book.create_sheet("More").append(["a"])
    book["More"].append([1])
    with pytest.raises(TableFault, match="“Projects”, “More”"):
        read_workbook(saved(book))
    assert read_workbook(saved(book), "Secret").columns == ("a",)
    with pytest.raises(TableFault, match="no sheet “Other”"):
        read_workbook(saved(book), "Other")


def test_rejected_rows_keep_their_types_run_nothing_and_are_the_same_each_time():
    table = read_workbook(saved(messy()))
    rejected = {2: (Trouble("Begin", "=cmd|x"),), 4: (Trouble("", "because"),)}
    content = rejected_file(table, rejected, b"")
    assert content == rejected_file(table, rejected, b"")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row].count("f") == 0
    assert sheet["C2"].value == MAY
    again = read_workbook(content)
    assert again.columns == table.columns
    assert {name: cell.text for name, cell in again.rows[0].cells.items()} == {
        name: cell.text for name, cell in table.rows[0].cells.items()
    }


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip at all", "not a workbook"),
        (packed({"xl/worksheets/sheet1.xml": b"0" * (41 * 1024 * 1024)}), "unpacks to more"),
        (packed({f"{number}.xml": b"" for number in range(2_001)}), "unpacks to more"),
        (packed({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), "entities"),
        (packed({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode("utf-16")}), "entities"),
        (packed({"x.xml": b"<x/>"}), "damaged"),
    ],
)
def test_workbooks_that_would_do_harm_are_refused(content, said):
    with pytest.raises(TableFault, match=said):
        read_workbook(content)


def test_a_sheet_that_reaches_too_far_is_refused():
    book = messy()
    book["Projects"].cell(900_000, 5).value = "far away"
    with pytest.raises(TableFault, match="reaches to row 900,000"):
        read_workbook(saved(book))
